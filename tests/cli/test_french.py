"""Everything click makes the program say is said in French."""

import ast
import re
from pathlib import Path

import click
import pytest

from iafiche import __version__
from iafiche.cli import french
from iafiche.cli.commands import COMMANDS
from iafiche.cli.program import LazyGroup, program
from tests.cli.conftest import Call, run_process

NBSP = "\N{NO-BREAK SPACE}"
_SAME_IN_FRENCH = {"Argument", "Option", "Options"}


def _english_of_click() -> set[str]:
    """Return the sentences of the installed click, in pieces without their placeholders."""
    pieces: set[str] = set()
    for file in Path(click.__file__).parent.glob("*.py"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") in ("_", "ngettext"):
                for argument in node.args:
                    if isinstance(argument, ast.Constant) and isinstance(argument.value, str):
                        pieces.update(re.split(r"\{[^}]*\}|%\(\w+\)s", argument.value))
    stripped = {piece.strip(" \n\t.,:'") for piece in pieces}
    telling = {piece for piece in stripped if " " in piece or piece[:1].isupper()}
    return {piece for piece in telling if len(piece) > 2} - _SAME_IN_FRENCH


ENGLISH = _english_of_click()


def _assert_french(text: str) -> None:
    assert [piece for piece in ENGLISH if piece in text] == []


def test_the_english_looked_for_is_clicks_own() -> None:
    for told in ("Usage", "Error", "No such option", "Missing argument", "Aborted!"):
        assert told in ENGLISH


WRONG_CALLS = {
    ("verifie",): f"Vouliez-vous dire «{NBSP}verifier{NBSP}»{NBSP}?",
    ("absent/rien",): "Vérifiez le chemin.",
    ("a", "b", "c"): f"arguments en trop{NBSP}: «{NBSP}b{NBSP}», «{NBSP}c{NBSP}».",
    ("--versio",): f"Vouliez-vous dire «{NBSP}--version{NBSP}»{NBSP}?",
    ("-z",): f"l'option «{NBSP}-z{NBSP}» n'existe pas.",
    ("--version=2",): f"l'option «{NBSP}--version{NBSP}» s'écrit seule, sans valeur.",
    ("verifier",): f"il manque l'argument «{NBSP}CHEMIN…{NBSP}».",
    ("verifier", "x", "--formt"): f"Vouliez-vous dire «{NBSP}--format{NBSP}»",
    ("verifier", "x", "--format"): f"l'option «{NBSP}--format{NBSP}» attend une valeur.",
    ("verifier", "x", "--format", "xml"): "Choisissez parmi",
    ("verifier", "x", "--gravite", "ereur"): f"Vouliez-vous dire «{NBSP}erreur{NBSP}»",
    ("verifier", ""): "le chemin est vide.",
    ("verifier", "--gravite=", "x"): f"la valeur de l'option «{NBSP}--gravite{NBSP}»",
    ("exporter", "x", "--complet=oui"): f"«{NBSP}--complet{NBSP}» s'écrit seule",
    ("exporter", "x", "--profil", "excel"): f"Vouliez-vous dire «{NBSP}excel-csv{NBSP}»{NBSP}?",
    ("exporter",): f"il manque l'argument «{NBSP}CHEMIN…{NBSP}».",
    ("schema", "x"): f"argument en trop{NBSP}: «{NBSP}x{NBSP}».",
    ("schema", "-o"): f"l'option «{NBSP}-o{NBSP}» attend une valeur.",
    ("completion",): f"il manque l'argument «{NBSP}SHELL{NBSP}». Choisissez parmi",
    ("completion", "ksh"): f"la valeur de l'argument «{NBSP}SHELL{NBSP}» n'est pas acceptée",
    ("carnet", "vidr"): f"Vouliez-vous dire «{NBSP}vider{NBSP}»{NBSP}?",
    ("carnet", "vider", "x"): f"argument en trop{NBSP}: «{NBSP}x{NBSP}».",
    ("carnet", "oublier"): "il manque le nom à oublier.",
    ("nouveau", "a", "b"): "argument en trop",
    ("nouveau",): "iafiche remplir",
}


@pytest.mark.parametrize("args", WRONG_CALLS, ids=" ".join)
def test_a_wrong_call_is_explained_in_french_on_standard_error(args: tuple[str, ...]) -> None:
    ended = run_process(*args)
    told = ended.stderr.decode("utf-8")
    assert ended.returncode == 2
    assert ended.stdout == b""
    assert told.startswith(f"Utilisation{NBSP}: iafiche")
    assert re.search(f"Essayez «{NBSP}iafiche.* --help{NBSP}» pour obtenir de l'aide", told)
    assert WRONG_CALLS[args] in told
    _assert_french(told)


@pytest.mark.parametrize("command", ["", *COMMANDS])
def test_help_is_in_french(call: Call, command: str) -> None:
    shown = call(*command.split(), "--help")
    assert (shown.code, shown.err) == (0, "")
    assert shown.out.startswith(f"Utilisation{NBSP}: iafiche")
    assert f"Options{NBSP}:\n" in shown.out
    assert "Affiche cette aide." in shown.out
    assert shown.out == call(*command.split(), "-h").out
    _assert_french(shown.out)


def test_help_lists_every_command(call: Call) -> None:
    out = call("--help").out
    assert f"Commandes{NBSP}:\n" in out
    for name, purpose in COMMANDS.items():
        assert re.search(rf"^  {name} +{re.escape(purpose)}$", out, re.MULTILINE)


@pytest.mark.parametrize("command", ["", *COMMANDS])
def test_no_line_of_help_begins_with_a_sign_that_belongs_before(call: Call, command: str) -> None:
    assert not re.search(r"^\s*[»:;?!]|«$", call(*command.split(), "--help").out, re.MULTILINE)


def test_the_version_is_told(call: Call) -> None:
    assert call("--version").out == f"iafiche {__version__}\n"


def _commands() -> list[click.Command]:
    context = click.Context(program)
    assert isinstance(program, LazyGroup)
    named = [program.get_command(context, name) for name in program.list_commands(context)]
    _, nameless, _ = program.resolve_command(context, ["chemin"])
    return [command for command in (program, nameless, *named) if command is not None]


@pytest.mark.parametrize("command", _commands(), ids=lambda command: command.name)
def test_every_parameter_has_a_type_that_complains_in_french(command: click.Command) -> None:
    for parameter in command.params:
        is_flag = isinstance(parameter, click.Option) and parameter.is_flag
        # Any text at all is right for the third: it never complains.
        types = french.PathType | french.Choice | click.types.StringParamType
        assert is_flag or isinstance(parameter.type, types)


@pytest.mark.parametrize(
    "error",
    [
        click.UsageError("Unknown trouble."),
        click.ClickException("Unknown trouble."),
        click.BadArgumentUsage("Argument takes 2 values."),
        click.BadParameter("accès refusé."),
        click.MissingParameter(),
        click.FileError("x\x1b.csv", "unknown error"),
        click.NoSuchOption("--x"),
        click.BadOptionUsage("--x", "Option requires an argument."),
    ],
    ids=lambda error: type(error).__name__,
)
def test_an_error_click_may_raise_some_day_is_told_in_french(error: click.ClickException) -> None:
    told = "\n".join(french.error_lines(error))
    assert told.startswith(f"Erreur{NBSP}: ")
    assert "nknown" not in told
    assert "\x1b" not in told
    _assert_french(told)
