"""What a parsed settings file asks for, and what is wrong in it."""

from __future__ import annotations

from dataclasses import dataclass, field, fields, replace
from typing import TYPE_CHECKING, Any, get_args

from iafiche.model.text import quoted, squash
from iafiche.model.values import toml_text
from iafiche.store.keyboard import Keyboard, remap, unknown_name
from iafiche.store.settings import DEFAULTS, ColourTheme, Setting, Settings
from iafiche.store.system_errors import Trouble

if TYPE_CHECKING:
    from collections.abc import Mapping

    from iafiche.model.values import PathOfKeys

_MEANT = {
    **dict.fromkeys(("oui", "vrai", "yes", "on", "1", "true"), True),
    **dict.fromkeys(("non", "faux", "no", "off", "0", "false"), False),
}


@dataclass(frozen=True, slots=True)
class Declared:
    """One setting, as `Settings` declares it.

    Attributes:
        key: Its key in the file.
        kind: The type of its value.
        setting: Its words and limits.
    """

    key: str
    kind: Any
    setting: Setting


def declared() -> dict[str, Declared]:
    """Return the settings by key, in the order of their declaration."""
    found = {}
    for each in fields(Settings):
        kind, setting = get_args(each.type)
        found[each.name] = Declared(each.name, kind, setting)
    return found


@dataclass(frozen=True, slots=True)
class Checked:
    """The settings that a file gives, by default where they are wrong.

    Attributes:
        settings: What counts.
        troubles: What is wrong, by the place in the file.
    """

    settings: Settings = DEFAULTS
    troubles: dict[PathOfKeys, Trouble] = field(default_factory=dict)


def check_settings(tables: Mapping[str, object], keyboard: Keyboard | None) -> Checked:
    """Return what a parsed file asks for. Without a keyboard, remapped keys are passed over."""
    known = declared()
    values: dict[str, object] = {}
    troubles: dict[PathOfKeys, Trouble] = {}
    for key, raw in tables.items():
        if key not in known:
            troubles[(key,)] = _unknown(key, known, keyboard)
            continue
        value = _value(known[key], raw)
        if isinstance(value, Trouble):
            troubles[(key,)] = value
        elif not isinstance(value, dict):
            values[key] = value
        elif keyboard is not None:
            remapping = remap(value, keyboard)
            values[key] = remapping.keys
            troubles |= {(key, action): told for action, told in remapping.troubles.items()}
    given: Any = values
    return Checked(replace(DEFAULTS, **given), troubles)


def _unknown(key: str, known: Mapping[str, Declared], keyboard: Keyboard | None) -> Trouble:
    if keyboard is not None and key in keyboard.actions:
        return Trouble(
            f"« {key} » est une action, et non un réglage.",
            "Placez cette ligne à la fin du fichier, sous [touches].",
        )
    return unknown_name("Le réglage", key, known)


def _value(told: Declared, raw: object) -> object:
    """Return the value of a setting; a `Trouble` where it is wrong, a dict where it is keys."""
    setting = told.setting
    if told.kind is bool:
        return raw if isinstance(raw, bool) else _not_a_switch(told, raw)
    if told.kind is ColourTheme:
        return _theme(told, raw)
    if told.kind is int:
        if type(raw) is int and setting.at_least <= raw <= setting.at_most:
            return raw
        wanted = f"un nombre entier de {setting.at_least} à {setting.at_most}, sans guillemets"
        return _wrong(told, raw, wanted)
    if isinstance(raw, dict):
        return raw
    title, *lines = setting.example.splitlines()
    return Trouble(
        f"« {told.key} » est {quoted(toml_text(raw))}, alors qu'il faut une section.",
        f"Écrivez en fin de fichier « {title} » puis, à la ligne, par exemple : {lines[0]}",
    )


def _theme(told: Declared, raw: object) -> ColourTheme | Trouble:
    names = [theme.value for theme in ColourTheme]
    if not isinstance(raw, str):
        return _wrong(told, raw, f"le nom d'un thème entre guillemets : {', '.join(names)}")
    meant = next((theme for theme in ColourTheme if squash(raw) == squash(theme.value)), None)
    if meant is None:
        return unknown_name("Le thème", raw, names)
    if raw == meant.value:
        return meant
    return Trouble(f"Le thème {quoted(raw)} s'écrit autrement.", _write(told.key, f'"{meant}"'))


def _not_a_switch(told: Declared, raw: object) -> Trouble:
    meant = _MEANT.get(squash(toml_text(raw)))
    trouble = _wrong(told, raw, "true (oui) ou false (non), sans guillemets")
    if meant is None:
        return trouble
    return trouble._replace(advice=_write(told.key, "true" if meant else "false"))


def _wrong(told: Declared, raw: object, wanted: str) -> Trouble:
    return Trouble(
        f"« {told.key} » est {quoted(toml_text(raw))}, alors qu'il faut {wanted}.",
        f"Écrivez par exemple : {told.setting.example}",
    )


def _write(key: str, value: str) -> str:
    return f"Écrivez : {key} = {value}"
