"""Where the dialogue stands: the fiche, the question, and what there is to say of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from iafiche.cli.dialogue import telling
from iafiche.cli.dialogue.walk import Walk
from iafiche.editing.session import subject

if TYPE_CHECKING:
    from iafiche.check.findings import Finding
    from iafiche.cli.dialogue.keyboard import Keyboard
    from iafiche.cli.surroundings import Surroundings
    from iafiche.editing.session import Editing
    from iafiche.model.catalogue import FieldSpec
    from iafiche.model.draft import Draft


class Standing:
    """The state that questions and orders share."""

    def __init__(self, editing: Editing, keyboard: Keyboard, around: Surroundings) -> None:
        self._editing = editing
        self._keyboard = keyboard
        self._around = around
        self._walk = Walk()
        self._announced: FieldSpec | None = None
        self._over = False
        self._turn = 0
        """Goes up when another question is to be asked, or the same one from its beginning."""

    def _begin_left(self) -> None:
        self._editing.ask()
        if not self._keys_left:
            self._tell(*telling.left(self._left))
            return
        self._walk.begin(only_left=True, left=self._keys_left)
        self._turn += 1

    def _next(self) -> None:
        self._walk.advance(self._keys_left)
        self._turn += 1

    def _leave_field(self) -> None:
        self._editing.focus(None)

    @property
    def _as_saved(self) -> Draft:
        editing = self._editing
        return editing.file.stamped(editing.draft, editing.context.today)

    @property
    def _left(self) -> tuple[Finding, ...]:
        return self._editing.left_once_saved()

    @property
    def _keys_left(self) -> frozenset[str]:
        return frozenset(key for found in self._left if (key := subject(found)))

    def _told(self, spec: FieldSpec) -> tuple[Finding, ...]:
        """Return what it is time to say of a field, save what saving will settle."""
        left = self._left
        return tuple(f for f in self._editing.told().get(spec.key, ()) if f in left)

    def _tell(self, *lines: str) -> None:
        self._around.print(*lines)
