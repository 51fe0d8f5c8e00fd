"""Fiches are written one by one, and never over something else."""

from pathlib import Path

import pytest

from iafiche.intake.filing import carry_out, make_folder
from iafiche.intake.folder import look_into
from iafiche.intake.planning import Step, plan
from iafiche.model.draft import Draft
from iafiche.store.document import new_text
from iafiche.store.reading import read_file
from iafiche.store.system_errors import SaveError
from tests.fiches import complete_draft
from tests.unit.importing_sheets import CONTEXT
from tests.unit.test_intake_planning import row_of

NOTED = "# une note\n" + new_text(complete_draft()).replace(
    "[general]\n", "[general]  # ici\nperso = 1\n"
)


def step_for(folder: Path, draft: Draft) -> Step:
    (step,) = plan([row_of(draft)], look_into(folder), CONTEXT, update=True)
    return step


def test_a_new_fiche_holds_what_the_row_said_and_no_date_of_ours(tmp_path: Path) -> None:
    folder = tmp_path / "fiches"
    make_folder(folder)
    draft = complete_draft(date="")
    step = step_for(folder, draft)
    carry_out(step)
    assert read_file(step.path).draft == draft


def test_an_update_leaves_notes_and_unknown_keys(tmp_path: Path) -> None:
    path = tmp_path / "rives.fiche.toml"
    path.write_text(NOTED, encoding="utf-8")
    step = step_for(tmp_path, complete_draft(theme="Mobilités"))
    carry_out(step)
    expected = NOTED.replace(str(complete_draft()["theme"]), "Mobilités")
    assert path.read_text(encoding="utf-8") == expected


def test_a_file_that_appears_in_the_meantime_is_not_replaced(tmp_path: Path) -> None:
    step = step_for(tmp_path, complete_draft())
    step.path.write_text("à quelqu'un", encoding="utf-8")
    with pytest.raises(SaveError) as raised:
        carry_out(step)
    assert raised.value.advice
    assert step.path.read_text(encoding="utf-8") == "à quelqu'un"


def test_a_fiche_that_changes_in_the_meantime_is_not_replaced(tmp_path: Path) -> None:
    path = tmp_path / "rives.fiche.toml"
    path.write_text(NOTED, encoding="utf-8")
    step = step_for(tmp_path, complete_draft(theme="Mobilités"))
    path.write_text(f"{NOTED}# une autre\n", encoding="utf-8")
    with pytest.raises(SaveError):
        carry_out(step)
    assert path.read_text(encoding="utf-8").endswith("# une autre\n")


def test_a_row_that_changes_nothing_touches_nothing(tmp_path: Path) -> None:
    path = tmp_path / "rives.fiche.toml"
    path.write_text(NOTED, encoding="utf-8")
    before = path.stat().st_mtime_ns
    carry_out(step_for(tmp_path, complete_draft()))
    assert path.stat().st_mtime_ns == before


def test_a_folder_in_a_folder_that_does_not_exist_is_not_made(tmp_path: Path) -> None:
    with pytest.raises(SaveError) as raised:
        make_folder(tmp_path / "faute" / "fiches")
    assert "faute" in raised.value.message
    assert not (tmp_path / "faute").exists()
