"""A row becomes a fiche: cleaned by the usual corrections, and without losing a cell."""

import datetime
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from iafiche.exchange.importing import propose
from iafiche.exchange.importing.cells import is_same
from iafiche.exchange.importing.columns import surplus_name
from iafiche.exchange.importing.dialects import FIRST_MODEL
from iafiche.exchange.importing.provenance import encodable
from iafiche.exchange.importing.values import is_empty, plain
from iafiche.exchange.sheets import Sheet
from iafiche.model.catalogue import CATALOGUE
from iafiche.model.flaws import Code
from iafiche.store.document import new_text
from iafiche.store.reading import read_bytes
from tests.unit.importing_sheets import first, imported, one_cell, originals, table

MARCH = datetime.date(2024, 3, 1)


@pytest.mark.parametrize(
    ("key", "cell", "value"),
    [
        ("coll_siret", "215 799 909 00019", "21579990900019"),
        ("coll_siret", 21579990900019.0, "21579990900019"),
        ("coll_siret", 21579990900019, "21579990900019"),
        ("projet_date", "1/3/2024", "01/03/2024"),
        ("projet_date", "1/3/24", "01/03/2024"),
        ("projet_date", "mars 2024", "03/2024"),
        ("projet_date", 45352.0, "01/03/2024"),
        ("projet_date", MARCH, "01/03/2024"),
        ("date", datetime.datetime.combine(MARCH, datetime.time()), "01/03/2024"),
        ("theme", "transition ecologique", "Transition écologique et énergétique"),
        ("theme", "  Mobilités\n", "Mobilités"),
        ("coll_nom", " Ville   de Belrive ", "Ville de Belrive"),
        ("erreur", 1, "faible"),
        ("latitude", 47.6218, "47.6218"),
        ("latitude", "47,6218", "47.6218"),
        ("url_infos", "www.ville-belrive.fr", "https://www.ville-belrive.fr"),
        ("financement", True, "VRAI"),
        ("financement", "'=SOMME(A1)", "=SOMME(A1)"),
        ("partenaires", ["Alpha, Beta", " Gamma "], ("Alpha, Beta", "Gamma")),
        ("partenaires", "Alpha, Alpha", ("Alpha",)),
        ("usage_description", "Une ligne\r\nUne autre", "Une ligne\nUne autre"),
        ("financement", "a\ud800b", "a\N{REPLACEMENT CHARACTER}b"),
    ],
)
def test_a_value_is_cleaned_and_its_cell_kept_unless_it_says_the_same(
    key: str, cell: Any, value: str | tuple[str, ...]
) -> None:
    outcome = one_cell(key, cell)
    assert outcome.draft[key] == value
    if is_same(value, cell):
        assert not outcome.changes
        assert not outcome.draft.unknown
        return
    (change,) = outcome.changes
    assert (change.column, change.key, change.before) == (key, key, plain(cell))
    assert change.after == (", ".join(value) if isinstance(value, tuple) else value)
    assert change.why.endswith((".", ". »"))
    kept = originals(outcome)[key]
    assert kept == (encodable(cell) if isinstance(cell, str) else cell)


@pytest.mark.parametrize("cell", ["21750000000000", 21750000000000.0, "2,175E+13"])
def test_a_rounded_siret_is_told_and_never_made_up(cell: Any) -> None:
    outcome = one_cell("coll_siret", cell)
    assert outcome.draft["coll_siret"] == plain(cell)
    (found,) = [f for f in outcome.findings if f.code is Code.SIRET_INVALIDE]
    assert "arrondi" in found.message


def test_a_value_outside_its_list_stays_where_it_can_be_corrected() -> None:
    outcome = one_cell("theme", "Affaires sociales")
    assert outcome.draft["theme"] == "Affaires sociales"
    assert Code.HORS_NOMENCLATURE in {found.code for found in outcome.findings}


def test_columns_of_the_first_model_without_a_field_keep_their_text_aside() -> None:
    header = ["nom_projet", *FIRST_MODEL.without_field]
    outcome = first(table(header, ["Rives", *(f"texte {n}" for n in range(len(header) - 1))]))
    assert [kept.column for kept in outcome.kept] == list(FIRST_MODEL.without_field)
    assert set(originals(outcome)) == set(FIRST_MODEL.without_field)
    assert {found.code for found in outcome.findings} == {Code.CHAMP_REQUIS}


def test_of_two_columns_for_one_field_the_other_is_kept_aside() -> None:
    sheet = table(["theme", "Thème"], ["Mobilités", "Énergie"], ["Mobilités", ""])
    outcome = first(sheet)
    assert outcome.draft["theme"] == "Mobilités"
    assert originals(outcome) == {"Thème": "Énergie"}
    assert CATALOGUE["theme"].field.label in outcome.kept[0].why


def test_a_column_left_out_by_a_person_is_kept_aside() -> None:
    sheet = table(["nom_projet", "theme"], ["Rives", "Mobilités"])
    outcome = first(sheet, propose(sheet).with_column("theme", None))
    assert "theme" not in outcome.draft.values
    assert originals(outcome) == {"theme": "Mobilités"}


def test_a_cell_behind_the_last_column_is_kept_aside() -> None:
    outcome = first(table(["nom_projet", "cellule 3"], ["Rives", "", "note"]))
    (kept,) = outcome.kept
    assert kept.text == "note"
    assert kept.column not in {"nom_projet", "cellule 3"}
    assert originals(outcome) == {kept.column: "note"}


def test_a_separator_that_nobody_quoted_is_put_back_where_only_that_sets_the_row_right() -> None:
    header = ["nom_projet", "donnees_acces", "date"]
    torn = table(header, ["Rives", "Par API", " automatisée", "12/12/2024"])
    outcome = first(torn)
    assert outcome.draft["donnees_acces"] == ("par API", "automatisée")
    assert outcome.draft["date"] == "12/12/2024"
    assert originals(outcome) == {"donnees_acces": "Par API; automatisée"}
    assert "réunies" in outcome.doubts[0].message


def test_a_row_too_long_is_left_as_it_is_where_nothing_tells_what_was_torn() -> None:
    outcome = first(table(["nom_projet", "financement"], ["Rives", "Fonds", "vert"]))
    assert outcome.draft.title == "Rives"
    assert originals(outcome) == {"cellule 3": "vert"}
    workbook = table(["donnees_acces", "date"], ["API", "automatisée", "1/2/2024"], separator="")
    assert first(workbook).kept


def test_a_row_too_short_is_flagged() -> None:
    outcome = first(table(["nom_projet", "theme", "date"], ["Rives"]))
    assert "2 cellules de moins" in outcome.doubts[0].message
    assert not first(table(["nom_projet", "theme"], ["Rives"], separator="")).doubts


@pytest.mark.parametrize(
    ("dates", "are_doubtful"),
    [
        (["3/1/2022", "6/1/2021", "9/1/2022"], True),
        (["3/4/2022", "6/25/2021"], True),
        (["1/3/2022", "1/6/2021", "1/9/2022"], False),
        (["3/1/2022", "25/1/2021", "9/1/2022"], False),
        (["03/2022"], False),
    ],
)
def test_a_column_of_dates_that_may_have_the_month_first_is_flagged(
    dates: list[str], are_doubtful: bool
) -> None:
    outcomes = imported(table(["projet_date", "nom_projet"], *([date, "x"] for date in dates)))
    assert bool(outcomes[0].doubts) is are_doubtful


def test_a_structure_from_json_is_kept_as_its_text() -> None:
    outcome = one_cell("coll_nom", {"fr": ["Belrive", None]}, separator="")
    assert "coll_nom" not in outcome.draft.values
    assert originals(outcome) == {"coll_nom": '{"fr": ["Belrive", null]}'}


@pytest.mark.parametrize("key", ["partenaires", "sous_theme", "projet_date", "usage_description"])
@pytest.mark.parametrize(
    "cell", ["," * 99_999, "a-" * 99_999, "a" * 999_999, f"a{' ' * 99_999}b", " et " * 9_999]
)
def test_a_cell_as_long_as_a_book_is_read_like_any_other(key: str, cell: str) -> None:
    outcome = first(table(["nom_projet", "coll_nom", key], ["Rives", "Aix-Marseille", cell]))
    assert is_same(outcome.draft[key], cell) or originals(outcome)[key] == cell


_SCALARS = (
    st.none()
    | st.booleans()
    | st.integers(-(10**20), 10**20)
    | st.floats()
    | st.dates()
    | st.datetimes()
    | st.times()
    | st.text(max_size=20)
    | st.sampled_from(
        [
            *(choice for spec in CATALOGUE.fields for choice in [spec.field.example]),
            *("1/1/24", "45000", "A-B, C et D", "215 799 909 00019", "  x  ", "'=a", "\ud800"),
        ]
    )
)
_CELLS = (
    _SCALARS
    | st.lists(_SCALARS, max_size=3)
    | st.dictionaries(st.text(max_size=3), _SCALARS, max_size=2)
)
_NAMES = st.sampled_from(
    [
        *(spec.key for spec in CATALOGUE.fields),
        *(spec.field.label for spec in CATALOGUE.fields),
        *FIRST_MODEL.names,
        *FIRST_MODEL.without_field,
    ]
) | st.text(max_size=8)


@st.composite
def tables(draw: st.DrawFn) -> Sheet:
    header = draw(st.lists(_NAMES, min_size=1, max_size=6))
    separator = draw(st.sampled_from(["", ";", ","]))
    cells = st.text(max_size=12) | _SCALARS.map(plain) if separator else _CELLS
    rows = draw(st.lists(st.lists(cells, max_size=8), max_size=3))
    return table(header, *rows, separator=separator, source=draw(st.text(max_size=5)))


@given(tables())
@settings(max_examples=120, deadline=None)
def test_any_table_imports_and_each_cell_is_found_again(sheet: Sheet) -> None:
    mapping = propose(sheet)
    names = [column.name for column in mapping.columns]
    for row, outcome in zip(sheet.rows, imported(sheet, mapping), strict=True):
        reading = read_bytes(new_text(outcome.draft).encode())
        assert reading.readable
        kept = reading.draft.unknown.get(("import",), {})
        assert isinstance(kept, dict)
        aside = kept.get(encodable(sheet.source), {}).get(f"ligne {row.number}", {})
        texts = (str(text) for text in (*aside.values(), *outcome.draft.values.values()))
        torn = "\0".join(texts) if len(row.cells) > len(names) else ""
        for position, cell in enumerate(row.cells):
            if is_empty(cell) or (isinstance(cell, str) and encodable(cell) in torn):
                continue
            inside = position < len(names)
            name = names[position] if inside else surplus_name(position, names)
            key = mapping.columns[position].key if inside else None
            assert encodable(name) in aside or (
                key is not None and is_same(outcome.draft[key], cell)
            ), (name, cell)
