"""What a fiche looks like elsewhere, and what has changed in it: as text to look at."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from textual.content import Content

from iafiche.editing.differing import type_of, written
from iafiche.exchange.bibliotheque import write_cell
from iafiche.exchange.notice import notice_lines
from iafiche.exchange.profiles import BIBLIOTHEQUE
from iafiche.model.flaws import Severity
from iafiche.review.display import visible, visible_lines
from iafiche.store.differences import field_changes, line_changes, unknown_gone
from iafiche.store.system_errors import SaveError
from iafiche.tui.screens.views import View, ViewsScreen
from iafiche.tui.wording import MUTED, STYLES

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from iafiche.check.findings import Finding
    from iafiche.model.draft import Draft
    from iafiche.model.values import Value
    from iafiche.review.marks import Marks
    from iafiche.store.fiche_file import FicheFile
    from iafiche.tui.screens.fiche_commands import FicheCommands

_NBSP = "\N{NO-BREAK SPACE}"
_GONE, _COME = "$text-error", "$text-success"
_PLACE = re.compile(r"@@ -[0-9,]+ \+([0-9]+)")


def preview(screen: FicheCommands, then: Callable[[object], None] | None = None) -> None:
    """Show the notice, the exported row and the file's text; then do `then`."""
    editing = screen.editing
    views = (
        View("Notice publique", notice_text(editing.draft)),
        View("Ligne exportée", row_text(editing.draft, editing.findings, screen.marks)),
        View("Fichier", file_text(editing.file, editing.draft)),
    )
    screen.app.push_screen(ViewsScreen("Aperçu", views, screen.marks), then)


def show_changes(screen: FicheCommands) -> None:
    """Show what has changed since the fiche was saved, or say that nothing has."""
    editing = screen.editing
    if not editing.changed:
        screen.say("Rien n'a changé depuis le dernier enregistrement.")
        return
    views = (
        View("Par champ", changes_text(editing.file.draft, editing.draft)),
        View("Lignes du fichier", file_changes_text(editing.file, editing.draft)),
    )
    screen.app.push_screen(ViewsScreen("Modifications non enregistrées", views, screen.marks))


def notice_text(draft: Draft) -> Content:
    """Return the public notice."""
    text = "\n".join(notice_lines(draft))
    return Content(visible_lines(text) or "Aucun champ public n'est encore rempli.")


def row_text(draft: Draft, findings: Iterable[Finding], marks: Marks) -> Content:
    """Return each column of the exported row with its cell, one a line."""
    lines = [
        Content.assemble((f"{spec.key} : ", "bold"), visible(write_cell(spec, draft[spec.key])))
        for spec in BIBLIOTHEQUE.columns(complete=False)
    ]
    errors = sum(found.severity is Severity.ERROR for found in findings)
    if errors:
        count = "1 erreur reste" if errors == 1 else f"{errors} erreurs restent"
        refused = f"{marks.error} {count} à corriger : d'ici là, l'exportation refuse cette fiche."
        lines = [Content.styled(refused, STYLES[Severity.ERROR]), Content(""), *lines]
    return Content("\n").join(lines)


def file_text(file: FicheFile, draft: Draft) -> Content:
    """Return the text of the file as saving would write it, or why it cannot."""
    try:
        return Content(visible_lines(file.text_of(draft)))
    except SaveError as error:
        return _told(error)


def changes_text(old: Draft, new: Draft) -> Content:
    """Return each field that changed, with its value before and after."""
    lines: list[Content] = []
    for change in field_changes(old, new):
        lines.append(Content.styled(change.spec.field.label, "bold"))
        alike = written(change.old) == written(change.new)
        for name, value, style in (("Avant", change.old, _GONE), ("Après", change.new, _COME)):
            lines += _named(name, value, style)
            if alike:
                # Only the file tells them apart: 8 without quotation marks, or "8".
                lines[-1] += Content.styled(f" ({type_of(value)})", style)
        lines.append(Content(""))
    for path in unknown_gone(old, new):
        gone = f"Clé retirée du fichier{_NBSP}: {visible('.'.join(path))}"
        lines.append(Content.styled(gone, _GONE))
    return Content("\n").join(lines)


def file_changes_text(file: FicheFile, draft: Draft) -> Content:
    """Return the lines of the file that saving would change, or why it cannot."""
    try:
        text = file.text_of(draft)
    except SaveError as error:
        return _told(error)
    return diff_text(line_changes(file.reading.text, text))


def diff_text(lines: Iterable[str]) -> Content:
    """Return the lines of a diff in colours."""
    return Content("\n").join(map(_drawn, lines))


def _drawn(line: str) -> Content:
    """Return a line of a diff: those that say where the next ones stand, in words."""
    if place := _PLACE.match(line):
        return Content.styled(f"Ligne {place[1]}", MUTED)
    return Content.styled(visible(line), {"-": _GONE, "+": _COME}.get(line[0], ""))


def _named(name: str, value: Value, style: str) -> Iterator[Content]:
    """Yield the lines of a value as it is written, the first behind a name."""
    for line in f"{name}{_NBSP}: {written(value)}".split("\n"):
        yield Content.styled(line, style)


def _told(error: SaveError) -> Content:
    return Content(f"{error.message}\n{error.advice}")
