"""`expliquer`: what a rule means, in plain lines; its examples are what it says of them."""

import json
from pathlib import Path

import pytest

from iafiche.check.rules import EXAMPLES_DAY, RULES, Example, Rule, Scope
from iafiche.model.draft import Draft
from iafiche.model.flaws import Code
from iafiche.review.display import cells
from iafiche.review.rule_examples import found_in, texts_of
from iafiche.store.folder_settings import SETTINGS_FILE
from tests.cli.conftest import Call
from tests.conftest import TODAY

SHAPES: dict[Scope, tuple[type, ...]] = {
    Scope.FICHE: (Draft,),
    Scope.FILE: (bytes, type(None)),
    Scope.PUBLIC_FOLDER: (Draft,),
    Scope.SETTINGS: (bytes,),
    Scope.FOLDER: (tuple,),
}


@pytest.mark.parametrize("code", Code)
def test_each_rule_is_explained_with_its_two_examples(call: Call, code: Code) -> None:
    explained = call("expliquer", code)
    assert (explained.code, explained.err) == (0, "")
    told = " ".join(explained.out.split())
    assert told.startswith(f"{code} ({code.severity.french}) {RULES[code].title} Pourquoi ?")
    assert "À corriger :" in told
    assert "Juste :" in told


def test_without_a_code_every_rule_is_listed_under_its_severity(call: Call) -> None:
    listed = call("expliquer").out
    parts = [part.splitlines() for part in listed.split("\n\n")]
    assert [part[0] for part in parts[:3]] == ["Erreurs", "Avertissements", "Conseils"]
    for code in RULES:
        (part,) = (p for p in parts if any(line.startswith(f"  {code} ") for line in p))
        assert part[0] == f"{code.severity.french.capitalize()}s"


@pytest.mark.parametrize("typed", ["SIRET-INVALIDE", "siret_invalide", "Siret invalide"])
def test_a_code_is_recognised_however_it_is_typed(call: Call, typed: str) -> None:
    assert call("expliquer", typed).out.startswith("siret-invalide (erreur)\n")


def test_a_near_code_is_proposed(call: Call) -> None:
    explained = call("expliquer", "doublons")
    assert explained.code == 2
    assert "Vouliez-vous dire «\u00a0doublon\u00a0»" in explained.err
    assert explained.out == ""


def test_codes_that_hold_the_word_are_proposed(call: Call) -> None:
    explained = call("expliquer", "siret")
    assert explained.code == 2
    assert "«\u00a0siret-invalide\u00a0» ou «\u00a0siret-et-type\u00a0»" in explained.err


@pytest.mark.parametrize("word", ["", "e", "zz"])
def test_a_word_that_tells_nothing_proposes_nothing(call: Call, word: str) -> None:
    assert "Vouliez-vous" not in call("expliquer", word).err


def test_a_word_like_no_code_leads_to_the_list(call: Call) -> None:
    explained = call("expliquer", "\x1b[2Jxyz")
    assert explained.code == 2
    assert "iafiche expliquer" in explained.err
    assert "\x1b" not in explained.err


@pytest.mark.parametrize("width", [50, 80, 110])
def test_no_line_but_an_example_is_wider_than_the_terminal(
    call: Call, width: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", str(width))
    for args in (("expliquer",), *(("expliquer", code) for code in Code)):
        lines = call(*args).out.splitlines()
        assert all(cells(line) <= width or line.startswith("    ") for line in lines)


def written(folder: Path, rule: Rule, example: Example) -> Path:
    """Write an example to a folder of its own; return what a command is given."""
    folder.mkdir()
    if example is None:
        return folder / "absente.fiche.toml"
    if rule.scope is Scope.PUBLIC_FOLDER:
        (folder / SETTINGS_FILE).write_text("public = true")
    if rule.scope is Scope.SETTINGS:
        assert isinstance(example, bytes)
        (folder / SETTINGS_FILE).write_bytes(example)
        example = Draft()
    contents = [example] if isinstance(example, bytes) else [t.encode() for t in texts_of(example)]
    for rank, content in enumerate(contents):
        (folder / f"{rank}.fiche.toml").write_bytes(content)
    return folder


def found(call: Call, path: Path) -> set[tuple[str | None, ...]]:
    """Return what `verifier` finds, and where."""
    report = json.loads(call("verifier", str(path), "--format", "json").out)
    findings = (each for fiche in report["fiches"] for each in fiche["constats"])
    return {(each["code"], each["section"], each["champ"]) for each in findings}


@pytest.mark.parametrize("rule", RULES.values(), ids=list(RULES))
def test_the_bad_example_is_found_and_the_good_one_is_not(
    rule: Rule, call: Call, tmp_path: Path
) -> None:
    assert TODAY == EXAMPLES_DAY
    assert isinstance(rule.bad, SHAPES[rule.scope])
    said = found_in(rule, rule.bad)
    assert said is not None
    told = (rule.code, *(*said.path, None, None)[:2])
    assert told in found(call, written(tmp_path / "bad", rule, rule.bad))
    assert told not in found(call, written(tmp_path / "good", rule, rule.good))
