"""The file that a French spreadsheet opens: its form, and nothing run or lost."""

import csv
import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from iafiche.exchange.csv_table import CsvReadError, UnknownHeaderError
from iafiche.exchange.excel_csv import carried, read, read_cell, write, write_cell
from iafiche.exchange.formulas import neutral
from iafiche.model.catalogue import CATALOGUE, FieldSpec
from iafiche.model.kinds import Coordinate, FreeList, LongText
from iafiche.model.values import Value
from tests.fiches import complete_draft
from tests.unit.exchange_drafts import any_value

PARTNERS = next(spec for spec in CATALOGUE.columns if isinstance(spec.kind, FreeList))
TEXT = next(spec for spec in CATALOGUE.columns if isinstance(spec.kind, LongText))
LATITUDE = next(spec for spec in CATALOGUE.columns if isinstance(spec.kind, Coordinate))


def test_the_file_is_what_a_french_excel_expects() -> None:
    content = write([complete_draft(), complete_draft()], complete=False)
    assert content.startswith(b"\xef\xbb\xbf")
    text = content.decode("utf-8-sig")
    assert text.count("\r\n") == 3
    assert text.replace("\r\n", "").count("\n") == 0
    header, *records = csv.reader(io.StringIO(text, newline=""), delimiter=";")
    assert header == [spec.field.label for spec in CATALOGUE.columns]
    assert len(records) == 2


@pytest.mark.parametrize(
    ("spec", "value", "cell"),
    [
        (TEXT, "=SOMME(A1:A3)", "'=SOMME(A1:A3)"),
        (TEXT, "- un point\n- deux", "'- un point\n- deux"),
        (TEXT, "'=1", "''=1"),
        (TEXT, "l'été", "l'été"),
        (PARTNERS, ("@home", "Inria"), "'@home; Inria"),
        (PARTNERS, ("Durand ; Petit", "Aix-Marseille"), "Durand ； Petit; Aix-Marseille"),
        (PARTNERS, ("a；b",), "a¦；b"),
        (LATITUDE, "47.6218", "47,6218"),
        (LATITUDE, "-4.5", "-4,5"),
        (LATITUDE, "47", "47"),
        (LATITUDE, "47.6218 N", "47.6218 N"),
    ],
)
def test_a_cell_holds(spec: FieldSpec, value: Value, cell: str) -> None:
    assert write_cell(spec, value) == cell
    assert read_cell(spec, cell) == value


def test_a_coordinate_typed_with_a_comma_comes_back_with_a_point() -> None:
    assert write_cell(LATITUDE, "47,62") == "47,62"
    assert read_cell(LATITUDE, "47,62") == carried(LATITUDE, "47,62") == "47.62"


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_any_value_comes_back_and_none_could_be_run(data: st.DataObject) -> None:
    spec = data.draw(st.sampled_from(CATALOGUE.columns))
    value = data.draw(any_value(spec, surrogates=True))
    cell = write_cell(spec, value)
    assert read_cell(spec, cell) == carried(spec, value)
    assert neutral(cell) in (cell, f"'{cell}")
    assert cell[:1] not in set("=@\t\r＝＋－＠")


def test_a_text_longer_than_csv_reads_by_itself_comes_back() -> None:
    before = csv.field_size_limit()
    draft = complete_draft(usage_description="été " * 50_000)
    (back,) = read(write([draft], complete=True))
    assert back[TEXT.key] == draft[TEXT.key]
    assert csv.field_size_limit() == before


def test_another_file_is_refused_with_what_to_do() -> None:
    with pytest.raises(UnknownHeaderError) as caught:
        read(b"coll_nom;titre\r\n")
    assert "coll_nom" in caught.value.message
    assert "38 colonnes" in caught.value.advice
    header = write([], complete=True)
    with pytest.raises(CsvReadError, match="2 cellules au lieu de 38"):
        read(header + b"a;b\r\n")
