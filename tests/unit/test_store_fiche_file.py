"""A fiche is opened, edited, saved and dated."""

import os
from pathlib import Path

import pytest

from iafiche.model.draft import Draft
from iafiche.model.flaws import Code
from iafiche.store.fiche_file import (
    AlreadyExistsError,
    Change,
    ChangedOnDiskError,
    FicheFile,
    UnreadableError,
)
from iafiche.store.reading import read_file
from iafiche.store.system_errors import SaveError
from tests.conftest import TODAY
from tests.fiches import complete_draft, on_disk

TEXT = '# à garder\r\n[general]\r\ncoll_nom = "Belrive"\r\n[metadata]\r\ndate = "01/02/2025"\r\n'
TODAY_IN_FRENCH = "02/03/2026"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A fiche on the disk."""
    file = tmp_path / "rives.fiche.toml"
    file.write_bytes(TEXT.encode())
    return file


def test_a_change_is_saved_and_dates_the_fiche(path: Path) -> None:
    file = FicheFile.open(path)
    edited = file.draft.with_value("coll_nom", "Sorgues")
    assert file.is_changed(edited)

    saved = file.save(edited, TODAY)

    assert saved == edited.with_value("date", TODAY_IN_FRENCH)
    assert not file.is_changed(saved)
    assert path.read_bytes() == (
        TEXT.replace("Belrive", "Sorgues").replace("01/02/2025", TODAY_IN_FRENCH).encode()
    )


def test_a_date_set_by_hand_is_kept(path: Path) -> None:
    file = FicheFile.open(path)
    edited = file.draft.with_value("coll_nom", "Sorgues").with_value("date", "15/02/2026")

    assert file.save(edited, TODAY)["date"] == "15/02/2026"
    again = file.draft.with_value("coll_nom", "Belrive")
    assert file.save(again, TODAY)["date"] == TODAY_IN_FRENCH


def test_saving_without_a_change_does_not_touch_the_file(path: Path) -> None:
    file = FicheFile.open(path)
    before = path.stat()

    saved = file.save(file.draft, TODAY)

    assert saved["date"] == "01/02/2025"
    assert path.read_bytes() == TEXT.encode()
    assert path.stat().st_ino == before.st_ino


def test_saving_without_a_change_brings_a_deleted_file_back(path: Path) -> None:
    file = FicheFile.open(path)
    path.unlink()

    file.save(file.draft, TODAY)

    assert path.read_bytes() == TEXT.encode()


def test_a_removed_unknown_key_is_a_change_that_dates_the_fiche(path: Path) -> None:
    path.write_bytes(TEXT.replace("[metadata]", "perso = 1\r\n[metadata]").encode())
    file = FicheFile.open(path)

    saved = file.save(file.draft.without_unknown(("general", "perso")), TODAY)

    assert saved["date"] == TODAY_IN_FRENCH
    assert b"perso" not in path.read_bytes()


def test_a_new_fiche_is_on_the_disk_once_saved(tmp_path: Path) -> None:
    path = tmp_path / "neuve.fiche.toml"
    file = FicheFile.new(path)
    assert file.draft == Draft()
    assert not path.exists()

    saved = file.save(complete_draft(date=""), TODAY)

    assert saved == complete_draft(date=TODAY_IN_FRENCH)
    assert FicheFile.open(path).draft == saved


def test_a_new_fiche_without_a_name_asks_for_one() -> None:
    with pytest.raises(SaveError, match="quel nom"):
        FicheFile.new().save(complete_draft(), TODAY)


def test_a_new_fiche_does_not_replace_a_file_that_was_not_opened(path: Path) -> None:
    with pytest.raises(AlreadyExistsError, match="déjà ce nom"):
        FicheFile.new(path).save(complete_draft(), TODAY)

    assert path.read_bytes() == TEXT.encode()


def test_saving_under_another_name_leaves_the_first_file_and_goes_on_with_the_other(
    path: Path, tmp_path: Path
) -> None:
    other = tmp_path / "autre.fiche.toml"
    file = FicheFile.open(path)

    file.save(file.draft.with_value("coll_nom", "Sorgues"), TODAY, other)
    file.save(file.draft.with_value("coll_nom", "Tourvel"), TODAY)

    assert file.path == other
    assert path.read_bytes() == TEXT.encode()
    assert other.read_bytes().startswith("# à garder\r\n".encode())
    assert read_file(other).draft["coll_nom"] == "Tourvel"


def test_saving_under_a_taken_name_asks_first(path: Path, tmp_path: Path) -> None:
    other = tmp_path / "autre.fiche.toml"
    other.write_bytes(b"precious")
    file = FicheFile.open(path)

    with pytest.raises(AlreadyExistsError):
        file.save(file.draft, TODAY, other)
    assert other.read_bytes() == b"precious"
    assert file.path == path

    file.save(file.draft, TODAY, other, overwrite=True)
    assert other.read_bytes() == TEXT.encode()


def test_saving_under_the_same_name_written_otherwise_asks_nothing(path: Path) -> None:
    link = path.with_name("lien.fiche.toml")
    link.symlink_to(path)
    file = FicheFile.open(path)

    file.save(file.draft.with_value("coll_nom", "Sorgues"), TODAY, link)

    assert link.is_symlink()
    assert read_file(path).draft["coll_nom"] == "Sorgues"


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b'[general]\ncoll_nom = "Belrive\n', Code.TOML_INVALIDE),
        ("coll_nom = 'é'".encode("latin-1"), Code.ENCODAGE_INVALIDE),
        (b"version = 2\n", Code.VERSION_INCONNUE),
    ],
)
def test_a_file_that_cannot_be_understood_is_refused_and_stays(
    path: Path, content: bytes, code: Code
) -> None:
    path.write_bytes(content)

    with pytest.raises(UnreadableError) as refused:
        FicheFile.open(path)

    assert [finding.code for finding in refused.value.findings] == [code]
    assert refused.value.path == path
    assert path.read_bytes() == content


def test_a_failed_save_keeps_the_changes_to_be_saved_elsewhere(path: Path, tmp_path: Path) -> None:
    file = FicheFile.open(path)
    edited = file.draft.with_value("coll_nom", "Sorgues")
    path.chmod(0o444)

    with pytest.raises(SaveError, match="protégé"):
        file.save(edited, TODAY)

    assert file.is_changed(edited)
    saved = file.save(edited, TODAY, tmp_path / "autre.fiche.toml")
    assert saved["coll_nom"] == "Sorgues"


def test_a_character_that_no_file_can_hold_is_told_with_its_field(path: Path) -> None:
    file = FicheFile.open(path)

    with pytest.raises(SaveError, match=r"« Porteur » contient un caractère abîmé"):
        file.save(file.draft.with_value("coll_nom", "Belrive \ud83d"), TODAY)

    assert path.read_bytes() == TEXT.encode()


def test_more_than_can_be_read_again_is_not_written(path: Path) -> None:
    file = FicheFile.open(path)

    with pytest.raises(SaveError, match="plus de 2 Mo"):
        file.save(file.draft.with_value("usage_description", "mot " * 600_000), TODAY)

    assert path.read_bytes() == TEXT.encode()


def test_a_save_can_be_shown_before_it_is_made(path: Path) -> None:
    file = FicheFile.open(path)

    text = file.text_of(file.draft.with_value("coll_nom", "Sorgues"))

    assert text == TEXT.replace("Belrive", "Sorgues")
    assert path.read_bytes() == TEXT.encode()


@pytest.mark.parametrize("name", ["a:b.fiche.toml", "nul.fiche.toml", "x?.fiche.toml"])
def test_a_fiche_is_not_saved_under_a_name_that_windows_loses(tmp_path: Path, name: str) -> None:
    with pytest.raises(SaveError) as refused:
        FicheFile.new().save(complete_draft(), TODAY, tmp_path / name)
    assert "Choisissez un nom sans les signes" in refused.value.advice
    assert "con, aux" in refused.value.advice
    assert not list(tmp_path.iterdir())


@pytest.mark.skipif(os.name == "nt", reason="Windows has no file of such a name")
def test_a_fiche_that_has_such_a_name_is_still_saved(tmp_path: Path) -> None:
    path = tmp_path / "a:b.fiche.toml"
    path.write_text(TEXT, encoding="utf-8")
    file = FicheFile.open(path)
    file.save(file.draft.with_value("coll_nom", "Sorgues"), TODAY)
    assert read_file(path).draft["coll_nom"] == "Sorgues"


def other_of(path: Path, draft: Draft) -> None:
    """Have somebody else save the fiche."""
    FicheFile.open(path).save(draft, TODAY)


def test_what_somebody_else_has_saved_is_not_written_over(path: Path) -> None:
    file = FicheFile.open(path)
    other_of(path, file.draft.with_value("coll_nom", "Ville de Rivemont"))
    theirs = path.read_bytes()

    with pytest.raises(ChangedOnDiskError) as raised:
        file.save(file.draft.with_value("nom_projet", "Berges"), TODAY)

    assert raised.value.found.change is Change.CHANGED
    assert raised.value.found.reading.draft["coll_nom"] == "Ville de Rivemont"
    assert "rien n'a été écrit" in raised.value.message
    assert path.read_bytes() == theirs


def test_it_is_seen_by_its_content_whatever_the_clock_says(path: Path) -> None:
    file = FicheFile.open(path)
    state = path.stat()
    data = path.read_bytes()
    path.write_bytes(data)
    os.utime(path, (0, 0))
    assert file.look() is None
    path.write_bytes(data.replace(b"25", b"24"))
    os.utime(path, ns=(state.st_atime_ns, state.st_mtime_ns))
    found = file.look()
    assert found is not None
    assert found.change is Change.CHANGED


def test_after_taking_over_a_save_changes_the_text_of_the_other(path: Path) -> None:
    file = FicheFile.open(path)
    theirs = path.read_bytes() + b"# une note d'ailleurs\n"
    path.write_bytes(theirs)
    found = file.look()
    assert found is not None
    file.take_over(found.reading)
    file.save(file.draft.with_value("nom_projet", "Berges"), TODAY)
    saved = path.read_bytes()
    assert b"# une note d'ailleurs\n" in saved
    assert on_disk(path)["nom_projet"] == "Berges"


def test_what_is_no_fiche_any_more_is_not_written_over_unless_asked_to(path: Path) -> None:
    file = FicheFile.open(path)
    path.write_bytes(b"[general\n")
    draft = file.draft.with_value("nom_projet", "Berges")
    with pytest.raises(ChangedOnDiskError) as raised:
        file.save(draft, TODAY)
    assert raised.value.found.change is Change.UNREADABLE
    file.save(draft, TODAY, overwrite=True)
    assert on_disk(path)["nom_projet"] == "Berges"


def test_a_file_that_has_gone_is_seen_and_told_once_it_is_back(path: Path) -> None:
    file = FicheFile.open(path)
    path.unlink()
    found = file.look()
    assert found is not None
    assert found.change is Change.GONE
    file.save(file.draft, TODAY)
    assert path.read_bytes() == TEXT.encode()
    assert "de nouveau" in file.caveats[0].message
    file.save(file.draft.with_value("nom_projet", "Berges"), TODAY)
    assert file.caveats == ()


def test_a_fiche_never_saved_has_no_file_to_change(tmp_path: Path) -> None:
    assert FicheFile.new().look() is None
    assert FicheFile.new(tmp_path / "neuve.fiche.toml").look() is None
