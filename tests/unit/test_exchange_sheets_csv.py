"""CSV of any usual kind: separators, quotes, titles, blank rows, and what is broken by hand."""

import csv
import io
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from iafiche.exchange.sheets import Sheet, SourceError, limits, read_source
from iafiche.exchange.sheets.separators import SEPARATORS
from iafiche.model.catalogue import CATALOGUE

HEADER = ("coll_nom", "nom_projet", "coll_siret")
_USUAL_LIMIT = 131_072
ENCODINGS = ("utf-8", "utf-8-sig", "cp1252", "iso8859-15", "utf-16", "utf-16-le", "utf-16-be")


def read(text: str, separator: str = "") -> Sheet:
    return read_source("fiches.csv", text.encode(), separator=separator)


def rows(sheet: Sheet) -> list[tuple[object, ...]]:
    return [row.cells for row in sheet.rows]


def is_key(text: str) -> bool:
    return text in CATALOGUE


@pytest.mark.parametrize("separator", SEPARATORS)
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_the_separator_is_found_whatever_ends_the_lines(separator: str, end: str) -> None:
    lines = (HEADER, ("Belrive", "Rives, quais ; ponts | îles", "1"), ("Orme", "Tri", ""))
    text = io.StringIO()
    csv.writer(text, delimiter=separator, lineterminator=end).writerows(lines)
    sheet = read(text.getvalue())
    assert sheet.separator == separator
    assert SEPARATORS[separator] in sheet.described
    assert sheet.header == HEADER
    assert sheet.header_number == 1
    assert [(row.number, row.cells) for row in sheet.rows] == [(2, lines[1]), (3, lines[2])]
    assert not sheet.remarks
    assert not sheet.typed


cells = st.text(st.characters(exclude_categories=["Cs"]), max_size=8) | st.sampled_from(
    ["a;b", 'dit "oui"', "deux\nlignes", "deux\r\nlignes", " au large ", ",", "\t", "\0", '"']
)


@settings(max_examples=100, deadline=None)
@given(
    st.lists(st.lists(cells, min_size=1, max_size=4), max_size=5),
    st.sampled_from(list(SEPARATORS)),
    st.booleans(),
    st.sampled_from(["utf-8", "utf-8-sig", "utf-16"]),
)
def test_any_table_comes_back_equal(
    table: list[list[str]], separator: str, all_quoted: bool, encoding: str
) -> None:
    text = io.StringIO()
    writer = csv.writer(
        text,
        delimiter=separator,
        quoting=csv.QUOTE_ALL if all_quoted else csv.QUOTE_MINIMAL,
        lineterminator="\r\n",
    )
    writer.writerow(HEADER)
    writer.writerows(table)
    data = text.getvalue().encode(encoding)
    sheet = read_source("t.csv", data, separator=separator, encoding=encoding, recognise=is_key)
    filled = [tuple(row) for row in table if any(cell.strip() for cell in row)]
    assert sheet.header == HEADER
    assert rows(sheet) == filled
    assert all(before.number < after.number for before, after in pairwise(sheet.rows))


WORDS = (
    "Belrive",
    "forêt",
    "à côté",
    "Cœur d'îlot",
    "ÉTÉ",
    "n° 3",
    "où ?",
    "« ça »",
    "Noël",
    "agé·e",
)
prose = st.lists(st.sampled_from(WORDS), min_size=1, max_size=3).map(" ".join)


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.lists(prose, min_size=3, max_size=3), min_size=1, max_size=5),
    st.sampled_from(list(SEPARATORS)),
    st.sampled_from(ENCODINGS),
)
def test_a_table_in_french_is_read_without_being_told_how(
    table: list[list[str]], separator: str, encoding: str
) -> None:
    known = ["Élève à Nîmes", "œuvre", "2 €"]
    text = io.StringIO()
    csv.writer(text, delimiter=separator).writerows([HEADER, known, *table])
    sheet = read_source("t.csv", text.getvalue().encode(encoding))
    assert (sheet.separator, sheet.header) == (separator, HEADER)
    assert rows(sheet) == [tuple(row) for row in (known, *table)]


def test_names_of_columns_that_are_known_go_before_regularity() -> None:
    text = "coll_nom;nom_projet\nA, B, C\nD, E, F\nG, H, I\n"
    assert read(text).separator == ","
    sheet = read_source("t.csv", text.encode(), recognise=is_key)
    assert sheet.separator == ";"
    assert sheet.header == HEADER[:2]


@pytest.mark.parametrize("told", ["sep=;", '"sep=;"', "SEP=;", "sep=;;;"])
def test_the_line_that_tells_excel_the_separator_is_no_row(told: str) -> None:
    sheet = read(f"{told}\r\na,b;c\r\n1,2;3\r\n")
    assert sheet.header == ("a,b", "c")
    assert (sheet.header_number, sheet.rows[0].number) == (2, 3)


def test_the_separator_that_is_asked_for_goes_before_any_other() -> None:
    assert read("sep=;\na|b;c\n1|2;3", separator="|").header == ("a", "b;c")
    assert read("a\tb;c", separator="\\t").header == ("a", "b;c")


@pytest.mark.parametrize("separator", ["", ";;", '"', "\n", " ", "é;"])
def test_what_cannot_be_a_separator_is_refused(separator: str) -> None:
    if not separator:
        assert read("a;b", separator).header == ("a", "b")
        return
    with pytest.raises(SourceError) as caught:
        read("a;b", separator)
    assert "séparateur" in caught.value.message


def test_one_column_is_a_table_too() -> None:
    sheet = read("coll_nom\nBelrive\n")
    assert sheet.header == ("coll_nom",)
    assert rows(sheet) == [("Belrive",)]
    assert "une seule colonne" in sheet.described


def test_titles_blank_rows_and_repeated_headers_are_no_records() -> None:
    text = (
        "Projets d'IA 2025;;\n\ncoll_nom;nom_projet;coll_siret\nA;1;x\n;;\n"
        " Coll_Nom ;nom_projet;COLL_SIRET;\n\nB;2;y\n;;\n\n"
    )
    sheet = read(text)
    assert sheet.header_number == 3
    assert [(row.number, row.cells[0]) for row in sheet.rows] == [(4, "A"), (8, "B")]
    title, blank, repeated = sheet.remarks
    assert "ligne 1 : « Projets d'IA 2025 »" in title
    assert blank.startswith("3 lignes vides")
    assert "ligne 6" in repeated


def test_another_header_in_the_middle_is_pointed_out_and_nothing_is_left_out() -> None:
    text = "coll_nom;nom_projet;coll_siret\nA;1;x\nnom_projet;coll_nom;theme\n2;B;Mobilités\n"
    sheet = read_source("t.csv", text.encode(), recognise=is_key)
    assert [row.number for row in sheet.rows] == [2, 3, 4]
    (remark,) = sheet.remarks
    assert "autre en-tête" in remark
    assert "ligne 3" in remark


@pytest.mark.parametrize("row", ["theme;A;B", "theme;budget;", "theme;budget;2024"])
def test_a_record_with_a_word_that_names_a_column_is_no_header(row: str) -> None:
    text = f"coll_nom;nom_projet;coll_siret\n{row}\n"
    assert not read_source("t.csv", text.encode(), recognise=is_key).remarks


def test_the_header_is_the_row_with_the_most_known_names() -> None:
    text = "Collectivité;Projet;SIRET;Commentaire;Suivi\n;coll_nom;nom_projet;;\nx;A;B;;\n"
    assert read(text).header_number == 1
    sheet = read_source("t.csv", text.encode(), recognise=is_key)
    assert sheet.header == ("", "coll_nom", "nom_projet", "", "")
    assert rows(sheet) == [("x", "A", "B", "", "")]


def test_an_unnamed_column_does_not_hide_the_header() -> None:
    sheet = read("nom;projet;;type\na;b;c;d\n")
    assert sheet.header == ("nom", "projet", "", "type")


def test_rows_too_long_or_too_short_are_kept_as_they_are() -> None:
    sheet = read("a;b;c\n1;2\n1;2;3;4\n1;2;3\n")
    assert rows(sheet) == [("1", "2"), ("1", "2", "3", "4"), ("1", "2", "3")]


def test_cells_keep_their_line_breaks_and_rows_their_lines() -> None:
    sheet = read('a;b;c\n1;"deux\nlignes";3\n2;"et\r\n\r\ntrois";4\n5;6;7\n')
    assert [(row.number, row.cells[1]) for row in sheet.rows] == [
        (2, "deux\nlignes"),
        (4, "et\r\n\r\ntrois"),
        (7, "6"),
    ]
    assert not sheet.remarks


@pytest.mark.parametrize(
    ("line", "record"),
    [
        ('2;"pas fermé;fin', ("2", '"pas fermé', "fin")),
        ('2;"dit "oui" et ; non";fin', ("2", 'dit "oui" et ; non', "fin")),
        ('2;"fermé"trop tôt;fin', ("2", '"fermé"trop tôt', "fin")),
        ('2;"fermé" ;fin', ("2", "fermé", "fin")),
        ('"2;x;"fin"', ('"2', "x", "fin")),
    ],
)
def test_a_stray_quote_spoils_its_own_line_alone(line: str, record: tuple[str, ...]) -> None:
    sheet = read(f'a;b;c\n1;"deux\nlignes";x\n{line}\n3;"un ""mot""";x\n4;y;z\n')
    assert [(row.number, row.cells) for row in sheet.rows] == [
        (2, ("1", "deux\nlignes", "x")),
        (4, record),
        (5, ("3", 'un "mot"', "x")),
        (6, ("4", "y", "z")),
    ]
    (remark,) = sheet.remarks
    assert "guillemet" in remark
    assert "ligne 4" in remark


def test_a_missing_quote_that_a_later_one_closes_takes_no_rows_in() -> None:
    sheet = read('a;b;c\n1;"pas fermé;x\n2;ouvert";y\n3;u;v\n4;w;z\n')
    assert rows(sheet) == [
        ("1", '"pas fermé', "x"),
        ("2", 'ouvert"', "y"),
        ("3", "u", "v"),
        ("4", "w", "z"),
    ]
    assert "lignes 2 et 3" in sheet.remarks[0]


def test_spaces_before_quotes_are_no_part_of_the_cells() -> None:
    sheet = read('a, "b, c", d\n1, "2, 3", 4\n')
    assert sheet.header == ("a", "b, c", "d")
    assert rows(sheet) == [("1", "2, 3", "4")]


def test_nul_characters_stay_and_are_told() -> None:
    sheet = read("coll_nom;nom_projet\nBelrive;Ri\0ves\n")
    assert rows(sheet) == [("Belrive", "Ri\0ves")]
    assert "ligne 2" in sheet.remarks[0]


def test_a_very_long_cell_is_read_and_the_limit_of_the_program_stays() -> None:
    # The limit is the whole program's: other packages raise it.
    before = csv.field_size_limit(_USUAL_LIMIT)
    try:
        long = "x" * (_USUAL_LIMIT + 1)
        assert rows(read(f'a;b\n1;"{long}"\n')) == [("1", long)]
        assert csv.field_size_limit() == _USUAL_LIMIT
    finally:
        csv.field_size_limit(before)


def test_a_header_without_rows_is_told() -> None:
    sheet = read("a;b;c\n")
    assert not sheet.rows
    assert "aucune ligne" in sheet.remarks[0]


@pytest.mark.parametrize(
    ("text", "named"),
    [
        (";;;\n \n;;\n", "vide"),
        ("sep=;\n", "vide"),
        ("a\n" * (limits.MOST_ROWS + 2), "lignes"),
        ("\n" * limits.MOST_LINES + "a\n\n", "lignes"),
        ('a;"b\n' * (limits.MOST_ROWS + 2), "lignes"),
        ("a;" * (limits.MOST_COLUMNS + 1), "colonnes"),
        ('"' + ";" * 1_000_000, "colonnes"),
        ((";" * 900 + "\n") * 6_000, "cellules"),
    ],
    ids=["blank", "sep", "rows", "lines", "broken", "columns", "unclosed", "cells"],
)
def test_too_little_or_too_much_is_refused_with_what_to_do(text: str, named: str) -> None:
    with pytest.raises(SourceError) as caught:
        read(text)
    assert named in caught.value.message
    assert caught.value.advice.endswith(".")
