"""Finding the fiches of folders."""

import os
from pathlib import Path

import pytest

from iafiche.review.scan import fiche_files


def _make(folder: Path, *names: str) -> None:
    for name in names:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("version = 1", encoding="utf-8")


def _found(folder: Path, *paths: Path) -> list[str]:
    return [path.relative_to(folder).as_posix() for path in fiche_files(paths or [folder])]


def test_a_folder_stands_for_its_fiches_then_those_of_its_folders(tmp_path: Path) -> None:
    _make(tmp_path, "b.fiche.toml", "a.fiche.toml", "c/z.fiche.toml", "c/d/e.fiche.toml", "B.txt")
    _make(tmp_path, "a/y.fiche.toml", "A.FICHE.TOML", "notes.toml", ".fiche.toml")
    assert _found(tmp_path) == [
        "A.FICHE.TOML",
        "a.fiche.toml",
        "b.fiche.toml",
        "a/y.fiche.toml",
        "c/z.fiche.toml",
        "c/d/e.fiche.toml",
    ]


def test_hidden_folders_are_left_out(tmp_path: Path) -> None:
    _make(tmp_path, ".git/a.fiche.toml", ".hidden.fiche.toml", "b.fiche.toml")
    assert _found(tmp_path) == [".hidden.fiche.toml", "b.fiche.toml"]


def test_a_file_named_outright_is_taken_whatever_its_name(tmp_path: Path) -> None:
    _make(tmp_path, "notes.txt")
    assert _found(tmp_path, tmp_path / "notes.txt", tmp_path / "absent") == ["notes.txt", "absent"]


def test_a_fiche_reached_twice_comes_once(tmp_path: Path) -> None:
    _make(tmp_path, "a/b.fiche.toml")
    again = tmp_path / "a" / ".." / "a" / "b.fiche.toml"
    assert _found(tmp_path, tmp_path, tmp_path / "a", again) == ["a/b.fiche.toml"]


@pytest.mark.skipif(os.name == "nt", reason="symbolic links need a privilege on Windows")
def test_links_are_followed_and_loops_of_links_end(tmp_path: Path) -> None:
    _make(tmp_path, "a/b.fiche.toml", "else/c.fiche.toml")
    (tmp_path / "a" / "up").symlink_to(tmp_path)
    (tmp_path / "a" / "self").symlink_to(tmp_path / "a")
    (tmp_path / "a" / "side").symlink_to(tmp_path / "else")
    (tmp_path / "a" / "nowhere.fiche.toml").symlink_to(tmp_path / "absent")
    assert _found(tmp_path, tmp_path / "a") == [
        "a/b.fiche.toml",
        "a/nowhere.fiche.toml",
        "a/side/c.fiche.toml",
        "a/up/else/c.fiche.toml",
    ]


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="needs a folder closed to us")
def test_a_folder_that_cannot_be_listed_is_given_as_is(tmp_path: Path) -> None:
    _make(tmp_path, "closed/a.fiche.toml")
    (tmp_path / "closed").chmod(0)
    try:
        assert _found(tmp_path) == ["closed"]
    finally:
        (tmp_path / "closed").chmod(0o755)
