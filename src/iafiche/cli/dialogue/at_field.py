"""What is done to the field that is asked: passing, correcting, clearing it, taking a value."""

from __future__ import annotations

from typing import TYPE_CHECKING

from iafiche.cli.dialogue import listing, telling
from iafiche.cli.dialogue.orders import Order
from iafiche.cli.dialogue.wording import said
from iafiche.editing.wording import NO_FIX, NOTHING_KNOWN, taken_text
from iafiche.model.flaws import Severity
from iafiche.model.values import Foreign

if TYPE_CHECKING:
    from iafiche.cli.dialogue.standing import Standing
    from iafiche.model.catalogue import FieldSpec


def do_to_field(at: Standing, order: Order, spec: FieldSpec) -> None:
    """Carry out an order about the field that is asked."""
    match order:
        case Order.PASS:
            pass_by(at, spec)
        case Order.CHOICES:
            at.tell(*listing.all_choices(spec, at.names))
        case Order.CLEAR:
            _clear(at, spec)
        case Order.FIX:
            if fix(at, spec):
                settle(at, spec)
        case Order.TAKE:
            _take(at, spec)


def pass_by(at: Standing, spec: FieldSpec) -> None:
    """Leave a field as it is: what is wrong with it is told from then on."""
    known = at.told(spec)
    at.leave_field()
    at.tell(*telling.findings((f for f in at.told(spec) if f not in known), spec))
    at.move_on()


def settle(at: Standing, spec: FieldSpec) -> None:
    """Say what is wrong with the field, and go on unless something can be done about it."""
    at.leave_field()
    found = at.told(spec)
    at.tell(*telling.findings(found, spec))
    if any(f.severity is Severity.ERROR or f.fix is not None for f in found):
        at.tell(
            said(
                "Entrée seule continue, une autre réponse remplace celle-ci,"
                f" {Order.CLEAR.typed} vide le champ."
            )
        )
        begin_at(at, spec)
    else:
        at.move_on()


def begin_at(at: Standing, spec: FieldSpec) -> None:
    """Get ready for an answer; the arrow keys bring the value back, then the earlier names."""
    at.editing.focus(spec.key)
    value = at.editing.draft[spec.key]
    if not isinstance(value, Foreign):
        held = value if isinstance(value, tuple) else value.split("\n")
        at.keyboard.recall((*reversed(at.names), *filter(None, held)))


def fix(at: Standing, spec: FieldSpec) -> bool:
    """Apply the first correction proposed for a field; tell whether there is one."""
    mended = at.editing.fix(spec.key)
    at.tell(said(NO_FIX) if mended is None else telling.corrected(mended, spec))
    return mended is not None


def take_all(at: Standing, spec: FieldSpec | None) -> None:
    """Fill the empty fields with all that is known of the holder, as one step."""
    known = at.recall.proposals(at.editing.draft)
    if not known:
        at.tell(said(NOTHING_KNOWN))
        return
    at.editing.fill(known)
    at.tell(said(f"{taken_text(known)} {Order.UNDO.typed} les retire."))
    if spec is not None and spec.key in known:
        settle(at, spec)


def _take(at: Standing, spec: FieldSpec) -> None:
    known = at.recall.proposals(at.editing.draft).get(spec.key)
    if known is None:
        at.tell(said("Le carnet ne propose rien pour ce champ."))
        return
    at.editing.put(spec.key, known)
    at.tell(telling.kept(spec, known))
    settle(at, spec)


def _clear(at: Standing, spec: FieldSpec) -> None:
    if at.editing.draft[spec.key] == spec.kind.empty:
        at.tell(said("Le champ est déjà vide."))
        return
    at.editing.put(spec.key, spec.kind.empty)
    at.tell(said(f"Champ vidé. {Order.UNDO.typed} lui rend sa valeur."))
