"""Workbooks: the sheet and the header found by themselves, cells as what they are."""

import datetime
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest
import xlsxwriter

from iafiche.exchange.sheets import Sheet, SourceError, limits, read_source
from iafiche.exchange.sheets.unpacking import unpack
from iafiche.model.catalogue import CATALOGUE
from tests.unit.exchange_workbooks import (
    ods,
    ods_row,
    ods_text,
    ods_value,
    packed,
    table_xlsx,
    unpacked,
    with_sheet_xml,
    xlsx,
)

XLS = Path(__file__).parent / "data" / "fiches.xls"
HEADER = ("coll_nom", "nom_projet", "coll_siret")
SIRET = 21570463600012
DAY, TIME = datetime.date(2024, 3, 1), datetime.time(10, 30)
MOMENT = datetime.datetime.combine(DAY, TIME)


def read(data: bytes, sheet: str = "") -> Sheet:
    return read_source("fiches", data, sheet=sheet, recognise=CATALOGUE.__contains__)


def rows(sheet: Sheet) -> list[tuple[object, ...]]:
    return [row.cells for row in sheet.rows]


def test_cells_of_xlsx_are_what_they_are() -> None:
    def fill(workbook: xlsxwriter.Workbook) -> None:
        def form(pattern: str) -> object:
            return workbook.add_format({"num_format": pattern})

        sheet = workbook.add_worksheet("Fiches")
        sheet.write_row(0, 0, (*HEADER, *"abcdefgh"))
        sheet.write_row(1, 0, ("Belrive", " deux\nlignes ", SIRET))
        sheet.write_datetime(1, 3, DAY, form("dd/mm/yyyy"))
        sheet.write_datetime(1, 4, DAY, form("mm/yyyy"))
        sheet.write_datetime(1, 5, MOMENT, form("dd/mm/yyyy hh:mm"))
        sheet.write_number(1, 6, 0.4375, form("hh:mm"))
        sheet.write_number(1, 7, 1.5208333333, form("[h]:mm"))
        sheet.write_boolean(1, 8, True)
        sheet.write_formula(1, 9, "=NA()", None, "#N/A")
        sheet.write_number(1, 10, 48.8566)

    sheet = read(xlsx(fill))
    assert sheet.source == "fiches › Fiches"
    assert "XLSX" in sheet.described
    assert sheet.typed
    assert rows(sheet) == [
        (
            "Belrive",
            " deux\nlignes ",
            SIRET,
            DAY,
            DAY,
            MOMENT,
            TIME,
            "36:30:00",
            True,
            "#N/A",
            48.8566,
        )
    ]
    assert type(sheet.rows[0].cells[2]) is int
    assert type(sheet.rows[0].cells[3]) is datetime.date


def test_cells_of_ods_are_what_they_are() -> None:
    error = '<table:table-cell office:value-type="string" office:string-value="">'
    broken = "<text:p>a<text:line-break/>b<text:tab/>c</text:p>"
    cell = '<table:table-cell office:value-type="string">'
    end = "</table:table-cell>"
    table = ods_row(*HEADER, *"abcdef") + ods_row(
        "Belrive",
        "deux\nlignes",
        ods_value("float", f"{SIRET}", "2,16E+13"),
        ods_value("date", "2024-03-01"),
        ods_value("time", "PT10H30M00S"),
        ods_value("boolean", "true"),
        f"{error}<text:p>#N/D</text:p>{end}",
        f"{cell}{broken}{end}",
        ods_value("float", "48.8566"),
    )
    sheet = read(ods(("Feuille1", table)))
    assert "ODS" in sheet.described
    assert rows(sheet) == [
        (
            "Belrive",
            "deux\nlignes",
            SIRET,
            DAY,
            TIME,
            True,
            "#N/D",
            "a\nb\tc",
            48.8566,
        )
    ]


def test_cells_of_xls_are_what_they_are() -> None:
    sheet = read(XLS.read_bytes())
    assert "XLS," in sheet.described
    assert sheet.header_number == 3
    assert sheet.rows[0].cells == (
        "Commune de Belrive",
        "Propreté des rives",
        SIRET,
        DAY,
        TIME,
        True,
        "#N/A",
    )
    assert rows(sheet)[1:] == [
        (None, "Arrosage", 1.5),
        ("Belrive Métropole", "Tri"),
        ("Belrive Métropole", "Navettes"),
    ]


def test_the_table_may_begin_anywhere_in_the_sheet() -> None:
    def fill(workbook: xlsxwriter.Workbook) -> None:
        sheet = workbook.add_worksheet()
        sheet.write(2, 1, "Les projets de Belrive")
        sheet.write_row(5, 1, HEADER)
        sheet.write_row(6, 1, ("Belrive", "Rives", 1))
        sheet.write_row(8, 1, ("Orme", "Tri", 2))

    sheet = read(xlsx(fill))
    assert (sheet.header, sheet.header_number) == (HEADER, 6)
    assert [row.number for row in sheet.rows] == [7, 9]
    assert "ligne 3" in sheet.remarks[0]
    assert "vide" in sheet.remarks[1]


def three_sheets(workbook: xlsxwriter.Workbook) -> None:
    notes = workbook.add_worksheet("Lisez-moi")
    for at in range(9):
        notes.write_row(at, 0, ("coll_nom", f"consigne {at}", "à lire"))
    fiches = workbook.add_worksheet("Les fiches")
    fiches.write_row(0, 0, HEADER)
    fiches.write_row(1, 0, ("Belrive", "Rives", 1))
    old = workbook.add_worksheet("Archives")
    old.write_row(0, 0, HEADER)
    old.write_row(1, 0, ("Orme", "Tri", 2))
    old.write_row(2, 0, ("Orme", "Eau", 3))
    old.hide()
    workbook.add_worksheet("Vide")


def test_the_sheet_with_the_known_names_is_read_and_the_others_are_told() -> None:
    sheet = read(xlsx(three_sheets))
    assert sheet.source == "fiches › Les fiches"
    assert rows(sheet) == [("Belrive", "Rives", 1)]
    (remark,) = sheet.remarks
    assert "« Lisez-moi », « Archives »" in remark
    assert "Vide" not in remark


@pytest.mark.parametrize("asked", ["Archives", " archives"])
def test_the_sheet_that_is_asked_for_is_read(asked: str) -> None:
    sheet = read(xlsx(three_sheets), asked)
    assert sheet.source == "fiches › Archives"
    assert not sheet.remarks


def test_a_sheet_that_does_not_exist_is_refused_with_those_that_do() -> None:
    with pytest.raises(SourceError) as caught:
        read(xlsx(three_sheets), "Fiches 2025")
    assert "« Fiches 2025 »" in caught.value.message
    assert "« Lisez-moi », « Les fiches », « Archives », « Vide »" in caught.value.advice


def test_cells_merged_over_rows_of_one_column_share_their_value() -> None:
    def fill(workbook: xlsxwriter.Workbook) -> None:
        sheet = workbook.add_worksheet()
        sheet.write_row(0, 0, HEADER)
        sheet.merge_range(1, 0, 3, 0, "Belrive")
        sheet.write_column(1, 1, ("Rives", "Tri"))
        sheet.merge_range(4, 1, 5, 2, "Eau")
        sheet.write(5, 0, "Orme")

    def spanned(rows: int, columns: int) -> str:
        return f'table:number-rows-spanned="{rows}" table:number-columns-spanned="{columns}"'

    covered = "<table:covered-table-cell/>"
    table = (
        ods_row(*HEADER)
        + ods_row(ods_text("Belrive", spanned(3, 1)), "Rives")
        + ods_row(covered, "Tri")
        + ods_row(covered)
        + ods_row("<table:table-cell/>", ods_text("Eau", spanned(2, 2)), covered)
        + ods_row("Orme", covered, covered)
    )
    for data in (xlsx(fill), ods(("F", table))):
        sheet = read(data)
        assert rows(sheet) == [
            ("Belrive", "Rives", None),
            ("Belrive", "Tri", None),
            (None, "Eau", None),
            ("Orme", None, None),
        ]
        assert "ligne 3" in sheet.remarks[0]


def test_a_formula_without_a_saved_result_is_told() -> None:
    data = with_sheet_xml(
        '<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c></row>'
        '<row r="2"><c r="A2" t="s"><v>2</v></c><c r="B2"><f>A1&amp;"x"</f><v></v></c></row>'
    )
    sheet = read(data)
    assert rows(sheet) == [("Belrive", None)]
    assert "B2" in sheet.remarks[0]


def test_repeated_rows_of_ods_are_as_many_records() -> None:
    empty = '<table:table-cell table:number-columns-repeated="16380"/>'
    table = (
        ods_row(*HEADER)
        + ods_row("Belrive", "Rives", attributes='table:number-rows-repeated="2"')
        + ods_row(empty, attributes='table:number-rows-repeated="1048573"')
    )
    sheet = read(ods(("F", table)))
    assert [row.number for row in sheet.rows] == [2, 3]
    assert not sheet.remarks


FAR = '<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
BEYOND = '<row r="1"><c r="ZZZZ99999999999"><v>1</v></c></row>'
UNKNOWN_TEXT = '<row r="1"><c r="A1" t="s"><v>99</v></c></row>'


@pytest.mark.parametrize("cells", [FAR, BEYOND, UNKNOWN_TEXT], ids=["far", "beyond", "text"])
def test_a_sheet_that_would_take_all_memory_is_refused_by_name(cells: str) -> None:
    with pytest.raises(SourceError) as caught:
        read(with_sheet_xml(cells))
    assert "« Feuil1 »" in caught.value.message


def test_a_far_cell_without_a_value_does_not_matter() -> None:
    data = with_sheet_xml(
        '<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c></row>'
        '<row r="1048576"><c r="XFD1048576" s="0"/></row>'
    )
    assert read(data).header == ("coll_nom", "nom_projet")


def test_a_text_shown_more_often_than_memory_holds_is_refused() -> None:
    shows = limits.MOST_TEXT // 1_000_000 + 1
    parts = unpacked(
        with_sheet_xml(
            "".join(f'<row r="{n}"><c r="A{n}" t="s"><v>0</v></c></row>' for n in range(1, shows))
        )
    )
    parts["xl/sharedStrings.xml"] = parts["xl/sharedStrings.xml"].replace(
        b"coll_nom", b"x" * 1_010_000
    )
    with pytest.raises(SourceError) as caught:
        read(packed(parts))
    assert "« Feuil1 »" in caught.value.message


def test_an_announced_number_of_texts_is_not_believed() -> None:
    parts = unpacked(table_xlsx(HEADER, ("Belrive", "Rives", 1)))
    shared = parts["xl/sharedStrings.xml"]
    parts["xl/sharedStrings.xml"] = shared.replace(b'uniqueCount="5"', b'uniqueCount="4294967295"')
    assert parts["xl/sharedStrings.xml"] != shared
    assert rows(read(packed(parts))) == [("Belrive", "Rives", 1)]


@pytest.mark.parametrize(
    "table",
    [
        ods_row("a") + ods_row("b", attributes='table:number-rows-repeated="99999999"'),
        ods_row(ods_text("a", 'table:number-columns-repeated="99999999"')),
        ods_row(
            '<table:table-cell><text:p>a<text:s text:c="2000000000"/></text:p></table:table-cell>'
        ),
        ods_row(
            ods_text("x" * 10_000, 'table:number-columns-repeated="100"'),
            attributes='table:number-rows-repeated="1000"',
        ),
    ],
    ids=["rows", "columns", "spaces", "text"],
)
def test_repetitions_of_ods_that_would_take_all_memory_are_refused(table: str) -> None:
    with pytest.raises(SourceError) as caught:
        read(ods(("Liste", table)))
    assert "« Liste »" in caught.value.message


def test_one_damaged_sheet_does_not_hide_the_others() -> None:
    parts = unpacked(xlsx(three_sheets))
    parts["xl/worksheets/sheet1.xml"] = b"<worksheet><sheetData><row>"
    sheet = read(packed(parts))
    assert sheet.source == "fiches › Les fiches"
    assert any("« Lisez-moi »" in remark for remark in sheet.remarks)


def with_lie(parts: Mapping[str, bytes]) -> bytes:
    """Return an archive whose directory says that its largest part is small."""
    data = bytearray(packed(parts))
    size = max(map(len, parts.values())).to_bytes(4, "little")
    at = data.rindex(size)
    data[at : at + 4] = (1_000).to_bytes(4, "little")
    return bytes(data)


def test_an_archive_is_not_unpacked_beyond_the_limit() -> None:
    parts = unpacked(table_xlsx(HEADER, ("Belrive", "Rives", 1)))
    size = sum(map(len, parts.values()))
    assert unpack(packed(parts), size) == parts
    with pytest.raises(SourceError) as caught:
        unpack(packed(parts), size - 1)
    assert "Mo" in caught.value.message


def test_an_archive_is_not_believed_about_its_size() -> None:
    with pytest.raises(SourceError) as caught:
        read(with_lie(unpacked(table_xlsx(HEADER, ("Belrive", "Rives", 1)))))
    assert "abîmé" in caught.value.message


def test_entities_are_not_expanded() -> None:
    parts = unpacked(table_xlsx(HEADER, ("Belrive", "Rives", 1)))
    sheet = parts["xl/worksheets/sheet1.xml"]
    parts["xl/worksheets/sheet1.xml"] = sheet.replace(
        b"<worksheet", b'<!DOCTYPE w [<!ENTITY a "aaaa">]><worksheet', 1
    )
    with pytest.raises(SourceError):
        read(packed(parts))


def test_empty_sheets_alone_are_told() -> None:
    with pytest.raises(SourceError) as caught:
        read(table_xlsx())
    assert "vide" in caught.value.message


@pytest.mark.parametrize("module", ["python_calamine", "xlrd"])
def test_a_missing_package_is_named_with_what_installs_it(
    module: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, module, None)
    data = XLS.read_bytes() if module == "xlrd" else table_xlsx(HEADER)
    with pytest.raises(SourceError) as caught:
        read(data)
    assert module.replace("_", "-") in caught.value.message
    assert "pip install" in caught.value.advice
