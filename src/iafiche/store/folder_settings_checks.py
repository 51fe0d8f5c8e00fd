"""What the content of an `iafiche.toml` asks for, and what is wrong in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from iafiche.check.findings import Finding
from iafiche.check.policy import Policy
from iafiche.check.rules import RULES, Scope
from iafiche.model.catalogue import CATALOGUE
from iafiche.model.flaws import Code, Severity
from iafiche.model.kinds import OneOf, SeveralOf
from iafiche.model.text import quoted
from iafiche.model.values import is_filled, toml_text
from iafiche.store.folder_settings import FolderSettings
from iafiche.store.keyboard import unknown_name
from iafiche.store.positions import Layout
from iafiche.store.reading import decoded, parse
from iafiche.store.settings_checks import declared
from iafiche.store.system_errors import Trouble

if TYPE_CHECKING:
    from collections.abc import Iterable

    from iafiche.model.values import PathOfKeys
    from iafiche.store.migrations import Tables

_STALE_AFTER = declared()["anciennete_jours"]
"""The user's own setting of that name, which has the same limits and means the same."""

_PUBLIC, _SEVERITIES, _IGNORED, _VALUES = "public", "gravite", "ignorer", "valeurs"
_KEYS = (_PUBLIC, _STALE_AFTER.key, _SEVERITIES, _IGNORED, _VALUES)


def checked_settings(data: bytes | Trouble) -> FolderSettings:
    """Return what the content of a file asks for, or why it cannot be read."""
    if isinstance(data, Trouble):
        return FolderSettings(findings=(_finding((), data, 1, 1),))
    text = decoded(data)
    tables = parse(text) if isinstance(text, str) else text
    if isinstance(tables, Finding):
        trouble = Trouble(tables.message, tables.advice)
        return FolderSettings(findings=(_finding((), trouble, tables.line, tables.column),))
    assert isinstance(text, str)
    checks = _Checks(tables)
    layout = Layout(text)
    places = {path: layout.locate(path) for path in checks.troubles}
    findings = tuple(
        _finding(path, trouble, places[path].line, places[path].column)
        for path, trouble in checks.troubles.items()
    )
    return FolderSettings(checks.policy, findings, text)


class _Checks:
    """One pass over the tables of a file.

    Attributes:
        policy: What counts.
        troubles: What is wrong, by its place in the file.
    """

    def __init__(self, tables: Tables) -> None:
        self.troubles: dict[PathOfKeys, Trouble] = {}
        for key in tables:
            if key not in _KEYS:
                self.troubles[(key,)] = unknown_name("Le réglage", key, _KEYS)
        self.policy = Policy(
            public=self._switch(_PUBLIC, tables.get(_PUBLIC, False)),
            stale_after=self._days(_STALE_AFTER.key, tables.get(_STALE_AFTER.key)),
            severities=self._severities(_SEVERITIES, tables.get(_SEVERITIES, {})),
            ignored=self._ignored(_IGNORED, tables.get(_IGNORED, {})),
            extra_values=self._extra_values(_VALUES, tables.get(_VALUES, {})),
        )

    def _switch(self, key: str, raw: object) -> bool:
        if not isinstance(raw, bool):
            self._wrong((key,), raw, "true (oui) ou false (non)", f"{key} = true")
        return raw is True

    def _days(self, key: str, raw: object) -> int | None:
        limits = _STALE_AFTER.setting
        if type(raw) is int and limits.at_least <= raw <= limits.at_most:
            return raw
        if raw is not None:
            wanted = f"un nombre entier de {limits.at_least} à {limits.at_most}, sans guillemets"
            self._wrong((key,), raw, wanted, limits.example)
        return None

    def _severities(self, key: str, raw: object) -> dict[Code, Severity]:
        words = {severity.french: severity for severity in sorted(Severity, reverse=True)}
        found = {}
        for code, path, value in self._rules(key, raw, 'courriel-nominatif = "avertissement"'):
            if isinstance(value, str) and value in words:
                found[code] = words[value]
            else:
                wanted = "une gravité : " + ", ".join(f'"{word}"' for word in words)
                self._wrong(path, value, wanted, f'{code} = "{Severity.WARNING.french}"')
        return found

    def _ignored(self, key: str, raw: object) -> dict[Code, str]:
        found = {}
        for code, path, value in self._rules(key, raw, 'url-http = "Serveur interne."'):
            if isinstance(value, str) and is_filled(value):
                found[code] = value
            else:
                wanted = "la raison, entre guillemets"
                self._wrong(path, value, wanted, f'{code} = "Pourquoi elle ne compte pas ici."')
        return found

    def _extra_values(self, key: str, raw: object) -> dict[str, tuple[str, ...]]:
        lists = [spec.key for spec in CATALOGUE.fields if isinstance(spec.kind, OneOf | SeveralOf)]
        found = {}
        for field, value in self._items(key, raw, 'audience_service = ["Aménageurs"]'):
            path = (key, field)
            if field not in CATALOGUE:
                self.troubles[path] = unknown_name("Le champ", field, lists)
            elif field not in lists:
                self.troubles[path] = Trouble(
                    f"Le champ « {field} » n'a pas de liste de valeurs.", "Retirez cette ligne."
                )
            elif isinstance(value, list) and all(_is_text(item) for item in value):
                found[field] = tuple(value)
            else:
                self._wrong(path, value, "une liste de textes", f'{field} = ["Une valeur"]')
        return found

    def _rules(
        self, key: str, raw: object, example: str
    ) -> Iterable[tuple[Code, PathOfKeys, object]]:
        settable = {
            rule.code.value: rule.code
            for rule in RULES.values()
            if rule.scope not in (Scope.FILE, Scope.SETTINGS)
        }
        for name, value in self._items(key, raw, example):
            if name in settable:
                yield settable[name], (key, name), value
            elif name in RULES:
                self.troubles[(key, name)] = Trouble(
                    f"La règle « {name} » ne se règle pas : un fichier qu'on ne peut pas lire ne"
                    " peut pas être vérifié.",
                    "Retirez cette ligne.",
                )
            else:
                self.troubles[(key, name)] = unknown_name("La règle", name, settable)

    def _items(self, key: str, raw: object, example: str) -> Iterable[tuple[str, object]]:
        if isinstance(raw, dict):
            return raw.items()
        self.troubles[(key,)] = Trouble(
            f"« {key} » est {quoted(toml_text(raw))}, alors qu'il faut une section.",
            f"Écrivez « [{key}] » puis, à la ligne, par exemple : {example}",
        )
        return ()

    def _wrong(self, path: PathOfKeys, raw: object, wanted: str, example: str) -> None:
        self.troubles[path] = Trouble(
            f"« {path[-1]} » est {quoted(toml_text(raw))}, alors qu'il faut {wanted}.",
            f"Écrivez par exemple : {example}",
        )


def _is_text(item: object) -> bool:
    return isinstance(item, str) and is_filled(item)


def _finding(path: PathOfKeys, trouble: Trouble, line: int, column: int) -> Finding:
    code = Code.REGLAGES_INVALIDES
    return Finding(
        path, code, code.severity, trouble.message, trouble.advice, line=line, column=column
    )
