"""docs/integration-continue.md shows files that the services take, and commands that there are."""

import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

from iafiche.exchange.markdown import table
from iafiche.review.reports import REPORTS
from tests.conftest import ROOT
from tests.docs.calls import calls_in, command, take
from tests.docs.pages import text_of, with_block

PAGE = ROOT / "docs" / "integration-continue.md"
FILES = dict(
    re.findall(r"^```yaml\n# fichier : (\S+)\n(.*?)^```$", text_of(PAGE), re.MULTILINE | re.DOTALL)
)
HOOKS = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))


def checked(*words: str) -> None:
    """Run a module of another program; fail with what it says."""
    ended = subprocess.run(
        [sys.executable, "-m", *words], capture_output=True, text=True, check=False, timeout=60
    )
    assert ended.returncode == 0, ended.stdout + ended.stderr


def test_the_formats_are_those_of_the_program(
    assert_generated: Callable[[str, str], None],
) -> None:
    rows = [
        (f"`{report.name}`", report.purpose, "oui" if report.sums_up else "")
        for report in REPORTS.values()
    ]
    lines = table(("`--format`", "Pour", "Aussi avec `--resume`"), rows)
    block = "".join(f"{line}\n" for line in lines)
    assert_generated("docs/integration-continue.md", with_block(text_of(PAGE), "formats", block))


@pytest.mark.parametrize(
    ("name", "schema"),
    [
        (".github/workflows/fiches.yml", "vendor.github-workflows"),
        (".gitlab-ci.yml", "vendor.gitlab-ci"),
    ],
)
def test_each_service_takes_its_file(name: str, schema: str, tmp_path: Path) -> None:
    file = tmp_path / "fichier.yml"
    file.write_text(FILES[name], encoding="utf-8")
    checked("check_jsonschema", "--builtin-schema", schema, str(file))


def test_pre_commit_takes_its_file_and_knows_the_hooks(tmp_path: Path) -> None:
    file = tmp_path / "config.yaml"
    file.write_text(FILES[".pre-commit-config.yaml"], encoding="utf-8")
    checked("pre_commit", "validate-config", str(file))
    config: dict[str, Any] = yaml.safe_load(file.read_text(encoding="utf-8"))
    used = {hook["id"] for repo in config["repos"] for hook in repo["hooks"]}
    assert used == {hook["id"] for hook in HOOKS}


def commands_in(value: object) -> list[str]:
    """Return the lines of a service's file that call the program."""
    if isinstance(value, dict):
        return [line for inner in value.values() for line in commands_in(inner)]
    if isinstance(value, list):
        return [line for inner in value for line in commands_in(inner)]
    lines = value.splitlines() if isinstance(value, str) else []
    return [line for line in lines if line.startswith("iafiche ")]


def test_each_command_line_is_one_that_the_program_takes() -> None:
    calls = calls_in(PAGE)
    for text in FILES.values():
        calls += [line.split()[1:] for line in commands_in(yaml.safe_load(text))]
    assert {words[0] for words in calls} == {"verifier", "corriger", "exporter", "inventaire"}
    assert len(calls) >= 11
    for words in calls:
        take(words)


def test_each_option_is_one_of_the_commands() -> None:
    named = set(re.findall(r"`(--[\w-]+)", text_of(PAGE)))
    assert len(named) >= 4
    options = {
        option
        for name in ("verifier", "corriger", "inventaire")
        for parameter in command(name).params
        for option in parameter.opts
    }
    assert named - {"--format"} <= options


def test_the_reports_named_in_the_files_are_those_that_the_services_take() -> None:
    gitlab = yaml.safe_load(FILES[".gitlab-ci.yml"])["fiches"]
    (written,) = re.findall(r"-o (\S+)", " ".join(gitlab["script"]))
    assert gitlab["artifacts"]["reports"]["junit"] == written
    github = yaml.safe_load(FILES[".github/workflows/fiches.yml"])["jobs"]["verifier"]["steps"]
    (sarif,) = (
        step["with"]["sarif_file"] for step in github if "sarif_file" in step.get("with", {})
    )
    assert any(f"--format sarif -o {sarif}" in step.get("run", "") for step in github)
