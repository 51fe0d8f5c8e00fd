"""`iafiche carnet`: looked at, cleared, made to forget a name."""

from pathlib import Path

import pytest

from iafiche.cli.own_folders import DATA_VARIABLE
from iafiche.store.carnet import Carnet
from iafiche.store.carnet_file import ABOUT_HOLDER, HOLDER, RECALLED
from tests.cli.conftest import Call, run_process
from tests.conftest import TODAY
from tests.fiches import complete_draft

NBSP = "\N{NO-BREAK SPACE}"


@pytest.fixture
def carnet(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Carnet:
    """A carnet that has learnt one fiche, where the program looks for it."""
    monkeypatch.setenv(DATA_VARIABLE, str(tmp_path))
    carnet = Carnet.load(tmp_path)
    carnet.remember(complete_draft(), TODAY)
    return carnet


@pytest.mark.parametrize("args", [(), ("lister",)])
def test_it_shows_everything_it_holds_and_where(
    call: Call, carnet: Carnet, args: tuple[str, ...]
) -> None:
    shown = call("carnet", *args)
    assert (shown.code, shown.err) == (0, "")
    for spec in (HOLDER, *ABOUT_HOLDER, *RECALLED):
        assert spec.field.example in shown.out
    assert str(carnet.path) in shown.out


def test_a_process_finds_the_same_one(carnet: Carnet) -> None:
    ended = run_process("carnet")
    assert ended.returncode == 0
    assert carnet.holders_like()[0] in ended.stdout.decode("utf-8")


def test_an_empty_one_says_how_it_fills(call: Call, own_folder: Path) -> None:
    shown = call("carnet")
    assert shown.code == 0
    assert "Le carnet est vide." in shown.out
    assert str(own_folder) in shown.out
    assert not (own_folder / "data").exists()


def test_it_is_cleared(call: Call, carnet: Carnet) -> None:
    cleared = call("carnet", "vider")
    assert (cleared.code, cleared.err) == (0, "")
    assert f"{len(carnet)} entrées oubliées" in cleared.out
    assert not carnet.path.exists()


def test_it_forgets_one_name_however_it_is_written(call: Call, carnet: Carnet) -> None:
    forgotten = call("carnet", "oublier", "université-de BELRIVE")
    assert (forgotten.code, forgotten.err) == (0, "")
    left = Carnet.load(carnet.path.parent)
    assert left.recall("partenaires") == ()
    assert left.holders_like() == carnet.holders_like()


def test_a_name_it_does_not_know_is_told_with_the_nearest(call: Call, carnet: Carnet) -> None:
    before = carnet.path.read_bytes()
    told = call("carnet", "oublier", "Vile de Belrive")
    assert told.code == 2
    assert f"Vouliez-vous dire «{NBSP}Ville de Belrive{NBSP}»" in told.err
    assert carnet.path.read_bytes() == before


def test_another_program_s_file_is_told_and_only_removed_when_asked(
    call: Call, carnet: Carnet
) -> None:
    carnet.path.write_text("autre chose\n", encoding="utf-8")
    for args in ((), ("oublier", "Ville de Belrive")):
        told = call("carnet", *args)
        assert told.code == 2
        assert f"Videz-le avec «{NBSP}iafiche carnet vider{NBSP}»" in told.err
        assert carnet.path.read_text(encoding="utf-8") == "autre chose\n"
    assert call("carnet", "vider").code == 0
    assert not carnet.path.exists()


def test_a_spoiled_line_is_told_and_the_others_shown(call: Call, carnet: Carnet) -> None:
    with carnet.path.open("ab") as file:
        file.write(b'{"champ": "coll_nom", "no')
    shown = call("carnet")
    assert shown.code == 0
    assert "Une ligne du carnet est abîmée" in shown.err
    assert "Ville de Belrive" in shown.out


def test_what_it_shows_cannot_steer_the_terminal(call: Call, carnet: Carnet) -> None:
    with carnet.path.open("a", encoding="utf-8") as file:
        file.write('{"champ": "partenaires", "nom": "Agence \u202e verte"}\n')
    out = call("carnet").out
    assert "verte" in out
    assert "\u202e" not in out


def test_it_is_switched_off_and_on_in_the_settings(call: Call, carnet: Carnet) -> None:
    off = call("carnet", "desactiver")
    assert off.code == 0
    assert "Le carnet est désactivé" in off.out
    assert "Ce qu'il contient reste." in off.out
    listed = call("carnet")
    assert "Le carnet est désactivé" in listed.out
    assert "« iafiche carnet activer »" in listed.out.replace(NBSP, " ")
    assert HOLDER.field.example in listed.out
    assert call("carnet", "activer").code == 0
    assert "désactivé" not in call("carnet").out
    assert carnet.holders_like() == Carnet.load(carnet.path.parent).holders_like()


def test_an_empty_one_that_is_off_does_not_promise_to_learn(call: Call, own_folder: Path) -> None:
    call("carnet", "desactiver")
    assert "Il se remplit" not in call("carnet").out
    assert (own_folder / "config.toml").read_text("utf-8") == "carnet = false\n"


def test_settings_that_cannot_be_changed_are_told(call: Call, own_folder: Path) -> None:
    own_folder.mkdir(parents=True, exist_ok=True)
    (own_folder / "config.toml").write_text("pas du toml", "utf-8")
    refused = call("carnet", "desactiver")
    assert refused.code == 2
    assert "Votre choix n'a pas pu être retenu dans les réglages." in refused.err
    assert (own_folder / "config.toml").read_text("utf-8") == "pas du toml"
