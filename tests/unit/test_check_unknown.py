"""What a file holds beside the model is told, kept, and moved where it belongs."""

import pytest

from iafiche.check.checking import check_draft
from iafiche.check.context import Context
from iafiche.check.findings import Finding
from iafiche.check.unknown import check_unknown
from iafiche.model.draft import PROVENANCE, Draft, read_draft
from iafiche.model.flaws import Code, Severity
from iafiche.model.values import PathOfKeys
from tests.conftest import TODAY
from tests.fiches import complete_draft


def finding_about(path: PathOfKeys, raw: object, draft: Draft | None = None) -> Finding:
    values = {} if draft is None else draft.values
    (found,) = (
        f for f in check_draft(Draft(values, {path: raw}), Context(TODAY)) if f.path == path
    )
    return found


def test_a_misspelt_key_is_moved_once_a_person_agrees() -> None:
    found = finding_about(("general", "hebergement"), "NSP")
    assert (found.code, found.severity, found.key) == (
        Code.CHAMP_INCONNU,
        Severity.WARNING,
        None,
    )
    assert "« herbergement »" in found.advice
    assert found.fix is not None
    assert (found.fix.key, found.fix.value, found.fix.safe) == ("herbergement", "NSP", False)


@pytest.mark.parametrize(
    "path", [("data", "coll_nom"), ("coll_nom",), ("general", "Coll-Nom"), ("annexe", "coll_nom")]
)
def test_a_known_key_out_of_place_is_moved_for_certain(path: PathOfKeys) -> None:
    draft = Draft({}, {path: "Ville de Belrive"})
    (found,) = (f for f in check_draft(draft, Context(TODAY)) if f.path == path)
    assert found.fix is not None
    assert found.fix.safe
    assert found.fix.apply(draft) == Draft({"coll_nom": "Ville de Belrive"})


def test_a_value_that_is_there_already_is_not_overwritten() -> None:
    found = finding_about(("general", "hebergement"), "NSP", complete_draft())
    assert found.fix is None
    assert "déjà rempli" in found.advice


@pytest.mark.parametrize("raw", [3, ["NSP"], {"a": 1}, "", "  "])
def test_a_value_that_would_not_do_there_is_not_moved(raw: object) -> None:
    assert finding_about(("general", "hebergement"), raw).fix is None


@pytest.mark.parametrize("name", ["slogan", "x", "é" * 10_000, "", "\x00"])
def test_a_name_like_none_of_the_models_is_kept(name: str) -> None:
    found = finding_about(("general", name), "Belle et rive")
    assert found.advice == "Son contenu est conservé, mais ne sera pas publié."
    assert len(found.message) < 200


@pytest.mark.parametrize(
    ("name", "near"), [("generale", "general"), ("cas-usage", "cas_usage"), ("divers", None)]
)
def test_an_unknown_section_is_to_be_renamed_where_one_is_near(name: str, near: str | None) -> None:
    found = finding_about((name,), {"coll_nom": "Ville de Belrive"})
    assert f"section « {name} »" in found.message
    assert (f"« {near} »" in found.advice) is (near is not None)


def test_a_value_in_the_place_of_a_section_is_an_error() -> None:
    found = finding_about(("evaluation",), 3)
    assert (found.code, found.severity) == (Code.TYPE_INATTENDU, Severity.ERROR)
    assert "[evaluation]" in found.advice


def test_findings_about_unknown_names_come_last_in_the_order_of_the_file() -> None:
    draft = read_draft({"zz": 1, "general": {"slogan": "x"}, "aa": {"b": 2}})
    paths = [f.path for f in check_draft(draft, Context(TODAY))]
    assert paths[-3:] == [("zz",), ("general", "slogan"), ("aa",)]


def test_what_an_import_kept_is_no_mistake_of_anybody() -> None:
    kept = {"fiches.csv": {"ligne 3": {"coll_nom": "belrive"}}}
    assert not check_unknown_in({PROVENANCE: kept})
    assert check_unknown_in({PROVENANCE: "un texte"})


def check_unknown_in(unknown: dict[PathOfKeys, object]) -> list[Finding]:
    return list(check_unknown(Draft({}, unknown)))
