"""The program's own files, and those of folders: settings, carnet, journal, lock, cache, versions.

What carries a checksum is given the right one for half of the inputs, or nothing behind it would
ever be read.
"""

from __future__ import annotations

import datetime
import json
import os
import struct
import tempfile
from contextlib import suppress
from pathlib import Path
from subprocess import CompletedProcess
from typing import TYPE_CHECKING
from unittest import mock
from zlib import crc32

import click

from iafiche.cli import revisions
from iafiche.editing.wording import held_by, kept_at, kept_name, kept_place
from iafiche.model.comparing import same_draft
from iafiche.review.cache import Cache
from iafiche.review.ignoring import Ignored
from iafiche.review.scan import listed_paths
from iafiche.review.verdict import review_files
from iafiche.store import carnet_file, journal_file, kept_columns, lock
from iafiche.store.carnet import Carnet
from iafiche.store.folder_settings_checks import checked_settings
from iafiche.store.journal import Kept
from iafiche.store.retention import Retention
from iafiche.store.settings import ColourTheme
from iafiche.store.settings_file import read_settings, remember
from iafiche.store.system_errors import SaveError
from iafiche.store.versions import Keeper, versions_of
from tests.conftest import TODAY
from tests.fiches import complete_draft, written
from tests.fuzz.promises import Target, assert_said
from tests.unit.test_store_settings import KEYBOARD

if TYPE_CHECKING:
    from collections.abc import Iterable

_KEPT = tempfile.TemporaryDirectory(prefix="iafiche-fuzz-")
"""Gone with the process."""

_FOLDER = Path(_KEPT.name)
_NOW = datetime.datetime(2026, 3, 2, 12, tzinfo=datetime.UTC)


def _put(name: str, data: bytes) -> Path:
    path = _FOLDER / name
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(data)
    return path


def _check_config(data: bytes) -> None:
    path = _put("config.toml", data)
    reading = read_settings(path, KEYBOARD)
    for problem in reading.problems:
        assert_said(problem.message, problem.advice)
        assert 0 <= problem.line <= data.count(b"\n") + 1
    theme = list(ColourTheme)[len(data) % len(ColourTheme)]
    try:
        remember(path, theme=theme, carnet=bool(len(data) % 2))
    except SaveError as refusal:
        assert_said(refusal.message, refusal.advice)
        assert path.read_bytes() == data
    else:
        again = read_settings(path, KEYBOARD).settings
        assert (again.theme, again.carnet) == (theme, bool(len(data) % 2))


def _check_folder_settings(data: bytes) -> None:
    for finding in checked_settings(data).findings:
        assert_said(finding.message, finding.advice)
        assert 1 <= finding.line <= data.count(b"\n") + 1


def _check_carnet(data: bytes) -> None:
    path = _put("carnet.jsonl", data)
    carnet = Carnet(path)
    if carnet.trouble is not None:
        assert_said(*carnet.trouble)
    for spec in (carnet_file.HOLDER, *carnet_file.RECALLED):
        assert all(map(carnet_file.is_name, carnet.recall(spec.key)))
    carnet.proposals(complete_draft(coll_siret="", latitude=""))
    try:
        carnet.remember(complete_draft(), TODAY)
    except SaveError as refusal:
        assert_said(refusal.message, refusal.advice)
        assert path.read_bytes() == data
    else:
        assert Carnet(path).trouble is None
    entries = carnet_file.read(path).entries
    carnet_file.write(path, carnet_file.bounded(entries))
    assert carnet_file.read(path).entries == carnet_file.bounded(entries)


def _check_journal(data: bytes) -> None:
    entry = journal_file.decoded(data)
    if entry is None:
        return
    again = journal_file.decoded(journal_file.encoded(*entry))
    assert again is not None
    assert same_draft(again.record.draft, entry.record.draft)
    kept = Kept(_FOLDER / "x.journal", *entry)
    assert kept_name(kept.record)
    assert kept_at(kept)
    assert kept_place(kept.record).isprintable()
    file = kept.file()
    kept.merged(file)
    kept.has_changed_since(file)
    if file.path is not None:
        versions_of(file.path, _FOLDER / "versions")
        lock.take(file.path, _ME) if not file.is_new else None


_ME = lock.Holder.of_this_process("marie", "PC-ACCUEIL", _NOW)
_FICHE = _FOLDER / "rives.fiche.toml"


def _check_lock(data: bytes) -> None:
    path = lock.lock_of(_FICHE)
    path.write_bytes(data)
    taken = lock.take(_FICHE, _ME)
    if isinstance(taken, lock.Lock):
        taken.release()
    elif taken is not None:
        assert held_by(taken, _ME, TODAY).isprintable()
    path.unlink(missing_ok=True)


_TRAILER = struct.Struct("<QQL")
_UNDER_REVIEW = _FOLDER / "revue"
_STAMP = "essai"


def _cache_path() -> Path:
    return next(iter((_FOLDER / "cache").glob("*.cache")))


def _check_cache(data: bytes) -> None:
    """Review a folder whose cache is damaged, and find what is found without."""
    path = _cache_path()
    if len(data) % 2 and len(data) > _TRAILER.size:
        # The index is what follows the last line break, and its checksum is right.
        body = data[: -_TRAILER.size]
        offset = body.rfind(b"\n") + 1
        data = body + _TRAILER.pack(offset, len(body) - offset, crc32(body[offset:]))
    path.write_bytes(data)
    cache = Cache(path.parent, str(_UNDER_REVIEW), _STAMP, TODAY.toordinal())
    cache.close(is_complete=False)
    path.write_bytes(data)
    found = list(review_files([_UNDER_REVIEW], TODAY, cache=path.parent))
    assert [(one.path, one.state, one.findings) for one in found] == _EXPECTED


def _reviewed() -> list[tuple[object, object, object]]:
    found = review_files([_UNDER_REVIEW], TODAY, cache=_FOLDER / "cache")
    return [(one.path, one.state, one.findings) for one in found]


def _check_version(data: bytes) -> None:
    path = next((_FOLDER / "versions").glob("*/*.version"))
    header, line_end, content = data.partition(b"\n")
    if len(data) % 2:
        with suppress(ValueError, RecursionError, AttributeError):
            told = json.loads(header)
            told.update(taille=len(content), somme=crc32(content))
            data = json.dumps(told).encode() + line_end + content
    path.write_bytes(data)
    for version in versions_of(_FICHE, _FOLDER / "versions"):
        assert version.written.tzinfo is not None is not version.replaced.tzinfo
        for finding in version.reading().findings:
            assert_said(finding.message, finding.advice)
    Keeper(_FOLDER / "versions", Retention(), lambda: _NOW)._forget_old([path, path])
    path.write_bytes(data)


def _check_kept_columns(data: bytes) -> None:
    _put(kept_columns.FILE_NAME, data)
    known = kept_columns.recall(_FOLDER)
    kept_columns.remember(_FOLDER, {"Nom": "coll_nom"})
    again = kept_columns.recall(_FOLDER)
    assert again["Nom"] == "coll_nom"
    assert len(again) <= kept_columns.MOST_NAMES
    assert len(known) >= kept_columns.MOST_NAMES or known.items() - again.items() <= {
        ("Nom", known.get("Nom"))
    }


def _check_gitignore(data: bytes) -> None:
    inside = Ignored().with_file(str(_put("ignore", data))).inside("projets")
    for name in ("a.fiche.toml", "é [1].fiche.toml", "aaaaaaaaaaaaaaaaaaaaaaaa"):
        assert inside.leaves_out_fiche(name) in (True, False)
        assert inside.leaves_out_folder(name) in (True, False)


def _check_git(data: bytes) -> None:
    """Ask a git that answers anything."""
    codes = iter(data[:8].ljust(8, b"\0"))

    def answer(*_: object, **__: object) -> CompletedProcess[bytes]:
        return CompletedProcess([], next(codes, 0) % 3, data[8:], b"")

    ctx = click.Context(click.Command("verifier"))
    with mock.patch("subprocess.run", answer):
        try:
            revisions.changed_files([_UNDER_REVIEW], "main", ctx)
        except click.UsageError as refusal:
            assert_said(refusal.message, refusal.message)


def _check_list(data: bytes) -> None:
    inside = [
        _UNDER_REVIEW / path
        for path in listed_paths(os.fsdecode(data[:2_000]))
        if not path.is_absolute() and ".." not in path.parts
    ]
    for verdict in review_files(inside[:5], TODAY):
        for finding in verdict.findings:
            assert_said(finding.message, finding.advice)


def _lock_examples() -> Iterable[bytes]:
    assert isinstance(lock.take(_FICHE, _ME), lock.Lock)
    yield lock.lock_of(_FICHE).read_bytes()
    lock.lock_of(_FICHE).unlink()


def _carnet_examples() -> Iterable[bytes]:
    path = _FOLDER / "modele.jsonl"
    Carnet(path).remember(complete_draft(), TODAY)
    yield path.read_bytes()


def _journal_examples() -> Iterable[bytes]:
    odd = complete_draft().with_value("latitude", "")
    for fiche in (None, _FICHE, Path("x")):
        yield journal_file.encoded(journal_file.Record(fiche, odd, complete_draft(), None), _NOW)


def _version_examples() -> Iterable[bytes]:
    Keeper(_FOLDER / "versions", Retention(), lambda: _NOW)(_FICHE)
    yield next((_FOLDER / "versions").glob("*/*.version")).read_bytes()


def _cache_examples() -> Iterable[bytes]:
    yield _cache_path().read_bytes()


def _settings_examples() -> Iterable[bytes]:
    yield b'theme = "sombre"\ncarnet = true\nanciennete_jours = 400\n\n[touches]\nsave = "f5"\n'
    yield b'\xef\xbb\xbf# rien\r\ncarnet = "oui"\r\n[inconnu]\r\nx = 1\r\n'


def _folder_examples() -> Iterable[bytes]:
    yield b"# rien\npublic = true\n"
    yield b'anciennete_jours = 30\n[gravite]\nurl-http = "erreur"\n[ignorer]\ndoublon = "oui"\n'
    yield b'public = 1\n[valeurs]\naudience_service = ["Am\xc3\xa9nageurs"]\ntheme = [1]\n'


_UNDER_REVIEW.mkdir()
written(_FICHE, complete_draft())
for _name in ("a", "b", "c"):
    written(_UNDER_REVIEW / f"{_name}.fiche.toml", complete_draft(nom_projet=_name))
    os.utime(_UNDER_REVIEW / f"{_name}.fiche.toml", (1_700_000_000, 1_700_000_000))
_EXPECTED = _reviewed()

_JSON = (b"{", b"}", b"[", b"]", b'":', b",", b"null", b"1e999", b"\\ud800", b"-1", b"\n", b'"')
_TOML = (b"[", b"]", b"=", b"'", b'"', b"\n", b"true", b"0x", b"{", b"}", b".", b"\r\n", b"nan")

CONFIG = Target("config", _check_config, _settings_examples, (*_TOML, b"theme", b"touches"))
FOLDER_SETTINGS = Target(
    "iafiche.toml", _check_folder_settings, _folder_examples, (*_TOML, b"gravite", b"valeurs")
)
CARNET = Target("carnet", _check_carnet, _carnet_examples, _JSON)
JOURNAL = Target("journal", _check_journal, _journal_examples, (*_JSON, b"toml", b"/", b"\\u0000"))
LOCK = Target("verrou", _check_lock, _lock_examples, _JSON)
CACHE = Target("cache", _check_cache, _cache_examples, (*_JSON, b"\xff" * 8, b"\0" * 8))
VERSION = Target("version", _check_version, _version_examples, _JSON)
KEPT_COLUMNS = Target(
    "colonnes",
    _check_kept_columns,
    lambda: [b'{"iafiche":"colonnes","version":1,"colonnes":{"Nom":"coll_nom","X":""}}'],
    _JSON,
)
GITIGNORE = Target(
    "gitignore",
    _check_gitignore,
    lambda: [b"*.toml\n!a.fiche.toml\n/projets/**/x\n[a-z]*\\ \n#\n", b"**\n!*/\nb?\r\n"],
    (b"*", b"**", b"/", b"!", b"[", b"]", b"\\", b"\n", b"?", b"[!", b"-", b" ", b"#"),
)
GIT = Target("git", _check_git, lambda: [b"\0" * 8 + b"a.fiche.toml\0../b\0"], (b"\0", b"/", b".."))
LIST = Target("liste", _check_list, lambda: [b"a\nb\n", b"a\0*.toml\0[x]\0"], (b"\0", b"\n", b"*"))
