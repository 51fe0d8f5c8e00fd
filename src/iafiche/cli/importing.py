"""An import from the command line: read, shown, agreed to, written, told."""

from __future__ import annotations

import os
from collections import Counter
from typing import TYPE_CHECKING, TextIO

from iafiche.cli import french
from iafiche.cli.import_sources import (
    STANDARD_INPUT,
    Asked,
    UnreadableSourceError,
    mapped,
    sheets_of,
)
from iafiche.cli.own_folders import own_folders
from iafiche.cli.own_settings import load_settings
from iafiche.cli.own_versions import own_keeper
from iafiche.cli.progress import Progress
from iafiche.exchange.importing import import_rows
from iafiche.intake import csv_report, json_report
from iafiche.intake.filing import carry_out, is_carried_out, make_folder
from iafiche.intake.folder import look_into
from iafiche.intake.planning import Action, Step, plan
from iafiche.intake.telling import Report, Source, State, Told
from iafiche.intake.text_report import all_column_lines, report_lines
from iafiche.review.display import typeset, visible
from iafiche.review.marks import marks_for
from iafiche.review.verdict import contexts
from iafiche.review.wording import counted
from iafiche.store.carnet import Carnet
from iafiche.store.carnet_file import RECALLED
from iafiche.store.file_names import SUFFIX
from iafiche.store.kept_columns import recall, remember
from iafiche.store.system_errors import SaveError, Trouble

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    import click

    from iafiche.check.context import Context
    from iafiche.cli.surroundings import Surroundings
    from iafiche.exchange.importing import Outcome

TEXT, JSON, CSV = "texte", "json", "csv"
_INTERRUPTED = 130
_YES = ("o", "oui")
_REPORTS = {JSON: json_report.report_text, CSV: csv_report.report_text}


class Import:
    """One import, from the files to the exit code."""

    def __init__(self, ctx: click.Context, asked: Asked, source: TextIO | None) -> None:
        """Prepare what was asked; `source` is standard input, for tables and for the answer."""
        self._ctx = ctx
        self._around: Surroundings = ctx.obj
        self._asked = asked
        self._source = source
        self._folders = own_folders(os.environ)

    def run(self) -> int:
        """Carry the import out, and return the exit code."""
        self._refuse_folder()
        try:
            sheets = sheets_of(self._asked, self._source)
            remembered = recall(self._folders.state)
            sources = mapped(self._ctx, self._asked, sheets, remembered)
        except UnreadableSourceError as error:
            told = f"Erreur : {french.quoted(error.name)} n'a pas été importé. {error.message}"
            self._around.tell(typeset(visible(told)), typeset(visible(error.advice)))
            return 2
        self._show(*all_column_lines(sources))
        steps = self._planned(sources)
        if self._asked.is_trial:
            return self._tell(sources, [Told(step, State.PLANNED) for step in steps])
        if not self._is_agreed(steps):
            self._around.tell("Rien n'a été écrit.")
            return 1
        return self._carry_out(sources, steps)

    def _refuse_folder(self) -> None:
        """Refuse a folder that is none, or that stands in none, before anything is read."""
        folder = self._asked.folder
        if folder.exists() and not folder.is_dir():
            named = french.quoted(str(folder))
            raise french.WrongUse(
                f"{named} n'est pas un dossier. Choisissez un autre nom.", self._ctx
            )
        if not folder.exists() and not folder.parent.is_dir():
            named = french.quoted(str(folder.parent))
            raise french.WrongUse(f"le dossier {named} n'existe pas. Créez-le d'abord.", self._ctx)

    def _planned(self, sources: Sequence[Source]) -> tuple[Step, ...]:
        self._settings = load_settings(self._around)
        context_for = contexts(self._around.today, self._settings.anciennete_jours)
        context = context_for(self._asked.folder / SUFFIX)
        count = sum(len(source.sheet.rows) for source in sources)
        outcomes = Progress(self._around.err, lambda: count).over(self._outcomes(sources, context))
        folder = look_into(self._asked.folder)
        return plan(outcomes, folder, context, update=self._asked.update)

    def _outcomes(self, sources: Sequence[Source], context: Context) -> Iterator[Outcome]:
        carnet = Carnet.load(self._folders.data)
        known = [*carnet.holders_like(), *(n for s in RECALLED for n in carnet.recall(s.key))]
        for source in sources:
            yield from import_rows(source.sheet, source.mapping, context, known)

    def _is_agreed(self, steps: Sequence[Step]) -> bool:
        """Ask whether to write, where somebody sits at the keyboard."""
        written = Counter(step.action for step in steps if step.action.writes)
        if self._asked.agreed or not written or not self._sits_there():
            return True
        new, changed = written[Action.CREATE], written[Action.UPDATE]
        what = " et ".join(
            told
            for count, told in (
                (new, counted(new, "fiche nouvelle", "fiches nouvelles")),
                (changed, counted(changed, "fiche mise à jour", "fiches mises à jour")),
            )
            if count
        )
        named = french.quoted(str(self._asked.folder))
        self._around.ask(typeset(f"Écrire {what} dans {named} ? (oui/non) "))
        answer = "" if self._source is None else self._source.readline()
        return answer.strip().lower() in _YES

    def _sits_there(self) -> bool:
        if any(str(path) == STANDARD_INPUT for path in self._asked.files):
            return False
        return self._source is not None and self._source.isatty()

    def _carry_out(self, sources: Sequence[Source], steps: Sequence[Step]) -> int:
        self._remember(sources)
        keep_before = own_keeper(self._settings)
        rows: list[Told] = []
        failure: tuple[Step | None, SaveError] | None = None
        interrupted = False
        try:
            if any(step.action.writes for step in steps):
                make_folder(self._asked.folder)
            for step in Progress(self._around.err, lambda: len(steps)).over(steps):
                try:
                    told = carry_out(step, keep_before)
                except SaveError as error:
                    failure = (step, error)
                    break
                rows.append(Told(step, State.DONE))
                self._warn(step, told)
        except SaveError as error:
            failure = (None, error)
        except KeyboardInterrupt:
            interrupted = True
            if len(rows) < len(steps) and is_carried_out(steps[len(rows)]):
                rows.append(Told(steps[len(rows)], State.DONE))
        rows += [Told(step, State.NOT_DONE) for step in steps[len(rows) :]]
        code = self._tell(sources, rows)
        if interrupted:
            self._around.tell("Import interrompu : relancez la même commande pour le reprendre.")
            return _INTERRUPTED
        if failure is not None:
            self._tell_failure(*failure)
            return 2
        return code

    def _warn(self, step: Step, told: Iterable[Trouble]) -> None:
        """Say what there is to know of a fiche that was written."""
        for each in told:
            named = french.quoted(str(step.path))
            told_of = f"Attention : {named} est écrit. {each.message} {each.advice}"
            self._around.tell(typeset(visible(told_of)))

    def _tell_failure(self, step: Step | None, error: SaveError) -> None:
        named = french.quoted(str(self._asked.folder if step is None else step.path))
        self._around.tell(
            typeset(visible(f"Erreur : {named} ne peut pas être écrit. {error.message}")),
            typeset(visible(error.advice)),
        )

    def _remember(self, sources: Sequence[Source]) -> None:
        wishes: Mapping[str, str] = {
            name: key for source in sources for name, key in source.mapping.wishes().items()
        }
        if self._asked.columns and wishes:
            try:
                remember(self._folders.state, wishes)
            except SaveError as error:
                told = f"Attention : vos choix de colonnes ne sont pas retenus. {error.message}"
                self._around.tell(typeset(visible(told)))
            else:
                self._around.tell(
                    "Vos choix de colonnes sont retenus pour la prochaine fois"
                    " (--oublier-colonnes les oublie)."
                )

    def _show(self, *lines: str) -> None:
        """Show what comes before the report: with it, or beside it where programs read it."""
        (self._around.print if self._asked.form == TEXT else self._around.tell)(*lines)

    def _tell(self, sources: Sequence[Source], rows: Sequence[Told]) -> int:
        report = Report(self._around.today, self._asked.is_trial, tuple(sources), tuple(rows))
        if self._asked.form == TEXT:
            self._around.print(*report_lines(report, marks_for(self._around.out.encoding)))
        else:
            self._around.write_data(_REPORTS[self._asked.form](report))
        return 0 if report.is_settled else 1
