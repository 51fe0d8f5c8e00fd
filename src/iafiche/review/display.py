"""Text from files and file names, made fit to be shown: as text, in cells, within a width."""

from __future__ import annotations

import re
import unicodedata

# What a terminal would obey rather than show: C0 and C1 controls, bidirectional marks, overrides
# and isolates, line and paragraph separators, byte-order marks, and the lone surrogates by which
# Python keeps a file name's undecodable bytes.
_UNSEEN = re.compile(
    "[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff\ud800-\udfff]"
)
# The patterns below are compiled when first met.
_COMMAND = r"(?m)^\s*::|##(?=\w*\[)"
_BESIDE_SIGNS = "(?<=«) | (?=[»:;?!%])"
_NBSP, _NARROW_NBSP = "\N{NO-BREAK SPACE}", "\N{NARROW NO-BREAK SPACE}"
_PARTS = r"[^-./\\_]*[-./\\_]|[^-./\\_]+"
_CONTROL_PICTURES = 0x2400
_DELETE = 0x7F
_ESCAPED_BYTES = range(0xDC80, 0xDD00)
_FIRST_COMBINING, _SOFT_HYPHEN = "\u0300", "\xad"
_ZERO_WIDTH = frozenset({"Mn", "Me", "Cf"})


def visible(text: str) -> str:
    """Return `text` on one line, with every character that a terminal would obey made visible.

    An escape becomes « ␛ », a line feed « ␊ », an undecodable byte of a file name « \\xe9 »: no
    content of a file can move the cursor, colour the screen, or reverse the reading order.
    """
    return text if _is_surely_visible(text) else _UNSEEN.sub(_picture, text)


def _is_surely_visible(text: str) -> bool:
    # What is printable to Python holds none of them, and is told so in a tenth of the time; but
    # for it the spaces of French punctuation are not printable.
    return text.replace(_NBSP, " ").replace(_NARROW_NBSP, " ").isprintable()


def is_visible(text: str) -> bool:
    """Tell whether `visible` would leave `text` as it is."""
    return _UNSEEN.search(text) is None


def visible_in_place(text: str) -> str:
    """Return `text` made visible with one sign for each character: positions in it stay true.

    For text under a cursor: what has no picture of its own becomes « � ».
    """
    return _UNSEEN.sub(_single_picture, text)


def visible_lines(text: str) -> str:
    """Return `text` made visible as `visible` does, its line ends kept."""
    if _is_surely_visible(text.replace("\n", " ")):
        return text
    return "\n".join(visible(line) for line in text.replace("\r\n", "\n").split("\n"))


def inert(lines: str) -> str:
    """Return lines of text in which no service of continuous integration sees a command.

    GitHub and Azure obey a line that begins with « :: », and « ##[…] » or « ##vso[…] » anywhere in
    one; TeamCity « ##teamcity[…] ». Such signs are parted by a space.
    """
    return re.sub(_COMMAND, _parted, lines) if "::" in lines or "##" in lines else lines


def _parted(match: re.Match[str]) -> str:
    return f"{match[0][:-1]} {match[0][-1]}"


def _single_picture(match: re.Match[str]) -> str:
    picture = _picture(match)
    return picture if len(picture) == 1 else "\N{REPLACEMENT CHARACTER}"


def _picture(match: re.Match[str]) -> str:
    code = ord(match[0])
    if code < 0x20:
        return chr(_CONTROL_PICTURES + code)
    if code == _DELETE:
        return "␡"
    if code in _ESCAPED_BYTES:
        return f"\\x{code - 0xDC00:02x}"
    return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}"


def typeset(text: str) -> str:
    """Return `text` with no-break spaces where French wants them, so that no line begins amiss."""
    return re.sub(_BESIDE_SIGNS, _NBSP, text)


def cells(text: str) -> int:
    """Return how many cells of a terminal `text` takes: wide characters two, accents none."""
    if text.isascii() or (max(text) < _FIRST_COMBINING and _SOFT_HYPHEN not in text):
        return len(text)
    return sum(map(_cells_of, text))


def _cells_of(char: str) -> int:
    if unicodedata.category(char) in _ZERO_WIDTH:
        return 0
    return 2 if unicodedata.east_asian_width(char) in "WF" else 1


def pad(text: str, width: int) -> str:
    """Return `text` followed by the spaces that make it `width` cells wide."""
    return text + " " * (width - cells(text))


def wrap(text: str, width: int) -> list[str]:
    """Return the lines of `text`, none wider than `width` cells: broken at spaces if possible.

    Nothing is lost but the spaces at the breaks. There is always at least one line.
    """
    lines = [""]
    for word in text.split(" "):
        joined = f"{lines[-1]} {word}" if lines[-1] else word
        if cells(joined) <= width:
            lines[-1] = joined
            continue
        if not lines[-1]:
            lines.pop()
        lines.extend(_pieces(word, width))
    return lines


def _pieces(word: str, width: int) -> list[str]:
    """Cut a word that is too wide, after its punctuation where it has some."""
    pieces = [""]
    for part in re.findall(_PARTS, word):
        for bit in [part] if cells(part) <= width else part:
            if pieces[-1] and cells(pieces[-1] + bit) > width:
                pieces.append("")
            pieces[-1] += bit
    return pieces
