"""The fiche: read, checked, located, edited, read again, and nothing of it lost."""

from __future__ import annotations

from typing import TYPE_CHECKING
from zlib import crc32

from iafiche.check.checking import check_draft
from iafiche.check.context import Context
from iafiche.check.mending import mend
from iafiche.model.catalogue import CATALOGUE
from iafiche.model.comparing import same_draft
from iafiche.review.judging import draft_from, judged
from iafiche.store.document import rewrite
from iafiche.store.reading import Reading, located, read_bytes
from tests.conftest import ROOT, TODAY
from tests.fuzz.promises import Target, assert_said

if TYPE_CHECKING:
    from collections.abc import Iterable

    from iafiche.model.draft import Draft

_CONTEXT = Context(TODAY)
_TYPED = ("Belrive", 'Ligne « 1 »\n"""\tdeux\\', "21570463600012", "\x1b[31m[bold]é\u202e")


def check(data: bytes) -> None:
    """Read some bytes as a fiche, and edit it if it is one."""
    reading = read_bytes(data)
    for finding in reading.findings:
        assert_said(finding.message, finding.advice)
        _assert_in_file(finding.line, finding.column, data)
    judgement = judged(data, _CONTEXT)
    if not reading.readable:
        assert judgement.findings == reading.findings
        return
    assert reading.text.encode() == data
    assert rewrite(reading.text, reading.draft) == reading.text
    assert same_draft(draft_from(judgement.source), reading.draft)
    found = located(check_draft(reading.draft, _CONTEXT), reading)
    assert judgement.findings == (*reading.findings, *found)
    for finding in found:
        assert_said(finding.message, finding.advice)
        _assert_in_file(finding.line, finding.column, data)
    _edit(reading, crc32(data))
    mended = mend(reading.draft, _CONTEXT).draft
    again = read_bytes(rewrite(reading.text, mended).encode())
    assert same_draft(again.draft, _as_written(mended))


def _edit(reading: Reading, number: int) -> None:
    """Change one field, and take the change back."""
    spec = CATALOGUE.fields[number % len(CATALOGUE.fields)]
    typed = _TYPED[number // 64 % len(_TYPED)]
    draft = reading.draft.with_value(spec.key, (typed,) if spec.kind.many else typed)
    text = rewrite(reading.text, draft)
    again = read_bytes(text.encode())
    assert again.readable
    assert same_draft(again.draft, _as_written(draft))
    back = _as_written(draft).with_value(spec.key, reading.draft[spec.key])
    if number % 2:
        back = back.with_value(spec.key, spec.kind.empty)
    assert same_draft(read_bytes(rewrite(text, back).encode()).draft, back)


def _as_written(draft: Draft) -> Draft:
    """Return a draft without what is no table and has the name of a section that is filled."""
    for key in draft.values:
        draft = draft.without_unknown((CATALOGUE[key].section.key,))
    return draft


def _assert_in_file(line: int, column: int, data: bytes) -> None:
    assert 1 <= line <= data.count(b"\n") + 1
    assert 1 <= column <= len(data) + 2


def _examples() -> Iterable[bytes]:
    yield from (path.read_bytes() for path in (ROOT / "docs" / "exemples").glob("*.toml"))
    yield b"version = 1\n[general]\ncoll_nom = 'Belrive'\npartenaires = [\n 'a', # un\n]\n"
    yield b"general = { coll_nom = 'Belrive', 'a.b' = [{}, {x = 1}] }\r\n[[data]]\r\n[data.z]\r\n"
    yield b"\xef\xbb\xbfgeneral.coll_nom = 0xff\ngeneral.x.y = 1979-05-27 07:32:00Z\n"
    yield b'[general]\nusage_description = """\nune ligne\\\n   ""\\"" \\u00e9 """""\nimport = 1\n'
    yield b"<<<<<<< HEAD\n[general]\n=======\n[data]\n>>>>>>> autre\n"


FICHE = Target(
    "fiche",
    check,
    _examples,
    (
        *(b"[", b"]", b"[[", b"]]", b"{", b"}", b"=", b".", b",", b"#", b'"""', b"'''", b"\r\n"),
        *(b"inf", b"nan", b"true", b"0x", b"1e5", b"2024-02-29", b"07:32:00.5", b"\\u00e9", b"\\"),
        *(spec.key.encode() for spec in CATALOGUE.fields),
        *(b"[" + section.key.encode() + b"]\n" for section in CATALOGUE.sections),
        *(b"version = 1\n", b"version = 2\n", b"[import]\n", b"\xef\xbb\xbf", b"\xff\xfe"),
    ),
)
