"""JSON: fiches by section, as the file holds them, with their completeness."""

import datetime
import json
import math
from dataclasses import asdict

import pytest
from hypothesis import given, settings

from iafiche.check.completeness import completeness
from iafiche.exchange import json_lines, json_records
from iafiche.exchange.json_text import TOML, from_toml, json_text, to_toml
from iafiche.model.catalogue import CATALOGUE
from iafiche.model.comparing import same_value
from iafiche.model.doors import fiche_adapter, to_fiche
from iafiche.model.draft import Draft
from iafiche.model.values import Foreign
from tests.drawn_fiches import RAW_VALUES
from tests.fiches import complete_draft


def test_a_fiche_is_nested_by_section_with_its_completeness() -> None:
    draft = complete_draft(latitude="47.6218")
    (record,) = json.loads(json_records.write([draft], complete=False))
    sections = [section.key for section in CATALOGUE.sections]
    assert list(record) == [*sections, json_records.COMPLETENESS_KEY]
    assert [(section, key) for section in sections for key in record[section]] == [
        spec.path for spec in CATALOGUE.fields if spec.key in draft.values
    ]
    assert record["general"]["latitude"] == 47.6218
    filled = completeness(draft)
    assert record[json_records.COMPLETENESS_KEY] == {
        "requis": filled.required_filled,
        "requis_total": filled.required,
        "remplis": filled.filled,
        "total": filled.total,
    }


def test_a_complete_record_passes_the_doors_as_the_same_fiche() -> None:
    draft = complete_draft()
    (record,) = json.loads(json_records.write([draft], complete=False))
    del record[json_records.COMPLETENESS_KEY]
    fiche = fiche_adapter().validate_json(json.dumps(record))
    assert asdict(fiche) == asdict(to_fiche(draft))


def test_an_empty_draft_has_all_its_sections() -> None:
    (record,) = json.loads(json_records.write([Draft()], complete=False))
    assert [record[section.key] for section in CATALOGUE.sections] == [{}] * 6


def test_lines_hold_one_record_each_and_the_same_ones() -> None:
    drafts = [complete_draft(), complete_draft(nom_projet="Une\u2028deux\nlignes\x85")]
    content = json_lines.write(drafts, complete=False)
    lines = content.decode().splitlines()
    assert [json.loads(line) for line in lines] == json.loads(
        json_records.write(drafts, complete=False)
    )
    assert len(lines) == len(drafts)


def test_what_the_model_does_not_know_stays_in_its_file() -> None:
    known = complete_draft()
    draft = Draft(known.values, {("general", "notes"): "interne", ("suivi",): {"a": 1}})
    assert json_records.write([draft], complete=True) == json_records.write([known], complete=True)


@pytest.mark.parametrize(
    ("raw", "told"),
    [
        (datetime.date(2024, 3, 1), {TOML: "2024-03-01"}),
        (datetime.time(7, 30), {TOML: "07:30:00"}),
        (math.inf, {TOML: "inf"}),
        ([0x10**4000], [{TOML: hex(0x10**4000)}]),
        ({TOML: "1"}, {TOML: {TOML: "1"}}),
        ({TOML: {TOML: 1}}, {TOML: {TOML: {TOML: {TOML: 1}}}}),
        ([1, 2.0, True, "a", {"b": []}], [1, 2.0, True, "a", {"b": []}]),
    ],
)
def test_a_value_of_toml_stands_as(raw: object, told: object) -> None:
    assert from_toml(raw) == told
    assert same_value(to_toml(told), raw)


@settings(max_examples=200, deadline=None)
@given(RAW_VALUES)
def test_any_value_of_toml_comes_back_through_json(raw: object) -> None:
    text = json_text(from_toml(raw))
    assert same_value(to_toml(json.loads(text)), raw)
    assert len(f"{text}|".splitlines()) == 1


def test_a_draft_of_wrong_and_foreign_values_comes_back() -> None:
    draft = complete_draft(
        coll_siret="123",
        projet_status="Presque",
        partenaires=Foreign({"nom": datetime.date(2024, 1, 2)}),
        latitude="47.620",
    )
    for codec in (json_records, json_lines):
        assert codec.read(codec.write([draft], complete=False)) == [draft]


@pytest.mark.parametrize("text", ["\ud800", "\x1b[31m", "a\u202eb", "\ufeff"])
def test_no_text_makes_the_file_invalid_or_commands_a_terminal(text: str) -> None:
    content = json_records.write([complete_draft(nom_projet=f"Rives {text}")], complete=False)
    assert text not in content.decode()
    assert json_records.read(content)[0]["nom_projet"] == f"Rives {text}"
