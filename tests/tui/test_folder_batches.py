"""What is done with many fiches at once: shown first, then done; and what comes in from tables."""

import csv
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TypeVar

import pytest

from iafiche.exchange.profiles import PROFILES
from iafiche.store.folders import Folders
from iafiche.store.kept_columns import recall
from iafiche.tui.app import IaficheApp
from iafiche.tui.preferences import Preferences
from iafiche.tui.screens import work
from tests.conftest import TODAY
from tests.fiches import complete_draft, on_disk, written
from tests.tui.folders import SPACED_SIRET, some_fiches, until_read
from tests.tui.person import USUAL, folder_list, program

T = TypeVar("T")
RIGHT_SIRET = SPACED_SIRET.strip()


@pytest.fixture
def fiches(tmp_path: Path) -> Path:
    """A folder where one fiche has a certain correction."""
    folder = tmp_path / "fiches"
    folder.mkdir()
    some_fiches(folder)
    written(folder / "e.fiche.toml", complete_draft(coll_siret=SPACED_SIRET, nom_projet="Drones"))
    return folder


async def test_f4_shows_the_corrections_of_the_fiche_then_writes_them(fiches: Path) -> None:
    path = fiches / "e.fiche.toml"
    async with folder_list(fiches) as person:
        await until_read(person)
        await person.press("end")
        assert person.shows(f"F4 : {RIGHT_SIRET}")
        await person.press("f4")
        await person.sees("1 fiche à corriger", "siret-invalide", "Entrée Corriger 1 fiche")
        assert on_disk(path)["coll_siret"] != RIGHT_SIRET
        await person.press("enter")
        await person.sees("1 fiche corrigée.", "2 prêtes")
    assert on_disk(path)["coll_siret"] == RIGHT_SIRET


async def test_backing_out_of_corrections_writes_nothing(fiches: Path) -> None:
    before = {path: path.read_bytes() for path in fiches.iterdir()}
    async with folder_list(fiches) as person:
        await until_read(person)
        await person.press("c")
        await person.sees("Entrée Corriger 1 fiche")
        await person.press("escape")
        await person.until(lambda: not person.shows("Échap Revenir"), "the list")
    assert {path: path.read_bytes() for path in fiches.iterdir()} == before


async def test_marked_fiches_alone_are_corrected(fiches: Path) -> None:
    written(fiches / "f.fiche.toml", complete_draft(coll_siret=SPACED_SIRET, nom_projet="Bus"))
    async with folder_list(fiches) as person:
        await until_read(person)
        await person.press("end", "space", "c")
        await person.sees("1 fiche à corriger")
        await person.press("enter")
        await person.sees("1 fiche corrigée.")
    assert on_disk(fiches / "f.fiche.toml")["coll_siret"] == RIGHT_SIRET
    assert on_disk(fiches / "e.fiche.toml")["coll_siret"] != RIGHT_SIRET


async def test_a_fiche_that_changed_meanwhile_is_not_overwritten(fiches: Path) -> None:
    path = fiches / "e.fiche.toml"
    async with folder_list(fiches) as person:
        await until_read(person)
        await person.press("end", "f4")
        await person.sees("Entrée Corriger 1 fiche")
        other = written(path, complete_draft(coll_siret=f"{SPACED_SIRET} ", nom_projet="Autre"))
        before = other.read_bytes()
        await person.press("enter")
        await person.sees("Fiches non corrigées", "a changé entre-temps")
    assert path.read_bytes() == before


async def test_a_fiche_without_certain_corrections_says_where_to_go(fiches: Path) -> None:
    async with folder_list(fiches) as person:
        await until_read(person)
        await person.press("f4")
        await person.sees("Aucune correction certaine. F8 mène aux champs.")


async def test_validating_says_what_it_does_then_what_is_refused_and_marks_it(
    fiches: Path,
) -> None:
    async with folder_list(fiches) as person:
        await until_read(person)
        await person.press("v")
        await person.sees("Relire les 5 fiches affichées", "Rien n'est écrit")
        await person.press("enter")
        await person.sees("1 fiche acceptée, 4 refusées", "Entrée Marquer les fiches refusées")
        await person.press("enter")
        await person.sees("4 marquées")


async def test_an_export_says_what_leaves_and_writes_it_where_one_wants(
    fiches: Path, tmp_path: Path
) -> None:
    target = tmp_path / "sortie.csv"
    async with folder_list(fiches) as person:
        await until_read(person)
        await person.press("x")
        await person.sees("pour qui", PROFILES[0].name)
        await person.press("enter")
        await person.sees("Écrire 1 fiche prête", "Écrire 4 fiches", "Voir pourquoi 4 fiches")
        await person.press("enter", "ctrl+u")
        await person.type(f"{target}\n")
        await person.sees("Export écrit", "1 fiche écrite et relue")
    with target.open(encoding="utf-8-sig", newline="") as file:
        assert [len(row) > 1 for row in csv.reader(file, delimiter=";")] == [True, True]


async def test_an_export_tells_why_fiches_are_refused_and_comes_back(fiches: Path) -> None:
    async with folder_list(fiches) as person:
        await until_read(person)
        await person.press("x", "enter")
        await person.sees("Voir pourquoi 4 fiches refusées")
        await person.type("pourquoi\n")
        await person.sees("Fiches refusées", "b.fiche.toml")
        await person.press("escape")
        await person.sees("Voir pourquoi 4 fiches refusées")


async def test_an_export_never_takes_the_place_of_a_fiche_and_asks_before_a_file(
    fiches: Path, tmp_path: Path
) -> None:
    target = tmp_path / "là.csv"
    target.write_text("avant", encoding="utf-8")
    async with folder_list(fiches) as person:
        await until_read(person)
        await person.press("x", "enter", "enter", "ctrl+u")
        await person.type(f"{fiches / 'a.fiche.toml'}\n")
        await person.sees("Ce nom est celui d'une fiche.")
        await person.press("ctrl+u")
        await person.type(f"{target}\n")
        await person.sees("là.csv existe déjà")
        await person.press("escape")
        assert target.read_text(encoding="utf-8") == "avant"
        await person.sees("Exporter 1 fiche")
        await person.press("enter")
        await person.type("remplacer\n")
        await person.sees("Export écrit")
    assert target.read_text(encoding="utf-8-sig") != "avant"


async def test_an_export_that_cannot_be_written_asks_again(fiches: Path, tmp_path: Path) -> None:
    async with folder_list(fiches) as person:
        await until_read(person)
        await person.press("x", "enter", "enter", "ctrl+u")
        await person.type(f"{tmp_path / 'absent' / 'x.csv'}\n")
        await person.sees("Exporter 1 fiche", "dossier")
        await person.press("escape")
        await person.sees("5 fiches")


async def test_the_inventory_counts_the_fiches_that_are_shown(fiches: Path) -> None:
    async with folder_list(fiches) as person:
        await until_read(person)
        await person.press("/")
        await person.type("porteur:ville")
        await person.press("enter", "i")
        await person.sees("Inventaire : les 3 fiches affichées", "3 projets")
        await person.press("escape")
        await person.sees("3 sur 5")


TABLE = "Nom inconnu;nom_projet;coll_siret\nVille de Belrive;Navettes;21579990900019\n"


async def test_an_import_shows_its_columns_takes_amendments_and_writes(
    fiches: Path, tmp_path: Path
) -> None:
    table = tmp_path / "tableau.csv"
    table.write_text(TABLE, encoding="utf-8")
    folders = Folders(*(tmp_path / name for name in ("config.toml", "data", "state", "cache")))
    (tmp_path / "state").mkdir()
    (tmp_path / "state" / "accueil").touch()
    app = IaficheApp(fiches, TODAY, None, Preferences(folders))
    async with program(app, USUAL) as person:
        await person.press("escape")
        await until_read(person)
        await person.press("m", "ctrl+u")
        await person.type(f"{table}\n")
        await person.sees("2 colonnes reconnues sur 3", "Nom inconnu à part")
        await person.type("inconnu\n")
        await person.sees("La colonne « Nom inconnu » est")
        await person.type("coll_nom\n")
        await person.sees("Nom inconnu Porteur (votre choix)")
        await person.press("enter")
        await person.sees("Écrire 1 fiche nouvelle")
        await person.type("ligne par ligne\n")
        await person.sees("Ce qui serait importé", "Navettes · serait créée")
        assert not list(fiches.glob("navettes*"))
        await person.press("escape", "enter")
        await person.sees("Import", "1 créée")
        await person.press("escape")
        await person.sees("6 fiches", "Navettes")
    (new,) = fiches.glob("navettes*")
    assert on_disk(new).holder == "Ville de Belrive"
    assert recall(folders.state) == {"Nom inconnu": "coll_nom"}


async def test_a_table_that_cannot_be_read_is_asked_for_again(fiches: Path) -> None:
    async with folder_list(fiches) as person:
        await until_read(person)
        await person.press("m", "ctrl+u")
        await person.type(f"{fiches / 'absent.csv'}\n")
        await person.sees("Importer un tableau", "Vérifiez le nom du tableau.")
        await person.press("escape")
        await person.sees("5 fiches")


async def test_long_work_shows_how_far_it_has_come_and_stops_at_escape(
    fiches: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(work, "_PATIENCE", 0.01)
    ended: list[str] = []

    def endless(progress: work.Progress) -> str:
        for _ in progress.over(iter(int, 1), 100, "Comptage…"):
            pass
        return "never"

    async with folder_list(fiches) as person:
        await until_read(person)
        work.run(person.app, "Travail", endless, person.app.marks, ended.append)
        await person.sees("Comptage…", "/100", "Échap Arrêter")
        await person.press("escape")
        await person.sees("5 fiches", "Arrêté : rien n'a été changé.")
        await person.until(lambda: len(person.app.screen_stack) == 1, "the list")
    assert not ended


def _hold(monkeypatch: pytest.MonkeyPatch, doing: str) -> None:
    """Let one piece of work wait, once it has come as far as one item, until it is stopped."""
    over = work.Progress.over

    def held(self: work.Progress, items: Iterable[T], total: int, told: str) -> Iterator[T]:
        for rank, item in enumerate(over(self, items, total, told)):
            if told == doing and rank:
                assert self._stop.wait(10)
            yield item

    monkeypatch.setattr(work, "_PATIENCE", 0.01)
    monkeypatch.setattr(work.Progress, "over", held)


@pytest.mark.parametrize("doing", ["Lecture des fiches…", "Contrôle des fiches…"])
async def test_an_export_stopped_while_it_reads_asks_for_nothing(
    fiches: Path, monkeypatch: pytest.MonkeyPatch, doing: str
) -> None:
    _hold(monkeypatch, doing)
    async with folder_list(fiches) as person:
        await until_read(person)
        await person.press("x", "enter")
        await person.sees(doing, "Échap Arrêter")
        await person.press("escape")
        await person.sees("5 fiches", "Arrêté : rien n'a été changé.")
        assert len(person.app.screen_stack) == 1


async def test_an_export_stopped_while_it_writes_leaves_no_file(
    fiches: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    written(fiches / "f.fiche.toml", complete_draft(nom_projet="Bus"))
    _hold(monkeypatch, "Écriture…")
    target = tmp_path / "sortie.csv"
    async with folder_list(fiches) as person:
        await until_read(person)
        await person.press("x", "enter")
        await person.sees("Écrire 2 fiches prêtes")
        await person.press("enter", "ctrl+u")
        await person.type(f"{target}\n")
        await person.sees("Écriture…", "Échap Arrêter")
        await person.press("escape")
        await person.sees("6 fiches", "Arrêté : rien n'a été changé.")
        assert len(person.app.screen_stack) == 1
    assert not list(tmp_path.glob("*sortie*"))


async def test_an_import_stopped_on_its_way_says_what_it_did_and_how_to_go_on(
    fiches: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    table = tmp_path / "tableau.csv"
    rows = "".join(f"Ville de Belrive;Projet {rank};21579990900019\n" for rank in range(4))
    table.write_text(f"coll_nom;nom_projet;coll_siret\n{rows}", encoding="utf-8")
    _hold(monkeypatch, "Écriture des fiches…")
    async with folder_list(fiches) as person:
        await until_read(person)
        await person.press("m", "ctrl+u")
        await person.type(f"{table}\n")
        await person.press("enter")
        await person.sees("Écrire 4 fiches nouvelles")
        await person.press("enter")
        await person.sees("Écriture des fiches…", "Échap Arrêter")
        await person.press("escape")
        await person.sees("Import arrêté : recommencez-le pour le reprendre où il en était.")
        kept = len(list(fiches.glob("projet-*")))
        assert 0 < kept < 4
        await person.press("escape")
        await person.sees(f"{5 + kept} fiches")


async def test_a_row_of_a_fiche_that_exists_updates_it_once_that_is_chosen(
    fiches: Path, tmp_path: Path
) -> None:
    table = tmp_path / "tableau.csv"
    known = complete_draft()
    names, values = ("nom_projet", "coll_nom", "coll_siret", "budget"), []
    values = [known.text(name) for name in names[:3]]
    table.write_text(f"{';'.join(names)}\n{';'.join(values)};plus de 100k€\n", encoding="utf-8")
    async with folder_list(fiches) as person:
        await until_read(person)
        await person.press("m", "ctrl+u")
        await person.type(f"{table}\n")
        await person.sees("4 colonnes reconnues")
        await person.press("enter")
        await person.sees("Mettre aussi à jour 1 fiche qui existe")
        await person.type("ligne par ligne\n")
        await person.sees("choisissez de les mettre à jour")
        await person.press("escape")
        await person.type("aussi\n")
        await person.sees("Écrire 1 mise à jour")
        await person.press("enter")
        await person.sees("1 mise à jour")
    assert on_disk(fiches / "a.fiche.toml").text("budget") != known.text("budget")
