"""Whatever is pressed in a folder, the list stands, and no file changes that nobody agreed to."""

import asyncio
import tempfile
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from iafiche.tui.actions import FOLDER_ACTIONS
from tests.tui.folders import screen_of, some_fiches, until_read
from tests.tui.person import SIZES, folder_list

# Entrée would agree to something; leaving ends the program.
_LEFT_OUT = {"open", "leave", "new"}
ACTIONS = [key for a in FOLDER_ACTIONS if a.name not in _LEFT_OUT for key in a.keys]
MOVES = ["up", "down", "pageup", "pagedown", "home", "end", "tab", "escape", "escape"]
LETTERS = [*"éz:[/", "backspace", "ctrl+u"]
STEPS = st.lists(
    st.one_of(
        st.lists(st.sampled_from([*ACTIONS, *MOVES, *LETTERS]), min_size=1, max_size=10),
        st.sampled_from([*SIZES, (30, 8)]),
    ),
    min_size=1,
    max_size=8,
)


async def _live_through(steps: list[list[str] | tuple[int, int]]) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = some_fiches(Path(name))
        before = {path: path.read_bytes() for path in folder.iterdir()}
        async with folder_list(folder) as person:
            for step in steps:
                if isinstance(step, list):
                    await person.burst(*step)
                else:
                    await person.resize(*step)
            for _ in range(8):
                await person.press("escape")
            await until_read(person)
            listing = screen_of(person).listing
            assert len(listing) == 4
            assert listing.current is None or listing.current in listing.shown
            await person.press("f1")
        assert {path: path.read_bytes() for path in folder.iterdir()} == before


@settings(
    max_examples=5,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
)
@given(STEPS)
def test_no_sequence_of_keys_raises_or_writes(steps: list[list[str] | tuple[int, int]]) -> None:
    asyncio.run(_live_through(steps))
