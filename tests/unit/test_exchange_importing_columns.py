"""Which field a column is: by whatever name people give it."""

import pytest

from iafiche.exchange.importing import How, field_named, is_column_name, propose
from iafiche.exchange.importing.columns import distinct_names
from iafiche.exchange.importing.dialects import DIALECTS, FIRST_MODEL, LIBRARY_TABLE, Dialect
from iafiche.exchange.profiles import EXCEL_CSV, GRIST, TABLEUR, Profile
from iafiche.model.catalogue import CATALOGUE, FieldSpec
from tests.unit.importing_sheets import table


def keys_of(*header: str) -> dict[str, str | None]:
    return {column.name: column.key for column in propose(table(header)).columns}


@pytest.mark.parametrize("spec", CATALOGUE.fields, ids=lambda spec: spec.key)
def test_a_field_is_known_by_its_key_its_label_and_its_short_name(spec: FieldSpec) -> None:
    for name in (spec.key, spec.field.label, spec.short_label, spec.key.upper()):
        assert field_named(name) == spec.key
        assert field_named(f"  {name.replace('_', ' ')} ") == spec.key


@pytest.mark.parametrize("dialect", DIALECTS, ids=lambda dialect: dialect.label)
def test_a_table_in_a_dialect_is_understood(dialect: Dialect) -> None:
    header = [*dialect.names, *dialect.without_field]
    expected = {**dialect.names, **dict.fromkeys(dialect.without_field)}
    assert keys_of(*header) == expected


@pytest.mark.parametrize("profile", [GRIST, TABLEUR, EXCEL_CSV], ids=lambda profile: profile.name)
def test_the_columns_of_our_own_exports_are_understood(profile: Profile) -> None:
    columns = profile.columns(complete=True)
    keys = keys_of(*(profile.name_of(spec) for spec in columns))
    assert list(keys.values()) == [spec.key for spec in columns]


def test_the_same_name_means_what_its_dialect_says() -> None:
    assert keys_of("nom_projet", "description")["description"] == "usage_description"
    mapping = propose(table(["nom_projet", "usage_service", "description"]))
    assert mapping.dialect is FIRST_MODEL
    assert [column.key for column in mapping.columns] == [
        "nom_projet",
        "usage_description",
        "algorithme_description",
    ]


def test_the_librarys_table_is_told_by_the_names_that_only_it_has() -> None:
    assert propose(table(["Nom_collectivite", "SIRET", "Theme"])).dialect is LIBRARY_TABLE
    assert propose(table(["coll_nom", "coll_siret", "theme"])).dialect is None


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("hebergement", "herbergement"),
        ("proportionnalite", "proportionalite"),
        ("Type de colectivité", "coll_type"),
        ("Theme principale", "theme"),
        ("mise en oeuvre", "mise_en_oeuvre"),
        ("Porteur *", "coll_nom"),
        ("url_ressource", "url_ressources"),
        ("N° SIRET", "coll_siret"),
        ("SIRET de la collectivité", "coll_siret"),
        ("Nom de la collectivité", "coll_nom"),
        ("Nom de la colectivité", "coll_nom"),
        ("Date de mise à jour", "date"),
        ("Statut projet", "projet_status"),
    ],
)
def test_a_slip_of_the_hand_or_another_wording_is_understood(name: str, key: str) -> None:
    assert keys_of(name) == {name: key}


@pytest.mark.parametrize(
    "name",
    [
        *("altitude", "Commentaire", "Id", "€", "x" * 500, "usager", "de la", "Nom"),
        *("Description du projet", "Type de projet", "URL du projet", "Date de fin", "Évaluation"),
    ],
)
def test_a_name_of_something_else_is_left_alone(name: str) -> None:
    (column,) = propose(table([name])).columns
    assert (column.key, column.how) == (None, How.UNKNOWN)
    assert not is_column_name(name)


def test_of_two_columns_for_one_field_the_fuller_one_fills_it() -> None:
    mapping = propose(table(["Thème", "theme"], ["Mobilités", ""], ["Mobilités", "Mobilités"]))
    spelt, key = mapping.columns
    assert (spelt.key, spelt.filled) == ("theme", 2)
    assert (key.key, key.how, key.rival) == (None, How.BESIDE, "theme")


def test_of_two_columns_as_full_the_one_named_by_the_key_fills_the_field() -> None:
    mapping = propose(table(["Thème principal", "theme"], ["Mobilités", "Mobilités"]))
    assert [column.key for column in mapping.columns] == [None, "theme"]


def test_every_column_has_a_name_of_its_own() -> None:
    names = distinct_names(["Budget", "", " Budget ", "colonne 2", "Budget (2)", ""])
    assert names[0] == "Budget"
    assert names[3:5] == ("colonne 2", "Budget (2)")
    assert len(set(names)) == len(names)
    assert all(names)


def test_a_person_says_what_a_column_is() -> None:
    mapping = propose(table(["Nom", "coll_nom"], ["Rives", "Belrive"]))
    amended = mapping.with_column("nom", "coll_nom")
    named, before = amended.columns
    assert (named.key, named.how) == ("coll_nom", How.GIVEN)
    assert (before.key, before.how) == (None, How.BESIDE)
    aside = amended.with_column("Nom", None)
    assert aside.columns[0].key is None
    with pytest.raises(KeyError):
        mapping.with_column("Adresse", "coll_nom")


def test_what_was_said_of_a_column_holds_the_next_time() -> None:
    sheet = table(["Nom", "Thème"], ["Rives", "Mobilités"])
    wishes = propose(sheet).with_column("Nom", "nom_projet").with_column("Thème", None).wishes()
    again = propose(table(["NOM", "Thème", "Autre"]), {**wishes, "Absente": "theme"})
    assert [(column.key, column.how) for column in again.columns] == [
        ("nom_projet", How.REMEMBERED),
        (None, How.REMEMBERED),
        (None, How.UNKNOWN),
    ]


def test_a_field_that_no_longer_exists_is_not_remembered() -> None:
    (column,) = propose(table(["Nom"]), {"Nom": "ancien_champ"}).columns
    assert (column.key, column.how) == (None, How.UNKNOWN)
