"""`exporter` by profile: what each writes, where it goes, and what is told of it."""

import sys
from pathlib import Path

import pytest

from iafiche.exchange import bibliotheque
from iafiche.exchange.archive import unzipped
from iafiche.exchange.codecs import Content, codec_of
from iafiche.exchange.profiles import (
    DEFAULT,
    EXCEL_CSV,
    JSONL,
    PROFILES,
    TABLEUR,
    Profile,
)
from iafiche.model.catalogue import CATALOGUE
from iafiche.model.draft import Draft
from iafiche.model.field import Access
from iafiche.store.document import new_text
from tests.cli.conftest import Call, Terminal, run_process
from tests.fiches import complete_draft

every_profile = pytest.mark.parametrize("profile", PROFILES, ids=lambda profile: profile.name)
FOLDERS = [profile for profile in PROFILES if profile.is_folder]
RESTRICTED = next(spec for spec in CATALOGUE.columns if spec.field.access is Access.RESTRICTED)


@pytest.fixture
def ready(folder: Path) -> str:
    """The path of a fiche that may leave."""
    return str(folder / "a-prete.fiche.toml")


def drafts_in(profile: Profile, path: Path) -> list[Draft]:
    """Return the drafts of an exported file, archive or folder."""
    content: Content
    if path.is_dir():
        files = (file for file in path.rglob("*") if file.is_file())
        content = {file.relative_to(path).as_posix(): file.read_bytes() for file in files}
    else:
        content = path.read_bytes()
        if profile.is_folder:
            content = unzipped(content)
    return codec_of(profile).read(content)


def names_of(folder: Path) -> list[str]:
    return sorted(entry.name for entry in folder.iterdir())


@every_profile
def test_each_profile_writes_what_its_codec_reads(
    call: Call, ready: str, tmp_path: Path, profile: Profile
) -> None:
    target = tmp_path / f"export{profile.suffix}"
    done = call("exporter", ready, "--profil", profile.name, "-o", str(target))
    assert done.code == 0, done.err
    (draft,) = drafts_in(profile, target)
    assert draft.title == complete_draft().title
    assert "1 fiche écrite et relue" in done.err
    assert "export" in done.err


@pytest.mark.parametrize("profile", FOLDERS, ids=lambda profile: profile.name)
def test_a_folder_profile_writes_a_folder_where_no_archive_is_named(
    call: Call, ready: str, tmp_path: Path, profile: Profile
) -> None:
    target = tmp_path / "site"
    assert call("exporter", ready, "--profil", profile.name, "-o", str(target)).code == 0
    (draft,) = drafts_in(profile, target)
    assert draft.title == complete_draft().title
    again = call("exporter", ready, "--profil", profile.name, "-o", str(target))
    assert again.code == 0, again.err
    (target / "notes.txt").write_text("à moi", encoding="utf-8")
    refused = call("exporter", ready, "--profil", profile.name, "-o", str(target))
    assert refused.code == 2
    assert "notes.txt" in refused.err
    assert (target / "notes.txt").exists()


@every_profile
def test_the_help_tells_who_each_profile_is_for(call: Call, profile: Profile) -> None:
    told = call("exporter", "--help").out.replace("\u00a0", " ")
    assert f"  {profile.name} " in told
    assert profile.purpose in told


@every_profile
def test_the_name_of_the_output_tells_the_profile_where_only_one_ends_so(
    call: Call, ready: str, tmp_path: Path, profile: Profile
) -> None:
    alike = [other for other in PROFILES if other.suffix == profile.suffix]
    target = tmp_path / f"export{profile.suffix.upper()}"
    done = call("exporter", ready, "-o", str(target))
    if DEFAULT in alike:
        assert drafts_in(DEFAULT, target)
    elif len(alike) == 1:
        assert drafts_in(profile, target)
    else:
        assert done.code == 2
        assert "--profil" in done.err
        assert all(other.name in done.err for other in alike)
        assert not target.exists()


def test_an_output_named_for_another_profile_is_refused(
    call: Call, ready: str, tmp_path: Path
) -> None:
    target = tmp_path / "fiches.csv"
    refused = call("exporter", ready, "--profil", TABLEUR.name, "-o", str(target))
    assert refused.code == 2
    assert TABLEUR.suffix in refused.err
    assert not target.exists()


def test_the_restricted_fields_that_stay_behind_are_named_with_their_counts(
    call: Call, folder: Path, tmp_path: Path
) -> None:
    (folder / "c-illisible.fiche.toml").unlink()
    (folder / "b-a-corriger.fiche.toml").write_text(
        new_text(complete_draft(**{RESTRICTED.key: "", "nom_projet": "Callbot"})), encoding="utf-8"
    )
    told = call("exporter", str(folder), "-o", str(tmp_path / "x.csv")).err
    assert "--complet" in told
    assert f"{RESTRICTED.field.label} (1 fiche)" in told
    assert "Budget (2)" in told
    whole = call("exporter", str(folder), "--complet", "-o", str(tmp_path / "x.csv")).err
    assert RESTRICTED.field.label not in whole


@pytest.mark.parametrize("profile", [TABLEUR, EXCEL_CSV, JSONL], ids=lambda profile: profile.name)
def test_what_is_not_published_carries_everything(
    call: Call, ready: str, tmp_path: Path, profile: Profile
) -> None:
    target = tmp_path / f"x{profile.suffix}"
    done = call("exporter", ready, "--profil", profile.name, "-o", str(target))
    assert drafts_in(profile, target) == [complete_draft()]
    assert len(done.err.splitlines()) == 1


@pytest.mark.parametrize("profile", [TABLEUR, EXCEL_CSV], ids=lambda profile: profile.name)
def test_a_pipe_gets_the_bytes_of_the_file(
    call: Call, ready: str, tmp_path: Path, profile: Profile
) -> None:
    target = tmp_path / f"x{profile.suffix}"
    call("exporter", ready, "--profil", profile.name, "-o", str(target))
    piped = run_process("exporter", ready, "--profil", profile.name)
    assert piped.returncode == 0
    assert piped.stdout == target.read_bytes()


@pytest.mark.parametrize(
    "profile",
    [profile for profile in PROFILES if profile.is_folder or not profile.is_text],
    ids=lambda profile: profile.name,
)
def test_a_terminal_is_not_flooded_with_what_is_no_text(
    call: Call, ready: str, profile: Profile
) -> None:
    refused = call("exporter", ready, "--profil", profile.name, out=Terminal())
    assert refused.code == 2
    assert refused.out == ""
    assert "-o" in refused.err


def test_the_same_fiches_are_exported_in_the_order_of_their_files(call: Call, folder: Path) -> None:
    (folder / "c-illisible.fiche.toml").unlink()
    first = call("exporter", str(folder), "--brouillons").out
    (folder / "b-a-corriger.fiche.toml").touch()
    assert call("exporter", str(folder), "--brouillons").out == first


def test_an_empty_form_needs_no_fiche(call: Call, tmp_path: Path) -> None:
    target = tmp_path / "formulaire.xlsx"
    done = call("exporter", "--modele", "-o", str(target))
    assert done.code == 0
    assert "Formulaire vide" in done.err
    assert drafts_in(TABLEUR, target) == []


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("--modele", "fiches", "-o", "f.xlsx"), "retirez les chemins"),
        (("--modele", "--profil", "json", "-o", "f.json"), "n'a pas de formulaire"),
        (("--modele", "--profil", "bibliotheque"), "n'a pas de formulaire"),
        (("-o", "f.xlsx"), "CHEMIN…"),
    ],
    ids=["paths too", "json", "bibliotheque", "no path"],
)
def test_a_form_asked_for_amiss_is_explained(
    call: Call,
    words: tuple[str, ...],
    told: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(tmp_path)
    refused = call("exporter", *words)
    assert refused.code == 2
    assert told in refused.err
    assert names_of(tmp_path) == []


def test_what_does_not_come_back_is_told_and_leaves_the_old_file(
    call: Call, ready: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "bibliotheque.csv"
    target.write_text("avant", encoding="utf-8")
    before = names_of(tmp_path)
    read = bibliotheque.read
    monkeypatch.setattr(
        bibliotheque,
        "read",
        lambda content: [draft.with_value("nom_projet", "Autre") for draft in read(content)],
    )
    refused = call("exporter", ready, "-o", str(target))
    assert refused.code == 2
    assert ready in refused.err
    assert CATALOGUE["nom_projet"].field.label in refused.err
    assert "rien n'a été écrit" in refused.err
    assert target.read_text(encoding="utf-8") == "avant"
    assert names_of(tmp_path) == before


def test_a_text_too_long_for_a_cell_leaves_nothing_behind(call: Call, tmp_path: Path) -> None:
    fiche = tmp_path / "longue.fiche.toml"
    draft = complete_draft(usage_description="é" * 40_000)
    fiche.write_text(new_text(draft), encoding="utf-8")
    refused = call("exporter", str(fiche), "-o", str(tmp_path / "fiches.xlsx"))
    assert refused.code == 2
    assert "longue.fiche.toml" in refused.err
    assert "40000" in refused.err
    assert names_of(tmp_path) == ["longue.fiche.toml"]


def test_a_missing_package_is_named_with_the_command_that_installs_it(
    call: Call, ready: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "xlsxwriter", None)
    target = tmp_path / "fiches.xlsx"
    refused = call("exporter", ready, "-o", str(target))
    assert refused.code == 2
    assert "pip install" in refused.err
    assert not target.exists()


def test_a_folder_in_the_place_of_a_file_is_told(call: Call, ready: str, tmp_path: Path) -> None:
    refused = call("exporter", ready, "--profil", JSONL.name, "-o", str(tmp_path))
    assert refused.code == 2
    assert "est un dossier" in refused.err
    assert "fiche.toml" not in refused.err.replace(ready, "")
