"""The page of all settings in Markdown, read from their declarations."""

from __future__ import annotations

from typing import TYPE_CHECKING

from iafiche.cli.own_folders import SETTINGS_VARIABLE, VARIABLES
from iafiche.exchange.markdown import NOTICE, page, table
from iafiche.store.settings import DEFAULTS, ColourTheme
from iafiche.store.settings_checks import Declared, declared

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping


def settings_page(actions: Mapping[str, str]) -> str:
    """Return the page; `actions` gives what each remappable action does, by its name."""
    return page(_lines(actions))


def _lines(actions: Mapping[str, str]) -> Iterator[str]:
    yield "# Les réglages"
    yield ""
    yield NOTICE
    yield ""
    yield (
        "iafiche se passe de réglages. Pour en changer un, écrivez sa ligne dans un fichier TOML :"
    )
    yield ""
    yield from table(("Système", "Fichier"), _SETTINGS_FILES)
    yield ""
    yield (
        "Ce qui est faux dans ce fichier est dit au démarrage, avec sa ligne et ce qu'il faut"
        " écrire, et le réglage d'origine compte à sa place. Un choix fait à l'écran ne change que"
        " sa ligne : vos commentaires restent."
    )
    yield ""
    for each in declared().values():
        yield from _setting(each, actions)
    yield "## Ranger ailleurs"
    yield ""
    yield (
        "Ces variables d'environnement donnent d'autres emplacements, par exemple pour emporter le"
        " programme sur une clé :"
    )
    yield ""
    yield from table(
        ("Variable", "Ce qu'elle désigne"),
        [(f"`{name}`", what) for name, what in VARIABLES.items()],
    )


def _setting(told: Declared, actions: Mapping[str, str]) -> Iterator[str]:
    yield f"## {told.key}"
    yield ""
    yield told.setting.about
    yield ""
    yield "```toml"
    yield told.setting.example
    yield "```"
    yield ""
    default = getattr(DEFAULTS, told.key)
    if told.kind is ColourTheme:
        rows = [
            (f"`{theme}`{' (par défaut)' if theme is default else ''}", theme.about)
            for theme in ColourTheme
        ]
        yield from table(("Thème", "Aspect"), rows)
    elif told.kind is bool:
        yield f"`true` (oui) ou `false` (non) ; par défaut `{str(default).lower()}`."
    elif told.kind is int:
        at_least, at_most = told.setting.at_least, told.setting.at_most
        yield f"Un nombre entier, de {at_least} à {at_most} ; par défaut {default}."
    else:
        rows = [(f"`{name}`", about) for name, about in actions.items()]
        yield from table(("Action", "Ce qu'elle fait"), rows)
    yield ""


_SETTINGS_FILES = (
    ("Linux", "`~/.config/iafiche/config.toml`"),
    ("macOS", "`~/Library/Application Support/iafiche/config.toml`"),
    ("Windows", r"`%LOCALAPPDATA%\iafiche\config.toml`"),
    ("partout", f"celui que nomme la variable `{SETTINGS_VARIABLE}`"),
)
"""Where platformdirs finds them, in the words of each system (tests/docs/test_settings_page.py)."""
