"""Changing a TOML text at a few places and leaving every other character as it is."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from iafiche.model.catalogue import CATALOGUE
from iafiche.store.arrays import edit_array
from iafiche.store.encoding import encode, encode_inline, encode_key, encode_paragraphs
from iafiche.store.placing import Place, Placing, rank_of
from iafiche.store.positions import Entry, Layout, Span

if TYPE_CHECKING:
    from iafiche.model.values import PathOfKeys


@dataclass(frozen=True, slots=True)
class Splice:
    """One stretch of the old text and what replaces it."""

    span: Span
    text: str


class Splicing:
    """An edit of one text: say what goes and what comes, then ask for the result."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._layout = Layout(text)
        self._line_end = "\r\n" if text.count("\r\n") * 2 > text.count("\n") else "\n"
        self._splices: list[Splice] = []
        self._removed: set[Entry] = set()
        self._new: dict[PathOfKeys, object] = {}
        self._inline: dict[str, dict[PathOfKeys, object]] = defaultdict(dict)

    def remove(self, path: PathOfKeys) -> None:
        """Take out what stands at `path`: its lines, not the comment lines above."""
        if self._inline_table(path) is None:
            self._removed.update(self._layout.at(path))
        else:
            self._inline[path[0]][path] = None

    def give(self, path: PathOfKeys, raw: object) -> None:
        """Put the TOML value `raw` at `path`, in the place of what stands there, if anything."""
        if self._inline_table(path) is not None:
            self._inline[path[0]][path] = raw
            return
        written = self._layout.at(path)
        if len(written) == 1 and written[0].path == path and written[0].value is not None:
            span = written[0].value
            self._splices.append(Splice(span, self._encoded(path, raw, span.of(self._text))))
        elif len(path) == 1 and isinstance(raw, dict) and self._is_one_block(written):
            span = Span(written[0].lines.start, written[-1].lines.end)
            end = self._line_end if span.of(self._text).endswith("\n") else ""
            lines = self._line_end.join(self._table(path, raw))
            self._splices.append(Splice(span, lines + end))
        else:
            self._removed.update(written)
            self._new[path] = raw

    def result(self) -> str:
        """Return the edited text."""
        splices = self._splices + [Splice(entry.lines, "") for entry in self._removed]
        splices += [self._edited_inline_table(section) for section in self._inline]
        splices += self._insertions()
        pieces = []
        at = 0
        # An insertion comes before what goes from the same place; the sort being stable, several
        # at one place stay in the order of their making.
        for splice in sorted(splices, key=lambda splice: (splice.span.start, splice.span.end)):
            pieces += [self._text[at : splice.span.start], splice.text]
            at = splice.span.end
        return "".join((*pieces, self._text[at:]))

    def _insertions(self) -> list[Splice]:
        placing = Placing(self._layout, self._removed)
        lines: list[Splice] = []
        sections: dict[str, list[str]] = {}
        for path in sorted(self._new, key=rank_of):
            raw = self._new[path]
            if len(path) == 1 and isinstance(raw, dict):
                sections[path[0]] = self._table(path, raw)
                continue
            place = placing.of_root_key() if len(path) == 1 else placing.of_key(path)
            if place is None:
                line = self._line(path, raw, Place(0, path[:1]))
                sections.setdefault(path[0], [_title(path[:1])]).append(line)
            else:
                lines.append(self._inserted(place.offset, self._line(path, raw, place)))
        return lines + self._new_sections(sections, placing)

    def _new_sections(self, sections: dict[str, list[str]], placing: Placing) -> list[Splice]:
        blocks: dict[int, list[str]] = defaultdict(list)
        for section in sorted(sections, key=_section_rank):
            block = self._line_end.join(sections[section])
            blocks[placing.of_section(section)].append(block)
        return [self._inserted_blocks(offset, found) for offset, found in blocks.items()]

    def _inserted_blocks(self, offset: int, blocks: list[str]) -> Splice:
        blank = self._line_end
        before, after = self._text[:offset], self._text[offset:]
        last_line = before.rstrip("\r\n \t")
        touches_line_above = bool(last_line) and before.count("\n", len(last_line)) < 2
        block = (self._line_end + blank).join(blocks)
        opening = blank if touches_line_above else ""
        return self._inserted(offset, opening + block + (self._line_end if after.strip() else ""))

    def _inserted(self, offset: int, lines: str) -> Splice:
        """Return the insertion of whole lines, given without their last line break."""
        at_start_of_line = offset == 0 or self._text[offset - 1] in "\n\ufeff"
        text = lines + self._line_end if at_start_of_line else self._line_end + lines
        return Splice(Span(offset, offset), text)

    def _is_one_block(self, written: list[Entry]) -> bool:
        """Tell whether there is something, and nothing but blank lines in between."""
        gaps = (self._text[one.lines.end : next_.lines.start] for one, next_ in pairwise(written))
        under_titles = all(entry.header for entry in written)
        return bool(written) and under_titles and not any(gap.strip() for gap in gaps)

    def _table(self, path: PathOfKeys, table: dict[str, object]) -> list[str]:
        """Return the lines of a whole table; one inside it has its own title, below the others."""
        inner = {key: raw for key, raw in table.items() if isinstance(raw, dict)}
        own = [
            self._line((key,), raw, Place(0, ())) for key, raw in table.items() if key not in inner
        ]
        blocks = [] if inner and not own else [[_title(path), *own]]
        blocks += (self._table((*path, key), raw) for key, raw in inner.items())
        first, *others = blocks
        return [*first, *(line for block in others for line in ("", *block))]

    def _line(self, path: PathOfKeys, raw: object, place: Place) -> str:
        key = encode_key(path[len(place.header) :])
        return f"{place.indent}{key} = {self._encoded(path, raw, '')}"

    def _encoded(self, path: PathOfKeys, raw: object, written: str) -> str:
        if isinstance(raw, str):
            is_line = written[:1] in ("'", '"') and written[:3] not in ("'''", '"""')
            is_long = CATALOGUE.has_path(path) and CATALOGUE[path[-1]].kind.multiline
            if "\n" in raw or (is_long and not is_line):
                return encode_paragraphs(raw, self._line_end)
        if written.startswith("[") and isinstance(raw, list):
            return edit_array(written, raw, self._line_end)
        return encode(raw, self._line_end)

    def _inline_table(self, path: PathOfKeys) -> Entry | None:
        for entry in self._layout.at(path[:1]) if len(path) > 1 else ():
            if entry.path == path[:1] and self._layout.is_inline_table(entry):
                return entry
        return None

    def _edited_inline_table(self, section: str) -> Splice:
        table = self._inline_table((section, ""))
        assert table is not None
        assert table.value is not None
        changes = self._inline[section]
        kept = [
            (rank_of(entry.path[:2]), Span(entry.key.start, entry.value.end).of(self._text))
            for entry in self._layout.inside(table)
            if entry.path[:2] not in changes and entry.value is not None
        ]
        given = [
            (rank_of(path), f"{encode_key(path[1:])} = {encode_inline(raw)}")
            for path, raw in changes.items()
            if raw is not None
        ]
        pairs = ", ".join(pair for _, pair in sorted(kept + given, key=lambda ranked: ranked[0]))
        return Splice(table.value, f"{{ {pairs} }}" if pairs else "{}")


def _title(path: PathOfKeys) -> str:
    return f"[{encode_key(path)}]"


def _section_rank(section: str) -> int:
    known = [known.key for known in CATALOGUE.sections]
    return known.index(section) if section in known else len(known)
