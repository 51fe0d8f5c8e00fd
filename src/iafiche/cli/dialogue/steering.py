"""What can be asked for instead of answering: going, listing, undoing, saving, leaving."""

from __future__ import annotations

from typing import TYPE_CHECKING

from iafiche.cli.dialogue import telling
from iafiche.cli.dialogue.answers import choices_of
from iafiche.cli.dialogue.keeping import is_yes, save
from iafiche.cli.dialogue.orders import Answer, Call, Mistyped, Order, understood
from iafiche.cli.dialogue.standing import Standing
from iafiche.cli.dialogue.telling import PROMPT, said
from iafiche.cli.dialogue.walk import named, nearest, rank_of
from iafiche.editing.wording import NO_FIX, NOTHING_TO_REDO, NOTHING_TO_UNDO
from iafiche.model.flaws import Severity
from iafiche.model.text import fold
from iafiche.model.values import Foreign

if TYPE_CHECKING:
    from iafiche.model.catalogue import FieldSpec

_EVERYTHING = "tout"


class Steering(Standing):
    """Carries out the orders."""

    def _carry_out(self, call: Call, spec: FieldSpec | None) -> None:
        match call.order:
            case Order.HELP:
                self._tell(*(telling.field_help(spec) if spec else ()), *telling.orders())
            case Order.GO:
                self._go(call.argument)
            case Order.UNDO:
                self._travel(self._editing.undo(), "Annulé.", NOTHING_TO_UNDO)
            case Order.REDO:
                self._travel(self._editing.redo(), "Rétabli.", NOTHING_TO_REDO)
            case Order.LIST:
                self._list(call.argument)
            case Order.PREVIOUS:
                self._go_back()
            case Order.LEFT:
                self._leave_field()
                self._begin_left()
            case Order.ALL:
                self._leave_field()
                self._walk.begin(only_left=False, left=frozenset())
                self._turn += 1
            case Order.SAVE:
                self._leave_field()
                save(self._editing, self._keyboard, self._tell, call.argument)
            case Order.QUIT:
                self._quit()
            case order if spec is not None:
                self._do_to_field(order, spec)
            case _:
                self._tell(said(f"Allez d'abord à un champ : {Order.GO.typed}, puis son numéro."))

    def _go_back(self) -> None:
        self._leave_field()
        if self._walk.retreat():
            self._turn += 1
        else:
            self._tell(said("C'est la première question."))

    def _go(self, text: str) -> None:
        ranks = named(text)
        if len(ranks) == 1:
            self._leave_field()
            self._walk.jump(ranks[0])
            self._turn += 1
        elif ranks:
            self._tell(said(f"Plusieurs champs contiennent « {text} » :"))
            self._tell(*telling.fields_at(ranks))
        else:
            near = nearest(text)
            self._tell(
                said(
                    f"« {text} » n'est le numéro ni le nom d'aucun champ."
                    f" {Order.LIST.typed} {_EVERYTHING} les dit tous."
                    if text
                    else f"Tapez {Order.GO.typed}, une espace, puis le numéro ou le nom d'un champ."
                )
            )
            if near is not None:
                self._tell(said("Le plus proche :"), *telling.fields_at([near]))

    def _list(self, what: str) -> None:
        if fold(what) == _EVERYTHING:
            self._tell(*telling.all_fields(self._editing.draft))
        elif what:
            self._tell(said(f"Tapez {Order.LIST.typed} seul, ou {Order.LIST.typed} {_EVERYTHING}."))
        else:
            self._tell(*telling.left(self._left))

    def _travel(self, key: str | None, done: str, nothing: str) -> None:
        if key is None:
            self._tell(said(nothing))
            return
        self._tell(said(done))
        self._leave_field()
        self._walk.jump(rank_of(key))
        self._turn += 1

    # At a field

    def _do_to_field(self, order: Order, spec: FieldSpec) -> None:
        match order:
            case Order.PASS:
                self._pass(spec)
            case Order.CHOICES if choices_of(spec) is None:
                self._tell(said("Ce champ n'a pas de liste : répondez librement."))
            case Order.CHOICES:
                self._tell(*telling.all_choices(spec))
            case Order.CLEAR:
                self._clear(spec)
            case Order.FIX:
                self._fix(spec)

    def _clear(self, spec: FieldSpec) -> None:
        if self._editing.draft[spec.key] == spec.kind.empty:
            self._tell(said("Le champ est déjà vide."))
            return
        self._editing.put(spec.key, spec.kind.empty)
        self._tell(said(f"Champ vidé. {Order.UNDO.typed} lui rend sa valeur."))

    def _fix(self, spec: FieldSpec) -> None:
        mended = self._editing.fix(spec.key)
        if mended is None:
            self._tell(said(NO_FIX))
            return
        self._tell(telling.corrected(mended, spec))
        self._leave_field()
        self._settle(spec)

    def _pass(self, spec: FieldSpec) -> None:
        """Leave a field as it is: what is wrong with it is told from then on."""
        known = self._told(spec)
        self._leave_field()
        self._tell(*telling.findings((f for f in self._told(spec) if f not in known), spec))
        self._next()

    def _settle(self, spec: FieldSpec) -> None:
        """Say what is wrong with the field, and go on unless something can be done about it."""
        found = self._told(spec)
        self._tell(*telling.findings(found, spec))
        if any(f.severity is Severity.ERROR or f.fix is not None for f in found):
            self._tell(said("Entrée seule continue ; une autre réponse remplace celle-ci."))
            self._editing.focus(spec.key)
            self._let_recall(spec)
        else:
            self._next()

    def _let_recall(self, spec: FieldSpec) -> None:
        value = self._editing.draft[spec.key]
        if not isinstance(value, Foreign):
            self._keyboard.recall(value if isinstance(value, tuple) else value.split("\n"))

    # The end

    def _close(self) -> None:
        """Say where the fiche stands after the last question, and propose to save it."""
        turn = self._turn
        self._announced = None
        self._tell("", said("Il n'y a plus de question."))
        self._tell(*telling.left(self._left), said(telling.filled(self._as_saved)))
        if not self._editing.changed:
            self._tell(said("Rien à enregistrer."))
            self._over = True
            return
        while self._turn == turn and not self._over:
            self._quit()

    def _quit(self) -> None:
        """Leave, once it is known what becomes of answers that are not saved."""
        self._leave_field()
        if not self._editing.changed:
            self._over = True
            return
        turn = self._turn
        self._tell(
            said("Enregistrer la fiche avant de quitter ?"),
            said(
                "« oui » ou Entrée seule l'enregistre, « non » abandonne ce qui n'est pas"
                " enregistré, « retour » revient aux questions."
            ),
        )
        while self._turn == turn and not self._over:
            match understood(self._keyboard.line(PROMPT)):
                case Answer(text) if not text.strip() or is_yes(text):
                    self._over = save(self._editing, self._keyboard, self._tell)
                    self._turn += not self._over
                case Answer(text) if fold(text) in ("n", "non"):
                    self._over = True
                case Answer(text) if fold(text) in ("r", "retour"):
                    self._back()
                case Answer(_):
                    self._tell(said("Tapez « oui », « non » ou « retour »."))
                case Call(Order.QUIT):
                    self._tell(said("Tapez « oui » ou « non »."))
                case Call() as call:
                    self._carry_out(call, None)
                    self._over = call.order is Order.SAVE and not self._editing.changed
                case Mistyped(told):
                    self._tell(said(told))

    def _back(self) -> None:
        if self._walk.spec is None:
            self._walk.retreat()
        self._turn += 1
