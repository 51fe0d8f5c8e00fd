"""Serving keys one after the other, however fast they come."""

from __future__ import annotations

import asyncio
from collections import deque
from typing import TYPE_CHECKING

from textual import events
from textual.app import App, ScreenStackError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.dom import DOMNode

_ROUNDS = 2
"""One for the key to come up from the focus, one for what it made the focus say to its screen."""

_PATIENCE = 1.0
"""Seconds after which what had still to be handled is taken to be gone with its widget."""


class TypedAheadApp(App[None]):
    """An application that serves a key once all that the key before led to has happened.

    Textual hands each key to the widget that has the focus when the key comes in. Of keys that
    come in together (typed before the first frame, over a slow line, pasted into a terminal that
    does not say so), those after a Tab would land in the field before it, and a save would write
    the fiche without the letters typed just before.
    """

    def __init__(self) -> None:
        super().__init__()
        self._typed: deque[events.Event] = deque()
        # Until the first screen stands there is none to serve keys to.
        self._serving = True
        self._turn = 0
        self._giving_up: asyncio.TimerHandle | None = None

    @property
    def is_serving(self) -> bool:
        """Whether keys came in that have not had all their effect yet."""
        return self._serving

    async def on_event(self, event: events.Event) -> None:
        """Let a key or a pasted text wait for its turn."""
        if isinstance(event, events.Key | events.Paste) and not event.is_forwarded:
            self._typed.append(event)
            if not self._serving:
                await self._serve()
        else:
            await super().on_event(event)

    def on_mount(self) -> None:
        """Serve what was typed before the first screen stood."""
        self._follow(_ROUNDS)

    async def _serve(self) -> None:
        """Serve what has waited longest; the rest follows."""
        self._serving = bool(self._typed)
        if self._typed:
            await super().on_event(self._typed.popleft())
            self._follow(_ROUNDS)

    def _follow(self, rounds: int) -> None:
        """Go the way of a key, from the focus up to the application, behind what is under way."""
        try:
            path = (self.focused or self.screen).ancestors_with_self
        except ScreenStackError:
            # The program ends.
            return
        self._turn += 1
        loop = asyncio.get_running_loop()
        self._giving_up = loop.call_later(_PATIENCE, self._arrive, self._turn, rounds)
        self._step(path, self._turn, rounds)

    def _step(self, path: Sequence[DOMNode], turn: int, rounds: int) -> None:
        if not path:
            self._arrive(turn, rounds)
        elif not path[0].call_later(self._step, path[1:], turn, rounds):
            # It is closing: what it had to handle is gone.
            self._step(path[1:], turn, rounds)

    def _arrive(self, turn: int, rounds: int) -> None:
        if turn != self._turn:
            return
        if self._giving_up is not None:
            self._giving_up.cancel()
        if rounds > 1:
            self._follow(rounds - 1)
        else:
            self._turn += 1
            self.call_later(self._serve)
