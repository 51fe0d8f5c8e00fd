"""Tables of every kind: read, their columns told, their rows made fiches that can be written."""

from __future__ import annotations

import json
from itertools import islice
from typing import TYPE_CHECKING

from iafiche.check.context import Context
from iafiche.exchange.importing import import_rows, is_column_name, propose
from iafiche.exchange.sheets import SourceError, read_source
from iafiche.model.comparing import same_draft
from iafiche.store.document import new_text
from iafiche.store.fiche_file import encoded
from iafiche.store.reading import read_bytes
from iafiche.store.system_errors import SaveError
from tests.conftest import ROOT, TODAY
from tests.fuzz.promises import Target, assert_said
from tests.unit.exchange_workbooks import ods, ods_row, ods_text, packed, table_xlsx, unpacked

if TYPE_CHECKING:
    from collections.abc import Iterable

_CONTEXT = Context(TODAY)
_MOST_ROWS = 8
_BETWEEN = b"\n==part "


def check(data: bytes) -> None:
    """Read some bytes as a table, and import what it holds."""
    try:
        sheet = read_source("quoi", data, recognise=is_column_name)
    except SourceError as refusal:
        assert_said(refusal.message, refusal.advice)
        return
    mapping = propose(sheet)
    for remark in sheet.remarks:
        assert_said(remark, remark)
    for outcome in islice(import_rows(sheet, mapping, _CONTEXT), _MOST_ROWS):
        try:
            written = encoded(new_text(outcome.draft), outcome.draft)
        except SaveError as refusal:
            assert_said(refusal.message, refusal.advice)
            continue
        again = read_bytes(written)
        assert again.readable, again.findings
        assert same_draft(again.draft, outcome.draft)


def check_parts(data: bytes) -> None:
    """Read an archive as a workbook, or an archive of parts that are written one after another."""
    check(data if data.startswith(b"PK") else _packed(data))


def _packed(data: bytes) -> bytes:
    parts = {}
    for part in data.split(_BETWEEN)[1:]:
        name, _, content = part.partition(b"\n")
        parts[name.decode("latin-1")[:60].replace("\0", "") or "vide"] = content
    return packed(parts)


def _as_parts(workbook: bytes) -> bytes:
    # A style sheet says nothing, and is most of a workbook.
    return b"".join(
        _BETWEEN + name.encode() + b"\n" + content
        for name, content in unpacked(workbook).items()
        if not name.startswith(("xl/theme", "docProps"))
    )


_ROWS = (("coll_nom", "nom_projet", "SIRET"), ("Belrive", "Rives", 21570463600012.0))


def _xlsx() -> Iterable[bytes]:
    sheet = table_xlsx(*_ROWS)
    return [sheet, _as_parts(sheet)]


def _ods() -> Iterable[bytes]:
    header = ods_row("coll_nom", "nom_projet", ods_text("SIRET", 'table:number-rows-spanned="2"'))
    row = ods_row("Belrive", "Rives<text:s/>", attributes='table:number-rows-repeated="3"')
    sheet = ods(("Feuille", header + row), ("Autre", ""))
    return [sheet, _as_parts(sheet)]


def _xls() -> Iterable[bytes]:
    return [(ROOT / "tests" / "unit" / "data" / "fiches.xls").read_bytes()]


_TABLE = 'Nom_collectivite;Nom_du_projet;SIRET;Partenaires\nBelrive;"Rives\net quais";2157;A-B\n'


def _csv() -> Iterable[bytes]:
    yield from (_TABLE.encode(codec) for codec in ("utf-8", "utf-16", "cp1252", "utf-8-sig"))
    yield b'sep=,\r\ncoll_nom,nom_projet,date\r\nB\xc3\xa9, "x, y",1/3/2024\r\n\r\na,b,c,d\r\n'
    yield b"coll_nom\tnom_projet\nTitre\n'a'\t\"b\n\"c\td\ncoll_nom\tnom_projet\n"


_RECORD = {"general": {"coll_nom": "Belrive", "partenaires": ["A", "B"]}, "completude": {}}


def _json() -> Iterable[bytes]:
    yield json.dumps([_RECORD]).encode()
    yield json.dumps({"records": [{"fields": {"coll_nom": "é", "x": {"y": [1, None]}}}]}).encode()
    yield b'{"type": "FeatureCollection", "features": [{"type": "Feature", "geometry": {"type":'
    yield (
        b'{"type":"FeatureCollection","features":[{"type":"Feature","geometry":{"type":"Point",'
        b'"coordinates":[6.1,49.1]},"properties":{"coll_nom":"a"}}]}'
    )
    yield b'[["coll_nom","nom_projet"],["a",1e400],["b",{"$toml":"2024-01-01"}]]'


def _json_lines() -> Iterable[bytes]:
    line = json.dumps(_RECORD).encode()
    yield line + b"\n" + line
    yield b'{"coll_nom":"a","coll_nom":2}\r\n{"nom_projet":"\\ud800"}\n\n["x"]'


_SIGNS = tuple(
    b'; , \t | " "" \n \r\n \r \0 \xef\xbb\xbf \xff\xfe \xe9 \xc3\xa9 \x1b \xa0'.split(b" ")
)
_JSON = (b"[", b"]", b"{", b"}", b'":', b",", b"null", b"NaN", b"\\ud800", b"1e999", b"-0", b'{"":')
_NAMES = (b"coll_nom", b"nom_projet", b"SIRET", b"Latitude", b"general", b"metadata", b"$toml")
_XML = tuple(
    f"{word} ".encode()
    for word in (
        '<c r="A1" t="s">',
        '<row r="2">',
        "</c>",
        "<v>1</v>",
        "<f>A1</f>",
        't="e"',
        't="b"',
        't="d"',
        't="inlineStr"',
        "<is><t>x</t></is>",
        '<mergeCell ref="A1:A3"/>',
        "<!DOCTYPE x [<!ENTITY a 'b'>]>",
        "&a;",
        "<![CDATA[",
        "]]>",
        "<!--",
        "-->",
        'table:number-columns-repeated="99999"',
        'table:number-rows-repeated="3"',
        'table:number-rows-spanned="2"',
        "<table:table-row>",
        "<table:table-cell/>",
        "<text:p>x</text:p>",
        'office:value-type="date"',
        'office:date-value="2024-01-01"',
        '<text:s text:c="9"/>',
        "<text:line-break/>",
        "<table:table>",
        "</table:table>",
    )
)

CSV = Target("csv", check, _csv, (*_SIGNS, *_NAMES))
JSON = Target("json", check, _json, (*_JSON, *_NAMES))
JSON_LINES = Target("jsonl", check, _json_lines, (*_JSON, b"\n", *_NAMES))
XLSX = Target("xlsx", check_parts, _xlsx, (_BETWEEN, *_XML, *_NAMES))
ODS = Target("ods", check_parts, _ods, (_BETWEEN, *_XML, *_NAMES))
XLS = Target("xls", check, _xls)
