"""What a review of many fiches costs, beside reading them, walking their folder, and its peers.

Every measurement is one whole process, and what starting it costs, measured on a folder of one
fiche, is taken off on both sides of a ratio; only the peers are compared with all they cost.
"""

from __future__ import annotations

import datetime
import json
import os
import resource
import shutil
import subprocess
import sys
import time
import tomllib
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from tests.bench.corpus import write_fiches
from tests.bench.figures import Figure

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

_YARDSTICKS = Path(__file__).parent / "review_yardsticks.py"
_LONG_AGO = 1_700_000_000 * 10**9
_TAKEN_EVERY = 0.02
"""Seconds between two looks at the memory of a process."""


@dataclass(slots=True)
class _Case:
    """One command, and how long it took.

    Attributes:
        name: What is measured.
        command: The command, without the folder it is run on.
        target: What it has to stay below, in words.
        base: The name of the case it is compared with; empty for none.
        one_process: Whether it may use no more than one processor.
        before: What is done before each run, with the folder.
        many: The milliseconds of each run on many fiches.
        one: Those of each run on one.
    """

    name: str
    command: Sequence[str]
    target: str = ""
    base: str = ""
    one_process: bool = False
    before: Callable[[Path], None] | None = None
    many: list[float] = field(default_factory=list)
    one: list[float] = field(default_factory=list)

    def besides_starting(self) -> list[float]:
        """Return the milliseconds that the many fiches took."""
        start = Figure("", self.one).median
        return [each - start for each in self.many]


_PARSED, _WALKED = "reading and parsing (toml_rs)", "walking the folder with stat"
_ALONE, _AGAIN = "verifier --sans-cache, one process", "verifier again, nothing changed"


class Bench:
    """Folders of fiches, and how long programs take over them.

    Attributes:
        by_cpu: Count what the processors have worked, in all processes of a program, rather than
            the time that has passed: this bears other work beside it.
    """

    def __init__(self, base: Path, count: int, *, by_cpu: bool) -> None:
        """Write `count` fiches below `base`."""
        self.by_cpu = by_cpu
        self._base = base
        self._many, self._one = base / "revue", base / "revue-une"
        for folder, some in ((self._many, count), (self._one, 1)):
            for path in write_fiches(folder, some, datetime.datetime.now(tz=datetime.UTC).date()):
                os.utime(path, ns=(_LONG_AGO, _LONG_AGO))

    def figures(self, rounds: int) -> list[Figure]:
        """Return the time of reviews beside that of their yardsticks, all in turn."""
        again, afresh = _iafiche("verifier"), _iafiche("verifier", "--sans-cache")
        cases = (
            _Case(_PARSED, _yardstick("parse")),
            _Case(_ALONE, afresh, "target x1.6", _PARSED, one_process=True),
            _Case("verifier --sans-cache, all processors", afresh, "target x0.6 by wall", _ALONE),
            _Case(_WALKED, _yardstick("stat")),
            _Case(_AGAIN, again, "target x2", _WALKED),
            _Case("verifier again, one changed", again, "target x1.2", _AGAIN, before=_change_one),
        )
        for rank in range(rounds + 1):
            for case in cases:
                for folder, taken in ((self._many, case.many), (self._one, case.one)):
                    milliseconds = self._run(case, folder)
                    if rank:
                        taken.append(milliseconds)
        bases = {case.name: Figure("", case.besides_starting()).median for case in cases}
        return [
            figure
            for case in cases
            for figure in (
                Figure(f"{case.name}: whole", case.many),
                Figure(
                    "  without its start",
                    case.besides_starting(),
                    case.target,
                    bases.get(case.base, 0),
                ),
            )
        ]

    def memory(self) -> list[Figure]:
        """Return the greatest memory of a review, all its processes together, in megabytes."""
        found = []
        for name, options in (("--sans-cache", ["--sans-cache"]), ("keeping all", [])):
            shutil.rmtree(self._cache, ignore_errors=True)
            command = [*_iafiche("verifier"), *options, str(self._many)]
            peak = [self._peak(command)]
            found.append(Figure(f"verifier {name}: peak MB (PSS)", peak, "target 80 MB"))
        return found

    def peers(self, programs: Path | None, rounds: int) -> list[Figure]:
        """Return the time of other validators on the same content, as a multiple of our own.

        Args:
            programs: The folder of `frictionless` and `check-jsonschema`; what is not there is
                left out, and told.
            rounds: How often each is run.
        """
        same = self._without_unreadable()
        ours = _Case("verifier --sans-cache, on the same", _iafiche("verifier", "--sans-cache"))
        cases = []
        for name, target, write in (
            ("frictionless", "x5", self._as_csv),
            ("check-jsonschema", "x8", self._as_json),
        ):
            program = shutil.which(name, path=str(programs)) if programs else None
            if program is None:
                print(f"{name}: left out, as it is not among the --peers", file=sys.stderr)
            else:
                cases.append(_Case(name, [program, *write(same)], f"target at least {target}"))
        for _ in range(rounds if cases else 0):
            ours.many.append(self._run(ours, same))
            for case in cases:
                case.many.append(self._run(case))
        return [
            Figure(case.name, case.many, case.target, Figure("", ours.many).median)
            for case in ([ours, *cases] if cases else ())
        ]

    @property
    def _cache(self) -> Path:
        return self._base / "cache"

    def _environment(self) -> dict[str, str]:
        kept = {key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}
        return {**kept, "XDG_CACHE_HOME": str(self._cache)}

    def _run(self, case: _Case, folder: Path | None = None) -> float:
        """Return the milliseconds that one run takes."""
        if case.before and folder:
            case.before(folder)
        where = os.sched_getaffinity(0)
        begun, worked = time.perf_counter(), _worked()
        if case.one_process:
            os.sched_setaffinity(0, {min(where)})
        try:
            with (self._base / "out.txt").open("wb") as out:
                subprocess.run(
                    [*case.command, *([str(folder)] if folder else [])],
                    env=self._environment(),
                    stdout=out,
                    stderr=subprocess.DEVNULL,
                    check=False,
                )
        finally:
            os.sched_setaffinity(0, where)
        taken = _worked() - worked if self.by_cpu else time.perf_counter() - begun
        return taken * 1000

    def _peak(self, command: Sequence[str]) -> float:
        peak = 0
        with (self._base / "out.txt").open("wb") as out:
            process = subprocess.Popen(command, env=self._environment(), stdout=out)
            while process.poll() is None:
                peak = max(peak, sum(map(_memory_of, _family(process.pid))))
                time.sleep(_TAKEN_EVERY)
        return peak / 1000

    def _without_unreadable(self) -> Path:
        """Return a folder of the fiches that are TOML: no other format tells what the rest hold."""
        same = self._base / "memes"
        if not same.exists():
            shutil.copytree(self._many, same)
            for path in same.rglob("*.toml"):
                try:
                    tomllib.loads(path.read_text("utf-8"))
                except ValueError:
                    path.unlink()
        return same

    def _as_csv(self, folder: Path) -> list[str]:
        """Write a data package of one CSV with our Table Schema; return how to have it judged."""
        package = self._base / "paquet"
        options = ["--profil", "datapackage", "--complet", "--brouillons", "-o", str(package)]
        command = [*_iafiche("exporter", *options), str(folder)]
        subprocess.run(command, stdout=subprocess.DEVNULL, check=True)
        return ["validate", str(package / "datapackage.json")]

    def _as_json(self, folder: Path) -> list[str]:
        """Write one array of the files' content, and our schema for its items."""
        content, schema = self._base / "fiches.json", self._base / "schema.json"
        files = sorted(folder.rglob("*.toml"))
        items = [tomllib.loads(path.read_text("utf-8")) for path in files]
        content.write_text(json.dumps(items, ensure_ascii=False), "utf-8")
        command = _iafiche("schema", "--format", "json-schema")
        own = json.loads(subprocess.run(command, check=True, capture_output=True).stdout)
        own.pop("$id")
        schema.write_text(
            json.dumps({"$schema": own.pop("$schema"), "type": "array", "items": own}), "utf-8"
        )
        return ["--schemafile", str(schema), str(content)]


def _change_one(folder: Path) -> None:
    """Change the last fiche, long ago: what is younger than a clock's grain is not trusted."""
    path = max(folder.rglob("*.toml"))
    path.write_bytes(path.read_bytes() + b"\n")
    os.utime(path, ns=(_LONG_AGO, _LONG_AGO))


def _iafiche(*arguments: str) -> list[str]:
    return [str(Path(sys.executable).with_name("iafiche")), *arguments]


def _yardstick(name: str) -> list[str]:
    return [sys.executable, str(_YARDSTICKS), name]


def _worked() -> float:
    """Return the seconds that processors have worked for the processes that have ended."""
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


def _family(pid: int) -> list[int]:
    """Return a process and those it has started."""
    try:
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text("ascii").split()
    except OSError:
        return []
    return [pid, *(each for child in children for each in _family(int(child)))]


def _memory_of(pid: int) -> int:
    """Return the kilobytes of a process, its share of what it shares with others."""
    try:
        told = Path(f"/proc/{pid}/smaps_rollup").read_text("ascii")
    except OSError:
        return 0
    return int(told.partition("\nPss:")[2].split(maxsplit=1)[0])
