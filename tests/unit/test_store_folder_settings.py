"""`iafiche.toml`: which one counts, what it asks for, and what is said of a wrong one."""

from pathlib import Path

import pytest

from iafiche.check.policy import NO_POLICY
from iafiche.model.flaws import Code, Severity
from iafiche.store.folder_settings import (
    SETTINGS_FILE,
    FolderSettings,
    read_folder_settings,
    settings_for,
)
from iafiche.store.folder_settings_checks import checked_settings
from iafiche.store.system_errors import READ_ONLY

EXAMPLE = """\
public = true
anciennete_jours = 180

[gravite]
courriel-nominatif = "avertissement"

[ignorer]
url-http = "Le serveur interne n'a pas de certificat."

[valeurs]
audience_service = ["Aménageurs"]
"""


def _checked(text: str) -> FolderSettings:
    return checked_settings(text.encode())


def test_all_settings_at_once() -> None:
    settings = _checked(EXAMPLE)
    assert settings.findings == ()
    policy = settings.policy
    assert policy.public
    assert policy.stale_after == 180
    assert policy.severities == {Code.COURRIEL_NOMINATIF: Severity.WARNING}
    assert policy.ignored == {Code.URL_HTTP: "Le serveur interne n'a pas de certificat."}
    assert policy.extra_values == {"audience_service": ("Aménageurs",)}


def test_an_empty_file_changes_nothing() -> None:
    policy = _checked("# rien\n").policy
    assert not policy.public
    assert policy.stale_after is None
    assert not any((policy.severities, policy.ignored, policy.extra_values))


@pytest.mark.parametrize(
    ("line", "place", "said", "advised"),
    [
        ("publique = true", (1, 12), "« publique » n'existe pas", "« public »"),
        ('public = "oui"', (1, 10), "« public » est « oui »", "public = true"),
        ("anciennete_jours = 0", (1, 20), "de 1 à", "anciennete_jours = 180"),
        ("anciennete_jours = true", (1, 20), "sans guillemets", "anciennete_jours = 180"),
        ("gravite = 3", (1, 11), "il faut une section", "« [gravite] »"),
        ('[gravite]\nurl-https = "erreur"', (2, 13), "« url-https » n'existe pas", "« url-http »"),
        ('[gravite]\nurl-http = "grave"', (2, 12), '"erreur", "avertissement", "conseil"', "url-"),
        ("[ignorer]\nurl-http = true", (2, 12), "la raison", "Pourquoi"),
        ('[ignorer]\nurl-http = " "', (2, 12), "la raison", "Pourquoi"),
        ('[ignorer]\ntoml-invalide = "x"', (2, 17), "ne se règle pas", "Retirez"),
        ('[ignorer]\nreglages-invalides = "x"', (2, 22), "ne se règle pas", "Retirez"),
        ('[valeurs]\naudience = ["x"]', (2, 12), "« audience » n'existe pas", "audience_service"),
        ('[valeurs]\ncoll_nom = ["x"]', (2, 12), "n'a pas de liste", "Retirez"),
        ('[valeurs]\ntheme = "x"', (2, 9), "une liste de textes", '["Une valeur"]'),
        ('[valeurs]\ntheme = [""]', (2, 9), "une liste de textes", '["Une valeur"]'),
        ("= 3", (1, 1), "", ""),
    ],
)
def test_what_is_wrong_is_said_with_its_place_and_what_to_write(
    line: str, place: tuple[int, int], said: str, advised: str
) -> None:
    settings = _checked(line)
    (found,) = settings.findings
    assert found.code is Code.REGLAGES_INVALIDES
    assert (found.line, found.column) == place
    assert said in found.message
    assert advised in found.advice
    assert found.message.endswith(".")


def test_what_is_right_counts_beside_what_is_wrong() -> None:
    settings = _checked('public = true\nanciennete_jours = "x"\n[gravite]\nurl-http = "erreur"\n')
    assert len(settings.findings) == 1
    assert settings.policy.public
    assert settings.policy.severities == {Code.URL_HTTP: Severity.ERROR}


def test_a_file_that_cannot_be_read_says_so() -> None:
    (found,) = checked_settings(READ_ONLY).findings
    assert found.message == READ_ONLY.message
    (found,) = checked_settings("é = 1".encode("latin-1")).findings
    assert "UTF-8" in found.message


def _write(folder: Path, text: str) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / SETTINGS_FILE
    path.write_text(text, encoding="utf-8")
    return path


def test_the_nearest_file_upwards_counts_and_the_others_do_not(tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()
    _write(tmp_path, "anciennete_jours = 10")
    _write(tmp_path / "a", "public = true")
    fiche = tmp_path / "a" / "b" / "x.fiche.toml"
    fiche.parent.mkdir()
    assert settings_for(fiche).policy.public
    assert settings_for(fiche).policy.stale_after is None
    assert settings_for(tmp_path / "y.fiche.toml").policy.stale_after == 10


def test_the_search_ends_at_the_root_of_the_repository(tmp_path: Path) -> None:
    _write(tmp_path, "public = true")
    (tmp_path / "depot" / ".git").mkdir(parents=True)
    (tmp_path / "depot" / "a").mkdir()
    assert settings_for(tmp_path / "depot" / "a" / "x.fiche.toml").policy is NO_POLICY


def test_outside_of_a_repository_it_ends_with_the_current_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _write(tmp_path, "public = true")
    (tmp_path / "a" / "b").mkdir(parents=True)
    fiche = tmp_path / "a" / "b" / "x.fiche.toml"
    monkeypatch.chdir(tmp_path)
    assert settings_for(Path("a/b/x.fiche.toml")).policy.public
    assert settings_for(fiche).policy.public
    monkeypatch.chdir(tmp_path / "a")
    assert not settings_for(fiche).policy.public
    monkeypatch.chdir("/")
    (tmp_path / "a" / "b" / SETTINGS_FILE).write_text("public = true")
    assert settings_for(fiche).policy.public


def test_a_changed_file_is_read_again(tmp_path: Path) -> None:
    path = _write(tmp_path, "public = true")
    assert read_folder_settings(str(path)).policy.public
    path.write_text("public = false")
    assert not read_folder_settings(str(path)).policy.public
    path.unlink()
    assert read_folder_settings(str(path)).findings[0].code is Code.REGLAGES_INVALIDES


def test_the_fingerprint_tells_contents_apart() -> None:
    assert _checked("public = true").fingerprint != _checked("public = false").fingerprint
    assert _checked("public = true").fingerprint == _checked("public = true").fingerprint
