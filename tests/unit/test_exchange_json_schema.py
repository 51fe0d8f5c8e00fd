"""The JSON Schema of the file, and what a validator says with it of good and of bad files."""

import datetime
import tomllib
from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given, settings
from jsonschema import Draft7Validator, ValidationError

from iafiche.check.checking import check_draft
from iafiche.check.context import Context
from iafiche.exchange.json_schema import EDITORS, PATH, json_schema, json_schema_text
from iafiche.model.catalogue import CATALOGUE, FieldSpec
from iafiche.model.draft import PROVENANCE, VERSION_KEY, Draft
from iafiche.model.field import Access
from iafiche.model.flaws import Code, Severity
from iafiche.model.kinds import Coordinate, OneOf, SeveralOf
from iafiche.model.values import Foreign, PathOfKeys, Value
from iafiche.review.verdict import review_files
from iafiche.store.document import new_text
from iafiche.store.migrations import FORMAT
from tests.conftest import ROOT, TODAY
from tests.drawn_fiches import drafts
from tests.fiches import complete_draft
from tests.unit.exchange_drafts import right_drafts

EXAMPLES = {
    path.name.removesuffix(".fiche.toml"): path
    for path in (ROOT / "docs" / "exemples").glob("*.fiche.toml")
}
UNREADABLE = {"pas-du-toml", "encodage-windows-1252"}
SCHEMA = json_schema(FORMAT.version)
VALIDATOR = Draft7Validator(SCHEMA)

TOLD = {
    Code.CHAMP_REQUIS,
    Code.TYPE_INATTENDU,
    Code.HORS_NOMENCLATURE,
    Code.TROP_DE_VALEURS,
    Code.CHAMP_INCONNU,
    Code.LOGO_LOCAL,
    Code.VERSION_INCONNUE,
}
"""The rules that a schema can tell whole, whatever their gravity."""


def as_editors_read(raw: object) -> object:
    """Return a TOML value as the JSON that Taplo hands to a validator."""
    match raw:
        case dict():
            return {key: as_editors_read(value) for key, value in raw.items()}
        case list():
            return [as_editors_read(value) for value in raw]
        case datetime.date() | datetime.time():
            return raw.isoformat()
        case _:
            return raw


def faults(text: str) -> set[PathOfKeys]:
    """Return where a validator finds a file at fault: a missing key by its own path."""
    found: set[PathOfKeys] = set()
    for error in VALIDATOR.iter_errors(as_editors_read(tomllib.loads(text))):
        found |= places(error)
    return found


def places(error: ValidationError) -> set[PathOfKeys]:
    path = tuple(str(part) for part in error.absolute_path)
    if error.validator == "required":
        missing = [(*path, key) for key in error.validator_value if key not in error.instance]
        return {inner for found in missing for inner in required_at(found)}
    if error.validator == "dependencies":
        wanted = (others for key, others in error.validator_value.items() if key in error.instance)
        return {(*path, key) for others in wanted for key in others if key not in error.instance}
    return {path[:2]}


def required_at(path: PathOfKeys) -> list[PathOfKeys]:
    """Return the required fields that are missing with a field, or with a whole section."""
    if len(path) > 1:
        return [path]
    return [spec.path for spec in CATALOGUE.of_section(path[0]) if spec.field.required]


def of_catalogue(path: PathOfKeys) -> dict[str, object]:
    schema: object = SCHEMA
    for key in path:
        assert isinstance(schema, dict)
        schema = schema["properties"][key]
    assert isinstance(schema, dict)
    return schema


def test_the_committed_schema_is_fresh(assert_generated: Callable[[str, str], None]) -> None:
    assert_generated(PATH, json_schema_text(FORMAT.version))


def test_the_schema_is_one_of_the_draft_that_it_names() -> None:
    assert SCHEMA["$schema"] == Draft7Validator.META_SCHEMA["$id"]
    Draft7Validator.check_schema(SCHEMA)
    assert "$ref" not in json_schema_text(FORMAT.version)


@pytest.mark.parametrize("spec", CATALOGUE.fields, ids=lambda spec: spec.key)
def test_each_field_says_what_its_declaration_says(spec: FieldSpec) -> None:
    field = of_catalogue(spec.path)
    assert (field["title"], field["description"]) == (spec.field.label, spec.field.help)
    docs = field[EDITORS]["docs"]  # type: ignore[index]  # JSON, by its keys
    for said in (spec.field.help, spec.field.why, spec.field.example):
        assert said in docs["main"]
    assert (spec.key in of_catalogue((spec.section.key,)).get("required", ())) is (  # type: ignore[operator]
        spec.field.required
    )
    listed = field.get("items", field)
    if isinstance(spec.kind, OneOf | SeveralOf):
        assert isinstance(listed, dict)
        told = zip(listed["enum"], listed[EDITORS]["docs"]["enumValues"], strict=True)
        meanings = {value: meaning or "" for value, meaning in told if value}
        assert meanings == {one.value: one.meaning for one in spec.kind.choices.choices}


def test_every_section_says_what_it_holds() -> None:
    for section in CATALOGUE.sections:
        told = of_catalogue((section.key,))
        assert (told["title"], told["description"]) == (section.label, section.about)


@pytest.mark.parametrize("name", sorted(set(EXAMPLES) - UNREADABLE))
def test_an_example_is_at_fault_exactly_where_the_check_says_so(name: str) -> None:
    (verdict,) = review_files([EXAMPLES[name]], TODAY)
    expected = {
        found.path or (VERSION_KEY,)
        for found in verdict.findings
        if found.severity is Severity.ERROR or found.code in TOLD
    }
    own_tables = {path for path in verdict.draft.unknown if len(path) == 1}
    found = faults(EXAMPLES[name].read_text(encoding="utf-8"))
    if (VERSION_KEY,) in expected:
        # Of a version that it does not know, the program reads nothing else.
        found &= {(VERSION_KEY,)}
    assert found == expected - own_tables


def test_there_are_examples_without_fault_and_with_many() -> None:
    counts = [
        len(faults(path.read_text(encoding="utf-8")))
        for name, path in EXAMPLES.items()
        if name not in UNREADABLE
    ]
    assert counts.count(0) >= 4
    assert max(counts) >= 7


@settings(max_examples=25, deadline=None)
@given(right_drafts())
def test_a_fiche_without_errors_is_valid(draft: Draft) -> None:
    assert not faults(new_text(draft))


@settings(max_examples=75, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(drafts())
def test_what_the_check_calls_an_error_of_a_told_kind_is_told(draft: Draft) -> None:
    if any(section.key == path[0] for section in CATALOGUE.sections for path in draft.unknown):
        draft = Draft(draft.values)
    found = faults(new_text(draft))
    for wrong in check_draft(draft, Context(TODAY)):
        value = draft.values.get(wrong.path[-1])
        # A date among other types reaches a validator as a text.
        dated = isinstance(value, Foreign) and as_editors_read(value.raw) != value.raw
        if wrong.code in TOLD and wrong.severity is Severity.ERROR and not dated:
            assert wrong.path in found, wrong


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("coll_siret", "2157046360001"),
        ("coll_siret", "215 799 909 00019"),
        ("coll_siret", Foreign(21579990900019)),
        ("coll_nom", " \n"),
        ("latitude", "95,2"),
        ("longitude", "180.5"),
        ("coll_type", "Mairie"),
        ("projet_date", "2024"),
        ("projet_date", "13/2024"),
        ("date", "01/2025"),
        ("audience_service", ("Agents",)),
        ("audience_service", ()),
        ("sous_theme", ("Education", "Agriculture", "Immobilier")),
        ("partenaires", Foreign("Inria")),
        ("projet_contact", "numerique(at)belrive.fr"),
        ("url_infos", "accès interne uniquement"),
        ("image_url", "logo.png"),
        ("budget", "10 000 €"),
    ],
)
def test_a_wrong_value_fails_at_its_key(key: str, value: Value) -> None:
    assert faults(new_text(complete_draft(**{key: value}))) == {CATALOGUE[key].path}


@pytest.mark.parametrize("written", ["2026-01-21", "'21/01/2026'"])
def test_a_date_may_be_one_of_tomls_own(written: str) -> None:
    text = new_text(complete_draft()).replace('date = "21/01/2026"', f"date = {written}")
    assert written in text
    assert not faults(text)


@pytest.mark.parametrize("written", ["47", "47.62", "'47.62180'", "-47.6"])
def test_a_coordinate_may_be_a_number_or_its_text(written: str) -> None:
    text = new_text(complete_draft()).replace("latitude = 47.6218", f"latitude = {written}")
    assert written in text
    assert not faults(text)


@pytest.mark.parametrize(
    "spec",
    [spec for spec in CATALOGUE.fields if not isinstance(spec.kind, Coordinate)],
    ids=lambda spec: spec.key,
)
def test_a_field_left_empty_is_at_fault_only_if_it_is_required(spec: FieldSpec) -> None:
    text = new_text(complete_draft(**{spec.key: ""}))
    empty = f"{spec.key} = []\n" if spec.kind.many else f"{spec.key} = ''\n"
    header = f"[{spec.section.key}]\n"
    assert header in text or not spec.field.required
    with_empty = text.replace(header, header + empty) if header in text else text + header + empty
    assert faults(with_empty) == ({spec.path} if spec.field.required else set())


def test_one_coordinate_wants_the_other() -> None:
    for spec in CATALOGUE.fields:
        if isinstance(spec.kind, Coordinate):
            text = new_text(complete_draft(**{spec.key: ""}))
            assert faults(text) == {spec.path}


def test_a_misspelt_key_is_told_and_ones_own_table_is_not() -> None:
    text = new_text(complete_draft())
    own = f'\n[suivi]\nnote = "à nous"\n[[reunions]]\njour = 2026-03-02\n[{PROVENANCE[0]}]\nx = 1\n'
    assert not faults(text + own)
    assert faults(text.replace("[general]", "[general]\nhebergement = 1")) == {
        ("general", "hebergement")
    }
    assert faults("coll_nom = 'Ville'\n" + text) == {("coll_nom",)}


def test_restricted_fields_are_described_too() -> None:
    restricted = [spec for spec in CATALOGUE.fields if spec.field.access is Access.RESTRICTED]
    assert restricted
    assert all(of_catalogue(spec.path) for spec in restricted)
