"""Measure everything, each with its yardstick in the same rounds: `python -m tests.bench`."""

from __future__ import annotations

import argparse
import datetime
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from iafiche.store.fiche_file import FicheFile
from tests.bench import commands, core, editor
from tests.bench import folder as folders
from tests.bench import review as reviews
from tests.bench.corpus import write_fiches
from tests.bench.figures import HEADING, Figure
from tests.fiches import complete_draft

if TYPE_CHECKING:
    from collections.abc import Callable

    Measure = Callable[[], list[Figure]]

_MOST = 10_000


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("-n", type=int, default=15, help="rounds of whole processes (15)")
    parser.add_argument("--only", choices=("screens", "review"), help="a part of it")
    parser.add_argument(
        "--fiches", type=int, default=_MOST, help=f"how many fiches are reviewed ({_MOST})"
    )
    parser.add_argument(
        "--cpu",
        action="store_true",
        help="of reviews, count the work of all processes and not the time: on a busy machine",
    )
    parser.add_argument(
        "--peers", type=Path, help="the folder of the programs frictionless and check-jsonschema"
    )
    asked = parser.parse_args()
    print(HEADING)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for measure in (
            *(_of_screens(folder, asked.n) if asked.only != "review" else ()),
            *(_of_reviews(folder, asked) if asked.only != "screens" else ()),
        ):
            for figure in measure():
                print(figure, flush=True)


def _of_screens(folder: Path, rounds: int) -> tuple[Measure, ...]:
    today = datetime.date(2026, 3, 2)
    fiche = folder / "complete.fiche.toml"
    FicheFile.new(fiche).save(complete_draft(coll_nom=""), today)
    long_fiche = folder / "longue.fiche.toml"
    draft = complete_draft(usage_description=editor.long_text())
    FicheFile.new(long_fiche).save(draft, today)
    many = {count: folder / f"dossier-{count}" for count in (1000, _MOST)}
    for count, target in many.items():
        write_fiches(target, count, datetime.datetime.now(tz=datetime.UTC).date())
    return (
        lambda: core.checking(2000),
        lambda: core.saving(folder, 200),
        lambda: commands.measure(fiche, rounds),
        lambda: editor.first_frame(fiche, rounds),
        lambda: editor.key(fiche, long_fiche, max(2, rounds // 5)),
        lambda: editor.section(fiche, max(2, rounds // 3)),
        lambda: folders.first_frame(many, rounds),
        lambda: folders.keys(many[_MOST], max(1, rounds // 5)),
    )


def _of_reviews(folder: Path, asked: argparse.Namespace) -> tuple[Measure, ...]:
    bench = reviews.Bench(folder, asked.fiches, by_cpu=asked.cpu)
    return (
        lambda: bench.figures(asked.n),
        bench.memory,
        lambda: bench.peers(asked.peers, max(2, asked.n // 3)),
    )


if __name__ == "__main__":
    main()
