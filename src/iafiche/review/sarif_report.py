"""The review in SARIF 2.1.0 (OASIS), for GitHub's code scanning, editors and other viewers.

Places are addresses relative to where the program was called: the top of the repository, if the
report is to be sent to GitHub.
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Any

from iafiche import __version__
from iafiche.check.rules import RULES
from iafiche.exchange.json_text import json_text
from iafiche.model.flaws import Severity
from iafiche.review.rules_page import rule_chapter, rule_lines
from iafiche.review.wording import said

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from iafiche.check.findings import Finding
    from iafiche.check.rules import Rule
    from iafiche.review.reports import Occasion
    from iafiche.review.verdict import Tally, Verdict

    Properties = dict[str, Any]

_SCHEMA = (
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
)
_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.ADVICE: "note"}
_RANKS = {code: rank for rank, code in enumerate(RULES)}


def parts(verdicts: Iterable[Verdict], _tally: Tally, occasion: Occasion) -> Iterator[str]:
    """Yield one log of one run, the results of a fiche at a time."""
    tool = {
        "driver": {
            "name": "iafiche",
            "semanticVersion": __version__,
            "language": "fr",
            "rules": [_descriptor(rule) for rule in RULES.values()],
        }
    }
    yield f'{{"$schema": "{_SCHEMA}", "version": "2.1.0", "runs": [{{"tool": {json_text(tool)},\n'
    yield '"language": "fr", "columnKind": "unicodeCodePoints", "results": ['
    separator = "\n"
    for verdict in verdicts:
        address = _address(verdict.path, occasion)
        for finding in verdict.in_file_order():
            yield separator + json_text(_result(address, finding))
            separator = ",\n"
    yield '\n], "invocations": [{"executionSuccessful": true}]}]}\n'


def _descriptor(rule: Rule) -> Properties:
    return {
        "id": rule.code.value,
        "shortDescription": {"text": rule.title},
        "fullDescription": {"text": f"{rule.title} {rule.reason}"},
        "help": {"text": "\n".join(rule_lines(rule)), "markdown": "\n".join(rule_chapter(rule))},
        "defaultConfiguration": {"level": _LEVELS[rule.severity]},
    }


def _result(address: str, finding: Finding) -> Properties:
    place = {
        "artifactLocation": {"uri": address},
        "region": {"startLine": max(finding.line, 1), "startColumn": max(finding.column, 1)},
    }
    return {
        "ruleId": finding.code.value,
        "ruleIndex": _RANKS[finding.code],
        "level": _LEVELS[finding.severity],
        "message": {"text": _plain(said(finding))},
        "locations": [{"physicalLocation": place}],
        "partialFingerprints": {"constat/v1": _fingerprint(address, finding)},
    }


def _address(path: Path, occasion: Occasion) -> str:
    from urllib.parse import quote

    place = occasion.place_of(path)
    if occasion.has(path):
        # A name that begins like « c: » would be read as a scheme.
        relative = f"./{place}" if ":" in place.split("/", 1)[0] else place
        return quote(relative.encode("utf-8", "surrogateescape"), safe="/:")
    drive = "" if place.startswith("/") else "/"
    return f"file://{drive}{quote(place.encode('utf-8', 'surrogateescape'), safe='/:')}"


def _fingerprint(address: str, finding: Finding) -> str:
    """Return what stays while lines move: the file, the rule, and the place in the fiche."""
    known = "\n".join((address, finding.code, *finding.path))
    return hashlib.sha256(known.encode("utf-8", "surrogatepass")).hexdigest()[:32]


def _plain(text: str) -> str:
    """Return a message that means nothing but itself: no placeholder, no link (3.11.5, 3.11.6)."""
    return text.replace("{", "{{").replace("}", "}}").replace("](", "] (")
