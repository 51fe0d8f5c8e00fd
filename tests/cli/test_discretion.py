"""What is not public stays out of all that is meant for others."""

import io
import shutil
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from iafiche.exchange.profiles import PROFILES
from iafiche.model.catalogue import CATALOGUE
from iafiche.model.draft import Draft
from iafiche.model.field import Access
from iafiche.model.kinds import FreeList, LongText, ShortText
from iafiche.model.values import Foreign
from iafiche.review.reports import REPORTS
from tests.cli.conftest import Call
from tests.cli.test_crash import run_faulty
from tests.fiches import complete_draft, written

SECRET = "Confidentiel"
RESTRICTED = [spec for spec in CATALOGUE.fields if spec.field.access is Access.RESTRICTED]
SHOWN_AROUND = [report.name for report in REPORTS.values() if report.is_shown_around]


def _secret_where_it_is_right() -> Draft:
    draft = complete_draft()
    for spec in RESTRICTED:
        if isinstance(spec.kind, ShortText | LongText | FreeList):
            draft = draft.with_value(spec.key, (SECRET,) if spec.kind.many else SECRET)
    return draft.with_value("projet_contact", f"{SECRET}@exemple.fr")


def _secret_where_it_is_wrong() -> Draft:
    draft = complete_draft(projet_status="En production", risque_categorie="Élevé")
    for spec in RESTRICTED:
        wrong = f"{SECRET} \x01 Ã© <b>x</b>"
        draft = draft.with_value(spec.key, (wrong, wrong) if spec.kind.many else wrong)
    return draft


def _secret_of_another_type() -> Draft:
    draft = Draft(unknown={("general", "inconnu"): SECRET, ("autre",): {"a": SECRET}})
    for spec in RESTRICTED:
        draft = draft.with_value(spec.key, Foreign({"a": SECRET}))
    return draft


@pytest.fixture
def secrets(tmp_path: Path) -> Path:
    """A folder of fiches whose fields that are not public hold the secret."""
    folder = tmp_path / "fiches"
    folder.mkdir()
    written(folder / "juste.fiche.toml", _secret_where_it_is_right())
    written(folder / "fausse.fiche.toml", _secret_where_it_is_wrong())
    written(folder / "type.fiche.toml", _secret_of_another_type())
    return folder


def contents(path: Path) -> Iterator[bytes]:
    """Yield what a file holds, or the files of a folder or an archive."""
    for file in path.rglob("*") if path.is_dir() else [path]:
        data = file.read_bytes() if file.is_file() else b""
        yield data
        if zipfile.is_zipfile(io.BytesIO(data)):
            with zipfile.ZipFile(io.BytesIO(data)) as archive:
                yield from map(archive.read, archive.namelist())


@pytest.mark.parametrize("name", [each.name for each in PROFILES if each.is_published])
def test_an_export_to_be_published_holds_none_of_it_unless_all_is_asked_for(
    call: Call, secrets: Path, tmp_path: Path, name: str
) -> None:
    profile = next(each for each in PROFILES if each.name == name)
    for options, is_there in ((), False), (("--complet",), True):
        target = tmp_path / f"export{len(options)}{profile.suffix}"
        args = (str(secrets), "--profil", name, "--brouillons", "-o", str(target), *options)
        exported = call("exporter", *args)
        assert exported.code == 0
        found = any(SECRET.encode() in content for content in contents(target))
        carries = set(profile.columns(complete=bool(options))) & set(RESTRICTED)
        assert found == (is_there and bool(carries))
        assert SECRET not in exported.out + exported.err


def test_the_page_of_an_inventory_holds_none_of_it(call: Call, secrets: Path) -> None:
    assert SECRET not in call("inventaire", str(secrets), "--format", "html").out
    assert SECRET in call("inventaire", str(secrets), "--format", "html", "--complet").out


@pytest.mark.parametrize("name", SHOWN_AROUND)
def test_a_report_to_a_service_quotes_none_of_it(call: Call, secrets: Path, name: str) -> None:
    checked = call("verifier", str(secrets), "--format", name)
    assert checked.code == 1
    assert "n'est pas public" in checked.out.replace("&#x27;", "'")
    assert SECRET not in checked.out + checked.err


@pytest.mark.parametrize("name", [name for name in REPORTS if name not in SHOWN_AROUND])
def test_any_report_is_as_discreet_where_that_is_asked_for(
    call: Call, secrets: Path, name: str
) -> None:
    args = ("verifier", str(secrets), "--format", name)
    assert SECRET in call(*args).out
    assert SECRET not in call(*args, "--discret").out


def _copied(folder: Path) -> str:
    return str(shutil.copytree(folder, folder.with_name("copie"), dirs_exist_ok=True))


@pytest.mark.parametrize(
    "args",
    [
        ("corriger",),
        ("corriger", "--diff"),
        ("exporter",),
        ("inventaire",),
        ("inventaire", "--format", "json"),
        ("inventaire", "--format", "csv"),
    ],
    ids=" ".join,
)
def test_other_commands_are_as_discreet_where_that_is_asked_for(
    call: Call, secrets: Path, args: tuple[str, ...]
) -> None:
    written(secrets / "sure.fiche.toml", complete_draft(projet_contact=f" MAILTO:{SECRET}@x.fr"))
    told = call(*args, _copied(secrets))
    assert SECRET in told.out + told.err
    discreet = call(*args, _copied(secrets), "--discret")
    assert SECRET not in discreet.out + discreet.err
    assert discreet.code == told.code


def test_a_discreet_diff_names_what_it_would_change_and_changes_nothing(
    call: Call, tmp_path: Path
) -> None:
    draft = complete_draft(projet_contact=f"{SECRET}@x.fr ", coll_type="commune")
    path = written(tmp_path / "x.fiche.toml", draft)
    before = path.read_bytes()
    told = call("corriger", str(tmp_path), "--diff", "--discret")
    assert "x.fiche.toml" in told.out
    assert "« commune » devient « Commune »" in told.out.replace("\u00a0", " ")
    assert SECRET not in told.out
    assert path.read_bytes() == before


def test_what_is_asked_to_be_counted_and_not_to_be_is_a_wrong_use(
    call: Call, secrets: Path
) -> None:
    refused = call("inventaire", str(secrets), "--complet", "--discret")
    assert refused.code == 2
    assert "gardez l'un des deux" in refused.err


def test_what_is_public_is_quoted_as_ever(call: Call, tmp_path: Path) -> None:
    written(tmp_path / "x.fiche.toml", complete_draft(coll_type="Bourgade"))
    args = ("verifier", str(tmp_path), "--format", "github")
    assert call(*args).out == call(*args, "--discret").out
    assert "Bourgade" in call(*args).out


def test_a_report_of_a_fault_and_the_names_of_own_files_hold_none_of_it(
    secrets: Path, own_folder: Path
) -> None:
    _, told = run_faulty("iafiche.review.judge:Judge._keepsake", "verifier", str(secrets))
    assert SECRET not in told
    for file in own_folder.rglob("*"):
        assert SECRET not in file.name
    reports = list((own_folder / "state" / "rapports").iterdir())
    assert reports
    assert not [report for report in reports if SECRET in report.read_text(encoding="utf-8")]
