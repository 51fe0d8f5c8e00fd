"""One remark about a fiche."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from iafiche.model.catalogue import CATALOGUE

if TYPE_CHECKING:
    from collections.abc import Iterable

    from iafiche.model.draft import Draft
    from iafiche.model.flaws import Code, Severity
    from iafiche.model.values import PathOfKeys


class Fix(NamedTuple):
    """The exact value that replaces the current one.

    Attributes:
        key: The field it goes into.
        value: The field's whole new value.
        safe: It keeps the meaning for certain and may be applied unseen.
        moved_from: The unknown key the value is taken from, which then goes away.
    """

    key: str
    value: str | tuple[str, ...]
    safe: bool
    moved_from: PathOfKeys | None = None

    def apply(self, draft: Draft) -> Draft:
        """Return the draft with this correction."""
        mended = draft.with_value(self.key, self.value)
        return mended if self.moved_from is None else mended.without_unknown(self.moved_from)


class Finding(NamedTuple):
    """One remark: where, which rule, how grave, what is wrong, what to do.

    Attributes:
        path: The place in the file: `(section, key)`, `(section,)`, or `()` for the whole file.
        code: The rule.
        severity: How grave, in this case.
        message: One French sentence that says what is wrong.
        advice: One French sentence that says what to do.
        fix: The value that mends it, where it can be worked out.
        unfinished: Perhaps only the beginning of a right value: wrong once it is left.
        depends_on: The keys of the fields it was worked out from.
        line: Its line in the file, from 1; 0 where there is no file.
        column: Its column in that line, from 1, in characters.
    """

    path: PathOfKeys
    code: Code
    severity: Severity
    message: str
    advice: str
    fix: Fix | None = None
    unfinished: bool = False
    depends_on: frozenset[str] = frozenset()
    line: int = 0
    column: int = 0

    @property
    def key(self) -> str | None:
        """The key of the field it is about; None for what is not a field."""
        return self.path[-1] if CATALOGUE.has_path(self.path) else None

    def at(self, line: int, column: int) -> Finding:
        """Return the finding with its place in a file."""
        return self._replace(line=line, column=column)


def worst(findings: Iterable[Finding]) -> Severity | None:
    """Return the gravest severity, or None where there is no finding."""
    return max((finding.severity for finding in findings), default=None)


_RANKS = {spec.key: rank for rank, spec in enumerate(CATALOGUE.fields)}


def in_form_order(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Return the findings in the order of the form, the gravest first within a field."""
    return tuple(
        sorted(
            findings,
            key=lambda finding: (
                _RANKS[finding.key] if finding.key else len(_RANKS),
                -finding.severity,
                finding.code,
            ),
        )
    )
