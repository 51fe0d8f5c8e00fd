"""The reference pages in Markdown: every field of the model, and every rule of the check.

Both are read from the declarations and from the check itself, so that they cannot go stale.
"""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from iafiche.check.checking import check_draft
from iafiche.check.context import Context
from iafiche.check.rules import RULES
from iafiche.exchange.markdown import NOTICE, page, table
from iafiche.model.catalogue import CATALOGUE
from iafiche.model.draft import Draft
from iafiche.model.flaws import Code, Severity
from iafiche.model.kinds import OneOf, SeveralOf
from iafiche.model.nomenclatures import ABANDONNE, EN_DEPLOIEMENT, INACCEPTABLE, NSP, RISQUE_ELEVE
from iafiche.model.values import Foreign

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from iafiche.check.findings import Finding
    from iafiche.check.rules import Rule
    from iafiche.model.catalogue import FieldSpec
    from iafiche.model.choices import Choice, ChoiceList
    from iafiche.model.field import Section
    from iafiche.model.values import Value

_DAY = datetime.date(2026, 3, 2)
"""The day on which the examples of the rules are checked."""


def field_reference() -> str:
    """Return the page that describes every field, by section and group, in form order."""
    return page(_field_lines())


def rule_reference() -> str:
    """Return the page that describes every rule, with what it says of a small bad fiche."""
    return page(_rule_lines())


@dataclass(frozen=True, slots=True)
class RuleExample:
    """A bad draft, and what a rule finds in it."""

    draft: Draft
    finding: Finding


def rule_example(code: Code) -> RuleExample | None:
    """Return what a rule finds in a small bad draft; None for rules beyond one fiche."""
    draft = _BAD_DRAFTS.get(code)
    if draft is None:
        return None
    findings = check_draft(draft, Context(_DAY))
    return RuleExample(draft, next(found for found in findings if found.code is code))


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


def _rule_lines() -> Iterator[str]:
    yield "# Les règles de vérification"
    yield ""
    yield NOTICE
    yield ""
    yield (
        "Une **erreur** empêche la publication, jamais l'enregistrement. Un **avertissement**"
        " signale ce qui est sans doute faux. Un **conseil** propose mieux. Une correction"
        " **sûre** garde le sens à coup sûr : le programme peut l'appliquer sans vous la montrer ;"
        " les autres attendent votre accord."
    )
    yield ""
    for severity in sorted(Severity, reverse=True):
        rules = [rule for rule in RULES.values() if rule.severity is severity]
        yield from table(
            (severity.french.capitalize(), "Ce que la règle trouve"),
            [(f"[`{rule.code}`](#{rule.code})", rule.title) for rule in rules],
        )
        yield ""
    for rule in RULES.values():
        yield from _one_rule(rule)


def _one_rule(rule: Rule) -> Iterator[str]:
    yield f"## {rule.code}"
    yield ""
    yield f"**{rule.severity.french.capitalize()}.** {rule.title}"
    yield ""
    yield f"Pourquoi ? {rule.reason}"
    yield ""
    example = rule_example(rule.code)
    if example is None:
        yield f"Cette règle porte sur {rule.scope}."
    else:
        yield from _example_lines(example)
    yield ""


def _example_lines(example: RuleExample) -> Iterator[str]:
    finding, fix = example.finding, example.finding.fix
    yield f"Exemple : une fiche {_given(example.draft)}."
    yield ""
    about = CATALOGUE[finding.key].field.label if finding.key else finding.path[-1]
    yield f"> **{about}.** {finding.message} {finding.advice}"
    if fix is not None:
        value = fix.value if isinstance(fix.value, str) else ", ".join(fix.value)
        yield ">"
        yield f"> Correction {'sûre' if fix.safe else 'à confirmer'} : `{value}`"


def _given(draft: Draft) -> str:
    told = [
        f"« {spec.field.label} » est `{draft.text(spec.key)}`"
        for spec in CATALOGUE.fields
        if draft.is_filled(spec.key)
    ]
    told += [f"la clé inconnue `{path[-1]}` est `{raw}`" for path, raw in draft.unknown.items()]
    return f"où {' et '.join(told)}" if told else "vide"


def _draft(**values: Value) -> Draft:
    return Draft(values)


_BAD_DRAFTS: Mapping[Code, Draft] = {
    Code.CHAMP_REQUIS: _draft(),
    Code.SIRET_INVALIDE: _draft(coll_siret="215 799 909 00019"),
    Code.SIRET_ET_TYPE: _draft(coll_siret="21579990900019", coll_type="Région"),
    Code.DATE_INVALIDE: _draft(projet_date="mars 2024"),
    Code.DATE_FUTURE: _draft(projet_date="09/2026", projet_status=EN_DEPLOIEMENT.value),
    Code.DATES_INCOHERENTES: _draft(projet_date="01/2026", date="12/12/2025"),
    Code.COURRIEL_INVALIDE: _draft(projet_contact="numerique@ville-belrive,fr"),
    Code.COURRIEL_NOMINATIF: _draft(projet_contact="camille.martin@ville-belrive.fr"),
    Code.URL_INVALIDE: _draft(url_infos="www.ville-belrive.fr/proprete"),
    Code.URL_HTTP: _draft(url_infos="http://www.ville-belrive.fr/proprete"),
    Code.LOGO_LOCAL: _draft(image_url="images/logo.png"),
    Code.HORS_NOMENCLATURE: _draft(coll_type="Mairie"),
    Code.NSP_EXCLUSIF: _draft(donnees_source=(NSP.value, "usager")),
    Code.VALEUR_REPETEE: _draft(partenaires=("Université de Belrive", "université de Belrive")),
    Code.TROP_DE_VALEURS: _draft(sous_theme=("Agriculture", "Education", "Immobilier")),
    Code.COORDONNEES_INVALIDES: _draft(latitude="47,6218", longitude="4.5107"),
    Code.ABANDON_SANS_MOTIF: _draft(projet_status=ABANDONNE.value),
    Code.MOTIF_SANS_ABANDON: _draft(
        projet_status=EN_DEPLOIEMENT.value, status_abandon="Données trop lacunaires."
    ),
    Code.RISQUE_NON_EVALUE: _draft(risque_categorie=RISQUE_ELEVE.value),
    Code.PRATIQUE_INTERDITE: _draft(risque_categorie=INACCEPTABLE.value),
    Code.DESCRIPTION_COURTE: _draft(usage_description="Repère les déchets."),
    Code.TEXTE_SUSPECT: _draft(nom_projet="PropretÃ© des rives"),
    Code.FICHE_ANCIENNE: _draft(date="21/01/2024"),
    Code.TYPE_INATTENDU: _draft(coll_siret=Foreign(21579990900019)),
    Code.CHAMP_INCONNU: Draft({}, {("general", "hebergement"): NSP.value}),
}
"""For each rule about one fiche, a draft that breaks it."""
