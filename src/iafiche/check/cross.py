"""Rules that look at several fields of one fiche.

Each is a function of the draft and the context, registered with the fields it reads, so that an
edit of one field runs only the rules that it touches.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from iafiche.check.single import day_of, finding
from iafiche.model.catalogue import CATALOGUE, FieldSpec
from iafiche.model.flaws import Code, Flaw
from iafiche.model.kinds import Coordinate, OneOf
from iafiche.model.kinds.siret import authority_of
from iafiche.model.nomenclatures import (
    ABANDONNE,
    EN_DEPLOIEMENT,
    INACCEPTABLE,
    RISQUE_ELEVE,
    TERMINEE,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from iafiche.check.context import Context
    from iafiche.check.findings import Finding
    from iafiche.model.draft import Draft

    Check = Callable[[Draft, Context], Sequence[Finding]]
    Test = Callable[[Mapping[str, Any], Context], bool]


@dataclass(frozen=True, slots=True, eq=False)
class CrossRule:
    """A check over several fields; it returns findings about some of them.

    Attributes:
        fields: What it reads.
        check: The check.
        is_silent: A cheap test of values each of which is right by itself: the check surely finds
            nothing. False says nothing.
    """

    fields: tuple[FieldSpec, ...]
    check: Check
    is_silent: Test


CROSS_RULES: list[CrossRule] = []

_SIRET = CATALOGUE["coll_siret"]
_TYPE = CATALOGUE["coll_type"]
_COORDINATES = tuple(spec for spec in CATALOGUE.fields if isinstance(spec.kind, Coordinate))
START = CATALOGUE["projet_date"]
_STATUS = CATALOGUE["projet_status"]
_REASON = CATALOGUE["status_abandon"]
_UPDATED = CATALOGUE["date"]
_RISK_LEVEL = CATALOGUE["risque_categorie"]
_GRAVE = (RISQUE_ELEVE.value, INACCEPTABLE.value)
_RISK_TEXTS = tuple(
    CATALOGUE[key] for key in ("risque", "proportionalite", "reversibilite", "objection")
)


def _reads(*fields: FieldSpec, silent: Test) -> Callable[[Check], Check]:
    def register(check: Check) -> Check:
        CROSS_RULES.append(CrossRule(fields, check, silent))
        return check

    return register


def _chosen(draft: Draft, spec: FieldSpec) -> str | None:
    """Return the listed value that a field certainly means, even spelt otherwise, or None."""
    assert isinstance(spec.kind, OneOf)
    value = draft.values.get(spec.key)
    return spec.kind.choices.recognise(value) if isinstance(value, str) else None


@lru_cache(maxsize=4096)
def _agree(siret: str, chosen: str) -> bool:
    authority = authority_of(siret)
    return authority is None or chosen in {choice.value for choice in authority.types}


@_reads(
    _SIRET,
    _TYPE,
    silent=lambda values, _context: _agree(values[_SIRET.key], values[_TYPE.key]),
)
def _check_authority(draft: Draft, _context: Context) -> Sequence[Finding]:
    siret, chosen = draft.values.get(_SIRET.key), _chosen(draft, _TYPE)
    if chosen is None or not isinstance(siret, str):
        return ()
    authority = authority_of(siret)
    if authority is None or chosen in [choice.value for choice in authority.types]:
        return ()
    likely = sorted(choice.value for choice in authority.types)
    flaw = Flaw(
        Code.SIRET_ET_TYPE,
        f"D'après son SIRET, le porteur est {authority.name}, et non « {chosen} ».",
        "Vérifiez le SIRET et le type de collectivité.",
        likely[0] if len(likely) == 1 else None,
    )
    return (finding(_TYPE, flaw, _SIRET),)


@_reads(
    *_COORDINATES,
    silent=lambda values, _context: (
        (_COORDINATES[0].key in values) is (_COORDINATES[1].key in values)
    ),
)
def _check_both_coordinates(draft: Draft, _context: Context) -> Sequence[Finding]:
    given = [spec for spec in _COORDINATES if draft.is_filled(spec.key)]
    if len(given) != 1:
        return ()
    (one,) = given
    assert isinstance(one.kind, Coordinate)
    missing = CATALOGUE[one.kind.other]
    flaw = Flaw(
        Code.COORDONNEES_INVALIDES,
        f"La {missing.field.label.lower()} manque :"
        f" la {one.field.label.lower()} seule ne situe rien.",
        f"Saisissez la {missing.field.label.lower()}, ou videz la {one.field.label.lower()}.",
        unfinished=True,
    )
    return (finding(missing, flaw, one),)


@_reads(
    START,
    _STATUS,
    silent=lambda values, context: (day_of(values[START.key]) or context.today) <= context.today,
)
def _check_start(draft: Draft, context: Context) -> Sequence[Finding]:
    start = day_of(draft.values.get(START.key))
    if start is None or start <= context.today:
        return ()
    status = _chosen(draft, _STATUS)
    if status not in (EN_DEPLOIEMENT.value, TERMINEE.value, ABANDONNE.value):
        return ()
    flaw = Flaw(
        Code.DATE_FUTURE,
        f"Le démarrage est dans l'avenir, alors que la maturité est « {status} ».",
        "Vérifiez la date de démarrage et la maturité.",
    )
    return (finding(START, flaw, _STATUS),)


def _begins_before(start: str, updated: str) -> bool:
    begun, brought = day_of(start), day_of(updated)
    return begun is not None and brought is not None and begun <= brought


@_reads(
    START,
    _UPDATED,
    silent=lambda values, _context: _begins_before(values[START.key], values[_UPDATED.key]),
)
def _check_order_of_dates(draft: Draft, context: Context) -> Sequence[Finding]:
    start, updated = day_of(draft.values.get(START.key)), day_of(draft.values.get(_UPDATED.key))
    # A start still to come is no contradiction: a project may be described before it begins.
    if start is None or updated is None or not updated < start <= context.today:
        return ()
    flaw = Flaw(
        Code.DATES_INCOHERENTES,
        f"La fiche aurait été mise à jour avant le démarrage du projet ({draft.text(START.key)}).",
        "Vérifiez les deux dates.",
    )
    return (finding(_UPDATED, flaw, START),)


@_reads(
    _STATUS,
    _REASON,
    silent=lambda values, _context: (
        values[_STATUS.key] != ABANDONNE.value and _REASON.key not in values
    ),
)
def _check_abandonment(draft: Draft, _context: Context) -> Sequence[Finding]:
    status, explained = _chosen(draft, _STATUS), draft.is_filled(_REASON.key)
    if status is None or (status == ABANDONNE.value) is explained:
        return ()
    if explained:
        flaw = Flaw(
            Code.MOTIF_SANS_ABANDON,
            f"Ce motif contredit la maturité, qui est « {status} ».",
            "Corrigez la maturité, ou videz ce champ.",
        )
    else:
        flaw = Flaw(
            Code.ABANDON_SANS_MOTIF,
            "Le projet est abandonné, sans explication.",
            "Décrivez les obstacles rencontrés : ils intéressent les autres collectivités.",
            unfinished=True,
        )
    return (finding(_REASON, flaw, _STATUS),)


@_reads(
    _RISK_LEVEL,
    *_RISK_TEXTS,
    silent=lambda values, _context: values.get(_RISK_LEVEL.key) not in _GRAVE,
)
def _check_risk(draft: Draft, _context: Context) -> Sequence[Finding]:
    level = _chosen(draft, _RISK_LEVEL)
    if level not in _GRAVE:
        return ()
    found = [
        finding(
            spec,
            Flaw(
                Code.RISQUE_NON_EVALUE,
                f"Ce texte est attendu pour le niveau « {level} ».",
                f"Complétez ce champ. {spec.field.help}",
                unfinished=True,
            ),
            _RISK_LEVEL,
        )
        for spec in _RISK_TEXTS
        if not draft.is_filled(spec.key)
    ]
    if level == INACCEPTABLE.value:
        flaw = Flaw(
            Code.PRATIQUE_INTERDITE,
            "L'article 5 du règlement européen sur l'IA interdit ces pratiques.",
            "Vérifiez le classement ; s'il est exact, consultez votre DPO avant toute suite.",
        )
        found.append(finding(_RISK_LEVEL, flaw))
    return found
