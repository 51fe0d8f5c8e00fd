"""Every command of the program, in every format: what must hold everywhere is tried on all."""

from __future__ import annotations

from typing import TYPE_CHECKING

from iafiche.check.rules import RULES
from iafiche.cli.commands import COMMANDS
from iafiche.exchange.profiles import PROFILES
from iafiche.review.reports import REPORTS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

COMPLETE = "complet-"
"""How the names of the exports begin that hold all fields."""

Named = tuple[str, tuple[str, ...]]


def calls(
    folder: Path, readable: Path, mended: Path, tables: Iterable[Path], target: Path
) -> dict[str, tuple[str, ...]]:
    """Return arguments for every command and format, by what they are.

    Args:
        folder: Fiches, that some of the calls change.
        readable: Those of them that can be read, for exports.
        mended: One that `corriger` changes, so that it has an earlier version.
        tables: Files to import.
        target: A folder for what is written.
    """
    named = [str(table) for table in tables]
    made = dict(
        (*_on_fiches(str(folder)), *_exports(readable, target), *_others(named, mended, target))
    )
    assert {args[0] for args in made.values() if args[0] in COMMANDS} == set(COMMANDS)
    return made


def _on_fiches(folder: str) -> Iterator[Named]:
    yield "the folder", (folder,)
    for name, report in REPORTS.items():
        yield f"verifier {name}", ("verifier", folder, "--format", name)
        if report.sums_up:
            yield f"verifier {name} summed up", ("verifier", folder, "--format", name, "--resume")
    for name in ("texte", "json", "csv", "html"):
        yield f"inventaire {name}", ("inventaire", folder, "--format", name)
    yield "corriger as a diff", ("corriger", folder, "--diff")
    yield "corriger", ("corriger", folder)


def _exports(folder: Path, target: Path) -> Iterator[Named]:
    for profile in PROFILES:
        asked = ("exporter", str(folder), "--profil", profile.name, "--brouillons")
        suffix = "" if profile.is_folder else profile.suffix
        where = str(target / f"{profile.name}{suffix}")
        yield f"exporter {profile.name}", (*asked, "-o", where)
        where = str(target / f"{COMPLETE}{profile.name}{suffix}")
        yield f"exporter {profile.name} complet", (*asked, "-o", where, "--complet")
        if profile.is_text and not profile.is_folder:
            yield f"exporter {profile.name} to the output", asked
    yield "exporter without drafts", ("exporter", str(folder))


def _others(tables: list[str], mended: Path, target: Path) -> Iterator[Named]:
    for number, table in enumerate(tables):
        for name in ("texte", "json", "csv"):
            trial = ("importer", table, "-d", str(target / f"{number}"), "--essai")
            yield f"importer {number} {name}", (*trial, "--format", name)
        yield f"importer {number}", ("importer", table, "-d", str(target / f"{number}"), "--oui")
    for name in ("table-schema", "json-schema"):
        yield f"schema {name}", ("schema", "--format", name)
    yield "expliquer", ("expliquer", next(iter(RULES)))
    for what in ("lister", "oublier"):
        yield f"carnet {what}", ("carnet", what) if what == "lister" else ("carnet", what, "Rien")
    for action in (("lister",), ("comparer", "1"), ("reprendre", "1")):
        yield f"versions {action[0]}", ("versions", str(mended), *action)
    yield "recuperer", ("recuperer", "lister")
    yield "remplir", ("remplir", str(target / "dialogue.fiche.toml"))
    yield "nouveau", ("nouveau", str(target / "neuve.fiche.toml"))
    yield "completion", ("completion", "bash")
