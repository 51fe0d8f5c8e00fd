"""The lossless edit: a file's text that reads as a draft, changed only where the draft is.

tomlkit's own edits of tables put a new key after the comments that close a section, and mix line
ends in a file that has CRLF; so changes are spliced into the text, at places that a scanner finds.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from iafiche.check.findings import Finding
from iafiche.model.catalogue import CATALOGUE
from iafiche.model.comparing import same_draft, same_value
from iafiche.model.draft import VERSION_KEY, Draft, read_draft, write_value
from iafiche.store.migrations import FIRST_VERSION, FORMAT, FileFormat, Tables
from iafiche.store.positions import Layout
from iafiche.store.reading import parse
from iafiche.store.splicing import Splicing

if TYPE_CHECKING:
    from iafiche.model.values import PathOfKeys


class UnfaithfulEditError(Exception):
    """The edited text would not read as the draft: a fault of this program, nothing is written."""


@dataclass(frozen=True, slots=True)
class Changes:
    """What distinguishes a draft from a file's content.

    Attributes:
        gone: The paths whose values the draft no longer has.
        given: The TOML values that are new or other, by path.
    """

    gone: tuple[PathOfKeys, ...]
    given: dict[PathOfKeys, object]


def rewrite(text: str, draft: Draft, file_format: FileFormat = FORMAT) -> str:
    """Return the text that reads as `draft`, differing from `text` only where they differ.

    `text` is a valid file's, of the current version or an older one, which then becomes the
    current one. An unchanged draft returns the very same text. Comments, order, unknown content,
    byte-order mark and line ends stay. Where something that is no table has a section's name and
    the draft fills that section, those lines become comments.

    Raises:
        ValueError: `text` is not TOML.
        UnfaithfulEditError: The edit went wrong.
    """
    draft = _without_what_is_in_the_way(draft)
    tables = _parsed(text)
    if blocked := _in_the_way(tables, draft):
        for name in blocked:
            text = _commented_out(text, (name,))
        tables = _parsed(text)
    changes = _changes(tables, draft, file_format)
    if not (changes.gone or changes.given):
        return text
    edited = _spliced(text, changes)
    _verify(edited, tables, draft, file_format)
    return edited


def new_text(draft: Draft) -> str:
    """Return the text of a new file that reads as `draft`, with all sections in order."""
    sections = "".join(f"\n[{section.key}]\n" for section in CATALOGUE.sections)
    return rewrite(f"{VERSION_KEY} = {FORMAT.version}\n{sections}", draft)


def _parsed(text: str) -> Tables:
    parsed = parse(text)
    if isinstance(parsed, Finding):
        raise ValueError(parsed.message)
    return parsed


def _changes(tables: Tables, draft: Draft, file_format: FileFormat) -> Changes:
    old = read_draft(tables)
    gone = [CATALOGUE[key].path for key in old.values if key not in draft.values]
    gone += [path for path in old.unknown if path not in draft.unknown]
    given: dict[PathOfKeys, object] = {}
    if _version(tables) < file_format.version:
        given[(VERSION_KEY,)] = file_format.version
    for key, value in draft.values.items():
        if not same_value(value, old.values.get(key)):
            given[CATALOGUE[key].path] = write_value(key, value)
    given |= {
        path: raw
        for path, raw in draft.unknown.items()
        if path not in old.unknown or not same_value(raw, old.unknown[path])
    }
    return Changes(tuple(gone), given)


def _version(tables: Tables) -> int:
    version = tables.get(VERSION_KEY, FIRST_VERSION)
    return version if type(version) is int else FIRST_VERSION


def _spliced(text: str, changes: Changes) -> str:
    splicing = Splicing(text)
    for path in changes.gone:
        splicing.remove(path)
    for path, raw in changes.given.items():
        splicing.give(path, raw)
    return splicing.result()


def _filled_sections(draft: Draft) -> set[str]:
    known = {CATALOGUE[key].section.key for key in draft.values}
    return known | {path[0] for path in draft.unknown if len(path) > 1}


def _without_what_is_in_the_way(draft: Draft) -> Draft:
    for section in _filled_sections(draft):
        draft = draft.without_unknown((section,))
    return draft


def _in_the_way(tables: Tables, draft: Draft) -> list[str]:
    filled = _filled_sections(draft)
    return [name for name, value in tables.items() if name in filled and type(value) is not dict]


def _commented_out(text: str, path: PathOfKeys) -> str:
    for entry in reversed(Layout(text).at(path)):
        lines = entry.lines.of(text)
        kept_end = lines[len(lines.rstrip("\r\n")) :]
        body = lines.removesuffix(kept_end).replace("\n", "\n# ")
        text = f"{text[: entry.lines.start]}# {body}{kept_end}{text[entry.lines.end :]}"
    return text


def _verify(edited: str, old: Tables, draft: Draft, file_format: FileFormat) -> None:
    parsed = parse(edited)
    if isinstance(parsed, Finding):
        raise UnfaithfulEditError(parsed.message)
    if _version(parsed) != max(_version(old), file_format.version):
        raise UnfaithfulEditError("the version is another")
    if not same_draft(read_draft(parsed), draft):
        raise UnfaithfulEditError("the draft is another")
