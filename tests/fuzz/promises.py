"""What every reader promises of any bytes, whoever tries them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

_ENGLISH = re.compile(
    r"\b(?:the|not|is|error|invalid|expected|cannot|line|must|unexpected|failed|object|codec|bytes"
    r"|NoneType|Traceback)\b",
    re.IGNORECASE,
)
_QUOTED = re.compile(r"«.*»|'[^']*'|\"[^\"]*\"", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Target:
    """One reader.

    Attributes:
        name: What it is called on the command line.
        check: Gives it some bytes; any exception is a broken promise.
        examples: Sound content, to begin from.
        words: What its language is made of.
    """

    name: str
    check: Callable[[bytes], None]
    examples: Callable[[], Iterable[bytes]]
    words: tuple[bytes, ...] = ()


def assert_said(message: str, advice: str) -> None:
    """Hold a message to what a person needs: what is wrong and what to do, in French."""
    for sentence in (message, advice):
        assert sentence.strip(), (message, advice)
        assert len(sentence) < 5_000, "a message as long as a file"
        english = _ENGLISH.search(_QUOTED.sub("", sentence))
        assert english is None, (english, sentence)
    assert message.rstrip().endswith((".", "»", "!")), message
