"""The hooks of `.pre-commit-hooks.yaml`, run by pre-commit on a scratch repository.

pre-commit would install the program anew for each run; here its own declarations run the one under
test (`pre-commit try-repo` does the rest by hand).
"""

import os
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from iafiche.store.document import new_text
from tests.conftest import ROOT
from tests.fiches import complete_draft

pytestmark = pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")

MANIFEST = ROOT / ".pre-commit-hooks.yaml"
AUTHOR = ("-c", "user.name=Essai", "-c", "user.email=essai@exemple.fr")


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A repository whose configuration calls each of our hooks."""
    for name in [name for name in os.environ if name.startswith(("GIT_", "PRE_COMMIT"))]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", os.devnull)
    monkeypatch.setenv("PRE_COMMIT_HOME", str(tmp_path / "pre-commit"))
    folder = tmp_path / "dépôt"
    folder.mkdir()
    hooks = yaml.safe_load(MANIFEST.read_text(encoding="utf-8"))
    python = shlex.quote(Path(sys.executable).as_posix())
    for hook in hooks:
        name, _, command = hook["entry"].partition(" ")
        assert name == "iafiche"
        assert hook["language"] == "python"
        hook |= {"entry": f"{python} -m iafiche {command}", "language": "system"}
    config = {"repos": [{"repo": "local", "hooks": hooks}]}
    (folder / ".pre-commit-config.yaml").write_text(yaml.safe_dump(config), encoding="utf-8")
    git(folder, "init", "-q")
    return folder


def git(folder: Path, *words: str) -> str:
    return subprocess.run(
        ["git", *AUTHOR, *words], cwd=folder, check=True, capture_output=True, encoding="utf-8"
    ).stdout


def run(folder: Path, hook: str) -> subprocess.CompletedProcess[str]:
    """Run one hook on what is about to be committed."""
    git(folder, "add", "-A")
    return subprocess.run(
        [sys.executable, "-m", "pre_commit", "run", hook],
        cwd=folder,
        check=False,
        capture_output=True,
        encoding="utf-8",
        env={**os.environ, "PYTHONUTF8": "1"},
        timeout=120,
    )


def write(folder: Path, name: str, **changes: str) -> Path:
    path = folder / name
    path.write_text(new_text(complete_draft(**changes)), encoding="utf-8", newline="\n")
    return path


def test_pre_commit_takes_the_manifest() -> None:
    subprocess.run([sys.executable, "-m", "pre_commit", "validate-manifest", MANIFEST], check=True)


def test_a_commit_stops_at_a_fiche_with_an_error_and_at_nothing_else(repository: Path) -> None:
    write(repository, "rives.fiche.toml")
    (repository / "autre.toml").write_text("ceci n'est pas du TOML", encoding="utf-8")
    assert run(repository, "iafiche-verifier").returncode == 0
    write(repository, "Déchets du port.FICHE.toml", coll_siret="1")
    stopped = run(repository, "iafiche-verifier")
    assert stopped.returncode == 1
    assert "Déchets du port.FICHE.toml:" in stopped.stdout
    assert "erreur siret-invalide" in stopped.stdout
    assert "2 fiches" in stopped.stdout


def test_a_commit_without_fiches_passes(repository: Path) -> None:
    passed = run(repository, "iafiche-verifier")
    assert passed.returncode == 0
    assert "no files to check" in passed.stdout


def test_a_correction_stops_the_commit_once(repository: Path) -> None:
    path = write(repository, "rives.fiche.toml", coll_siret="215 799 909 00019")
    stopped = run(repository, "iafiche-corriger")
    assert stopped.returncode == 1
    assert "files were modified by this hook" in stopped.stdout
    assert 'coll_siret = "21579990900019"' in path.read_text(encoding="utf-8")
    assert run(repository, "iafiche-corriger").returncode == 0
