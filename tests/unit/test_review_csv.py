"""The review as a table for spreadsheets."""

import csv
import io
import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from iafiche.exchange.formulas import restored
from iafiche.review.verdict import Verdict
from tests.fiches import complete_draft
from tests.unit.drawn_verdicts import judged, unreadable, verdicts, written

FORMULA = ("=", "+", "-", "@", "\t", "\r")
NUMBER = re.compile(r"[+-]?\d+([.,]\d+)?")
RIVES = Path("fiches/rives.fiche.toml")


def rows(*given: Verdict, summary: bool = False) -> list[dict[str, str]]:
    """Return the rows by their headings, as a spreadsheet set to French reads them."""
    text = written("csv", *given, summary=summary)
    assert text.startswith("\ufeff")
    assert "\n" not in text.replace("\r\n", "")
    return list(csv.DictReader(io.StringIO(text[1:], newline=""), delimiter=";", strict=True))


@settings(max_examples=30, deadline=None)
@given(st.lists(verdicts(), max_size=3))
def test_any_review_can_be_read_and_no_cell_is_a_formula(given_: list[Verdict]) -> None:
    by_finding, by_fiche = rows(*given_), rows(*given_, summary=True)
    assert len(by_finding) == sum(len(verdict.findings) for verdict in given_)
    assert len(by_fiche) == len(given_)
    for row in (*by_finding, *by_fiche):
        assert None not in row
        for cell in row.values():
            assert cell[:1] not in FORMULA or NUMBER.fullmatch(cell)


def test_a_finding_has_its_place_its_words_and_its_correction() -> None:
    verdict = judged(RIVES, complete_draft(coll_siret="2199001500014"))
    (row,) = rows(verdict)
    (finding,) = verdict.findings
    assert row == {
        "Fichier": str(RIVES),
        "Ligne": "1",
        "Colonne": "2",
        "Gravité": "erreur",
        "Règle": "siret-invalide",
        "Champ": "Identifiant SIRET de la collectivité",
        "Constat": finding.message,
        "Que faire": finding.advice,
        "Correction": "02199001500014",
        "Porteur": "Ville de Belrive",
        "Projet": "Propreté des rives",
    }


def test_a_fiche_has_its_state_and_its_counts() -> None:
    verdict = judged(RIVES, complete_draft(coll_siret="1"))
    first, second = rows(verdict, unreadable(Path("b.fiche.toml")), summary=True)
    assert (first["Fichier"], first["État"], first["Erreurs"]) == (str(RIVES), "à corriger", "1")
    assert (first["Champs remplis"], first["Champs"]) == ("37", "38")
    assert (second["État"], second["Projet"]) == ("illisible", "")


@pytest.mark.parametrize("name", ["=1+1", "@SOMME(A1)", "-cmd|' /C calc'!A0"])
def test_a_formula_becomes_a_text_that_can_be_had_back(name: str) -> None:
    (row,) = rows(judged(RIVES, complete_draft(nom_projet=name)), summary=True)
    assert row["Projet"] != name
    assert restored(row["Projet"]) == name
