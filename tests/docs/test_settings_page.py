"""docs/reglages.md: every setting, with an example that the program takes."""

import os
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from platformdirs.macos import MacOS
from platformdirs.unix import Unix

from iafiche.cli.own_folders import SETTINGS_VARIABLE, VARIABLES
from iafiche.cli.settings_page import settings_page
from iafiche.store.folders import user_folders
from iafiche.store.keyboard import Keyboard
from iafiche.store.settings import DEFAULTS, ColourTheme
from iafiche.store.settings_checks import declared
from iafiche.store.settings_file import read_settings
from iafiche.tui.actions import FICHE_ACTIONS, FOLDER_ACTIONS
from tests.conftest import ROOT
from tests.docs.pages import chapter, first_cells

PAGE = ROOT / "docs" / "reglages.md"
ACTIONS = {action.name: action.about for action in (*FOLDER_ACTIONS, *FICHE_ACTIONS)}
KEYBOARD = Keyboard(
    tuple(
        {action.name: action.keys for action in each} for each in (FICHE_ACTIONS, FOLDER_ACTIONS)
    ),
    lambda _action, key: key,
)


def test_the_page_is_up_to_date(assert_generated: Callable[[str, str], None]) -> None:
    assert_generated("docs/reglages.md", settings_page(ACTIONS))


@pytest.mark.parametrize("key", declared())
def test_the_example_of_a_setting_is_right_and_changes_it(key: str, tmp_path: Path) -> None:
    example = declared()[key].setting.example
    assert example in chapter(PAGE, key)
    file = tmp_path / "config.toml"
    file.write_text(example, encoding="utf-8")
    reading = read_settings(file, KEYBOARD)
    assert reading.problems == ()
    assert getattr(reading.settings, key) != getattr(DEFAULTS, key)


def test_the_themes_actions_and_variables_are_all_there() -> None:
    for theme in ColourTheme:
        assert f"`{theme}`" in chapter(PAGE, "theme")
        assert theme.about in chapter(PAGE, "theme")
    assert set(first_cells(chapter(PAGE, "touches"))) == set(KEYBOARD.actions)
    assert set(first_cells(chapter(PAGE, "Ranger ailleurs"))) == set(VARIABLES)


def test_the_file_is_where_the_page_says(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("XDG_CONFIG_HOME", raising=False)
    told = {
        "Linux": Unix("iafiche", appauthor=False),
        "macOS": MacOS("iafiche", appauthor=False),
    }
    text = PAGE.read_text(encoding="utf-8")
    for system, folders in told.items():
        file = (folders.user_config_path / "config.toml").as_posix()
        assert f"| {system} | `{file.replace(Path.home().as_posix(), '~')}` |" in text
    assert f"`{SETTINGS_VARIABLE}`" in text


@pytest.mark.skipif(sys.platform != "win32", reason="only Windows knows its folders")
def test_the_file_of_windows_is_where_the_page_says() -> None:
    file = str(user_folders().settings_file).replace(os.environ["LOCALAPPDATA"], "%LOCALAPPDATA%")
    assert f"| Windows | `{file}` |" in PAGE.read_text(encoding="utf-8")
