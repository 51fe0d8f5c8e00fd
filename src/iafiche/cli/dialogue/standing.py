"""Where the dialogue stands: the fiche, the question, and the person it is held with."""

from __future__ import annotations

from typing import TYPE_CHECKING

from iafiche.cli.dialogue import telling
from iafiche.cli.dialogue.orders import Mistyped, understood
from iafiche.cli.dialogue.walk import Walk
from iafiche.cli.dialogue.wording import PROMPT, broken, said
from iafiche.editing.session import subject

if TYPE_CHECKING:
    from collections.abc import Iterator

    from iafiche.check.findings import Finding
    from iafiche.cli.dialogue.keyboard import Keyboard
    from iafiche.cli.dialogue.orders import Answer, Call
    from iafiche.cli.surroundings import Surroundings
    from iafiche.editing.recall import Recall
    from iafiche.editing.session import Editing
    from iafiche.model.catalogue import FieldSpec
    from iafiche.model.draft import Draft


class Standing:
    """What questions and orders share.

    Attributes:
        editing: The fiche in hand.
        recall: What the carnet knows.
        keyboard: Where the lines come from.
        around: Where they go.
        walk: Which question is asked, and the way there.
        names: The earlier names that a number stands for at this question.
        is_over: The person has left.
    """

    def __init__(
        self, editing: Editing, recall: Recall, keyboard: Keyboard, around: Surroundings
    ) -> None:
        self.editing = editing
        self.recall = recall
        self.keyboard = keyboard
        self.around = around
        self.walk = Walk()
        self.names: tuple[str, ...] = ()
        self.is_over = False
        self._turn = 0

    def tell(self, *lines: str) -> None:
        """Write lines; a terminal gets them broken between words."""
        self.around.print(*broken(self.around, lines))

    def lines(self) -> Iterator[Answer | Call]:
        """Yield what is typed until another question is due; what is mistyped is told here."""
        turn = self._turn
        while self._turn == turn and not self.is_over:
            line = understood(self.keyboard.line(PROMPT))
            if isinstance(line, Mistyped):
                self.tell(said(line.told))
            else:
                yield line

    # Going from question to question

    def leave_field(self) -> None:
        """Take it that the field is done with: what is wrong with it is told from now on."""
        self.editing.focus(None)

    def ask(self) -> None:
        """Have a question asked: another one, or the same from its beginning."""
        self._turn += 1

    def move_on(self) -> None:
        """Go to the next question."""
        self.walk.advance(self.keys_left)
        self.ask()

    def go_to(self, rank: int) -> None:
        """Go to any question."""
        self.leave_field()
        self.walk.jump(rank)
        self.ask()

    def begin_left(self) -> None:
        """Go to the first field with something to correct, and to no others from then on."""
        self.leave_field()
        self.editing.ask()
        if not self.keys_left:
            self.tell(*telling.left(self.left))
            return
        self.walk.begin(only_left=True, left=self.keys_left)
        self.ask()

    # What is wrong

    @property
    def as_saved(self) -> Draft:
        """The fiche as it would be saved now."""
        return self.editing.file.stamped(self.editing.draft, self.editing.context.today)

    @property
    def left(self) -> tuple[Finding, ...]:
        """What a save now would leave to correct."""
        return self.editing.left_once_saved()

    @property
    def keys_left(self) -> frozenset[str]:
        """The fields with something left to correct."""
        return frozenset(key for found in self.left if (key := subject(found)))

    def told(self, spec: FieldSpec) -> tuple[Finding, ...]:
        """Return what it is time to say of a field, save what saving will settle."""
        left = self.left
        return tuple(f for f in self.editing.told().get(spec.key, ()) if f in left)
