"""What is closed to whoever runs a command: a message or a result, and nothing of it is harmed."""

import io
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.cli.conftest import Call
from tests.cli.tables import row, write_table
from tests.fiches import complete_draft, written


@dataclass(frozen=True)
class Folder:
    """A folder with a fiche, and within it a folder that nobody may enter, with another."""

    path: Path

    @property
    def closed(self) -> Path:
        return self.path / "fermé"

    @property
    def fiche(self) -> Path:
        return self.closed / "rives.fiche.toml"


COMMANDS = ("verifier", "corriger", "exporter", "inventaire")


def _load(call: Call, tmp_path: Path, source: Path) -> None:
    """Have loaded what the commands load: Python itself may be closed to a plain user."""
    open_to_all = tmp_path / "ouvert"
    open_to_all.mkdir()
    written(open_to_all / "a.fiche.toml", complete_draft(coll_type="commune"))
    for command in COMMANDS:
        call(command, str(open_to_all))
    args = ("exporter", str(open_to_all), "--profil", "notice", "-o", str(tmp_path / "site"))
    call(*args)
    call("importer", str(source), "--dossier", str(open_to_all))


@pytest.fixture
def folder(
    call: Call, tmp_path: Path, source: Path, request: pytest.FixtureRequest
) -> Iterator[Folder]:
    """Fiches of a plain user; the folder of the program's own is closed too."""
    _load(call, tmp_path, source)
    folder = Folder(request.getfixturevalue("plain_users_folder"))
    folder.closed.mkdir()
    written(folder.fiche, complete_draft())
    written(folder.path / "ouverte.fiche.toml", complete_draft(coll_type="commune"))
    links = folder.path / "liens"
    links.mkdir()
    (links / "dossier").symlink_to(folder.closed / "dossier")
    (links / "lien.fiche.toml").symlink_to(folder.fiche)
    folder.closed.chmod(0)
    yield folder
    folder.closed.chmod(0o700)
    assert [each.name for each in folder.closed.iterdir()] == ["rives.fiche.toml"]


@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize("pattern", ["", "**/*.toml", "liens/*", "*/*"])
def test_fiches_and_folders_that_are_closed_are_told(
    call: Call, folder: Folder, command: str, pattern: str
) -> None:
    told = call(command, str(folder.path / pattern))
    assert told.code == 2
    said = (told.out + told.err).replace("\u00a0", " ")
    assert "pas le droit de lire" in said or "ne peut pas être parcouru" in said


@pytest.mark.parametrize("options", [(), ("--depuis", "HEAD")])
def test_a_list_of_paths_may_name_what_is_closed(
    call: Call, folder: Folder, monkeypatch: pytest.MonkeyPatch, options: tuple[str, ...]
) -> None:
    listed = io.TextIOWrapper(io.BytesIO(f"{folder.fiche}\n".encode()))
    monkeypatch.setattr(sys, "stdin", listed)
    assert call("verifier", "-", *options).code == 2


def test_an_import_into_a_closed_folder_writes_nothing(call: Call, folder: Folder) -> None:
    table = write_table(folder.path / "fiches.csv", row())
    told = call("importer", str(table), "--dossier", str(folder.closed))
    assert told.code == 2
    assert "droit d'écrire" in told.err


def test_an_export_takes_no_place_of_a_closed_folder(call: Call, folder: Folder) -> None:
    fiche = str(folder.path / "ouverte.fiche.toml")
    args = ("exporter", fiche, "--brouillons", "--profil", "notice", "-o", str(folder.closed))
    told = call(*args)
    assert told.code == 2
    assert "Choisissez un dossier qui n'existe pas encore" in told.err
