"""click in French: its help pages, its types and its errors.

click takes its words from gettext's catalogues, of which it ships none. Here each text is worded
from what an exception or a parameter holds, never from click's own sentence, so that no release
of click can bring English back (tests/cli/test_french.py runs every error there is).
"""

from __future__ import annotations

from abc import abstractmethod
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from iafiche.review.display import typeset, visible
from iafiche.store.file_names import SUFFIX

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from click.shell_completion import CompletionItem

    PathParam = click.ParamType[Path]
else:
    PathParam = click.ParamType

NBSP = "\N{NO-BREAK SPACE}"


class WrongUse(click.UsageError):
    """A command that cannot be carried out as it was written; its message is ours, in French."""


class Formatter(click.HelpFormatter):
    """Help pages with French headings and punctuation."""

    def write_text(self, text: str) -> None:
        """Write a paragraph."""
        super().write_text(typeset(text))

    def write_dl(
        self, rows: Iterable[tuple[str, str]], col_max: int = 30, col_spacing: int = 2
    ) -> None:
        """Write a list of words and what each is for."""
        set_rows = [(first, typeset(second)) for first, second in rows]
        super().write_dl(set_rows, col_max, col_spacing)

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        """Write the first line of a help page."""
        super().write_usage(prog.strip(), args, prefix or typeset("Utilisation : "))

    def write_heading(self, heading: str) -> None:
        """Write the heading of a list."""
        self.write(f"{'':>{self.current_indent}}{typeset(f'{heading} :')}\n")


class Context(click.Context):
    """A context whose help pages are in French."""

    formatter_class = Formatter


class Argument(click.Argument):
    """An argument that the help page explains."""

    def __init__(self, declarations: Sequence[str], help: str = "", **attributes: Any) -> None:  # noqa: A002 - click's name
        super().__init__(declarations, **attributes)
        self.help = help


class Command(click.Command):
    """A command that speaks French."""

    context_class = Context

    def get_help_option_names(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        """Return « --help » and its short form."""
        return ["--help", "-h"]

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        """Return « --help », in French."""
        option = super().get_help_option(ctx)
        if option is not None:
            option.help = "Affiche cette aide."
            option.callback = _show_help
        return option

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Read the arguments; name those in excess."""
        ctx.allow_extra_args = True
        try:
            extra = super().parse_args(ctx, args)
        except click.UsageError as error:
            error.ctx = error.ctx or ctx
            raise
        if extra and not ctx.resilient_parsing and not isinstance(self, click.Group):
            named = ", ".join(quoted(argument) for argument in extra)
            noun = "argument" if len(extra) == 1 else "arguments"
            raise WrongUse(f"{noun} en trop : {named}.", ctx)
        return extra

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the arguments that need words, then the options."""
        parameters = self.get_params(ctx)
        arguments = [
            (parameter.make_metavar(ctx), parameter.help)
            for parameter in parameters
            if isinstance(parameter, Argument) and parameter.help
        ]
        options = [
            record
            for parameter in parameters
            if isinstance(parameter, click.Option) and (record := parameter.get_help_record(ctx))
        ]
        for heading, rows in (("Arguments", arguments), ("Options", options)):
            if rows:
                with formatter.section(heading):
                    formatter.write_dl(rows)

    def format_arguments(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Leave the arguments to `format_options`: click lists them itself only since 8.5."""


class Group(Command, click.Group):
    """A group of commands that speaks French."""

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the arguments and options, then the commands."""
        Command.format_options(self, ctx, formatter)
        self.format_commands(ctx, formatter)

    def format_commands(
        self,
        ctx: click.Context,  # noqa: ARG002 - click's signature
        formatter: click.HelpFormatter,
    ) -> None:
        """Write the names of the commands and what each is for."""
        with formatter.section("Commandes"):
            formatter.write_dl(list(self.purposes().items()))

    @abstractmethod
    def purposes(self) -> dict[str, str]:
        """Return what each command is for, by its name."""


class PathType(PathParam):
    """A path on this machine; whether anything stands there is the command's matter."""

    name = "chemin"

    def convert(
        self, value: str | Path, param: click.Parameter | None, ctx: click.Context | None
    ) -> Path:
        """Return the path that was typed, unless the system will not even look there."""
        if not str(value):
            self.fail("le chemin est vide.", param, ctx)
        path = Path(value)
        if why := unreachable(path):
            self.fail(why, param, ctx)
        return path

    def shell_complete(
        self,
        ctx: click.Context,  # noqa: ARG002 - click's signature
        param: click.Parameter,  # noqa: ARG002 - click's signature
        incomplete: str,
    ) -> list[CompletionItem]:
        """Let the shell complete file names."""
        from click.shell_completion import CompletionItem

        return [CompletionItem(incomplete, type="file")]


class Choice(click.Choice[str]):
    """One of a few words."""

    def get_missing_message(
        self,
        param: click.Parameter,  # noqa: ARG002 - click's signature
        ctx: click.Context | None,  # noqa: ARG002 - click's signature
    ) -> str:
        """Say which words there are."""
        return f"Choisissez parmi {listed(self.choices)}."

    def get_invalid_choice_message(
        self,
        value: Any,
        ctx: click.Context | None,  # noqa: ARG002 - click's signature
    ) -> str:
        """Say which words there are, and which is near."""
        near = proposal(str(value), self.choices)
        return f"{quoted(str(value))}. {near or f'Choisissez parmi {listed(self.choices)}.'}"


def quoted(text: str) -> str:
    """Return `text` between French quotes, fit to be shown."""
    return typeset(f"« {visible(text)} »")


def unreachable(path: Path) -> str:
    """Return why the system will not even say what stands at a path; nothing where it does."""
    try:
        path.stat()
    except (FileNotFoundError, NotADirectoryError):
        return ""
    except (OSError, ValueError) as error:
        from iafiche.store.system_errors import reading_trouble

        trouble = reading_trouble(error)
        return f"{quoted(str(path))}. {trouble.message} {trouble.advice}"
    return ""


def listed(words: Iterable[str]) -> str:
    """Return words as a French list."""
    return ", ".join(quoted(word) for word in words)


_TELLING = 3
"""Letters from which on a part of a word tells which word is meant."""


def proposal(word: str, known: Iterable[str]) -> str:
    """Return « Vouliez-vous dire … ? » with the words most like `word`, or nothing.

    Where none is, with the first of those that it is a part of.
    """
    from difflib import get_close_matches

    names = list(known)
    near = get_close_matches(word, names, n=2)
    if not near and len(word) >= _TELLING:
        near = [name for name in names if word in name][:3]
    return f"Vouliez-vous dire {' ou '.join(map(quoted, near))} ?" if near else ""


def no_fiche(paths: Iterable[Path]) -> str:
    """Return the sentence for folders without fiches."""
    named = ", ".join(quoted(str(path)) for path in paths)
    return typeset(f"aucune fiche dans {named} : aucun nom de fichier ne se termine par {SUFFIX}.")


def error_lines(error: click.ClickException) -> list[str]:
    """Return what standard error shows of an error: how to call, where help is, what is wrong."""
    lines = []
    context = error.ctx if isinstance(error, click.UsageError) else None
    if context is not None:
        path = context.command_path.strip()
        lines += [
            context.get_usage(),
            f"Essayez « {path} --help » pour obtenir de l'aide.",
            "",
        ]
    return [typeset(line) for line in (*lines, f"Erreur : {_explained(error)}")]


def _explained(error: click.ClickException) -> str:
    match error:
        case WrongUse():
            return error.message
        case click.NoSuchOption():
            return _no_such_option(error)
        case click.BadOptionUsage():
            return _badly_used_option(error)
        case click.MissingParameter():
            return _missing(error)
        case click.BadParameter():
            return f"la valeur de {_name_of(error)} n'est pas acceptée : {error.message}"
        case click.FileError():
            return f"le fichier {quoted(error.ui_filename)} ne peut pas être ouvert."
        case _:
            return "la commande est incomplète ou mal écrite."


def _no_such_option(error: click.NoSuchOption) -> str:
    context = error.ctx
    known = [
        name
        for parameter in (context.command.get_params(context) if context else ())
        if isinstance(parameter, click.Option)
        for name in parameter.opts
    ]
    told = f"l'option {quoted(error.option_name)} n'existe pas."
    return f"{told} {proposal(error.option_name, known)}".rstrip()


def _badly_used_option(error: click.BadOptionUsage) -> str:
    context = error.ctx
    options = context.command.get_params(context) if context else ()
    option = next((each for each in options if error.option_name in each.opts), None)
    name = quoted(error.option_name)
    if isinstance(option, click.Option) and option.is_flag:
        return f"l'option {name} s'écrit seule, sans valeur."
    return f"l'option {name} attend une valeur."


def _missing(error: click.MissingParameter) -> str:
    told = f"il manque {_name_of(error)}."
    if error.param is None:
        return told
    return f"{told} {error.param.type.get_missing_message(error.param, error.ctx) or ''}".rstrip()


def _name_of(error: click.BadParameter) -> str:
    parameter = error.param
    if parameter is None:
        return "l'argument"
    if isinstance(parameter, click.Option):
        return f"l'option {quoted(max(parameter.opts, key=len))}"
    name = parameter.metavar or (parameter.name or "").upper()
    return f"l'argument {quoted(name)}"


def _show_help(ctx: click.Context, _parameter: click.Parameter, asked: bool) -> None:
    if asked and not ctx.resilient_parsing:
        ctx.obj.print(ctx.get_help())
        ctx.exit()
