"""The review as annotations of GitHub Actions, read back as the runner reads them."""

import re
from dataclasses import dataclass
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from iafiche.model.flaws import Severity
from iafiche.review.discretion import discreet
from iafiche.review.display import visible
from iafiche.review.verdict import Verdict
from iafiche.review.wording import said
from tests.fiches import complete_draft
from tests.unit.drawn_verdicts import judged, verdicts, written

RIVES = Path("fiches/rives.fiche.toml")
ESCAPES = {"%3A": ":", "%2C": ",", "%0D": "\r", "%0A": "\n", "%25": "%"}


@dataclass
class Command:
    """What the runner understands of one line."""

    name: str
    properties: dict[str, str]
    data: str


def unescaped(text: str) -> str:
    return re.sub("|".join(ESCAPES), lambda match: ESCAPES[match[0]], text)


def understood(line: str) -> Command | None:
    """Read a line as the runner does: « :: », a name, properties up to the next « :: », data."""
    if not line.lstrip().startswith("::"):
        assert not re.search(r"##\w*\[", line)
        return None
    head, _, data = line.lstrip()[2:].partition("::")
    name, _, given_ = head.partition(" ")
    pairs = (pair.partition("=") for pair in given_.split(","))
    return Command(name, {key: unescaped(value) for key, _, value in pairs}, unescaped(data))


@settings(max_examples=40, deadline=None)
@given(st.lists(verdicts(), max_size=3))
def test_the_runner_understands_each_finding_and_nothing_else(given_: list[Verdict]) -> None:
    *lines, last = written("github", *given_).split("\n")[:-1]
    assert understood(last) is None
    shown = map(discreet, given_)
    told = [(verdict, found) for verdict in shown for found in verdict.in_file_order()]
    assert len(lines) == len(told)
    for line, (verdict, finding) in zip(lines, told, strict=True):
        command = understood(line)
        assert command is not None
        assert command.name in ("error", "warning", "notice")
        assert list(command.properties) == ["file", "line", "col", "title"]
        assert Path(command.properties["file"]).name == visible(verdict.path.name)
        assert command.properties["line"] == str(finding.line)
        assert command.properties["title"] == finding.code
        assert command.data == visible(said(finding))


def test_an_annotation_reads_so() -> None:
    verdict = judged(RIVES, complete_draft(coll_siret="2199001500014"))
    (finding,) = verdict.findings
    first, last = written("github", verdict).splitlines()
    assert first == (
        "::error file=fiches/rives.fiche.toml,line=1,col=2,title=siret-invalide::"
        f"Identifiant SIRET de la collectivité : {finding.message} {finding.advice}"
    )
    assert last.startswith("1 fiche · 1 à corriger. 1 erreur")


def test_the_severities_are_the_runner_s_three() -> None:
    draft = complete_draft(
        coll_siret="1", donnees_source=("NSP", "usager"), url_infos="http://ville-belrive.fr"
    )
    lines = written("github", judged(RIVES, draft)).splitlines()[:-1]
    commands = [command for line in lines if (command := understood(line))]
    assert {command.properties["title"]: command.name for command in commands} == {
        "siret-invalide": "error",
        "nsp-exclusif": "warning",
        "url-http": "notice",
    }
    assert len(Severity) == len(commands)
