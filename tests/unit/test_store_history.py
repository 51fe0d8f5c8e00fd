"""Undo and redo: what is typed into one field is one step."""

import tracemalloc

import pytest
from hypothesis import given
from hypothesis import strategies as st

from iafiche.model.draft import Draft
from iafiche.store import history as kept
from iafiche.store.history import ALWAYS_KEPT, ROOM, History
from tests.conftest import ROOT
from tests.fiches import complete_draft

EMPTY = Draft()


def typed(history: History, key: str, text: str) -> None:
    """Type `text` into a field, one character after the other."""
    for length in range(1, len(text) + 1):
        history.record(history.present.with_value(key, text[:length]), key)


def test_nothing_can_be_undone_or_redone_at_the_beginning() -> None:
    history = History(EMPTY)

    assert not history.can_undo
    assert not history.can_redo
    assert history.undo() is EMPTY
    assert history.redo() is EMPTY


def test_typing_in_one_field_is_one_step() -> None:
    history = History(EMPTY)
    typed(history, "coll_nom", "Belrive")
    typed(history, "nom_projet", "Rives")

    assert history.undo() == Draft({"coll_nom": "Belrive"})
    assert history.undo() == EMPTY
    assert history.redo() == Draft({"coll_nom": "Belrive"})
    assert history.redo() == Draft({"coll_nom": "Belrive", "nom_projet": "Rives"})
    assert not history.can_redo


def test_sealing_ends_a_step() -> None:
    history = History(EMPTY)
    typed(history, "coll_nom", "Bel")
    history.seal()
    history.record(EMPTY.with_value("coll_nom", "Belrive"), "coll_nom")

    assert history.undo() == Draft({"coll_nom": "Bel"})


def test_a_change_without_a_field_is_a_step_by_itself() -> None:
    history = History(EMPTY)
    history.record(Draft({"coll_nom": "a"}))
    history.record(Draft({"coll_nom": "ab"}))

    assert history.undo() == Draft({"coll_nom": "a"})


def test_typing_after_an_undo_begins_a_step_and_forgets_what_was_undone() -> None:
    history = History(EMPTY)
    typed(history, "coll_nom", "Belrive")
    history.undo()
    typed(history, "coll_nom", "Sorgues")

    assert not history.can_redo
    assert history.undo() == EMPTY


def test_what_is_typed_and_erased_again_is_no_step() -> None:
    history = History(EMPTY)
    typed(history, "coll_nom", "a")
    history.record(EMPTY, "coll_nom")

    assert not history.can_undo


def test_an_amended_state_is_the_end_of_the_last_step_and_keeps_what_can_be_redone() -> None:
    history = History(EMPTY)
    typed(history, "coll_nom", "a")
    typed(history, "nom_projet", "b")
    history.undo()
    dated = Draft({"coll_nom": "a", "date": "01/03/2026"})
    history.amend(dated)

    assert history.present == dated
    assert history.redo() == Draft({"coll_nom": "a", "nom_projet": "b"})
    assert history.undo() == dated
    assert history.undo() == EMPTY


def test_recording_the_same_draft_again_keeps_what_can_be_redone() -> None:
    history = History(EMPTY)
    typed(history, "coll_nom", "a")
    history.undo()
    history.record(Draft(), "coll_nom")

    assert history.can_redo


def test_what_is_kept_takes_no_more_memory_than_said_however_much_is_changed(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    room = 1_000_000
    monkeypatch.setattr(kept, "ROOM", room)
    history = History(complete_draft())
    tracemalloc.start()
    try:
        for rank in range(3000):
            long = f"{rank} " * 200
            history.record(history.present.with_value("usage_description", long))
            history.record(history.present.with_value("partenaires", (f"Rives {rank}", "Régie")))
        taken, _ = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()

    assert room / 2 < taken < room * 1.5


def test_the_last_steps_can_be_taken_back_however_long_their_texts(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(kept, "ROOM", 1000)
    history = History(EMPTY)
    for rank in range(3 * ALWAYS_KEPT):
        history.record(Draft({"coll_nom": f"{rank:02}" * 1000}))

    for back in range(1, ALWAYS_KEPT + 1):
        assert history.undo()["coll_nom"] == f"{3 * ALWAYS_KEPT - 1 - back:02}" * 1000
    assert not history.can_undo
    assert history.can_redo


def test_going_back_and_forth_takes_nothing_away(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kept, "ROOM", 50_000)
    history = History(EMPTY)
    steps = ALWAYS_KEPT * 2
    for rank in range(steps):
        history.record(Draft({"coll_nom": f"{rank}"}))
    for _ in range(50):
        while history.can_undo:
            history.undo()
        while history.can_redo:
            history.redo()
    history.record(Draft({"coll_nom": "fin"}))

    count = 0
    while history.can_undo:
        history.undo()
        count += 1
    assert count == steps + 1


def test_the_guide_says_how_much_is_kept() -> None:
    guide = (ROOT / "docs/guide.md").read_text(encoding="utf-8")

    assert f"au-delà de {ROOM // 1_000_000} Mo." in guide


@given(st.lists(st.tuples(st.sampled_from(["coll_nom", "budget", None]), st.text(max_size=2))))
def test_undoing_everything_then_redoing_everything_comes_back(
    edits: list[tuple[str | None, str]],
) -> None:
    history = History(EMPTY)
    for key, text in edits:
        history.record(history.present.with_value(key or "theme", text), key)
    last = history.present

    while history.can_undo:
        history.undo()
    assert history.present == EMPTY
    while history.can_redo:
        history.redo()
    assert history.present == last
