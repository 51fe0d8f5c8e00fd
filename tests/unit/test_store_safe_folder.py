"""A folder is written whole or not at all, and never takes away what others put there."""

import os
import shutil
from pathlib import Path

import pytest

from iafiche.store.safe_folder import write_folder_safely
from iafiche.store.system_errors import SaveError

FILES = {"index.html": b"<p>\xc3\xa9</p>\r\n", "fiches/rives.html": b"rives", "vide": b""}


def content_of(folder: Path) -> dict[str, bytes]:
    return {
        file.relative_to(folder).as_posix(): file.read_bytes()
        for file in folder.rglob("*")
        if file.is_file()
    }


def test_the_folder_holds_the_files_to_the_byte_and_nothing_is_left_beside_it(
    tmp_path: Path,
) -> None:
    write_folder_safely(tmp_path / "site", FILES)
    assert content_of(tmp_path / "site") == FILES
    assert [entry.name for entry in tmp_path.iterdir()] == ["site"]


def test_an_empty_folder_and_an_earlier_export_give_way(tmp_path: Path) -> None:
    target = tmp_path / "site"
    target.mkdir()
    write_folder_safely(target, FILES)
    changed = {**FILES, "index.html": b"autre"}
    write_folder_safely(target, changed)
    assert content_of(target) == changed
    assert [entry.name for entry in tmp_path.iterdir()] == ["site"]


def test_what_others_put_there_is_named_and_stays(tmp_path: Path) -> None:
    target = tmp_path / "site"
    write_folder_safely(target, FILES)
    (target / "fiches" / "photo.jpg").write_bytes(b"photo")
    with pytest.raises(SaveError) as caught:
        write_folder_safely(target, {"index.html": b"autre"})
    assert "fiches/" in caught.value.message
    assert caught.value.advice.endswith(".")
    assert content_of(target) == {**FILES, "fiches/photo.jpg": b"photo"}


@pytest.mark.parametrize("inner", ["", "photos"])
def test_a_folder_that_cannot_be_read_whole_stays(plain_users_folder: Path, inner: str) -> None:
    target = plain_users_folder / "site"
    closed = target / inner
    closed.mkdir(parents=True)
    (closed / "photo.jpg").write_bytes(b"photo")
    closed.chmod(0)
    try:
        with pytest.raises(SaveError, match="ne peut pas être lu"):
            write_folder_safely(target, FILES)
    finally:
        closed.chmod(0o700)
    assert content_of(plain_users_folder) == {
        (closed / "photo.jpg").relative_to(plain_users_folder).as_posix(): b"photo"
    }


def test_a_file_of_that_name_stays(tmp_path: Path) -> None:
    target = tmp_path / "site"
    target.write_bytes(b"texte")
    with pytest.raises(SaveError, match="fichier porte"):
        write_folder_safely(target, FILES)
    assert target.read_bytes() == b"texte"


def test_a_folder_in_a_folder_that_does_not_exist_is_told(tmp_path: Path) -> None:
    with pytest.raises(SaveError, match="n'existe pas"):
        write_folder_safely(tmp_path / "absent" / "site", FILES)
    assert not (tmp_path / "absent").exists()


def test_a_write_that_fails_leaves_the_old_folder_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "site"
    write_folder_safely(target, FILES)

    def full(_descriptor: int) -> None:
        raise OSError(28, os.strerror(28))

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(SaveError, match="place"):
        write_folder_safely(target, {"index.html": b"autre", "vide": b""} | FILES)
    assert content_of(target) == FILES
    assert [entry.name for entry in tmp_path.iterdir()] == ["site"]


def test_the_old_folder_comes_back_when_the_new_one_cannot_take_its_place(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "site"
    write_folder_safely(target, FILES)
    replace = Path.replace
    moves: list[Path] = []

    def second_move_fails(path: Path, destination: Path) -> Path:
        moves.append(destination)
        if len(moves) == 2:
            raise PermissionError(13, os.strerror(13))
        return replace(path, destination)

    monkeypatch.setattr(Path, "replace", second_move_fails)
    with pytest.raises(SaveError):
        write_folder_safely(target, {**FILES, "index.html": b"autre"})
    assert content_of(target) == FILES
    assert [entry.name for entry in tmp_path.iterdir()] == ["site"]


@pytest.mark.skipif(not hasattr(os, "symlink") or os.name == "nt", reason="links need rights there")
def test_a_link_to_a_folder_stays_a_link(tmp_path: Path) -> None:
    real = tmp_path / "vrai"
    real.mkdir()
    (tmp_path / "site").symlink_to(real, target_is_directory=True)
    write_folder_safely(tmp_path / "site", FILES)
    assert (tmp_path / "site").is_symlink()
    assert content_of(real) == FILES
    shutil.rmtree(real)
