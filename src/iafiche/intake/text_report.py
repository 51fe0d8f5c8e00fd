"""The report of an import, for people: what the columns are, then row by row, then the counts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from iafiche.exchange.importing import How
from iafiche.exchange.importing.values import shown
from iafiche.intake.planning import Action
from iafiche.intake.telling import State, count_up
from iafiche.model.catalogue import CATALOGUE
from iafiche.model.flaws import Code, Severity
from iafiche.model.text import quoted
from iafiche.review.display import cells, pad, typeset, visible
from iafiche.review.wording import NBSP, counted, subject_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from iafiche.exchange.importing import Column
    from iafiche.intake.planning import Step
    from iafiche.intake.telling import Bilan, Report, Source, Told
    from iafiche.review.marks import Marks

_INDENT = "    "
_WIDEST_NAME = 40


def column_lines(source: Source) -> Iterator[str]:
    """Yield how a table was read, and what each of its columns is taken for."""
    sheet, mapping = source.sheet, source.mapping
    rows = counted(len(sheet.rows), "ligne")
    yield typeset(f"{visible(sheet.source)} : {visible(sheet.described)}, {rows}.")
    for remark in sheet.remarks:
        yield f"{_INDENT}{typeset(visible(remark))}"
    if mapping.dialect is not None:
        yield typeset(f"{_INDENT}Colonnes nommées d'après {mapping.dialect.label}.")
    width = min(_WIDEST_NAME, max((cells(visible(c.name)) for c in mapping.columns), default=0))
    for column in mapping.columns:
        yield f"  {pad(visible(column.name), width)}  {_meaning(column)}"


def _meaning(column: Column) -> str:
    if column.key is None:
        return typeset(f"→ gardée à part : {column.told}")
    label = CATALOGUE[column.key].field.label
    return f"→ {label}" if column.how is How.KEY else typeset(f"→ {label} ({column.told})")


def row_lines(told: Told, marks: Marks, updating: str) -> Iterator[str]:
    """Yield what became of one row, and all that a person should know about it."""
    step, outcome = told.step, told.step.outcome
    mark = marks.complete if told.is_settled else marks.error
    title = f"{marks.separator} {visible(outcome.draft.title)} " if outcome.draft.title else ""
    yield typeset(
        f"{mark} {visible(outcome.source)}, ligne {outcome.row} {title}"
        f"{marks.separator} {told.word} : {visible(str(step.path))}"
    )
    if step.action is Action.REPEATED:
        yield typeset(f"{_INDENT}Cette ligne répète {visible(step.twin_named)}.")
        return
    yield from (f"{_INDENT}{typeset(line)}" for line in _remarks(step, told.state, updating))


def _remarks(step: Step, state: State, updating: str) -> Iterator[str]:
    if step.obstacle is not None:
        yield f"{visible(step.obstacle.message)} {visible(step.obstacle.advice)}"
    if step.action is not Action.UNCHANGED:
        yield from _of_the_row(step)
    yield from _differences(step, state, updating)
    yield from _to_correct(step)


def _of_the_row(step: Step) -> Iterator[str]:
    outcome = step.outcome
    if step.twin is not None:
        yield f"à vérifier — même porteur et même projet que {visible(step.twin_named)}"
    for change in outcome.changes:
        label = CATALOGUE[change.key].field.label
        before, after = quoted(change.before), quoted(change.after)
        yield f"changé — {label} : {before} → {after}. {visible(change.why)}"
    for kept in outcome.kept:
        yield f"gardé à part — {visible(kept.column)} : {quoted(kept.text)} ({kept.why})"
    for doubt in outcome.doubts:
        yield f"à vérifier — {visible(doubt.column)} : {visible(doubt.message)}"


def _differences(step: Step, state: State, updating: str) -> Iterator[str]:
    word = "modifié" if step.action is Action.UPDATE and state is State.DONE else "différent"
    for change in step.differences:
        old, new = shown(change.old), shown(change.new)
        before = quoted(old) if old else "rien"
        yield f"{word} — {change.spec.field.label} : {before} → {quoted(new)}"
    for spec in step.refused:
        yield (
            f"conservé — {spec.field.label} : la fiche a une valeur juste,"
            f" {quoted(step.draft.text(spec.key))} ; celle de la source ne l'est pas"
        )
    if step.action is Action.EXISTS:
        yield f"Cette fiche existe déjà. Pour qu'elle prenne ces valeurs, {updating}."


def _to_correct(step: Step) -> Iterator[str]:
    missing = [found for found in step.findings if found.code is Code.CHAMP_REQUIS]
    if missing:
        labels = ", ".join(subject_of(found) for found in missing)
        yield f"à compléter — {labels}"
    for found in step.findings:
        if found.code is not Code.CHAMP_REQUIS and found.severity is not Severity.ADVICE:
            word = "à corriger" if found.severity is Severity.ERROR else found.severity.french
            told = f"{visible(found.message)} {visible(found.advice)}"
            yield f"{word} — {subject_of(found)} : {told}"


def summary_line(report: Report, marks: Marks) -> str:
    """Return the last line: what became of the rows, and what is left to do."""
    counts = count_up(report.rows)
    separator = f" {marks.separator} "
    rows = separator.join(
        (
            counted(counts.lignes, "ligne"),
            *(
                f"{count} {word}"
                for count, word in _fates(counts, is_trial=report.is_trial)
                if count
            ),
        )
    )
    values = separator.join(
        (
            counted(counts.valeurs_changees, "valeur changée", "valeurs changées"),
            counted(counts.gardees_a_part, "gardée à part", "gardées à part"),
            f"{counts.a_verifier} à vérifier",
            counted(counts.erreurs, "erreur à corriger", "erreurs à corriger"),
        )
    )
    mark = marks.complete if report.is_settled else marks.error
    trial = f" Rien n'a été écrit{NBSP}: c'est un essai." if report.is_trial else ""
    return f"{mark} {rows}. {values}.{trial}"


def _fates(counts: Bilan, *, is_trial: bool) -> Iterator[tuple[int, str]]:
    """Yield how many rows came to each end, and its French words in the right number."""
    created, updated = counts.creees, counts.mises_a_jour
    if is_trial:
        yield created, "à créer"
        yield updated, "à mettre à jour"
    else:
        yield created, "créée" if created < 2 else "créées"
        yield updated, "mise à jour" if updated < 2 else "mises à jour"
    yield counts.inchangees, "inchangée" if counts.inchangees < 2 else "inchangées"
    yield (
        counts.non_modifiees,
        "laissée telle quelle" if counts.non_modifiees < 2 else "laissées telles quelles",
    )
    yield counts.repetitions, "répétition" if counts.repetitions < 2 else "répétitions"
    yield counts.non_ecrites, "non écrite" if counts.non_ecrites < 2 else "non écrites"


def report_lines(
    report: Report, marks: Marks, updating: str = "ajoutez --mettre-a-jour"
) -> Iterator[str]:
    """Yield the rows and the counts; the columns were shown before.

    `updating` says what makes fiches that exist take the values, in a few French words.
    """
    for told in report.rows:
        yield from row_lines(told, marks, updating)
    yield summary_line(report, marks)


def all_column_lines(sources: Sequence[Source]) -> Iterator[str]:
    """Yield the columns of every table, a blank line after each."""
    for source in sources:
        yield from column_lines(source)
        yield ""
