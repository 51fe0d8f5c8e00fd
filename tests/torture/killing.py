"""Running the program in folders of its own, to its end or until it is killed."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING

from iafiche.cli.own_folders import (
    CACHE_VARIABLE,
    DATA_VARIABLE,
    SETTINGS_VARIABLE,
    STATE_VARIABLE,
    own_folders,
)
from tests.conftest import ROOT

if TYPE_CHECKING:
    import random
    from pathlib import Path

    from iafiche.store.folders import Folders

PATIENCE = 120.0


@dataclass(frozen=True)
class End:
    """How a run ended.

    Attributes:
        at: The time it was killed, on the clock that only goes forward; None where it had ended.
        code: Its exit code; negative for a signal.
        out: What it wrote to standard output.
        seconds: How long it ran.
    """

    at: float | None
    code: int
    out: str
    seconds: float


@dataclass(frozen=True)
class Machine:
    """Where the program keeps what is its own."""

    own: Path

    @property
    def folders(self) -> Folders:
        """The program's own places."""
        return own_folders(self.own_variables)

    @property
    def settings(self) -> Path:
        """The file of the settings."""
        return self.own / "config.toml"

    @property
    def own_variables(self) -> dict[str, str]:
        """What tells the program so."""
        return {
            SETTINGS_VARIABLE: str(self.settings),
            DATA_VARIABLE: str(self.own / "data"),
            STATE_VARIABLE: str(self.own / "state"),
            CACHE_VARIABLE: str(self.own / "cache"),
            "PYTHONIOENCODING": "utf-8",
        }

    def run(self, *args: str, module: str = "iafiche", after: float | None = None) -> End:
        """Run a module; kill it outright `after` so many seconds, with all that it started."""
        begun = time.monotonic()
        with subprocess.Popen(
            [sys.executable, "-m", module, *args],
            cwd=ROOT,
            env={**os.environ, **self.own_variables},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        ) as process:
            at = None
            try:
                out, _ = process.communicate(timeout=PATIENCE if after is None else after)
            except subprocess.TimeoutExpired:
                at = time.monotonic()
                _kill(process)
                out, _ = process.communicate()
            return End(at, process.returncode, out.decode(), time.monotonic() - begun)

    def run_or_die(self, rng: random.Random, seconds: float, steps: int, *args: str) -> End:
        """Run the program and have it die: at any moment, or before any step of its disk.

        Args:
            rng: Says when.
            seconds: How long it takes undisturbed.
            steps: How many steps its disk is asked for, about.
            args: What the program is called with.
        """
        if rng.random() < 0.5:
            return self.run(*args, after=rng.uniform(0, seconds * 1.1))
        step = rng.randrange(steps)
        return self.run(str(step), *args, module="tests.torture.dying_program")


def _kill(process: subprocess.Popen[bytes]) -> None:
    with suppress(ProcessLookupError):
        if sys.platform == "win32":
            process.kill()
        else:
            os.killpg(process.pid, signal.SIGKILL)
