"""What a file holds that the model does not know."""

from __future__ import annotations

from typing import TYPE_CHECKING

from iafiche.check.findings import Finding, Fix
from iafiche.model.catalogue import CATALOGUE
from iafiche.model.flaws import Code
from iafiche.model.text import squash
from iafiche.model.values import is_filled

if TYPE_CHECKING:
    from collections.abc import Iterator

    from iafiche.model.draft import Draft
    from iafiche.model.values import PathOfKeys

_NEAR_ENOUGH = 0.75


def check_unknown(draft: Draft) -> Iterator[Finding]:
    """Yield a finding for each unknown key or section, with the nearest known name."""
    for path, raw in draft.unknown.items():
        if len(path) == 1 and isinstance(raw, dict):
            yield _unknown_section(path)
        else:
            yield _unknown_key(draft, path, raw)


def _unknown_section(path: PathOfKeys) -> Finding:
    near = _nearest(path[-1], [section.key for section in CATALOGUE.sections])
    return _finding(
        path,
        f"La section « {path[-1]} » n'existe pas dans le modèle.",
        f"Renommez-la « {near} »."
        if near
        else "Son contenu est conservé, mais ne sera pas publié.",
    )


def _unknown_key(draft: Draft, path: PathOfKeys, raw: object) -> Finding:
    name = path[-1]
    near = name if name in CATALOGUE else _nearest(name, [spec.key for spec in CATALOGUE.fields])
    if near is None:
        return _finding(
            path,
            f"Le champ « {name} » n'existe pas dans le modèle.",
            "Son contenu est conservé, mais ne sera pas publié.",
        )
    spec = CATALOGUE[near]
    place = f"« {near} » (section « {spec.section.key} »)"
    value = spec.kind.read(raw)
    fix = None
    if isinstance(value, str | tuple) and is_filled(value) and not draft.is_filled(near):
        fix = Fix(near, value, safe=True, moved_from=path)
    misplaced = near == name
    return _finding(
        path,
        f"Le champ « {name} » n'est pas à sa place."
        if misplaced
        else f"Le champ « {name} » n'existe pas dans le modèle.",
        (f"Déplacez-le : il s'agit de {place}." if misplaced else f"Le nom attendu est {place}.")
        if fix
        else f"Le champ {place} est à vérifier ; supprimez ensuite celui-ci du fichier.",
        fix,
    )


def _nearest(name: str, known: list[str]) -> str | None:
    from difflib import get_close_matches

    by_squashed = {squash(key): key for key in known}
    close = get_close_matches(squash(name), list(by_squashed), n=1, cutoff=_NEAR_ENOUGH)
    return by_squashed[close[0]] if close else None


def _finding(path: PathOfKeys, message: str, advice: str, fix: Fix | None = None) -> Finding:
    code = Code.CHAMP_INCONNU
    # Whether the fix is offered depends on the field it would fill.
    depends = frozenset(spec.key for spec in CATALOGUE.fields)
    return Finding(path, code, code.severity, message, advice, fix, depends_on=depends)
