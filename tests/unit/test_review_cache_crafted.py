"""A cache with right checksums and a hostile content: a review ends in a result all the same."""

import json
import os
import tracemalloc
from array import array
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from zlib import crc32

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from iafiche.check.checking import check_draft
from iafiche.check.context import Context
from iafiche.model.field import Role
from iafiche.model.flaws import Severity
from iafiche.review.blocks import plain_finding
from iafiche.review.cache_file import TRAILER
from iafiche.review.judging import ROLES
from iafiche.review.marks import UTF8
from iafiche.review.overview import overview_lines, row_of
from iafiche.review.reports import REPORTS, Occasion, report_parts
from iafiche.review.verdict import Tally, review_files
from iafiche.tui.folder.entries import entry_of
from iafiche.tui.folder.listing import fields_to_mend, leads_somewhere
from tests.conftest import TODAY
from tests.fiches import complete_draft, written
from tests.unit.drawn_verdicts import NASTY

LONG_AGO = 1_700_000_000_000_000_000
NUMBERS = "qqQIiiBBB"
"""The types of the numbers of a block, in the order kept."""

WRONG = complete_draft(coll_type="commune")
NAMES = ["0.fiche.toml", "1.fiche.toml", "2.fiche.toml"]
HARMFUL = {*map(chr, range(0x20)), *map(chr, range(0x7F, 0xA0)), "\u202e"} - {"\n", "\r"}
HOSTILE = (*NASTY, "\x1b[2J", "[/bold]", "\0", "\udc80", "a" * 10_000)
MOST_BYTES = 30_000_000


@dataclass(frozen=True)
class Place:
    """Fiches under review, their cache, and what a first review has kept in it."""

    fiches: Path
    cache: Path
    kept: bytes

    @property
    def index(self) -> list[Any]:
        """The stamp of the rules, and the rows: one of them."""
        offset, length, _ = TRAILER.unpack(self.kept[-TRAILER.size :])
        index: list[Any] = json.loads(self.kept[offset : offset + length])
        return index

    @property
    def columns(self) -> list[bytes]:
        """The columns of the block."""
        (row,) = self.index[1]
        block = self.kept[row[5] : row[5] + row[6]]
        lengths = array("I")
        at = (1 + len(NUMBERS) + len(ROLES) + 2) * lengths.itemsize
        lengths.frombytes(block[:at])
        columns = []
        for length in lengths:
            columns.append(block[at : at + length])
            at += length
        return columns

    def craft(self, columns: list[bytes], lengths: list[int] | None = None) -> None:
        """Leave a cache whose block has these columns, of these lengths by its own account."""
        stamp, rows = self.index
        block = array("I", lengths or map(len, columns)).tobytes() + b"".join(columns)
        rows[0][5:8] = 0, len(block), crc32(block)
        self.craft_index([stamp, rows], block)

    def craft_index(self, index: object, blocks: bytes | None = None) -> None:
        """Leave a cache with this index; as bytes, where it is no JSON that Python writes."""
        blocks = self.kept if blocks is None else blocks
        data = index if isinstance(index, bytes) else json.dumps(index).encode()
        trailer = TRAILER.pack(len(blocks), len(data), crc32(data))
        self.cache.write_bytes(blocks + data + trailer)

    def review(self) -> str:
        """Return the reports of a review with the cache as it is: nothing fails or commands."""
        found = list(review_files([self.fiches], TODAY, cache=self.cache.parent))
        assert [verdict.path.name for verdict in found] == NAMES
        tally = Tally()
        for verdict in found:
            tally.add(verdict)
            assert all(isinstance(verdict.text(role), str) for role in Role)
            entry = entry_of(verdict)
            assert fields_to_mend(entry) or not leads_somewhere(entry)
        rows = [row_of(verdict) for verdict in found]
        assert not HARMFUL & set("".join(overview_lines(rows, tally, UTF8, 80)))
        told = ""
        for report in REPORTS.values():
            for summary in {False, report.sums_up}:
                occasion = Occasion(
                    today=TODAY, root=self.fiches, threshold=Severity.ERROR, summary=summary
                )
                text = "".join(report_parts(report, found, tally, occasion))
                assert not HARMFUL & set(text), report.name
                told += text
        return told


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Place:
    """Three fiches that have been reviewed; the second one has a finding with a correction."""
    root = tmp_path_factory.mktemp("revue")
    fiches = root / "fiches"
    fiches.mkdir()
    for name, draft in zip(NAMES, (complete_draft(), WRONG, complete_draft()), strict=True):
        os.utime(written(fiches / name, draft), ns=(LONG_AGO, LONG_AGO))
    list(review_files([fiches], TODAY, cache=root / "cache"))
    (cache,) = (root / "cache").iterdir()
    return Place(fiches, cache, cache.read_bytes())


FINDING: list[Any] = json.loads(json.dumps(plain_finding(check_draft(WRONG, Context(TODAY))[0])))
FIX = 5

JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.sampled_from([-1, 2**31, 2**63, 10**4000])
    | st.floats()
    | st.sampled_from(HOSTILE),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=2), inner),
    max_leaves=5,
)
"""What JSON holds where something else is due."""


def column_of(rank: object, findings: object) -> bytes:
    """Return the column of what was found about one fiche."""
    return json.dumps([[rank, findings]]).encode()


@st.composite
def findings(draw: st.DrawFn) -> bytes:
    """Draw a column of findings: the one there is, with something else in it."""
    plain = [*FINDING[:FIX], list(FINDING[FIX]), *FINDING[FIX + 1 :]]
    for at in draw(st.sets(st.integers(0, len(plain) - 1), max_size=2)):
        if at == FIX and draw(st.booleans()):
            plain[FIX][draw(st.integers(0, 3))] = draw(JSON)
        else:
            plain[at] = draw(st.sampled_from(HOSTILE) | JSON)
    whole = draw(st.sampled_from([[plain], [plain] * 50, plain, {"a": plain}, []]))
    rank = draw(st.sampled_from([0, 1, 3, -1]) | JSON)
    return draw(st.sampled_from([column_of(rank, whole), json.dumps([whole]).encode()]))


@given(column=findings())
@settings(max_examples=25)
def test_findings_of_any_types(place: Place, column: bytes) -> None:
    place.craft([*place.columns[:-1], column])
    place.review()


def test_what_is_well_made_is_believed(place: Place) -> None:
    plain = [*FINDING[:3], "Un autre message.", *FINDING[4:]]
    place.craft([*place.columns[:-1], column_of(1, [plain])])
    assert "Un autre message." in place.review()


@pytest.mark.parametrize("text", HOSTILE)
def test_texts_that_would_command_a_terminal(place: Place, text: str) -> None:
    path, code, severity, _message, _advice, fix, *rest = FINDING
    for inner in (fix, ["inconnu", *fix[1:]], [fix[0], text, *fix[2:]], [fix[0], [text], *fix[2:]]):
        for where in (path, [path[0], "inconnu"], [path[0], text]):
            plain = [where, code, severity, text, text, inner, *rest]
            place.craft([*place.columns[:-1], column_of(1, [plain])])
            place.review()


@given(data=st.data())
@settings(max_examples=25)
def test_numbers_and_texts_of_any_value(place: Place, data: st.DataObject) -> None:
    columns = place.columns
    for at in data.draw(st.sets(st.integers(0, len(columns) - 2), min_size=1, max_size=3)):
        if 0 < at <= len(NUMBERS):
            size = array(NUMBERS[at - 1]).itemsize * len(NAMES)
            columns[at] = data.draw(st.binary(min_size=size, max_size=size) | st.binary())
        else:
            texts = data.draw(st.lists(st.sampled_from(HOSTILE), min_size=2, max_size=4))
            columns[at] = "\0".join(texts).encode("utf-8", "surrogatepass")
    place.craft(columns)
    place.review()


@given(data=st.data())
@settings(max_examples=25)
def test_an_index_of_any_types(place: Place, data: st.DataObject) -> None:
    stamp, rows = place.index
    row = list(rows[0])
    for at in data.draw(st.sets(st.integers(0, len(row) - 1), min_size=1, max_size=3)):
        row[at] = data.draw(JSON)
    told = data.draw(st.sampled_from([[row], [row] * 50, row, {"a": row}]))
    place.craft_index(data.draw(st.sampled_from([[stamp, told], [told, stamp], told, stamp])))
    place.review()


LARGEST = 2**32 - 1


@pytest.mark.parametrize("at", [0, 1, 9, 10, -2, -1])
@pytest.mark.parametrize("length", [0, 1, 10**6, LARGEST])
def test_lengths_beyond_what_there_is(place: Place, at: int, length: int) -> None:
    columns = place.columns
    lengths = list(map(len, columns))
    lengths[at] = length
    place.craft(columns, lengths)
    place.review()


def test_huge_counts_take_no_memory(place: Place) -> None:
    stamp, (row,) = place.index
    tracemalloc.start()
    try:
        for offset, length in ((0, 2**62), (2**62, 1), (-(2**62), 2**62), (10**4000, 10**4000)):
            place.craft_index([stamp, [[*row[:5], offset, length, *row[7:]]]])
            place.review()
        for trailer in ((0, 2**64 - 1, 0), (2**64 - 1, 2**64 - 1, 0), (2**63, 0, 0)):
            place.cache.write_bytes(place.kept + TRAILER.pack(*trailer))
            place.review()
        place.craft(place.columns, [LARGEST] * len(place.columns))
        place.review()
        assert tracemalloc.get_traced_memory()[1] < MOST_BYTES
    finally:
        tracemalloc.stop()


@pytest.mark.parametrize(
    "nested",
    [b"[" * 200_000, b'{"a":' * 200_000, b"[" * 900 + b"]" * 900, b"9" * 100_000, b"1e999"],
)
def test_deep_and_endless_json(place: Place, nested: bytes) -> None:
    stamp, _ = place.index
    place.craft_index(nested)
    place.review()
    place.craft_index(json.dumps([stamp]).encode()[:-1] + b", [" + nested + b"]]")
    place.review()
    for column in (
        nested,
        b"[" + nested + b"]",
        b"[[1, " + nested + b"]]",
        b"[[1, [" + nested + b"]]]",
    ):
        place.craft([*place.columns[:-1], column])
        place.review()
