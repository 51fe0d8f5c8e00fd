"""What the commands over many fiches share: the settings of whoever calls them."""

from pathlib import Path

import pytest

from iafiche.store.document import new_text
from tests.cli.conftest import Call
from tests.fiches import complete_draft


@pytest.fixture
def fiche(tmp_path: Path) -> Path:
    """A fiche brought up to date 40 days before the tests' day."""
    path = tmp_path / "rives.fiche.toml"
    path.write_text(new_text(complete_draft(date="21/01/2026")), encoding="utf-8")
    return path


def _settings(own_folder: Path, text: str) -> None:
    own_folder.mkdir(exist_ok=True)
    (own_folder / "config.toml").write_text(text, encoding="utf-8")


def test_the_age_limit_of_the_settings_counts(call: Call, fiche: Path, own_folder: Path) -> None:
    assert "fiche-ancienne" not in call("verifier", str(fiche)).out
    _settings(own_folder, "anciennete_jours = 30")
    assert ": conseil fiche-ancienne — " in call("verifier", str(fiche)).out
    assert ": conseil fiche-ancienne — " in call(str(fiche)).out


def test_wrong_settings_are_told_once_and_the_default_counts(
    call: Call, fiche: Path, own_folder: Path
) -> None:
    _settings(own_folder, 'anciennete_jours = "souvent"\n')
    judged = call("verifier", str(fiche), "--gravite", "conseil")
    assert judged.code == 0
    assert judged.err.count("config.toml, ligne 1") == 1
