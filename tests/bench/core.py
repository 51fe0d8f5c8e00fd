"""What checking and saving cost, without any screen."""

import datetime
import time
from collections.abc import Callable
from pathlib import Path

from iafiche.check.checking import check_draft, recheck
from iafiche.check.context import Context
from iafiche.model.catalogue import CATALOGUE
from iafiche.model.draft import Draft
from iafiche.model.kinds import LongText, ShortText
from iafiche.store.fiche_file import FicheFile
from tests.bench.figures import Figure
from tests.fiches import complete_draft

_TODAY = datetime.date(2026, 3, 2)


def _timed(action: Callable[..., object], *arguments: object, **options: object) -> float:
    start = time.perf_counter()
    action(*arguments, **options)
    return (time.perf_counter() - start) * 1000


def checking(rounds: int) -> list[Figure]:
    """Return the time of checking one draft of all fields: seen before, never seen, one key on."""
    context = Context(_TODAY)
    draft = complete_draft()
    findings = check_draft(draft, context)
    again, fresh, edited = [], [], []
    for rank in range(rounds):
        again.append(_timed(check_draft, draft, context))
        fresh.append(_timed(check_draft, _unseen(rank), context))
        renamed = draft.with_value("coll_nom", f"Ville {rank}")
        edited.append(_timed(recheck, findings, renamed, "coll_nom", context))
    return [
        Figure("checking a draft of 38 fields", again, "target 0.3 ms"),
        Figure("checking a draft never seen before", fresh, "target 0.3 ms"),
        Figure("checking again after one key", edited),
    ]


def _unseen(rank: int) -> Draft:
    """Return a right draft whose free texts no cache has seen."""
    draft = complete_draft()
    for spec in CATALOGUE.fields:
        if isinstance(spec.kind, ShortText | LongText) and draft.is_filled(spec.key):
            draft = draft.with_value(spec.key, f"{draft[spec.key]} {rank}")
    return draft


def saving(folder: Path, rounds: int) -> list[Figure]:
    """Return the time of saving one changed field, the disk's part apart."""
    path = folder / "enregistrer.fiche.toml"
    first = FicheFile.new(path)
    first.save(complete_draft(), _TODAY)
    saves, writes = [], []
    for rank in range(rounds):
        file = FicheFile.open(path)
        draft = file.draft.with_value("nom_projet", f"Projet {rank}")
        saves.append(_timed(file.save, draft, _TODAY))
        writes.append(_timed(_write, folder / "brut", path.read_bytes()))
    apart = [max(0.0, save - write) for save, write in zip(saves, writes, strict=True)]
    return [
        Figure("saving one changed field, disk included", saves),
        Figure("the disk alone: write, fsync, replace", writes),
        Figure("saving besides the disk", apart, "target p95 8 ms"),
    ]


def _write(path: Path, data: bytes) -> None:
    """Write as bare as can be: what the disk costs."""
    import os

    spare = path.with_suffix(".tmp")
    with spare.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    spare.replace(path)
    folder = os.open(path.parent, os.O_RDONLY)
    os.fsync(folder)
    os.close(folder)
