"""What somebody else does to the file of the fiche on screen: noticed, told, brought together."""

from __future__ import annotations

from threading import Thread
from typing import TYPE_CHECKING

from iafiche.editing.differing import place_names
from iafiche.review.display import visible
from iafiche.store.fiche_file import Change
from iafiche.tui.actions import key_of
from iafiche.tui.handing import hand_to

if TYPE_CHECKING:
    from collections.abc import Callable

    from iafiche.store.fiche_file import Changed
    from iafiche.store.reading import Reading
    from iafiche.tui.screens.comparing import Choices
    from iafiche.tui.screens.fiche_commands import FicheCommands

EVERY = 5.0
"""Seconds between two looks: many terminals do not tell when somebody comes back to them."""

TITLE = "Modifiée ici et ailleurs"
_WHY = "Le fichier a été enregistré ailleurs pendant que vous le modifiiez."
_BACK, _OTHER_NAME, _REPLACE = "back", "other", "replace"


class Watch:
    """Looks at the file of a fiche on screen, out of the way of whoever types."""

    def __init__(self, screen: FicheCommands) -> None:
        """Begin."""
        self._screen = screen
        self._is_looking = False
        self._told = ""
        screen.set_interval(EVERY, self.look)

    def look(self, *, is_back: bool = False) -> None:
        """Look at the file now; a conflict is shown at once to somebody who `is_back`."""
        if not (self._is_looking or self._screen.editing.file.is_new):
            self._is_looking = True
            # A daemon: the end of the program waits for no share that has gone.
            Thread(target=self._look, args=(is_back,), name="iafiche-fichier", daemon=True).start()

    def _look(self, is_back: bool) -> None:
        file = self._screen.editing.file
        before = file.reading
        found = file.look()
        self._is_looking = False
        if found is not None or file.is_gone:
            hand_to(self._screen, self._take_note, before, found, is_back=is_back)

    def _take_note(self, before: Reading, found: Changed | None, *, is_back: bool) -> None:
        screen = self._screen
        file = screen.editing.file
        if not screen.is_current or file.reading is not before:
            # A dialog is in front, or the fiche was saved meanwhile: the next look will tell.
            return
        if found is None:
            file.is_gone = False
            screen.editing.note()
            screen.sync()
        elif found.change is Change.GONE:
            self._tell_gone()
        elif found.change is Change.UNREADABLE:
            self._tell_once(found, f"Le fichier a été modifié ailleurs. {_unreadable(found)}")
        elif found.change is Change.CHANGED and not _taken_over(screen, found.reading):
            if is_back:
                compare(screen, found.reading)
            else:
                told = f"Le fichier a été modifié ailleurs : {key_of('save')} compare et réunit."
                self._tell_once(found, told)

    def _tell_gone(self) -> None:
        screen = self._screen
        if not screen.editing.file.is_gone:
            screen.editing.file.is_gone = True
            screen.editing.note()
            screen.sync()
            screen.say(
                "Le fichier n'est plus à sa place (déplacé, renommé, supprimé ?)."
                f" {key_of('save')} l'y écrit de nouveau."
            )

    def _tell_once(self, found: Changed, message: str) -> None:
        if self._told != found.reading.text:
            self._told = found.reading.text
            self._screen.say(message)


def settle(screen: FicheCommands, found: Changed, save: Callable[..., object]) -> None:
    """Do `save` once it is known what becomes of what somebody else has written.

    It is asked for with `overwrite=True` where the person wants to replace that.
    """
    if found.change is not Change.CHANGED:
        _ask_about_unreadable(screen, found, save)
    elif not _taken_over(screen, found.reading):
        compare(screen, found.reading, save)
    elif screen.editing.changed:
        save()


def compare(
    screen: FicheCommands, reading: Reading, then: Callable[[], object] | None = None
) -> None:
    """Show what was changed here and elsewhere; bring it together once that is accepted.

    Then do `then`.
    """
    from iafiche.tui.screens.comparing import ComparingScreen, three_way

    editing = screen.editing
    merged = editing.merge_with(reading)

    def take(choices: Choices | None) -> None:
        if choices is None:
            screen.say("Rien n'est réuni ni enregistré : votre saisie reste ici.")
            return
        editing.take_over(reading, merged.result(choices))
        screen.sync()
        screen.say(
            f"Réuni, pas encore enregistré : {key_of('save')} enregistre."
            f" {key_of('undo')} revient à votre saisie."
        )
        if then is not None:
            then()

    accept = "Réunir" if then is None else "Réunir et enregistrer"
    comparison = three_way(merged, TITLE, _WHY, accept)
    screen.app.push_screen(ComparingScreen(comparison, screen.marks), take)


def _taken_over(screen: FicheCommands, reading: Reading) -> bool:
    """Go on from what somebody else has saved where nothing here is in its way; tell whether."""
    editing = screen.editing
    merged = editing.merge_with(reading)
    if editing.draft != editing.file.draft and merged.brought:
        return False
    editing.take_over(reading, merged.result({}))
    screen.sync()
    if merged.brought:
        names = place_names(merged.brought)
        screen.say(f"Le fichier a été modifié ailleurs, et relu : {names}.")
    return True


def _unreadable(found: Changed) -> str:
    reason = " ".join(visible(each.message) for each in found.reading.findings)
    return f"Ce n'est plus une fiche lisible : {reason}"


def _ask_about_unreadable(
    screen: FicheCommands, found: Changed, save: Callable[..., object]
) -> None:
    from iafiche.tui.choosing import ask
    from iafiche.tui.saving import save_as
    from iafiche.tui.screens.items import Item

    def take(answer: tuple[str, ...] | None) -> None:
        if answer == (_REPLACE,):
            save(overwrite=True)
        elif answer == (_OTHER_NAME,):
            save_as(screen)

    advice = " ".join(visible(each.advice) for each in found.reading.findings)
    answers = (
        Item(_BACK, "Revenir à la fiche", f"{_unreadable(found)} {advice}"),
        Item(_OTHER_NAME, "Enregistrer sous un autre nom", "Le fichier reste tel quel"),
        Item(_REPLACE, "Remplacer le fichier", "Ce que d'autres y ont écrit sera perdu"),
    )
    screen.app.push_screen(ask("Le fichier a été modifié ailleurs", answers, screen.marks), take)
