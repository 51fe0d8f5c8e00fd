"""Right fiches told at a glance: one regular expression for a whole file as the program writes it.

Most fiches are right, and this program wrote most of their files. For these an expression made
from the catalogue takes the place of the parser and of the checks of most values, in a third of
the time. Whatever it does not match is read and checked by all the rules.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from iafiche.check.completeness import completeness_of
from iafiche.check.cross import CROSS_RULES
from iafiche.check.plan import Sifted, plan_of
from iafiche.check.single import is_short
from iafiche.model.catalogue import CATALOGUE
from iafiche.model.draft import VERSION_KEY
from iafiche.model.field import Role
from iafiche.model.kinds import Coordinate, LongText, ShortText
from iafiche.model.kinds.texts import is_spotless
from iafiche.model.repeating import repeated
from iafiche.store.migrations import FORMAT

if TYPE_CHECKING:
    from iafiche.check.context import Context
    from iafiche.check.plan import Plan
    from iafiche.model.catalogue import FieldSpec

_FEW = 100
"""Files judged by one plan before it pays to make its expression: that takes 15 ms."""

_REMEMBERED = 4096
"""Right values of one field, as they are written."""

# In a spotless file: it holds no backslash, so that a quote always ends a text.
_ITEM = r'"[^"\n]*+"'
_LINE_OF_LIST = rf"    {_ITEM},\n"
_LIST = rf"\[{_ITEM}{repeated(f', {_ITEM}')}\]|\[\n{_LINE_OF_LIST}{repeated(_LINE_OF_LIST)}\]"
_LINE = r'[^\s"][^"\n]*+'
_MORE = repeated(r'"(?!"")[^"]*+')


def sift_usual(data: bytes, context: Context) -> Sifted | None:
    """Return what a file holds, most of it left in its text, and what is not surely right.

    None says nothing: the file is laid out otherwise, or holds what is not right.

    Args:
        data: A whole file.
        context: What its fiche is checked in.
    """
    return _glance_by(plan_of(context)).at(data)


def prepare(context: Context) -> None:
    """Make ready for many files that are checked in this context."""
    _glance_by(plan_of(context)).make()


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
        self._numbers = [spec.key for spec in specs if isinstance(spec.kind, Coordinate)]
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
        for key in self._numbers:
            if key in values:
                values[key] = float(values[key])
        return Sifted(
            values,
            doubtful,
            is_complete=True,
            completeness=completeness_of(
                self._required, self._always + len(texts) - texts.count(None)
            ),
            text=match.string,
        )

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
    sections = []
    for section in CATALOGUE.sections:
        specs = [spec for spec in plan.allowed if spec.section is section]
        lines = "".join(
            _line(
                f"{spec.key} = {_written(spec, _has_group(spec, plan))}\n",
                required=plan.asks_for(spec.key),
            )
            for spec in specs
        )
        required = any(plan.asks_for(spec.key) for spec in specs)
        sections.append(_line(f"\\[{section.key}\\]\n{lines}\n*+", required=required))
    return f"{VERSION_KEY} = {FORMAT.version}\n\n*+{''.join(sections)}"


def _line(expression: str, *, required: bool) -> str:
    return expression if required else f"(?:{expression})?+"


def _has_group(spec: FieldSpec, plan: Plan) -> bool:
    """Tell whether anything is to be known of a value that is right: at least whether it lacks."""
    return _is_looked_at(spec) or not plan.asks_for(spec.key)


def _is_looked_at(spec: FieldSpec) -> bool:
    return spec.key in _ASKED or _right_text(spec) is None


def _written(spec: FieldSpec, has_group: bool) -> str:
    """Return the expression of a value as it is written.

    Its group, if it has one, is the text in quotes, or the list in brackets; of what nobody looks
    at, its last quote, which only tells that it is there.
    """
    if spec.kind.many:
        return f"({_LIST})"
    text = _right_text(spec) or _LINE
    if isinstance(spec.kind, Coordinate):
        return f"({text})"
    inside = f"({text})" if _is_looked_at(spec) else f"(?:{text})"
    end = '(")' if has_group and not _is_looked_at(spec) else '"'
    return f'"""\n{inside}""{end}' if spec.kind.multiline else f'"{inside}{end}'


def _right_text(spec: FieldSpec) -> str | None:
    """Return the expression of right texts of a field; None where it takes more to tell."""
    if isinstance(spec.kind, LongText):
        # Enough signs, of which the first and the last are no blanks.
        more = max(1, spec.field.useful_length) - 1
        return rf'[^\s"][^"]{{{more},}}+{_MORE}(?<=\S)'
    return _LINE if isinstance(spec.kind, ShortText) else spec.kind.right_texts()
