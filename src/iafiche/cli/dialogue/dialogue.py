"""The dialogue itself: a question, a line, what follows from it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from iafiche.cli.dialogue import telling
from iafiche.cli.dialogue.answers import END, choices_of, ends, holding_part, takes_lines, value_of
from iafiche.cli.dialogue.orders import SLASH, Answer, Call, Mistyped, Order, is_order, understood
from iafiche.cli.dialogue.steering import Steering
from iafiche.cli.dialogue.telling import PROMPT, said
from iafiche.editing.wording import NOTHING_LEFT
from iafiche.model.values import Foreign

if TYPE_CHECKING:
    from iafiche.model.catalogue import FieldSpec


class Dialogue(Steering):
    """Asks one field after the other. An answer is always taken, right or wrong.

    Where it is wrong or could be corrected, the same field is asked once more: Entrée goes on.
    """

    def converse(self) -> None:
        """Go on until the person leaves. `EOFError` where there is no more line to read."""
        self._begin()
        while not self._over:
            spec = self._walk.spec
            if spec is None:
                self._close()
            else:
                self._ask(spec)

    def _begin(self) -> None:
        draft = self._editing.draft
        self._tell(*telling.greeting(draft, self._editing.file))
        self._tell(*(said(f"{f.message} {f.advice}") for f in self._editing.file.reading.findings))
        if self._editing.file.is_new:
            return
        if not self._left:
            self._tell(said(NOTHING_LEFT))
            return
        self._tell(
            said(f"Vous allez d'abord aux champs à corriger ; {Order.ALL.typed} les demande tous.")
        )
        self._begin_left()

    # One question

    def _ask(self, spec: FieldSpec) -> None:
        editing = self._editing
        turn = self._turn
        self._tell("", *telling.place(spec, self._announced))
        self._announced = spec
        self._tell(*telling.question(spec, editing.draft))
        self._tell(*telling.findings(self._told(spec), spec))
        editing.focus(spec.key)
        self._let_recall(spec)
        while self._turn == turn and not self._over:
            match understood(self._keyboard.line(PROMPT)):
                case Answer(text) if not text.strip() or self._is_nothing(spec, text):
                    self._pass(spec)
                case Answer(text):
                    self._answer(spec, text)
                case Call() as call:
                    self._carry_out(call, spec)
                case Mistyped(told):
                    self._tell(said(told))

    @staticmethod
    def _is_nothing(spec: FieldSpec, text: str) -> bool:
        return takes_lines(spec) and text.rstrip() == END

    def _answer(self, spec: FieldSpec, first: str) -> None:
        editing, lines = self._editing, [first]
        try:
            if takes_lines(spec):
                self._read_on(spec, lines)
        finally:
            # What was typed counts, also where the input ends in the midst of it.
            value = value_of(spec, lines)
            if value != spec.kind.empty:
                editing.focus(spec.key)
                editing.edit(spec.key, value)
                editing.focus(None)
        if value == spec.kind.empty:
            self._tell(said("Cette réponse est vide : le champ reste comme il était."))
            return
        self._tell(*telling.outcome(spec, editing.draft[spec.key], "\n".join(lines)))
        self._offer_parts(spec)
        if len(lines) == 1 and is_order(first):
            self._tell(said(f"C'est votre réponse. La commande se tape {SLASH}{first.strip()}"))
        self._settle(spec)

    def _read_on(self, spec: FieldSpec, lines: list[str]) -> None:
        while True:
            line = self._keyboard.line(said(f"Ligne {len(lines) + 1} :") + " ")
            if ends(spec, line):
                return
            lines.append(line)
            if isinstance(understood(line), Call):
                self._tell(
                    said(
                        "Cette ligne fait partie de la réponse. Pour une commande, finissez d'abord"
                        f" la réponse par une ligne faite d'un seul point « {END} »."
                    )
                )

    def _offer_parts(self, spec: FieldSpec) -> None:
        """Say which values a text that is none of them may begin or contain."""
        choices = choices_of(spec)
        value = self._editing.draft[spec.key]
        if choices is None or isinstance(value, Foreign):
            return
        for item in value if isinstance(value, tuple) else (value,):
            holding = [] if item in choices.exact else holding_part(choices, item)
            if holding:
                self._tell(said(f"Plusieurs valeurs contiennent « {item} » :"))
                self._tell(*telling.numbered(holding, spec))
