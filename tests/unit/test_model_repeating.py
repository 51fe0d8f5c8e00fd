"""What is repeated is matched whole, and nothing of it given back, by any Python's expressions."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from iafiche.model import repeating
from iafiche.model.repeating import repeated

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
