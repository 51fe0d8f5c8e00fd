"""Undo and redo: what is typed into one field is one step."""

from hypothesis import given
from hypothesis import strategies as st

from iafiche.model.draft import Draft
from iafiche.store.history import History

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
