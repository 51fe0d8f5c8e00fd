"""The workbook: texts that stay texts, lists to choose from, help, and nothing lost."""

import io
import re
import zipfile
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from iafiche.exchange.exporting import ExportError, Named, export
from iafiche.exchange.profiles import REQUIRED_SIGN, TABLEUR
from iafiche.exchange.sheets import read_source
from iafiche.exchange.tableur import FICHES, LISTS, LONGEST, read, read_cell, write, write_cell
from iafiche.model.catalogue import CATALOGUE, FieldSpec
from iafiche.model.draft import Draft
from iafiche.model.kinds import FreeList, LongText, OneOf, SeveralOf
from iafiche.model.values import Value
from tests.fiches import complete_draft
from tests.unit.exchange_drafts import texts

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
FICHES_PART, LISTS_PART = "xl/worksheets/sheet1.xml", "xl/worksheets/sheet2.xml"
TEXT = next(spec for spec in CATALOGUE.columns if isinstance(spec.kind, LongText))
PARTNERS = next(spec for spec in CATALOGUE.columns if isinstance(spec.kind, FreeList))
LISTED = [spec for spec in CATALOGUE.columns if isinstance(spec.kind, OneOf | SeveralOf)]
TEXT_FORMAT = "49"
"""The number of « @ », the format of texts, in every workbook (ECMA-376, 18.8.30)."""


def part(content: bytes, name: str) -> ET.Element:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return ET.fromstring(archive.read(name))


def found(root: ET.Element, path: str) -> list[ET.Element]:
    return root.findall(re.sub(r"(\w+)", rf"{MAIN}\1", path))


def table(content: bytes, sheet: str) -> list[list[object]]:
    workbook = CalamineWorkbook.from_filelike(io.BytesIO(content))
    return [[*row] for row in workbook.get_sheet_by_name(sheet).to_python()]


def column_number(reference: str) -> int:
    number = 0
    for letter in re.sub(r"[^A-Z]", "", reference):
        number = number * 26 + ord(letter) - ord("A") + 1
    return number - 1


FORM = write([], complete=True)
FILLED = write([complete_draft(), complete_draft(nom_projet="Callbot")], complete=True)


def test_there_is_a_row_for_each_fiche_under_the_labels() -> None:
    header, *rows = table(FILLED, FICHES)
    assert header == [
        spec.field.label + (" *" if spec.field.required else "") for spec in CATALOGUE.columns
    ]
    assert [row[1] for row in rows] == [complete_draft().title, "Callbot"]


def test_every_cell_is_a_text() -> None:
    cells = found(part(FILLED, FICHES_PART), "sheetData/row/c")
    filled = [cell for cell in cells if len(cell)]
    assert len(filled) > len(CATALOGUE.columns)
    assert {cell.get("t") for cell in filled} == {"s"}
    assert not [cell for cell in filled if cell.find(f"{MAIN}f") is not None]
    for row in table(FILLED, FICHES):
        assert all(isinstance(cell, str) for cell in row)


@pytest.mark.parametrize("content", [FORM, FILLED], ids=["form", "filled"])
def test_what_somebody_adds_stays_a_text_too(content: bytes) -> None:
    formats = found(part(content, "xl/styles.xml"), "cellXfs/xf")
    columns = found(part(content, FICHES_PART), "cols/col")
    covered = {
        number
        for column in columns
        for number in range(int(column.attrib["min"]), int(column.attrib["max"]) + 1)
    }
    assert covered == set(range(1, len(CATALOGUE.columns) + 1))
    for column in columns:
        assert formats[int(column.attrib["style"])].get("numFmtId") == TEXT_FORMAT
        assert 8 < float(column.attrib["width"]) < 80


@pytest.mark.parametrize("content", [FORM, FILLED], ids=["form", "filled"])
def test_the_header_stays_in_sight_and_filters(content: bytes) -> None:
    sheet = part(content, FICHES_PART)
    (pane,) = found(sheet, "sheetViews/sheetView/pane")
    assert (pane.get("ySplit"), pane.get("state")) == ("1", "frozen")
    (autofilter,) = found(sheet, "autoFilter")
    first, _, last = autofilter.attrib["ref"].partition(":")
    assert (first, column_number(last)) == ("A1", len(CATALOGUE.columns) - 1)


def test_required_columns_have_a_sign_and_a_colour_of_their_own() -> None:
    formats = found(part(FORM, "xl/styles.xml"), "cellXfs/xf")
    cells = found(part(FORM, FICHES_PART), "sheetData/row/c")
    fills: dict[bool, set[str]] = {True: set(), False: set()}
    for spec, cell, name in zip(CATALOGUE.columns, cells, table(FORM, FICHES)[0], strict=True):
        assert str(name).endswith(REQUIRED_SIGN) is spec.field.required
        fills[spec.field.required].add(formats[int(cell.attrib["s"])].attrib["fillId"])
    assert len(fills[True]) == len(fills[False]) == 1
    assert fills[True] != fills[False]


def test_each_header_has_its_help_as_a_note() -> None:
    notes = found(part(FORM, "xl/comments1.xml"), "commentList/comment")
    assert [column_number(note.attrib["ref"]) for note in notes] == list(range(38))
    for spec, note in zip(CATALOGUE.columns, notes, strict=True):
        told = "".join(note.itertext())
        assert spec.field.help in told
        assert ("Champ requis." in told) is spec.field.required
        assert ("point-virgule" in told) is spec.kind.many


def test_each_listed_field_offers_its_values_down_to_rows_that_are_still_empty() -> None:
    rules = found(part(FILLED, FICHES_PART), "dataValidations/dataValidation")
    lists = table(FILLED, LISTS)
    by_column = {column_number(rule.attrib["sqref"].partition(":")[0]): rule for rule in rules}
    assert len(rules) == len(LISTED)
    for rank, spec in enumerate(CATALOGUE.columns):
        if spec not in LISTED:
            assert rank not in by_column
            continue
        rule = by_column[rank]
        first, last = re.findall(r"\d+", rule.attrib["sqref"])
        assert int(first) == 2
        assert int(last) > 100
        assert rule.get("type") == "list"
        source = rule.findtext(f"{MAIN}formula1") or ""
        match = re.fullmatch(rf"{LISTS}!\$B\$(\d+):\$B\$(\d+)", source)
        assert match, source
        offered = [row[1] for row in lists[int(match[1]) - 1 : int(match[2])]]
        assert isinstance(spec.kind, OneOf | SeveralOf)
        assert offered == list(spec.kind.choices.values)
        # A list of several values is no value of the list: nothing may refuse it.
        assert (rule.get("showErrorMessage") == "1") is not spec.kind.many


def test_the_second_sheet_tells_what_each_value_means() -> None:
    header, *rows = table(FORM, LISTS)
    assert header == ["Champ", "Valeur", "Sens", "Groupe"]
    assert [tuple(row) for row in rows] == [
        (spec.field.label, choice.value, choice.meaning, choice.group)
        for spec in LISTED
        for choice in spec.kind.choices.choices  # type: ignore[attr-defined]  # a listed kind
    ]


def test_the_empty_form_holds_no_fiche() -> None:
    assert read(FORM) == []
    assert len(table(FORM, FICHES)) == 1


def test_the_importer_finds_the_sheet_and_every_column() -> None:
    names = {TABLEUR.name_of(spec) for spec in TABLEUR.complete}
    sheet = read_source("fiches.xlsx", FILLED, recognise=lambda text: text in names)
    assert set(sheet.header) == names
    assert len(sheet.rows) == 2
    for spec, cell in zip(TABLEUR.complete, sheet.rows[0].cells, strict=True):
        assert read_cell(spec, str(cell or "")) == complete_draft()[spec.key]


@pytest.mark.parametrize(
    ("spec", "value", "cell"),
    [
        (TEXT, "=SOMME(A1:A3)", "'=SOMME(A1:A3)"),
        (TEXT, "Une ligne\nDeux", "Une ligne\nDeux"),
        (TEXT, "<r>gras</r>", "¦3C¦r>gras</r>"),
        (TEXT, "<b>gras</b>", "<b>gras</b>"),
        (TEXT, "a\x00b\x1b", "a¦0¦b¦1B¦"),
        (TEXT, "_x000D_", "_x000D_"),
        (TEXT, "\ufffe\uffff", "¦FFFE¦¦FFFF¦"),
        (PARTNERS, ("Durand ; Petit", "Aix-Marseille"), "Durand ； Petit; Aix-Marseille"),
        (PARTNERS, ("<r>", "</r>"), "¦3C¦r>; </r>"),
    ],
)
def test_a_cell_holds(spec: FieldSpec, value: Value, cell: str) -> None:
    assert write_cell(spec, value) == cell
    assert read_cell(spec, cell) == value


@settings(max_examples=30, deadline=None)
@given(st.lists(texts(surrogates=True) | texts().map("<r>{}</r>".format), min_size=1, max_size=60))
def test_any_text_comes_back_and_leaves_the_workbook_well_formed(given_texts: list[str]) -> None:
    drafts = [Draft().with_value(TEXT.key, text) for text in given_texts]
    content = write(drafts, complete=True)
    assert read(content) == drafts
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        for name in archive.namelist():
            ET.fromstring(archive.read(name))


def test_fiches_without_a_value_keep_their_rows() -> None:
    drafts = [Draft(), complete_draft(), Draft(), Draft()]
    assert read(write(drafts, complete=True)) == drafts


@pytest.mark.parametrize(
    "text", ["é" * LONGEST, "😀" * (LONGEST // 2), "\n" * LONGEST], ids=["é", "😀", "lines"]
)
def test_a_text_that_just_fills_a_cell_comes_back(text: str) -> None:
    draft = Draft().with_value(TEXT.key, f"x{text[1:]}")
    assert read(write([draft], complete=True)) == [draft]


@pytest.mark.parametrize("text", ["é" * (LONGEST + 1), "😀" * (LONGEST // 2 + 1)], ids=["é", "😀"])
def test_a_text_too_long_for_a_cell_is_refused_by_its_fiche_and_field(text: str) -> None:
    fiches = [
        Named("a.fiche.toml", complete_draft()),
        Named("b.fiche.toml", complete_draft(usage_description=text)),
    ]
    with pytest.raises(ExportError) as caught:
        export(TABLEUR, fiches, complete=True)
    label = CATALOGUE["usage_description"].field.label
    assert caught.value.message.startswith(f"b.fiche.toml, champ « {label} » :")
    assert str(LONGEST) in caught.value.message
    assert "json" in caught.value.advice


def test_the_workbook_says_nothing_of_when_it_was_made() -> None:
    with zipfile.ZipFile(io.BytesIO(FILLED)) as archive:
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        core = archive.read("docProps/core.xml").decode()
    assert set(re.findall(r"\d{4}-\d\d-\d\dT[\d:]+Z", core)) == {"1980-01-01T00:00:00Z"}
