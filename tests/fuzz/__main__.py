"""Try a reader on many inputs: `python -m tests.fuzz fiche -n 1000000`.

With `--guided`, inputs are led by what they reach (`pip install atheris`; Linux and macOS).
"""

from __future__ import annotations

import argparse
import faulthandler
import os
import random
import sys
import tempfile
import time
import traceback
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.fuzz.promises import Target

MODULES = {
    "fiches": ("FICHE",),
    "tables": ("CSV", "JSON", "JSON_LINES", "XLSX", "ODS", "XLS"),
    "own_files": (
        "CONFIG",
        "FOLDER_SETTINGS",
        "CARNET",
        "JOURNAL",
        "LOCK",
        "CACHE",
        "VERSION",
        "KEPT_COLUMNS",
        "GITIGNORE",
        "GIT",
        "LIST",
    ),
}
"""The targets by the module that holds them."""

_LONGEST = 10
"""Seconds that one input may take."""

_MOST_MEMORY = 2_000_000_000
"""Bytes that the whole process may have, where the system sets such limits."""


_LAST = Path(tempfile.gettempdir()) / f"iafiche-fuzz-{os.getpid()}"
"""Where the input being tried stands, if the process should not survive it."""


def main() -> int:
    """Print how many inputs ran; return 1 where a promise was broken."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("target", help="a reader, or « all »")
    parser.add_argument("-n", type=int, default=1_000, help="inputs for each reader (1000)")
    parser.add_argument("--seconds", type=float, default=None, help="time for each reader")
    parser.add_argument("--seed", type=int, default=None, help="where to begin again")
    parser.add_argument("--guided", action="store_true", help="led by coverage, by atheris")
    chosen = parser.parse_args()
    if chosen.guided:
        _guide(chosen.target, chosen.n, chosen.seconds)
    _limit_memory()
    seed = random.randrange(2**32) if chosen.seed is None else chosen.seed
    print(f"seed {seed}, last input in {_LAST}", flush=True)
    known = targets()
    names = list(known) if chosen.target == "all" else [chosen.target]
    return max(_try(known[name], random.Random(seed), chosen.n, chosen.seconds) for name in names)


def targets() -> dict[str, Target]:
    """Return the targets by name."""
    from importlib import import_module

    found: dict[str, Target] = {}
    for module, names in MODULES.items():
        loaded = import_module(f"tests.fuzz.{module}")
        found |= {target.name: target for name in names for target in [getattr(loaded, name)]}
    return found


def _try(target: Target, rng: random.Random, count: int, seconds: float | None) -> int:
    """Try drawn inputs, and print what went wrong, once for each place."""
    from tests.fuzz.drawing import Drawing

    sound = list(target.examples())
    for example in sound:
        target.check(example)
    drawing = Drawing(rng, sound, target.words)
    broken: Counter[str] = Counter()
    slowest = 0.0
    begun = before = time.monotonic()
    ran = 0
    while ran < count and (seconds is None or before - begun < seconds):
        data = drawing.draw()
        _LAST.write_bytes(data)
        faulthandler.dump_traceback_later(_LONGEST, exit=True)
        try:
            target.check(data)
        except Exception as error:
            *_, last = traceback.extract_tb(error.__traceback__)
            place = f"{type(error).__name__} {last.filename}:{last.lineno}"
            if not broken[place]:
                print(f"BROKEN {place}: {error!s:.300}\n  {data[:2_000]!r}", flush=True)
            broken[place] += 1
        ran += 1
        now = time.monotonic()
        slowest, before = max(slowest, now - before), now
    faulthandler.cancel_dump_traceback_later()
    _LAST.unlink(missing_ok=True)
    took = time.monotonic() - begun
    print(
        f"{target.name}: {ran} inputs, {sum(broken.values())} broken, slowest {slowest:.2f} s,"
        f" {took:.0f} s",
        flush=True,
    )
    return 1 if broken else 0


def _guide(name: str, count: int, seconds: float | None) -> None:
    """Have atheris try inputs; it ends the process itself."""
    import atheris

    with atheris.instrument_imports(include=["iafiche", "tomllib", "json", "zipfile", "xlrd"]):
        target = targets()[name]
    corpus = Path(tempfile.mkdtemp(prefix=f"iafiche-fuzz-{name}-"))
    for rank, example in enumerate(target.examples()):
        (corpus / str(rank)).write_bytes(example)
    words = corpus.with_suffix(".dict")
    words.write_text("".join(f'"{_escaped(word)}"\n' for word in target.words), "ascii")
    options = [f"-dict={words}", f"-timeout={_LONGEST}", "-rss_limit_mb=2048", "-max_len=20000"]
    options += [f"-runs={count}", "-print_final_stats=1", f"-artifact_prefix={corpus}-"]
    options += [f"-max_total_time={seconds:.0f}"] if seconds else []
    atheris.Setup([sys.argv[0], *options, str(corpus)], target.check)
    atheris.Fuzz()


def _escaped(word: bytes) -> str:
    return "".join(f"\\x{byte:02x}" for byte in word)


def _limit_memory() -> None:
    if sys.platform != "win32":
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (_MOST_MEMORY, _MOST_MEMORY))


if __name__ == "__main__":
    sys.exit(main())
