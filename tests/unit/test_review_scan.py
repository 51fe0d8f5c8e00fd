"""Finding the fiches of folders."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from iafiche.review.scan import batches, count_fiches, fiche_files, listed_paths


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
def test_links_lead_out_of_a_folder_and_to_each_fiche_once(tmp_path: Path) -> None:
    _make(tmp_path, "a/b.fiche.toml", "a/d/e.fiche.toml", "else/c.fiche.toml")
    (tmp_path / "a" / "up").symlink_to(tmp_path)
    (tmp_path / "a" / "self").symlink_to(tmp_path / "a")
    (tmp_path / "a" / "side").symlink_to(tmp_path / "else")
    (tmp_path / "a" / "z").symlink_to(tmp_path / "else")
    (tmp_path / "a" / "twin").symlink_to(tmp_path / "a" / "d")
    (tmp_path / "else" / "back").symlink_to(tmp_path / "a")
    (tmp_path / "else" / "round").symlink_to(tmp_path / "else")
    (tmp_path / "a" / "nowhere.fiche.toml").symlink_to(tmp_path / "absent")
    assert _found(tmp_path, tmp_path / "a") == [
        "a/b.fiche.toml",
        "a/nowhere.fiche.toml",
        "a/d/e.fiche.toml",
        "a/side/c.fiche.toml",
    ]


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="needs a folder closed to us")
def test_a_folder_that_cannot_be_listed_is_given_as_is(tmp_path: Path) -> None:
    _make(tmp_path, "closed/a.fiche.toml")
    (tmp_path / "closed").chmod(0)
    try:
        assert _found(tmp_path) == ["closed"]
    finally:
        (tmp_path / "closed").chmod(0o755)


def _ignore(folder: Path, *lines: str) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / ".gitignore").write_text("\n".join(lines), encoding="utf-8")


def test_what_gitignore_names_is_left_out_at_every_level(tmp_path: Path) -> None:
    _make(tmp_path, "a.fiche.toml", "brouillons/b.fiche.toml", "c/essai-1.fiche.toml")
    _make(tmp_path, "c/d.fiche.toml", "c/e/essai-2.fiche.toml", "c/e/f.fiche.toml")
    _ignore(tmp_path, "# brouillons", "brouillons/", "*.log", "essai-*")
    _ignore(tmp_path / "c" / "e", "!essai-2*", "f.*")
    assert _found(tmp_path) == ["a.fiche.toml", "c/d.fiche.toml", "c/e/essai-2.fiche.toml"]


def test_gitignore_says_the_same_as_git(tmp_path: Path) -> None:
    git = shutil.which("git")
    if git is None:
        pytest.skip("needs git")
    _make(tmp_path, *(f"{a}/{b}.fiche.toml" for a in ("a", "b/a", "b/c") for b in ("x", "y", "z")))
    _make(tmp_path, "x.fiche.toml", "a/b/x.fiche.toml", "keep/deep/y.fiche.toml")
    _ignore(
        tmp_path, "/a/x.fiche.toml", "b/**/z*", "**/deep/*", "!keep/deep/y.fiche.toml", "\\#", "!"
    )
    _ignore(tmp_path / "b", "*", "!*/", "!y.fiche.toml")
    subprocess.run([git, "init", "-q", str(tmp_path)], check=True)
    listed = subprocess.run(
        [git, "ls-files", "--others", "--exclude-standard"],
        cwd=tmp_path,
        check=True,
        capture_output=True,
        text=True,
    )
    known = {line for line in listed.stdout.splitlines() if line.endswith(".fiche.toml")}
    assert set(_found(tmp_path)) == known
    assert 0 < len(known) < 12


def test_the_files_above_in_the_repository_count_too(tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()
    _make(tmp_path, "a/b/x.fiche.toml", "a/b/y.fiche.toml", "a/b/z.fiche.toml")
    _ignore(tmp_path, "y.*")
    _ignore(tmp_path / "a", "/b/z.fiche.toml")
    assert _found(tmp_path, tmp_path / "a" / "b") == ["a/b/x.fiche.toml"]


def test_outside_of_a_repository_those_above_do_not_count(tmp_path: Path) -> None:
    _make(tmp_path, "a/x.fiche.toml")
    _ignore(tmp_path, "x.*")
    assert _found(tmp_path, tmp_path / "a") == ["a/x.fiche.toml"]


def test_a_file_named_outright_is_taken_even_if_ignored(tmp_path: Path) -> None:
    _make(tmp_path, "x.fiche.toml")
    _ignore(tmp_path, "*")
    assert _found(tmp_path) == []
    assert _found(tmp_path, tmp_path / "x.fiche.toml") == ["x.fiche.toml"]


@pytest.mark.parametrize("content", [b"!\nx.*\n\xff\n", b"\\\nx.*", b"[\nx.*\n"])
def test_lines_that_are_no_pattern_are_passed_over(tmp_path: Path, content: bytes) -> None:
    _make(tmp_path, "x.fiche.toml", "y.fiche.toml")
    (tmp_path / ".gitignore").write_bytes(content)
    assert _found(tmp_path) == ["y.fiche.toml"]


def _matched(folder: Path, pattern: str) -> list[str]:
    return _found(folder, folder / pattern)


@pytest.mark.parametrize(
    ("pattern", "expected"),
    [
        ("*.toml", ["a.fiche.toml", "notes.toml"]),
        ("*", ["a.fiche.toml", "b/c.fiche.toml", "b/d/e.fiche.toml"]),
        ("**/*.fiche.toml", ["a.fiche.toml", "b/c.fiche.toml", "b/d/e.fiche.toml"]),
        ("**/*.toml", ["a.fiche.toml", "notes.toml", "b/c.fiche.toml", "b/d/e.fiche.toml"]),
        ("b/**/e*", ["b/d/e.fiche.toml"]),
        ("[bx]/?.fiche.toml", ["b/c.fiche.toml"]),
        ("*/d", ["b/d/e.fiche.toml"]),
        (".hid*/*.toml", [".hidden/f.fiche.toml"]),
        ("nulle*", ["nulle*"]),
    ],
)
def test_a_pattern_stands_for_what_a_shell_would_give(
    tmp_path: Path, pattern: str, expected: list[str]
) -> None:
    _make(tmp_path, "a.fiche.toml", "notes.toml", "lisezmoi.md", "b/c.fiche.toml")
    _make(tmp_path, "b/d/e.fiche.toml", ".hidden/f.fiche.toml", "iafiche.toml")
    assert _matched(tmp_path, pattern) == expected


def test_patterns_respect_gitignore_and_survive_loops(tmp_path: Path) -> None:
    _make(tmp_path, "a/b.fiche.toml", "build/c.fiche.toml")
    _ignore(tmp_path, "build/")
    if os.name != "nt":
        (tmp_path / "a" / "up").symlink_to(tmp_path)
    assert _matched(tmp_path, "**/*.fiche.toml") == ["a/b.fiche.toml"]


def test_a_name_with_brackets_is_itself_where_it_exists(tmp_path: Path) -> None:
    _make(tmp_path, "[a].fiche.toml", "a.fiche.toml")
    assert _matched(tmp_path, "[a].fiche.toml") == ["[a].fiche.toml"]


@pytest.mark.parametrize(
    "text",
    [
        "a b.fiche.toml\né.fiche.toml\n",
        "a b.fiche.toml\r\n\r\né.fiche.toml",
        "a b.fiche.toml\0é.fiche.toml\0",
    ],
)
def test_a_list_names_a_file_a_line(text: str) -> None:
    assert list(listed_paths(text)) == [Path("a b.fiche.toml"), Path("é.fiche.toml")]


def test_fiches_are_counted_without_being_read(tmp_path: Path) -> None:
    _make(tmp_path, *(f"{rank}.fiche.toml" for rank in range(600)), "a/x.fiche.toml")
    assert count_fiches([tmp_path]) == 601


def test_a_large_folder_comes_in_batches_in_order(tmp_path: Path) -> None:
    _make(tmp_path, *(f"{rank:04}.fiche.toml" for rank in range(600)))
    parts = list(batches([tmp_path], with_status=True))
    assert len(parts) > 1
    paths = [path for part in parts for path in part.paths]
    assert paths == sorted(paths)
    assert len(paths) == 600
    assert all(s is not None and s.st_size for part in parts for s in part.statuses)


def test_a_folder_given_again_below_another_comes_once(tmp_path: Path) -> None:
    _make(tmp_path, "a/b.fiche.toml", "c.fiche.toml")
    assert _found(tmp_path, tmp_path / "a", tmp_path) == ["a/b.fiche.toml", "c.fiche.toml"]
    assert _found(tmp_path, tmp_path / "a" / "b.fiche.toml", tmp_path) == [
        "a/b.fiche.toml",
        "c.fiche.toml",
    ]


def test_paths_are_told_as_they_were_given(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _make(tmp_path, "a/b.fiche.toml", "c.fiche.toml")
    monkeypatch.chdir(tmp_path)
    assert [str(path) for path in fiche_files([Path()])] == [
        "c.fiche.toml",
        str(Path("a", "b.fiche.toml")),
    ]


def test_each_folder_has_the_nearest_settings(tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()
    _make(tmp_path, "a.fiche.toml", "b/c.fiche.toml", "b/d/e.fiche.toml", "f/g.fiche.toml")
    for folder in (tmp_path, tmp_path / "b"):
        (folder / "iafiche.toml").write_text("", encoding="utf-8")
    found = {Path(b.paths[0]).name: b.place.settings for b in batches([tmp_path]) if b.paths}
    top, inner = str(tmp_path / "iafiche.toml"), str(tmp_path / "b" / "iafiche.toml")
    assert found == {
        "a.fiche.toml": top,
        "c.fiche.toml": inner,
        "e.fiche.toml": inner,
        "g.fiche.toml": top,
    }
    (below,) = (b.place.settings for b in batches([tmp_path / "f"]))
    (outright,) = (b.place.settings for b in batches([tmp_path / "b" / "d" / "e.fiche.toml"]))
    assert (below, outright) == (top, inner)
