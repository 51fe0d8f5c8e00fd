"""Someone at the keyboard: presses keys, and knows of the program what the screen shows."""

from __future__ import annotations

import asyncio
import unicodedata
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

from textual import events
from textual.keys import REPLACED_KEYS, _character_to_key, _get_unicode_name_from_key

from iafiche.review.display import cells
from iafiche.store.fiche_file import FicheFile
from iafiche.tui.app import IaficheApp
from iafiche.tui.screens.fiche import FicheScreen
from tests.conftest import TODAY
from tests.fiches import written

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable
    from pathlib import Path

    from textual.pilot import Pilot

    from iafiche.editing.session import Editing
    from iafiche.model.draft import Draft
    from iafiche.model.values import Value

WIDE, USUAL, SMALL = (110, 32), (80, 24), (60, 20)
SIZES = (WIDE, USUAL, SMALL)
_PATIENCE = 10.0
"""Seconds after which something that should show up on a slow machine will not."""


class Person:
    """Drives the program as its terminal does, and reads what is drawn."""

    def __init__(self, app: IaficheApp, pilot: Pilot[None]) -> None:
        self.app = app
        self._pilot = pilot

    async def press(self, *keys: str) -> None:
        """Press keys one after the other, each once the one before has had its effect."""
        for key in keys:
            self._send(_key(key))
            await self.settle()

    async def burst(self, *keys: str) -> None:
        """Press keys faster than the program can follow."""
        for key in keys:
            self._send(_key(key))
        await self.settle()

    async def type(self, text: str) -> None:
        """Type a text as fast as a terminal sends it; a line feed is Entrée."""
        await self.burst(*("enter" if char == "\n" else char for char in text))

    async def paste(self, text: str) -> None:
        """Paste a text as a terminal with bracketed paste sends it."""
        self._send(events.Paste(text))
        await self.settle()

    async def click(self, text: str) -> None:
        """Click on the first letter of a text that is on screen."""
        await self._pilot.click(offset=self._place_of(text))
        await self.settle()

    async def turn_wheel(self, text: str) -> None:
        """Turn the mouse wheel down over a text that is on screen."""
        await self._pilot._post_mouse_events([events.MouseScrollDown], offset=self._place_of(text))
        await self.settle()

    def _place_of(self, text: str) -> tuple[int, int]:
        for row, strip in enumerate(self.app.screen._compositor.render_strips()):
            before, found, _ = strip.text.partition(text)
            if found:
                return cells(before), row
        raise AssertionError(f"Nowhere on screen: {text}")

    async def resize(self, width: int, height: int) -> None:
        """Change the size of the terminal."""
        await self._pilot.resize_terminal(width, height)
        await self.settle()

    async def settle(self) -> None:
        """Wait until all that was sent has had its effect."""
        quiet = 0
        while self.app.is_running and quiet < 3:
            await self._pause()
            quiet = 0 if self._is_busy else quiet + 1

    async def _pause(self) -> None:
        # What made the program fall over, rather than that it is gone.
        if self.app._exception is not None:
            raise self.app._exception
        if self.app.is_running:
            await self._pilot.pause(0.004)

    @property
    def _is_busy(self) -> bool:
        if not self.app.is_running:
            return False
        screen = self.app.screen
        if screen._callbacks or screen._layout_required or screen._scroll_required:
            # Textual lays out and scrolls sixty times a second, not at once.
            return True
        nodes = (*screen.walk_children(with_self=True), self.app)
        return self.app.is_serving or any(node.message_queue_size for node in nodes)

    def _send(self, event: events.Event) -> None:
        event.set_sender(self.app)
        assert self.app._driver is not None
        self.app._driver.send_message(event)

    # What is on screen

    @property
    def lines(self) -> list[str]:
        """The lines of the screen as they are drawn; of a dialog, those inside its frame alone."""
        screen = self.app.screen
        strips = screen._compositor.render_strips()
        for frame in screen.query("#picker, #dialog, #reading"):
            region = frame.region
            strips = [strip.crop(region.x, region.right) for strip in strips]
            strips = strips[region.y : region.bottom]
        return [strip.text for strip in strips]

    @property
    def reads(self) -> str:
        """The whole screen, its lines unwrapped: frames and scroll bars left out."""
        text = "\n".join(self.lines)
        for sign in "│╭╮╰╯─▏▌▁▂▃▄▅▆▇":
            text = text.replace(sign, " ")
        return " ".join(text.split())

    def shows(self, text: str) -> bool:
        """Tell whether the screen shows a text, wherever its lines are broken."""
        return " ".join(text.split()) in self.reads

    async def sees(self, *texts: str) -> None:
        """Wait until the screen shows all of the texts."""
        await self.until(lambda: all(map(self.shows, texts)), " & ".join(texts))

    async def until(self, holds: Callable[[], bool], wanted: str) -> None:
        """Wait until something holds."""
        loop = asyncio.get_running_loop()
        end = loop.time() + _PATIENCE
        while not holds():
            if loop.time() > end or not self.app.is_running:
                shown = "\n".join(self.lines)
                raise AssertionError(f"In vain waited for: {wanted}\n{shown}")
            await self._pause()

    async def until_closed(self) -> None:
        """Wait until the program has ended."""
        loop = asyncio.get_running_loop()
        end = loop.time() + _PATIENCE
        while self.app.is_running:
            assert loop.time() < end, "The program does not end."
            await asyncio.sleep(0.01)

    # The fiche being edited

    @property
    def editing(self) -> Editing:
        """The state behind the fiche on screen, also under a dialog."""
        screens = [screen for screen in self.app.screen_stack if isinstance(screen, FicheScreen)]
        return screens[-1].editing

    @property
    def field(self) -> str | None:
        """The key of the field being filled."""
        return self.editing.focused

    @property
    def control_in_view(self) -> bool:
        """Whether the control of the field being filled, or its beginning, is on screen."""
        focused = self.app.focused
        assert focused is not None
        seen = self.app.screen.find_widget(focused).visible_region
        return bool(seen) and seen.y == focused.region.y

    def value(self, key: str) -> Value:
        """The value of a field as it would be saved."""
        return self.editing.draft[key]

    async def go_to(self, key: str) -> None:
        """Be in a field: the keys that lead there are other tests' business, and take longer."""
        screen = self.app.screen
        assert isinstance(screen, FicheScreen), "A dialog is open."
        screen.go_to(key)
        await self.settle()
        assert self.field == key


def _key(key: str) -> events.Key:
    name = _character_to_key(key) if len(key) == 1 and not key.isalnum() else key
    original = REPLACED_KEYS.get(name, name)
    try:
        character: str | None = unicodedata.lookup(_get_unicode_name_from_key(original))
    except KeyError:
        character = key if len(key) == 1 else None
    return events.Key(name, character)


@asynccontextmanager
async def program(app: IaficheApp, size: tuple[int, int]) -> AsyncIterator[Person]:
    """Run the program in a terminal of that size."""
    async with app.run_test(size=size) as pilot:
        person = Person(app, pilot)
        await person.settle()
        yield person


@asynccontextmanager
async def opened(path: Path, size: tuple[int, int] = USUAL) -> AsyncIterator[Person]:
    """Open the fiche whose file is there."""
    async with program(IaficheApp(path.parent, TODAY, FicheFile.open(path)), size) as person:
        yield person


@asynccontextmanager
async def editor(
    path: Path, draft: Draft | None = None, size: tuple[int, int] = USUAL
) -> AsyncIterator[Person]:
    """Open a fiche with these values, or a new one to be saved at `path`."""
    if draft is not None:
        async with opened(written(path, draft), size) as person:
            yield person
        return
    async with program(IaficheApp(path.parent, TODAY, FicheFile.new(path)), size) as person:
        yield person


@asynccontextmanager
async def folder_list(folder: Path, size: tuple[int, int] = USUAL) -> AsyncIterator[Person]:
    """Open a folder's list of fiches."""
    async with program(IaficheApp(folder, TODAY), size) as person:
        yield person
