"""What the command line costs, as a multiple of an empty Python."""

import subprocess
import sys
import time
from pathlib import Path

from tests.bench.figures import Figure


def _run(*command: str) -> float:
    start = time.perf_counter()
    subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False)
    return (time.perf_counter() - start) * 1000


def measure(fiche: Path, rounds: int) -> list[Figure]:
    """Return the figures, all measured in turn in the same rounds."""
    program = [sys.executable, "-m", "iafiche"]
    cases = {
        "python -c pass": ([sys.executable, "-c", "pass"], ""),
        "iafiche --version": ([*program, "--version"], ""),
        "iafiche --help": ([*program, "--help"], ""),
        "iafiche verifier FICHE": ([*program, "verifier", str(fiche)], "target x8"),
    }
    values: dict[str, list[float]] = {name: [] for name in cases}
    for rank in range(rounds + 1):
        for name, (command, _) in cases.items():
            taken = _run(*command)
            if rank:
                values[name].append(taken)
    base = Figure("", values["python -c pass"]).median
    return [Figure(name, values[name], target, base) for name, (_, target) in cases.items()]
