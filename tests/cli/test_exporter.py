"""`exporter` and `schema`: what is written, and what is refused."""

import json
import sys
from pathlib import Path

import pytest

from iafiche.exchange import bibliotheque
from iafiche.exchange.archive import unzipped
from iafiche.exchange.bibliotheque import read_csv
from iafiche.exchange.codecs import Content, codec_of
from iafiche.exchange.profiles import (
    BIBLIOTHEQUE,
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
FILES = [profile for profile in PROFILES if not profile.is_folder]
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


def test_ready_fiches_are_written_to_the_file(call: Call, folder: Path, tmp_path: Path) -> None:
    target = tmp_path / "bibliotheque.csv"
    done = call("exporter", str(folder / "a-prete.fiche.toml"), "-o", str(target))
    assert (done.code, done.out) == (0, "")
    (draft,) = read_csv(target.read_bytes().decode("utf-8"))
    assert draft.title == complete_draft().title
    assert set(draft.values) <= {spec.key for spec in BIBLIOTHEQUE.public}


def test_all_the_fields_are_written_when_asked(call: Call, folder: Path) -> None:
    done = call("exporter", str(folder / "a-prete.fiche.toml"), "--complet", "-o", "-")
    assert list(read_csv(done.out)) == [complete_draft()]


def test_the_exported_bytes_are_the_same_in_a_pipe_and_in_a_file(
    call: Call, folder: Path, tmp_path: Path
) -> None:
    fiche = str(folder / "a-prete.fiche.toml")
    target = tmp_path / "bibliotheque.csv"
    call("exporter", fiche, "-o", str(target))
    piped = run_process("exporter", fiche, environment={"PYTHONIOENCODING": "latin-1"})
    assert piped.stdout == target.read_bytes()


def test_an_export_shown_on_a_terminal_commands_nothing(call: Call, tmp_path: Path) -> None:
    text = new_text(complete_draft(nom_projet="\u202eRives"))
    (tmp_path / "a.fiche.toml").write_text(text, encoding="utf-8")
    assert "\\u202eRives" in call("exporter", str(tmp_path), out=Terminal()).out
    assert "\u202eRives" in call("exporter", str(tmp_path)).out


def test_one_fiche_with_errors_stops_the_export_and_is_named(
    call: Call, folder: Path, tmp_path: Path
) -> None:
    (folder / "c-illisible.fiche.toml").unlink()
    target = tmp_path / "bibliotheque.csv"
    refused = call("exporter", str(folder), "-o", str(target))
    assert refused.code == 1
    assert "b-a-corriger.fiche.toml" in refused.err
    assert "a-prete.fiche.toml" not in refused.err
    assert "Rien n'a été exporté\u00a0: 1 fiche refusée sur 2." in refused.err
    assert "--brouillons" in refused.err
    assert not target.exists()


def test_drafts_are_exported_when_asked(call: Call, folder: Path) -> None:
    (folder / "c-illisible.fiche.toml").unlink()
    done = call("exporter", str(folder), "--brouillons")
    assert done.code == 0
    assert [draft["coll_siret"] for draft in read_csv(done.out)] == [
        complete_draft()["coll_siret"],
        "123",
    ]


@pytest.mark.parametrize("options", [(), ("--brouillons",)])
def test_an_unreadable_fiche_stops_the_export_with_2(
    call: Call, folder: Path, options: tuple[str, ...]
) -> None:
    refused = call("exporter", str(folder), *options)
    assert refused.code == 2
    assert refused.out == ""
    assert "c-illisible.fiche.toml" in refused.err


def test_a_fiche_is_never_overwritten_by_an_export(call: Call, folder: Path) -> None:
    fiche = folder / "a-prete.fiche.toml"
    before = fiche.read_bytes()
    refused = call("exporter", str(fiche), "-o", str(fiche))
    assert refused.code == 2
    assert "Choisissez un autre nom." in refused.err
    assert fiche.read_bytes() == before


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


@pytest.mark.parametrize("profile", FILES, ids=lambda profile: profile.name)
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


def test_a_file_that_cannot_be_written_ends_with_2(call: Call, folder: Path) -> None:
    target = folder / "absent" / "bibliotheque.csv"
    refused = call("exporter", str(folder / "a-prete.fiche.toml"), "-o", str(target))
    assert refused.code == 2
    assert "ne peut pas être écrit." in refused.err


def test_a_folder_without_fiches_is_not_exported(call: Call, tmp_path: Path) -> None:
    assert call("exporter", str(tmp_path)).code == 2


@pytest.mark.parametrize(
    ("options", "columns"),
    [((), BIBLIOTHEQUE.public), (("--complet",), BIBLIOTHEQUE.complete)],
)
def test_the_schema_describes_what_the_same_export_writes(
    call: Call, options: tuple[str, ...], columns: tuple[object, ...]
) -> None:
    done = call("schema", *options)
    assert done.code == 0
    assert [field["name"] for field in json.loads(done.out)["fields"]] == [
        spec.key
        for spec in (BIBLIOTHEQUE.complete if options else BIBLIOTHEQUE.public)
        if spec in columns
    ]


def test_the_schema_is_written_to_a_file(call: Call, tmp_path: Path) -> None:
    target = tmp_path / "schema.json"
    assert call("schema", "-o", str(target)).code == 0
    assert target.read_text(encoding="utf-8") == call("schema").out
