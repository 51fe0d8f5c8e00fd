"""The lists one chooses from: a field's values, what can be done, what is left to correct."""

from __future__ import annotations

from typing import TYPE_CHECKING

from iafiche.editing.session import subject
from iafiche.model.catalogue import CATALOGUE, FieldSpec
from iafiche.model.kinds import OneOf, SeveralOf
from iafiche.tui.screens.items import Item
from iafiche.tui.screens.picker import Picker

if TYPE_CHECKING:
    from collections.abc import Iterable

    from iafiche.check.findings import Finding
    from iafiche.model.draft import Draft
    from iafiche.review.marks import Marks
    from iafiche.tui.actions import Action


def choices_picker(spec: FieldSpec, draft: Draft, typed: str, marks: Marks) -> Picker:
    """Return the list of a field's values, what the fiche holds being checked.

    A value outside the list stays in it, marked, until it is unchecked or replaced.
    """
    kind = spec.kind
    assert isinstance(kind, OneOf | SeveralOf), spec.key
    value = draft[spec.key]
    chosen = value if isinstance(value, tuple) else (str(value),) if value else ()
    strangers = [text for text in chosen if text not in kind.choices.exact]
    items = [Item(text, text, "hors nomenclature") for text in strangers]
    items += [
        Item(choice.value, choice.value, choice.meaning, choice.group)
        for choice in kind.choices.choices
    ]
    several = isinstance(kind, SeveralOf)
    if isinstance(kind, SeveralOf) and kind.grouped_by:
        first = draft.text(kind.grouped_by)
        # A stable sort: strangers, then the chosen group, then the others in the model's order.
        items.sort(key=lambda item: (bool(item.group), item.group != first))
    return Picker(
        spec.field.label,
        items,
        marks=marks,
        chosen=chosen,
        many=several,
        at_most=kind.at_most if isinstance(kind, SeveralOf) else 0,
        typed=typed,
        may_stay_empty=True,
    )


def palette(actions: tuple[Action, ...], marks: Marks, *, with_fields: bool) -> Picker:
    """Return the list of all that can be done on a screen; then, of all fields to go to."""
    items = [
        Item(f"action:{action.name}", action.label_with_key, action.about)
        for action in actions
        if action.name != "palette"
    ]
    if with_fields:
        items += [
            Item(f"field:{spec.key}", f"Aller à : {spec.field.label}", spec.key)
            for spec in CATALOGUE.fields
        ]
    return Picker("Commandes", items, marks=marks)


def findings_picker(findings: Iterable[Finding], marks: Marks) -> Picker:
    """Return the list of what is left to correct; its values are the keys of the fields."""
    items = []
    for found in findings:
        key = subject(found)
        name = CATALOGUE[key].short_label if key else ".".join(found.path)
        label = f"{marks.of(found.severity)} {name} : {found.message}"
        items.append(Item(key or ".".join(found.path), label, found.advice))
    return Picker("À corriger", items, marks=marks)


def ask(question: str, answers: Iterable[Item], marks: Marks) -> Picker:
    """Return a question whose answers are chosen like anything else."""
    return Picker(question, tuple(answers), marks=marks)
