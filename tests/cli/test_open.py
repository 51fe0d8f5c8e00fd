"""`iafiche [CHEMIN]` and `nouveau` where no screen can open."""

from pathlib import Path

import pytest

from iafiche.cli.shortcut import open_named_path
from tests.cli.conftest import Call
from tests.cli.test_streams import ON_POSIX


def test_without_a_terminal_a_folder_is_reviewed_and_the_code_is_0(
    call: Call, folder: Path
) -> None:
    shown = call(str(folder))
    assert shown.code == 0
    assert shown.out.startswith("3 fiches - 1 prête - 1 à corriger - 1 illisible\n")
    assert "Propreté des rives" in shown.out
    assert "Callbot" in shown.out
    assert f"iafiche verifier {folder}" in shown.out
    assert shown.err == ""


def test_without_a_path_the_current_folder_is_reviewed(
    call: Call, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(folder)
    assert call().out.startswith("3 fiches")


def test_without_a_terminal_a_fiche_shows_its_findings_too(call: Call, folder: Path) -> None:
    shown = call(str(folder / "b-a-corriger.fiche.toml"))
    assert shown.code == 0
    assert shown.out.startswith("1 fiche - 1 à corriger\n")
    assert ": erreur siret-invalide — " in shown.out


def test_a_folder_that_is_all_ready_is_told_how_to_export(call: Call, folder: Path) -> None:
    out = call(str(folder / "a-prete.fiche.toml")).out
    assert "iafiche exporter " in out
    assert "-o bibliotheque.csv" in out


def test_the_advised_commands_can_be_copied_into_a_shell(call: Call, tmp_path: Path) -> None:
    folder = tmp_path / "mes fiches"
    folder.mkdir()
    (folder / "x.fiche.toml").write_text("version = 1", encoding="utf-8")
    out = call(str(folder)).out
    assert f"iafiche verifier '{folder}'" in out or f'iafiche verifier "{folder}"' in out


def test_an_empty_folder_is_no_error(call: Call, tmp_path: Path) -> None:
    shown = call(str(tmp_path))
    assert shown.code == 0
    assert shown.out.startswith("Aucune fiche dans")
    assert "iafiche nouveau" in shown.out


def test_a_path_that_does_not_exist_ends_with_2(call: Call, tmp_path: Path) -> None:
    missed = call(str(tmp_path / "absent"))
    assert missed.code == 2
    assert "n'est ni une commande, ni un fichier, ni un dossier. Vérifiez le chemin." in missed.err
    assert missed.out == ""


def test_a_file_named_like_a_command_is_reached_by_its_folder(
    call: Call, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "verifier").mkdir()
    (tmp_path / "verifier" / "x.fiche.toml").write_text("version = 1", encoding="utf-8")
    assert call("./verifier").out.startswith("1 fiche")


def test_a_file_named_like_an_option_is_reached_after_two_dashes(
    call: Call, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "-x.fiche.toml").write_text("version = 1", encoding="utf-8")
    shown = call("--", "-x.fiche.toml")
    assert shown.out.startswith("1 fiche")
    assert "iafiche ./-x.fiche.toml" in shown.out.replace("\\", "/")


def test_help_after_a_path_is_the_programs_help(call: Call, tmp_path: Path) -> None:
    assert call(str(tmp_path), "--help").out == call("--help").out


def test_an_unreadable_fiche_opens_no_screen(call: Call, folder: Path) -> None:
    refused = call(str(folder / "c-illisible.fiche.toml"), screen=True)
    assert refused.code == 2
    assert refused.out == ""
    assert "c-illisible.fiche.toml" in refused.err
    assert "Ligne 2, colonne " in refused.err


def test_a_new_fiche_needs_a_terminal(call: Call) -> None:
    refused = call("nouveau")
    assert refused.code == 2
    assert "iafiche remplir" in refused.err


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("a-prete", "existe déjà"),
        ("a-prete.fiche.toml", "existe déjà"),
        ("rives.txt", "«\u00a0rives.fiche.toml\u00a0»"),
        ("absent/rives", "n'existe pas. Créez-le d'abord."),
        ("v1.2", "«\u00a0v1.2.fiche.toml\u00a0»"),
        ("..", "est un dossier. Nommez-y une fiche"),
        ("aux", "«\u00a0fiche-aux.fiche.toml\u00a0»"),
    ],
)
def test_a_new_fiche_needs_a_free_name_that_fits(
    call: Call, folder: Path, name: str, told: str
) -> None:
    refused = call("nouveau", str(folder / name), screen=True)
    assert refused.code == 2
    assert told in refused.err


@ON_POSIX
@pytest.mark.parametrize("name", ["a:b", "x*", "x\ny", "C:\\fiches\\rives", "rives ?"])
def test_a_new_fiche_has_a_name_that_windows_takes_too(
    call: Call, tmp_path: Path, name: str
) -> None:
    for command in ("nouveau", "remplir"):
        refused = call(command, str(tmp_path / name), screen=True)
        assert refused.code == 2
        assert "Windows n'accepte pas le nom" in refused.err
        assert ".fiche.toml\u00a0»." in refused.err


TOO_LONG = [*((command, 400) for command in ("", "verifier", "remplir", "exporter", "nouveau"))]
LONG_WITH_ITS_SUFFIX = [("remplir", 250), ("nouveau", 250)]


@ON_POSIX
@pytest.mark.parametrize(("command", "length"), TOO_LONG + LONG_WITH_ITS_SUFFIX)
def test_a_name_that_the_system_refuses_to_look_at_is_told(
    call: Call, tmp_path: Path, command: str, length: int
) -> None:
    refused = call(*filter(None, [command]), str(tmp_path / ("x" * length)), screen=True)
    assert refused.code == 2
    assert refused.out == ""
    assert "Le nom du fichier est trop long. Choisissez un nom plus court." in refused.err


@ON_POSIX
def test_such_a_path_in_a_terminal_is_told_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.argv", ["iafiche", str(tmp_path / ("x" * 400))])
    assert open_named_path() is None


def test_a_folder_is_told_as_one_without_a_place_in_it(call: Call, tmp_path: Path) -> None:
    refused = call("remplir", str(tmp_path))
    assert "C'est un dossier, pas un fichier." in refused.err
    assert "Ligne" not in refused.err
