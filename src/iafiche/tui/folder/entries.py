"""One line of the list: what is kept of a file once it was checked."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from iafiche.check.completeness import completeness_of
from iafiche.check.findings import in_form_order
from iafiche.model.field import Role
from iafiche.model.flaws import Severity
from iafiche.model.kinds.dates import parse_moment
from iafiche.model.text import fold
from iafiche.review.display import visible
from iafiche.review.judging import ROLES, State

if TYPE_CHECKING:
    from iafiche.check.findings import Finding
    from iafiche.review.verdict import Verdict


# Lines are told apart, not compared: a list of them finds one at the speed of C.
@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Entry:
    """One file of the folder, its texts fit to be shown.

    Attributes:
        path: The file, as the scan found it.
        state: Where it stands; None while it was not checked yet.
        project: Its project, or the file's name where there is none to be read.
        holder: Who carries it.
        theme: The policy it serves.
        share: How much of it is filled, from 0 to 100.
        errors: How many errors it has.
        warnings: How many warnings it has.
        updated: Its update date, as written.
        updated_day: The same as `date.toordinal` numbers it; 0 where it is no date.
        findings: What was found, in the order of the form.
        codes: The codes of the rules that found something, each once.
        sought: Its project, holder, theme and file name, folded, a line each: what a filter looks
            in, and orders compare.
    """

    path: str
    state: State | None = None
    project: str
    holder: str = ""
    theme: str = ""
    share: int = 0
    errors: int = 0
    warnings: int = 0
    updated: str = ""
    updated_day: int = 0
    findings: tuple[Finding, ...] = ()
    codes: tuple[str, ...] = ()
    sought: str

    @property
    def file(self) -> Path:
        """The file."""
        return Path(self.path)

    @property
    def mendable(self) -> bool:
        """Whether it has a certain correction."""
        return any(found.fix is not None and found.fix.safe for found in self.findings)

    @property
    def first(self) -> Finding | None:
        """What to mend first: the gravest, in the order of the form."""
        return max(self.findings, key=lambda found: found.severity, default=None)


def unread(path: str) -> Entry:
    """Return the line of a file of which only the name is known."""
    name = visible(os.path.basename(path))  # noqa: PTH119
    return Entry(path=path, project=name, sought=fold(name))


def entry_of(verdict: Verdict) -> Entry:
    """Return the line of a file that was checked."""
    path = str(verdict.path)
    name = visible(verdict.path.name)
    if verdict.state is State.UNREADABLE:
        return Entry(
            path=path,
            state=verdict.state,
            project=name,
            errors=verdict.count(Severity.ERROR),
            findings=verdict.in_file_order(),
            codes=_codes(verdict),
            sought=fold(name),
        )
    # Worked out once: it is counted over all fields.
    glance = verdict.glance
    texts = dict(zip(ROLES, map(visible, glance.texts), strict=True))
    project, holder = texts[Role.PROJECT], texts[Role.HOLDER]
    theme, updated = texts[Role.THEME], texts[Role.UPDATED]
    moment = parse_moment(updated) if updated else None
    return Entry(
        path=path,
        state=verdict.state,
        project=project or name,
        holder=holder,
        theme=theme,
        share=int(completeness_of(glance.required_filled, glance.filled).share * 100),
        errors=verdict.count(Severity.ERROR),
        warnings=verdict.count(Severity.WARNING),
        updated=updated,
        updated_day=moment.first_day.toordinal() if moment is not None else 0,
        findings=in_form_order(verdict.findings),
        codes=_codes(verdict),
        sought="\n".join(map(fold, (project or name, holder, theme, name))),
    )


def _codes(verdict: Verdict) -> tuple[str, ...]:
    return tuple(dict.fromkeys(found.code.value for found in verdict.findings))
