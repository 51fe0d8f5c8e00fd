"""From bytes to text: the encodings in which French spreadsheets and editors write.

UTF-8 and UTF-16 tell themselves. Of the encodings of one byte a letter, the one is taken in which
the text has the accents of French where French has them; charset-normalizer, which short samples
mislead, is asked where none fits.
"""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

from iafiche.exchange.sheets.sheet import SourceError
from iafiche.model.text import quoted

_MARKS = (
    (codecs.BOM_UTF8, "utf-8", "UTF-8 avec marque"),
    (codecs.BOM_UTF32_LE, "utf-32-le", "UTF-32"),
    (codecs.BOM_UTF32_BE, "utf-32-be", "UTF-32"),
    (codecs.BOM_UTF16_LE, "utf-16-le", "UTF-16 LE"),
    (codecs.BOM_UTF16_BE, "utf-16-be", "UTF-16 BE"),
)
"""The marks of the beginning; UTF-32's before UTF-16's, which it begins with."""

_OF_ONE_BYTE = {
    "cp1252": "Windows-1252",
    "iso8859-15": "Latin-9",
    "mac-roman": "Mac Roman",
    "cp858": "DOS 850",
}
"""What French programs have written, the likeliest first."""

_SAMPLE = 64_000
_WEIGHTS = {
    **dict.fromkeys("éèàêçùîôûâëïœÉ", 1.0),
    **dict.fromkeys("\N{NO-BREAK SPACE}\N{NARROW NO-BREAK SPACE}«»’‘“”–—…€°", 1.0),
    **dict.fromkeys("ÈÀÊÇÙÎÔÛÂËÏŒ", 0.7),
    **dict.fromkeys("äæöüÿñÄÆÖÜŸÑ²³·•µ§×±½¼¾©®™", 0.4),
}
"""How much each letter and sign speaks for French; others speak against it."""

_INSIDE_WORDS = "’·–\N{NO-BREAK SPACE}"
_IN_CONTEXT = re.compile(r"(?s)(?<![^\x00-\x7f])(.?)([^\x00-\x7f])(?=(.?))")
_CONTROLS = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f-\x84\x86-\x9f\ufffe\uffff]")
_LEAST_FIT = 0.2
_MOST_CONTROLS = 0.1
_MOST_NULS = 0.3


@dataclass(frozen=True, slots=True)
class Text:
    """The text of a source.

    Attributes:
        content: The text, without a mark.
        encoding: What people call its encoding.
        remarks: What is unsure about it, in French sentences.
    """

    content: str
    encoding: str
    remarks: tuple[str, ...] = ()


def decode(data: bytes, encoding: str = "") -> Text:
    """Return the text that `data` holds, in `encoding` if that is given.

    Raises `SourceError` where it is not in that encoding, or looks like no text in any.
    """
    if encoding:
        return _forced(data, encoding)
    text = _detected(data)
    sample = text.content[:_SAMPLE]
    if len(_CONTROLS.findall(sample)) > _MOST_CONTROLS * len(sample):
        raise SourceError(
            "Ce fichier n'est ni un tableau ni un texte.",
            "Enregistrez le tableau au format .xlsx ou .csv, puis importez ce nouveau fichier.",
        )
    return text


def _forced(data: bytes, encoding: str) -> Text:
    try:
        # A mark goes away in UTF-16 and UTF-32 only where the name leaves the order open.
        content = data.decode(encoding).removeprefix("\ufeff")
    except LookupError:
        raise SourceError(
            f"L'encodage {quoted(encoding)} n'existe pas.",
            f"Essayez utf-8, utf-16 ou {', '.join(_OF_ONE_BYTE)}.",
        ) from None
    except ValueError:
        raise SourceError(
            f"Le fichier n'est pas en {quoted(encoding)}.",
            "Laissez reconnaître l'encodage, ou indiquez-en un autre.",
        ) from None
    return Text(content, encoding)


def _detected(data: bytes) -> Text:
    for mark, codec, name in _MARKS:
        if data.startswith(mark):
            return _tolerant(data[len(mark) :], codec, name)
    wide = _utf_16_without_mark(data)
    if wide:
        return _tolerant(data, wide, wide[:-3].upper() + wide[-3:].replace("-", " ").upper())
    try:
        return Text(data.decode(), "UTF-8")
    except UnicodeDecodeError:
        pass
    valid = data.decode(errors="ignore")
    if sum(not char.isascii() for char in valid) > len(data) - len(valid.encode()):
        return _tolerant(data, "utf-8", "UTF-8")
    return _of_one_byte(data)


def _utf_16_without_mark(data: bytes) -> str:
    """Return the codec of a text whose every other byte is often zero, or nothing."""
    sample = data[:_SAMPLE]
    half = len(sample) // 2
    if half and sample[1::2].count(0) > _MOST_NULS * half > 10 * sample[0::2].count(0):
        return "utf-16-le"
    if half and sample[0::2].count(0) > _MOST_NULS * half > 10 * sample[1::2].count(0):
        return "utf-16-be"
    return ""


def _tolerant(data: bytes, codec: str, name: str) -> Text:
    """Read a text whose encoding is known, some of whose bytes may be of another."""
    try:
        return Text(data.decode(codec), name)
    except UnicodeDecodeError as error:
        line = data[: error.start].decode(codec, "replace").count("\n") + 1
    handling, told = "replace", "ils sont remplacés par « � »"
    if codec == "utf-8":
        handling, told = _AS_WINDOWS, "ils sont lus en Windows-1252"
    remark = (
        f"Des octets ne sont pas en {codec.upper()}, les premiers ligne {line} : {told}."
        " Vérifiez les accents."
    )
    return Text(data.decode(codec, handling), name, (remark,))


def _of_one_byte(data: bytes) -> Text:
    lines = (line for line in data.splitlines() if not line.isascii())
    sample = b""
    for line in lines:
        sample += line[: _SAMPLE - len(sample)] + b"\n"
        if len(sample) >= _SAMPLE:
            break
    fits = {codec: _fit(_read(sample, codec)) for codec in _OF_ONE_BYTE}
    best = max(fits, key=fits.__getitem__)
    if fits[best] >= _LEAST_FIT:
        return Text(_read(data, best), _OF_ONE_BYTE[best])
    return _guessed(data, sample)


def _guessed(data: bytes, sample: bytes) -> Text:
    # Imported here: it takes longer to load than most files to read.
    from charset_normalizer import from_bytes

    found = from_bytes(sample).best()
    codec = found.encoding.replace("_", "-") if found else next(iter(_OF_ONE_BYTE))
    name = _OF_ONE_BYTE.get(codec, codec)
    remark = f"L'encodage a été deviné : {name}. Si des lettres sont fausses, indiquez le bon."
    return Text(
        data.decode(codec, _AS_WINDOWS if codec == "cp1252" else "replace"), name, (remark,)
    )


def _read(data: bytes, codec: str) -> str:
    return data.decode(codec, _AS_WINDOWS)


def _fit(text: str) -> float:
    """Return how far the accented letters and signs of a text are where French has them, to 1."""
    told = [_fits(*match.groups()) for match in _IN_CONTEXT.finditer(text)]
    return sum(told) / len(told) if told else 0.0


def _fits(before: str, char: str, after: str) -> float:
    weight = _WEIGHTS.get(char, -1.0)
    inside = before.isalpha() and after.isalpha()
    if inside and not (before.isascii() or after.isascii()):
        # No French word has three such letters in a row.
        return -1.0
    if char in "œŒ" and not after.isalpha():
        return -1.0
    if not char.isalpha():
        return -1.0 if inside and char not in _INSIDE_WORDS else weight
    if char.isupper():
        return -1.0 if before.islower() else weight
    return 0.0 if after.isupper() else weight


def _windows_bytes(error: UnicodeError) -> tuple[str, int]:
    """Read undecodable bytes as Windows-1252, the five it leaves open as controls (WHATWG)."""
    assert isinstance(error, UnicodeDecodeError)
    wrong = error.object[error.start : error.end]
    return wrong.decode("latin-1").translate(_WINDOWS), error.end


_AS_WINDOWS = "iafiche-windows-1252"
_WINDOWS = {
    byte: bytes((byte,)).decode("cp1252", "ignore") or chr(byte) for byte in range(128, 160)
}
codecs.register_error(_AS_WINDOWS, _windows_bytes)
