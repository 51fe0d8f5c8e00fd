"""Workbooks that are bombs: told in so much memory and time, and never believed."""

import struct
from collections.abc import Callable

import pytest

from iafiche.exchange.sheets import Sheet, SourceError, read_source
from tests.unit.exchange_workbooks import ods, packed, table_xlsx, unpacked, with_sheet_xml

SHEET = table_xlsx(("coll_nom", "nom_projet"), ("Belrive", "Rives"))
NAME = "xl/worksheets/sheet1.xml"
SHEETS = unpacked(SHEET)["xl/workbook.xml"].replace(
    b"</sheets>", b'<sheet name="F" sheetId="9" r:id="rId1"/>' * 1_001 + b"</sheets>"
)
MANY = 21_000_000


def with_part(content: bytes, name: str = NAME) -> bytes:
    return packed({**unpacked(SHEET), name: content})


def lying(size: int) -> bytes:
    """Return a workbook whose directory says of each part that it has so many bytes."""
    data = bytearray(SHEET)
    at = data.find(b"PK\x01\x02")
    while at >= 0:
        data[at + 24 : at + 28] = struct.pack("<I", size)
        at = data.find(b"PK\x01\x02", at + 1)
    return bytes(data)


def overlapping() -> bytes:
    """Return an archive whose entries are all the same bytes: ten megabytes, a hundred times."""
    data = packed({"a.xml": b" " * 10_000_000})
    begin, end = data.index(b"PK\x01\x02"), data.index(b"PK\x05\x06")
    entry, last = data[begin:end], bytearray(data[end:])
    last[8:12] = struct.pack("<HH", 100, 100)
    last[12:16] = struct.pack("<I", 100 * len(entry))
    return data[:begin] + entry * 100 + bytes(last)


def refusal(data: bytes) -> str:
    with pytest.raises(SourceError) as caught:
        read_source("quoi.xlsx", data)
    assert caught.value.advice.endswith(".")
    return caught.value.message


@pytest.mark.parametrize(
    ("make", "said"),
    [
        (lambda: packed({"a.zip": packed({"b.zip": SHEET})}), "archive ZIP"),
        (lambda: packed({f"{rank}.xml": b"" for rank in range(10_001)}), "abîmé"),
        (lambda: lying(0), "abîmé"),
        (lambda: lying(2**32 - 1), "150 Mo"),
        (lambda: lying(100_000_000), "abîmé"),
        (overlapping, "150 Mo"),
        (lambda: ods(*[(f"F{rank}", "") for rank in range(1_001)]), "abîmé"),
        (lambda: with_part(SHEETS, "xl/workbook.xml"), "abîmé"),
        (lambda: with_part(b"<a>" * 300_000 + b"</a>" * 300_000), "vide"),
        (lambda: with_part(b"<a " + b'a="" ' * 1_000_000 + b"/>"), "trop étendue"),
        (lambda: ods(("F", "<a/>" * MANY)), "5\u202f000\u202f000 cellules"),
        (lambda: with_part(b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'), "trop étendue"),
        (lambda: b"PK\x03\x04" + b"\0" * 1_000, "abîmé"),
    ],
    ids=[
        *("nested", "entries", "lying-0", "lying-4G", "lying-100M", "overlapping"),
        *("tables", "sheets", "closed", "attributes", "ods", "entities", "zeros"),
    ],
)
def test_a_workbook_that_is_a_bomb_is_refused(make: Callable[[], bytes], said: str) -> None:
    assert said in refusal(make())


def test_cells_said_to_be_merged_a_thousand_times_are_merged_once() -> None:
    rows = "".join(
        f'<row r="{at}"><c r="A{at}"><v>{at}</v></c><c r="B{at}"><v>1</v></c></row>'
        for at in range(1, 5_001)
    )
    merged = '<mergeCell ref="B1:B5000"/>' * 50_000
    data = with_sheet_xml(rows)
    part = unpacked(data)[NAME].replace(
        b"</sheetData>", f"</sheetData><mergeCells>{merged}</mergeCells>".encode()
    )
    sheet = read_source("quoi.xlsx", packed({**unpacked(data), NAME: part}))
    assert isinstance(sheet, Sheet)
    assert len(sheet.rows) > 4_900


def test_a_zip_that_ends_amid_its_directory_is_refused() -> None:
    data = SHEET[: SHEET.index(b"PK\x05\x06")]
    assert "abîmé" in refusal(data)
