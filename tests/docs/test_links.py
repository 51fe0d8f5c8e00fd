"""Every link of the documents leads somewhere."""

from pathlib import Path

import pytest

from tests.conftest import ROOT
from tests.docs.pages import PAGES, anchors, links


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_links_lead_to_what_exists(page: Path) -> None:
    for link in links(page):
        if "://" in link:
            continue
        name, _, anchor = link.partition("#")
        target = page.parent / name if name else page
        assert target.exists(), link
        assert not anchor or anchor in anchors(target), link


def test_links_are_found_where_there_are_some() -> None:
    assert "docs/captures/fiche.svg" in links(ROOT / "README.md")
    assert "#champ-requis" in links(ROOT / "docs" / "regles.md")


def test_the_readme_leads_to_every_page() -> None:
    linked = {(ROOT / link).resolve() for link in links(ROOT / "README.md")}
    assert {page.resolve() for page in PAGES if page.name != "README.md"} <= linked
