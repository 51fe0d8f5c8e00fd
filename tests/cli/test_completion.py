"""Completion in the shells."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import click
import pytest
from click.shell_completion import FishComplete, ZshComplete

from iafiche.cli.commands import COMMANDS, COMPLETION_VARIABLE
from iafiche.cli.program import program
from tests.cli.conftest import Call, run_process

BASH = shutil.which("bash")


def _is_recent(bash: str | None) -> bool:
    if bash is None:
        return False
    told = subprocess.run([bash, "--version"], capture_output=True, check=True, text=True).stdout
    match = re.search(r"version (\d+)\.(\d+)", told)
    return match is not None and (int(match[1]), int(match[2])) >= (4, 4)


def _completed_by_bash(folder: Path, line: str) -> set[str]:
    """Return what a real bash offers for the last word of `line`."""
    program_folder = folder / "bin"
    program_folder.mkdir()
    executable = program_folder / "iafiche"
    executable.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m iafiche "$@"\n')
    executable.chmod(0o755)
    words = line.split(" ")
    script = f"""
eval "$(iafiche completion bash)"
COMP_WORDS=({" ".join(f"'{word}'" for word in words)})
COMP_CWORD={len(words) - 1}
compopt() {{ echo "files:$2"; }}
_iafiche_completion iafiche
printf '%s\\n' "${{COMPREPLY[@]}}"
"""
    assert BASH is not None
    path = f"{program_folder}{os.pathsep}{os.environ['PATH']}"
    ended = subprocess.run(
        [BASH, "--norc", "-c", script],
        capture_output=True,
        check=True,
        env={**os.environ, "PATH": path},
        text=True,
        timeout=60,
    )
    assert ended.stderr == ""
    return set(ended.stdout.split())


@pytest.mark.skipif(not _is_recent(BASH), reason="needs bash 4.4")
@pytest.mark.parametrize(
    ("line", "offered"),
    [
        ("iafiche ", set(COMMANDS)),
        ("iafiche ve", {"verifier", "versions"}),
        ("iafiche rives", {"files:default"}),
        ("iafiche --v", {"--version"}),
        ("iafiche verifier --g", {"--gravite"}),
        ("iafiche verifier --gravite ", {"erreur", "avertissement", "conseil"}),
        ("iafiche verifier riv", {"files:default"}),
        ("iafiche completion z", {"zsh"}),
    ],
)
def test_bash_completes(tmp_path: Path, line: str, offered: set[str]) -> None:
    assert _completed_by_bash(tmp_path, line) == offered


@pytest.mark.parametrize(("shell", "generator"), [("zsh", ZshComplete), ("fish", FishComplete)])
def test_the_script_is_the_one_that_click_makes(
    call: Call, shell: str, generator: type[ZshComplete] | type[FishComplete]
) -> None:
    script = call("completion", shell)
    assert script.code == 0
    assert script.out == generator(program, {}, "iafiche", COMPLETION_VARIABLE).source()


@pytest.mark.parametrize("shell", ["zsh", "fish"])
def test_the_shells_get_the_purpose_of_each_command(shell: str) -> None:
    environment = {
        COMPLETION_VARIABLE: f"{shell}_complete",
        "COMP_WORDS": "iafiche ve",
        "COMP_CWORD": "ve" if shell == "fish" else "1",
    }
    answer = run_process(environment=environment)
    assert answer.returncode == 0
    assert "verifier" in answer.stdout.decode("utf-8")
    assert COMMANDS["verifier"] in answer.stdout.decode("utf-8")


def test_the_script_for_bash_comes_on_machines_without_bash(tmp_path: Path) -> None:
    by_command = run_process("completion", "bash", environment={"PATH": str(tmp_path)})
    by_variable = run_process(
        environment={"PATH": str(tmp_path), COMPLETION_VARIABLE: "bash_source"}
    )
    assert b"complete -o nosort" in by_command.stdout
    assert by_command.stdout.strip() == by_variable.stdout.strip()
    assert by_command.stderr == by_variable.stderr == b""


def test_the_help_tells_where_the_script_goes(call: Call) -> None:
    out = call("completion", "--help").out
    for file in ("~/.bashrc", "~/.zshrc", "~/.config/fish/completions/iafiche.fish"):
        assert file in out
    assert isinstance(program, click.Group)
