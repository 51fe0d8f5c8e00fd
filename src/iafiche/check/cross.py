"""Rules that look at several fields of one fiche.

Each is a function of the draft and the context, registered with the fields it reads, so that an
edit of one field runs only the rules that it touches.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

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
    from collections.abc import Callable, Iterator

    from iafiche.check.context import Context
    from iafiche.check.findings import Finding
    from iafiche.model.draft import Draft

    Check = Callable[[Draft, Context], Iterator[Finding]]


@dataclass(frozen=True, slots=True, eq=False)
class CrossRule:
    """A check over several fields; it yields findings about some of them."""

    fields: tuple[FieldSpec, ...]
    check: Check


CROSS_RULES: list[CrossRule] = []

_SIRET = CATALOGUE["coll_siret"]
_TYPE = CATALOGUE["coll_type"]
_COORDINATES = tuple(spec for spec in CATALOGUE.fields if isinstance(spec.kind, Coordinate))
_START = CATALOGUE["projet_date"]
_STATUS = CATALOGUE["projet_status"]
_REASON = CATALOGUE["status_abandon"]
_UPDATED = CATALOGUE["date"]
_RISK_LEVEL = CATALOGUE["risque_categorie"]
_RISK_TEXTS = tuple(
    CATALOGUE[key] for key in ("risque", "proportionalite", "reversibilite", "objection")
)


def _reads(*fields: FieldSpec) -> Callable[[Check], Check]:
    def register(check: Check) -> Check:
        CROSS_RULES.append(CrossRule(fields, check))
        return check

    return register


def _chosen(draft: Draft, spec: FieldSpec) -> str | None:
    """Return the listed value that a field certainly means, even spelt otherwise, or None."""
    assert isinstance(spec.kind, OneOf)
    value = draft[spec.key]
    return spec.kind.choices.recognise(value) if isinstance(value, str) else None


@_reads(_SIRET, _TYPE)
def _check_authority(draft: Draft, _context: Context) -> Iterator[Finding]:
    siret, chosen = draft[_SIRET.key], _chosen(draft, _TYPE)
    if chosen is None or not isinstance(siret, str):
        return
    authority = authority_of(siret)
    if authority is not None and chosen not in {choice.value for choice in authority.types}:
        likely = sorted(choice.value for choice in authority.types)
        yield finding(
            _TYPE,
            Flaw(
                Code.SIRET_ET_TYPE,
                f"D'après son SIRET, le porteur est {authority.name}, et non « {chosen} ».",
                "Vérifiez le SIRET et le type de collectivité.",
                likely[0] if len(likely) == 1 else None,
            ),
            _SIRET,
        )


@_reads(*_COORDINATES)
def _check_both_coordinates(draft: Draft, _context: Context) -> Iterator[Finding]:
    for given in _COORDINATES:
        assert isinstance(given.kind, Coordinate)
        missing = CATALOGUE[given.kind.other]
        if draft.is_filled(given.key) and not draft.is_filled(missing.key):
            yield finding(
                missing,
                Flaw(
                    Code.COORDONNEES_INVALIDES,
                    f"La {missing.field.label.lower()} manque :"
                    f" la {given.field.label.lower()} seule ne situe rien.",
                    f"Saisissez la {missing.field.label.lower()},"
                    f" ou videz la {given.field.label.lower()}.",
                    unfinished=True,
                ),
                given,
            )


@_reads(_START, _STATUS)
def _check_start(draft: Draft, context: Context) -> Iterator[Finding]:
    start, status = day_of(draft[_START.key]), _chosen(draft, _STATUS)
    under_way = status in (EN_DEPLOIEMENT.value, TERMINEE.value, ABANDONNE.value)
    if under_way and start is not None and start > context.today:
        yield finding(
            _START,
            Flaw(
                Code.DATE_FUTURE,
                f"Le démarrage est dans l'avenir, alors que la maturité est « {status} ».",
                "Vérifiez la date de démarrage et la maturité.",
            ),
            _STATUS,
        )


@_reads(_START, _UPDATED)
def _check_order_of_dates(draft: Draft, context: Context) -> Iterator[Finding]:
    start, updated = day_of(draft[_START.key]), day_of(draft[_UPDATED.key])
    # A start still to come is no contradiction: a project may be described before it begins.
    if start is not None and updated is not None and updated < start <= context.today:
        yield finding(
            _UPDATED,
            Flaw(
                Code.DATES_INCOHERENTES,
                "La fiche aurait été mise à jour avant le démarrage du projet"
                f" ({draft.text(_START.key)}).",
                "Vérifiez les deux dates.",
            ),
            _START,
        )


@_reads(_STATUS, _REASON)
def _check_abandonment(draft: Draft, _context: Context) -> Iterator[Finding]:
    status, explained = _chosen(draft, _STATUS), draft.is_filled(_REASON.key)
    if status == ABANDONNE.value and not explained:
        yield finding(
            _REASON,
            Flaw(
                Code.ABANDON_SANS_MOTIF,
                "Le projet est abandonné, sans explication.",
                "Décrivez les obstacles rencontrés : ils intéressent les autres collectivités.",
                unfinished=True,
            ),
            _STATUS,
        )
    elif explained and status not in (None, ABANDONNE.value):
        yield finding(
            _REASON,
            Flaw(
                Code.MOTIF_SANS_ABANDON,
                f"Ce motif contredit la maturité, qui est « {status} ».",
                "Corrigez la maturité, ou videz ce champ.",
            ),
            _STATUS,
        )


@_reads(_RISK_LEVEL, *_RISK_TEXTS)
def _check_risk(draft: Draft, _context: Context) -> Iterator[Finding]:
    level = _chosen(draft, _RISK_LEVEL)
    if level == INACCEPTABLE.value:
        yield finding(
            _RISK_LEVEL,
            Flaw(
                Code.PRATIQUE_INTERDITE,
                "L'article 5 du règlement européen sur l'IA interdit ces pratiques.",
                "Vérifiez le classement ; s'il est exact, consultez votre DPO avant toute suite.",
            ),
        )
    if level in (RISQUE_ELEVE.value, INACCEPTABLE.value):
        for spec in _RISK_TEXTS:
            if not draft.is_filled(spec.key):
                yield finding(
                    spec,
                    Flaw(
                        Code.RISQUE_NON_EVALUE,
                        f"Ce texte est attendu pour le niveau « {level} ».",
                        f"Complétez ce champ. {spec.field.help}",
                        unfinished=True,
                    ),
                    _RISK_LEVEL,
                )
