"""`verifier`: its formats, where they go, and what makes it fail."""

import json
import re
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest

from iafiche.review.reports import REPORTS
from iafiche.store.document import new_text
from tests.cli.conftest import Call, Terminal
from tests.fiches import complete_draft
from tests.unit.drawn_verdicts import NASTY

LOG_COMMAND = re.compile(r"^\s*::|##\w*\[", re.MULTILINE)


def write(path: Path, **changes: str | tuple[str, ...]) -> Path:
    path.parent.mkdir(exist_ok=True)
    path.write_text(new_text(complete_draft(**changes)), encoding="utf-8")
    return path


@pytest.mark.parametrize("name", REPORTS)
def test_each_format_ends_with_the_same_code_and_no_word_of_progress(
    call: Call, folder: Path, name: str
) -> None:
    judged = call("verifier", str(folder), "--format", name)
    assert (judged.code, judged.err) == (2, "")
    assert "siret-invalide" in judged.out


def test_json_lines_are_the_fiches_of_the_json_report(call: Call, folder: Path) -> None:
    lines = call("verifier", str(folder), "--format", "jsonl").out.splitlines()
    whole = json.loads(call("verifier", str(folder), "--format", "json").out)
    assert [json.loads(line) for line in lines] == whole["fiches"]


@pytest.mark.parametrize("name", [name for name in REPORTS if name != "github"])
@pytest.mark.parametrize("text", NASTY)
def test_nothing_in_a_fiche_is_a_command_for_a_terminal_or_a_log(
    call: Call, tmp_path: Path, text: str, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    bare = re.sub(r'[/\0\n\r:*?"<>|\\\x1b\x07]|\udce9|\ufffe|\uffff', "", text)
    file = "".join((":" * text.startswith("::"), bare, ".fiche.toml"))
    draft = complete_draft(coll_siret="1").with_value("nom_projet", text)
    Path(file).write_text(new_text(draft.with_value("coll_type", text)), "utf-8", "replace")
    for options in ((), ("--resume",)) if REPORTS[name].sums_up else ((),):
        out = call("verifier", ".", "--format", name, *options).out
        assert not LOG_COMMAND.search(out)
        assert not re.search("[\x00-\x09\x0b\x0c\x0e-\x1f\x7f-\x9f\u202e]", out)


def test_a_report_goes_to_a_file_and_the_totals_to_the_terminal(call: Call, folder: Path) -> None:
    report = folder / "revue.xml"
    judged = call("verifier", str(folder), "--format", "junit", "-o", str(report))
    last = call("verifier", str(folder)).out.splitlines()[-1]
    assert (judged.code, judged.out) == (2, f"{last}\n")
    assert judged.err == f"Rapport écrit dans «\u00a0{report}\u00a0».\n"
    assert len(list(ET.parse(report).getroot())) == 3


def test_a_report_never_takes_the_name_of_a_fiche(call: Call, folder: Path) -> None:
    before = (folder / "a-prete.fiche.toml").read_bytes()
    judged = call("verifier", str(folder), "-o", str(folder / "a-prete.fiche.toml"))
    assert judged.code == 2
    assert (folder / "a-prete.fiche.toml").read_bytes() == before


def test_a_report_on_a_terminal_begins_with_no_mark_of_its_encoding(
    call: Call, folder: Path
) -> None:
    out = call("verifier", str(folder), "--format", "csv", out=Terminal()).out
    assert out.startswith("Fichier;Ligne;Colonne;")


def test_the_summary_goes_with_the_formats_that_have_one(call: Call, folder: Path) -> None:
    for name, report in REPORTS.items():
        judged = call("verifier", str(folder), "--format", name, "--resume")
        assert bool(judged.out) is report.sums_up
        if not report.sums_up:
            assert judged.code == 2
            assert "--resume" in judged.err
            assert "«\u00a0texte\u00a0», «\u00a0csv\u00a0»" in judged.err


@pytest.mark.parametrize(
    ("options", "code"),
    [
        ((), 0),
        (("--strict",), 1),
        (("--strict", "--gravite", "erreur"), 1),
        (("--strict", "--gravite", "conseil"), 1),
    ],
)
def test_strict_fails_at_a_warning(
    call: Call, tmp_path: Path, options: tuple[str, ...], code: int
) -> None:
    path = write(tmp_path / "a.fiche.toml", donnees_source=("NSP", "usager"))
    assert call("verifier", str(path), *options).code == code


def test_strict_lets_advice_pass_unless_it_is_asked_for(call: Call, tmp_path: Path) -> None:
    path = str(write(tmp_path / "a.fiche.toml", url_infos="http://ville-belrive.fr"))
    assert call("verifier", path, "--strict").code == 0
    assert call("verifier", path, "--strict", "--gravite", "conseil").code == 1


def test_strict_fails_at_wrong_settings(call: Call, tmp_path: Path, own_folder: Path) -> None:
    path = str(write(tmp_path / "a.fiche.toml"))
    own_folder.mkdir(exist_ok=True)
    (own_folder / "config.toml").write_text("anciennete_jours = 0", encoding="utf-8")
    assert call("verifier", path).code == 0
    judged = call("verifier", path, "--strict")
    assert judged.code == 2
    assert "anciennete_jours" in judged.err
