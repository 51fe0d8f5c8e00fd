"""The data package, and what the real frictionless says of it."""

import csv
import io
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from iafiche.exchange.archive import zipped
from iafiche.exchange.datapackage import DESCRIPTOR, SCHEMA, TABLE, write
from iafiche.exchange.gate import Candidate, pass_gate
from iafiche.exchange.profiles import DATAPACKAGE
from iafiche.exchange.table_schema import table_schema
from iafiche.model.catalogue import CATALOGUE
from iafiche.model.draft import Draft
from iafiche.model.kinds import OneOf, SeveralOf
from iafiche.model.values import Value
from tests.fiches import complete_draft
from tests.unit.exchange_drafts import right_drafts


def frictionless_errors(folder: Path, files: Mapping[str, bytes]) -> list[tuple[str, str]]:
    """Return the type and the field of each error that frictionless finds in a package."""
    for path, data in files.items():
        (folder / path).write_bytes(data)
    return validated(folder / DESCRIPTOR)


def validated(path: Path) -> list[tuple[str, str]]:
    from frictionless import validate

    report = validate(str(path), type="package")
    errors = [*report.errors, *(error for task in report.tasks for error in task.errors)]
    return [(error.type, getattr(error, "field_name", "")) for error in errors]


def read_json(files: Mapping[str, bytes], path: str) -> dict[str, Any]:
    content: dict[str, Any] = json.loads(files[path])
    return content


@settings(
    max_examples=12,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(fiches=st.lists(right_drafts(), min_size=1, max_size=3), complete=st.booleans())
def test_what_passes_the_gate_is_valid(tmp_path: Path, fiches: list[Draft], complete: bool) -> None:
    passage = pass_gate(Candidate(str(rank), draft, ()) for rank, draft in enumerate(fiches))
    assert not frictionless_errors(tmp_path, write(passage.passed, complete=complete))


def test_an_archive_of_it_is_valid_too(tmp_path: Path) -> None:
    archive = tmp_path / "fiches.zip"
    archive.write_bytes(zipped(write([complete_draft()], complete=False)))
    assert not validated(archive)


def test_every_listed_value_is_valid(tmp_path: Path) -> None:
    fiches = [
        complete_draft(**{spec.key: (value,) if spec.kind.many else value})
        for spec in CATALOGUE.fields
        if isinstance(spec.kind, OneOf | SeveralOf)
        for value in spec.kind.choices.values
    ]
    assert len(fiches) > 80
    assert not frictionless_errors(tmp_path, write(fiches, complete=True))


@pytest.mark.parametrize(
    ("key", "value", "error"),
    [
        ("coll_siret", "2157046360001", "constraint-error"),
        ("latitude", "49,1197", "type-error"),
        ("longitude", "-180.5", "constraint-error"),
        ("coll_type", "Mairie", "constraint-error"),
        ("projet_date", "13/2024", "constraint-error"),
        ("date", "31/02/2025", "type-error"),
        ("nom_projet", "", "constraint-error"),
        ("audience_service", ("Agent", "Voisins"), "constraint-error"),
        ("sous_theme", ("Education", "Agriculture", "Immobilier"), "constraint-error"),
        ("projet_contact", "numerique(at)belrive.fr", "type-error"),
        ("url_infos", "accès interne uniquement", "type-error"),
        ("image_url", "logo.png", "type-error"),
    ],
)
def test_broken_rows_fail_at_their_field(
    tmp_path: Path, key: str, value: Value, error: str
) -> None:
    files = write([complete_draft(), complete_draft(**{key: value})], complete=True)
    assert frictionless_errors(tmp_path, files) == [(error, key)]


def test_a_table_that_was_cut_or_changed_fails(tmp_path: Path) -> None:
    files = write([complete_draft(), complete_draft()], complete=False)
    cut = files[TABLE][: files[TABLE].rindex(b"\n", 0, -1) + 1]
    assert ("byte-count", "") in frictionless_errors(tmp_path, {**files, TABLE: cut})
    changed = files[TABLE].replace(b"Belrive", b"Belrovi")
    assert frictionless_errors(tmp_path, {**files, TABLE: changed}) == [("hash-count", "")]


def test_the_table_is_plain_csv() -> None:
    draft = complete_draft(
        usage_description='Un, "deux"\nTrois ; quatre', partenaires=("Durand ; fils", "Inria")
    )
    text = write([draft], complete=False)[TABLE].decode()
    assert "\r" not in text
    header, row = csv.reader(io.StringIO(text, newline=""))
    assert header == [spec.key for spec in DATAPACKAGE.public]
    cells = dict(zip(header, row, strict=True))
    assert cells["usage_description"] == draft["usage_description"]
    # Only the sign between two values is shown otherwise, and only in a list.
    assert cells["partenaires"].split(";") == ["Durand \uff1b fils", "Inria"]


@pytest.mark.parametrize("complete", [True, False])
def test_the_descriptor_says_what_the_package_holds(complete: bool) -> None:
    files = write([complete_draft()], complete=complete)
    assert set(files) == {DESCRIPTOR, TABLE, SCHEMA}
    told = read_json(files, DESCRIPTOR)
    (resource,) = told["resources"]
    assert (resource["path"], resource["schema"]) == (TABLE, SCHEMA)
    assert told["name"] == read_json(files, SCHEMA)["name"]
    assert resource["bytes"] == len(files[TABLE])
    # What is not public is not given away.
    assert bool(told.get("licenses")) is not complete


@pytest.mark.parametrize("complete", [True, False])
def test_its_schema_says_of_each_field_what_the_published_one_says(complete: bool) -> None:
    own = read_json(write([], complete=complete), SCHEMA)
    published = table_schema(complete=complete)
    own_signs = ("description", "example", "constraints")
    for field, other in zip(own["fields"], published["fields"], strict=True):  # type: ignore[call-overload]
        for key in set(other) - set(own_signs):
            assert field[key] == other[key]
        assert field["constraints"].keys() == other["constraints"].keys()
    assert own["custom_checks"] == published["custom_checks"]
    assert "path" not in own
