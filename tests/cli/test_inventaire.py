"""`inventaire`: its formats, where they go, and its exit codes."""

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Call
from tests.fiches import complete_draft, written


def test_readable_fiches_are_counted_and_the_others_are_told(call: Call, folder: Path) -> None:
    counted = call("inventaire", str(folder))
    assert counted.code == 2
    assert counted.out.startswith("2 projets - 1 prêt - 1 fiche illisible, non comptée\n")
    (folder / "c-illisible.fiche.toml").unlink()
    assert call("inventaire", str(folder)).code == 0


def test_the_values_that_a_folder_adds_to_a_list_are_listed(call: Call, folder: Path) -> None:
    written(folder / "d.fiche.toml", complete_draft(theme="Vie des rives"))
    settings = folder / "iafiche.toml"

    def told() -> list[dict[str, object]]:
        counted = json.loads(call("inventaire", str(folder), "--format", "json").out)
        return [
            value
            for field in counted["repartitions"]
            for value in field["valeurs"]
            if value["valeur"] == "Vie des rives"
        ]

    assert [value["hors_nomenclature"] for value in told()] == [True]
    settings.write_text('[valeurs]\ntheme = ["Vie des rives"]\n', encoding="utf-8")
    assert [value["hors_nomenclature"] for value in told()] == [False]


@pytest.mark.parametrize(
    ("name", "begins"),
    [
        ("texte", "2 projets"),
        ("json", "{"),
        ("csv", "\ufeffRubrique;"),
        ("html", "<!DOCTYPE html>"),
    ],
)
def test_each_format_goes_to_standard_output_or_to_a_file(
    call: Call, folder: Path, tmp_path_factory: pytest.TempPathFactory, name: str, begins: str
) -> None:
    file = tmp_path_factory.mktemp("sortie") / "inventaire"
    shown = call("inventaire", str(folder), "--format", name)
    written = call("inventaire", str(folder), "--format", name, "-o", str(file))
    assert shown.out.startswith(begins)
    assert written.out == ""
    assert written.err.endswith(f"Inventaire de 2 projets écrit dans «\u00a0{file}\u00a0».\n")
    assert "écrit dans" not in shown.err
    text = file.read_bytes().decode("utf-8")
    assert text.startswith(begins)
    if name != "texte":
        assert text == shown.out


def test_only_the_page_is_for_the_public_unless_all_is_asked_for(call: Call, folder: Path) -> None:
    page = call("inventaire", str(folder), "--format", "html").out
    whole = call("inventaire", str(folder), "--format", "html", "--complet").out
    assert "Fonds vert" not in page
    assert "Fonds vert" in whole
    told = json.loads(call("inventaire", str(folder), "--format", "json").out)
    assert told["public"] is False
    assert "Fonds vert" in {actor["nom"] for actor in told["acteurs"]}


def test_a_folder_without_fiches_is_told(call: Call, tmp_path: Path) -> None:
    counted = call("inventaire", str(tmp_path))
    assert counted.code == 2
    assert "aucune fiche dans" in counted.err
