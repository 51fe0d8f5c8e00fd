"""Commands that change fiches keep what stood in them before, as the editor does."""

from pathlib import Path

from iafiche.store.versions import versions_of
from tests.cli.conftest import Call
from tests.fiches import complete_draft, on_disk, written

SPACED = "215 799 909 00019"


def kept(path: Path, own_folder: Path) -> list[bytes]:
    """Return what is kept of a fiche, the latest first."""
    return [version.data for version in versions_of(path, own_folder / "state" / "versions")]


def test_corriger_keeps_what_it_corrects(call: Call, tmp_path: Path, own_folder: Path) -> None:
    path = written(tmp_path / "rives.fiche.toml", complete_draft(coll_siret=SPACED))
    before = path.read_bytes()
    call("corriger", str(path), "--diff")
    assert kept(path, own_folder) == []
    assert call("corriger", str(path)).code == 0
    assert path.read_bytes() != before
    assert kept(path, own_folder) == [before]


def test_importer_keeps_what_it_brings_up_to_date(
    call: Call, tmp_path: Path, own_folder: Path
) -> None:
    source = tmp_path / "fiches.csv"
    head = "coll_nom;nom_projet;coll_siret;usage_description\n"
    source.write_text(f"{head}Belrive;Rives;21579990900019;Avant\n", encoding="utf-8")
    target = tmp_path / "fiches"
    call("importer", str(source), "-d", str(target))
    (path,) = target.glob("*.fiche.toml")
    before = path.read_bytes()
    assert kept(path, own_folder) == []
    source.write_text(f"{head}Belrive;Rives;21579990900019;Après\n", encoding="utf-8")
    call("importer", str(source), "-d", str(target), "--mettre-a-jour")
    assert on_disk(path)["usage_description"] == "Après"
    assert kept(path, own_folder) == [before]


def test_no_version_is_kept_where_the_settings_want_none(
    call: Call, tmp_path: Path, own_folder: Path
) -> None:
    own_folder.mkdir(exist_ok=True)
    (own_folder / "config.toml").write_text("versions_nombre = 0\n", encoding="utf-8")
    path = written(tmp_path / "rives.fiche.toml", complete_draft(coll_siret=SPACED))
    assert call("corriger", str(path)).code == 0
    assert kept(path, own_folder) == []
