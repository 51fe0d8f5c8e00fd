"""The carnet in `iafiche remplir`: it proposes, completes and learns, as it does in the editor."""

import re
from pathlib import Path

import pytest

from iafiche.cli.dialogue.walk import rank_of
from iafiche.model.catalogue import CATALOGUE
from iafiche.model.draft import Draft
from iafiche.store.carnet import Carnet
from iafiche.store.carnet_file import ABOUT_HOLDER, HOLDER, RECALLED
from iafiche.store.fiche_file import FicheFile
from tests.cli.dialogues import about, everything, remplir, said, shown, talk
from tests.conftest import TODAY
from tests.fiches import complete_draft, on_disk, written

pytestmark = pytest.mark.usefixtures("elsewhere")

NAME = HOLDER.field.example
KNOWN = {spec.key: spec.field.example for spec in ABOUT_HOLDER}
LIST = next(spec for spec in RECALLED if spec.kind.many)
LINE = next(spec for spec in RECALLED if not spec.kind.many)


@pytest.fixture
def carnet(tmp_path: Path) -> Path:
    """The folder of a carnet that has learnt one fiche."""
    folder = tmp_path / "carnet"
    Carnet.load(folder).remember(complete_draft(), TODAY)
    return folder


def filled(carnet: Path, *lines: str) -> tuple[str, Draft]:
    """Return what is said about a new fiche with that carnet, and the fiche it leaves."""
    path = Path("x.fiche.toml")
    path.unlink(missing_ok=True)
    outcome = talk(FicheFile.new(path), lines, carnet)
    return said(outcome), on_disk(path) if path.exists() else Draft()


def test_a_known_holder_proposes_all_that_describes_it_before_the_next_question(
    carnet: Path,
) -> None:
    told, kept = filled(carnet, NAME, "Projet")
    announced = told.partition("Le carnet connaît ce porteur.")[2].partition("Champ 2 sur")[0]
    for spec in ABOUT_HOLDER:
        assert f"{rank_of(spec.key) + 1}. {spec.field.label} : " in announced
    assert told.count("Le carnet connaît ce porteur.") == 1
    assert kept == Draft({HOLDER.key: NAME, "nom_projet": "Projet", "date": kept["date"]})


def test_all_of_it_is_taken_at_once_and_given_back_at_once(carnet: Path) -> None:
    told, kept = filled(carnet, NAME, "/reprendre tout", "Projet")
    assert {key: kept[key] for key in KNOWN} == KNOWN
    assert kept.title == "Projet"
    assert "Proposé par le carnet" not in told
    _, undone = filled(carnet, NAME, "/reprendre tout", "/annuler")
    assert not any(undone.is_filled(key) for key in KNOWN)


def test_it_is_taken_one_by_one_at_each_question(carnet: Path) -> None:
    first = ABOUT_HOLDER[0]
    told, kept = filled(carnet, NAME, *about(first.key, "/reprendre"))
    proposed = first.kind.shown(KNOWN[first.key]).replace("\u00a0", " ")
    assert f"Proposé par le carnet : {proposed}" in told
    assert {key for key in KNOWN if kept.is_filled(key)} == {first.key}
    _, kept = filled(carnet, NAME, *(line for key in KNOWN for line in about(key, "/reprendre")))
    assert {key: kept[key] for key in KNOWN} == KNOWN


def test_another_answer_than_the_proposed_one_is_taken(carnet: Path) -> None:
    _, kept = filled(carnet, NAME, *about("coll_type", "Région"))
    assert kept["coll_type"] == "Région"


def test_an_existing_fiche_of_a_known_holder_is_proposed_the_rest(carnet: Path) -> None:
    path = written(Path("y.fiche.toml"), complete_draft(coll_siret="", image_url=""))
    told = said(talk(FicheFile.open(path), ["/reprendre tout", "/quitter", "oui"], carnet))
    assert "Le carnet connaît ce porteur." in told.partition("Champ")[0]
    assert on_disk(path)["coll_siret"] == KNOWN["coll_siret"]
    assert on_disk(path)["image_url"] == KNOWN["image_url"]


def test_nothing_known_is_said(carnet: Path) -> None:
    told, _ = filled(carnet, "Ailleurs", "/reprendre", "/reprendre tout", "/reprendre rien")
    assert "Le carnet ne propose rien pour ce champ." in told
    assert "Le carnet ne connaît rien de plus sur ce porteur." in told
    assert "Tapez /reprendre seul, ou /reprendre tout." in told


@pytest.mark.parametrize("spec", [HOLDER, *RECALLED], ids=lambda spec: spec.key)
def test_earlier_names_are_taken_by_number(carnet: Path, spec: object) -> None:
    key = getattr(spec, "key", "")
    told, kept = filled(carnet, *about(key, "1", ""))
    assert f"\n1. {CATALOGUE[key].field.example}\n" in told
    assert f"Retenu : {CATALOGUE[key].field.example}" in told
    assert kept[key] == complete_draft()[key]


def test_numbers_and_new_names_mix_in_a_list(carnet: Path) -> None:
    Carnet.load(carnet).remember(complete_draft(partenaires=("Aa, Bb et fils", "42")), TODAY)
    told, kept = filled(carnet, *about(LIST.key, "1 3", "Neuf, 2", '"2"', "99", ""))
    listed = re.findall(r"^\d\. (.*)$", told.partition(f"Champ {rank_of(LIST.key) + 1} ")[2], re.M)
    one, two, three = listed[:3]
    assert {one, two, three} == {"Aa, Bb et fils", "42", LIST.field.example}
    assert kept[LIST.key] == (one, three, "Neuf", two, "2", "99")


def test_many_names_are_said_in_part_and_listed_whole_when_asked(carnet: Path) -> None:
    names = tuple(f"Partenaire {rank}" for rank in range(30))
    Carnet.load(carnet).remember(complete_draft(partenaires=names), TODAY)
    told, kept = filled(carnet, *about(LIST.key, "/choix", "31", ""))
    assert "31 noms connus en tout : /choix les dit tous." in told
    assert all(f". {name}\n" in told for name in (*names, LIST.field.example))
    assert kept[LIST.key] == (LIST.field.example,)


def test_a_number_is_a_name_where_no_name_has_it(carnet: Path) -> None:
    _, kept = filled(carnet, *about(LINE.key, "2"))
    assert kept[LINE.key] == "2"


def test_a_name_of_the_carnet_gives_a_terminal_nothing_to_obey(carnet: Path) -> None:
    lines = (carnet / "carnet.jsonl").read_text("utf-8")
    (carnet / "carnet.jsonl").write_text(
        lines.replace(LIST.field.example, "a\\u202eb [bold]c"), "utf-8"
    )
    told, _ = filled(carnet, f"/aller {LIST.key}")
    assert "a\\u202eb [bold]c" in told


def test_a_script_of_answers_goes_the_same_way_with_and_without_a_carnet(carnet: Path) -> None:
    _, kept = filled(carnet, *everything())
    without = talk(FicheFile.new(Path("z.fiche.toml")), everything())
    assert without.code == 0
    assert kept == on_disk(Path("z.fiche.toml"))


@pytest.mark.parametrize(
    "end", [("/enregistrer",), ("/quitter", "oui"), ()], ids=["order", "question", "end-of-input"]
)
def test_it_learns_from_what_is_saved(tmp_path: Path, end: tuple[str, ...]) -> None:
    folder = tmp_path / "neuf"
    filled(folder, "Bourg-en-Pré", *end)
    assert Carnet.load(folder).holders_like() == ("Bourg-en-Pré",)


def test_it_learns_from_the_fiche_that_is_opened(tmp_path: Path) -> None:
    path = written(Path("y.fiche.toml"), complete_draft())
    talk(FicheFile.open(path), [], tmp_path / "neuf")
    assert Carnet.load(tmp_path / "neuf").holders_like() == (NAME,)


def test_what_is_not_saved_is_not_learnt(tmp_path: Path) -> None:
    filled(tmp_path / "neuf", "Bourg", "/quitter", "non")
    assert not Carnet.load(tmp_path / "neuf")


def test_a_carnet_that_cannot_be_written_stops_nothing(tmp_path: Path) -> None:
    folder = tmp_path / "neuf"
    folder.mkdir()
    (folder / "carnet.jsonl").write_text("tout autre chose", "utf-8")
    told, kept = filled(folder, "Bourg", "/enregistrer", "Rives")
    assert "Le fichier du carnet contient autre chose qu'un carnet." in told
    assert kept.title == "Rives"
    assert (folder / "carnet.jsonl").read_text("utf-8") == "tout autre chose"


def test_the_command_uses_the_carnet_of_its_user_unless_it_is_off(
    tmp_path: Path, own_folder: Path
) -> None:
    path = str(written(tmp_path / "y.fiche.toml", complete_draft()))
    own_folder.mkdir(parents=True, exist_ok=True)
    settings = own_folder / "config.toml"
    settings.write_text("carnet = false\n", "utf-8")
    remplir(cwd=tmp_path, path=path)
    assert not Carnet.load(own_folder / "data")
    settings.unlink()
    remplir(cwd=tmp_path, path=path)
    assert Carnet.load(own_folder / "data").holders_like() == (NAME,)
    assert "Le carnet connaît ce porteur." in shown(remplir(NAME, cwd=tmp_path))
    settings.write_text("carnet = false\n", "utf-8")
    assert "carnet" not in shown(remplir(NAME, cwd=tmp_path, path="z"))
