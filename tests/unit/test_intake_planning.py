"""What becomes of each row in a folder: nothing is overwritten, nothing is doubled."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from iafiche.exchange.importing import Outcome
from iafiche.intake.folder import look_into
from iafiche.intake.planning import Action, Step, plan
from iafiche.model.draft import Draft
from iafiche.model.portable_names import portable_stem
from iafiche.store.document import new_text
from iafiche.store.file_names import SUFFIX, stem_with_holder
from tests.conftest import TODAY
from tests.fiches import complete_draft
from tests.unit.importing_sheets import CONTEXT, imported, originals_of, table

NAME = "proprete-des-rives-ville-de-belrive"


def row_of(draft: Draft, row: int = 2, source: str = "fiches.csv") -> Outcome:
    return Outcome(source, row, draft, (), (), (), ())


def planned(
    folder: Path, *drafts: Draft, update: bool = False, source: str = "fiches.csv"
) -> tuple[Step, ...]:
    rows = [row_of(draft, number, source) for number, draft in enumerate(drafts, 2)]
    return plan(rows, look_into(folder), CONTEXT, update=update)


def put(folder: Path, name: str, draft: Draft) -> Path:
    path = folder / f"{name}{SUFFIX}"
    path.parent.mkdir(exist_ok=True)
    path.write_text(new_text(draft), encoding="utf-8")
    return path


def test_a_new_fiche_is_named_after_its_project_and_its_holder(tmp_path: Path) -> None:
    (step,) = planned(tmp_path / "nouveau", complete_draft())
    assert (step.action, step.path) == (Action.CREATE, tmp_path / "nouveau" / f"{NAME}{SUFFIX}")


def test_the_name_of_another_file_is_not_taken(tmp_path: Path) -> None:
    put(tmp_path, NAME.upper(), complete_draft(nom_projet="Autre"))
    (tmp_path / f"{NAME}-2{SUFFIX}").write_text("pas du TOML", encoding="utf-8")
    (step,) = planned(tmp_path, complete_draft())
    assert step.path.name == f"{NAME}-3{SUFFIX}"


@given(st.text(max_size=80), st.text(max_size=80))
@settings(max_examples=100, deadline=None)
def test_a_name_is_portable_and_always_the_same(project: str, holder: str) -> None:
    draft = complete_draft(nom_projet=project, coll_nom=holder)
    stem = stem_with_holder(draft)
    assert stem == stem_with_holder(draft)
    assert stem == portable_stem(stem, otherwise="")
    assert 0 < len(stem) <= 66


@pytest.mark.parametrize(
    "changes",
    [
        {},
        {"nom_projet": "PROPRETE des-rives"},
        {"coll_siret": "215 799 909 00019"},
        {"coll_siret": "21570000000000"},
        {"coll_siret": ""},
    ],
)
@pytest.mark.parametrize("name", [NAME, "autre-nom", "sous-dossier/rives"])
def test_a_fiche_that_is_there_is_recognised_and_left_alone(
    tmp_path: Path, changes: dict[str, str], name: str
) -> None:
    path = put(tmp_path, name, complete_draft(theme="Mobilités"))
    (step,) = planned(tmp_path, complete_draft(**changes))
    assert (step.action, step.path) == (Action.EXISTS, path)
    assert "theme" in {change.spec.key for change in step.differences}
    assert step.draft == complete_draft(theme="Mobilités")


@pytest.mark.parametrize(
    "changes",
    [
        {"nom_projet": "Propreté des quais"},
        {"coll_siret": "21570463600012"},
        {"coll_siret": "", "coll_nom": "Ville de Sorgues"},
    ],
)
def test_another_project_or_another_authority_is_another_fiche(
    tmp_path: Path, changes: dict[str, str]
) -> None:
    put(tmp_path, NAME, complete_draft())
    (step,) = planned(tmp_path, complete_draft(**changes))
    assert step.action is Action.CREATE


def test_a_fiche_that_has_the_same_values_is_unchanged(tmp_path: Path) -> None:
    put(tmp_path, NAME, complete_draft())
    partial = Draft({key: complete_draft()[key] for key in ("nom_projet", "coll_siret", "theme")})
    for draft in (complete_draft(), partial):
        for update in (False, True):
            (step,) = planned(tmp_path, draft, update=update)
            assert step.action is Action.UNCHANGED


def test_an_update_gives_new_values_and_clears_none(tmp_path: Path) -> None:
    put(tmp_path, NAME, complete_draft(financement="Fonds vert"))
    row = complete_draft(theme="Mobilités", financement="", date="01/02/2026")
    (step,) = planned(tmp_path, row, update=True)
    assert step.action is Action.UPDATE
    assert step.draft["theme"] == "Mobilités"
    assert step.draft["financement"] == "Fonds vert"
    assert [change.spec.key for change in step.differences] == ["theme", "date"]


def test_an_update_without_a_date_is_dated_today(tmp_path: Path) -> None:
    put(tmp_path, NAME, complete_draft())
    (step,) = planned(tmp_path, complete_draft(theme="Mobilités", date=""), update=True)
    assert step.draft["date"] == TODAY.strftime("%d/%m/%Y")


def test_a_right_value_is_not_replaced_by_a_wrong_one(tmp_path: Path) -> None:
    put(tmp_path, NAME, complete_draft())
    row = complete_draft(coll_siret="21570000000000", theme="Mobilités")
    (step,) = planned(tmp_path, row, update=True)
    assert step.draft["coll_siret"] == complete_draft()["coll_siret"]
    assert [spec.key for spec in step.refused] == ["coll_siret"]
    assert originals_of(step.draft, "fiches.csv", 2) == {"coll_siret": "21570000000000"}


def test_a_wrong_value_alone_is_kept_aside_once_and_dates_nothing(tmp_path: Path) -> None:
    put(tmp_path, NAME, complete_draft())
    row = complete_draft(coll_siret="21570000000000", date="")
    (left,) = planned(tmp_path, row)
    assert (left.action, left.draft) == (Action.EXISTS, complete_draft())
    (step,) = planned(tmp_path, row, update=True)
    assert step.action is Action.UPDATE
    assert not step.differences
    assert step.draft.values == complete_draft().values
    assert originals_of(step.draft, "fiches.csv", 2) == {"coll_siret": "21570000000000"}
    put(tmp_path, NAME, step.draft)
    (again,) = planned(tmp_path, row, update=True)
    assert again.action is Action.UNCHANGED


def test_a_cell_without_a_field_is_not_lost_where_all_fields_are_there(tmp_path: Path) -> None:
    values = complete_draft()
    key = (str(values["nom_projet"]), str(values["coll_siret"]))
    put(tmp_path, NAME, values)
    (row,) = imported(table(["nom_projet", "coll_siret", "Notes"], [*key, "à garder"]))
    (left,) = plan([row], look_into(tmp_path), CONTEXT)
    assert left.action is Action.EXISTS
    (step,) = plan([row], look_into(tmp_path), CONTEXT, update=True)
    assert step.action is Action.UPDATE
    assert originals_of(step.draft, "fiches.csv", 2) == {"Notes": "à garder"}
    put(tmp_path, NAME, step.draft)
    # Wherever the row stands now.
    header = ["nom_projet", "coll_siret", "Notes"]
    _, moved = imported(table(header, ["Autre", "", ""], [*key, "à garder"]))
    (again,) = plan([moved], look_into(tmp_path), CONTEXT)
    assert again.action is Action.UNCHANGED


def test_an_update_keeps_what_earlier_imports_kept(tmp_path: Path) -> None:
    header = ["nom_projet", "coll_siret", "Notes"]
    values = complete_draft()
    key = (str(values["nom_projet"]), str(values["coll_siret"]))
    (old,) = imported(table(header, [*key, "un"], source="a.csv"))
    put(tmp_path, NAME, old.draft)
    (new,) = imported(table([*header, "theme"], [*key, "deux", "Mobilités"], source="b.csv"))
    (step,) = plan([new], look_into(tmp_path), CONTEXT, update=True)
    assert originals_of(step.draft, "a.csv", 2) == {"Notes": "un"}
    assert originals_of(step.draft, "b.csv", 2) == {"Notes": "deux"}


def test_an_update_keeps_what_the_same_row_kept_before(tmp_path: Path) -> None:
    values = complete_draft()
    key = (str(values["nom_projet"]), str(values["coll_siret"]))
    (old,) = imported(table(["nom_projet", "coll_siret", "Notes"], [*key, "un"]))
    put(tmp_path, NAME, old.draft)
    header = ["nom_projet", "coll_siret", "Avis", "theme"]
    (new,) = imported(table(header, [*key, "deux", "Mobilités"]))
    (step,) = plan([new], look_into(tmp_path), CONTEXT, update=True)
    assert originals_of(step.draft, "fiches.csv", 2) == {"Notes": "un", "Avis": "deux"}


def test_a_fiche_belongs_to_one_row_and_to_the_one_that_is_most_like_it(tmp_path: Path) -> None:
    path = put(tmp_path, "rives", complete_draft())
    other, same = planned(tmp_path, complete_draft(theme="Mobilités"), complete_draft())
    assert (same.action, same.path) == (Action.UNCHANGED, path)
    assert (other.action, other.path.name) == (Action.CREATE, f"{NAME}{SUFFIX}")


def test_a_row_that_repeats_another_is_told_and_not_written_twice(tmp_path: Path) -> None:
    first, second = planned(tmp_path, complete_draft(), complete_draft())
    assert (first.action, second.action) == (Action.CREATE, Action.REPEATED)
    assert second.path == first.path
    assert second.twin_named == "la ligne 2"


def test_two_rows_of_one_project_become_two_files_and_are_told(tmp_path: Path) -> None:
    drafts = (complete_draft(), complete_draft(theme="Mobilités"))
    first, second = planned(tmp_path, *drafts)
    assert [first.path.name, second.path.name] == [f"{NAME}{SUFFIX}", f"{NAME}-2{SUFFIX}"]
    assert second.twin_named == "la ligne 2"
    for step in (first, second):
        put(tmp_path, step.path.name.removesuffix(SUFFIX), step.draft)
    again = planned(tmp_path, *drafts)
    assert [step.action for step in again] == [Action.UNCHANGED, Action.UNCHANGED]
    assert [step.path for step in again] == [first.path, second.path]


def test_rows_without_a_project_are_found_again_by_what_they_hold(tmp_path: Path) -> None:
    drafts = [Draft({"coll_nom": name}) for name in ("Belrive", "Sorgues")]
    for step in planned(tmp_path, *drafts):
        put(tmp_path, step.path.name.removesuffix(SUFFIX), step.draft)
    assert {step.action for step in planned(tmp_path, *drafts)} == {Action.UNCHANGED}


@given(st.lists(st.sampled_from(["Rives", "rives", "RIVES!", "Quais", ""]), max_size=6))
@settings(max_examples=40, deadline=None)
def test_every_new_fiche_has_a_name_of_its_own(projects: list[str]) -> None:
    drafts = [
        complete_draft(nom_projet=project, financement=str(rank))
        for rank, project in enumerate(projects)
    ]
    steps = planned(Path("absent"), *drafts)
    assert len({step.path.name.lower() for step in steps}) == len(steps)
