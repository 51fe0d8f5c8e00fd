"""The content of a recovery journal: one line of JSON that says whose it is, one with the values.

What is no text of the model's (a number, a table that no field has) stands there as TOML, which
has its types.
"""

from __future__ import annotations

import datetime
import json
import os
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from iafiche.model.catalogue import CATALOGUE
from iafiche.model.draft import Draft
from iafiche.model.values import Foreign
from iafiche.store.parsing import parsed

if TYPE_CHECKING:
    from collections.abc import Mapping

    from iafiche.model.values import PathOfKeys, Value

MOST_BYTES = 16_000_000
"""How large a journal may be: both drafts of the longest fiche, each sign in six."""

_VERSION = 1
_TITLE = {"iafiche": "journal", "version": _VERSION}
_AS_TOML = "toml"


class Record(NamedTuple):
    """What a journal says of one fiche being edited.

    Attributes:
        fiche: Where its file is or will be, from the root; None while nobody has said.
        base: The values that the file had when it was opened or last saved; none for a new one.
        draft: The values as typed.
        key: The field being filled.
    """

    fiche: Path | None
    base: Draft
    draft: Draft
    key: str | None


class Entry(NamedTuple):
    """What was typed, and when that was written down, with the time zone."""

    record: Record
    when: datetime.datetime


def encoded(record: Record, when: datetime.datetime) -> bytes:
    """Return the bytes of a journal; `ValueError` or `RecursionError` for values of no file."""
    told = {
        **_TITLE,
        "fiche": None if record.fiche is None else str(record.fiche),
        "champ": record.key,
        "quand": when.isoformat(timespec="seconds"),
    }
    drafts = {"fichier": _told(record.base), "saisie": _told(record.draft)}
    # In ASCII: half a character, which no encoding has, is kept as well.
    return "".join(f"{json.dumps(part)}\n" for part in (told, drafts)).encode("ascii")


def decoded(data: bytes) -> Entry | None:
    """Return what a journal says; None where it is damaged, of another program or a newer one."""
    try:
        title, drafts = map(json.loads, data.splitlines())
        if {name: title[name] for name in _TITLE} != _TITLE:
            return None
        fiche, key = title["fiche"], title["champ"]
        record = Record(
            _path(fiche),
            _draft(drafts["fichier"]),
            _draft(drafts["saisie"]),
            key if key in CATALOGUE else None,
        )
        return Entry(record, _moment(title["quand"]))
    except (ValueError, TypeError, LookupError, AttributeError, OverflowError, RecursionError):
        return None


def _path(told: str | None) -> Path | None:
    """Return where a fiche is; None too for what no system takes as a path."""
    try:
        return None if told is None or b"\0" in os.fsencode(told) else Path(told)
    except UnicodeEncodeError:
        return None


def _moment(told: str) -> datetime.datetime:
    when = datetime.datetime.fromisoformat(told)
    if when.tzinfo is None:
        raise ValueError(told)
    return when


def _told(draft: Draft) -> Mapping[str, object]:
    values = {
        key: {_AS_TOML: _toml(value.raw)} if isinstance(value, Foreign) else value
        for key, value in draft.values.items()
    }
    return {
        "valeurs": values,
        "reste": [[*path, _toml(raw)] for path, raw in draft.unknown.items()],
    }


def _draft(told: Mapping[str, object]) -> Draft:
    values, rest = told["valeurs"], told["reste"]
    if not isinstance(values, dict) or not isinstance(rest, list):
        raise TypeError
    unknown: dict[PathOfKeys, object] = {}
    for *path, raw in rest:
        unknown[tuple(_text(key) for key in path)] = _raw(raw)
    return Draft({key: _value(value) for key, value in values.items() if key in CATALOGUE}, unknown)


def _value(told: object) -> Value:
    if isinstance(told, dict):
        return Foreign(_raw(told[_AS_TOML]))
    if isinstance(told, list):
        return tuple(_text(item) for item in told)
    return _text(told)


def _text(told: object) -> str:
    if not isinstance(told, str):
        raise TypeError
    return told


def _toml(raw: object) -> str:
    import tomlkit

    return tomlkit.dumps({_AS_TOML: raw})


def _raw(told: object) -> object:
    tables = parsed(_text(told))
    if not isinstance(tables, dict):
        raise tables
    return tables[_AS_TOML]
