"""Whatever is typed, pasted or resized, the editor stands, and undo leads back to the beginning."""

import asyncio
import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from iafiche.model.catalogue import CATALOGUE
from iafiche.model.draft import Draft
from tests.fiches import complete_draft
from tests.tui.person import SIZES, Person, editor

LETTERS = st.sampled_from(["a", "é", "5", " ", "space", ",", ";", "[", "/", "ctrl+u", "ctrl+w"])
MOVES = st.sampled_from(
    ["tab", "shift+tab", "up", "down", "left", "right", "home", "end", "pageup", "pagedown"]
)
# Without what leaves the fiche: its undo could not be tried any more.
COMMANDS = st.sampled_from(
    [
        *("enter", "enter", "escape", "escape", "backspace", "delete", "ctrl+z", "ctrl+y"),
        *("f1", "f2", "f3", "f4", "f6", "f7", "f8", "shift+f8", "f12", "ctrl+o", "ctrl+s"),
        "ctrl+a",
    ]
)
KEYS = st.one_of(LETTERS, MOVES, COMMANDS)
PASTES = st.sampled_from(["A, B ; C", "une\ndeux\r\n", "", "[/x]\x1b[2J", "21579990900019"])
Step = list[str] | str | tuple[int, int] | tuple[str]
"""Keys in a burst, a text to paste, a size of the terminal, or a field to go to."""

STEPS: st.SearchStrategy[list[Step]] = st.lists(
    st.one_of(
        st.lists(KEYS, min_size=1, max_size=12),
        PASTES,
        st.sampled_from([*SIZES, (30, 8)]),
        st.sampled_from([spec.key for spec in CATALOGUE.fields]).map(lambda key: (key,)),
    ),
    min_size=1,
    max_size=10,
)
DRAFTS = st.sampled_from(
    [
        Draft(),
        complete_draft(),
        complete_draft(coll_siret="1", latitude="47,6218", theme="écologie"),
    ]
)


async def _take(person: Person, step: Step) -> None:
    if isinstance(step, list):
        await person.burst(*step)
    elif isinstance(step, str):
        await person.paste(step)
    elif len(step) == 2:
        await person.resize(*step)
    else:
        await person.press("escape", "escape")
        await person.go_to(step[0])


async def _live_through(draft: Draft, steps: list[Step]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        async with editor(Path(folder, "rives.fiche.toml"), draft) as person:
            for step in steps:
                await _take(person, step)
            await person.press("escape", "escape", "escape")
            reached = person.editing.draft
            undone = 0
            while person.editing.history.can_undo:
                await person.press("ctrl+z")
                undone += 1
            assert person.editing.draft == draft
            await person.burst(*["ctrl+y"] * undone)
            assert person.editing.draft == reached


@pytest.fixture(autouse=True)
def _files_written_by_chance_stay_here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


@settings(
    max_examples=10,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(DRAFTS, STEPS)
def test_no_sequence_of_keys_raises_and_undo_leads_back_to_the_opened_fiche(
    draft: Draft, steps: list[Step]
) -> None:
    asyncio.run(_live_through(draft, steps))
