"""Checking one field by itself: its kind's flaws, and what its declaration asks."""

from __future__ import annotations

from functools import cache, lru_cache
from typing import TYPE_CHECKING

from iafiche.check.context import Context, ImageState
from iafiche.check.findings import Finding, Fix
from iafiche.model.field import Role
from iafiche.model.flaws import Code, Flaw, Severity
from iafiche.model.kinds import ImageAddress, OneOf, SeveralOf
from iafiche.model.kinds.dates import parse_moment
from iafiche.model.text import quoted
from iafiche.model.values import Foreign, french_date, is_filled

if TYPE_CHECKING:
    import datetime
    from collections.abc import Iterator

    from iafiche.model.catalogue import FieldSpec
    from iafiche.model.values import Value

YEAR = 365
"""Days after which the age of a fiche is told in years."""

_WORTH_KEEPING = 200
"""Up to how many characters the findings about a value are remembered."""


def check_value(
    spec: FieldSpec, value: Value, context: Context, *, required: bool
) -> tuple[Finding, ...]:
    """Return the findings that one field's value alone gives rise to."""
    if not is_filled(value):
        return (missing(spec),) if required else ()
    if isinstance(value, Foreign):
        return (finding(spec, spec.kind.foreign_flaw(value)),)
    # Keeping every version of a long text that is being typed would cost more than checking it.
    found = (_known_flaws if is_short(value) else _own_flaws)(spec, value)
    if isinstance(value, str):
        if isinstance(spec.kind, ImageAddress):
            found += tuple(_check_logo(spec, spec.kind, value, context))
        if spec.field.role is Role.UPDATED:
            found += tuple(check_freshness(spec, value, context))
    return found


def finding(
    spec: FieldSpec, flaw: Flaw, *others: FieldSpec, severity: Severity | None = None
) -> Finding:
    """Return the finding of a flaw in a field, worked out from it and from `others`."""
    return Finding(
        path=spec.path,
        code=flaw.code,
        severity=flaw.code.severity if severity is None else severity,
        message=flaw.message,
        advice=flaw.advice,
        fix=None if flaw.fix is None else Fix(spec.key, flaw.fix, flaw.safe),
        unfinished=flaw.unfinished,
        depends_on=frozenset((spec.key, *(other.key for other in others))),
    )


def _own_flaws(spec: FieldSpec, value: str | tuple[str, ...]) -> tuple[Finding, ...]:
    flaws = [finding(spec, flaw) for flaw in spec.kind.flaws(value)]
    useful = spec.field.useful_length
    if isinstance(value, str) and len(value.strip()) < useful:
        count = len(value.strip())
        flaws.append(
            finding(
                spec,
                Flaw(
                    Code.DESCRIPTION_COURTE,
                    f"{count} caractère{'s' if count > 1 else ''} : c'est court pour être utile"
                    " à une autre collectivité.",
                    f"Développez : au moins {useful} caractères.",
                    unfinished=True,
                ),
            )
        )
    return tuple(flaws)


def is_short(value: Value) -> bool:
    """Tell whether a value is worth remembering: not a type or a length that comes once."""
    if isinstance(value, Foreign):
        return False
    if isinstance(value, str):
        return len(value) <= _WORTH_KEEPING
    return sum(len(item) + 1 for item in value[: _WORTH_KEEPING + 1]) <= _WORTH_KEEPING


_known_flaws = lru_cache(maxsize=8192)(_own_flaws)


@cache
def missing(spec: FieldSpec) -> Finding:
    """Return the finding for a required field that nobody filled."""
    return finding(
        spec,
        Flaw(
            Code.CHAMP_REQUIS,
            "Ce champ est requis.",
            "Choisissez une valeur de la liste."
            if isinstance(spec.kind, OneOf | SeveralOf)
            else f"Complétez-le. {spec.field.help}"
            if spec.kind.multiline
            else f"Saisissez une valeur telle que {quoted(spec.field.example)}.",
            unfinished=True,
        ),
    )


def withheld(spec: FieldSpec, value: Value) -> tuple[Finding, ...]:
    """Return the finding for a restricted field that is filled in a public folder."""
    return (_withheld(spec),) if is_filled(value) else ()


@cache
def _withheld(spec: FieldSpec) -> Finding:
    return finding(
        spec,
        Flaw(
            Code.CHAMP_NON_PUBLIC,
            "Ce champ n'est pas public, et tout le monde peut lire ce dossier.",
            "Videz ce champ, ou gardez la fiche dans un dossier qui n'est pas public.",
        ),
    )


def _check_logo(
    spec: FieldSpec, kind: ImageAddress, value: str, context: Context
) -> Iterator[Finding]:
    path = kind.local_file(value)
    if path is None:
        return
    advice = "Mettez l'image en ligne, puis saisissez son adresse https."
    told = {
        ImageState.MISSING: f"Le fichier {quoted(path)} est introuvable.",
        ImageState.OTHER: f"Le fichier {quoted(path)} n'est pas une image.",
    }.get(context.image_at(path))
    if told is None:
        flaw = Flaw(Code.LOGO_LOCAL, "Le logo est un fichier de votre ordinateur.", advice)
        yield finding(spec, flaw)
    else:
        yield finding(spec, Flaw(Code.LOGO_LOCAL, told, advice), severity=Severity.ERROR)


def check_freshness(spec: FieldSpec, value: str, context: Context) -> Iterator[Finding]:
    """Yield the finding of an update in the future, or too long ago."""
    moment = parse_moment(value)
    if moment is None or moment.day is None:
        return
    age = (context.today - moment.first_day).days
    if age < 0:
        yield finding(
            spec,
            Flaw(
                Code.DATE_FUTURE,
                "Cette date de mise à jour est dans l'avenir.",
                "Vérifiez le jour, le mois et l'année.",
                french_date(context.today),
            ),
        )
    elif age > context.stale_after:
        yield finding(
            spec,
            Flaw(
                Code.FICHE_ANCIENNE,
                f"La fiche n'a pas été mise à jour depuis {_duration(age)}.",
                "Relisez-la ; la date changera quand vous enregistrerez une modification.",
            ),
        )


def _duration(days: int) -> str:
    years = days // YEAR
    if years:
        return "plus d'un an" if years == 1 else f"plus de {years} ans"
    return f"{days} jours" if days > 1 else "un jour"


def day_of(value: Value | None) -> datetime.date | None:
    """Return the first day that a right date means, or None."""
    return _day(value) if isinstance(value, str) and len(value) < _WORTH_KEEPING else None


@lru_cache(maxsize=4096)
def _day(text: str) -> datetime.date | None:
    moment = parse_moment(text)
    return None if moment is None else moment.first_day
