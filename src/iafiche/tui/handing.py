"""What a thread of its own hands to the screen it works for, which may have closed meanwhile."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.dom import DOMNode


def hand_to(node: DOMNode, callback: Callable[..., object], *args: Any, **options: Any) -> None:
    """Have a screen, or the application, do something soon; nothing where it is gone.

    Never waits: the program may be ending, and waits for its threads in turn.
    """

    def arrive() -> None:
        # While the program closes, the parts of a screen go before the screen does.
        if node.is_attached and node.app.is_running:
            callback(*args, **options)

    # Neither an application nor its event loop may be left.
    with suppress(RuntimeError):
        node.call_later(arrive)
