"""The verdict on one file, and the counts over many."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from iafiche.model.flaws import Code, Severity
from iafiche.review.verdict import State, Tally, contexts, review_file, review_files
from iafiche.store.document import new_text
from tests.conftest import TODAY
from tests.fiches import complete_draft


def _file(folder: Path, name: str, text: str) -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def test_a_fiche_without_errors_is_ready(tmp_path: Path) -> None:
    path = _file(tmp_path, "a.fiche.toml", new_text(complete_draft()))
    verdict = review_file(path, contexts(TODAY))
    assert verdict.state is State.READY
    assert verdict.findings == ()
    assert verdict.worst is None
    assert verdict.draft == complete_draft()
    assert verdict.completeness.filled == 37


def test_warnings_do_not_stand_in_the_way(tmp_path: Path) -> None:
    draft = complete_draft(url_infos="http://ville-belrive.fr")
    verdict = review_file(_file(tmp_path, "a.fiche.toml", new_text(draft)), contexts(TODAY))
    assert verdict.state is State.READY
    assert verdict.worst is Severity.ADVICE


def test_errors_are_to_be_mended_and_have_a_place(tmp_path: Path) -> None:
    text = new_text(complete_draft(coll_siret="1"))
    verdict = review_file(_file(tmp_path, "a.fiche.toml", text), contexts(TODAY))
    assert verdict.state is State.TO_MEND
    (found,) = verdict.findings
    line = text.splitlines()[found.line - 1]
    assert line[found.column - 1 :] == '"1"'


def test_a_file_that_is_no_fiche_shows_that_alone(tmp_path: Path) -> None:
    verdict = review_file(_file(tmp_path, "a.fiche.toml", "= = ="), contexts(TODAY))
    assert verdict.state is State.UNREADABLE
    assert [found.code for found in verdict.findings] == [Code.TOML_INVALIDE]


def test_a_folder_that_cannot_be_listed_is_unreadable(tmp_path: Path) -> None:
    verdict = review_file(tmp_path, contexts(TODAY))
    assert verdict.state is State.UNREADABLE
    assert [found.code for found in verdict.findings] == [Code.FICHIER_ILLISIBLE]


@pytest.mark.parametrize(
    ("content", "severity"),
    [(b"\x89PNG\r\n\x1a\n", Severity.WARNING), (b"texte", Severity.ERROR), (None, Severity.ERROR)],
)
def test_a_local_logo_is_looked_for_beside_the_fiche(
    tmp_path: Path, content: bytes | None, severity: Severity
) -> None:
    if content is not None:
        (tmp_path / "logo.png").write_bytes(content)
    text = new_text(complete_draft(image_url="logo.png"))
    verdict = review_file(_file(tmp_path, "a.fiche.toml", text), contexts(TODAY))
    assert [(found.code, found.severity) for found in verdict.findings] == [
        (Code.LOGO_LOCAL, severity)
    ]


def test_files_are_judged_one_at_a_time(tmp_path: Path) -> None:
    first = _file(tmp_path, "a.fiche.toml", "")

    def paths() -> Iterator[Path]:
        yield first
        raise AssertionError

    assert next(review_files(paths(), TODAY)).path == first


def test_the_tally_counts_states_and_severities(tmp_path: Path) -> None:
    _file(tmp_path, "a.fiche.toml", new_text(complete_draft()))
    _file(tmp_path, "b.fiche.toml", new_text(complete_draft(coll_siret="1", coll_nom="")))
    _file(tmp_path, "c.fiche.toml", "= = =")
    tally = Tally()
    for verdict in review_files([tmp_path], TODAY):
        tally.add(verdict)
    assert tally == Tally(ready=1, to_mend=1, unreadable=1, errors=3, warnings=0, advice=0)
    assert tally.fiches == 3
    assert tally.reaches(Severity.WARNING)
    assert not Tally(advice=1).reaches(Severity.WARNING)
