"""A folder from a stranger: whatever a file can hold that a terminal or a page would obey."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING

from iafiche.model.catalogue import CATALOGUE
from iafiche.model.draft import Draft
from iafiche.model.kinds import FreeList, LongText, ShortText
from iafiche.store.document import new_text
from iafiche.store.folder_settings import SETTINGS_FILE
from iafiche.store.lock import lock_of
from tests.cli.tables import row, write_table
from tests.fiches import complete_draft

if TYPE_CHECKING:
    from pathlib import Path

TEXTS = {
    "escapes": "a\x1b[31mb\x1b]0;titre\x07\x1b]8;;http://x.fr\x1b\\c\x1b]52;c;eA==\x07d\x08\x7f\r",
    "eight-bit": "a\x9b2Jb\x9d0;titre\x9cc\x90q\x85\u2028\u2029",
    "right-to-left": "a\u202egpj.exe\u2066\u200f\u061c\ufeff",
    "markup": "[b]x[/y] [@click=app.quit]ici[/] \\[z]",
    "page": "</textarea></title></style></script>-->]]><script>x()</script><img src=x onerror=x()>",
    "address": "[ici](javascript:x()) <javascript:x()> ![x](data:text/html,x)",
    "formula": "=cmd|'/c calc'!A0",
    "another formula": "@SUM(1+1)*cmd|'/c calc'!A0",
    "commands": "x\n::set-output name=a::b\n::error::x\n##[error]x ##vso[task] ##teamcity[x]",
    "path": "../../../echappee",
    "drive": "C:\\Windows\\echappee",
    "share": "\\\\hote\\partage\\echappee",
    "root": "/echappee",
    "device": "CON",
    "shell": "$(touch echappee) `touch echappee` ; touch echappee | x & y > echappee",
}
"""What is tried, by what it is."""

READABLE = "lisibles"
"""The folder in it whose fiches can all be read."""

MENDED = f"{READABLE}/escapes-partout.fiche.toml"
"""A fiche in it that has safe fixes."""

_NAMES = ["[b]x[end]", "::error::x", "=1+1", "-o", "$(x)", "%s {x}"]
_NAMES_OF_POSIX = ["a\x1b[31mb", "a\u202eb", "<img src=x onerror=x()>", "a\n::error::b", "a\x9bb"]


def fiche_of(text: str) -> Draft:
    """Return a fiche that holds a text wherever it can, and could still be published."""
    draft = complete_draft()
    for spec in CATALOGUE.fields:
        if isinstance(spec.kind, ShortText | LongText | FreeList):
            draft = draft.with_value(spec.key, (text, f"{text}2") if spec.kind.many else text)
    return draft


def hostile_folder(folder: Path) -> Path:
    """Make the folder, and return it: fiches, settings, locks, and files that are none.

    Those stand in folders of their own, `READABLE` and another.
    """
    readable, others = folder / READABLE, folder / "illisibles"
    for each in (folder, readable, others):
        each.mkdir()
    for name, text in TEXTS.items():
        (readable / f"{name}.fiche.toml").write_bytes(new_text(fiche_of(text)).encode())
        filled = Draft(unknown={("general", text): text, (text,): {"a": text}})
        for spec in CATALOGUE.fields:
            filled = filled.with_value(spec.key, (text, f"{text}2") if spec.kind.many else text)
        (readable / f"{name}-partout.fiche.toml").write_bytes(new_text(filled).encode())
        _lock(readable / f"{name}.fiche.toml", text)
    for name in [*_NAMES, *(_NAMES_OF_POSIX if sys.platform != "win32" else ())]:
        if sys.platform != "win32" or not set(name) & set(':"<>|?*'):
            (readable / f"{name}.fiche.toml").write_bytes(new_text(complete_draft()).encode())
            (others / f"{name}.fiche.toml").write_bytes(f"{name} = [\x1b".encode())
    (folder / SETTINGS_FILE).write_bytes(_settings())
    return folder


def hostile_table(path: Path) -> Path:
    """Write a table whose headers and cells hold the texts, and return its path."""
    odd = {f"Colonne {text}": text for text in TEXTS.values()}
    rows = [row(nom_projet=text, coll_nom=text, **odd) for text in TEXTS.values()]
    return write_table(path, *rows)


def _lock(fiche: Path, text: str) -> None:
    told = {
        "iafiche": "verrou",
        "version": 1,
        "qui": text,
        "ou": text,
        "depuis": "2026-03-02T10:00:00+00:00",
        "processus": 1,
        "debut": "x",
        "machine": "x",
        "jeton": "x",
    }
    lock_of(fiche).write_text(json.dumps(told), encoding="ascii")


def _settings() -> bytes:
    lines = []
    for text in TEXTS.values():
        quoted = json.dumps(text)
        lines += [f"[valeurs.{quoted}]", f"{quoted} = {quoted}"]
    return "\n".join(lines).encode()
