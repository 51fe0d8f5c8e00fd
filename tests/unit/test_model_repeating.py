"""What is repeated is matched whole, and nothing of it given back, by any Python's expressions."""

import ast
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from iafiche.model import repeating
from iafiche.model.repeating import repeated
from tests.conftest import ROOT

PACKAGE = ROOT / "src" / "iafiche"
TURN = r'[^"]++|"(?!"")'
"""Anything but three quotes: a turn may fail behind the first of them."""


def _turns(text: str) -> int:
    """Return up to where the turns go, without any expression."""
    end = text.find('"""')
    return len(text) if end < 0 else end


@pytest.mark.parametrize("is_sound", [True, False])
@given(text=st.text('"a\n', max_size=12))
@settings(max_examples=60)
def test_a_turn_that_fails_midway_counts_for_nothing(is_sound: bool, text: str) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(repeating, "HAS_SOUND_REPEATS", is_sound and repeating.HAS_SOUND_REPEATS)
        match = re.match(repeated(TURN), text)
    assert match is not None
    assert match.end() == _turns(text)


@pytest.mark.parametrize("is_sound", [True, False])
def test_nothing_is_given_back(monkeypatch: pytest.MonkeyPatch, is_sound: bool) -> None:
    monkeypatch.setattr(repeating, "HAS_SOUND_REPEATS", is_sound)
    assert re.match(repeated("a") + "a", "aaa") is None


SOUND = {
    "model/repeating.py": "says it for each Python",
    "store/positions.py": "a turn fails at its first sign, or where what follows takes the rest",
    "store/parsing.py": "a turn fails at its first sign, or at the end of the text",
    "exchange/sheets/records.py": "a turn fails at its first sign",
}
"""The modules that repeat a group by themselves, and why they may."""


def test_nobody_else_repeats_a_group_and_gives_nothing_back() -> None:
    found = set()
    for file in sorted(PACKAGE.rglob("*.py")):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            text = node.value if isinstance(node, ast.Constant) else ""
            if isinstance(text, str) and re.search(r"\)(\*|\+|\{[\d,]+\})\+", text):
                found.add(file.relative_to(PACKAGE).as_posix())
    assert found == SOUND.keys()
