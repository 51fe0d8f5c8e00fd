"""JSON and JSON Lines: our own export and flat records, nothing rounded and nothing dropped."""

import datetime
import json
import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from iafiche.exchange import geojson, json_lines, json_records
from iafiche.exchange.sheets import Sheet, SourceError, read_source
from iafiche.model.catalogue import CATALOGUE
from iafiche.model.draft import Draft, write_value
from iafiche.model.kinds import Coordinate
from tests.fiches import complete_draft
from tests.unit.exchange_drafts import any_value, drafts


def read(text: str) -> Sheet:
    return read_source("fiches.json", text.encode("utf-8", "surrogatepass"))


def records(sheet: Sheet) -> list[dict[str, object]]:
    """Return the rows by the names of their columns, without empty cells."""
    return [
        {name: cell for name, cell in zip(sheet.header, row.cells, strict=True) if cell is not None}
        for row in sheet.rows
    ]


def held(draft: Draft) -> dict[str, object]:
    """Return the values of a draft as its file holds them."""
    return {key: write_value(key, value) for key, value in draft.values.items()}


@settings(max_examples=50, deadline=None)
@given(st.lists(drafts(lambda spec: any_value(spec, surrogates=True)), min_size=1, max_size=3))
def test_our_own_exports_give_a_column_for_each_field(fiches: list[Draft]) -> None:
    filled = [values for values in map(held, fiches) if not all(map(is_blank, values.values()))]
    for codec in (json_records, json_lines):
        data = codec.write(fiches, complete=True)
        if not filled:
            with pytest.raises(SourceError):
                read_source("fiches.json", data)
            continue
        sheet = read_source("fiches.json", data)
        assert sheet.typed
        assert sheet.is_ours
        assert repr(records(sheet)) == repr(in_order(filled, sheet.header))


def is_blank(value: object) -> bool:
    return value in ([], {}) or (isinstance(value, str) and not value.strip())


def in_order(values: list[dict[str, object]], header: tuple[str, ...]) -> list[dict[str, object]]:
    return [{name: record[name] for name in header if name in record} for record in values]


def test_a_complete_fiche_comes_with_its_types_and_nothing_beside() -> None:
    draft = complete_draft()
    (record,) = records(read_source("f.json", json_records.write([draft], complete=True)))
    assert record == held(draft)
    assert any(isinstance(value, list) for value in record.values())


def test_a_map_gives_its_coordinates_back() -> None:
    draft = complete_draft()
    (record,) = records(read_source("f.geojson", geojson.write([draft], complete=True)))
    for spec in CATALOGUE.fields:
        if isinstance(spec.kind, Coordinate):
            assert spec.kind.read(record[spec.key]) == draft[spec.key]
    assert {key for key in record if key in CATALOGUE} == set(draft.values)


@pytest.mark.parametrize(
    "text",
    [
        '[{"coll_nom": "A", "note": {"auteur": "B"}}, {"nom_projet": "C"}]',
        '{"coll_nom": "A", "note": {"auteur": "B"}}\n\n{"nom_projet": "C"}\r\n',
        '{\n"coll_nom": "A",\n"note.auteur": "B"\n}\n{"nom_projet": "C"}',
        (
            '{"fiches": [{"general": {"coll_nom": "A"}, "note": {"auteur": "B"}},'
            ' {"nom_projet": "C"}]}'
        ),
        (
            '{"records": [{"fields": {"coll_nom": "A", "note.auteur": "B"}},'
            ' {"fields": {"nom_projet": "C"}}]}'
        ),
        '[["coll_nom", "note.auteur", "nom_projet"], ["A", "B", null], [null, null, "C"]]',
    ],
    ids=["array", "lines", "objects", "wrapped", "grist", "rows"],
)
def test_records_are_found_in_every_usual_shape(text: str) -> None:
    for content in (text.encode(), text.encode("utf-16"), text.encode("utf-8-sig")):
        assert records(read_source("f", content)) == [
            {"coll_nom": "A", "note.auteur": "B"},
            {"nom_projet": "C"},
        ]


def test_rows_are_numbered_by_rank_and_by_line() -> None:
    assert [row.number for row in read('[{"a": 1}, {}, {"a": 2}]').rows] == [1, 3]
    lines = read('{"a": 1}\n\n{"a":\n2}\n{"a": 3}')
    assert [row.number for row in lines.rows] == [1, 3, 5]
    assert "JSON Lines" in lines.described
    assert read('{"a": 1}').rows[0].number == 1


def test_numbers_stay_exact() -> None:
    numbers = ["21570463600012", "123456789012345678901234567890", "48.8566", "-0.1", "1e3"]
    rounded = ["48.85660000000000000001", "1e999", "9" * 5000]
    text = ", ".join(f'"{n}": {number}' for n, number in enumerate(numbers + rounded))
    (record,) = records(read(f"[{{{text}}}]"))
    assert list(record.values()) == [*map(json.loads, numbers), *rounded]


def test_a_name_given_twice_keeps_both_values_and_is_told() -> None:
    sheet = read('[{"theme": "Eau", "theme": "Air", "theme": "Sol"}]')
    assert records(sheet) == [{"theme": "Eau", "theme (2)": "Air", "theme (3)": "Sol"}]
    assert "« theme »" in sheet.remarks[0]


def test_a_field_given_flat_and_in_its_section_keeps_both_values() -> None:
    sheet = read('[{"coll_nom": "A", "general": {"coll_nom": "B", "inconnu": 1}}]')
    assert records(sheet) == [{"coll_nom": "A", "coll_nom (2)": "B", "general.inconnu": 1}]


def test_lone_surrogates_line_breaks_and_our_own_values_survive() -> None:
    sheet = read('[{"a": "\\ud800", "b": "x\ny", "c": {"$toml": "2024-03-01"}, "d": {"$toml": 3}}]')
    assert records(sheet) == [
        {"a": "\ud800", "b": "x\ny", "c": datetime.date(2024, 3, 1), "d": {"$toml": 3}}
    ]


def test_what_stands_beside_the_records_is_told() -> None:
    sheet = read('{"type": "liste", "fiches": [{"coll_nom": "A"}]}')
    assert "« fiches »" in sheet.remarks[0]
    assert "« type »" in sheet.remarks[0]


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("[]", "aucune fiche"),
        ("{}", "aucune fiche"),
        ("[{}, null]", "aucune fiche"),
        ('["a", "b"]', "élément 1"),
        ('[{"a": 1}, 3]', "élément 2"),
        ('[{"a": 1},]', "ligne 1, caractère"),
        ('[{"a": 1}\n{"b": 2}]', "ligne 2, caractère 1 : une virgule manque"),
        ('{"a" 1}', "signe :"),
        ('{"a": }', "valeur manque"),
        ('{"a": "x', "terminé"),
        ('{"a": "\\q"}', "barre oblique"),
        ('{"a": NaN}', "NaN"),
        ('[{"a": -Infinity}]', "-Infinity"),
        ('{"a": 1}\n{"a": ', "ligne 2"),
        ('{"a": 1}\nfin', "ligne 2"),
        ('{"a":' * 100_000, "niveaux"),
        ('{"a":' * 200 + "1" + "}" * 200, "niveaux"),
        ("[" * 3_000_000, "cellules"),
        ('[{"' + '": 1, "'.join(map(str, range(1_100))) + '": 1}]', "colonnes"),
        ('{"fields": [{"name": "coll_nom"}, {"name": "theme"}]}', "schéma"),
    ],
)
def test_what_holds_no_fiches_is_refused_with_what_to_do(text: str, named: str) -> None:
    with pytest.raises(SourceError) as caught:
        read(text)
    assert named in caught.value.message
    assert caught.value.advice.endswith(".")


def test_a_csv_file_that_begins_with_a_bracket_is_no_json() -> None:
    sheet = read("[Porteur];{Projet}\nBelrive;Rives\n")
    assert sheet.header == ("[Porteur]", "{Projet}")
    assert not sheet.typed


trees = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=3),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner, max_size=3)
    ),
    max_leaves=8,
)


@settings(max_examples=100, deadline=None)
@given(
    st.lists(st.dictionaries(st.sampled_from(["a", "b", "general", "$toml"]), trees), max_size=3)
)
def test_any_records_make_a_table(drawn: list[dict[str, object]]) -> None:
    leaves = [leaf for record in drawn for leaf in leaves_of(record)]
    if any(isinstance(leaf, float) and not math.isfinite(leaf) for leaf in leaves):
        with pytest.raises(SourceError):
            read(json.dumps(drawn))
        return
    sheet = read(json.dumps([*drawn, {"coll_nom": "Belrive"}]))
    assert all(len(row.cells) == len(sheet.header) for row in sheet.rows)
    assert len(set(sheet.header)) == len(sheet.header)
    assert sheet.rows[-1].number == len(drawn) + 1


def leaves_of(value: object) -> list[object]:
    if isinstance(value, dict):
        value = list(value.values())
    if isinstance(value, list):
        return [leaf for item in value for leaf in leaves_of(item)]
    return [value]
