"""Right fiches told at a glance: one regular expression for a whole file as the program writes it.

Most fiches are right, and this program wrote most of their files. For these an expression made
from the catalogue takes the place of the parser and of the checks of most values, in a third of
the time. Whatever it does not match is read and checked by all the rules.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from iafiche.check.plan import Sifted, plan_of
from iafiche.model.catalogue import CATALOGUE
from iafiche.model.draft import VERSION_KEY
from iafiche.model.kinds import Coordinate, LongText, ShortText
from iafiche.model.kinds.texts import is_spotless
from iafiche.store.migrations import FORMAT

if TYPE_CHECKING:
    from iafiche.check.context import Context
    from iafiche.check.plan import Plan
    from iafiche.model.catalogue import FieldSpec

_FEW = 300
"""Files judged by one plan before it pays to make its expression: that takes 15 ms."""

_REMEMBERED = 4096
"""Lists of one field, as they are written."""

# No valid file holds one of these. A carriage return is part of a line end, or is one of them.
_CONTROLS = bytes(byte for byte in (*range(0x20), 0x7F) if byte not in b"\t\n")

# In a spotless file: it holds no backslash, so that a quote always ends a text.
_ITEM = r'"[^"\n]*+"'
_LIST = rf"\[{_ITEM}(?:, {_ITEM})*+\]|\[\n(?:    {_ITEM},\n)++\]"
_NUMBER = r"-?(?:0|[1-9][0-9]{0,2})\.[0-9]{1,15}"
_LINE = r'[^\s"][^"\n]*+'
_MORE = r'(?:"(?!"")[^"]*+)*+'


def sift_usual(data: bytes, context: Context) -> Sifted | None:
    """Return the values of a file, and which of them are not surely right.

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
    """The expression of one plan, and the right lists met so far, each as it is written."""

    def __init__(self, plan: Plan) -> None:
        self._plan = plan
        self._seen = 0
        self._file: re.Pattern[str] | None = None
        specs = plan.allowed
        self._keys = [spec.key for spec in specs]
        self._numbers = [
            (spec.key, spec.kind.surely_right)
            for spec in specs
            if isinstance(spec.kind, Coordinate)
        ]
        self._lists: list[tuple[str, dict[str, list[str]]]] = [
            (spec.key, {}) for spec in specs if spec.kind.many
        ]
        done = {key for key, _ in (*self._numbers, *self._lists)}
        self._looked_up = [
            (spec.key, plan.found_right(spec.key))
            for spec in specs
            if spec.key not in done and _right_text(spec) is None
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
        try:
            text = data.decode()
        except UnicodeDecodeError:
            return None
        match = self._file.fullmatch(text)
        # Looking for each by itself takes a quarter of the time of one pass for all of them.
        if match is None or any(map(data.__contains__, _CONTROLS)) or not is_spotless(text, data):
            return None
        return self._sifted(match.groups())

    def _sifted(self, texts: tuple[str | None, ...]) -> Sifted:
        values: dict[str, Any] = dict(zip(self._keys, texts, strict=True))
        absent = -1
        for _ in range(texts.count(None)):
            absent = texts.index(None, absent + 1)
            del values[self._keys[absent]]
        doubtful = [
            key
            for key, right in self._looked_up
            if (text := values.get(key)) is not None
            and text not in right
            and not self._plan.passes(key, text)
        ]
        for key, known in self._lists:
            if (written := values.get(key)) is not None:
                items = known.get(written)
                if items is None:
                    items = written.split('"')[1::2]
                    if not self._plan.passes(key, items):
                        doubtful.append(key)
                    elif len(known) < _REMEMBERED:
                        known[written] = items
                values[key] = items
        for key, is_right in self._numbers:
            if (written := values.get(key)) is not None:
                values[key] = number = float(written)
                if not is_right(number):
                    doubtful.append(key)
        return Sifted(values, doubtful, is_complete=True)


_glance_by = lru_cache(maxsize=16)(_Glance)


def _file_of(plan: Plan) -> str:
    """Return the expression of a file with no values but right ones, or at least valid ones."""
    sections = []
    for section in CATALOGUE.sections:
        specs = [spec for spec in plan.allowed if spec.section is section]
        lines = "".join(
            _line(f"{spec.key} = {_written(spec)}\n", required=plan.asks_for(spec.key))
            for spec in specs
        )
        required = any(plan.asks_for(spec.key) for spec in specs)
        sections.append(_line(f"\\[{section.key}\\]\n{lines}\n*+", required=required))
    return f"{VERSION_KEY} = {FORMAT.version}\n\n*+{''.join(sections)}"


def _line(expression: str, *, required: bool) -> str:
    return expression if required else f"(?:{expression})?+"


def _written(spec: FieldSpec) -> str:
    """Return the expression of a value as it is written; its only group is the text in quotes."""
    if spec.kind.many:
        return f"({_LIST})"
    if isinstance(spec.kind, Coordinate):
        return f"({_NUMBER})"
    text = _right_text(spec) or _LINE
    return f'"""\n({text})"""' if spec.kind.multiline else f'"({text})"'


def _right_text(spec: FieldSpec) -> str | None:
    """Return the expression of right texts of a field; None where it takes more to tell."""
    if isinstance(spec.kind, LongText):
        # Enough signs, of which the first and the last are no blanks.
        more = max(1, spec.field.useful_length) - 1
        return rf'[^\s"][^"]{{{more},}}+{_MORE}(?<=\S)'
    return _LINE if isinstance(spec.kind, ShortText) else spec.kind.right_texts()
