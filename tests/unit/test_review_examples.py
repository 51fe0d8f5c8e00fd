"""The example fiches show what their names say, and every rule there is."""

import datetime
from pathlib import Path

import pytest

from iafiche.check.rules import RULES, Scope
from iafiche.model.flaws import Code
from iafiche.review.verdict import State, Verdict, review_files
from tests.conftest import ROOT

EXAMPLES = ROOT / "docs" / "exemples"
DAY = datetime.date(2026, 11, 22)

NOT_IN_A_FILE = {
    # No committed file can be one that the system refuses to open.
    Code.FICHIER_ILLISIBLE,
    # Two files, and not one.
    *(code for code, rule in RULES.items() if rule.scope is Scope.FOLDER),
    # They ask for an iafiche.toml, which would count for all the examples.
    Code.CHAMP_NON_PUBLIC,
    Code.REGLAGES_INVALIDES,
}


@pytest.fixture(scope="module")
def verdicts() -> dict[str, Verdict]:
    """The verdict on each example, by the name of its file without its ending."""
    return {
        verdict.path.name.removesuffix(".fiche.toml"): verdict
        for verdict in review_files([EXAMPLES], DAY)
    }


def _codes(verdict: Verdict) -> set[Code]:
    return {found.code for found in verdict.findings}


def test_every_rule_about_one_fiche_or_file_has_its_example(verdicts: dict[str, Verdict]) -> None:
    shown = {code for verdict in verdicts.values() for code in _codes(verdict)}
    assert set(Code) - shown == NOT_IN_A_FILE


def test_the_complete_ones_have_nothing_to_mend(verdicts: dict[str, Verdict]) -> None:
    complete = [name for name in verdicts if name.startswith("complete-")]
    assert len(complete) >= 3
    for name in complete:
        assert verdicts[name].findings == (), name


def test_the_drafts_only_want_filling(verdicts: dict[str, Verdict]) -> None:
    drafts = [name for name in verdicts if name.startswith("brouillon-")]
    assert len(drafts) >= 2
    for name in drafts:
        assert _codes(verdicts[name]) == {Code.CHAMP_REQUIS}, name


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("pas-du-toml", Code.TOML_INVALIDE),
        ("encodage-windows-1252", Code.ENCODAGE_INVALIDE),
        ("version-plus-recente", Code.VERSION_INCONNUE),
    ],
)
def test_the_unreadable_ones_are_refused_for_what_they_show(
    verdicts: dict[str, Verdict], name: str, code: Code
) -> None:
    assert verdicts[name].state is State.UNREADABLE
    assert _codes(verdicts[name]) == {code}


def test_what_the_model_does_not_know_is_there_beside_comments(
    verdicts: dict[str, Verdict],
) -> None:
    verdict = verdicts["commentaires-et-champs-inconnus"]
    assert {len(path) for path in verdict.draft.unknown} == {1, 2}
    assert "# " in verdict.path.read_text(encoding="utf-8")


def test_the_reading_note_names_every_example(verdicts: dict[str, Verdict]) -> None:
    note = Path(EXAMPLES / "LISEZMOI.md").read_text(encoding="utf-8")
    for name in verdicts:
        assert f"`{name}`" in note
