"""What was said of columns is remembered, and losing it costs nothing."""

from pathlib import Path

import pytest

from iafiche.store.kept_columns import FILE_NAME, MOST_NAMES, forget, recall, remember
from iafiche.store.system_errors import SaveError


def test_choices_add_up_and_the_newest_holds(tmp_path: Path) -> None:
    remember(tmp_path / "etat", {"Nom": "coll_nom", "Notes": ""})
    remember(tmp_path / "etat", {"Nom": "nom_projet"})
    assert recall(tmp_path / "etat") == {"Notes": "", "Nom": "nom_projet"}


def test_choices_are_forgotten(tmp_path: Path) -> None:
    remember(tmp_path, {"Nom": "coll_nom", "Notes": ""})
    assert forget(tmp_path) == 2
    assert recall(tmp_path) == {}
    assert forget(tmp_path) == 0


def test_only_so_many_are_kept_the_newest_ones(tmp_path: Path) -> None:
    remember(tmp_path, {f"colonne {rank}": "theme" for rank in range(MOST_NAMES + 5)})
    remember(tmp_path, {"x" * 5_000: "theme"})
    assert next(iter(recall(tmp_path))) == "colonne 5"
    assert len(recall(tmp_path)) == MOST_NAMES


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"{",
        b"[]",
        b"\xff",
        b'{"iafiche": "carnet", "version": 1, "colonnes": {"Nom": "theme"}}',
        b'{"iafiche": "colonnes", "version": 2, "colonnes": {"Nom": "theme"}}',
        b'{"iafiche": "colonnes", "version": 1, "colonnes": ["Nom"]}',
        b'{"iafiche": "colonnes", "version": 1, "colonnes": {"Nom": 3}}',
        b"[" * 100_000,
    ],
)
def test_a_spoiled_file_is_as_good_as_none(tmp_path: Path, content: bytes) -> None:
    (tmp_path / FILE_NAME).write_bytes(content)
    assert recall(tmp_path) == {}
    remember(tmp_path, {"Nom": "theme"})
    assert recall(tmp_path) == {"Nom": "theme"}


def test_where_nothing_can_be_written_that_is_told(tmp_path: Path) -> None:
    (tmp_path / "etat").write_text("un fichier", encoding="utf-8")
    with pytest.raises(SaveError):
        remember(tmp_path / "etat", {"Nom": "theme"})
    assert recall(tmp_path / "etat") == {}
