"""`iafiche versions`: what a fiche held before is listed, compared, taken back."""

import datetime
from pathlib import Path

import pytest

from iafiche.store.fiche_file import FicheFile
from iafiche.store.lock import Holder, Lock, take
from iafiche.store.retention import Retention
from iafiche.store.versions import Keeper, versions_of
from tests.cli.conftest import Call, Outcome
from tests.conftest import TODAY
from tests.fiches import complete_draft, on_disk, written

WHEN = datetime.datetime(2026, 3, 2, 14, 32, tzinfo=datetime.UTC)
BASE = complete_draft(nom_projet="Rives [b]\x1b[31m")
BROKEN = b"[general\n[bold]x[/] \x1b[31m"


@pytest.fixture
def folder(own_folder: Path) -> Path:
    """The folder where the program keeps versions."""
    return own_folder / "state" / "versions"


@pytest.fixture
def keeper(folder: Path) -> Keeper:
    """What keeps them."""
    return Keeper(folder, Retention(), lambda: WHEN)


@pytest.fixture
def fiche(tmp_path: Path, keeper: Keeper) -> Path:
    """A fiche that was saved once under another name, in another town."""
    path = written(tmp_path / "rives.fiche.toml", BASE)
    file = FicheFile.open(path)
    file.keep_before = keeper
    new = file.draft.with_value("nom_projet", "Berges").with_value("coll_nom", "Ville de Rivemont")
    file.save(new, TODAY)
    return path


def plain(outcome: Outcome) -> str:
    return (outcome.out + outcome.err).replace("\N{NO-BREAK SPACE}", " ")


def test_the_list_says_which_fields_differ(call: Call, fiche: Path) -> None:
    shown = call("versions", str(fiche))
    assert (shown.code, shown.err) == (0, "")
    assert "1. Écrite le " in plain(shown)
    assert "2 champs diffèrent : Porteur, Projet" in plain(shown)


def test_without_any_it_says_so(call: Call, tmp_path: Path) -> None:
    path = written(tmp_path / "autre.fiche.toml", BASE)
    assert "Aucune version précédente" in plain(call("versions", str(path)))
    assert call("versions", str(tmp_path / "nulle")).code == 2


def test_the_suffix_may_be_left_out(call: Call, fiche: Path) -> None:
    assert "1. Écrite" in plain(call("versions", str(fiche).removesuffix(".fiche.toml")))


def test_comparing_shows_both_values_and_obeys_nothing(call: Call, fiche: Path) -> None:
    shown = call("versions", str(fiche), "comparer", "1")
    assert shown.code == 0
    assert "Projet\n  Actuelle : Berges\n  Version : Rives [b]␛[31m\n" in plain(shown)
    assert "\x1b" not in shown.out


@pytest.mark.parametrize("name", ["nom_projet", "projet", "PROJET"])
def test_one_field_is_taken_by_its_name(call: Call, fiche: Path, name: str) -> None:
    taken = call("versions", str(fiche), "reprendre", "1", "--champ", name)
    assert (taken.code, taken.err) == (0, "")
    assert "Repris : Projet." in plain(taken)
    assert on_disk(fiche).title == "Rives [b]\x1b[31m"
    assert on_disk(fiche).holder == "Ville de Rivemont"


def test_all_of_it_is_taken_and_what_is_replaced_is_kept(
    call: Call, fiche: Path, folder: Path
) -> None:
    replaced = fiche.read_bytes()
    assert call("versions", str(fiche), "reprendre", "1").code == 0
    assert on_disk(fiche) == BASE.with_value("date", f"{TODAY:%d/%m/%Y}")
    latest, first = versions_of(fiche, folder)
    assert latest.data == replaced
    # Numbers stay those of the same versions.
    assert (latest.number, first.number) == (2, 1)
    assert "pareille à la fiche" in plain(call("versions", str(fiche), "reprendre", "1"))


@pytest.mark.parametrize(
    ("args", "told"),
    [
        (("comparer",), "demande le numéro"),
        (("reprendre", "7"), "aucune version n'a le numéro « 7 »"),
        (("reprendre", "1", "--champ", "theme"), "est pareil"),
        (("reprendre", "1", "--champ", "projer"), "Vouliez-vous dire « Projet »"),
        (("comparer", "1", "--champ", "theme"), "vont avec « reprendre »"),
        (("reprendre", "1", "--champ", "theme", "-o", "x"), "sans « --champ »"),
    ],
)
def test_wrong_use_changes_nothing_and_says_what_to_do(
    call: Call, fiche: Path, args: tuple[str, ...], told: str
) -> None:
    before = fiche.read_bytes()
    refused = call("versions", str(fiche), *args)
    assert refused.code == 2
    assert told in plain(refused)
    assert fiche.read_bytes() == before


def test_it_is_written_elsewhere_to_the_byte(call: Call, fiche: Path, folder: Path) -> None:
    before = fiche.read_bytes()
    other = fiche.with_name("ancienne.fiche.toml")
    assert call("versions", str(fiche), "reprendre", "1", "-o", str(other)).code == 0
    assert other.read_bytes() == versions_of(fiche, folder)[0].data
    assert call("versions", str(fiche), "reprendre", "1", "-o", str(other)).code == 2
    assert fiche.read_bytes() == before


@pytest.mark.parametrize("content", [None, BROKEN], ids=["gone", "broken"])
def test_where_there_is_no_fiche_any_more_it_is_put_back_whole(
    call: Call, fiche: Path, folder: Path, content: bytes | None
) -> None:
    (version,) = versions_of(fiche, folder)
    fiche.unlink()
    if content is not None:
        fiche.write_bytes(content)

    shown = plain(call("versions", str(fiche)))
    assert "n'est plus là" in shown
    assert "1. Écrite" in shown
    assert call("versions", str(fiche), "comparer", "1").out == version.data.decode()
    assert call("versions", str(fiche), "reprendre", "1", "--champ", "theme").code == 2
    assert call("versions", str(fiche), "reprendre", "1").code == 0

    assert fiche.read_bytes() == version.data
    kept = {each.data for each in versions_of(fiche, folder)}
    assert kept == {version.data} | ({content} if content else set())


def test_a_version_that_is_no_fiche_goes_elsewhere_only(
    call: Call, fiche: Path, keeper: Keeper
) -> None:
    good = fiche.read_bytes()
    fiche.write_bytes(BROKEN)
    keeper(fiche)
    fiche.write_bytes(good)

    assert "Illisible comme fiche" in plain(call("versions", str(fiche)))
    assert call("versions", str(fiche), "comparer", "2").out == BROKEN.decode()
    assert "-o FICHIER" in plain(call("versions", str(fiche), "reprendre", "2"))
    assert fiche.read_bytes() == good
    other = fiche.with_name("x.fiche.toml")
    assert call("versions", str(fiche), "reprendre", "2", "-o", str(other)).code == 0
    assert other.read_bytes() == BROKEN


def test_what_the_model_does_not_know_is_named_by_its_keys(
    call: Call, tmp_path: Path, keeper: Keeper
) -> None:
    path = written(tmp_path / "x.fiche.toml", complete_draft())
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("[general]", "[general]\nsuivi = 8"), encoding="utf-8")
    keeper(path)
    path.write_text(text.replace("[general]", '[general]\nsuivi = "8"'), encoding="utf-8")

    compared = plain(call("versions", str(path), "comparer", "1"))
    assert "general.suivi\n  Actuelle : 8 (un texte)\n  Version : 8 (un nombre" in compared
    assert call("versions", str(path), "reprendre", "1", "--champ", "general.suivi").code == 0
    assert "suivi = 8\n" in path.read_text(encoding="utf-8")


def test_who_has_the_fiche_open_is_told(call: Call, fiche: Path) -> None:
    since = datetime.datetime.now().astimezone()
    theirs = take(fiche, Holder.of_this_process("marie", "PC-ACCUEIL", since))
    assert isinstance(theirs, Lock)
    warned = call("versions", str(fiche), "reprendre", "1")
    assert warned.code == 0
    assert "Ouverte par marie sur PC-ACCUEIL" in plain(warned)
    assert theirs.renew()


def test_a_read_only_file_stays_and_the_reason_is_told(call: Call, fiche: Path) -> None:
    before = fiche.read_bytes()
    fiche.chmod(0o444)
    refused = call("versions", str(fiche), "reprendre", "1")
    fiche.chmod(0o644)
    assert refused.code == 2
    assert refused.err
    assert fiche.read_bytes() == before
