"""Right fiches told at a glance: one regular expression for a whole file as the program writes it.

Most fiches are right, and this program wrote most of their files. For these an expression made
from the catalogue takes the place of the parser and of the checks of most values, in a third of
the time. Whatever it does not match is read and checked by all the rules.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from iafiche.check.cross import CROSS_RULES
from iafiche.check.plan import Sifted, plan_of
from iafiche.check.single import is_short
from iafiche.model.catalogue import CATALOGUE
from iafiche.model.field import Role
from iafiche.model.kinds import Coordinate, LongText, ShortText
from iafiche.model.kinds.texts import is_spotless
from iafiche.store.reading import read_usual
from iafiche.store.usual_layout import ENDS_ON_LINE, LIST, MORE, expression_of_file, file_expression

if TYPE_CHECKING:
    from iafiche.check.context import Context
    from iafiche.check.plan import Plan
    from iafiche.model.catalogue import FieldSpec
    from iafiche.store.reading import Reading

_FEW = 100
"""Files judged by one plan before it pays to make its expression: that takes 15 ms."""

_REMEMBERED = 4096
"""Right values of one field, as they are written."""

_FEW_OTHERS = 150
"""The same for files that were not told to be right, those before that first expression too."""

_LINE = rf'{ENDS_ON_LINE}[^\s"][^"]*+'


def sift_usual(data: bytes, context: Context) -> Sifted | None:
    """Return what a file holds, most of it left in its text, and what is not surely right.

    None says nothing: the file is laid out otherwise, or holds what is not right.

    Args:
        data: A whole file.
        context: What its fiche is checked in.
    """
    return _glance_by(plan_of(context)).at(data)


def read_other(data: bytes) -> Reading | None:
    """Return what a file holds that was not told to be right; None says nothing."""
    return _OTHERS.read(data)


def prepare(context: Context) -> None:
    """Make ready for many files that are checked in this context."""
    _glance_by(plan_of(context)).make()
    _OTHERS.make()


class _Others:
    """Files that were not told to be right: the first ones are left to a parser."""

    def __init__(self) -> None:
        self._seen = 0

    def make(self) -> None:
        file_expression()
        self._seen = _FEW_OTHERS

    def read(self, data: bytes) -> Reading | None:
        if self._seen < _FEW_OTHERS:
            self._seen += 1
            return None
        return read_usual(data)


_OTHERS = _Others()


class _Glance:
    """The expression of one plan, and what was met that is right, each as it is written."""

    def __init__(self, plan: Plan) -> None:
        self._plan = plan
        self._seen = 0
        self._file: re.Pattern[str] | None = None
        self._required = sum(spec.field.required for spec in plan.allowed)
        # What is always there, and nobody looks at, has no group in the expression.
        specs = [spec for spec in plan.allowed if _has_group(spec, plan)]
        self._always = len(plan.allowed) - len(specs)
        self._asked = [(rank, spec.key) for rank, spec in enumerate(specs) if spec.key in _ASKED]
        # What lacks has nothing wrong with it.
        self._looked_up: list[tuple[int, FieldSpec, set[str | None]]] = [
            (rank, spec, {None}) for rank, spec in enumerate(specs) if _right_text(spec) is None
        ]

    def make(self) -> None:
        if self._file is None:
            self._file = re.compile(_file_of(self._plan))

    def at(self, data: bytes) -> Sifted | None:
        if self._file is None:
            self._seen += 1
            if self._seen <= _FEW:
                return None
            self.make()
            assert self._file is not None
        if b"\r" in data:
            data = data.replace(b"\r\n", b"\n")
            if b"\r" in data:
                return None
        try:
            text = data.decode()
        except UnicodeDecodeError:
            return None
        match = self._file.fullmatch(text)
        if match is None or not is_spotless(data):
            return None
        return self._sifted(match)

    def _sifted(self, match: re.Match[str]) -> Sifted:
        texts = match.groups()
        doubtful = [
            spec.key
            for rank, spec, right in self._looked_up
            if texts[rank] not in right and not self._passes(spec, texts[rank], right)
        ]
        values: dict[str, Any] = {
            key: text for rank, key in self._asked if (text := texts[rank]) is not None
        }
        filled = self._always + len(texts) - texts.count(None)
        return Sifted(values, doubtful, True, self._required, filled, match.string)

    def _passes(self, spec: FieldSpec, written: str, right: set[str | None]) -> bool:
        """Tell whether a value is surely right that is met for the first time."""
        raw = written.split('"')[1::2] if spec.kind.many else written
        if not self._plan.is_right(spec.key, raw):
            return False
        if len(right) > _REMEMBERED:
            right.clear()
            right.add(None)
        if is_short(written):
            right.add(written)
        return True


_glance_by = lru_cache(maxsize=16)(_Glance)
_ASKED = {spec.key for rule in CROSS_RULES for spec in rule.fields} | {
    CATALOGUE.of_role(role).key for role in Role
}


def _file_of(plan: Plan) -> str:
    """Return the expression of a file with no values but right ones, or at least valid ones."""
    return expression_of_file(
        plan.allowed,
        lambda spec: _written(spec, _has_group(spec, plan)),
        lambda spec: plan.asks_for(spec.key),
    )


def _has_group(spec: FieldSpec, plan: Plan) -> bool:
    """Tell whether anything is to be known of a value that is right: at least whether it lacks."""
    return spec.key in _ASKED or _is_looked_at(spec) or not plan.asks_for(spec.key)


def _is_looked_at(spec: FieldSpec) -> bool:
    is_long = isinstance(spec.kind, LongText)
    return (spec.key in _ASKED and not is_long) or _right_text(spec) is None


def _written(spec: FieldSpec, has_group: bool) -> str:
    """Return the expression of a value as it is written.

    Its group, if it has one, is the text in quotes, or the list in brackets; of what nobody looks
    at, its last quote, which only tells that it is there.
    """
    if spec.kind.many:
        return f"({LIST})"
    text = _right_text(spec) or _LINE
    if isinstance(spec.kind, Coordinate):
        return f"({text})"
    inside = f"({text})" if _is_looked_at(spec) else f"(?:{text})"
    end = '(")' if has_group and not _is_looked_at(spec) else '"'
    return f'"""\n{inside}""{end}' if spec.kind.multiline else f'"{inside}{end}'


def _right_text(spec: FieldSpec) -> str | None:
    """Return the expression of right texts of a field; None where it takes more to tell."""
    if isinstance(spec.kind, LongText):
        # Enough signs, of which the first and the last are no blanks, but for a line's end.
        more = spec.field.useful_length
        return rf'[^\s"][^"]{{{more},}}+{MORE}(?:(?<=\S)|(?<=\S\n))'
    return _LINE if isinstance(spec.kind, ShortText) else spec.kind.right_texts()
