"""What is done while the program is killed, and what may be left of it.

Each scenario prepares a folder, has the program work there until it is killed, and judges: every
file is the old one or the new one, and what was typed is in a file or in a journal.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections import Counter
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from iafiche.store.journal import look
from iafiche.store.journal_file import Record
from tests.fiches import complete_draft, written
from tests.torture.killing import Machine
from tests.torture.promises import BrokenPromiseError
from tests.torture.typing_on import Typing, TypingBackwards, TypingTogether
from tests.unit.test_store_journal import left_behind

if TYPE_CHECKING:
    import random
    from collections.abc import Iterator


FICHES = 6


class Scenario(ABC):
    """One kind of work.

    Attributes:
        steps: How many steps the disk is asked for, at least.
    """

    steps = 10

    def __init__(self) -> None:
        with self._machine() as (machine, folder):
            self.prepare(machine, folder)
            self.old = contents(folder)
            end = machine.run(*self.arguments(folder))
            if end.code not in (0, 1):
                raise BrokenPromiseError(f"{self.name} undisturbed ended with {end.code}")
            self.seconds = end.seconds
            self.new = contents(folder)
        if self.old == self.new:
            raise BrokenPromiseError(f"{self.name} undisturbed does nothing")

    @property
    def name(self) -> str:
        """What it is called in the report."""
        return type(self).__name__.lower()

    def trial(self, rng: random.Random) -> Counter[str]:
        """Let the program die once; return how many files are old, new and not there.

        Raises:
            BrokenPromiseError: Something is none of these.
        """
        with self._machine() as (machine, folder):
            self.prepare(machine, folder)
            end = machine.run_or_die(rng, self.seconds, self.steps, *self.arguments(folder))
            found = self.judge(machine, folder)
            found["killed" if end.code < 0 else "ended before"] += 1
            return found

    @contextmanager
    def _machine(self) -> Iterator[tuple[Machine, Path]]:
        # A new folder each time, of one name: paths may stand in what is written.
        with TemporaryDirectory(ignore_cleanup_errors=True) as name:
            folder = Path(name, "fiches")
            folder.mkdir()
            yield Machine(Path(name, "own")), folder

    @abstractmethod
    def prepare(self, machine: Machine, folder: Path) -> None:
        """Put there what the program begins with."""

    @abstractmethod
    def arguments(self, folder: Path) -> tuple[str, ...]:
        """Return what the program is called with."""

    def judge(self, machine: Machine, folder: Path) -> Counter[str]:  # noqa: ARG002 - see below
        """Say what became of each file; other scenarios look at the machine too."""
        found: Counter[str] = Counter()
        left = contents(folder)
        for name in self.old.keys() | self.new.keys() | left.keys():
            if left.get(name) == self.old.get(name):
                found["old"] += 1
            elif left.get(name) == self.new.get(name):
                found["new"] += 1
            else:
                raise BrokenPromiseError(f"{self.name}: {name} is neither old nor new")
        return found


def contents(folder: Path) -> dict[str, bytes]:
    """Return what the files of a folder hold, but those hidden ones that a save leaves behind."""
    files = {file.relative_to(folder): file for file in folder.rglob("*") if file.is_file()}
    return {
        path.as_posix(): file.read_bytes()
        for path, file in files.items()
        if not any(part.startswith(".") for part in path.parts)
    }


class Correction(Scenario):
    """`corriger` mends a folder of fiches."""

    steps = FICHES * 8

    def prepare(self, machine: Machine, folder: Path) -> None:  # noqa: ARG002
        """Write fiches that each have something to mend."""
        for rank in range(FICHES):
            draft = complete_draft(nom_projet=f"Projet {rank}", projet_date="2024-03-01")
            written(folder / f"{rank}.fiche.toml", draft)

    def arguments(self, folder: Path) -> tuple[str, ...]:
        """Return the call."""
        return ("corriger", str(folder))


class Import(Scenario):
    """`importer` makes fiches of a table, of which some are there already."""

    steps = FICHES * 7

    def prepare(self, machine: Machine, folder: Path) -> None:  # noqa: ARG002
        """Write a table, and fiches of some of its lines."""
        for rank in range(FICHES // 2):
            draft = complete_draft(nom_projet=f"Projet {rank}", coll_nom="Belrive")
            written(folder / f"{rank}.fiche.toml", draft)
        siret = complete_draft()["coll_siret"]
        lines = ["nom_projet;coll_nom;coll_siret"]
        lines += [f"Projet {rank};Ville de Belrive;{siret}" for rank in range(FICHES)]
        table = folder.parent / "table.csv"
        table.write_text("\n".join(lines), encoding="utf-8")

    def arguments(self, folder: Path) -> tuple[str, ...]:
        """Return the call."""
        table = folder.parent / "table.csv"
        return ("importer", str(table), "--dossier", str(folder), "--mettre-a-jour")


class Export(Scenario):
    """`exporter` writes a table in the place of an older one."""

    steps = 9

    def prepare(self, machine: Machine, folder: Path) -> None:  # noqa: ARG002
        """Write a fiche, and the table."""
        written(folder.parent / "a.fiche.toml", complete_draft())
        (folder / "export.csv").write_text("l'ancien", encoding="utf-8")

    def arguments(self, folder: Path) -> tuple[str, ...]:
        """Return the call."""
        table = folder / "export.csv"
        return ("exporter", str(folder.parent / "a.fiche.toml"), "-o", str(table))


class Recovery(Scenario):
    """`recuperer ecrire` puts work that was left behind into its fiche."""

    steps = 18

    def prepare(self, machine: Machine, folder: Path) -> None:
        """Write a fiche, and a journal about it."""
        path = written(folder / "rives.fiche.toml", complete_draft())
        typed = complete_draft(nom_projet="Repris")
        left_behind(machine.folders.journals, Record(path, complete_draft(), typed, None))

    def arguments(self, folder: Path) -> tuple[str, ...]:  # noqa: ARG002
        """Return the call."""
        return ("recuperer", "ecrire", "1")

    def judge(self, machine: Machine, folder: Path) -> Counter[str]:
        """Say whether the work is in the file, or in the journal still."""
        found = super().judge(machine, folder)
        kept = look(machine.folders.journals).kept
        if found["old"] and not (kept and kept[0].record.draft.title == "Repris"):
            raise BrokenPromiseError("recovery: the work is in no file, and in no journal")
        if found["new"] and kept:
            raise BrokenPromiseError("recovery: the work is in its file, and offered again")
        found["given back"] += len(kept)
        return found


SCENARIOS: tuple[type[Scenario | Typing], ...] = (
    Correction,
    Import,
    Export,
    Recovery,
    Typing,
    TypingBackwards,
    TypingTogether,
)
