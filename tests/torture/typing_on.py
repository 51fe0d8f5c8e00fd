"""People who type and save without end until they are killed, and what is left of it.

The file is one that was saved, the journal two seconds behind what was typed, and the versions
stand in the order in which they were saved.
"""

from __future__ import annotations

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, NamedTuple

from iafiche.model.catalogue import CATALOGUE
from iafiche.model.field import Role
from iafiche.store.journal import look
from iafiche.store.reading import read_file
from iafiche.store.versions import versions_of
from tests.fiches import complete_draft, on_disk, written
from tests.torture.killing import End, Machine
from tests.torture.promises import BrokenPromiseError
from tests.torture.typist import BACKWARDS, WORD

if TYPE_CHECKING:
    import random

    from iafiche.model.draft import Draft

BEHIND = 2.0
"""Seconds that the journal may be behind."""

TOGETHER = 0.2
"""Seconds between two saves of which one may undo the other, as docs/fiabilite.md says."""

_PROJECT = CATALOGUE.of_role(Role.PROJECT).key
_HOLDER = CATALOGUE.of_role(Role.HOLDER).key


class Typing:
    """Somebody types and saves without end.

    Attributes:
        fields: Who types, by the field that they type in.
        keys: How many keys they press between two saves, on average.
        longest: Seconds after which they are killed at the latest.
        how: What they are called with besides.
    """

    name = "typing"
    fields: tuple[str, ...] = (_PROJECT,)
    keys = 400
    longest = 5.0
    how: tuple[str, ...] = ()

    def trial(self, rng: random.Random) -> Counter[str]:
        """Kill all of them, each at a moment of their own, and look at what is left.

        Raises:
            BrokenPromiseError: Something was lost, or nobody has ever typed it.
        """
        with TemporaryDirectory(ignore_cleanup_errors=True) as name:
            machine = Machine(Path(name, "own"))
            begun = complete_draft(**dict.fromkeys(self.fields, f"{WORD} 0"))
            path = written(Path(name, "rives.fiche.toml"), begun)
            after = {field: rng.uniform(0.3, self.longest) for field in self.fields}

            def run(field: str) -> End:
                call = (str(path), field, str(self.keys), *self.how)
                return machine.run(*call, module="tests.torture.typist", after=after[field])

            with ThreadPoolExecutor(len(self.fields)) as pool:
                ends = dict(zip(self.fields, pool.map(run, self.fields), strict=True))
            return self._judge(machine, path, {field: _told(end) for field, end in ends.items()})

    def _judge(self, machine: Machine, path: Path, told: dict[str, _Told]) -> Counter[str]:
        if not read_file(path).readable:
            raise BrokenPromiseError(f"{self.name}: the file is no fiche")
        draft = on_disk(path)
        left = look(machine.folders.journals)
        if left.unreadable:
            raise BrokenPromiseError(f"{self.name}: a journal is damaged")
        found = Counter(killed=len(told), **{"given back": len(left.kept)})
        at_once = _saved_together([each.saved for each in told.values()])
        for field, each in told.items():
            on_file = _number(draft, field)
            kept = max((_number(one.record.draft, field) for one in left.kept), default=0)
            last = each.typed[-1].number + 1
            if max(on_file, kept) > last:
                raise BrokenPromiseError(f"{self.name}: {on_file}, {kept} was never typed")
            # The last save may have been made and not said; none is older than the last one said.
            if on_file < each.saved[-1].number or max(on_file, kept) < each.wanted:
                if not at_once:
                    raise BrokenPromiseError(
                        f"{self.name}: {each.saved[-1].number} was saved, {each.wanted} was typed"
                        f" two seconds before; the file has {on_file}, the journals {kept}"
                    )
                found["saved over at the same moment"] += 1
            found["new" if on_file else "old"] += 1
            self._judge_versions(machine, path, field, found, at_once=at_once)
        return found

    def _judge_versions(
        self, machine: Machine, path: Path, field: str, found: Counter[str], *, at_once: bool
    ) -> None:
        """See that the latest version comes first, whatever a clock says."""
        versions = versions_of(path, machine.folders.versions)
        numbers = [_number(version.reading().draft, field) for version in versions]
        if numbers != sorted(numbers, reverse=True) and not at_once:
            raise BrokenPromiseError(f"{self.name}: the versions stand as {numbers}")
        found["versions"] += len(numbers)


class TypingBackwards(Typing):
    """Their clock goes back and back."""

    name = "typing, the clock going back"
    keys = 60
    how = (BACKWARDS,)


class TypingTogether(Typing):
    """Two people type in one fiche."""

    name = "two people typing"
    fields = (_PROJECT, _HOLDER)


class _Moment(NamedTuple):
    """When a number was typed or saved, in seconds of the clock that only goes forward."""

    number: int
    at: float


class _Told(NamedTuple):
    """What somebody said they had typed and saved, and what has to be left of it."""

    typed: list[_Moment]
    saved: list[_Moment]
    wanted: int


def _told(end: End) -> _Told:
    if end.at is None:
        raise BrokenPromiseError(f"somebody who types ended by themselves with {end.code}")
    moments: dict[str, list[_Moment]] = {word: [_Moment(0, 0.0)] for word in ("typed", "saved")}
    for line in end.out.splitlines():
        what, *numbers = line.split()
        # The last line may be cut off in the middle.
        if len(numbers) == 2 and what in moments:
            moments[what].append(_Moment(int(numbers[0]), float(numbers[1])))
    early = [each.number for each in moments["typed"] if each.at <= end.at - BEHIND]
    return _Told(moments["typed"], moments["saved"], max(early))


def _saved_together(saved: list[list[_Moment]]) -> bool:
    """Tell whether two people have saved at the same moment."""
    mine, *others = saved
    return any(
        abs(one.at - other.at) < TOGETHER
        for one in mine[1:]
        for theirs in others
        for other in theirs[1:]
    )


def _number(draft: Draft, field: str) -> int:
    return int(str(draft[field]).removeprefix(WORD))
