"""`exporter` and `schema`: what is written, and what is refused."""

import json
from pathlib import Path

import pytest

from iafiche.exchange.bibliotheque import read_csv
from iafiche.exchange.profiles import (
    BIBLIOTHEQUE,
)
from iafiche.store.document import new_text
from tests.cli.conftest import Call, Terminal, run_process
from tests.fiches import complete_draft


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
