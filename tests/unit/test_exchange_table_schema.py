"""The Table Schema, and what the real frictionless says of our files with it."""

import re
from collections.abc import Callable
from dataclasses import replace
from itertools import cycle, islice
from pathlib import Path

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from iafiche.exchange.bibliotheque import write_cell, write_csv
from iafiche.exchange.gate import Candidate, pass_gate
from iafiche.exchange.profiles import BIBLIOTHEQUE
from iafiche.exchange.table_schema import pattern_of_list, table_schema, table_schema_text
from iafiche.model.catalogue import CATALOGUE, FieldSpec
from iafiche.model.choices import Choice, ChoiceList
from iafiche.model.draft import Draft
from iafiche.model.kinds import OneOf, SeveralOf, Siret
from iafiche.model.values import Value, is_filled
from tests.conftest import ROOT
from tests.fiches import complete_draft
from tests.unit.exchange_drafts import right_drafts, texts

SEVERAL = next(spec for spec in CATALOGUE.fields if isinstance(spec.kind, SeveralOf))
SCHEMAS = {
    "docs/schema/iafiche.tableschema.json": True,
    "docs/schema/iafiche-public.tableschema.json": False,
}
EXAMPLES = {
    "docs/schema/exemple-valide.csv": True,
    "docs/schema/exemple-valide-public.csv": False,
}


def frictionless_errors(folder: Path, text: str, *, complete: bool) -> list[tuple[str, str]]:
    """Return the type and the field of each error that frictionless finds in a file."""
    from frictionless import Dialect, Resource, Schema, formats, validate

    (folder / "fiches.csv").write_text(text, encoding="utf-8", newline="")
    resource = Resource(
        path="fiches.csv",
        basepath=str(folder),
        encoding="utf-8",
        dialect=Dialect(controls=[formats.CsvControl(delimiter=BIBLIOTHEQUE.separator)]),
        schema=Schema.from_descriptor(table_schema(complete=complete)),
    )
    report = validate(resource)
    return [(error.type, getattr(error, "field_name", "")) for error in report.task.errors]


def fields_of(schema: dict[str, object]) -> dict[str, dict[str, object]]:
    fields = schema["fields"]
    assert isinstance(fields, list)
    return {field["name"]: field for field in fields}


def constraint(spec: FieldSpec, name: str) -> object:
    constraints = fields_of(table_schema())[spec.key]["constraints"]
    assert isinstance(constraints, dict)
    return constraints.get(name)


@pytest.mark.parametrize(("path", "complete"), SCHEMAS.items())
def test_the_committed_schema_is_fresh(
    path: str, complete: bool, assert_generated: Callable[[str, str], None]
) -> None:
    assert_generated(path, table_schema_text(complete=complete))


@pytest.mark.parametrize(("path", "complete"), EXAMPLES.items())
def test_the_committed_example_is_fresh(
    path: str, complete: bool, assert_generated: Callable[[str, str], None]
) -> None:
    assert_generated(path, write_csv([complete_draft()], complete=complete))


@pytest.mark.parametrize("complete", [True, False])
def test_the_addresses_in_the_schema_end_at_committed_files(complete: bool) -> None:
    schema = table_schema(complete=complete)
    resources = schema["resources"]
    assert isinstance(resources, list)
    for address in (schema["path"], *(resource["path"] for resource in resources)):
        assert isinstance(address, str)
        assert (ROOT / address[address.index("docs/") :]).is_file()


@pytest.mark.parametrize("complete", [True, False])
def test_frictionless_accepts_the_schema(complete: bool) -> None:
    from frictionless import Schema

    assert not list(Schema.metadata_validate(table_schema(complete=complete)))


def test_the_root_says_what_schema_data_gouv_fr_asks() -> None:
    asked = (
        "$schema name title description homepage path version created lastModified countryCode"
        " contributors resources keywords missingValues fields custom_checks"
    )
    for complete in (True, False):
        schema = table_schema(complete=complete)
        for key in asked.split():
            assert schema[key], key
    assert table_schema(complete=True)["name"] != table_schema(complete=False)["name"]


@pytest.mark.parametrize("complete", [True, False])
def test_the_fields_are_the_columns_of_the_file(complete: bool) -> None:
    header = write_csv([], complete=complete).rstrip("\n").split(";")
    assert list(fields_of(table_schema(complete=complete))) == header


def test_each_field_says_what_its_declaration_says() -> None:
    fields = fields_of(table_schema())
    for spec in CATALOGUE.fields:
        field = fields[spec.key]
        assert field["title"] == spec.field.label
        assert spec.field.help in str(field["description"])
        assert field["example"] == spec.field.example
        assert constraint(spec, "required") is spec.field.required
        if isinstance(spec.kind, OneOf):
            assert constraint(spec, "enum") == list(spec.kind.choices.values)


def test_the_key_of_the_siret_is_checked_by_validata() -> None:
    columns = [spec.key for spec in CATALOGUE.fields if isinstance(spec.kind, Siret)]
    assert table_schema()["custom_checks"] == [
        {"name": "siret", "params": {"column": key}} for key in columns
    ]


@settings(
    max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(fiches=st.lists(right_drafts(), min_size=1, max_size=4), complete=st.booleans())
def test_what_passes_the_gate_is_valid(tmp_path: Path, fiches: list[Draft], complete: bool) -> None:
    passage = pass_gate(Candidate(str(rank), draft, ()) for rank, draft in enumerate(fiches))
    assert not frictionless_errors(
        tmp_path, write_csv(passage.passed, complete=complete), complete=complete
    )


@settings(max_examples=30, deadline=None)
@given(
    values=st.lists(texts(), min_size=3, max_size=5, unique=True),
    at_most=st.integers(0, 3),
    count=st.integers(1, 4),
)
def test_the_pattern_of_a_list_takes_listed_values_up_to_the_maximum(
    values: list[str], at_most: int, count: int
) -> None:
    listed = ChoiceList(tuple(map(Choice, filter(is_filled, values))))
    assume(listed.values)
    kind = SeveralOf(listed, at_most=at_most)
    spec = replace(SEVERAL, kind=kind)
    pattern = re.compile(pattern_of_list(spec, kind, BIBLIOTHEQUE, write_cell))
    chosen = tuple(islice(cycle(listed.values), count))
    allowed = not at_most or count <= at_most
    assert bool(pattern.fullmatch(write_cell(spec, chosen))) is allowed
    assert not pattern.fullmatch(write_cell(spec, ("hors de la liste",)))


def test_every_listed_value_is_valid(tmp_path: Path) -> None:
    fiches = []
    for spec in CATALOGUE.fields:
        if isinstance(spec.kind, OneOf | SeveralOf):
            for value in spec.kind.choices.values:
                given: Value = (value,) if spec.kind.many else value
                fiches.append(complete_draft(**{spec.key: given}))
    assert len(fiches) > 80
    assert not frictionless_errors(tmp_path, write_csv(fiches, complete=True), complete=True)


@pytest.mark.parametrize(
    ("key", "value", "error"),
    [
        ("coll_siret", "2157046360001", "constraint-error"),
        ("coll_siret", "215 704 636 00012", "constraint-error"),
        ("coll_siret", "2,157E+13", "constraint-error"),
        ("latitude", "95.2", "constraint-error"),
        ("longitude", "-180.5", "constraint-error"),
        ("latitude", "49,1197", "type-error"),
        ("coll_type", "Mairie", "constraint-error"),
        ("projet_date", "2024-03-01", "constraint-error"),
        ("projet_date", "13/2024", "constraint-error"),
        ("date", "31/02/2025", "type-error"),
        ("date", "2025-01-21", "type-error"),
        ("nom_projet", "", "constraint-error"),
        ("audience_service", (), "constraint-error"),
        ("audience_service", ("Agent", "Grand public", "Voisins"), "constraint-error"),
        ("audience_service", ("Agents",), "constraint-error"),
        ("sous_theme", ("Education", "Agriculture", "Immobilier"), "constraint-error"),
        ("projet_contact", "numerique(at)belrive.fr", "type-error"),
        ("url_infos", "accès interne uniquement", "type-error"),
        ("url_infos", "ftp://belrive.fr/ia", "constraint-error"),
        ("image_url", "logo.png", "type-error"),
    ],
)
def test_broken_rows_fail(tmp_path: Path, key: str, value: Value, error: str) -> None:
    text = write_csv([complete_draft(), complete_draft(**{key: value})], complete=True)
    assert frictionless_errors(tmp_path, text, complete=True) == [(error, key)]


def test_a_value_too_many_is_the_only_fault_of_its_row(tmp_path: Path) -> None:
    two = complete_draft(sous_theme=("Education", "Agriculture"))
    assert not frictionless_errors(tmp_path, write_csv([two], complete=True), complete=True)
