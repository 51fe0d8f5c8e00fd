"""What the folder's screen costs in a real terminal: first rows, keys of the filter, pages."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import NamedTuple

from tests.bench.editor import static
from tests.bench.figures import Figure
from tests.bench.terminal import Terminal
from tests.bench.yardsticks import READY

_FIRST_ROW = "projet-000000"
_QUIET = 0.3
_STILL = 0.1
"""Seconds without anything drawn after which a key has had its whole effect."""

_WORDS = ("ville de", "propreté", "état:corriger", "règle:siret", "thème:mob", "porteur:vil")


def _iafiche(folder: Path) -> list[str]:
    return [str(Path(sys.executable).with_name("iafiche")), str(folder)]


def first_frame(folders: dict[int, Path], rounds: int) -> list[Figure]:
    """Return the time to the first frame with rows, by the number of fiches, beside Textual's."""
    cases: dict[str, tuple[list[str], list[str]]] = {
        "Textual, one Static: first frame": (static(), [READY])
    }
    for count, folder in folders.items():
        name = f"iafiche FOLDER of {count}: first rows"
        cases[name] = (_iafiche(folder), [f"{_FIRST_ROW}|n° 0 ", "Quitter"])
    values: dict[str, list[float]] = {name: [] for name in cases}
    for rank in range(rounds + 1):
        for name, (command, patterns) in cases.items():
            with Terminal(command) as terminal:
                taken = (terminal.wait_for(*patterns) - terminal.started) / 1e6
            if rank:
                values[name].append(taken)
    base = Figure("", next(iter(values.values()))).median
    first = next(iter(cases))
    return [
        Figure(name, values[name], "" if name == first else "target x1.5", base) for name in cases
    ]


def keys(folder: Path, rounds: int) -> list[Figure]:
    """Return what a key costs until the list that follows: of a filter, of a page further.

    Once in time that passes, once in processor time: a busy machine changes the latter little.
    """
    filtering: list[_Cost] = []
    paging: list[_Cost] = []
    for _ in range(rounds):
        with Terminal(_iafiche(folder), timeout=120) as terminal:
            terminal.wait_for(r"\d+ fiches · \d+ prêtes")
            terminal.rest(_QUIET)
            for word in _WORDS:
                terminal.type("/")
                terminal.wait_for("Filtrer :")
                terminal.rest(_QUIET)
                filtering += [_until_still(terminal, letter) for letter in word]
                terminal.type("<escape>")
                terminal.rest(_QUIET)
            paging += [_until_still(terminal, "<pagedown>") for _ in range(20)]
    return [
        figure
        for name, target, costs in (
            ("key of the filter", "target p95 32 ms", filtering),
            ("a page further", "", paging),
        )
        for figure in (
            Figure(f"iafiche FOLDER: {name}", [cost.passed for cost in costs], target),
            Figure(f"iafiche FOLDER: {name}, processor", [cost.used for cost in costs]),
        )
    ]


class _Cost(NamedTuple):
    """What a key costs, in milliseconds: to the last thing drawn because of it; of processors."""

    passed: float
    used: float


def _until_still(terminal: Terminal, key: str) -> _Cost:
    used = terminal.processor_time
    sent = terminal.type(key)
    terminal.rest(_STILL)
    return _Cost((terminal.last_written - sent) / 1e6, (terminal.processor_time - used) / 1e6)
