"""The review as a report of tests: a fiche is a test, which passes or fails."""

import xml.etree.ElementTree as ET
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from iafiche.model.flaws import Severity
from iafiche.review.verdict import State, Verdict
from tests.fiches import complete_draft
from tests.unit.drawn_verdicts import judged, unreadable, verdicts, written

RIVES = Path("fiches/rives.fiche.toml")


def cases(*given: Verdict, threshold: Severity = Severity.ERROR) -> list[ET.Element]:
    """Return the tests of the report, whose suites have been counted right."""
    root = ET.fromstring(written("junit", *given, threshold=threshold).encode())
    assert root.tag == "testsuites"
    for suite in root:
        inner = list(suite)
        assert suite.tag == "testsuite"
        assert int(suite.attrib["tests"]) == len(inner)
        assert int(suite.attrib["failures"]) == len(suite.findall("testcase/failure"))
        assert int(suite.attrib["errors"]) == len(suite.findall("testcase/error"))
    return list(root.iter("testcase"))


@settings(max_examples=60, deadline=None)
@given(st.lists(verdicts(), max_size=3), st.sampled_from(Severity))
def test_any_review_can_be_read_and_is_whole(given_: list[Verdict], threshold: Severity) -> None:
    read = cases(*given_, threshold=threshold)
    assert len(read) == len(given_)
    for case, verdict in zip(read, given_, strict=True):
        failed = verdict.worst is not None and verdict.worst >= threshold
        broken = verdict.state is State.UNREADABLE
        assert (case.find("failure") is not None) is (failed and not broken)
        assert (case.find("error") is not None) is broken
        # GitLab takes the text of one failure alone.
        assert len(case.findall("failure")) + len(case.findall("error")) <= 1
        text = "".join(case.itertext())
        for finding in verdict.findings:
            assert f" {finding.severity.french} {finding.code} — " in text


def test_a_fiche_is_known_by_its_file_from_one_run_to_the_next() -> None:
    (before,) = cases(judged(RIVES, complete_draft(coll_siret="1")))
    (after,) = cases(judged(RIVES, complete_draft()))
    assert before.attrib == after.attrib
    assert before.attrib["file"] == before.attrib["name"] == "fiches/rives.fiche.toml"
    assert before.find("failure") is not None
    assert len(after) == 0


def test_what_is_not_grave_enough_stands_in_the_output_of_the_test() -> None:
    draft = complete_draft(donnees_source=("NSP", "usager"), coll_siret="1")
    (case,) = cases(judged(RIVES, draft))
    assert "siret-invalide" in (case.findtext("failure") or "")
    assert "nsp-exclusif" in (case.findtext("system-out") or "")
    (case,) = cases(judged(RIVES, draft), threshold=Severity.WARNING)
    assert "nsp-exclusif" in (case.findtext("failure") or "")
    assert case.find("system-out") is None


def test_the_text_of_a_failure_is_what_verifier_prints() -> None:
    verdict = judged(RIVES, complete_draft(coll_siret="1"))
    (case,) = cases(verdict)
    printed = written("texte", verdict).splitlines()[:-1]
    assert (case.findtext("failure") or "").splitlines() == ["", *printed] or (
        case.findtext("failure") or ""
    ).splitlines() == printed


def test_a_file_that_cannot_be_read_is_an_error() -> None:
    (case,) = cases(unreadable(RIVES))
    assert "toml-invalide" in (case.findtext("error") or "")


@pytest.mark.parametrize("text", ["<b>&</b>", "\"'", "]]>", "\ufffe\x00\x0b", "\udce9"])
def test_signs_that_xml_cannot_hold_are_told_otherwise(text: str) -> None:
    (case,) = cases(judged(Path(f"{text.replace(chr(0), '')}.fiche.toml"), complete_draft()))
    assert case.attrib["name"].endswith(".fiche.toml")
