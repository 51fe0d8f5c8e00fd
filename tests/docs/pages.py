"""The documents that people read, and what stands in them."""

import re
from pathlib import Path

from tests.conftest import ROOT

README = ROOT / "README.md"
PAGES = (README, ROOT / "CHANGELOG.md", *sorted((ROOT / "docs").rglob("*.md")))

_CODE_BLOCK = re.compile(r"^```.*?^```$", re.MULTILINE | re.DOTALL)
_CODE = re.compile(r"`[^`]*`")
_LINK = re.compile(r"\]\(([^()\s]+)\)")
_HEADING = re.compile(r"^#+ (.+)$", re.MULTILINE)


def text_of(page: Path) -> str:
    return page.read_text(encoding="utf-8")


def chapter(page: Path, title: str) -> str:
    """Return what stands under a heading of the second level."""
    _, found, rest = text_of(page).partition(f"\n## {title}\n")
    assert found, f"{page.name} has no chapter « {title} »"
    return rest.partition("\n## ")[0]


def chapters(page: str, mark: str) -> dict[str, str]:
    """Return the chapters of a Markdown text by their titles, at the level of `mark`."""
    parts = re.split(rf"^{mark} ", page, flags=re.MULTILINE)[1:]
    split = [part.partition("\n") for part in parts]
    assert len({title for title, _, _ in split}) == len(split)
    return {title: body for title, _, body in split}


def first_cells(text: str) -> list[str]:
    """Return the words in code type at the beginning of the rows of the tables."""
    return re.findall(r"^\| `([^`]+)` \|", text, re.MULTILINE)


def links(page: Path) -> list[str]:
    """Return the targets of a page's links and pictures."""
    return _LINK.findall(_CODE.sub("", _CODE_BLOCK.sub("", text_of(page))))


def anchors(page: Path) -> set[str]:
    """Return the names that links may point to within a page, as GitHub and Forgejo make them."""
    headings = _HEADING.findall(_CODE_BLOCK.sub("", text_of(page)))
    return {re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-") for title in headings}


def with_block(text: str, name: str, content: str) -> str:
    """Return the text of a page with other content in the block generated under that name."""
    start, end = f"<!-- généré : {name} -->\n", "<!-- fin -->"
    before, found, rest = text.partition(start)
    assert found, name
    return f"{before}{start}{content}{rest[rest.index(end) :]}"
