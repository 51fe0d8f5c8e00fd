"""`verifier --depuis`: the fiches that a branch has changed, in real repositories."""

import os
import re
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from iafiche.store.document import new_text
from tests.cli.conftest import Call
from tests.fiches import complete_draft

pytestmark = pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")

QUIET = {
    **{name: value for name, value in os.environ.items() if not name.startswith("GIT_")},
    "GIT_CONFIG_GLOBAL": os.devnull,
    "GIT_CONFIG_NOSYSTEM": "1",
}
AUTHOR = ("-c", "user.name=Essai", "-c", "user.email=essai@exemple.fr")


@pytest.fixture(autouse=True)
def no_settings_of_this_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let git go by the repository alone."""
    for name in [name for name in os.environ if name.startswith("GIT_")]:
        monkeypatch.delenv(name)
    for name in ("GIT_CONFIG_GLOBAL", "GIT_CONFIG_NOSYSTEM"):
        monkeypatch.setenv(name, QUIET[name])


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """A repository whose branch « main » holds two fiches."""
    folder = tmp_path / "dépôt"
    folder.mkdir()
    git(folder, "init", "-q", "-b", "main")
    write(folder / "fiches" / "rives.fiche.toml")
    write(folder / "fiches" / "tri du courrier.fiche.toml")
    commit(folder)
    return folder


def git(folder: Path, *words: str) -> str:
    return subprocess.run(
        ["git", *AUTHOR, *words], cwd=folder, env=QUIET, check=True, capture_output=True, text=True
    ).stdout


def commit(folder: Path) -> None:
    git(folder, "add", "-A")
    git(folder, "commit", "-q", "-m", "Essai")


def write(path: Path, **changes: str) -> None:
    path.parent.mkdir(exist_ok=True)
    path.write_text(new_text(complete_draft(**changes)), encoding="utf-8")


def judged(call: Call, *args: str) -> list[str]:
    """Return the names of the files that were judged."""
    out = call("verifier", *args, "--resume").out
    return re.findall(r"^\S (?:.*[/\\])?([^/\\\n]+)\.fiche\.toml\u00a0:", out, re.MULTILINE)


def test_only_what_was_changed_or_added_is_judged(call: Call, repository: Path) -> None:
    fiches = repository / "fiches"
    assert judged(call, str(repository), "--depuis", "HEAD") == []
    write(fiches / "rives.fiche.toml", nom_projet="Rives propres")
    write(fiches / "nouvelle.fiche.toml")
    assert judged(call, str(fiches), "--depuis", "HEAD") == ["nouvelle", "rives"]
    commit(repository)
    assert judged(call, str(fiches), "--depuis", "HEAD") == []
    assert judged(call, str(fiches), "--depuis", "HEAD~1") == ["nouvelle", "rives"]
    only = str(fiches / "rives.fiche.toml")
    assert judged(call, only, "--depuis", "HEAD~1") == ["rives"]


def test_nothing_changed_is_nothing_wrong(call: Call, repository: Path) -> None:
    checked = call("verifier", str(repository), "--depuis", "HEAD", "--strict")
    assert (checked.code, checked.err) == (0, "")
    assert "0 fiche" in checked.out


def test_what_others_changed_since_the_branch_began_is_theirs(call: Call, repository: Path) -> None:
    git(repository, "switch", "-q", "-c", "branche")
    write(repository / "fiches" / "rives.fiche.toml", nom_projet="Rives propres")
    commit(repository)
    git(repository, "switch", "-q", "main")
    write(repository / "fiches" / "tri du courrier.fiche.toml", nom_projet="Courrier trié")
    commit(repository)
    git(repository, "switch", "-q", "branche")
    assert judged(call, str(repository), "--depuis", "main") == ["rives"]


def test_a_deleted_fiche_is_not_judged(call: Call, repository: Path) -> None:
    (repository / "fiches" / "rives.fiche.toml").unlink()
    assert judged(call, str(repository), "--depuis", "HEAD") == []


def test_a_fiche_that_git_is_told_to_ignore_is_not_new(call: Call, repository: Path) -> None:
    (repository / ".gitignore").write_text("brouillon*\n", encoding="utf-8")
    write(repository / "brouillon.fiche.toml")
    assert judged(call, str(repository), "--depuis", "HEAD") == []


def test_the_program_may_be_called_from_anywhere(
    call: Call, repository: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(repository / "fiches" / "rives.fiche.toml", nom_projet="Rives propres")
    monkeypatch.chdir(repository / "fiches")
    for path in (".", "..", "rives.fiche.toml"):
        assert judged(call, path, "--depuis", "HEAD") == ["rives"]


@pytest.mark.parametrize("revision", ["absente", "--output=x", "", "HEAD:fiches"])
def test_an_unknown_revision_is_told(call: Call, repository: Path, revision: str) -> None:
    checked = call("verifier", str(repository), f"--depuis={revision}")
    assert checked.code == 2
    assert "git ne connaît pas la révision" in checked.err
    assert "git fetch" in checked.err
    assert checked.out == ""


def test_a_shallow_clone_is_told_how_to_get_the_rest(
    call: Call, repository: Path, tmp_path: Path
) -> None:
    write(repository / "fiches" / "rives.fiche.toml", nom_projet="Rives propres")
    commit(repository)
    clone = tmp_path / "clone"
    git(tmp_path, "clone", "-q", "--depth", "1", repository.as_uri(), str(clone))
    checked = call("verifier", str(clone), "--depuis", "HEAD~1")
    assert checked.code == 2
    assert "fetch-depth: 0" in checked.err


def test_a_folder_that_is_no_repository_is_told(call: Call, tmp_path: Path) -> None:
    write(tmp_path / "rives.fiche.toml")
    checked = call("verifier", str(tmp_path), "--depuis", "HEAD")
    assert checked.code == 2
    assert "n'est pas dans un dépôt git" in checked.err


def test_a_machine_without_git_is_told(
    call: Call, repository: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(repository))
    checked = call("verifier", str(repository), "--depuis", "HEAD")
    assert checked.code == 2
    assert "git est introuvable" in checked.err


def _filter(folder: Path, command: str) -> None:
    (folder / ".gitattributes").write_text("*.toml filter=piege\n", encoding="utf-8")
    git(folder, "config", "filter.piege.clean", command)


def _hook(folder: Path, command: str) -> None:
    hook = folder / ".git" / "hooks" / "post-index-change"
    hook.write_text(f"#!/bin/sh\n{command}\n", encoding="utf-8")
    hook.chmod(0o755)


def _watcher(folder: Path, command: str) -> None:
    git(folder, "config", "core.fsmonitor", command)


def _partial_clone(folder: Path, command: str) -> None:
    for name, value in {
        "core.repositoryFormatVersion": "1",
        "extensions.partialClone": "origin",
        "remote.origin.promisor": "true",
        "remote.origin.url": folder.as_uri(),
        "remote.origin.uploadpack": f"{command};git-upload-pack",
        "protocol.file.allow": "always",
    }.items():
        git(folder, "config", name, value)


def _submodule(folder: Path, command: str) -> None:
    inner = folder / "inner"
    inner.mkdir()
    git(inner, "init", "-q")
    git(inner, "commit", "-q", "--allow-empty", "-m", "Essai")
    commit(folder)
    (inner / "nouveau").write_text("x", encoding="utf-8")
    git(inner, "config", "core.fsmonitor", command)


@pytest.mark.parametrize("revision", ["HEAD", "0123456789" * 4])
@pytest.mark.parametrize("trap", [_filter, _hook, _watcher, _partial_clone, _submodule])
def test_no_program_that_a_repository_names_is_run(
    call: Call,
    repository: Path,
    tmp_path: Path,
    trap: Callable[[Path, str], None],
    revision: str,
) -> None:
    mark = tmp_path / "piege"
    trap(repository, f"touch '{mark.as_posix()}'")
    write(repository / "fiches" / "rives.fiche.toml", nom_projet="Rives propres")
    for file in (repository / "fiches").iterdir():
        # git reads again what its index has another time for.
        os.utime(file, (0, 0))

    judged_files = judged(call, str(repository), f"--depuis={revision}")

    assert judged_files == (["rives"] if revision == "HEAD" else [])
    assert not mark.exists()


def test_a_setting_of_git_that_cannot_be_set_aside_is_refused(
    call: Call, repository: Path, tmp_path: Path
) -> None:
    mark = tmp_path / "piege"
    git(repository, "config", "filter.a=b.clean", f"touch '{mark.as_posix()}'")

    checked = call("verifier", str(repository), "--depuis", "HEAD")

    assert checked.code == 2
    assert "filter.a=b.clean" in checked.err
    assert not mark.exists()
