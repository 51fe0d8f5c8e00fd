"""The program as a whole: which commands there are, and how it begins and ends."""

from __future__ import annotations

import errno
import gc
import os
from contextlib import suppress
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from iafiche import __version__
from iafiche.cli import french
from iafiche.cli.commands import COMMANDS, COMPLETION_VARIABLE, NAME
from iafiche.cli.streams import silence
from iafiche.cli.surroundings import OutputError, Surroundings, look_around
from iafiche.review.display import typeset

if TYPE_CHECKING:
    from collections.abc import Sequence

    from click.shell_completion import CompletionItem

_OPEN = "ouvrir"
"""The nameless command: what is done with a path alone."""

_INTERRUPTED = 130
_PIPE_CLOSED = 141


class LazyGroup(french.Group):
    """Loads a command's module when it is called, and takes any other word for a path."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        """Return the names of the commands, in the order of the help page."""
        return list(COMMANDS)

    def get_command(
        self,
        ctx: click.Context,  # noqa: ARG002 - click's signature
        cmd_name: str,
    ) -> click.Command | None:
        """Return the command of that name, or None."""
        return _load(cmd_name) if cmd_name in COMMANDS else None

    def purposes(self) -> dict[str, str]:
        """Return what each command is for, without loading any."""
        return COMMANDS

    def shell_complete(self, ctx: click.Context, incomplete: str) -> list[CompletionItem[str]]:
        """Complete the names of commands, and file names where no command begins like that."""
        from click.shell_completion import CompletionItem

        known = [
            CompletionItem(name, help=purpose)
            for name, purpose in COMMANDS.items()
            if name.startswith(incomplete)
        ]
        known += click.Command.shell_complete(self, ctx, incomplete)
        return known or [CompletionItem(incomplete, type="file")]

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Return the command called by the first word, or the one that opens a path."""
        if args[0] in COMMANDS:
            return super().resolve_command(ctx, args)
        # Only « -- » lets an option's look-alike come first: it is a file's name.
        return "", _load(_OPEN), ["--", *args] if args[0].startswith("-") else args


def _load(name: str) -> click.Command:
    command: click.Command = import_module(f"iafiche.cli.commands.{name}").command
    # `iafiche.__main__` turned collections off while modules load; what they made stays anyway.
    gc.freeze()
    gc.enable()
    return command


def _show_version(ctx: click.Context, _parameter: click.Parameter, asked: bool) -> None:
    if asked and not ctx.resilient_parsing:
        ctx.obj.print(f"{NAME} {__version__}")
        ctx.exit()


def _open_current_folder() -> int:
    ctx = click.get_current_context()
    if ctx.invoked_subcommand is not None:
        return 0
    code: int = ctx.invoke(_load(_OPEN))
    return code


program = LazyGroup(
    NAME,
    callback=_open_current_folder,
    invoke_without_command=True,
    options_metavar="[OPTIONS]",
    subcommand_metavar="[CHEMIN | COMMANDE …]",
    help="""\
Décrit les projets d'IA d'une collectivité dans des fiches, et dit ce qui leur manque.

\b
  iafiche                    ouvre le dossier courant
  iafiche DOSSIER            ouvre un dossier de fiches
  iafiche rives.fiche.toml   ouvre une fiche
  iafiche COMMANDE           fait l'une des choses ci-dessous

Sans terminal (dans un tube, une tâche planifiée), « iafiche CHEMIN » affiche la revue des fiches \
et se termine avec le code 0.

Un chemin qui porte le nom d'une commande s'écrit avec « ./ » : « iafiche ./verifier ».
""",
    epilog="« iafiche COMMANDE --help » explique chaque commande.",
    params=[
        click.Option(
            ["--version"],
            is_flag=True,
            is_eager=True,
            expose_value=False,
            callback=_show_version,
            help="Affiche la version.",
        )
    ],
)


def run(args: Sequence[str] | None = None, surroundings: Surroundings | None = None) -> int:
    """Run the program and return its exit code.

    Args:
        args: The arguments without the program's name; the process's own where None (on Windows
            with `*` and `~` expanded, as its shells leave that to programs).
        surroundings: The day and the outputs; those of the process where None.

    Returns:
        0 nothing wrong, 1 findings, 2 wrong use or unreadable input, 130 interrupted, 141 where
        the reader of the output has gone.
    """
    around = surroundings or look_around()
    if os.environ.get(COMPLETION_VARIABLE):
        from iafiche.cli.completion import register

        register()
    try:
        code = _call(args, around)
        around.flush()
    except OutputError as error:
        return _end_without_output(around, error.cause)
    return code


def _call(args: Sequence[str] | None, around: Surroundings) -> int:
    settings: dict[str, Any] = {"obj": around}
    try:
        result = program.main(
            args if args is None else list(args),
            prog_name=NAME,
            complete_var=COMPLETION_VARIABLE,
            standalone_mode=False,
            **settings,
        )
    except click.ClickException as error:
        around.tell(*french.error_lines(error))
        return 2
    except (click.Abort, KeyboardInterrupt):
        return _INTERRUPTED
    return result if isinstance(result, int) else 0


def _end_without_output(around: Surroundings, cause: OSError) -> int:
    silence(around.out)
    # Windows reports a pipe without a reader as an invalid argument (python/cpython#79935).
    if isinstance(cause, BrokenPipeError) or (os.name == "nt" and cause.errno == errno.EINVAL):
        return _PIPE_CLOSED
    from iafiche.store.system_errors import writing_trouble

    why = writing_trouble(cause, Path()).message
    told = typeset(f"Erreur : la sortie ne peut pas être écrite. {why}\n")
    with suppress(OSError):
        around.err.write(told)
    return 2
