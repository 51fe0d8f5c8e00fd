"""Verdicts drawn by hypothesis: any file name, any content, whatever the check says of it."""

import datetime
from pathlib import Path

from hypothesis import strategies as st

from iafiche.check.checking import check_draft
from iafiche.check.context import Context
from iafiche.check.findings import worst
from iafiche.model.draft import Draft
from iafiche.model.flaws import Severity
from iafiche.review.reports import REPORTS, Occasion, report_parts
from iafiche.review.verdict import State, Tally, Verdict
from iafiche.store.reading import read_bytes
from tests.conftest import TODAY
from tests.drawn_fiches import drafts

ROOT = Path.cwd()
NASTY = (
    "::set-output name=x::y",
    "\n::error::x",
    "##[add-mask]x",
    "##vso[task.setvariable variable=x]y",
    "\x1b]0;titre\x07\x1b[2J",
    "%0A::warning::x",
    "a,line=1::b",
    "<![CDATA[x]]>&amp;</failure>",
    "=HYPERLINK(\"http://x\";'y')",
    "[lien](https://exemple.fr) {0}",
    "\ufffe\uffff\udce9\u202e",
)
"""Texts that one report or another must not let through as they are."""

_NAMES = st.text(st.characters(exclude_characters="/\0"), min_size=1, max_size=12)


@st.composite
def verdicts(draw: st.DrawFn) -> Verdict:
    """Draw the verdict on one file."""
    name = draw(st.sampled_from(NASTY) | _NAMES).replace("/", "").replace("\0", "")
    folder = draw(st.sampled_from([Path("fiches"), Path(), Path("c:"), Path("/ailleurs")]))
    path = folder / f"{name}.fiche.toml"
    if draw(st.integers(0, 5)) == 0:
        return unreadable(path)
    draft = draw(drafts())
    for key in draw(st.sets(st.sampled_from(["nom_projet", "coll_type", "url_infos"]))):
        draft = draft.with_value(key, draw(st.sampled_from(NASTY)))
    return judged(path, draft)


def judged(path: Path, draft: Draft, today: datetime.date = TODAY) -> Verdict:
    """Return the verdict on a draft, as if a file held it: each finding on a line of its own."""
    found = check_draft(draft, Context(today))
    placed = tuple(each.at(rank, 2 * rank) for rank, each in enumerate(found, 1))
    state = State.TO_MEND if worst(found) is Severity.ERROR else State.READY
    return Verdict(path, state, placed, draft)


def unreadable(path: Path) -> Verdict:
    """Return the verdict on a file that is not TOML."""
    reading = read_bytes(b"= = =")
    return Verdict(path, State.UNREADABLE, reading.findings, reading.draft)


def written(
    name: str,
    *given: Verdict,
    threshold: Severity = Severity.ERROR,
    summary: bool = False,
) -> str:
    """Return the whole report of some verdicts."""
    tally = Tally()
    for verdict in given:
        tally.add(verdict)
    occasion = Occasion(today=TODAY, root=ROOT, threshold=threshold, summary=summary)
    return "".join(report_parts(REPORTS[name], given, tally, occasion))
