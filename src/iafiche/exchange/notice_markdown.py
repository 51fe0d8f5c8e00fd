"""The profile « notice-markdown »: a page in Markdown for each fiche, and an index.

For a forge or a site generator: CommonMark, and a table (GitHub Flavored Markdown) in the index.
A comment at the end of each file, which no reader shows, holds the same for programs, in JSON.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

from iafiche.exchange.json_text import json_text
from iafiche.exchange.markdown import page, plain, table
from iafiche.exchange.notice_folder import (
    ALL_FICHES,
    FACETS,
    HEADING,
    INTERNAL,
    carried,
    counted,
    draft_of,
    leaves,
    showable,
)
from iafiche.exchange.profiles import NOTICE_MARKDOWN as PROFILE
from iafiche.model.catalogue import CATALOGUE
from iafiche.model.field import Role

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from iafiche.exchange.notice import Entry
    from iafiche.exchange.notice_folder import Leaf
    from iafiche.model.catalogue import FieldSpec
    from iafiche.model.draft import Draft

__all__ = ["carried", "read", "write"]

INDEX = "index.md"
_SUFFIX = ".md"
_COMMENT = re.compile(r"^<!-- iafiche\n(.*)\n-->$", re.DOTALL | re.MULTILINE)
_NBSP = "\N{NO-BREAK SPACE}"


def write(drafts: Sequence[Draft], *, complete: bool) -> dict[str, bytes]:
    """Return the files of the folder, by relative POSIX path."""
    pages = leaves(PROFILE, drafts, complete=complete)
    files = {INDEX: page(_index(pages))}
    files.update((leaf.path(_SUFFIX), page(_page(leaf))) for leaf in pages)
    return {path: text.encode() for path, text in files.items()}


def read(content: Mapping[str, bytes]) -> list[Draft]:
    """Return the drafts of a folder that `write` made, in the order of the index."""
    return [draft_of(_data(content[path]).items()) for path in _data(content[INDEX])]


def _data(file: bytes) -> Any:
    """Return what the comment of a file holds."""
    found = _COMMENT.search(file.decode("utf-8"))
    assert found is not None
    return json.loads(found[1])


def _comment(value: object) -> Iterator[str]:
    # The escapes keep what would end the comment inside JSON.
    text = json_text(value, indent=1)
    yield from ("<!-- iafiche", text.replace("<", r"\u003c").replace(">", r"\u003e"), "-->")


def _page(leaf: Leaf) -> Iterator[str]:
    told = leaf.notice
    yield from (f"# {_shown(leaf.title)}", "")
    if told.holder:
        yield from (_shown(told.holder), "")
    yield from _internal([leaf])
    for part in told.parts:
        yield from (f"## {_shown(part.label)}", "")
        for entry in part.entries:
            yield from _entry(entry)
    yield from (f"[{ALL_FICHES}](../{INDEX})", "")
    yield from _comment({spec.key: leaf.draft[spec.key] for spec in _filled(leaf.draft)})


def _filled(draft: Draft) -> Iterator[FieldSpec]:
    return (spec for spec in CATALOGUE.fields if spec.key in draft.values)


def _entry(entry: Entry) -> Iterator[str]:
    label = f"**{_shown(entry.spec.field.label)}{_NBSP}:**"
    kind = entry.spec.kind
    if kind.many:
        yield from (label, "", *(f"- {_shown(text)}" for text in entry.texts), "")
    elif kind.multiline:
        yield from (label, "")
        for text in entry.texts:
            yield from ("\\\n".join(map(_shown, text.splitlines())), "")
    else:
        shown = f"<{entry.address}>" if entry.address else _shown(entry.texts[0])
        yield from (f"{label} {shown}", "")


def _index(pages: Sequence[Leaf]) -> Iterator[str]:
    yield from (f"# {HEADING}", "", *_internal(pages), f"{counted(pages)}.", "")
    heading = CATALOGUE.of_role(Role.PROJECT), CATALOGUE.of_role(Role.HOLDER)
    head = tuple(_shown(spec.short_label) for spec in (*heading, *FACETS))
    yield from table(head, [_row(leaf) for leaf in pages])
    yield ""
    yield from _comment([leaf.path(_SUFFIX) for leaf in pages])


def _row(leaf: Leaf) -> tuple[str, ...]:
    link = f"[{_shown(leaf.title)}]({leaf.path(_SUFFIX)})"
    return (link, _shown(leaf.notice.holder), *(_shown(leaf.draft.text(s.key)) for s in FACETS))


def _internal(pages: Sequence[Leaf]) -> tuple[str, ...]:
    return (f"**{INTERNAL}**", "") if any(leaf.complete for leaf in pages) else ()


def _shown(text: str) -> str:
    return plain(showable(text))
