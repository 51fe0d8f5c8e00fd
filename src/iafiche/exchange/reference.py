"""The reference page of the fields in Markdown, read from their declarations."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from iafiche.exchange.markdown import NOTICE, page, table
from iafiche.model.catalogue import CATALOGUE
from iafiche.model.kinds import OneOf, SeveralOf

if TYPE_CHECKING:
    from collections.abc import Iterator

    from iafiche.model.catalogue import FieldSpec
    from iafiche.model.choices import Choice, ChoiceList
    from iafiche.model.field import Section


def field_reference() -> str:
    """Return the page that describes every field, by section and group, in form order."""
    return page(_field_lines())


def _field_lines() -> Iterator[str]:
    required = sum(spec.field.required for spec in CATALOGUE.fields)
    yield "# Les champs d'une fiche"
    yield ""
    yield NOTICE
    yield ""
    yield (
        f"Une fiche compte {len(CATALOGUE.fields)} champs, dont {required} sont requis. Les champs"
        " « publics » paraissent dans la bibliothèque ; les champs « restreints » restent entre"
        " l'association et vous. Chaque champ est présenté dans l'ordre du formulaire, avec sa clé"
        " dans le fichier."
    )
    yield ""
    for section in CATALOGUE.sections:
        yield from _section_lines(section)


def _section_lines(section: Section) -> Iterator[str]:
    yield f"## {section.label}"
    yield ""
    yield f"{section.about} Dans le fichier : `[{section.key}]`."
    yield ""
    specs = CATALOGUE.of_section(section.key)
    yield from table(
        ("Champ", "Clé", "Requis", "Accès"),
        [
            (s.field.label, f"`{s.key}`", "oui" if s.field.required else "", s.field.access.value)
            for s in specs
        ],
    )
    yield ""
    for group, members in groupby(specs, key=lambda spec: spec.field.group):
        yield f"### {group}"
        yield ""
        for spec in members:
            yield from _one_field(spec)


def _one_field(spec: FieldSpec) -> Iterator[str]:
    field = spec.field
    yield f"#### {field.label}"
    yield ""
    required = "requis" if field.required else "facultatif"
    yield (
        f"`{spec.key}` · {required} · {field.access.value} · {spec.kind.name}"
        f" · colonne {field.column}"
    )
    yield ""
    yield field.help
    yield ""
    yield f"- Pourquoi ? {field.why}"
    yield f"- Exemple : `{field.example}`"
    if field.useful_length:
        yield f"- Longueur utile : au moins {field.useful_length} caractères."
    if field.advised_length:
        yield f"- Longueur conseillée : jusqu'à {field.advised_length} caractères."
    if isinstance(spec.kind, SeveralOf) and spec.kind.at_most:
        yield f"- Nombre de valeurs : {spec.kind.at_most} au plus."
    if isinstance(spec.kind, SeveralOf) and spec.kind.alone:
        yield f"- « {spec.kind.alone} » ne s'emploie que seul."
    yield ""
    if isinstance(spec.kind, OneOf | SeveralOf):
        yield from _choice_lines(spec.kind.choices)


def _choice_lines(choices: ChoiceList) -> Iterator[str]:
    for group, members in groupby(choices.choices, key=lambda choice: choice.group):
        if group:
            yield f"{group} :"
            yield ""
        rows = [(c.value, c.meaning, _variants(choices, c)) for c in members]
        yield from table(("Valeur", "Sens", "Aussi reconnu"), rows)
        yield ""


def _variants(choices: ChoiceList, choice: Choice) -> str:
    return ", ".join(f"« {text} »" for text, meant in choices.variants.items() if meant is choice)
