"""The review as JSON, one line a fiche: the records that the JSON report has under « fiches »."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING

from iafiche.exchange.json_text import json_text
from iafiche.review.json_report import fiche_record

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from iafiche.review.reports import Occasion
    from iafiche.review.verdict import Tally, Verdict


def parts(verdicts: Iterable[Verdict], _tally: Tally, _occasion: Occasion) -> Iterator[str]:
    """Yield a line a fiche."""
    for verdict in verdicts:
        yield f"{json_text(asdict(fiche_record(verdict)))}\n"
