"""What config.toml changes for the commands that draw no screen."""

import datetime
import io
from pathlib import Path

import pytest

from iafiche.model.catalogue import CATALOGUE
from iafiche.model.field import Role
from tests.cli.conftest import Call
from tests.cli.dialogues import said
from tests.conftest import TODAY
from tests.fiches import complete_draft, written


@pytest.fixture
def settings_file(own_folder: Path) -> Path:
    """The settings file of this test's user, not written yet."""
    own_folder.mkdir(parents=True, exist_ok=True)
    return own_folder / "config.toml"


@pytest.fixture
def month_old(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """A fiche updated forty days ago, about to be filled by `/liste` alone."""
    updated = TODAY - datetime.timedelta(days=40)
    fields = {CATALOGUE.of_role(Role.UPDATED).key: updated.strftime("%d/%m/%Y")}
    monkeypatch.setattr("sys.stdin", io.StringIO("/liste\n"))
    return str(written(tmp_path / "x.fiche.toml", complete_draft(**fields)))


def test_without_settings_the_defaults_hold_and_nothing_is_told(call: Call, month_old: str) -> None:
    outcome = call("remplir", month_old)
    assert "Rien à corriger" in said(outcome)
    assert outcome.err == ""


def test_the_age_limit_of_the_settings_counts(
    call: Call, month_old: str, settings_file: Path
) -> None:
    settings_file.write_text("anciennete_jours = 30\n", encoding="utf-8")
    outcome = call("remplir", month_old)
    assert "La fiche n'a pas été mise à jour depuis" in said(outcome)
    assert outcome.err == ""


def test_what_is_wrong_in_the_settings_is_told_once_and_the_default_holds(
    call: Call, month_old: str, settings_file: Path
) -> None:
    settings_file.write_text('# mes réglages\nanciennete_jours = "a\\u001bb"\n', encoding="utf-8")
    outcome = call("remplir", month_old)
    assert "Rien à corriger" in said(outcome)
    assert outcome.err.count("config.toml, ligne 2") == 1
    assert "\x1b" not in outcome.err


def test_keys_are_none_of_the_command_lines_business(
    call: Call, month_old: str, settings_file: Path
) -> None:
    settings_file.write_text('[touches]\nrien = "F1"\n', encoding="utf-8")
    assert call("remplir", month_old).err == ""
