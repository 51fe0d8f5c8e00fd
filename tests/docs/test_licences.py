"""docs/dependances.md lists every package the program needs, and its licence."""

import sys
from collections.abc import Callable, Iterable

import pytest

from tests.conftest import ROOT
from tests.docs.licences import USABLE, for_development, needed
from tests.docs.pages import text_of, with_block

PAGE = ROOT / "docs" / "dependances.md"


def table(headings: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    lines = [headings, ("---",) * len(headings), *rows]
    return "".join(f"| {' | '.join(cells)} |\n" for cells in lines)


@pytest.mark.skipif(sys.platform == "win32", reason="the page lists what all systems need")
def test_the_page_lists_the_packages_with_their_licences(
    assert_generated: Callable[[str, str], None],
) -> None:
    running = [
        (f"`{each.name}`", each.licence, f"`{each.asked_by}`" if each.asked_by else "iafiche")
        for each in needed()
    ]
    developing = [(f"`{each.name}`", each.licence) for each in for_development()]
    page = with_block(text_of(PAGE), "execution", table(("Paquet", "Licence", "Pour"), running))
    page = with_block(page, "developpement", table(("Paquet", "Licence"), developing))
    assert_generated("docs/dependances.md", page)


def test_every_package_that_runs_may_be_used_under_our_licence() -> None:
    assert not [each for each in needed() if each.licence not in USABLE]
