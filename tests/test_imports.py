"""What is loaded when: a static graph cannot see what a deferred import really costs."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from iafiche.store.document import new_text
from tests.conftest import ROOT
from tests.fiches import complete_draft

SCREENS = {"textual", "rich"}
HEAVY = {*SCREENS, "pydantic", "tomlkit", "stdnum", "email_validator", "frictionless", "difflib"}


def _loaded_by(code: str) -> set[str]:
    """Return the names of all the modules that a fresh Python has loaded after `code`."""
    script = f"{code}\nimport json, sys\nprint(json.dumps(list(sys.modules)), file=sys.stderr)"
    ended = subprocess.run(
        [sys.executable, "-c", script],
        capture_output=True,
        check=True,
        cwd=ROOT,
        env={**os.environ, "PYTHONIOENCODING": "utf-8"},
        stdin=subprocess.DEVNULL,
        text=True,
        timeout=60,
        encoding="utf-8",
    )
    return set(json.loads(ended.stderr.splitlines()[-1]))


def _loaded_by_call(*args: str) -> set[str]:
    return _loaded_by(f"from iafiche.cli.program import run\nrun({args!r})")


@pytest.mark.parametrize(
    "layer", ["model", "check", "store", "exchange", "review", "editing", "intake"]
)
def test_what_lies_below_the_faces_loads_no_screen_and_no_command_line(layer: str) -> None:
    package = ROOT / "src" / "iafiche" / layer
    modules = [
        ".".join(("iafiche", *file.relative_to(package.parent).with_suffix("").parts))
        for file in sorted(package.rglob("*.py"))
    ]
    loaded = _loaded_by(
        "\n".join(f"import {module.removesuffix('.__init__')}" for module in modules)
    )
    assert f"iafiche.{layer}" in loaded
    assert not loaded & {*SCREENS, "click"}


@pytest.mark.parametrize("args", [("--version",), ("--help",)])
def test_version_and_help_load_neither_the_model_nor_anything_heavy(args: tuple[str]) -> None:
    loaded = _loaded_by_call(*args)
    assert "click" in loaded
    assert not loaded & HEAVY
    assert "iafiche.model.catalogue" not in loaded
    assert not {name for name in loaded if name.startswith("iafiche.cli.commands.")}


def test_checking_a_fiche_without_faults_loads_nothing_heavy(tmp_path: Path) -> None:
    path = tmp_path / "rives.fiche.toml"
    path.write_text(new_text(complete_draft()), encoding="utf-8")
    loaded = _loaded_by_call("verifier", str(path))
    assert "iafiche.check.checking" in loaded
    assert not loaded & HEAVY


@pytest.mark.parametrize("args", [("verifier", "docs/exemples"), ("docs/exemples",)])
def test_a_review_loads_no_screen(args: tuple[str, ...]) -> None:
    loaded = _loaded_by_call(*args)
    assert "iafiche.review.verdict" in loaded
    assert not loaded & {*SCREENS, "pydantic", "tomlkit"}
    assert "iafiche.tui" not in loaded


def test_an_import_loads_no_screen(tmp_path: Path) -> None:
    source = tmp_path / "fiches.csv"
    source.write_text("coll_nom;nom_projet\nBelrive;Rives\n", encoding="utf-8")
    loaded = _loaded_by_call("importer", str(source), "-d", str(tmp_path))
    assert "iafiche.intake.planning" in loaded
    assert not loaded & {*SCREENS, "pydantic", "tomlkit", "python_calamine", "xlsxwriter"}
