"""The review in SARIF: valid, complete, and readable by whoever follows the standard."""

import json
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft7Validator

from iafiche.check.rules import RULES
from iafiche.model.draft import Draft
from iafiche.review.verdict import Verdict
from tests.fiches import complete_draft
from tests.unit.drawn_verdicts import ROOT, judged, unreadable, verdicts, written
from tests.unit.sarif_schema import LOG

RIVES = Path("fiches/rives.fiche.toml")


def log_of(*given: Verdict) -> dict[str, Any]:
    """Return the log of some verdicts, having found it valid."""
    log: dict[str, Any] = json.loads(written("sarif", *given))
    errors = [
        f"{error.json_path}: {error.message}" for error in Draft7Validator(LOG).iter_errors(log)
    ]
    assert errors == []
    return log


def results_of(*given: Verdict) -> list[dict[str, Any]]:
    (run,) = log_of(*given)["runs"]
    results: list[dict[str, Any]] = run["results"]
    return results


@settings(max_examples=30, deadline=None)
@given(st.lists(verdicts(), max_size=3))
def test_any_review_is_valid_and_whole(given_: list[Verdict]) -> None:
    results = results_of(*given_)
    told = [finding for verdict in given_ for finding in verdict.in_file_order()]
    assert [result["ruleId"] for result in results] == [finding.code for finding in told]


def test_each_rule_stands_there_with_its_help() -> None:
    rules = log_of()["runs"][0]["tool"]["driver"]["rules"]
    assert [rule["id"] for rule in rules] == list(RULES)
    for rule in rules:
        declared = RULES[rule["id"]]
        assert rule["shortDescription"]["text"] == declared.title
        for text in rule["help"].values():
            assert declared.reason in text


def test_a_result_says_where_which_rule_and_what_to_do() -> None:
    verdict = judged(RIVES, complete_draft(coll_siret="2199001500014"))
    (finding,) = verdict.findings
    (result,) = results_of(verdict)
    rules = log_of()["runs"][0]["tool"]["driver"]["rules"]
    assert rules[result["ruleIndex"]]["id"] == result["ruleId"] == "siret-invalide"
    assert result["level"] == "error"
    assert finding.message in result["message"]["text"]
    assert finding.advice in result["message"]["text"]
    (place,) = result["locations"]
    assert place["physicalLocation"] == {
        "artifactLocation": {"uri": "fiches/rives.fiche.toml"},
        "region": {"startLine": 1, "startColumn": 2},
    }


def test_the_levels_follow_the_severities() -> None:
    draft = complete_draft(
        coll_siret="1", donnees_source=("NSP", "usager"), url_infos="http://ville-belrive.fr"
    )
    levels = {result["ruleId"]: result["level"] for result in results_of(judged(RIVES, draft))}
    assert levels == {"siret-invalide": "error", "nsp-exclusif": "warning", "url-http": "note"}


def address_of(path: Path) -> str:
    (result, *_) = results_of(unreadable(path))
    address: str = result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
    return address


def test_the_address_of_a_file_leads_back_to_it() -> None:
    for name in ("déchets & co #1.fiche.toml", "100%.fiche.toml", "c:x.fiche.toml"):
        address = address_of(Path(name))
        assert Path(unquote(address)) == Path(name)
        assert not urlsplit(address).scheme
        assert urlsplit(address_of(ROOT.parent / "ailleurs" / name)).scheme == "file"


def test_a_file_below_the_root_has_the_same_address_however_it_is_named() -> None:
    assert address_of(ROOT / RIVES) == address_of(Path("fiches/../fiches/rives.fiche.toml"))
    assert address_of(ROOT / RIVES) == RIVES.as_posix()


def test_a_finding_is_known_again_on_another_line() -> None:
    verdict = judged(RIVES, Draft())
    moved = Verdict(
        verdict.path,
        verdict.state,
        tuple(found.at(found.line + 7, 1) for found in verdict.findings),
        verdict.draft,
    )
    before = [result["partialFingerprints"] for result in results_of(verdict)]
    after = [result["partialFingerprints"] for result in results_of(moved)]
    assert before == after
    assert len({str(each) for each in before}) == len(before)


def test_what_a_fiche_says_is_neither_a_link_nor_a_placeholder() -> None:
    draft = complete_draft(coll_type="[ici](https://exemple.fr) {0}")
    (result,) = results_of(judged(RIVES, draft))
    assert "[ici] (https://exemple.fr) {{0}}" in result["message"]["text"]
