"""The review of a folder at a glance."""

import re
from pathlib import Path

import pytest

from iafiche.review.display import cells
from iafiche.review.marks import ASCII, UTF8
from iafiche.review.overview import overview_lines, row_of
from iafiche.review.verdict import Tally, review_files
from iafiche.store.document import new_text
from tests.conftest import TODAY
from tests.fiches import complete_draft

LONG = "Assistant de rédaction des délibérations et des arrêtés municipaux"
WIDE = "東京都庁"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Fiches with names of all widths, and one that cannot be read."""
    drafts = {
        "a": complete_draft(),
        "b": complete_draft(nom_projet=LONG, coll_nom=LONG, coll_siret="1"),
        "c": complete_draft(nom_projet=WIDE, coll_nom="\x1b[31mRouge"),
        "d": complete_draft(nom_projet="", date="une date bien trop longue pour sa colonne"),
    }
    for name, draft in drafts.items():
        (tmp_path / f"{name}.fiche.toml").write_text(new_text(draft), encoding="utf-8")
    (tmp_path / "e-au-nom-plutot-long.fiche.toml").write_text("= = =", encoding="utf-8")
    return tmp_path


def _overview(folder: Path, width: int) -> list[str]:
    tally, rows = Tally(), []
    for verdict in review_files([folder], TODAY):
        tally.add(verdict)
        rows.append(row_of(verdict))
    return list(overview_lines(rows, tally, UTF8, width))


def test_the_counts_come_first(folder: Path) -> None:
    assert _overview(folder, 80)[0] == "5 fiches · 2 prêtes · 2 à corriger · 1 illisible"


def test_each_fiche_has_its_line_under_the_headings(folder: Path) -> None:
    lines = _overview(folder, 200)
    assert lines[2].split() == ["Projet", "Porteur", "Complet", "✗", "!", "Mise", "à", "jour"]
    marked = [line for line in lines[3:] if line[1] != " "]
    assert [line[1] for line in marked] == ["✓", "✗", "✓", "✗", "✗"]
    project, holder, *rest = re.split(r" {2,}", marked[0][3:])
    assert (project, holder) == ("Propreté des rives", "Ville de Belrive")
    assert rest == ["97\u00a0%", "0", "0", "21/01/2026"]


def test_a_fiche_without_a_project_shows_its_file(folder: Path) -> None:
    assert any(line.startswith(" ✗ d.fiche.toml ") for line in _overview(folder, 200))


def test_an_unreadable_file_shows_where_and_why(folder: Path) -> None:
    last = _overview(folder, 200)[-1]
    assert last.startswith(" ✗ e-au-nom-plutot-long.fiche.toml ")
    assert " illisible, ligne\u00a01\u00a0: " in last


@pytest.mark.parametrize("width", [50, 60, 80, 100, 200])
def test_no_line_is_too_wide(folder: Path, width: int) -> None:
    assert max(map(cells, _overview(folder, width))) <= width


@pytest.mark.parametrize("width", [60, 80, 100, 200])
def test_nothing_is_cut(folder: Path, width: int) -> None:
    told = " ".join(_overview(folder, width))
    for word in (*LONG.split(), "Propreté", WIDE, "␛[31mRouge", "21/01/2026"):
        assert word in told


@pytest.mark.parametrize("width", [60, 80, 200])
def test_the_columns_stay_aligned_under_wide_characters(folder: Path, width: int) -> None:
    lines = _overview(folder, width)
    starts = {cells(line[: line.index("21/01/2026")]) for line in lines if "21/01/2026" in line}
    assert len(starts) == 1


def test_a_terminal_without_unicode_gets_plain_signs(folder: Path) -> None:
    rows = [row_of(verdict) for verdict in review_files([folder], TODAY)]
    lines = list(overview_lines(rows, Tally(ready=5), ASCII, 80))
    assert lines[0] == "5 fiches - 5 prêtes"
    assert lines[3].startswith(" v ")
