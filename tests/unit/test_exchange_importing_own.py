"""What this program exported comes back as it was; what somebody filled in is cleaned."""

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from iafiche.exchange.codecs import carried_draft, codec_of
from iafiche.exchange.importing import is_column_name
from iafiche.exchange.profiles import (
    BIBLIOTHEQUE,
    EXCEL_CSV,
    GEOJSON,
    GRIST,
    JSON,
    JSONL,
    TABLEUR,
    Profile,
    profile_named,
)
from iafiche.exchange.sheets import Sheet, read_source
from iafiche.exchange.spreadsheet import write_cell
from iafiche.model.comparing import same_draft
from iafiche.model.draft import Draft
from iafiche.model.values import Foreign
from tests.fiches import complete_draft
from tests.unit.exchange_drafts import any_value, drafts, right_drafts
from tests.unit.importing_sheets import first, imported, originals, table

# By name: a test that fails shows its arguments, and a profile is a very long one.
TABLES = [p.name for p in (BIBLIOTHEQUE, GRIST, EXCEL_CSV, TABLEUR, JSON, JSONL, GEOJSON)]
OF_JSON = [p.name for p in (JSON, JSONL)]
FORMS = [p.name for p in (TABLEUR, EXCEL_CSV)]


def content_of(profile: Profile, *drafts: Draft) -> bytes:
    content = codec_of(profile).write(drafts, complete=True)
    assert isinstance(content, bytes)
    return content


def exported(profile: Profile, *drafts: Draft) -> Sheet:
    content = content_of(profile, *drafts)
    return read_source(f"fiches{profile.suffix}", content, recognise=is_column_name)


@pytest.mark.parametrize("name", TABLES)
@given(drawn=st.lists(right_drafts(), min_size=1, max_size=2))
@settings(max_examples=6, deadline=None)
def test_an_export_comes_back_unchanged(name: str, drawn: list[Draft]) -> None:
    profile = profile_named(name)
    codec = codec_of(profile)
    expected = [carried_draft(profile, codec, draft, complete=True) for draft in drawn]
    outcomes = imported(exported(profile, *drawn))
    assert [outcome.draft for outcome in outcomes] == expected
    assert not any(outcome.changes or outcome.kept for outcome in outcomes)


@pytest.mark.parametrize("name", OF_JSON)
@example(drawn=[Draft({"partenaires": Foreign([]), "coll_nom": Foreign([])})])
@given(drawn=st.lists(drafts(any_value), min_size=1, max_size=2))
@settings(max_examples=20, deadline=None)
def test_our_own_json_comes_back_to_the_sign_whatever_is_wrong_in_it(
    name: str, drawn: list[Draft]
) -> None:
    profile = profile_named(name)
    codec = codec_of(profile)
    named = [draft.with_value("nom_projet", "Rives") for draft in drawn]
    expected = [carried_draft(profile, codec, draft, complete=True) for draft in named]
    outcomes = imported(exported(profile, *named))
    assert all(same_draft(o.draft, e) for o, e in zip(outcomes, expected, strict=True))
    assert not any(o.draft.unknown or o.changes or o.kept or o.doubts for o in outcomes)


@pytest.mark.parametrize("name", TABLES)
def test_the_line_end_that_closes_a_text_stays_beside_something_wrong(name: str) -> None:
    text = "Repère les dépôts.\n\nPrévient les équipes.\n"
    draft = complete_draft(usage_description=text, coll_siret="21579990900018")
    (outcome,) = imported(exported(profile_named(name), draft))
    assert outcome.draft["usage_description"] == text
    assert not outcome.changes
    assert not outcome.draft.unknown


@pytest.mark.parametrize("name", FORMS)
def test_lists_that_somebody_joined_as_the_form_asks_are_not_told_as_changed(name: str) -> None:
    profile = profile_named(name)
    columns = profile.columns(complete=True)
    draft = complete_draft(
        audience_service=("Agent", "Grand public"), partenaires=("Inria", "Université de Lorraine")
    )
    cells = {spec.key: write_cell(spec, draft[spec.key]) for spec in columns}
    cells["coll_siret"] = "215 799 909 00019"
    sheet = table(
        [profile.name_of(spec) for spec in columns],
        [cells[spec.key] for spec in columns],
        separator=getattr(profile, "separator", ""),
    )
    outcome = first(sheet)
    assert outcome.draft["audience_service"] == draft["audience_service"]
    assert outcome.draft["partenaires"] == draft["partenaires"]
    assert [change.key for change in outcome.changes] == ["coll_siret"]


@pytest.mark.parametrize("name", [*FORMS, BIBLIOTHEQUE.name, GRIST.name])
@pytest.mark.parametrize("typed", ["Inria, CNRS", "Inria et CNRS"])
def test_several_names_typed_as_one_in_a_right_form_are_pointed_out(name: str, typed: str) -> None:
    (outcome,) = imported(exported(profile_named(name), complete_draft(partenaires=(typed,))))
    assert outcome.draft["partenaires"] == (typed,)
    (doubt,) = outcome.doubts
    assert typed in doubt.message


@pytest.mark.parametrize("name", [*OF_JSON, GEOJSON.name])
def test_a_list_of_json_needs_no_look_at_its_names(name: str) -> None:
    draft = complete_draft(partenaires=("Dupont, Durand et associés", "Inria"))
    (outcome,) = imported(exported(profile_named(name), draft))
    assert outcome.draft["partenaires"] == draft["partenaires"]
    assert not outcome.doubts


@pytest.mark.parametrize("profile", TABLES)
@pytest.mark.parametrize(
    "name",
    [
        "Aix-Marseille Université",
        "Ville de Belrive, service eau",
        "=SOMME(A1)",
        "a; b - c",
        "Dupont, Durand et associés de Provence-Alpes-Côte d'Azur; Noisy-le-Grand",
    ],
)
def test_a_name_with_the_signs_of_a_list_comes_back_whole(profile: str, name: str) -> None:
    draft = complete_draft(partenaires=(name, "Inria"), financement=name)
    (outcome,) = imported(exported(profile_named(profile), draft))
    assert outcome.draft["partenaires"] == (name, "Inria")
    assert outcome.draft["financement"] == name


@pytest.mark.parametrize("profile", [BIBLIOTHEQUE, GRIST, EXCEL_CSV, TABLEUR], ids=lambda p: p.name)
def test_a_form_that_people_filled_in_by_hand_is_cleaned(profile: Profile) -> None:
    columns = profile.columns(complete=True)
    typed = {
        "coll_nom": " Ville de Belrive ",
        "coll_siret": "215 799 909 00019",
        "projet_date": "1/3/2024",
        "audience_service": "agents, grand public",
        "partenaires": "Aix-Marseille Université, Inria",
        "usage_description": "'=une formule",
    }
    separator = getattr(profile, "separator", "")
    sheet = table(
        [profile.name_of(spec) for spec in columns],
        [typed.get(spec.key, "") for spec in columns],
        separator=separator,
    )
    outcome = first(sheet)
    assert {key: outcome.draft[key] for key in typed} == {
        "coll_nom": "Ville de Belrive",
        "coll_siret": "21579990900019",
        "projet_date": "01/03/2024",
        "audience_service": ("Agent", "Grand public"),
        "partenaires": ("Aix-Marseille Université", "Inria"),
        "usage_description": "=une formule",
    }
    by_name = {profile.name_of(spec): typed.get(spec.key) for spec in columns}
    assert all(by_name[name] == cell for name, cell in originals(outcome).items())


def test_the_librarys_own_table_keeps_its_hyphenated_names() -> None:
    columns = GRIST.columns(complete=False)
    draft = complete_draft()
    cells = {spec.key: draft.text(spec.key) for spec in columns}
    cells["partenaires"] = "Aix-Marseille Université-Inria-Noisy-le-Grand"
    sheet = table(
        [GRIST.name_of(spec) for spec in columns],
        [cells[spec.key] for spec in columns],
        separator=GRIST.separator,
    )
    outcome = first(sheet)
    assert outcome.draft["partenaires"] == ("Aix-Marseille Université", "Inria", "Noisy-le-Grand")
    assert outcome.doubts


def test_the_completeness_told_in_json_is_no_loss() -> None:
    assert b"completude" in content_of(JSON, complete_draft())
    (outcome,) = imported(exported(JSON, complete_draft()))
    assert not outcome.draft.unknown
