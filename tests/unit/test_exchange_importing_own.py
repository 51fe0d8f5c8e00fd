"""What this program exported comes back as it was; what somebody filled in is cleaned."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from iafiche.exchange.codecs import carried_draft, codec_of
from iafiche.exchange.importing import is_column_name
from iafiche.exchange.profiles import (
    BIBLIOTHEQUE,
    EXCEL_CSV,
    GRIST,
    JSON,
    JSONL,
    TABLEUR,
    Profile,
    profile_named,
)
from iafiche.exchange.sheets import Sheet, read_source
from iafiche.model.draft import Draft
from tests.fiches import complete_draft
from tests.unit.exchange_drafts import right_drafts
from tests.unit.importing_sheets import first, imported, originals, table

# By name: a test that fails shows its arguments, and a profile is a very long one.
TABLES = [p.name for p in (BIBLIOTHEQUE, GRIST, EXCEL_CSV, TABLEUR, JSON, JSONL)]


def content_of(profile: Profile, *drafts: Draft) -> bytes:
    content = codec_of(profile).write(drafts, complete=True)
    assert isinstance(content, bytes)
    return content


def exported(profile: Profile, *drafts: Draft) -> Sheet:
    content = content_of(profile, *drafts)
    return read_source(f"fiches{profile.suffix}", content, recognise=is_column_name)


@pytest.mark.parametrize("name", TABLES)
@given(drafts=st.lists(right_drafts(), min_size=1, max_size=2))
@settings(max_examples=6, deadline=None)
def test_an_export_comes_back_unchanged(name: str, drafts: list[Draft]) -> None:
    profile = profile_named(name)
    codec = codec_of(profile)
    expected = [carried_draft(profile, codec, draft, complete=True) for draft in drafts]
    outcomes = imported(exported(profile, *drafts))
    assert [outcome.draft for outcome in outcomes] == expected
    assert not any(outcome.changes or outcome.kept for outcome in outcomes)


@pytest.mark.parametrize("profile", TABLES)
@pytest.mark.parametrize(
    "name", ["Aix-Marseille Université", "Ville de Belrive, service eau", "=SOMME(A1)", "a; b - c"]
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
