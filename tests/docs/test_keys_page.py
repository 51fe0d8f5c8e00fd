"""docs/touches.md: every action of every screen, with its keys and its name for the settings."""

from collections.abc import Callable

import pytest

from iafiche.cli.keys_page import keys_page
from iafiche.tui.actions import FICHE_ACTIONS, FOLDER_ACTIONS, Action, remap
from tests.conftest import ROOT
from tests.docs.keys import in_words
from tests.docs.pages import chapter

PAGE = ROOT / "docs" / "touches.md"


def test_the_page_is_up_to_date(assert_generated: Callable[[str, str], None]) -> None:
    assert_generated("docs/touches.md", keys_page())


@pytest.mark.parametrize(
    ("title", "actions"), [("Dans une fiche", FICHE_ACTIONS), ("Dans un dossier", FOLDER_ACTIONS)]
)
def test_each_action_stands_once_with_all_that_one_needs(
    title: str, actions: tuple[Action, ...]
) -> None:
    rows = [line for line in chapter(PAGE, title).splitlines() if line.endswith("` |")]
    assert len(rows) == len(actions)
    for row, action in zip(rows, actions, strict=True):
        keys, label, about, name = row.removeprefix("| ").removesuffix(" |").split(" | ")
        assert (label, about, name) == (action.label, action.about, f"`{action.name}`")
        assert all(f"<kbd>{in_words(key)}</kbd>" in keys for key in action.default_keys)
        assert keys == "Commandes" or action.default_keys


def test_the_page_has_the_keys_that_everybody_begins_with() -> None:
    remap({"save": ("f11",)})
    try:
        assert "| <kbd>Ctrl+S</kbd> | Enregistrer |" in keys_page()
    finally:
        remap({})
