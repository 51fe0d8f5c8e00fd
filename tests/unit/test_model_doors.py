"""Pydantic at the doors reads the very same declarations, with the very same rules."""

import json
from dataclasses import asdict

import pytest
from pydantic import ValidationError

from iafiche.model.catalogue import CATALOGUE, FieldSpec
from iafiche.model.doors import NotAFicheError, fiche_adapter, to_fiche
from iafiche.model.draft import Draft
from iafiche.model.values import Foreign, Value
from tests.fiches import complete_draft

EXAMPLES = {
    section.key: {
        spec.key: [spec.field.example] if spec.kind.many else spec.field.example
        for spec in CATALOGUE.of_section(section.key)
    }
    for section in CATALOGUE.sections
}


def test_the_examples_make_a_fiche() -> None:
    fiche = fiche_adapter().validate_json(json.dumps(EXAMPLES))
    expected = to_fiche(
        complete_draft(
            status_abandon=CATALOGUE["status_abandon"].field.example,
            date=CATALOGUE["date"].field.example,
        )
    )
    assert asdict(fiche) == asdict(expected)


def test_a_fiche_comes_back_from_its_json() -> None:
    fiche = to_fiche(complete_draft())
    adapter = fiche_adapter()
    assert asdict(adapter.validate_json(adapter.dump_json(fiche))) == asdict(fiche)


@pytest.mark.parametrize("spec", CATALOGUE.fields, ids=lambda spec: spec.key)
def test_a_required_field_is_required_even_where_its_key_is_given(spec: FieldSpec) -> None:
    emptied = {**EXAMPLES[spec.section.key], spec.key: [] if spec.kind.many else ""}
    given = json.dumps({**EXAMPLES, spec.section.key: emptied})
    if spec.field.required:
        with pytest.raises(ValidationError, match=f"{spec.field.label} : ce champ est requis"):
            fiche_adapter().validate_json(given)
    elif isinstance(emptied[spec.key], str) and spec.key in ("latitude", "longitude"):
        with pytest.raises(ValidationError):
            fiche_adapter().validate_json(given)
    else:
        assert fiche_adapter().validate_json(given)


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("coll_siret", "{x}"),
        ("projet_date", "31/02/2024"),
        ("theme", "Sécurité"),
        ("type_algorithme", ("NSP", "Magie")),
        ("projet_contact", "dsi"),
        ("url_infos", "accès interne"),
        ("latitude", "95"),
        ("latitude", Foreign([48.5])),
        ("coll_nom", Foreign(3)),
        ("partenaires", Foreign("CNRS")),
        ("date", ""),
    ],
)
def test_what_is_wrong_stops_at_the_door_with_its_place(key: str, value: Value) -> None:
    with pytest.raises(NotAFicheError) as caught:
        to_fiche(complete_draft(**{key: value}))
    assert caught.value.paths == (CATALOGUE[key].path,)


def test_a_rule_broken_at_the_door_is_told_in_the_rules_own_words() -> None:
    wrong = {**EXAMPLES["general"], "coll_siret": "{2157}", "latitude": 95}
    with pytest.raises(ValidationError) as caught:
        fiche_adapter().validate_python({**EXAMPLES, "general": wrong})
    told = {error["loc"]: error["msg"] for error in caught.value.errors()}
    for key in ("coll_siret", "latitude"):
        (flaw,) = CATALOGUE[key].kind.flaws(str(wrong[key]))
        assert told["general", key] == flaw.message


def test_one_coordinate_alone_stops_at_the_door() -> None:
    with pytest.raises(NotAFicheError) as caught:
        to_fiche(complete_draft(latitude=""))
    assert caught.value.paths == (CATALOGUE["latitude"].path,)


def test_an_empty_draft_lacks_every_required_field() -> None:
    with pytest.raises(NotAFicheError) as caught:
        to_fiche(Draft())
    required = {spec.path for spec in CATALOGUE.fields if spec.field.required}
    assert required <= set(caught.value.paths)


def test_a_value_in_the_place_of_a_section_stops_at_the_door() -> None:
    draft = Draft(complete_draft().values, {("cas_usage",): 3})
    with pytest.raises(NotAFicheError) as caught:
        to_fiche(draft)
    assert caught.value.paths == (("cas_usage",),)


def test_what_the_rules_only_advise_against_passes() -> None:
    fiche = to_fiche(complete_draft(projet_contact="camille.martin@belrive.fr"))
    assert fiche.general.projet_contact == "camille.martin@belrive.fr"


def test_the_json_schema_carries_labels_helps_and_lists() -> None:
    schema = fiche_adapter().json_schema()
    for spec in CATALOGUE.fields:
        table = next(
            definition
            for definition in schema["$defs"].values()
            if spec.key in definition["properties"]
        )
        described = table["properties"][spec.key]
        assert (described["title"], described["description"]) == (
            spec.field.label,
            spec.field.help,
        )
        assert (spec.key in table.get("required", [])) is spec.field.required
