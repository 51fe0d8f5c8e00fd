"""Completion in the shells, by click's machinery."""

from __future__ import annotations

from typing import ClassVar

from click.shell_completion import (
    BashComplete,
    ShellComplete,
    add_completion_class,
    get_completion_class,
)

from iafiche.cli.commands import COMPLETION_VARIABLE, NAME
from iafiche.cli.program import program


class Bash(BashComplete):
    """Completion for bash, without click's check of its version, whose warning is in English."""

    name: ClassVar[str] = "bash"

    def source(self) -> str:
        """Return the script, on machines without bash too."""
        return ShellComplete.source(self)


def register() -> None:
    """Let the program answer the shells' questions."""
    add_completion_class(Bash)


def script(shell: str) -> str:
    """Return the script that `shell` reads to complete this program's words."""
    register()
    completion = get_completion_class(shell)
    assert completion is not None, shell
    return completion(program, {}, NAME, COMPLETION_VARIABLE).source()
