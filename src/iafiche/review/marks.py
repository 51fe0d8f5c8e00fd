"""The signs that carry a meaning without colour, in Unicode and in plain ASCII."""

from __future__ import annotations

from typing import NamedTuple

from iafiche.model.flaws import Severity


class Marks(NamedTuple):
    """One set of signs, each one cell wide but for the names of the arrow keys.

    Attributes:
        error: It blocks publication.
        warning: It is probably wrong.
        advice: It could be better.
        complete: Nothing is left to mend.
        separator: Between the parts of a line.
        ellipsis: Something was left out.
        full: A step of a bar that was reached.
        empty: A step of a bar that is still to come.
        rule: What horizontal lines are drawn with.
        edge: What stands at the left of a value, and for a cursor.
        here: The line one is at, or the way forward.
        back: The way back.
        opens: There is a list behind it.
        rises: A column is sorted by this, the least first.
        falls: The same, the most first.
        line_break: A line break in a text that is shown on one line.
        up: The key that goes up.
        down: The key that goes down.
        left: The key that goes left.
        right: The key that goes right.
        vertical: The keys that go up and down.
        horizontal: The keys that go left and right.
    """

    error: str
    warning: str
    advice: str
    complete: str
    separator: str
    ellipsis: str
    full: str
    empty: str
    rule: str
    edge: str
    here: str
    back: str
    opens: str
    rises: str
    falls: str
    line_break: str
    up: str
    down: str
    left: str
    right: str
    vertical: str
    horizontal: str

    def of(self, severity: Severity | None) -> str:
        """Return the sign of the gravest finding, the one of completeness where there is none."""
        if severity is None:
            return self.complete
        return {
            Severity.ERROR: self.error,
            Severity.WARNING: self.warning,
            Severity.ADVICE: self.advice,
        }[severity]


UTF8 = Marks(
    error="✗",
    warning="!",
    advice="·",
    complete="✓",
    separator="·",
    ellipsis="…",
    full="█",
    empty="░",
    rule="─",
    edge="▏",
    here="▸",
    back="◂",
    opens="▾",
    rises="▴",
    falls="▾",
    line_break="⏎",
    up="↑",
    down="↓",
    left="←",
    right="→",
    vertical="↑↓",
    horizontal="←→",
)
ASCII = Marks(
    error="x",
    warning="!",
    advice=".",
    complete="v",
    separator="-",
    ellipsis=".",
    full="#",
    empty=".",
    rule="-",
    edge="|",
    here=">",
    back="<",
    opens="v",
    rises="^",
    falls="v",
    line_break="|",
    up="Haut",
    down="Bas",
    left="Gauche",
    right="Droite",
    vertical="Haut/Bas",
    horizontal="Gauche/Droite",
)


def marks_for(encoding: str | None) -> Marks:
    """Return the signs that a terminal or file of that encoding can show."""
    signs = "".join(getattr(UTF8, each) for each in Marks._fields)
    try:
        signs.encode(encoding or "ascii")
    except (UnicodeEncodeError, LookupError):
        return ASCII
    return UTF8
