"""Two people with one fiche, each in a real terminal."""

from __future__ import annotations

import signal
from typing import TYPE_CHECKING

from iafiche.store.lock import lock_of
from iafiche.store.reading import read_file
from tests.fiches import complete_draft, written
from tests.tui.test_terminal import start

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.tui.terminal import Terminal

__all__ = ["start"]


def test_two_editors_lose_nothing_of_each_other_and_a_dead_one_is_in_nobodys_way(
    start: Callable[..., Terminal], tmp_path: Path
) -> None:
    path = written(tmp_path / "rives.fiche.toml", complete_draft())
    one = start(str(path), size=(110, 32))
    one.until(lock_of(path).exists, "the lock")
    other = start(str(path), size=(110, 32))
    other.sees("Ouverte dans votre autre fenêtre", "La lire seulement", "Revenir")
    other.send("down", "enter")
    other.until(lambda: "La lire seulement" not in other.reads, "the fiche")

    one.send(" (un)", "ctrl+s")
    one.sees("Enregistré dans")
    other.send("tab", " (deux)", "ctrl+s")
    other.sees("Modifiée ici et ailleurs", "les deux se réunissent")
    other.send("enter")
    other.sees("Enregistré dans")
    draft = read_file(path).draft
    assert str(draft["coll_nom"]).endswith("(un)")
    assert str(draft["nom_projet"]).endswith("(deux)")
    # Nothing is typed there: it is read again by itself.
    one.sees("(deux)")

    one.signal(signal.SIGKILL)
    one.until_dead()
    left = lock_of(path).read_bytes()
    other.send("ctrl+q")
    assert other.end() == 0
    third = start(str(path), size=(110, 32))
    third.sees("(deux)")
    third.until(lambda: lock_of(path).read_bytes() != left, "a lock of its own")
    third.send("ctrl+q")
    assert third.end() == 0
    assert "Ouverte dans votre autre fenêtre" not in third.reads
    assert not lock_of(path).exists()
