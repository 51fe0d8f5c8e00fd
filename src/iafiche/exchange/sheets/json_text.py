"""Parsing JSON and JSON Lines: nothing rounded, nothing dropped, and faults told in French."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from decimal import Decimal
from itertools import count
from typing import TYPE_CHECKING, Any, NoReturn

from iafiche.exchange.sheets.limits import check_columns, check_values
from iafiche.exchange.sheets.sheet import SourceError
from iafiche.model.text import quoted

if TYPE_CHECKING:
    from collections.abc import Container, Iterator

_BEGINS_LIKE_JSON = re.compile(r'\s*(?:\{\s*["}]|\[\s*[\[{"\]])')
_SPACES = re.compile(r"\s*")
_DEEPEST = 50
_TOLD = 5

_EXPECTED = (
    ("Expecting ',' delimiter", "une virgule manque, ou un crochet n'est pas fermé"),
    ("Expecting ':' delimiter", "le signe : manque après un nom"),
    ("Expecting property name", "un nom entre guillemets est attendu, et pas de virgule avant }"),
    ("Illegal trailing comma", "il y a une virgule de trop avant la fermeture"),
    ("Unterminated string", "un texte entre guillemets n'est pas terminé"),
    ("Invalid \\", "une barre oblique inverse (\\) est suivie d'un signe inattendu"),
    ("Expecting value", "une valeur manque, ou un texte n'est pas entre guillemets"),
)
"""What the standard library finds wrong (`json.decoder`, `_json.c`), and what it means."""

_GENERAL = "le texte ne suit pas les règles du format JSON"
_ADVICE = "Corrigez cet endroit, ou exportez de nouveau le fichier."


@dataclass(frozen=True, slots=True)
class Document:
    """One value of a JSON text, and the line it begins on."""

    line: int
    value: Any


@dataclass(frozen=True, slots=True)
class Parsed:
    """What a JSON text holds.

    Attributes:
        documents: Its values: one, or several one after the other as in JSON Lines.
        remarks: What is worth knowing, in French sentences.
    """

    documents: tuple[Document, ...]
    remarks: tuple[str, ...]


def parse(text: str) -> Parsed | None:
    """Return the values of a JSON text, or nothing where it does not even begin like JSON.

    Numbers that Python would round stay texts. Of a name that an object has twice, the second
    value stands under another name.
    Raises `SourceError` for JSON with a fault, or too large or too deep to be read.
    """
    check_values(text.count(","), text.count("[") + text.count("{"))
    doubled: dict[str, None] = {}
    try:
        documents = tuple(_documents(text, doubled))
    except json.JSONDecodeError as error:
        if not _BEGINS_LIKE_JSON.match(text):
            return None
        raise _fault(error) from None
    except RecursionError:
        raise _too_deep() from None
    if any(_is_deep(document.value) for document in documents):
        raise _too_deep()
    return Parsed(documents, tuple(_remarks(list(doubled))))


def _documents(text: str, doubled: dict[str, None]) -> Iterator[Document]:
    def keep_doubled(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        check_columns(len(pairs))
        known: dict[str, Any] = {}
        tried: dict[str, int] = {}
        for name, value in pairs:
            if name in known:
                doubled[name] = None
            known[free_name(name, known, tried)] = value
        return known

    decoder = json.JSONDecoder(
        object_pairs_hook=keep_doubled,
        parse_float=_exact_float,
        parse_int=_exact_int,
        parse_constant=_refuse_constant,
        # Line breaks and tabs within texts are forbidden, and harmless.
        strict=False,
    )
    line, counted = 1, 0
    at = _SPACES.match(text).end()  # type: ignore[union-attr]  # it matches anywhere
    while at < len(text):
        line, counted = line + text.count("\n", counted, at), at
        value, end = decoder.raw_decode(text, at)
        yield Document(line, value)
        at = _SPACES.match(text, end).end()  # type: ignore[union-attr]  # it matches anywhere


def free_name(name: str, taken: Container[str], tried: dict[str, int]) -> str:
    """Return `name`, or the first of « name (2) », « name (3) » … that is not taken.

    `tried` remembers for the names to come up to which number a name is: it begins empty.
    """
    if name not in taken:
        return name
    for number in count(tried.get(name, 1) + 1):
        if (free := f"{name} ({number})") not in taken:
            break
    tried[name] = number
    return free


def _exact_float(digits: str) -> float | str:
    number = float(digits)
    try:
        return number if Decimal(repr(number)) == Decimal(digits) else digits
    except ArithmeticError:
        return digits


def _exact_int(digits: str) -> int | str:
    try:
        return int(digits)
    except ValueError:
        # Python reads no more than 4,300 digits.
        return digits


def _refuse_constant(name: str) -> NoReturn:
    raise SourceError(
        f"Le fichier contient {name}, qui n'est pas une valeur en JSON.",
        "Remplacez-le par null ou par un nombre, ou exportez de nouveau le fichier.",
    )


def _fault(error: json.JSONDecodeError) -> SourceError:
    reason = next((said for found, said in _EXPECTED if error.msg.startswith(found)), _GENERAL)
    place = f"ligne {error.lineno}, caractère {error.colno}"
    return SourceError(f"Le JSON est incorrect {place} : {reason}.", _ADVICE)


def _too_deep() -> SourceError:
    return SourceError(
        "Dans ce JSON, des objets sont imbriqués sur trop de niveaux.",
        "Exportez une liste de fiches, chacune un objet d'un ou deux niveaux.",
    )


def _is_deep(value: object) -> bool:
    """Tell whether a value has more levels than any table, without a call for each."""
    level = [value]
    for _ in range(_DEEPEST):
        level = [
            item
            for outer in level
            if isinstance(outer, list | dict)
            for item in (outer.values() if isinstance(outer, dict) else outer)
        ]
        if not level:
            return False
    return True


def _remarks(doubled: list[str]) -> Iterator[str]:
    if doubled:
        names = ", ".join(map(quoted, doubled[:_TOLD]))
        yield (
            f"Un même objet donne deux fois {names} :"
            f" la seconde valeur est lue sous {quoted(f'{doubled[0]} (2)')}."
        )
