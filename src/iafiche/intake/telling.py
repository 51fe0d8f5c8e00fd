"""What the reports of an import share: what became of each row, in French, and the counts."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

from iafiche.intake.planning import Action, Step
from iafiche.model.flaws import Severity

if TYPE_CHECKING:
    import datetime
    from collections.abc import Sequence

    from iafiche.exchange.importing import ColumnMapping
    from iafiche.exchange.sheets import Sheet


class State(Enum):
    """How far a step has come."""

    PLANNED = "nothing is written: a trial"
    DONE = "carried out"
    NOT_DONE = "the import stopped before it"


@dataclass(frozen=True, slots=True)
class Source:
    """A table with what its columns are taken for."""

    sheet: Sheet
    mapping: ColumnMapping


@dataclass(frozen=True, slots=True)
class Told:
    """One row of the report: the step, and how far it has come."""

    step: Step
    state: State

    @property
    def word(self) -> str:
        """What became of the row, in one French word or two: « créée », « serait créée »."""
        word, planned = _WORDS[self.step.action]
        if self.step.action.writes and self.state is State.NOT_DONE:
            return "non écrite"
        return planned if self.state is State.PLANNED else word

    @property
    def is_settled(self) -> bool:
        """Whether the row is in the folder, and nothing is left to be corrected."""
        stays_out = self.step.action in (Action.EXISTS, Action.IMPOSSIBLE)
        here = not stays_out and self.state is not State.NOT_DONE
        return here and not self.step.has_errors


_WORDS = {
    Action.CREATE: ("créée", "serait créée"),
    Action.UPDATE: ("mise à jour", "serait mise à jour"),
    Action.EXISTS: ("laissée telle quelle", "resterait telle quelle"),
    Action.UNCHANGED: ("inchangée", "resterait inchangée"),
    Action.REPEATED: ("répétition", "répétition"),
    Action.IMPOSSIBLE: ("non écrite", "ne serait pas écrite"),
}


@dataclass(frozen=True, slots=True)
class Report:
    """What an import came to.

    Attributes:
        today: The day.
        is_trial: Nothing was to be written.
        sources: The tables, in order.
        rows: What became of each row, in order.
    """

    today: datetime.date
    is_trial: bool
    sources: tuple[Source, ...]
    rows: tuple[Told, ...]

    @property
    def is_settled(self) -> bool:
        """Whether every row is in the folder without an error."""
        return all(told.is_settled for told in self.rows)


@dataclass(frozen=True, slots=True)
class Bilan:
    """The counts of a report, under the names of its JSON.

    Attributes:
        lignes: The rows.
        creees: The new fiches.
        mises_a_jour: The fiches that took a row's values.
        inchangees: The fiches that had them already.
        non_modifiees: The fiches that have others, and stay.
        repetitions: The rows that repeat an earlier one.
        non_ecrites: The rows that an interruption or an error left out, or that no file can hold.
        valeurs_changees: The cells that stand otherwise in their fields.
        gardees_a_part: The cells that no field holds.
        a_verifier: The remarks to be looked at.
        erreurs: What is left to correct before publication.
    """

    lignes: int
    creees: int
    mises_a_jour: int
    inchangees: int
    non_modifiees: int
    repetitions: int
    non_ecrites: int
    valeurs_changees: int
    gardees_a_part: int
    a_verifier: int
    erreurs: int


def count_up(rows: Sequence[Told]) -> Bilan:
    """Return the counts over the rows of a report."""
    done = Counter(told.step.action for told in rows if told.state is not State.NOT_DONE)
    new = [told.step for told in rows if told.step.action is not Action.REPEATED]
    # Of a fiche that has all this already, nobody is told again how it came in.
    read = [step for step in new if step.action is not Action.UNCHANGED]
    return Bilan(
        lignes=len(rows),
        creees=done[Action.CREATE],
        mises_a_jour=done[Action.UPDATE],
        inchangees=done[Action.UNCHANGED],
        non_modifiees=done[Action.EXISTS],
        repetitions=done[Action.REPEATED],
        non_ecrites=sum(
            told.state is State.NOT_DONE or told.step.action is Action.IMPOSSIBLE for told in rows
        ),
        valeurs_changees=sum(len(step.outcome.changes) for step in read),
        gardees_a_part=sum(len(step.outcome.kept) for step in read),
        a_verifier=sum(len(step.outcome.doubts) + (step.twin is not None) for step in read),
        erreurs=sum(found.severity is Severity.ERROR for step in new for found in step.findings),
    )
