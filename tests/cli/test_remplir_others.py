"""`iafiche remplir` beside somebody else: who has the fiche is said, and theirs is not lost."""

import datetime
import sys
from pathlib import Path

import pytest

from iafiche.store.fiche_file import FicheFile
from iafiche.store.lock import Holder, Lock, lock_of, own_holder, take
from tests.cli.dialogues import about, remplir, said, shown, talk
from tests.fiches import complete_draft, on_disk, written

if sys.platform != "win32":
    from tests.cli.test_remplir_terminal import answer, ended, terminal

HELD = "Ouverte par marie sur PC-ACCUEIL depuis"
MINE, THEIRS, BEFORE = "Mes rives", "Leurs rives", complete_draft().title


@pytest.fixture
def fiche(tmp_path: Path) -> Path:
    """A fiche on the disk."""
    return written(tmp_path / "rives.fiche.toml", complete_draft())


@pytest.fixture
def theirs(fiche: Path) -> Lock:
    """The lock of somebody else on that fiche."""
    since = datetime.datetime.now().astimezone()
    lock = take(fiche, Holder.of_this_process("marie", "PC-ACCUEIL", since))
    assert isinstance(lock, Lock)
    return lock


def test_it_is_locked_while_it_is_filled_and_no_longer(fiche: Path) -> None:
    talked = remplir("/quitter", cwd=fiche.parent, path=fiche.name)
    assert talked.returncode == 0
    assert list(fiche.parent.iterdir()) == [fiche]


@pytest.mark.skipif(sys.platform == "win32", reason="POSIX pseudo-terminals")
@pytest.mark.parametrize("last", ["/quitter", "\x03", "\x04"], ids=["quit", "^C", "^D"])
def test_every_ending_lets_go_of_it(fiche: Path, last: str) -> None:
    process = terminal(fiche.parent, fiche.name)
    process.expect("Réponse\u00a0: ")
    assert lock_of(fiche).exists()
    process.send(last if len(last) == 1 else f"{last}\r")
    ended(process)
    assert not lock_of(fiche).exists()


@pytest.mark.skipif(sys.platform == "win32", reason="POSIX pseudo-terminals")
@pytest.mark.parametrize("line", ["", "non", "\x04"])
def test_whoever_has_it_is_said_and_it_stays_theirs(fiche: Path, theirs: Lock, line: str) -> None:
    before = fiche.read_bytes()
    process = terminal(fiche.parent, fiche.name)
    process.expect(HELD)
    answer(process, line)
    assert ended(process) == 0
    assert fiche.read_bytes() == before
    assert theirs.renew()


@pytest.mark.skipif(sys.platform == "win32", reason="POSIX pseudo-terminals")
def test_it_is_filled_on_the_word_of_the_person(fiche: Path, theirs: Lock) -> None:
    process = terminal(fiche.parent, fiche.name, dimensions=(24, 50))
    process.expect_exact("Ce que chacun enregistre est comparé avec ce que\r\n")
    answer(process, "oui")
    process.expect("Fiche\u00a0:")
    answer(process, "/quitter")
    ended(process)
    assert theirs.renew()


def test_a_pipe_is_refused_and_nothing_of_it_taken_for_an_answer(fiche: Path, theirs: Lock) -> None:
    before = fiche.read_bytes()
    refused = remplir("oui", "Rives", "/enregistrer", cwd=fiche.parent, path=fiche.name)
    assert refused.returncode == 2
    assert HELD in refused.stderr.decode()
    assert "--tout-de-meme" in refused.stderr.decode()
    assert fiche.read_bytes() == before
    assert theirs.renew()


def test_another_window_of_one_s_own_is_no_stranger_s(fiche: Path) -> None:
    mine = take(fiche, own_holder(datetime.datetime.now().astimezone()))
    assert isinstance(mine, Lock)
    refused = remplir("Rives", cwd=fiche.parent, path=fiche.name)
    assert "Ouverte par vous dans une autre fenêtre depuis" in refused.stderr.decode()
    assert mine.renew()


def test_a_pipe_goes_on_where_that_is_asked_for(fiche: Path, theirs: Lock) -> None:
    filled = remplir(
        *about("nom_projet", MINE),
        "/enregistrer",
        cwd=fiche.parent,
        path=fiche.name,
        options=("--tout-de-meme",),
    )
    assert HELD in filled.stderr.decode()
    assert on_disk(fiche).title == MINE
    assert theirs.renew()


@pytest.fixture
def other(tmp_path: Path) -> Path:
    """Another fiche."""
    return written(tmp_path / "autre.fiche.toml", complete_draft(nom_projet=THEIRS))


@pytest.fixture
def on_other(other: Path) -> Lock:
    """The lock of somebody else on that other fiche."""
    since = datetime.datetime.now().astimezone()
    lock = take(other, Holder.of_this_process("marie", "PC-ACCUEIL", since))
    assert isinstance(lock, Lock)
    return lock


@pytest.mark.parametrize(("line", "title"), [("oui", MINE), ("", THEIRS)])
def test_saving_over_a_fiche_that_somebody_has_open_says_who(
    fiche: Path, other: Path, on_other: Lock, line: str, title: str
) -> None:
    talked = remplir(
        *about("nom_projet", MINE),
        f"/enregistrer {other.name}",
        line,
        "ailleurs",
        "/quitter",
        cwd=fiche.parent,
        path=fiche.name,
    )
    assert HELD in shown(talked)
    assert on_disk(other).title == title
    assert on_other.renew()


@pytest.mark.usefixtures("on_other")
def test_the_end_of_the_input_writes_over_nothing_that_is_open(fiche: Path, other: Path) -> None:
    before = other.read_bytes()
    lines = (*about("nom_projet", MINE), f"/enregistrer {other.name}")
    remplir(*lines, cwd=fiche.parent, path=fiche.name)
    assert other.read_bytes() == before
    assert on_disk(fiche).title == MINE


@pytest.mark.parametrize(
    ("number", "kept"), [("1", MINE), ("2", THEIRS), ("3", BEFORE)], ids=["mine", "theirs", "base"]
)
def test_what_both_have_changed_is_chosen_by_a_number(fiche: Path, number: str, kept: str) -> None:
    file = FicheFile.open(fiche)
    written(fiche, complete_draft(nom_projet=THEIRS, coll_nom="Ville de Rivemont"))

    outcome = talk(file, [*about("nom_projet", MINE), "/enregistrer", "9", number, "/quitter"])

    assert f"1. À vous : {MINE}" in said(outcome)
    assert f"2. Ailleurs : {THEIRS}" in said(outcome)
    assert "enregistré ailleurs : Porteur" in said(outcome)
    assert on_disk(fiche).title == kept
    assert on_disk(fiche).holder == "Ville de Rivemont"


def test_instead_of_choosing_one_saves_elsewhere(fiche: Path) -> None:
    file = FicheFile.open(fiche)
    written(fiche, complete_draft(nom_projet=THEIRS))
    other = fiche.with_name("autre.fiche.toml")

    talk(file, [*about("nom_projet", MINE), "/enregistrer", "", str(other), "/quitter"])

    assert on_disk(fiche).title == THEIRS
    assert on_disk(other).title == MINE


def test_an_input_that_ends_at_the_choice_loses_neither(fiche: Path) -> None:
    file = FicheFile.open(fiche)
    written(fiche, complete_draft(nom_projet=THEIRS))

    talk(file, [*about("nom_projet", MINE), "/enregistrer"])

    assert on_disk(fiche).title == THEIRS
    assert on_disk(fiche.with_name("rives-2.fiche.toml")).title == MINE
