"""An import from the folder's screen: which table, what its columns are, what would be written."""

from __future__ import annotations

from collections import Counter
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from textual.content import Content

from iafiche.exchange.importing import field_named, import_rows, is_column_name, propose
from iafiche.exchange.sheets import KINDS, SourceError, read_source
from iafiche.exchange.sheets.limits import MOST_BYTES
from iafiche.intake.filing import carry_out, make_folder
from iafiche.intake.folder import look_into
from iafiche.intake.planning import Action, Step, plan
from iafiche.intake.telling import Report, Source, State, Told
from iafiche.intake.text_report import column_lines, report_lines
from iafiche.model.catalogue import CATALOGUE
from iafiche.review.display import typeset, visible
from iafiche.review.wording import counted
from iafiche.store.carnet import Carnet
from iafiche.store.carnet_file import RECALLED
from iafiche.store.file_names import SUFFIX
from iafiche.store.kept_columns import recall, remember
from iafiche.store.opening import read_start
from iafiche.store.system_errors import SaveError, Trouble
from iafiche.tui.choosing import ask
from iafiche.tui.screens.ask_path import AskPath
from iafiche.tui.screens.items import Item
from iafiche.tui.screens.reading import ReadingScreen
from iafiche.tui.screens.work import Progress, StoppedError, run

if TYPE_CHECKING:
    from collections.abc import Iterator

    from iafiche.exchange.importing import Column
    from iafiche.tui.screens.folder_commands import FolderCommands

_GO_ON, _ASIDE = "action:go-on", "action:aside"
_WRITE, _UPDATE, _LOOK, _COLUMNS = "write", "update", "look", "columns"
_EXAMPLE = 40


def import_table(screen: FolderCommands) -> None:
    """Ask for a table, and bring its fiches into the folder."""
    _Import(screen).ask_file("", "")


class _Import:
    """One import, from the path of the table to the report."""

    def __init__(self, screen: FolderCommands) -> None:
        self._screen = screen
        self._folders = screen.occasion.preferences.folders
        self._path = ""
        self._amended = False

    def ask_file(self, proposed: str, problem: str) -> None:
        """Ask which table; `problem` says why one has to ask again."""
        dialog = AskPath(
            proposed or f"{self._screen.occasion.folder.absolute()}/",
            problem,
            asked=f"Importer un tableau ({', '.join(KINDS)})",
            accept="Lire",
            back="Revenir au dossier",
        )

        def take(text: str | None) -> None:
            if text is not None:
                self._path = text
                run(self._screen.app, "Import", self._read, self._screen.marks, self._show_columns)

        self._screen.app.push_screen(dialog, take)

    # What the columns are

    def _read(self, progress: Progress) -> Source | str:
        progress.begin("Lecture du tableau…")
        path = Path(self._path)
        data = read_start(path.expanduser() if self._path[0] == "~" else path, MOST_BYTES + 1)
        if isinstance(data, Trouble):
            return f"{data.message} Vérifiez le nom du tableau."
        try:
            sheet = read_source(path.name, data, recognise=is_column_name)
        except SourceError as error:
            return f"{error.message} {error.advice}"
        remembered = {} if self._folders is None else recall(self._folders.state)
        return Source(sheet, propose(sheet, remembered))

    def _show_columns(self, source: Source | str) -> None:
        if isinstance(source, str):
            self.ask_file(self._path, source)
            return
        mapped = len(source.mapping.mapped)
        items = [
            Item(
                _GO_ON,
                "Continuer : voir ce qui serait importé",
                f"{counted(mapped, 'colonne reconnue', 'colonnes reconnues')}"
                f" sur {len(source.mapping.columns)}",
            )
        ]
        items += [_column_item(column) for column in source.mapping.columns]

        def take(chosen: tuple[str, ...] | None) -> None:
            if not chosen:
                self.ask_file(self._path, "")
            elif chosen[0] == _GO_ON:
                self._plan(source, update=False)
            else:
                self._ask_field(source, chosen[0])

        rows = counted(len(source.sheet.rows), "ligne")
        title = f"{visible(source.sheet.source)} : {rows} — que sont ses colonnes ?"
        self._screen.app.push_screen(ask(title, items, self._screen.marks), take)

    def _ask_field(self, source: Source, name: str) -> None:
        items = [Item(_ASIDE, "Garder à part", "dans la fiche, hors de ses champs")]
        items += [
            Item(spec.key, spec.field.label, spec.key, spec.section.label)
            for spec in CATALOGUE.fields
        ]

        def take(chosen: tuple[str, ...] | None) -> None:
            mapping = source.mapping
            if chosen:
                self._amended = True
                key = None if chosen[0] == _ASIDE else field_named(chosen[0])
                mapping = mapping.with_column(name, key)
            self._show_columns(Source(source.sheet, mapping))

        title = f"La colonne « {visible(name)} » est"
        self._screen.app.push_screen(ask(title, items, self._screen.marks), take)

    # What would be written

    def _plan(self, source: Source, *, update: bool) -> None:
        job = partial(self._planned, source=source, update=update)
        show = partial(self._offer, source)
        run(self._screen.app, "Import", job, self._screen.marks, show)

    def _planned(self, progress: Progress, *, source: Source, update: bool) -> tuple[Step, ...]:
        occasion = self._screen.occasion
        context = occasion.context_of(occasion.folder / SUFFIX)
        outcomes = import_rows(source.sheet, source.mapping, context, self._names())
        rows = len(source.sheet.rows)
        folder = look_into(occasion.folder, progress.over)
        outcomes = progress.over(outcomes, rows, "Lecture des lignes…")
        return plan(outcomes, folder, context, update=update)

    def _names(self) -> list[str]:
        preferences = self._screen.occasion.preferences
        if self._folders is None or not preferences.carnet:
            return []
        carnet = Carnet.load(self._folders.data)
        return [*carnet.holders_like(), *(n for spec in RECALLED for n in carnet.recall(spec.key))]

    def _offer(self, source: Source, steps: tuple[Step, ...]) -> None:
        counts = Counter(step.action for step in steps)
        new, changed = counts[Action.CREATE], counts[Action.UPDATE]
        items = []
        if new or changed:
            told = [counted(new, "fiche nouvelle", "fiches nouvelles")] if new else []
            told += [counted(changed, "mise à jour", "mises à jour")] if changed else []
            items.append(Item(_WRITE, f"Écrire {' et '.join(told)}"))
        if counts[Action.EXISTS]:
            other = counted(counts[Action.EXISTS], "fiche qui existe", "fiches qui existent")
            items.append(Item(_UPDATE, f"Mettre aussi à jour {other}", "montré avant d'écrire"))
        impossible = counts[Action.IMPOSSIBLE]
        about = counted(impossible, "ligne ne peut être écrite", "lignes ne peuvent être écrites")
        look = about if impossible else "rien n'est écrit"
        items.append(Item(_LOOK, "Voir ligne par ligne ce qui serait fait", look))
        items.append(Item(_COLUMNS, "Revenir aux colonnes"))

        def take(answer: tuple[str, ...] | None) -> None:
            match answer:
                case (str(chosen),) if chosen == _WRITE:
                    self._write(source, steps)
                case (str(chosen),) if chosen == _UPDATE:
                    self._plan(source, update=True)
                case (str(chosen),) if chosen == _LOOK:
                    self._look(source, steps)
                case _:
                    self._show_columns(source)

        rows = counted(len(steps), "ligne")
        self._screen.app.push_screen(ask(f"Importer {rows}", items, self._screen.marks), take)

    def _look(self, source: Source, steps: tuple[Step, ...]) -> None:
        told = tuple(Told(step, State.PLANNED) for step in steps)
        text = self._report(source, told, is_trial=True)
        reading = ReadingScreen("Ce qui serait importé", text, self._screen.marks)
        self._screen.app.push_screen(reading, lambda _: self._offer(source, steps))

    # Writing

    def _write(self, source: Source, steps: tuple[Step, ...]) -> None:
        job = partial(self._carry_out, source=source, steps=steps)
        run(self._screen.app, "Import", job, self._screen.marks, self._end)

    def _carry_out(self, progress: Progress, *, source: Source, steps: tuple[Step, ...]) -> Content:
        remarks = list(self._remember(source))
        rows: list[Told] = []
        try:
            make_folder(self._screen.occasion.folder)
            for step in progress.over(steps, len(steps), "Écriture des fiches…"):
                told = carry_out(step, self._screen.occasion.keep_before)
                remarks += [f"{step.path.name} : {t.message} {t.advice}" for t in told]
                rows.append(Told(step, State.DONE))
        except SaveError as error:
            failed = steps[len(rows)].path.name
            remarks.append(f"{failed} : {error.message} {error.advice}")
        except StoppedError:
            remarks.append("Import arrêté : recommencez-le pour le reprendre où il en était.")
        rows += [Told(step, State.NOT_DONE) for step in steps[len(rows) :]]
        lines = [Content.styled(visible(line), "bold $text-error") for line in remarks]
        report = self._report(source, tuple(rows), is_trial=False)
        return Content("\n").join([*lines, report])

    def _remember(self, source: Source) -> Iterator[str]:
        wishes = source.mapping.wishes()
        if self._amended and wishes and self._folders is not None:
            try:
                remember(self._folders.state, wishes)
            except SaveError as error:
                yield f"Vos choix de colonnes ne sont pas retenus. {error.message}"

    def _report(self, source: Source, rows: tuple[Told, ...], *, is_trial: bool) -> Content:
        marks = self._screen.marks
        report = Report(self._screen.occasion.today, is_trial, (source,), rows)
        *lines, summary = report_lines(report, marks, "choisissez de les mettre à jour")
        shown = [summary, "", *lines, "", *column_lines(source)]
        return Content("\n").join(Content(typeset(line)) for line in shown)

    def _end(self, report: Content) -> None:
        self._screen.reload()
        self._screen.app.push_screen(ReadingScreen("Import", report, self._screen.marks))


def _column_item(column: Column) -> Item:
    if column.key is None:
        field = f"à part : {column.told}"
    else:
        field = f"{CATALOGUE[column.key].field.label} ({column.told})"
    example = f" — {column.example[:_EXAMPLE]}" if column.example else ""
    return Item(column.name, column.name, f"{field}{example}")
