"""A long session: the real program in a real terminal, and what it takes as time goes by."""

from __future__ import annotations

import re
import time
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, NamedTuple

import psutil
import pyte

from iafiche.store.lock import lock_of
from iafiche.store.welcome import mark_welcomed
from tests.fiches import complete_draft, written
from tests.torture.habits import PROJECT, USUAL, Habits, Keys, Paste, Resize
from tests.torture.killing import Machine
from tests.tui.terminal import KEYS, Terminal

if TYPE_CHECKING:
    import random
    from collections.abc import Callable, Iterator

ESCAPE = "\x1b[27u"
"""Échap as newer terminals send it: the older form needs a pause to be told from Alt."""

_AT_ONCE = 100
"""Keys that are typed ahead before what they did is waited for."""

_SOON = 60.0
"""Seconds after which somebody looks at the screen, and closes what came late."""

_TRIES = 6

_KEPT = 1 << 17
"""Bytes of what the program draws that are kept."""

_SEQUENCE = re.compile(rb"\x1b\[[0-9;?:<=>]*[ -/]*[@-~]")

PROJECT_NAME = "Projet"

_FICHES = 12


class Sample(NamedTuple):
    """What the program takes after so many keys.

    Attributes:
        keys: Keys served.
        memory: Bytes that are its own and in memory.
        descriptors: Open files, sockets and pipes.
        threads: Its threads.
        processes: Those it has started and that have not ended.
        files: Files beside the fiche and in its own folders.
        cpu: Milliseconds of the processor for one letter.
        median: Milliseconds from a letter to its appearance on screen.
        slowest: The same, for the slowest letter but one.
    """

    keys: int
    memory: int
    descriptors: int
    threads: int
    processes: int
    files: int
    cpu: float
    median: float
    slowest: float


class _Terminal(Terminal):
    """A terminal that reads on and keeps little: emulating a screen would take its processor."""

    # Hours long, and on a machine that may have better things to do.
    patience = 900.0

    def read(self) -> None:
        """Read what there is, once there is something."""
        self.output = (self.output + self.chunk())[-_KEPT:]

    @property
    def shown(self) -> str:
        """What is on screen, as far as the bytes that are kept tell."""
        screen = pyte.Screen(self.screen.columns, self.screen.lines)
        pyte.ByteStream(screen).feed(self.output)
        return "\n".join(screen.display)

    def press(self, keys: Keys) -> None:
        """Type all of that."""
        typed = ""
        for key in keys:
            if isinstance(key, Resize):
                self.send(typed)
                typed = ""
                self.resize(*key)
            elif isinstance(key, Paste):
                typed += f"\x1b[200~{key.text}\x1b[201~"
            else:
                typed += ESCAPE if key == "escape" else KEYS.get(key, key)
        self.send(typed)

    def draws(self, text: str) -> Callable[[], bool]:
        """Return what tells whether a text was drawn, in one go, since this was asked."""
        self.output = b""
        return lambda: text in _SEQUENCE.sub(b"", self.output).decode(errors="replace")


class Session:
    """Somebody at work on one fiche, who now and then waits for what they typed.

    Attributes:
        keys: The keys pressed so far.
        detours: How often a dialog came late, in front of where they were going.
    """

    def __init__(self, machine: Machine, folder: Path, rng: random.Random) -> None:
        self.keys = self.detours = 0
        self.folder = folder
        self.habits = Habits(rng)
        self.rng = rng
        self._files = machine.own.parent
        self._echoes = 0
        self._echoed = ""
        machine.own.mkdir()
        mark_welcomed(machine.folders.state)
        # As many as there will ever be, soon: what is kept on purpose is not to hide what is not.
        machine.settings.write_text("versions_nombre = 3\n", encoding="utf-8")
        for rank in range(_FICHES):
            written(
                folder / f"{rank}.fiche.toml",
                complete_draft(**{PROJECT.key: f"{PROJECT_NAME} {rank}"}),
            )
        self.terminal = _Terminal(str(self.opened), size=USUAL, **machine.own_variables)
        self._process = psutil.Process(self.terminal.pid)

    @property
    def opened(self) -> Path:
        """What the program is called with."""
        return self.folder / "0.fiche.toml"

    def begin(self) -> None:
        """Wait until the program is there, for until then the terminal echoes what is typed."""
        self.terminal.until(self.terminal.draws(PROJECT_NAME), PROJECT_NAME)
        self.settle()

    def work(self) -> None:
        """Do a few things on a fiche, and wait until they are done."""
        begun = self.keys
        while self.keys < begun + _AT_ONCE:
            self.press(self.habits.on_fiche())
        self.settle()

    def settle(self) -> None:
        """Be in the field of the fiche that letters are tried in."""
        self.reach(self._to_letters, in_fiche=True)

    def end(self) -> int:
        """Save and leave; return the exit code."""
        self.press(["ctrl+s", "ctrl+q"])
        return self.terminal.end()

    def kill(self) -> None:
        """End the program whatever it does."""
        self.terminal.kill()

    def sample(self) -> Sample:
        """Try a few letters, and look at the program."""
        self.press([Resize(*USUAL)])
        self.echo()
        taken = []
        before = self._cpu()
        for letter in "abcdefghijklmnopqrst":
            begun = time.monotonic()
            self._show(letter)
            taken.append((time.monotonic() - begun) * 1000)
        cpu = (self._cpu() - before) * 1000 / len(taken)
        self._erase()
        taken.sort()
        process = self._process
        return Sample(
            self.keys,
            process.memory_full_info().uss,
            process.num_fds(),
            process.num_threads(),
            len(process.children(recursive=True)),
            sum(path.is_file() for path in self._files.rglob("*")),
            cpu,
            taken[len(taken) // 2],
            taken[-2],
        )

    def press(self, keys: Keys) -> None:
        """Type, and count the keys."""
        self.terminal.press(keys)
        self.keys += len(keys)

    @property
    def reports(self) -> list[str]:
        """What the program wrote down of its own faults."""
        return [path.read_text() for path in self._files.rglob("rapport-*.txt")]

    def reach(self, way: Callable[[], Keys], *, in_fiche: bool) -> None:
        """Go to a line that letters show in, and again where something late was in the way."""
        for _ in range(_TRIES):
            self.press(way())
            if self._is_echoed() and self._has_locked() is in_fiche:
                return
            self.detours += 1
        locks = "\n".join(f"{path.name} {path.read_text()}" for path in self._locks())
        raise AssertionError(f"Lost on the way.\n{locks}\n{self.terminal.shown}")

    def _has_locked(self) -> bool:
        """Tell whether a fiche is open, by the lock beside it."""
        return bool(self._locks())

    def _locks(self) -> list[Path]:
        locks = map(lock_of, self.folder.glob("*.toml"))
        return [lock for lock in locks if lock.exists()]

    def echo(self) -> None:
        """Type something new, wait until it is there, and take it back."""
        self._show(self._new())
        self._erase()

    def _to_letters(self) -> Keys:
        return ["escape", "escape", *self.habits.go_to(PROJECT), "end"]

    def _new(self) -> str:
        self._echoes += 1
        return f"é{self._echoes}."

    def _is_echoed(self) -> bool:
        """Type something new; tell whether it is there soon, and take it back if it is."""
        self._echoed = self._new()
        drawn = self.terminal.draws(self._echoed)
        self.press([*self._echoed])
        late = time.monotonic() + _SOON
        self.terminal.until(lambda: drawn() or time.monotonic() > late, self._echoed)
        if drawn():
            self._erase()
            return True
        self._echoed = ""
        return False

    def _show(self, text: str) -> None:
        self._echoed += text
        drawn = self.terminal.draws(self._echoed)
        self.press([*text])
        self.terminal.until(drawn, self._echoed)

    def _erase(self) -> None:
        self.press(["backspace"] * len(self._echoed))
        self._echoed = ""

    def _cpu(self) -> float:
        times = self._process.cpu_times()
        return float(times.user + times.system)


class FolderSession(Session):
    """Somebody who goes from a folder's list to its fiches and back."""

    @property
    def opened(self) -> Path:
        """What the program is called with."""
        return self.folder

    def begin(self) -> None:
        """Wait until the list is there, and open a fiche."""
        self.terminal.until(self.terminal.draws(PROJECT_NAME), PROJECT_NAME)
        self._open()

    def work(self) -> None:
        """Work on a fiche and on the list, and open another fiche."""
        super().work()
        self.press(["ctrl+s", "ctrl+q"])
        self._echo_in_list()
        for _ in range(self.rng.randint(0, 4)):
            self.press(self.habits.on_folder())
        self._echo_in_list()
        self._open()

    def end(self) -> int:
        """Save and leave; return the exit code."""
        self.press(["ctrl+s", "ctrl+q"])
        self._echo_in_list()
        self.press(["ctrl+q"])
        return self.terminal.end()

    def _open(self) -> None:
        self.reach(lambda: [*self.habits.open_one(), *self._to_letters()], in_fiche=True)

    def _echo_in_list(self) -> None:
        self.reach(lambda: ["escape", "escape", "escape", "/"], in_fiche=False)
        self.press(["escape", "escape"])


@contextmanager
def session(kind: type[Session], rng: random.Random) -> Iterator[Session]:
    """Begin a session in folders of its own; end the program if it is still there."""
    with TemporaryDirectory(ignore_cleanup_errors=True) as name:
        folder = Path(name, "fiches")
        folder.mkdir()
        begun = kind(Machine(Path(name, "own")), folder, rng)
        try:
            begun.begin()
            yield begun
        except AssertionError as error:
            error.add_note("\n".join(begun.reports))
            raise
        finally:
            begun.kill()
