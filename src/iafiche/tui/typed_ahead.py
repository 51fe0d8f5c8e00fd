"""Serving keys one after the other, however fast they come."""

from __future__ import annotations

import asyncio
import codecs
import sys
from collections import deque
from typing import TYPE_CHECKING, Any

from textual import events
from textual.app import ScreenStackError
from textual.keys import KEY_NAME_REPLACEMENTS, key_to_character

from iafiche.tui.handing import hand_to

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.app import App
    from textual.dom import DOMNode
    from textual.driver import Driver

    _App = App[None]
else:
    # Mixed into the application's class: an App of its own between would cost its start 3 ms.
    _App = object

_LINE_FEED = "ctrl+j"
"""What Entrée becomes when it is typed before the program has set up the terminal."""

_ALT = "alt+"

_UNICODE_NAMES = {short: long for long, short in KEY_NAME_REPLACEMENTS.items()}

_LETTERS = "iafiche.letters"

_PATIENCE = 1.0
"""Seconds after which what is still under way is taken to be gone with its widget."""


class TypedAhead(_App):
    """What makes an application serve a key once all that the key before led to has happened.

    Textual hands each key to the widget that has the focus when the key comes in. Of keys that
    come in together (typed before the first frame, over a slow line, pasted into a terminal that
    does not say so), those after a Tab would land in the field before it, and a save would write
    the fiche without the letters typed just before.
    """

    def __init__(self) -> None:
        super().__init__()
        self._typed: deque[events.Key | events.Paste] = deque()
        # Until the first screen stands there is none to serve keys to.
        self._waiting = True
        self._late_at: float | None = None
        self._turn = 0
        self.is_ending = False

    def get_driver_class(self) -> type[Driver]:
        """Return the driver for this platform, made able to take any bytes."""
        return _taking_any_bytes(super().get_driver_class())

    @property
    def is_serving(self) -> bool:
        """Whether keys came in that are not served yet."""
        return bool(self._typed)

    async def on_event(self, event: events.Event) -> None:
        """Let a key or a pasted text wait for its turn."""
        if not isinstance(event, events.Key | events.Paste) or event.is_forwarded:
            await super().on_event(event)
            return
        if self.is_ending:
            return
        self._typed.append(_as_meant(event) if isinstance(event, events.Key) else event)
        if not self._waiting:
            await self._serve()

    def exit(self, *args: Any, **options: Any) -> None:
        """End; what was typed after the key that asked for it goes nowhere."""
        self.is_ending = True
        self._typed.clear()
        super().exit(*args, **options)

    def lose_terminal(self) -> None:
        """End: the terminal has gone, and nobody types any more."""
        self.exit()

    def hand_on(self, key: events.Key) -> None:
        """Serve a key that came to the wrong screen, before those that were typed after it."""
        self._typed.appendleft(events.Key(key.key, key.character))
        if not self._waiting:
            self.call_later(self._serve)

    async def on_mount(self) -> None:
        """Serve what was typed before the first screen stood."""
        await self._serve()

    async def _serve(self) -> None:
        """Serve what was typed, one after the other, as long as nothing else is under way."""
        self._waiting = False
        while self._typed:
            try:
                path = (self.focused or self.screen).ancestors_with_self
            except ScreenStackError:
                # The program ends.
                return
            if any(node.message_queue_size for node in path):
                loop = asyncio.get_running_loop()
                self._late_at = self._late_at or loop.time() + _PATIENCE
                if loop.time() < self._late_at:
                    self._wait(path, self._late_at)
                    return
            self._late_at = None
            await super().on_event(self._typed.popleft())

    def _wait(self, path: Sequence[DOMNode], late_at: float) -> None:
        """Go the way of a key, from the focus up to the application, behind what is under way."""
        self._waiting = True
        self._turn += 1
        giving_up = asyncio.get_running_loop().call_at(late_at, self._arrive, self._turn)
        self._step(path, self._turn, giving_up)

    def _step(self, path: Sequence[DOMNode], turn: int, giving_up: asyncio.TimerHandle) -> None:
        if not path:
            giving_up.cancel()
            self._arrive(turn)
        elif not path[0].call_later(self._step, path[1:], turn, giving_up):
            # It is closing, with what it had to handle.
            self._step(path[1:], turn, giving_up)

    def _arrive(self, turn: int) -> None:
        if turn == self._turn:
            self._turn += 1
            self.call_later(self._serve)


def _taking_any_bytes(driver: type[Driver]) -> type[Driver]:
    """Return a driver that takes bytes which are no UTF-8 for letters of Windows-1252 (Latin-1).

    Textual's own ends the program there: an « é » from an old terminal would lose the fiche.
    """
    if sys.platform == "win32":
        # The console hands over characters.
        return driver
    from textual._xterm_parser import XTermParser
    from textual.drivers.linux_driver import LinuxDriver

    if driver is not LinuxDriver:
        return driver

    codecs.register_error(_LETTERS, _as_letters)

    class AnyBytes(LinuxDriver):
        def _run_input_thread(self) -> None:
            try:
                self.run_input_thread()
            except OSError:
                app = self._app
                assert isinstance(app, TypedAhead)
                hand_to(app, app.lose_terminal)
            except Exception as error:  # a thread has nobody above it
                hand_to(self._app, self._app._handle_exception, error)

        def run_input_thread(self) -> None:
            while True:
                try:
                    super().run_input_thread()
                    break
                except UnicodeDecodeError as error:
                    text = error.object.decode("utf-8", _LETTERS)
                    for event in XTermParser(self._debug).feed(text):
                        self.process_message(event)

    return AnyBytes


def _as_letters(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeDecodeError):
        raise error
    return error.object[error.start : error.end].decode("cp1252", "replace"), error.end


def _as_meant(event: events.Key) -> events.Key:
    """Return the key that a person pressed, where the terminal tells of another."""
    if event.key == _LINE_FEED:
        return events.Key("enter", "\r")
    # Windows Terminal 1.25 sends the signs that AltGr types (@ [ ] # …) as Alt and a key
    # (microsoft/terminal#20361).
    name = event.key.removeprefix(_ALT)
    unicode_name = _UNICODE_NAMES.get(name, name)
    sign = key_to_character(unicode_name) if name != event.key else None
    if sign is not None and sign.isprintable() and not sign.isalnum():
        return events.Key(name, sign)
    return event
