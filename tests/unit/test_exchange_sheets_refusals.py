"""Whatever the bytes: a table, or a sentence that says what they are and what to do."""

import gzip
import random
import subprocess
import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from iafiche.exchange.sheets import Sheet, SourceError, limits, read_source
from iafiche.store.document import new_text
from tests.fiches import complete_draft
from tests.unit.exchange_workbooks import ODS_TYPE, ods, ods_row, packed, table_xlsx, unpacked
from tests.unit.test_exchange_sheets_workbooks import XLS

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
HTML = "<html><table><tr><td>coll_nom</td></tr></table></html>"


def stream(name: str) -> bytes:
    """Return an OLE container that holds a stream of that name, and nothing else."""
    return OLE + bytes(504) + f"{name}\0".encode("utf-16-le") + bytes(512)


REFUSED = {
    "nothing": (b"", "vide"),
    "mark": (b"\xef\xbb\xbf", "vide"),
    "spaces": (b" \r\n\t ", "vide"),
    "wide spaces": ("\ufeff \n".encode("utf-16-le"), "vide"),
    "html": (HTML.encode(), "HTML"),
    "html page": (b"\xef\xbb\xbf\r\n<!DOCTYPE html>\n" + HTML.encode(), "HTML"),
    "xhtml": (b'<?xml version="1.0"?>\n' + HTML.encode(), "HTML"),
    "xml workbook": (b'<?xml version="1.0"?><?mso-application?><Workbook/>', "classeur en XML"),
    "xml": (b'<?xml version="1.0"?><fiches/>', "XML"),
    "pdf": (b"%PDF-1.7\n1 0 obj", "PDF"),
    "rtf": (b"{\\rtf1 a;b}", "RTF"),
    "image": (b"\x89PNG\r\n\x1a\n" + bytes(20), "image"),
    "gzip": (gzip.compress(b"a;b"), "compressé"),
    "grist": (b"SQLite format 3\0" + bytes(100), "Grist"),
    "locked": (stream("EncryptedPackage"), "mot de passe"),
    "word 97": (stream("WordDocument"), "Word"),
    "excel 95": (b"\x09\x08\x08\x00\x00\x05\x05\x00" + bytes(50), "Excel"),
    "damaged xls": (stream("Workbook"), "abîmé"),
    "fiche": (new_text(complete_draft()).encode(), "déjà une fiche"),
    "binary": (random.Random(1).randbytes(5_000), "ni un tableau ni un texte"),
    "zip": (packed({"fiches.csv": b"a;b"}), "ZIP"),
    "empty zip": (packed({}), "ZIP"),
    "cut zip": (table_xlsx(("a", "b"))[:2_000], "abîmé"),
    "numbers": (packed({"Index/Document.iwa": b"x"}), "Numbers"),
    "word": (packed({"word/document.xml": b"<w/>"}), "document"),
    "odt": (packed({"mimetype": ODS_TYPE.replace("spreadsheet", "text").encode()}), "document"),
    "slides": (packed({"ppt/presentation.xml": b"<p/>"}), "PowerPoint"),
    "xlsb": (packed({"xl/workbook.bin": b"x"}), ".xlsb"),
    "locked ods": (
        packed({**unpacked(ods(("F", ""))), "META-INF/manifest.xml": b"<m:encryption-data/>"}),
        "mot de passe",
    ),
    "damaged ods": (packed({**unpacked(ods(("F", ""))), "content.xml": b"<x"}), "abîmé"),
    "too large": (b"a" * (limits.MOST_BYTES + 1), "Mo"),
}


@pytest.mark.parametrize("what", REFUSED)
def test_what_is_no_table_is_called_by_its_name(what: str) -> None:
    data, named = REFUSED[what]
    with pytest.raises(SourceError) as caught:
        read_source("fiches.xls", data)
    assert named in caught.value.message
    assert caught.value.message.endswith(".")
    assert caught.value.advice.endswith(".")


def test_the_content_tells_the_kind_and_not_the_name() -> None:
    assert "XLSX" in read_source("fiches.csv", table_xlsx(("a", "b"), (1, 2))).described
    assert "CSV" in read_source("fiches.xlsx", b"a;b\n1;2\n").described
    assert "JSON" in read_source("fiches.txt", b'[{"a": 1}]').described
    assert "ODS" in read_source("f.xlsx", ods(("F", ods_row("a", "b")))).described


def assert_told(data: bytes) -> None:
    told = sheet_or_refusal(data)
    if isinstance(told, SourceError):
        assert told.message.endswith(".")
        assert told.advice.endswith(".")
    else:
        assert told.described
        assert all(row.number > told.header_number for row in told.rows)


def sheet_or_refusal(data: bytes) -> Sheet | SourceError:
    try:
        return read_source("quoi", data)
    except SourceError as refusal:
        return refusal


BEGINNINGS = (
    b"",
    b"PK\x03\x04",
    OLE,
    b"\xff\xfe",
    b"\xef\xbb\xbf",
    b"[",
    b'{"a":',
    b"sep=",
    b'a;"',
)


@settings(max_examples=150, deadline=None)
@given(st.sampled_from(BEGINNINGS), st.binary(max_size=400))
def test_any_bytes_end_in_a_table_or_a_refusal(beginning: bytes, rest: bytes) -> None:
    assert_told(beginning + rest)


SOUND = (
    table_xlsx(("coll_nom", "nom_projet"), ("Belrive", 1)),
    ods(("F", ods_row("coll_nom", "nom_projet") + ods_row("Belrive", "Rives"))),
    XLS.read_bytes(),
    'coll_nom;nom_projet\nBelrive;"Rives\net quais"\n'.encode("cp1252"),
    b'[{"general": {"coll_nom": "Belrive"}}]',
)

changes = st.lists(st.tuples(st.floats(0, 1, exclude_max=True), st.integers(0, 255)), max_size=8)


@settings(max_examples=150, deadline=None)
@given(st.sampled_from(SOUND), changes)
def test_any_damage_ends_in_a_table_or_a_refusal(
    sound: bytes, damage: list[tuple[float, int]]
) -> None:
    data = bytearray(sound)
    for place, byte in damage:
        data[int(place * len(data))] = byte
    assert_told(bytes(data))


@settings(max_examples=100, deadline=None)
@given(st.sampled_from(SOUND[:2]), st.data())
def test_any_damage_inside_of_a_workbook_ends_in_a_table_or_a_refusal(
    sound: bytes, data: st.DataObject
) -> None:
    parts = unpacked(sound)
    name = data.draw(st.sampled_from([name for name in parts if len(parts[name]) > 10]))
    part = bytearray(parts[name])
    for place, byte in data.draw(changes):
        part[int(place * len(part))] = byte
    assert_told(packed({**parts, name: bytes(part)}))


def test_reading_csv_loads_nothing_of_workbooks_and_guesses_no_encoding() -> None:
    code = (
        "import sys\n"
        "from iafiche.exchange.sheets import read_source\n"
        "read_source('a.csv', 'nom;projet\\nCité;Été\\n'.encode('cp1252'))\n"
        "print(*sys.modules)"
    )
    ended = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, check=True, text=True, timeout=60
    )
    loaded = set(ended.stdout.split())
    assert "csv" in loaded
    assert not loaded & {
        "charset_normalizer",
        "json",
        "pydantic",
        "python_calamine",
        "xlrd",
        "xml.parsers.expat",
        "zipfile",
    }
