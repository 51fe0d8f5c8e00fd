"""The signs that carry a meaning without colour, in Unicode and in plain ASCII."""

from __future__ import annotations

from dataclasses import dataclass

from iafiche.model.flaws import Severity


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Marks:
    """One set of signs, each one cell wide.

    Attributes:
        error: It blocks publication.
        warning: It is probably wrong.
        advice: It could be better.
        complete: Nothing is left to mend.
        separator: Between the parts of a line.
        ellipsis: Something was left out.
    """

    error: str
    warning: str
    advice: str
    complete: str
    separator: str
    ellipsis: str

    def of(self, severity: Severity | None) -> str:
        """Return the sign of the gravest finding, the one of completeness where there is none."""
        if severity is None:
            return self.complete
        return {
            Severity.ERROR: self.error,
            Severity.WARNING: self.warning,
            Severity.ADVICE: self.advice,
        }[severity]


UTF8 = Marks(error="✗", warning="!", advice="·", complete="✓", separator="·", ellipsis="…")
ASCII = Marks(error="x", warning="!", advice=".", complete="v", separator="-", ellipsis=".")


def marks_for(encoding: str | None) -> Marks:
    """Return the signs that a terminal or file of that encoding can show."""
    try:
        f"{UTF8.error}{UTF8.advice}{UTF8.complete}{UTF8.ellipsis}".encode(encoding or "ascii")
    except (UnicodeEncodeError, LookupError):
        return ASCII
    return UTF8
