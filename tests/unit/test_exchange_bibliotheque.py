"""The CSV file that the library's widget reads: nothing torn, nothing lost."""

import csv
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from iafiche.exchange import marks
from iafiche.exchange.bibliotheque import (
    CsvReadError,
    UnknownHeaderError,
    read_cell,
    read_csv,
    write_cell,
    write_csv,
)
from iafiche.exchange.profiles import BIBLIOTHEQUE
from iafiche.model.catalogue import CATALOGUE, FieldSpec
from iafiche.model.draft import Draft
from iafiche.model.field import Access
from iafiche.model.kinds import FreeList, LongText, OneOf, SeveralOf, Siret
from iafiche.model.values import Foreign, Value
from tests.fiches import complete_draft
from tests.unit.exchange_drafts import any_value, drafts, texts

PARTNERS = next(spec for spec in CATALOGUE.fields if isinstance(spec.kind, FreeList))
LONG_TEXT = next(spec for spec in CATALOGUE.fields if isinstance(spec.kind, LongText))
SIRET = next(spec for spec in CATALOGUE.fields if isinstance(spec.kind, Siret))


def datami_rows(text: str) -> list[list[str]]:
    """Read a file the way the widget does (Datami's `csvUtils.js`), each row padded.

    Doubled quotes are put aside first, wherever they stand; records are cut at line breaks, save
    the first break within quotes; cells are trimmed, then freed of their quotes; empty lines and
    an empty last cell fall away.
    """
    quote, line_break = "~~quote~~", "~~break~~"
    text = text.replace('""', quote)
    pieces = re.split(r'("[^\n\r\u2028\u2029]*?")', text)
    text = "".join(p.replace("\n", line_break, 1) if '"' in p else p for p in pieces)
    cell = re.compile(r'\s*"(.*?)"\s*(?:;|\Z)|\s*(.*?)\s*(?:;|\Z)', re.DOTALL)
    rows = []
    for line in filter(None, text.split("\n")):
        cells = [match[1] or match[2] or "" for match in cell.finditer(line)][:-1]
        rows.append([c.replace(quote, '"').replace(line_break, "\n") for c in cells])
    width = len(rows[0])
    return [row + [""] * (width - len(row)) for row in rows]


def travelled(spec: FieldSpec, value: Value) -> Value:
    """Return what a value is after its travel: itself, or the text of one of another type."""
    if not isinstance(value, Foreign):
        return value
    text = str(value)
    return ((text,) if text else ()) if spec.kind.many else text


def kept(draft: Draft, *, complete: bool) -> Draft:
    """Return what a file of the profile holds of a draft."""
    kept_draft = Draft()
    for spec in BIBLIOTHEQUE.columns(complete=complete):
        kept_draft = kept_draft.with_value(spec.key, travelled(spec, draft[spec.key]))
    return kept_draft


any_draft = drafts(lambda spec: any_value(spec, surrogates=True))


@settings(max_examples=40, deadline=None)
@given(st.lists(any_draft, max_size=3), st.booleans())
def test_any_drafts_come_back_equal(given_drafts: list[Draft], complete: bool) -> None:
    text = write_csv(given_drafts, complete=complete)
    text.encode()
    assert list(read_csv(text)) == [kept(draft, complete=complete) for draft in given_drafts]


@settings(max_examples=40, deadline=None)
@given(st.lists(any_draft, min_size=1, max_size=3), st.booleans())
def test_the_widget_reads_the_cells_that_were_written(
    given_drafts: list[Draft], complete: bool
) -> None:
    columns = BIBLIOTHEQUE.columns(complete=complete)
    header, *rows = datami_rows(write_csv(given_drafts, complete=complete))
    assert header == [spec.key for spec in columns]
    for draft, row in zip(given_drafts, rows, strict=True):
        assert row == [write_cell(spec, draft[spec.key]) for spec in columns]
        for spec, cell in zip(columns, row, strict=True):
            value = travelled(spec, draft[spec.key])
            if isinstance(value, tuple) and value:
                assert len(cell.split(BIBLIOTHEQUE.list_separator)) == len(value)


@settings(max_examples=200, deadline=None)
@given(st.data())
def test_any_value_of_any_field_comes_back_equal(data: st.DataObject) -> None:
    spec = data.draw(st.sampled_from(CATALOGUE.columns))
    value = data.draw(any_value(spec, surrogates=True))
    assert read_cell(spec, write_cell(spec, value)) == travelled(spec, value)


@settings(max_examples=500, deadline=None)
@given(texts(surrogates=True))
def test_any_text_comes_back_equal_and_holds_nothing_that_cuts_a_file(text: str) -> None:
    for marking in (marks.TEXT, marks.ITEM):
        cell = marking.write(text)
        assert marking.read(cell) == text
        assert len(f"{cell}|".splitlines()) == 1
        assert marks.read_start(marks.write_start(cell)) == cell
        assert not marks.write_start(cell).startswith('"')
    assert BIBLIOTHEQUE.list_separator not in marks.ITEM.write(text)


@pytest.mark.parametrize(
    ("value", "cell"),
    [
        (("Aix-Marseille Université", "Inria"), "Aix‑Marseille Université-Inria"),
        (("Aix‑Marseille", "Aix‐Marseille"), "Aix‐Marseille-Aix¦‐Marseille"),
        (("Une\nDeux",), "Une ¶ Deux"),
        (("",), "¦∅"),
        (("", ""), "-"),
        ((), ""),
        (Foreign([3, 4]), "3, 4"),
        ("Première ligne.\n\n- un point", "Première ligne. ¶  ¶ - un point"),
        ("l'article § ¶ 3", "l'article § ¦¶ 3"),
        ("a¦b", "a¦¦b"),
        ("retour\rchariot\x00", "retour¦D¦chariot¦0¦"),
        ('"Rives" et "quais"', '“Rives" et "quais"'),
        ("“Rives”", "‟Rives”"),
        ("=SOMME(A1)", "=SOMME(A1)"),
        ("  au large  ", "  au large  "),
        (Foreign(raw=True), "true"),
    ],
)
def test_cells_stay_readable(value: Value, cell: str) -> None:
    spec = PARTNERS if isinstance(value, tuple) or value == Foreign([3, 4]) else LONG_TEXT
    assert write_cell(spec, value) == cell


@pytest.mark.parametrize(
    ("text", "quoted"),
    [
        ("sans guillemets", "sans guillemets"),
        ("un ; deux", '"un ; deux"'),
        ('le « hub » dit "central"', '"le « hub » dit ""central"""'),
        (" au large ", '" au large "'),
    ],
)
def test_only_cells_that_need_it_are_quoted(text: str, quoted: str) -> None:
    line = write_csv([Draft({LONG_TEXT.key: text})]).splitlines()[1]
    assert line.strip(";") == quoted.strip(";")


def test_the_file_is_what_the_widget_expects() -> None:
    text = write_csv([complete_draft(), complete_draft()])
    lines = text.split("\n")
    assert lines.pop() == "", "the last record ends with a line feed too"
    assert len(lines) == 3
    assert not text.startswith("\ufeff")
    assert "\r" not in text
    assert lines[0].split(";") == [
        spec.key
        for spec in sorted(CATALOGUE.fields, key=lambda spec: spec.field.column)
        if spec.field.access is Access.PUBLIC
    ]


def test_the_complete_file_has_every_column_in_order() -> None:
    header = write_csv([], complete=True).rstrip("\n").split(";")
    assert [CATALOGUE[key].field.column for key in header] == list(range(1, 39))


def test_numbers_and_dates_leave_as_the_model_writes_them() -> None:
    draft = complete_draft()
    (row,) = csv.DictReader(write_csv([draft]).splitlines(), delimiter=";")
    for spec in CATALOGUE.public_columns():
        if not spec.kind.many and not spec.kind.multiline:
            assert row[spec.key] == draft[spec.key]
    assert row[SIRET.key].isdigit()


def test_listed_values_leave_in_their_published_spelling() -> None:
    listed = [spec for spec in CATALOGUE.fields if isinstance(spec.kind, OneOf | SeveralOf)]
    assert listed
    for spec in listed:
        assert isinstance(spec.kind, OneOf | SeveralOf)
        for value in spec.kind.choices.values:
            assert write_cell(spec, (value,) if spec.kind.many else value) == value
            assert not spec.kind.many or BIBLIOTHEQUE.list_separator not in value


def test_what_the_model_does_not_know_stays_out() -> None:
    known = complete_draft()
    draft = Draft(known.values, {("general", "notes"): "interne"})
    assert write_csv([draft], complete=True) == write_csv([known], complete=True)


@pytest.mark.parametrize(
    ("header", "named"),
    [
        ("", "vide"),
        ("coll_nom,nom_projet", "coll_nom,nom_projet"),
        ("coll_nom;titre", "titre"),
        ("nom_projet;coll_nom", "ordre"),
    ],
)
def test_an_unknown_header_is_refused_at_once_with_what_to_do(header: str, named: str) -> None:
    with pytest.raises(UnknownHeaderError) as caught:
        read_csv(header)
    assert caught.value.line == 1
    assert named in caught.value.message
    assert BIBLIOTHEQUE.separator in caught.value.advice


@pytest.mark.parametrize("record", ["une;deux", '"pas fermé', '"fermé"trop tôt'])
def test_a_broken_record_is_refused_with_its_line(record: str) -> None:
    text = write_csv([complete_draft()]) + record + "\n"
    records = read_csv(text)
    assert next(records) == kept(complete_draft(), complete=False)
    with pytest.raises(CsvReadError) as caught:
        next(records)
    assert caught.value.line == 3
    assert caught.value.advice.endswith(".")


def test_signs_of_other_hands_are_read_as_they_stand() -> None:
    assert read_cell(LONG_TEXT, "un¶deux ¦ trois ¦110000¦ ¦x") == "un¶deux ¦ trois ¦110000¦ ¦x"
    assert read_cell(LONG_TEXT, f"fin{marks.ESCAPE}") == f"fin{marks.ESCAPE}"
