"""What the editor costs in a real terminal: its first frame, a key, a change of section."""

import sys
from pathlib import Path

from tests.bench.figures import Figure
from tests.bench.terminal import Terminal
from tests.bench.yardsticks import READY

_YARDSTICKS = Path(__file__).parent / "yardsticks.py"
_LETTERS = "abcdefghijklmnopqrstuvwxyz"
_LONG_TEXT = "Le service mesure la propreté des berges et prévient les équipes. " * 31
_QUIET = 0.15


def static() -> list[str]:
    """Return the command of the smallest Textual application."""
    return [sys.executable, str(_YARDSTICKS), "static"]


def _input() -> list[str]:
    return [sys.executable, str(_YARDSTICKS), "input"]


def _iafiche(fiche: Path) -> list[str]:
    # The installed command, as people call it.
    return [str(Path(sys.executable).with_name("iafiche")), str(fiche)]


def first_frame(fiche: Path, rounds: int) -> list[Figure]:
    """Return the time to the first complete frame, beside Textual's own."""
    cases = {
        "Textual, one Static: first frame": (static(), [READY], ""),
        "iafiche FICHE: first frame": (
            _iafiche(fiche),
            ["Général · Identité", "Porteur", "Calendrier|Maturité", "Aide", "Quitter"],
            "target x1.3",
        ),
    }
    values: dict[str, list[float]] = {name: [] for name in cases}
    for rank in range(rounds + 1):
        for name, (command, patterns, _) in cases.items():
            with Terminal(command) as terminal:
                taken = (terminal.wait_for(*patterns) - terminal.started) / 1e6
            if rank:
                values[name].append(taken)
    base = Figure("", next(iter(values.values()))).median
    return [Figure(name, values[name], target, base) for name, (_, _, target) in cases.items()]


def _typed(terminal: Terminal, before: str) -> list[float]:
    """Type the alphabet, each letter after the last one's repaint."""
    values = []
    typed = ""
    for letter in _LETTERS:
        typed += letter
        sent = terminal.type(letter)
        shown = terminal.wait_for(f"{before}{typed[-10:]}")
        values.append((shown - sent) / 1e6)
        terminal.rest(0.04)
    return values


def key(fiche: Path, long_fiche: Path, rounds: int) -> list[Figure]:
    """Return the time from a key to its repaint, beside one Input with a validator."""
    values: dict[str, list[float]] = {"input": [], "text": [], "long": []}
    for _ in range(rounds):
        with Terminal(_input()) as terminal:
            terminal.wait_for(READY)
            terminal.type("<tab>")
            terminal.rest(_QUIET)
            values["input"] += _typed(terminal, "")
        with Terminal(_iafiche(fiche)) as terminal:
            terminal.wait_for("À corriger")
            terminal.rest(_QUIET)
            values["text"] += _typed(terminal, "")
        with Terminal(_iafiche(long_fiche)) as terminal:
            terminal.wait_for("À corriger")
            terminal.rest(_QUIET)
            terminal.type("\x10usage_desc<enter>")
            terminal.wait_for(r"\d{4} / 1500 caract")
            terminal.rest(_QUIET)
            values["long"] += _typed(terminal, "")
    base = Figure("", values["input"]).p95
    return [
        Figure("one Input with a validator: key", values["input"], base=base),
        Figure("iafiche: key in a field", values["text"], "target p95 x2.5 and 16 ms", base),
        Figure("iafiche: key in 2,000 characters", values["long"], "target p95 20 ms", base),
    ]


def section(fiche: Path, rounds: int) -> list[Figure]:
    """Return the time from F2 or F3 to the other section."""
    values = []
    for _ in range(rounds):
        with Terminal(_iafiche(fiche)) as terminal:
            terminal.wait_for("À corriger")
            terminal.rest(_QUIET)
            for key_name, title in (
                ("<f3>", "Algorithme · "),
                ("<f3>", "Data · "),
                ("<f3>", "Cas d'usage · "),
                ("<f2>", "Data · "),
                ("<f2>", "Algorithme · "),
                ("<f2>", "Général · "),
            ):
                sent = terminal.type(key_name)
                values.append((terminal.wait_for(title) - sent) / 1e6)
                terminal.rest(_QUIET)
    return [Figure("iafiche: another section", values, "target 60 ms")]


def long_text() -> str:
    """Return a text of 2,000 characters."""
    return _LONG_TEXT[:2000]
