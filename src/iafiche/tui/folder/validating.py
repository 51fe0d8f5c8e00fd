"""Which fiches the library would accept: read anew, by the rules of the shared format alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.content import Content

from iafiche.exchange.gate import Candidate, Passage, Refusal, pass_gate
from iafiche.review.display import typeset, visible
from iafiche.review.wording import counted
from iafiche.tui.folder.wording import these
from iafiche.tui.screens.views import View, ViewsScreen
from iafiche.tui.screens.work import Progress, run

if TYPE_CHECKING:
    from collections.abc import Sequence

    from iafiche.tui.folder.entries import Entry
    from iafiche.tui.folder.occasion import Occasion
    from iafiche.tui.screens.folder_commands import FolderCommands


def validate(screen: FolderCommands, entries: Sequence[Entry]) -> None:
    """Say what will be done; then, which fiches pass, and what the others lack."""
    if not entries:
        screen.say("Aucune fiche à valider.")
        return
    told = these(entries, screen.listing)
    text = Content(
        f"Relire {told}, et dire lesquelles passent les contrôles d'un export public.\n"
        "Les réglages du dossier (iafiche.toml) n'y comptent pas. Rien n'est écrit.\n\n"
        "Ensuite, les fiches refusées pourront être marquées."
    )
    views = ViewsScreen("Valider", (View("", text),), screen.marks, accept="Valider")

    def check(progress: Progress) -> Passage:
        return passage_of(candidates(screen.occasion, entries, progress), progress)

    def go_on(accepted: bool | None) -> None:
        if accepted:
            run(screen.app, "Validation", check, screen.marks, show)

    def show(passage: Passage) -> None:
        refused = {refusal.name for refusal in passage.refused}

        def mark(accepted: bool | None) -> None:
            if accepted and refused:
                screen.listing.mark(e.path for e in entries if str(e.file) in refused)
                screen.refresh_list()

        screen.app.push_screen(
            ViewsScreen(
                _title(passage),
                (View("", refusals_text(passage.refused)),),
                screen.marks,
                accept="Marquer les fiches refusées" if refused else "Revenir",
            ),
            mark,
        )

    screen.app.push_screen(views, go_on)


def candidates(occasion: Occasion, entries: Sequence[Entry], progress: Progress) -> list[Candidate]:
    """Return the fiches as an export takes them, read anew."""
    paths = [entry.file for entry in entries]
    verdicts = occasion.verdicts(paths, needs_drafts=True, folder_settings=False)
    return [
        Candidate(str(verdict.path), verdict.draft, verdict.in_file_order())
        for verdict in progress.over(verdicts, len(paths), "Lecture des fiches…")
    ]


def passage_of(found: Sequence[Candidate], progress: Progress) -> Passage:
    """Return which of these fiches may leave."""
    return pass_gate(progress.over(found, len(found), "Contrôle des fiches…"))


def refusals_text(refused: Sequence[Refusal]) -> Content:
    """Return which fiches are refused, each with what to mend first."""
    if not refused:
        return Content("Toutes passent les contrôles : elles peuvent être exportées.")
    lines = []
    for refusal in refused:
        lines.append(Content.styled(typeset(visible(refusal.message)), "$text-error"))
        lines += [Content(f"    {typeset(visible(refusal.advice))}"), Content("")]
    return Content("\n").join(lines)


def _title(passage: Passage) -> str:
    passed = counted(len(passage.passed), "fiche acceptée", "fiches acceptées")
    refused = counted(len(passage.refused), "refusée")
    return f"{passed}, {refused}" if passage.refused else passed
