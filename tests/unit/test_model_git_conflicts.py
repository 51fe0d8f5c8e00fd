"""What git could not merge is recognised and explained, wherever in a fiche its marks stand."""

from pathlib import Path

import pytest

from iafiche.check.checking import check_draft
from iafiche.check.context import Context
from iafiche.model.flaws import Code, Severity
from iafiche.model.git_conflicts import conflicts_in
from iafiche.store.fiche_file import FicheFile, UnreadableError
from iafiche.store.reading import read_bytes
from tests.conftest import TODAY
from tests.fiches import complete_draft

LINES = (
    *("version = 1", "", "[general]", "<<<<<<< HEAD", 'nom_projet = "Rives"', "======="),
    *('nom_projet = "Berges"', ">>>>>>> quais", ""),
)
IN_THE_FILE = "\n".join(LINES)
IN_A_TEXT = '[general]\nusage_description = """\n<<<<<<< HEAD\nA\n=======\nB\n>>>>>>> quais\n"""\n'


@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
def test_a_conflict_between_values_is_told_with_its_lines(line_end: str) -> None:
    (found,) = read_bytes(IN_THE_FILE.replace("\n", line_end).encode()).findings
    assert found.code is Code.TOML_INVALIDE
    assert found.message == "Un conflit de fusion git n'est pas réglé : lignes 4 à 8."
    assert "gardez la bonne" in found.advice
    assert (found.line, found.column) == (4, 1)


def test_several_conflicts_are_counted_and_the_first_ones_placed() -> None:
    count = 5
    (found,) = read_bytes((IN_THE_FILE * count).encode()).findings
    assert found.message.startswith(f"{count} conflits de fusion git ne sont pas réglés : lignes 4")
    assert found.message.endswith("et suivantes.")


def test_the_origin_that_git_may_show_as_well_is_no_other_conflict() -> None:
    lines = [*LINES[:5], "||||||| 3f5a2b1", 'nom_projet = "Avant"', *LINES[5:]]
    (found,) = read_bytes("\n".join(lines).encode()).findings
    assert "lignes 4 à 10" in found.message


def test_the_editor_refuses_such_a_file_with_the_same_words(tmp_path: Path) -> None:
    path = tmp_path / "rives.fiche.toml"
    path.write_text(IN_THE_FILE, encoding="utf-8")
    with pytest.raises(UnreadableError, match="conflit de fusion git"):
        FicheFile.open(path)


def test_a_conflict_within_a_text_is_told_at_its_field_and_hides_no_other_value() -> None:
    draft = read_bytes(IN_A_TEXT.encode()).draft
    (found,) = (f for f in check_draft(draft, Context(TODAY)) if f.code is Code.TEXTE_SUSPECT)
    assert found.key == "usage_description"
    assert found.severity is Severity.WARNING
    assert "conflit de fusion git" in found.message
    assert found.fix is None


@pytest.mark.parametrize(
    "text",
    [
        "Titre\n=======\n\nDu texte souligné.",
        "<<<<<<< une flèche",
        "a <<<<<<< b\n=======\n>>>>>>> c",
        "<<<<<<<< HEAD\n=======\n>>>>>>> x",
        ">>>>>>> a\n=======\n<<<<<<< b",
    ],
)
def test_signs_in_a_row_alone_are_no_conflict(text: str) -> None:
    assert conflicts_in(text) == ()
    draft = complete_draft(usage_description=text)
    findings = check_draft(draft, Context(TODAY))
    assert not [found for found in findings if "git" in found.message]
