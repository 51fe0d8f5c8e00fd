"""The README names only keys, commands and options that the program has."""

import re
from collections.abc import Callable

import click
import pytest

from iafiche.cli.commands import COMMANDS, NAME
from iafiche.tui.actions import FICHE_ACTIONS, PALETTE
from tests.docs.calls import calls_in, command, take
from tests.docs.keys import in_words
from tests.docs.pages import README, text_of, with_block

KEYS = {action.label: [in_words(key) for key in action.keys] for action in FICHE_ACTIONS}


def marked_lines(name: str) -> list[str]:
    """Return the lines of the block that follows a mark, as .ci/run reads it."""
    found = re.findall(
        rf"^<!-- commande : {name} -->\n```sh\n(.*?)^```$",
        text_of(README),
        re.MULTILINE | re.DOTALL,
    )
    assert len(found) == 1, name
    return str(found[0]).splitlines()


def keys_table() -> str:
    rows = [
        f"| {', '.join(f'<kbd>{key}</kbd>' for key in KEYS[action.label]) or PALETTE.label} "
        f"| {action.label} | {action.about} |\n"
        for action in FICHE_ACTIONS
    ]
    return "".join(["| Touche | Action | Effet |\n", "| --- | --- | --- |\n", *rows])


def commands_table() -> str:
    rows = [
        f"| `{NAME} [CHEMIN]` | Ouvre une fiche ou un dossier (par défaut, le dossier courant). |\n"
    ]
    for name, purpose in COMMANDS.items():
        arguments = [p.metavar for p in command(name).params if isinstance(p, click.Argument)]
        words = " ".join(word for word in (NAME, name, *arguments) if word)
        rows.append(f"| `{words}` | {purpose} |\n")
    return "".join(["| Commande | Effet |\n", "| --- | --- |\n", *rows])


def test_the_tables_are_fresh(assert_generated: Callable[[str, str], None]) -> None:
    page = with_block(text_of(README), "touches", keys_table())
    assert_generated(README.name, with_block(page, "commandes", commands_table()))


@pytest.mark.parametrize("name", ["essai", "tests"])
def test_a_marked_command_is_one_line_that_begins_on_an_empty_machine(name: str) -> None:
    (line,) = marked_lines(name)
    assert line.startswith("python3 -m venv .venv && .venv/bin/python -m pip install ")
    called = [part.strip().split()[0] for part in line.split("&&")]
    assert called[0] == "python3"
    assert {word.rpartition("/")[0] for word in called[1:]} == {".venv/bin"}


def test_each_key_stands_beside_the_action_that_it_does() -> None:
    told = re.findall(r"<kbd>([^<]+)</kbd>\s\(«\s([^»]+)\s»\)", text_of(README))
    assert len(told) >= 10
    for key, label in told:
        assert key in KEYS[" ".join(label.split())], label


def test_each_command_line_is_one_that_the_program_takes() -> None:
    calls = calls_in(README)
    assert {words[0] for words in calls} >= {"nouveau", "verifier", "exporter"}
    for words in calls:
        take(words)
