"""Free text, on one line or several."""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING, ClassVar

from iafiche.model.flaws import Code, Flaw
from iafiche.model.kinds.base import Kind

if TYPE_CHECKING:
    from collections.abc import Iterator

# C0 and C1 controls but tab and line feed, bidirectional overrides and isolates (they make text
# read otherwise than it is stored), byte-order marks, and the sign of a lost character.
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufeff]")
_LOST = "\N{REPLACEMENT CHARACTER}"
# UTF-8 read as Windows-1252 shows a capital Ã, Â or â followed by a sign that French never
# puts there.
_MOJIBAKE = re.compile(
    "(?:[ÂÃ][\x80-\xbf€‚ƒ„…†‡ˆ‰Š‹Œ‘’“”•–—˜™š›œŸ])+|â€[\x80-\xbf™˜œ\x9d¦“”–—š¢]|Å[“’]"
)
_HTML = re.compile(
    r"</?(?:a|b|br|div|em|font|h[1-6]|hr|i|img|li|ol|p|script|span|strong|style|table|td|tr|u|ul)"
    r"(?:\s[^<>]*)?/?>|&(?:nbsp|amp|lt|gt|quot|eacute|egrave|agrave|ccedil|#\d{2,5});",
    re.IGNORECASE,
)
_SUSPECT = re.compile(f"{_CONTROL.pattern}|{_LOST}|{_MOJIBAKE.pattern}|{_HTML.pattern}", re.I)
_BREAK = re.compile(r"<br\s*/?>|</p>\s*", re.IGNORECASE)


def suspect_flaws(text: str) -> Iterator[Flaw]:
    """Yield the traces that a bad copy leaves in a text: each with the text repaired."""
    if not _SUSPECT.search(text):
        return
    if _CONTROL.search(text):
        yield Flaw(
            Code.TEXTE_SUSPECT,
            "Le texte contient des caractères de contrôle invisibles.",
            "Acceptez le texte nettoyé ou ressaisissez-le.",
            _CONTROL.sub("", text.replace("\r\n", "\n").replace("\r", "\n")),
            safe=True,
        )
    if _LOST in text:
        yield Flaw(
            Code.TEXTE_SUSPECT,
            f"Le texte contient « {_LOST} » : un caractère s'est perdu lors d'une copie.",
            "Remplacez ce signe par le caractère d'origine, souvent une lettre accentuée.",
        )
    if _MOJIBAKE.search(text):
        yield Flaw(
            Code.TEXTE_SUSPECT,
            "Des lettres accentuées sont abîmées (« Ã© » au lieu de « é »).",
            "Acceptez le texte réparé ou ressaisissez les lettres accentuées.",
            repaired if (repaired := _unscramble(text)) != text else None,
            safe=True,
        )
    if _HTML.search(text):
        bare = html.unescape(_HTML.sub(_tag_away, _BREAK.sub("\n", text))).strip()
        yield Flaw(
            Code.TEXTE_SUSPECT,
            "Le texte contient des restes de code HTML.",
            "Gardez le texte seul, sans balises.",
            bare or None,
        )


def _tag_away(match: re.Match[str]) -> str:
    return match[0] if match[0].startswith("&") else ""


def _unscramble(text: str) -> str:
    def repaired(match: re.Match[str]) -> str:
        raw = bytearray()
        for char in match[0]:
            try:
                raw += char.encode("cp1252")
            except UnicodeEncodeError:
                # The five bytes that Windows-1252 leaves undefined come through as C1 controls.
                raw += char.encode("latin-1")
        try:
            return raw.decode("utf-8")
        except UnicodeDecodeError:
            return match[0]

    return _MOJIBAKE.sub(repaired, text)


class LongText(Kind):
    """A text of one or several paragraphs."""

    name: ClassVar[str] = "texte long"
    multiline: ClassVar[bool] = True

    def flaws(self, value: str | tuple[str, ...]) -> Iterator[Flaw]:
        """Yield the traces of a bad copy."""
        assert isinstance(value, str)
        yield from suspect_flaws(value)


class ShortText(Kind):
    """A text on one line."""

    name: ClassVar[str] = "texte court"

    def flaws(self, value: str | tuple[str, ...]) -> Iterator[Flaw]:
        """Yield the traces of a bad copy, line breaks among them."""
        assert isinstance(value, str)
        if "\n" in value:
            yield Flaw(
                Code.TEXTE_SUSPECT,
                "Ce champ tient sur une seule ligne, et le texte en compte plusieurs.",
                "Acceptez le texte remis sur une ligne.",
                " ".join(value.split()),
                safe=True,
            )
        yield from suspect_flaws(value)
