"""The words about a fiche in hand that every face of the program uses."""

from __future__ import annotations

from typing import TYPE_CHECKING

from iafiche.model.catalogue import CATALOGUE
from iafiche.model.field import Access
from iafiche.model.values import french_date, is_filled
from iafiche.review.display import visible

if TYPE_CHECKING:
    import datetime
    from collections.abc import Iterable

    from iafiche.check.findings import Fix
    from iafiche.model.catalogue import FieldSpec
    from iafiche.model.draft import Draft
    from iafiche.model.values import Value
    from iafiche.store.journal import Kept
    from iafiche.store.journal_file import Record
    from iafiche.store.lock import Holder

NOTHING_LEFT = "Rien à corriger : la fiche est prête à publier."
NO_FIX = "Aucune correction n'est proposée pour ce champ."
NOTHING_TO_UNDO = "Rien à annuler."
NOTHING_TO_REDO = "Rien à rétablir."
NOTHING_KNOWN = "Le carnet ne connaît rien de plus sur ce porteur."


def length_of(spec: FieldSpec, value: Value) -> str:
    """Return how long a text is against its advised length; empty where none is advised."""
    advised = spec.field.advised_length
    count = len(str(value).strip())
    if not advised or not count:
        return ""
    return f"{count} / {advised} caractères{' : c’est long' if count > advised else ''}"


def told_beside(spec: FieldSpec, value: Value) -> str:
    """Return what a value tells of itself while it is typed: in groups, of what, how long."""
    if not isinstance(value, str):
        return length_of(spec, value)
    shown = spec.kind.shown(value)
    told = (shown if shown != value else "", spec.kind.told_by(value), length_of(spec, value))
    return " · ".join(filter(None, told))


def fix_text(fix: Fix) -> str:
    """Return the value that a correction puts in place, on one line."""
    value = fix.value
    text = " · ".join(value) if isinstance(value, tuple) else value
    text = visible(text.replace("\n", " "))
    return f"{text[:60]}…" if len(text) > 61 else text


def taken_text(keys: Iterable[str]) -> str:
    """Return which fields were filled from the carnet."""
    names = ", ".join(CATALOGUE[key].short_label for key in keys)
    return f"Repris du carnet : {names}."


def help_paragraphs(spec: FieldSpec) -> list[str]:
    """Return the help of a field: what to write, why, an example, who reads it, how long."""
    field = spec.field
    paragraphs = [
        field.help,
        field.why,
        f"Exemple : {field.example}",
        f"{access_text(spec)}{' · requis' if field.required else ''}",
    ]
    return [*paragraphs, length_advice(spec)] if field.advised_length else paragraphs


def access_text(spec: FieldSpec) -> str:
    """Return who may read the field once it is published."""
    return "Public" if spec.field.access is Access.PUBLIC else "Restreint : non publié"


def length_advice(spec: FieldSpec) -> str:
    """Return the advised length of a long text."""
    at_least, at_most = spec.field.useful_length, spec.field.advised_length
    if at_least:
        return f"De {at_least} à {at_most} caractères"
    return f"{at_most} caractères au plus, de préférence"


def title_of(draft: Draft) -> str:
    """Return the name of a fiche: its project and its holder."""
    named = [name for name in (draft.title, draft.holder) if is_filled(name)]
    return visible(" · ".join(named)) or "Nouvelle fiche"


def kept_name(record: Record) -> str:
    """Return the name of a fiche whose work was left behind."""
    return title_of(record.draft)


def kept_at(kept: Kept) -> str:
    """Return when work that was left behind was typed last."""
    return f"tapé le {french_date(kept.when)} à {kept.when:%H:%M}"


def held_by(held: Holder, own: Holder, today: datetime.date) -> str:
    """Return who has a fiche open, where and since when, as a lock says it.

    `own` is what this program says of itself: a person may have forgotten a window of theirs.
    """
    if held.is_of_account(own):
        told = "Ouverte par vous dans une autre fenêtre"
    else:
        told = f"Ouverte par {visible(held.who) or 'quelqu’un'}"
        if held.where:
            told += f" sur {visible(held.where)}"
    if held.since is not None:
        since = held.since.astimezone()
        day = "" if since.date() == today else f"le {french_date(since)} à "
        told += f" depuis {day}{since:%H:%M}"
    return told


def kept_place(record: Record) -> str:
    """Return where the fiche of work that was left behind is saved."""
    return "jamais enregistré" if record.fiche is None else visible(str(record.fiche))
