"""The colours of the screens: which of Textual's themes each of ours is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.theme import Theme

from iafiche.store.settings import ColourTheme

if TYPE_CHECKING:
    from typing import Any

    from textual.app import App

_CONTRAST = Theme(
    name="iafiche-contraste",
    primary="#00e5ff",
    secondary="#ffffff",
    accent="#ffea00",
    warning="#ffea00",
    error="#ff8a80",
    success="#69f0ae",
    foreground="#ffffff",
    background="#000000",
    surface="#000000",
    panel="#1a1a1a",
    dark=True,
    text_alpha=1.0,
)

_NAMES = {
    ColourTheme.DARK: "textual-dark",
    ColourTheme.LIGHT: "textual-light",
    ColourTheme.CONTRAST: _CONTRAST.name,
    ColourTheme.TERMINAL: "ansi-dark",
}


def put_on(app: App[Any], theme: ColourTheme) -> None:
    """Show the application in those colours."""
    app.register_theme(_CONTRAST)
    app.theme = _NAMES[theme]


def worn(app: App[Any]) -> ColourTheme:
    """Return the colours the application is shown in."""
    return next(theme for theme, name in _NAMES.items() if name == app.theme)
