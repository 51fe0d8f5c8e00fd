"""Calls of the program as the documents show them."""

import re
import shlex
from importlib import import_module
from pathlib import Path

import click

from iafiche.cli.commands import COMMANDS, NAME
from iafiche.store.file_names import SUFFIX
from tests.conftest import ROOT
from tests.docs.pages import text_of

PROMPT = f"$ {NAME}"


def command(name: str) -> click.Command:
    loaded = import_module(f"iafiche.cli.commands.{name}").command
    assert isinstance(loaded, click.Command)
    return loaded


def calls_in(page: Path) -> list[list[str]]:
    """Return the words of each call of the program in a page, without the program's name."""
    lines = re.findall(rf"^{re.escape(PROMPT)}( .+)?$", text_of(page), re.MULTILINE)
    return [shlex.split(line) for line in lines]


def take(words: list[str]) -> None:
    """Fail unless the program takes these words: a command's, or one fiche, or a folder."""
    if words[0] in COMMANDS:
        command(words[0]).make_context(words[0], words[1:])
    else:
        assert words[0].endswith(SUFFIX) or (ROOT / words[0]).is_dir(), words
        assert len(words) == 1
