"""Lists of values and of names, numbered so that a number takes one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from iafiche.cli.dialogue.answers import choices_of
from iafiche.cli.dialogue.orders import EVERYTHING, Order
from iafiche.cli.dialogue.walk import QUESTIONS, rank_of
from iafiche.cli.dialogue.wording import holding, said
from iafiche.model.catalogue import CATALOGUE
from iafiche.model.kinds import SeveralOf
from iafiche.review.display import visible

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from iafiche.model.catalogue import FieldSpec
    from iafiche.model.choices import Choice
    from iafiche.model.draft import Draft

_FEW = 10
"""Up to how many values are said with each question."""


def offered(spec: FieldSpec, draft: Draft) -> Iterator[str]:
    """Yield the values of a short list, those of the chosen group of a long one, or their count."""
    choices = choices_of(spec)
    if choices is None:
        return
    ranked = list(enumerate(choices.choices, 1))
    grouped_by = spec.kind.grouped_by if isinstance(spec.kind, SeveralOf) else ""
    group = draft.text(grouped_by) if grouped_by else ""
    if len(ranked) > _FEW:
        own = [(rank, choice) for rank, choice in ranked if group and choice.group == group]
        if own:
            yield said(f"Valeurs de « {group} » :")
        for rank, choice in own:
            yield said(f"{rank}. {choice.value}")
        yield said(f"{len(ranked)} valeurs en tout : {Order.CHOICES.typed} les dit toutes.")
        return
    for rank, choice in ranked:
        yield said(f"{rank}. {choice.value}")


def earlier(names: Sequence[str]) -> Iterator[str]:
    """Yield the most recent of the earlier names of a field, with their numbers."""
    if not names:
        return
    yield said("Noms connus, que leur numéro reprend :")
    yield from _ranked(names[:_FEW])
    if len(names) > _FEW:
        yield said(f"{len(names)} noms connus en tout : {Order.CHOICES.typed} les dit tous.")


def _ranked(names: Iterable[str]) -> Iterator[str]:
    for rank, name in enumerate(names, 1):
        yield f"{rank}. {visible(name)}"


def proposals(known: Mapping[str, str]) -> Iterator[str]:
    """Yield all that is known of the holder, by the keys of the fields it is proposed for."""
    yield said("Le carnet connaît ce porteur. Il propose, pour les champs encore vides :")
    for key, value in known.items():
        spec = CATALOGUE[key]
        yield holding(numbered_label(spec), spec, value)
    yield said(
        f"Tapez {Order.TAKE.typed} {EVERYTHING} pour tout reprendre ; sinon, chaque valeur est"
        " proposée à sa question."
    )


def proposal(spec: FieldSpec, value: str) -> Iterator[str]:
    """Yield what is known of the holder for the field that is asked."""
    yield holding("Proposé par le carnet", spec, value)
    yield said(f"Tapez {Order.TAKE.typed} pour reprendre cette valeur.")


def all_choices(spec: FieldSpec, names: Sequence[str]) -> Iterator[str]:
    """Yield every value of a field's list, with its number and what it stands for.

    Of a field without a list, the earlier names.
    """
    choices = choices_of(spec)
    if choices is None:
        told = "Noms connus :" if names else "Ce champ n'a pas de liste : répondez librement."
        yield said(told)
        yield from _ranked(names)
        return
    group = ""
    for rank, choice in enumerate(choices.choices, 1):
        if choice.group != group:
            group = choice.group
            yield said(f"{group} :")
        yield said(f"{rank}. {_with_meaning(choice)}")


def _with_meaning(choice: Choice) -> str:
    return f"{choice.value} : {choice.meaning}" if choice.meaning else choice.value


def numbered(values: Iterable[str], spec: FieldSpec) -> Iterator[str]:
    """Yield some values of a field's list with their numbers."""
    choices = choices_of(spec)
    ranks = {value: rank for rank, value in enumerate(choices.values if choices else (), 1)}
    for value in values:
        yield said(f"{ranks[value]}. {value}")


def fields_at(ranks: Iterable[int]) -> Iterator[str]:
    """Yield some questions with their numbers."""
    for rank in ranks:
        yield said(numbered_label(QUESTIONS[rank]))


def numbered_label(spec: FieldSpec) -> str:
    """Return a field's label with the number by which one goes to it."""
    return f"{rank_of(spec.key) + 1}. {spec.field.label}"
