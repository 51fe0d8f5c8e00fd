"""`iafiche recuperer`: what was not saved is listed, written, given up."""

import datetime
from pathlib import Path

import pytest

from iafiche.model.draft import Draft
from iafiche.store.folders import JOURNAL_SUFFIX
from iafiche.store.journal_file import Record
from iafiche.store.lock import Holder, Lock, take
from iafiche.store.versions import versions_of
from tests.cli.conftest import Call, Outcome, run_process
from tests.cli.dialogues import remplir
from tests.fiches import complete_draft, on_disk, written
from tests.unit.test_store_journal import left_behind

TYPED = complete_draft(nom_projet="Rives [b]\x1b[31m")
OTHER = Draft({"nom_projet": "Callbot"})


@pytest.fixture
def journals(own_folder: Path) -> Path:
    """The folder where the program keeps its journals."""
    return own_folder / "state" / "recuperation"


@pytest.fixture
def fiche(tmp_path: Path, journals: Path) -> Path:
    """A fiche that has work left behind; that of a fiche never saved came first."""
    left_behind(journals, Record(None, Draft(), OTHER, None))
    path = written(tmp_path / "rives.fiche.toml", complete_draft())
    left_behind(journals, Record(path, complete_draft(), TYPED, None))
    return path


def plain(outcome: Outcome) -> str:
    return (outcome.out + outcome.err).replace("\N{NO-BREAK SPACE}", " ")


def rank_of(call: Call, name: str) -> str:
    """Return the number that the list gives to a project."""
    lines = plain(call("recuperer")).splitlines()
    return next(line.partition(".")[0] for line in lines if name in line)


def test_nothing_left_behind_is_said(call: Call) -> None:
    shown = call("recuperer")
    assert (shown.code, shown.err) == (0, "")
    assert "Rien à récupérer" in plain(shown)


def test_the_list_says_whose_when_and_where_and_obeys_nothing(call: Call, fiche: Path) -> None:
    shown = call("recuperer", "lister")

    assert shown.code == 0
    assert "Callbot, tapé le 02/03/2026 à 14:32" in plain(shown)
    assert "jamais enregistré" in plain(shown)
    assert str(fiche) in plain(shown)
    assert "\x1b" not in shown.out


def test_work_goes_into_its_fiche_and_is_no_longer_left_behind(call: Call, fiche: Path) -> None:
    written_to = call("recuperer", "ecrire", rank_of(call, "Rives"))

    assert (written_to.code, written_to.err) == (0, "")
    assert str(fiche) in written_to.out
    assert on_disk(fiche)["nom_projet"] == TYPED["nom_projet"]
    assert "Rives" not in plain(call("recuperer"))


def test_work_never_saved_asks_for_a_name_and_takes_it(
    call: Call, fiche: Path, tmp_path: Path
) -> None:
    rank = rank_of(call, "Callbot")
    refused = call("recuperer", "ecrire", rank)
    assert refused.code == 2
    assert "-o nom.fiche.toml" in plain(refused)

    assert call("recuperer", "ecrire", rank, "-o", str(fiche)).code == 2
    assert on_disk(fiche) == complete_draft()

    assert call("recuperer", "ecrire", rank, "-o", str(tmp_path / "callbot")).code == 0
    assert on_disk(tmp_path / "callbot.fiche.toml").title == "Callbot"
    assert "Callbot" not in plain(call("recuperer"))


@pytest.fixture
def contested(fiche: Path) -> Path:
    """The same, once somebody else has given the project another name, in another town."""
    return written(fiche, complete_draft(nom_projet="Leurs rives", coll_nom="Ville de Rivemont"))


def test_what_both_have_changed_is_told_and_nothing_is_written(call: Call, contested: Path) -> None:
    rank = rank_of(call, "Rives")
    before = contested.read_bytes()

    refused = call("recuperer", "ecrire", rank)

    assert (refused.code, refused.out) == (2, "")
    told = plain(refused)
    assert "À vous : Rives [b]␛[31m" in told
    assert "Ailleurs : Leurs rives" in told
    assert "Rivemont" not in told
    assert contested.read_bytes() == before
    assert rank_of(call, "Rives") == rank


@pytest.mark.parametrize(
    ("preferred", "title"), [("saisie", TYPED.title), ("fichier", "Leurs rives")]
)
def test_one_says_whose_values_count(
    call: Call, contested: Path, preferred: str, title: str
) -> None:
    args = ("recuperer", "ecrire", rank_of(call, "Rives"), "--preferer", preferred)
    kept = call(*args)

    assert (kept.code, kept.err) == (0, "")
    assert "Repris de ce qui a été enregistré depuis : Porteur" in plain(kept)
    assert on_disk(contested).title == title
    assert on_disk(contested).holder == "Ville de Rivemont"
    assert "Rives" not in plain(call("recuperer"))


def test_what_was_replaced_is_among_the_versions(
    call: Call, contested: Path, own_folder: Path
) -> None:
    before = contested.read_bytes()
    call("recuperer", "ecrire", rank_of(call, "Rives"), "--preferer", "saisie")
    (version,) = versions_of(contested, own_folder / "state" / "versions")
    assert version.data == before


def test_a_new_fiche_takes_all_that_was_typed(call: Call, contested: Path, tmp_path: Path) -> None:
    before = contested.read_bytes()
    assert call("recuperer", "ecrire", rank_of(call, "Rives"), "-o", str(tmp_path / "n")).code == 0
    assert on_disk(tmp_path / "n.fiche.toml").title == TYPED.title
    assert contested.read_bytes() == before


def test_who_has_the_fiche_open_is_told(call: Call, fiche: Path) -> None:
    since = datetime.datetime.now().astimezone()
    theirs = take(fiche, Holder.of_this_process("marie", "PC-ACCUEIL", since))
    assert isinstance(theirs, Lock)

    warned = call("recuperer", "ecrire", rank_of(call, "Rives"))

    assert warned.code == 0
    assert "Ouverte par marie sur PC-ACCUEIL" in plain(warned)
    assert theirs.renew()


def test_a_place_that_takes_nothing_leaves_the_work_where_it_is(call: Call, fiche: Path) -> None:
    fiche.unlink()
    fiche.mkdir()

    refused = call("recuperer", "ecrire", rank_of(call, "Rives"))

    assert refused.code == 2
    assert "C'est un dossier" in plain(refused)
    assert rank_of(call, "Rives")


@pytest.mark.usefixtures("fiche")
def test_work_given_up_is_gone(call: Call) -> None:
    assert "Abandonné : Callbot" in plain(call("recuperer", "abandonner", rank_of(call, "Callbot")))
    assert "Callbot" not in plain(call("recuperer"))


@pytest.mark.usefixtures("fiche")
@pytest.mark.parametrize("args", [(), ("0",), ("3",), ("x",)])
@pytest.mark.parametrize("action", ["ecrire", "abandonner"])
def test_a_number_that_is_none_changes_nothing_and_says_how_to_find_it(
    call: Call, action: str, args: tuple[str, ...]
) -> None:
    refused = call("recuperer", action, *args)
    assert refused.code == 2
    assert "« iafiche recuperer lister »" in plain(refused)
    assert len(plain(call("recuperer")).splitlines()) == 4


def test_a_damaged_journal_is_named_and_stays(call: Call, journals: Path) -> None:
    journals.mkdir(parents=True)
    path = journals / f"0{JOURNAL_SUFFIX}"
    path.write_bytes(b"\x00")

    shown = call("recuperer")

    assert str(path) in shown.err
    assert path.exists()


@pytest.mark.usefixtures("fiche")
def test_whoever_fills_a_fiche_without_a_screen_is_told(tmp_path: Path) -> None:
    ended = remplir("/quitter", cwd=tmp_path, path="nouvelle")
    assert "« iafiche recuperer » le montre" in ended.stderr.decode().replace("\u00a0", " ")


def test_a_process_finds_the_same(fiche: Path) -> None:
    ended = run_process("recuperer")
    assert str(fiche) in ended.stdout.decode("utf-8")
