"""Free text, on one line or several, and the traces that a bad copy leaves in it."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, ClassVar

from iafiche.model.flaws import Code, Flaw
from iafiche.model.git_conflicts import ADVICE, conflicts_in
from iafiche.model.kinds.base import Kind

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

# The patterns below are compiled when first met: nearly every text is free of all of them.

_LOST = "\N{REPLACEMENT CHARACTER}"
_BREAKS = r"\r\n?|[\v\f\x85\u2028\u2029]"
# C0 and C1 controls but tab and line feed; soft hyphens and zero-width signs; bidirectional
# marks, overrides and isolates (text would read otherwise than it is stored); byte-order marks.
# Not the joiners U+200C and U+200D, which scripts and emoji need.
_CONTROLS = (
    r"\x00-\x08\x0b-\x1f\x7f-\x9f\xad\u200b\u200e\u200f\u2028-\u202e\u2060\u2066-\u2069\ufeff"
)
_SURROGATES = r"\ud800-\udfff"
# UTF-8 read as Windows-1252: a capital Ã, Â or Å, or « â€ », followed by a sign that French
# never puts there. The no-break space of « à » is often a plain space by now, or gone.
_CONTINUATION = "\x80-\xbf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ"
_MOJIBAKE = (
    rf"[ÂÃÅ][{_CONTINUATION}]|â[€‚„†\x80\x82\x84\x86][{_CONTINUATION}]"
    r"|(?<![A-ZÀ-Ý])Ã(?: (?= )|(?=\s)|\Z)"
)
_TAG = (
    r"(?i:</?(?:a|b|br|div|em|font|h[1-6]|hr|i|img|li|ol|p|script|span|strong|style|table|td|tr|u"
    r"|ul)(?:\s[^<>]*)?/?>)"
)
_ENTITY = (
    r"&(?:nbsp|amp|lt|gt|quot|apos|euro|deg|hellip|[mn]dash|[lr](?:aquo|[sd]quo)|(?:oe|ae)lig"
    r"|[ADEIOUCadeiouc](?:acute|grave|circ|uml|cedil)|#\d{2,5}|#x[0-9A-Fa-f]{2,4});"
)
_BLOCK = r"(?i:<(?:br|hr)\s*/?>|</(?:p|div|li|h[1-6]|tr|ul|ol|table)>)"
_TRACES = rf"{_CONTROLS}{_SURROGATES}{_LOST}ÂÃÅ<&"
_LAYERS = 8
_REPAIRED = 20_000


_PAIRS = ("â€", "â‚", "â„", "â†")
# Every sign of ASCII that needs no look: not « < », « & » and « \\ », nor a control.
_HARMLESS = bytes({*range(0x20, 0x7F), *b"\t\n\r"} - {*b"<&\\"})
_PAIRED = _PAIRS[0].encode()[:3]
"""How each pair begins, and next to nothing else: « â » and « ’ » are as a rule letters apart."""


def is_spotless(file: bytes) -> bool:
    """Tell whether surely no text in a TOML file holds a trace of a bad copy.

    Looking at what is no plain letter of ASCII takes a tenth of the time of looking at each text.
    A backslash may write any sign; other controls than line ends and tabs are no TOML.

    Args:
        file: What the file holds, in valid UTF-8.
    """
    rest = file.translate(None, _HARMLESS)
    if _foreign().fullmatch(rest.decode()) is None:
        return False
    return _PAIRED not in rest or _PAIRED not in file


def suspect_flaws(text: str, *, multiline: bool) -> Iterator[Flaw]:
    """Yield the traces that a bad copy leaves in a text: each with the text repaired.

    A repair includes those of the flaws before it, so that none undoes or spoils another.
    """
    if not _traces().search(text) and not any(pair in text for pair in _PAIRS):
        return
    mended = text
    if re.search(_MOJIBAKE, text):
        unscrambled = _repeated(_unscrambled, text)
        yield Flaw(
            Code.TEXTE_SUSPECT,
            "Des lettres accentuées sont abîmées (« Ã© » au lieu de « é »).",
            "Acceptez le texte réparé, ou ressaisissez les lettres accentuées.",
            unscrambled,
            safe=True,
        )
        mended = unscrambled or text
    if re.search(f"[{_CONTROLS}]", mended):
        mended = _cleaned(mended, multiline)
        yield Flaw(
            Code.TEXTE_SUSPECT,
            "Le texte contient des caractères de contrôle invisibles.",
            "Acceptez le texte nettoyé, ou ressaisissez-le.",
            mended,
            safe=True,
        )
    if re.search(f"[{_SURROGATES}{_LOST}]", mended):
        yield Flaw(
            Code.TEXTE_SUSPECT,
            f"Le texte contient « {_LOST} » : un caractère s'est perdu lors d'une copie.",
            "Remplacez ce signe par le caractère d'origine, souvent une lettre accentuée.",
        )
    if "<<<" in mended and conflicts_in(mended):
        # Its marks would be taken for HTML.
        yield Flaw(
            Code.TEXTE_SUSPECT, "Un conflit de fusion git n'est pas réglé dans ce texte.", ADVICE
        )
    elif (">" in mended or ";" in mended) and re.search(f"{_TAG}|{_ENTITY}", mended):
        yield Flaw(
            Code.TEXTE_SUSPECT,
            "Le texte contient des restes de code HTML.",
            "Gardez le texte seul, sans balises.",
            _repeated(lambda layer: _without_html(layer, multiline), mended) or None,
        )


def fills_a_line(text: str) -> bool:
    """Tell whether a text is not blank, and has no line break that TOML lets through."""
    return text != "" and "\n" not in text and not text.isspace()


def one_line_flaws(text: str) -> Iterator[Flaw]:
    """Yield what is wrong with a text that has to stand on one line."""
    if "\n" in text:
        yield Flaw(
            Code.TEXTE_SUSPECT,
            "Le texte compte plusieurs lignes, alors qu'il doit tenir sur une seule.",
            "Acceptez le texte remis sur une ligne.",
            " ".join(text.split()),
            safe=True,
        )
    yield from suspect_flaws(text, multiline=False)


def _cleaned(text: str, multiline: bool) -> str:
    return re.sub(f"[{_CONTROLS}]", "", re.sub(_BREAKS, "\n" if multiline else " ", text))


def _without_html(text: str, multiline: bool) -> str:
    import html

    bare = re.sub(_BLOCK, "\n" if multiline else " ", text)
    bare = re.sub(_TAG, "", bare)
    bare = re.sub(_ENTITY, lambda entity: html.unescape(entity[0]), bare)
    return _cleaned(_unscrambled(bare), multiline).strip()


def _unscrambled(text: str) -> str:
    return re.sub(_MOJIBAKE, _read_again, text)


def _repeated(repair: Callable[[str], str], text: str) -> str | None:
    """Return `text` repaired until nothing changes, or None where that takes too long.

    A text copied several times is spoiled in layers: « &amp;eacute; ».
    """
    if len(text) > _REPAIRED:
        return None
    for _ in range(_LAYERS):
        mended = repair(text)
        if mended == text:
            return text
        text = mended
    return None


def _read_again(match: re.Match[str]) -> str:
    if match[0] in ("Ã", "Ã "):
        return "à"
    raw = bytearray()
    for char in match[0]:
        try:
            raw += char.encode("cp1252")
        except UnicodeEncodeError:
            # The five bytes that Windows-1252 leaves undefined come through as C1 controls.
            raw += char.encode("latin-1")
    return raw.decode("utf-8")


class LongText(Kind):
    """A text of one or several paragraphs."""

    name: ClassVar[str] = "texte long"
    multiline: ClassVar[bool] = True

    def surely_right(self, raw: object) -> bool:
        """Take any text that is not blank."""
        return isinstance(raw, str) and raw != "" and not raw.isspace()

    def flaws(self, value: str | tuple[str, ...]) -> Iterator[Flaw]:
        """Yield the traces of a bad copy."""
        assert isinstance(value, str)
        yield from suspect_flaws(value, multiline=True)


class ShortText(Kind):
    """A text on one line."""

    name: ClassVar[str] = "texte court"

    def surely_right(self, raw: object) -> bool:
        """Take any text that fills one line."""
        return isinstance(raw, str) and fills_a_line(raw)

    def flaws(self, value: str | tuple[str, ...]) -> Iterator[Flaw]:
        """Yield the traces of a bad copy, line breaks among them."""
        assert isinstance(value, str)
        yield from one_line_flaws(value)


@cache
def _traces() -> re.Pattern[str]:
    # One pass over a set of characters clears nearly every text.
    return re.compile(f"[{_TRACES}]")


@cache
def _foreign() -> re.Pattern[str]:
    return re.compile(rf"[^\x00-\x7f{_TRACES}]*+")
