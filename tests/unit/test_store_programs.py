"""Other people's programs are found where the person's system keeps them, and nowhere else."""

import os
from pathlib import Path

import pytest

from iafiche.store.programs import find_program


def program(folder: Path, name: str) -> Path:
    """Put a program there."""
    folder.mkdir(exist_ok=True)
    path = folder / name
    path.write_bytes(b"")
    path.chmod(0o755)
    return path


def test_the_first_folder_that_has_it_counts(tmp_path: Path) -> None:
    program(tmp_path / "b", "nano")
    expected = program(tmp_path / "a", "nano")
    places = os.pathsep.join(str(tmp_path / name) for name in ("vide", "a", "b"))

    assert find_program("nano", {"PATH": places}, windows=False) == str(expected)
    assert find_program("vim", {"PATH": places}, windows=False) is None


def test_a_program_of_windows_is_known_by_its_end(tmp_path: Path) -> None:
    expected = program(tmp_path, "git.EXE")

    environment = {"PATH": str(tmp_path), "PATHEXT": ".COM;.EXE"}
    assert find_program("git", environment, windows=True) == str(expected)
    assert find_program("git.EXE", environment, windows=True) == str(expected)


@pytest.mark.parametrize("place", ["", ".", "outils"])
@pytest.mark.parametrize("windows", [False, True])
def test_the_folder_one_stands_in_is_not_searched(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, place: str, windows: bool
) -> None:
    for name in ("git", "git.EXE"):
        program(tmp_path, name)
        program(tmp_path / "outils", name)
    monkeypatch.chdir(tmp_path)
    places = os.pathsep.join((place, str(tmp_path / "ailleurs")))

    assert find_program("git", {"PATH": places}, windows=windows) is None


def test_a_path_that_somebody_chose_is_taken_as_it_is(tmp_path: Path) -> None:
    chosen = program(tmp_path, "nano.EXE")

    assert find_program(str(chosen), {"PATH": ""}, windows=False) == str(chosen)
