"""Letting go of what closed: Textual keeps it for as long as the program runs."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from textual._styles_cache import StylesCache
from textual.dom import NoScreen

if TYPE_CHECKING:
    from textual.widget import Widget


def let_go_of_lines() -> None:
    """Keep nothing of what closed screens drew.

    Textual remembers two colours for each of the last thousand widgets, and with them all that
    these drew (its issue #6665): some 100 MB after an hour of dialogs.
    """
    StylesCache.get_inner_outer.cache_clear()


def let_go(widget: Widget) -> None:
    """Keep nothing of a text control that closes.

    It watches the application's theme, which keeps it until there is another theme (Textual's issue
    #6666), and listens to its screen, which keeps it until somebody selects text with the mouse.
    """
    for watchers in getattr(widget.app, "__watchers", {}).values():
        watchers[:] = [watcher for watcher in watchers if watcher[0] is not widget]
    with suppress(NoScreen):
        widget.screen.text_selection_started_signal.unsubscribe(widget)
