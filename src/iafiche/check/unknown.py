"""What a file holds that the model does not know."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from iafiche.check.findings import Finding, Fix
from iafiche.model.catalogue import CATALOGUE
from iafiche.model.draft import PROVENANCE
from iafiche.model.flaws import Code
from iafiche.model.text import quoted, squash
from iafiche.model.values import is_filled

if TYPE_CHECKING:
    from collections.abc import Iterator

    from iafiche.model.catalogue import FieldSpec
    from iafiche.model.draft import Draft
    from iafiche.model.values import PathOfKeys

_NEAR_ENOUGH = 0.75
_LONGEST = 60
_KEPT = "Son contenu est conservé, mais ne sera pas publié."
_SECTIONS = tuple(section.key for section in CATALOGUE.sections)
_KEYS = tuple(spec.key for spec in CATALOGUE.fields)
# Whether a fix is offered depends on the field it would fill.
_ALL_KEYS = frozenset(_KEYS)


def check_unknown(draft: Draft) -> Iterator[Finding]:
    """Yield a finding for each unknown key or section, with the nearest known name."""
    for path, raw in draft.unknown.items():
        if path == PROVENANCE and isinstance(raw, dict):
            continue
        if len(path) == 1 and path[0] in _SECTIONS:
            yield _broken_section(path)
        elif len(path) == 1 and isinstance(raw, dict):
            yield _unknown_section(path)
        else:
            yield _unknown_key(draft, path, raw)


def _broken_section(path: PathOfKeys) -> Finding:
    return _finding(
        path,
        f"« {path[0]} » est le nom d'une section, et le fichier y met une valeur.",
        f"Placez les champs de cette section sous une ligne [{path[0]}].",
        code=Code.TYPE_INATTENDU,
    )


def _unknown_section(path: PathOfKeys) -> Finding:
    near = _nearest(path[0], _SECTIONS)
    return _finding(
        path,
        f"La section {quoted(path[0])} n'existe pas dans le modèle.",
        f"Renommez-la « {near} »." if near else _KEPT,
    )


def _unknown_key(draft: Draft, path: PathOfKeys, raw: object) -> Finding:
    name = path[-1]
    near = name if name in CATALOGUE else _nearest(name, _KEYS)
    unknown = f"Le champ {quoted(name)} n'existe pas dans le modèle."
    if near is None:
        return _finding(path, unknown, _KEPT)
    spec = CATALOGUE[near]
    place = f"« {near} », dans la section « {spec.section.key} »"
    message = f"Le champ « {name} » n'est pas à sa place." if near == name else unknown
    if draft.is_filled(near):
        return _finding(
            path, message, f"Le champ {place}, est déjà rempli : gardez la bonne valeur des deux."
        )
    return _finding(
        path,
        message,
        f"Déplacez sa valeur vers le champ {place}.",
        _move(spec, path, raw, certain=squash(near) == squash(name)),
    )


def _move(spec: FieldSpec, path: PathOfKeys, raw: object, *, certain: bool) -> Fix | None:
    """Return the correction that moves a value to its field, where its type is right."""
    value = spec.kind.read(raw)
    if not isinstance(value, str | tuple) or not is_filled(value):
        return None
    return Fix(spec.key, value, safe=certain, moved_from=path)


@lru_cache(maxsize=1024)
def _nearest(name: str, known: tuple[str, ...]) -> str | None:
    if len(name) > _LONGEST:
        return None
    from difflib import get_close_matches

    by_squashed = {squash(key): key for key in known}
    close = get_close_matches(squash(name), list(by_squashed), n=1, cutoff=_NEAR_ENOUGH)
    return by_squashed[close[0]] if close else None


def _finding(
    path: PathOfKeys,
    message: str,
    advice: str,
    fix: Fix | None = None,
    code: Code = Code.CHAMP_INCONNU,
) -> Finding:
    return Finding(path, code, code.severity, message, advice, fix, depends_on=_ALL_KEYS)
