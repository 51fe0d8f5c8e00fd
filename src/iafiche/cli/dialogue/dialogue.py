"""The dialogue itself: a question, a line, what follows from it.

An answer is always taken, right or wrong. Where it is wrong or could be corrected, another line
is waited for at the same field: Entrée goes on.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from iafiche.cli.dialogue import listing, telling
from iafiche.cli.dialogue.answers import END, choices_of, ends, holding_part, takes_lines, value_of
from iafiche.cli.dialogue.at_field import begin_at, pass_by, settle
from iafiche.cli.dialogue.orders import Answer, Call, Order, order_named, understood
from iafiche.cli.dialogue.steering import carry_out, close, learn
from iafiche.cli.dialogue.wording import said
from iafiche.editing.wording import NOTHING_LEFT
from iafiche.model.values import Foreign

if TYPE_CHECKING:
    from iafiche.cli.dialogue.standing import Standing
    from iafiche.model.catalogue import FieldSpec


def converse(at: Standing) -> None:
    """Go on until the person leaves. `EOFError` where there is no more line to read."""
    _begin(at)
    before: FieldSpec | None = None
    proposed_for = ""
    while not at.is_over:
        spec = at.walk.spec
        if spec is None:
            close(at)
        else:
            proposed_for = _announce_known(at, proposed_for)
            at.tell("", *telling.place(spec, before))
            _ask(at, spec)
        before = spec


def _begin(at: Standing) -> None:
    file = at.editing.file
    at.tell(*telling.greeting(at.editing.draft, file))
    at.tell(*(said(f"{f.message} {f.advice}") for f in file.reading.findings))
    if file.is_new:
        return
    learn(at)
    if not at.left:
        at.tell(said(NOTHING_LEFT))
        return
    at.tell(said(f"Vous allez d'abord aux champs à corriger ; {Order.ALL.typed} les demande tous."))
    at.begin_left()


def _announce_known(at: Standing, before: str) -> str:
    """Say once for each holder what the carnet knows of it; return whom that was said of."""
    draft = at.editing.draft
    known = at.recall.proposals(draft)
    if not known or draft.holder == before:
        return before
    at.tell("", *listing.proposals(known))
    return draft.holder


def _ask(at: Standing, spec: FieldSpec) -> None:
    draft = at.editing.draft
    at.names = at.recall.names(spec.key)
    at.tell(*telling.question(spec, draft, at.names))
    at.tell(*telling.findings(at.told(spec), spec))
    known = at.recall.proposals(draft).get(spec.key)
    if known is not None:
        at.tell(*listing.proposal(spec, known))
    begin_at(at, spec)
    for line in at.lines():
        match line:
            case Answer(text) if not text.strip() or _is_nothing(spec, text):
                pass_by(at, spec)
            case Answer(text):
                _answer(at, spec, text)
            case Call() as call:
                carry_out(at, call, spec)


def _is_nothing(spec: FieldSpec, text: str) -> bool:
    return takes_lines(spec) and text.rstrip() == END


def _answer(at: Standing, spec: FieldSpec, text: str) -> None:
    editing, lines = at.editing, list[str]()
    try:
        _read(at, spec, text, lines)
    finally:
        # What was typed counts, also where the input ends in the midst of it.
        value = value_of(spec, lines, at.names)
        if value != spec.kind.empty:
            editing.focus(spec.key)
            editing.edit(spec.key, value)
            editing.focus(None)
    if value == spec.kind.empty:
        at.tell(said("Cette réponse est vide : le champ reste comme il était."))
        return
    at.tell(*telling.outcome(spec, editing.draft[spec.key], "\n".join(lines)))
    _offer_parts(at, spec)
    meant = order_named(text)
    if meant is not None and len(lines) == 1:
        at.tell(said(f"C'est votre réponse. La commande se tape {meant.typed}"))
    settle(at, spec)


def _read(at: Standing, spec: FieldSpec, text: str, lines: list[str]) -> None:
    """Put the lines of an answer into `lines`, asking for more where there may be several.

    A paste can bring several at once: they are all of this answer.
    """
    lines += text.split("\n")
    while takes_lines(spec):
        line = at.keyboard.line(said(f"Ligne {len(lines) + 1} :") + " ")
        if ends(spec, line):
            return
        lines += line.split("\n")
        if isinstance(understood(line), Call):
            at.tell(
                said(
                    "Cette ligne fait partie de la réponse. Pour une commande, finissez d'abord"
                    f" la réponse par une ligne faite d'un seul point « {END} »."
                )
            )


def _offer_parts(at: Standing, spec: FieldSpec) -> None:
    """Say which values a text that is none of them may begin or contain."""
    choices = choices_of(spec)
    value = at.editing.draft[spec.key]
    if choices is None or isinstance(value, Foreign):
        return
    for item in value if isinstance(value, tuple) else (value,):
        holding = [] if item in choices.exact else holding_part(choices, item)
        if holding:
            at.tell(said(f"Plusieurs valeurs contiennent « {item} » :"))
            at.tell(*listing.numbered(holding, spec))
