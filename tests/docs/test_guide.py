"""docs/guide.md names only keys, commands and options that there are, and shows what they give."""

import datetime
import io
import re
from pathlib import Path

import click
import pytest
from textual.app import App
from textual.binding import Binding, BindingType

from iafiche.cli.commands import COMMANDS
from iafiche.cli.dialogue.orders import Order
from iafiche.cli.program import run
from iafiche.cli.surroundings import Surroundings
from iafiche.editing.wording import NOTHING_LEFT
from iafiche.model.catalogue import CATALOGUE
from iafiche.store.fiche_file import FicheFile
from iafiche.tui.actions import FICHE_ACTIONS, FOLDER_ACTIONS
from iafiche.tui.screens.comparing import ComparingScreen
from iafiche.tui.screens.picker import Picker
from iafiche.tui.screens.views import ViewsScreen
from iafiche.tui.widgets.choice_control import ChoiceControl
from iafiche.tui.widgets.list_control import ListControl
from iafiche.tui.widgets.text_control import TextControl
from tests.cli.dialogues import said, talk
from tests.conftest import ROOT
from tests.docs.calls import PROMPT, calls_in, command, take
from tests.docs.keys import in_words
from tests.docs.pages import chapter, text_of

PAGE = ROOT / "docs" / "guide.md"
GUIDE = " ".join(text_of(PAGE).split())
ACTIONS = (*FICHE_ACTIONS, *FOLDER_ACTIONS)
OTHERS = (Picker, ViewsScreen, ComparingScreen, ChoiceControl, ListControl, TextControl, App)
DAY = datetime.date(2026, 11, 23)
"""A day on which the fiches of the examples are neither old nor of the future."""

CUT = "[…]"
ASKED = "Réponse :"


def keys_of(bindings: list[BindingType]) -> set[str]:
    """Return the keys of the bindings of a screen or of a control, in words."""
    keys = (each.key if isinstance(each, Binding) else each[0] for each in bindings)
    return {in_words(key) for some in keys for key in some.split(",")}


def blocks(begins: str) -> list[str]:
    """Return what stands under the calls that begin so, up to the end of their blocks."""
    found = re.findall(
        rf"^```console\n{re.escape(f'{PROMPT} {begins}')}[^\n]*\n(.*?)^```$",
        text_of(PAGE),
        re.MULTILINE | re.DOTALL,
    )
    return [block for block in found if not block.startswith(PROMPT) and block]


def assert_shown(block: str, whole: str) -> None:
    """Fail unless the parts of a block stand in the output, one after the other."""
    parts = [part.strip("\n") for part in block.split(CUT) if part.strip("\n")]
    assert parts
    rest = whole
    for part in parts:
        _, found, rest = rest.partition(part)
        assert found == part, part


def test_each_key_stands_beside_the_action_that_it_does() -> None:
    told = re.findall(r"<kbd>([^<]+)</kbd> \(« ([^»]+) »\)", GUIDE)
    assert len(told) > 30
    for key, label in told:
        keys = {in_words(k) for a in ACTIONS if a.label == label for k in a.default_keys}
        assert key in keys, label


def test_each_key_is_one_that_a_screen_or_a_control_has() -> None:
    known = {in_words(key) for action in ACTIONS for key in action.default_keys}
    for other in OTHERS:
        known |= keys_of(other.BINDINGS)
    # Given to an action by the example of the settings.
    known.add("F11")
    named = set(re.findall(r"<kbd>([^<]+)</kbd>", GUIDE))
    assert named >= {"F4", "Ctrl+O", "Suppr"}
    assert named <= known


def test_what_stands_in_bold_is_in_the_palette() -> None:
    named = re.findall(r"\*\*([^*]+)\*\*", GUIDE)
    assert len(named) > 5
    assert set(named) <= {action.label for action in FICHE_ACTIONS}


def test_no_action_is_left_out() -> None:
    for action in ACTIONS:
        assert f"« {action.label} »" in GUIDE or f"**{action.label}**" in GUIDE


def test_each_command_line_is_one_that_the_program_takes() -> None:
    calls = calls_in(PAGE)
    assert {words[0] for words in calls} >= {"nouveau", "remplir", "verifier", "exporter", "carnet"}
    for words in calls:
        take(words)


def test_each_option_is_one_of_a_command() -> None:
    named = set(re.findall(r"`(--[\w-]+)", GUIDE))
    assert len(named) >= 3
    options = {
        name
        for each in COMMANDS
        for parameter in command(each).params
        if isinstance(parameter, click.Option)
        for name in parameter.opts
    }
    assert named <= options


def test_each_order_of_the_dialogue_is_one() -> None:
    named = set(re.findall(r"`(/\w+)", chapter(PAGE, "Remplir sans écran")))
    assert len(named) > 5
    assert named <= {order.typed for order in Order}


def test_what_is_typed_otherwise_is_kept_as_the_table_says() -> None:
    told = chapter(PAGE, "Remplir champ par champ")
    rows = re.findall(r"^\| `([^`]+)` \| `([^`]+)` \|$", told, re.MULTILINE)
    assert len(rows) > 3
    for typed, kept in rows:
        settled = {spec.kind.settled(typed) for spec in CATALOGUE.fields if not spec.kind.many}
        assert kept in settled, typed


def test_the_sentence_of_a_fiche_that_is_ready_is_the_program_s() -> None:
    assert f"« {NOTHING_LEFT} »" in GUIDE


def test_the_dialogue_goes_as_shown(tmp_path: Path) -> None:
    (block,) = blocks("remplir")
    answers = re.findall(rf"^{ASKED} (.+)$", block, re.MULTILINE)
    assert len(answers) > 4
    held = said(talk(FicheFile.new(tmp_path / "tri-du-courrier.fiche.toml"), answers))
    for answer in answers:
        held = re.sub(rf"^{ASKED} *$", f"{ASKED} {answer}", held, count=1, flags=re.MULTILINE)
    assert_shown(block, held)


def test_the_verification_reads_as_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    (block,) = blocks("verifier")
    (words,) = (words for words in calls_in(PAGE) if words[0] == "verifier")
    out = io.TextIOWrapper(io.BytesIO(), encoding="utf-8", newline="\n")
    run(words, Surroundings(DAY, out, io.StringIO(), is_terminal=False))
    out.seek(0)
    assert_shown(block, out.read().replace("\N{NO-BREAK SPACE}", " "))
