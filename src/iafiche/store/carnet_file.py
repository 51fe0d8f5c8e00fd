"""The carnet's file: JSON lines, the least recent first.

A title, then one entry a line, so that a spoiled line costs no other.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from itertools import islice
from typing import TYPE_CHECKING

from iafiche.model.catalogue import CATALOGUE
from iafiche.model.field import Role
from iafiche.model.text import fold
from iafiche.store.opening import read_start
from iafiche.store.reading import LARGEST_FILE
from iafiche.store.safe_file import make_private_folder, write_safely
from iafiche.store.system_errors import NOT_FOUND, SaveError, Trouble, writing_trouble

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path
    from typing import TypeGuard

FILE_NAME = "carnet.jsonl"
MOST_ENTRIES = 2_000
"""How many entries are kept; the least recent go first."""

MOST_BYTES = 1_000_000
"""How large the file may grow."""

LONGEST = 500
"""Up to how many characters a name or a value is remembered."""

_VERSION = 1
_TITLE = {"iafiche": "carnet", "version": _VERSION}
_UNSHOWABLE = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")

HOLDER = CATALOGUE.of_role(Role.HOLDER)
IDENTITY = CATALOGUE.of_role(Role.IDENTITY)
ABOUT_HOLDER = tuple(spec for spec in CATALOGUE.fields if spec.field.about_holder)
"""The fields that a known holder fills."""

RECALLED = tuple(spec for spec in CATALOGUE.fields if spec.field.recalled)
"""The fields that earlier names complete."""

_NAMED = {spec.key for spec in (HOLDER, *RECALLED)}


@dataclass(frozen=True, slots=True)
class Entry:
    """One line: a holder with its values, or an earlier name given to a field.

    Attributes:
        key: The field that the name was given to.
        name: As it was last written.
        values: What describes the holder, by field key.
    """

    key: str
    name: str
    values: Mapping[str, str] = field(default_factory=dict)

    @property
    def place(self) -> tuple[str, str]:
        """What there is one entry of: the field, and the name however it is written."""
        return self.key, fold(self.name)

    def merged(self, newer: Entry) -> Entry:
        """Return the entry after another fiche told of the same name."""
        known, told = self.values.get(IDENTITY.key), newer.values.get(IDENTITY.key)
        if known and told and known != told:
            # Another authority of that name (there are several Saint-Denis), or its new number.
            return newer
        return Entry(newer.key, newer.name, {**self.values, **newer.values})


Entries = dict[tuple[str, str], Entry]
"""The entries by their place, the least recent first."""


@dataclass(frozen=True, slots=True)
class Content:
    """What the file turned out to hold.

    Attributes:
        entries: What could be read.
        trouble: Why it could not be read, or not all of it; None where all is well.
        replaceable: It is a carnet, or nothing yet: another content may take its place.
    """

    entries: Entries
    trouble: Trouble | None = None
    replaceable: bool = True


_CLEAR = "Videz-le avec « iafiche carnet vider »"
_FOREIGN = Trouble("Le fichier du carnet contient autre chose qu'un carnet.", f"{_CLEAR}.")
_NEWER = Trouble(
    "Le carnet vient d'une version plus récente d'iafiche.",
    f"Mettez iafiche à jour. {_CLEAR} si vous ne le pouvez pas.",
)


def put(entries: Entries, entry: Entry) -> None:
    """Make an entry the most recent one, merged with the one that has its place."""
    known = entries.pop(entry.place, None)
    entries[entry.place] = entry if known is None else known.merged(entry)


def is_worth(text: object) -> TypeGuard[str]:
    """Tell whether this is a text to remember: short, and without what no screen can show."""
    if not isinstance(text, str) or not 0 < len(text) <= LONGEST:
        return False
    return not text.isspace() and _UNSHOWABLE.search(text) is None


def is_name(text: object) -> TypeGuard[str]:
    """Tell whether this is a text to remember a name by."""
    return is_worth(text) and bool(fold(text))


def read(path: Path) -> Content:
    """Return what the file holds, which may be nothing; never raises."""
    data = read_start(path, LARGEST_FILE + 1)
    if data is NOT_FOUND or data == b"":
        return Content({})
    if isinstance(data, Trouble):
        told = Trouble(f"Le carnet ne peut pas être lu. {data.message}", f"{_CLEAR}.")
        return Content({}, told, replaceable=False)
    title, *lines = data.split(b"\n")
    told_title = _parsed(title)
    if (
        len(data) > LARGEST_FILE
        or not isinstance(told_title, dict)
        or told_title.get("iafiche") != _TITLE["iafiche"]
    ):
        return Content({}, _FOREIGN, replaceable=False)
    if told_title != _TITLE:
        return Content({}, _NEWER, replaceable=False)
    entries: Entries = {}
    spoiled = 0
    for line in lines:
        entry = _entry(_parsed(line))
        if entry is not None:
            put(entries, entry)
        elif line.strip():
            spoiled += 1
    return Content(entries, _spoiled(spoiled) if spoiled else None)


def write(path: Path, entries: Entries) -> None:
    """Write the entries, for their owner alone.

    Raises:
        SaveError: They cannot be written; what stood there before still does.
    """
    lines = [_line(_TITLE), *(_line(_told(entry)) for entry in entries.values())]
    try:
        make_private_folder(path.parent)
        write_safely(path, b"".join(lines), private=True)
    except (OSError, SaveError) as error:
        raise unwritten(path, error) from error


def unwritten(path: Path, error: OSError | SaveError) -> SaveError:
    """Return why the carnet stays as it is; its reader is in the middle of something else."""
    if isinstance(error, OSError):
        error = SaveError(writing_trouble(error, path.parent.parent))
    return SaveError(
        Trouble(
            f"Le carnet n'a pas pu être mis à jour. {error.message}",
            f"Vos fiches sont intactes. Vérifiez le dossier « {path.parent} », ou désactivez le"
            " carnet dans les réglages.",
        )
    )


def bounded(entries: Entries) -> Entries:
    """Return the most recent entries, as many as the file may hold."""
    left = MOST_BYTES - len(_line(_TITLE))
    kept: Entries = {}
    for place, entry in islice(reversed(entries.items()), MOST_ENTRIES):
        left -= len(_line(_told(entry)))
        if left < 0:
            break
        kept[place] = entry
    return dict(reversed(kept.items()))


def _spoiled(count: int) -> Trouble:
    if count == 1:
        return Trouble(
            "Une ligne du carnet est abîmée : elle est ignorée.",
            "Vous n'avez rien à faire : elle disparaîtra à la prochaine écriture.",
        )
    return Trouble(
        f"{count} lignes du carnet sont abîmées : elles sont ignorées.",
        "Vous n'avez rien à faire : elles disparaîtront à la prochaine écriture.",
    )


def _parsed(line: bytes) -> object:
    try:
        return json.loads(line)
    except (ValueError, RecursionError):
        return None


def _entry(told: object) -> Entry | None:
    """Return what a line tells; None where it is spoiled. Values that are none are left out."""
    if not isinstance(told, dict):
        return None
    key, name, values = told.get("champ"), told.get("nom"), told.get("valeurs", {})
    if not isinstance(key, str) or key not in _NAMED or not is_name(name):
        return None
    described = ABOUT_HOLDER if key == HOLDER.key and isinstance(values, dict) else ()
    kept = {spec.key: values[spec.key] for spec in described if is_worth(values.get(spec.key))}
    return Entry(key, name, kept)


def _told(entry: Entry) -> Mapping[str, object]:
    told = {"champ": entry.key, "nom": entry.name}
    return {**told, "valeurs": dict(entry.values)} if entry.values else told


def _line(told: Mapping[str, object]) -> bytes:
    return json.dumps(told, ensure_ascii=False).encode() + b"\n"
