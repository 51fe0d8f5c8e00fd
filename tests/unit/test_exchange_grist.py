"""The file of the library's table: its columns, its spellings, and nothing lost on the way."""

import csv
import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from iafiche.exchange.exporting import Named, export
from iafiche.exchange.grist import SPELLINGS, carried, read, read_cell, write, write_cell
from iafiche.exchange.profiles import GRIST
from iafiche.model.catalogue import CATALOGUE, FieldSpec
from iafiche.model.draft import Draft
from iafiche.model.kinds import Coordinate, FreeList, LongText, OneOf, PartialDate, SeveralOf, Siret
from iafiche.model.values import Foreign, Value
from tests.fiches import complete_draft
from tests.unit.exchange_drafts import any_value, right_value

COLUMNS = (
    "Nom_collectivite,Nom_du_projet,SIRET,Latitude,Longitude,Type_de_collectivite,"
    "Date_de_demarrage,Statut_du_projet,Partenaires,Description_service,Theme,Sous_Theme,"
    "Audience,URL_Service,URL_Logo,Date_de_derniere_mise_a_jour"
)
"""The header of the table as it was exported in April 2025."""

PARTNERS = next(spec for spec in CATALOGUE.columns if isinstance(spec.kind, FreeList))
TEXT = next(spec for spec in GRIST.public if isinstance(spec.kind, LongText))
LATITUDE = next(spec for spec in CATALOGUE.columns if isinstance(spec.kind, Coordinate))
START = next(spec for spec in CATALOGUE.columns if isinstance(spec.kind, PartialDate))
LISTED = [spec for spec in GRIST.public if isinstance(spec.kind, OneOf | SeveralOf)]
SEVERAL = [spec for spec in LISTED if isinstance(spec.kind, SeveralOf)]


def rows(draft: Draft, *, complete: bool = False) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(write([draft], complete=complete).decode(), newline="")))


def test_the_file_is_the_tables() -> None:
    text = write([complete_draft()], complete=False).decode()
    assert text.startswith(f"{COLUMNS}\n")
    assert text.endswith("\n")
    assert "\r" not in text


def test_a_row_is_spelled_as_the_table_spells_it() -> None:
    (row,) = rows(
        complete_draft(
            latitude="47.6218",
            longitude="-4.5",
            projet_date="15/01/2024",
            projet_status="Terminée",
            audience_service=("Agent", "Elu"),
            partenaires=("Université de Belrive", "Aix-Marseille Université"),
        )
    )
    assert row["Latitude"] == "47.6218000"
    assert row["Longitude"] == "-4.5000000"
    assert row["Date_de_demarrage"] == "01/2024"
    assert row["Statut_du_projet"] == "Terminé"
    assert row["Audience"] == "Agent, Élu"
    assert row["Partenaires"] == "Université de Belrive-Aix‑Marseille Université"
    assert row["SIRET"] == complete_draft()["coll_siret"]
    assert row["Date_de_derniere_mise_a_jour"] == "21/01/2026"


def test_all_the_fields_follow_under_their_keys_when_asked() -> None:
    (row,) = rows(complete_draft(), complete=True)
    assert list(row)[:16] == COLUMNS.split(",")
    others = [spec.key for spec in CATALOGUE.columns if spec not in GRIST.public]
    assert list(row)[16:] == others
    assert len(row) == len(CATALOGUE.columns)


def test_each_spelling_stands_for_a_value_of_the_model() -> None:
    values = {value for spec in LISTED for value in spec.kind.choices.values}  # type: ignore[attr-defined]
    assert set(SPELLINGS) <= values
    assert not set(SPELLINGS.values()) & values


@pytest.mark.parametrize("spec", LISTED, ids=lambda spec: spec.key)
def test_listed_values_come_back_in_the_models_spelling(spec: FieldSpec) -> None:
    assert isinstance(spec.kind, OneOf | SeveralOf)
    for value in spec.kind.choices.values:
        whole: Value = (value,) if spec.kind.many else value
        cell = write_cell(spec, whole)
        assert cell == SPELLINGS.get(value, value)
        assert read_cell(spec, cell) == whole


def test_a_text_is_spelled_as_its_writer_did() -> None:
    for value in (*SPELLINGS, *SPELLINGS.values()):
        assert write_cell(TEXT, value) == value
        assert read_cell(TEXT, value) == value
        assert read_cell(PARTNERS, write_cell(PARTNERS, (value, value))) == (value, value)


@pytest.mark.parametrize(
    ("spec", "value", "cell"),
    [
        (TEXT, "Première ligne.\n\n- un point", "Première ligne.\n\n- un point"),
        (TEXT, '"Rives", et quais', '"Rives", et quais'),
        (TEXT, "=SOMME(A1)", "=SOMME(A1)"),
        (TEXT, "a¦b\x00", "a¦¦b¦0¦"),
        (PARTNERS, ("Durand, Petit",), "Durand, Petit"),
        (PARTNERS, ("",), "¦∅"),
        (PARTNERS, ("", ""), "-"),
        (SEVERAL[0], ("un, deux", "trois"), "un‚ deux, trois"),
        (SEVERAL[0], ("un‚ deux",), "un¦‚ deux"),
        (LATITUDE, "47.62184321987", "47.6218432"),
        (LATITUDE, "-0.00000001", "0.0000000"),
        (LATITUDE, "999.5", "999.5"),
        (LATITUDE, "47° N", "47° N"),
        (START, "mars 2024", "mars 2024"),
        (START, "31/02/2024", "31/02/2024"),
        (START, Foreign(raw=True), "true"),
    ],
)
def test_a_cell_holds(spec: FieldSpec, value: Value, cell: str) -> None:
    assert write_cell(spec, value) == cell
    assert read_cell(spec, cell) == carried(spec, value)


@settings(max_examples=300, deadline=None)
@given(st.data())
def test_any_value_comes_back_as_the_table_keeps_it(data: st.DataObject) -> None:
    spec = data.draw(st.sampled_from(CATALOGUE.columns))
    value = data.draw(any_value(spec, surrogates=True))
    assert read_cell(spec, write_cell(spec, value)) == carried(spec, value)


@settings(max_examples=200, deadline=None)
@given(st.data())
def test_a_right_value_stays_right_and_what_is_kept_is_kept_again(data: st.DataObject) -> None:
    spec = data.draw(st.sampled_from(CATALOGUE.columns))
    kept = carried(spec, data.draw(right_value(spec)))
    assert not [flaw for flaw in spec.kind.flaws(kept) if flaw.code.severity.name == "ERROR"]
    assert carried(spec, kept) == kept


def test_what_the_table_has_no_place_for_is_told() -> None:
    draft = complete_draft(
        projet_date="15/01/2024", latitude="47.123456789", status_abandon="Faute de données."
    )
    told = export(GRIST, [Named("a.fiche.toml", draft)], complete=False)
    assert {count.spec for count in told.reduced} == {START, LATITUDE}
    assert [count.spec.key for count in told.without_column] == ["status_abandon"]


def test_numbers_that_only_gain_zeros_are_not_told() -> None:
    draft = complete_draft(projet_date="01/2024", latitude="47.60", longitude="4")
    assert not export(GRIST, [Named("a.fiche.toml", draft)], complete=False).reduced


def test_a_file_of_the_table_is_read_with_its_cells_on_several_lines() -> None:
    draft = complete_draft(usage_description='Une ligne,\nune "autre"\n')
    (back,) = read(write([draft], complete=True))
    assert back[TEXT.key] == draft[TEXT.key]
    siret = next(spec for spec in CATALOGUE.columns if isinstance(spec.kind, Siret))
    assert back[siret.key] == draft[siret.key]
