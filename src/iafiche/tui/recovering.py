"""Offering the work that was not saved when the program ended: take, compare, give up, or later."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.content import Content

from iafiche.editing.wording import kept_at, kept_name, kept_place
from iafiche.store.journal import Kept, look
from iafiche.store.system_errors import SaveError
from iafiche.tui.choosing import ask
from iafiche.tui.handing import hand_to
from iafiche.tui.journaling import CHANGED_SINCE, TITLE, Recovered, put
from iafiche.tui.saving import when_settled
from iafiche.tui.screens.fiche_commands import FicheCommands
from iafiche.tui.screens.items import Item
from iafiche.tui.screens.reading import ReadingScreen
from iafiche.tui.screens.views import View, ViewsScreen
from iafiche.tui.showing import changes_text
from iafiche.tui.widgets.messages import FicheWanted

if TYPE_CHECKING:
    from pathlib import Path

    from iafiche.store.journal import Found
    from iafiche.tui.app import IaficheApp
    from iafiche.tui.screens.comparing import Choices

_TAKE, _COMPARE, _GIVE_UP, _LATER = "take", "compare", "give up", "later"


def offer(app: IaficheApp, folder: Path, *, asked: bool = False) -> None:
    """Look for work left behind, in passing, and offer it; say that there is none if `asked`."""

    def search() -> None:
        found = look(folder)
        if asked or found.kept:
            hand_to(app, _show, app, found)

    app.run_worker(search, thread=True)


def _show(app: IaficheApp, found: Found) -> None:
    if not found.kept:
        _say_nothing_left(app, found)
    elif len(found.kept) == 1:
        _ask_about(app, found.kept[0], ())
    else:
        _choose(app, found.kept)


def _say_nothing_left(app: IaficheApp, found: Found) -> None:
    told = ["Tout ce que vous avez tapé ici est enregistré, ou dans une fenêtre ouverte."]
    if found.unreadable:
        told += ["", "Ces journaux sont abîmés, ou d'une version plus récente d'iafiche :"]
        told += [str(path) for path in found.unreadable]
    app.push_screen(ReadingScreen(TITLE, Content("\n".join(told)), app.marks))


def _choose(app: IaficheApp, several: tuple[Kept, ...]) -> None:
    """List the work of several fiches; what is done about one leads back to the others."""

    def take(chosen: tuple[str, ...] | None) -> None:
        if chosen is not None:
            kept = several[int(chosen[0])]
            _ask_about(app, kept, tuple(each for each in several if each is not kept))

    items = [
        Item(str(rank), kept_name(kept.record), f"{kept_at(kept)} · {kept_place(kept.record)}")
        for rank, kept in enumerate(several)
    ]
    app.push_screen(ask(f"{TITLE} : {len(several)} fiches", items, app.marks), take)


def _ask_about(app: IaficheApp, kept: Kept, others: tuple[Kept, ...]) -> None:
    def take(answer: tuple[str, ...] | None) -> None:
        match answer:
            case (what,) if what == _TAKE:
                _take(app, Recovered(kept, {}))
            case (what,) if what == _COMPARE:
                _compare(app, kept, others)
            case (what,) if what == _GIVE_UP:
                _give_up(app, kept, others)
            case _ if others and answer is None:
                # Backing out goes back to the list it came from.
                _choose(app, (kept, *others))

    items = (
        Item(_TAKE, "Reprendre ce travail", f"{kept_at(kept)} · {kept_place(kept.record)}"),
        Item(_COMPARE, "Comparer avec le fichier", "Champ par champ, avant de décider"),
        Item(_LATER, "Décider plus tard", "Il reste gardé, et vous sera proposé de nouveau"),
        Item(_GIVE_UP, "Abandonner ce travail", "Le fichier reste tel quel"),
    )
    app.push_screen(ask(f"{TITLE} : {kept_name(kept.record)}", items, app.marks), take)


def _compare(app: IaficheApp, kept: Kept, others: tuple[Kept, ...]) -> None:
    """Show each field as the file has it and as it was typed; three ways where both changed."""
    title = f"{TITLE} : {kept_name(kept.record)}"
    file = kept.file()
    merged = kept.merged(file)
    if merged.brought:
        from iafiche.tui.screens.comparing import ComparingScreen, three_way

        def choose(choices: Choices | None) -> None:
            if choices is None:
                _ask_about(app, kept, others)
            else:
                _take(app, Recovered(kept, choices, file.reading.text))

        comparison = three_way(merged, title, CHANGED_SINCE, "Reprendre")
        app.push_screen(ComparingScreen(comparison, app.marks), choose)
        return

    def take(accepted: bool | None) -> None:
        if accepted:
            _take(app, Recovered(kept, {}))
        else:
            _ask_about(app, kept, others)

    text = changes_text(file.draft, merged.result({}))
    if file.is_new and kept.has_changed_since(file):
        text = Content("Le fichier n'est plus là : tout ce qui a été tapé est repris.\n\n") + text
    views = (View(title, text),)
    app.push_screen(ViewsScreen(title, views, app.marks, accept="Reprendre"), take)


def _give_up(app: IaficheApp, kept: Kept, others: tuple[Kept, ...]) -> None:
    """Forget the work, once that was confirmed; then go on with the others."""

    def take(answer: tuple[str, ...] | None) -> None:
        if answer != (_GIVE_UP,):
            _ask_about(app, kept, others)
            return
        try:
            kept.discard()
        except SaveError as error:
            app.push_screen(ReadingScreen(TITLE, Content(str(error)), app.marks))
        if len(others) == 1:
            _ask_about(app, others[0], ())
        elif others:
            _choose(app, others)

    answers = (
        Item(_LATER, "Le garder"),
        Item(_GIVE_UP, "L'abandonner : ce qui a été tapé sera perdu"),
    )
    app.push_screen(ask(f"Abandonner {kept_name(kept.record)}", answers, app.marks), take)


def _take(app: IaficheApp, recovered: Recovered) -> None:
    """Show the work: in the fiche on screen where it is the same, in its own screen otherwise."""
    path = recovered.kept.record.fiche
    fiche = next((s for s in reversed(app.screen_stack) if isinstance(s, FicheCommands)), None)
    if fiche is None:
        app.post_message(FicheWanted(path, recovered=recovered))
    elif _is_same_fiche(fiche, path):
        put(fiche, recovered)
    else:
        wanted = FicheWanted(path, recovered=recovered)
        when_settled(fiche, lambda: fiche.post_message(wanted))


def _is_same_fiche(screen: FicheCommands, path: Path | None) -> bool:
    """Tell whether the fiche at that path is on screen, and nothing has changed in it."""
    shown = screen.editing.file.path
    here = None if shown is None else shown.absolute()
    return not screen.editing.changed and here == path
