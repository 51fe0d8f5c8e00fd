"""The review as text: the findings, or a line a fiche."""

from pathlib import Path

import pytest

from iafiche.model.flaws import Severity
from tests.fiches import complete_draft
from tests.unit.drawn_verdicts import NASTY, judged, unreadable, written

RIVES = Path("fiches/rives.fiche.toml")


def test_the_summary_has_a_line_a_fiche_then_the_totals() -> None:
    mending = judged(Path("b.fiche.toml"), complete_draft(coll_siret="1", date="x"))
    lines = written("texte", judged(RIVES, complete_draft()), mending, summary=True).splitlines()
    assert lines == [
        "✓ fiches/rives.fiche.toml\u00a0: prête · Propreté des rives",
        "✗ b.fiche.toml\u00a0: à corriger · 2 erreurs · Propreté des rives",
        "2 fiches · 1 prête · 1 à corriger. 2 erreurs · 0 avertissement · 0 conseil.",
    ]


def test_the_summary_says_why_a_file_cannot_be_read() -> None:
    verdict = unreadable(RIVES)
    first, _ = written("texte", verdict, summary=True).splitlines()
    assert first.startswith("✗ fiches/rives.fiche.toml\u00a0: illisible · ")
    assert first.endswith(verdict.findings[0].message)


@pytest.mark.parametrize("text", NASTY)
def test_a_fiche_takes_one_line_whatever_its_name(text: str) -> None:
    name = f"{text.replace('/', '')}.fiche.toml"
    verdict = judged(Path(name), complete_draft(nom_projet=text, coll_siret="1"))
    assert verdict.count(Severity.ERROR) == 1
    assert len(written("texte", verdict, summary=True).splitlines()) == 2
