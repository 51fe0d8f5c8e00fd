"""What can be asked for instead of answering: going, listing, undoing, saving, leaving."""

from __future__ import annotations

from typing import TYPE_CHECKING

from iafiche.check.mending import with_safe_fixes
from iafiche.cli.dialogue import listing, telling
from iafiche.cli.dialogue.at_field import do_to_field, fix, settle, take_all
from iafiche.cli.dialogue.keeping import is_yes, save
from iafiche.cli.dialogue.orders import EVERYTHING, Answer, Call, Order
from iafiche.cli.dialogue.walk import QUESTIONS, named, nearest, rank_of
from iafiche.cli.dialogue.wording import PROMPT, said
from iafiche.editing.wording import NOTHING_TO_REDO, NOTHING_TO_UNDO
from iafiche.model.text import fold
from iafiche.store.system_errors import SaveError

if TYPE_CHECKING:
    from iafiche.cli.dialogue.standing import Standing
    from iafiche.model.catalogue import FieldSpec


def carry_out(at: Standing, call: Call, spec: FieldSpec | None) -> None:
    """Carry out an order; `spec` is the field that is asked, if any is."""
    match call.order:
        case Order.HELP:
            at.tell(*(telling.field_help(spec) if spec else ()), *telling.orders())
        case Order.GO:
            rank = _meant(at, call)
            if rank is not None:
                at.go_to(rank)
        case Order.UNDO:
            _travel(at, at.editing.undo(), "Annulé.", NOTHING_TO_UNDO)
        case Order.REDO:
            _travel(at, at.editing.redo(), "Rétabli.", NOTHING_TO_REDO)
        case Order.PREVIOUS:
            _go_back(at)
        case Order.LEFT:
            at.begin_left()
        case Order.ALL:
            at.leave_field()
            at.walk.begin(only_left=False, left=frozenset())
            at.ask()
        case Order.SAVE:
            at.leave_field()
            _save(at, call.argument)
        case Order.QUIT:
            _quit(at)
        case Order.LIST | Order.TAKE if call.argument and fold(call.argument) != EVERYTHING:
            at.tell(said(f"Tapez {call.order.typed} seul, ou {call.order.typed} {EVERYTHING}."))
        case Order.LIST if call.argument:
            at.tell(*telling.all_fields(at.editing.draft))
        case Order.LIST:
            at.tell(*telling.left(at.left))
        case Order.TAKE if call.argument:
            take_all(at, spec)
        case Order.FIX if fold(call.argument) == EVERYTHING:
            _fix_all(at)
        case Order.FIX if call.argument:
            _fix_named(at, call, spec)
        case order if spec is not None:
            do_to_field(at, order, spec)
        case _:
            at.tell(said(f"Allez d'abord à un champ : {Order.GO.typed}, puis son numéro."))


def learn(at: Standing) -> None:
    """Have the carnet learn from the fiche as its file holds it."""
    try:
        at.recall.learn(at.editing.file.draft)
    except SaveError as error:
        at.tell(said(error.message), said(error.advice))


def close(at: Standing) -> None:
    """Say where the fiche stands after the last question; propose to save it, or to go on."""
    left = at.left
    at.tell("", said("Il n'y a plus de question."))
    at.tell(*telling.left(left), said(telling.filled(at.as_saved)))
    if at.editing.changed:
        _quit(at)
        return
    at.tell(said("Rien à enregistrer."))
    if left:
        at.tell(said("Entrée seule quitte, « retour » revient aux questions."))
        _hear_how_to_leave(at)
    else:
        at.is_over = True


def _go_back(at: Standing) -> None:
    at.leave_field()
    if at.walk.retreat():
        at.ask()
    else:
        at.tell(said("C'est la première question."))


def _meant(at: Standing, call: Call) -> int | None:
    """Return the rank of the field that follows an order; where it is not one, say which may be."""
    text = call.argument
    ranks = named(text)
    if len(ranks) == 1:
        return ranks[0]
    if ranks:
        at.tell(said(f"Plusieurs champs contiennent « {text} » :"), *listing.fields_at(ranks))
    elif not text:
        at.tell(said(f"Tapez {call.order.typed}, une espace, puis le numéro ou le nom d'un champ."))
    else:
        at.tell(
            said(
                f"« {text} » n'est le numéro ni le nom d'aucun champ."
                f" {Order.LIST.typed} {EVERYTHING} les dit tous."
            )
        )
        near = nearest(text)
        if near is not None:
            at.tell(said("Le plus proche :"), *listing.fields_at([near]))
    return None


def _travel(at: Standing, key: str | None, done: str, nothing: str) -> None:
    at.tell(said(nothing if key is None else done))
    if key is not None:
        at.go_to(rank_of(key))


def _fix_named(at: Standing, call: Call, spec: FieldSpec | None) -> None:
    """Apply the correction of any field; the question stays, but where it is that field's."""
    rank = _meant(at, call)
    if rank is not None and fix(at, QUESTIONS[rank]) and QUESTIONS[rank] == spec:
        settle(at, spec)


def _fix_all(at: Standing) -> None:
    """Say what the certain corrections change, then apply them as one step if that is agreed."""
    editing = at.editing
    mended = with_safe_fixes(editing.draft, editing.context)
    changed = list(telling.changes(editing.draft, mended))
    if not changed:
        at.tell(said(f"Aucune correction certaine. {Order.LEFT.typed} mène aux champs à corriger."))
        return
    at.tell(*changed, said("Appliquer ces corrections ? « oui » les applique, Entrée seule non."))
    if is_yes(at.keyboard.line(PROMPT)):
        at.leave_field()
        editing.become(mended)
        at.tell(said(f"Corrections appliquées. {Order.UNDO.typed} les annule d'un coup."))
        at.ask()
    else:
        at.tell(said("Rien n'a changé."))


def _save(at: Standing, name: str = "") -> bool:
    """Write the fiche; tell whether it was written."""
    is_saved = save(at.editing, at.keyboard, at.tell, name)
    if is_saved:
        learn(at)
    return is_saved


def _quit(at: Standing) -> None:
    """Leave, once it is known what becomes of answers that are not saved."""
    at.leave_field()
    if not at.editing.changed:
        at.is_over = True
        return
    at.tell(
        said("Enregistrer la fiche avant de quitter ?"),
        said(
            "« oui » ou Entrée seule l'enregistre, « non » abandonne ce qui n'est pas"
            " enregistré, « retour » revient aux questions."
        ),
    )
    _hear_how_to_leave(at)


def _hear_how_to_leave(at: Standing) -> None:
    for line in at.lines():
        match line:
            case Answer(text) if not text.strip() or is_yes(text):
                at.is_over = not at.editing.changed or _save(at)
                at.ask()
            case Answer(text) if fold(text) in ("n", "non"):
                at.is_over = True
            case Answer(text) if fold(text) in ("r", "retour"):
                if at.walk.spec is None:
                    at.walk.retreat()
                at.ask()
            case Answer(_):
                at.tell(said("Tapez « oui », « non » ou « retour »."))
            case Call(Order.QUIT) if at.editing.changed:
                at.tell(said("Tapez « oui » ou « non »."))
            case Call() as call:
                carry_out(at, call, None)
                if call.order is Order.SAVE:
                    at.is_over = not at.editing.changed
