"""From the lines a person types to the value they mean, and how a field is answered."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from iafiche.model.kinds import FreeList, OneOf, SeveralOf
from iafiche.model.text import squash

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from iafiche.model.catalogue import FieldSpec
    from iafiche.model.choices import ChoiceList

END = "."
"""The line that ends a text, as in mail."""

_NUMBERS = re.compile(r"\s*[0-9]{1,4}(?:\s+[0-9]{1,4})+\s*")
_SHORTEST_PART = 2


def choices_of(spec: FieldSpec) -> ChoiceList | None:
    """Return the list that a field's values are taken from, if there is one."""
    return spec.kind.choices if isinstance(spec.kind, OneOf | SeveralOf) else None


def takes_lines(spec: FieldSpec) -> bool:
    """Tell whether an answer goes on over several lines."""
    return spec.kind.multiline or isinstance(spec.kind, FreeList)


def ends(spec: FieldSpec, line: str) -> bool:
    """Tell whether a further line ends the answer; a blank one may stand in a text."""
    return line.rstrip() == END or (not spec.kind.multiline and not line.strip())


def value_of(
    spec: FieldSpec, lines: Iterable[str], names: Sequence[str] = ()
) -> str | tuple[str, ...]:
    """Return the value that the lines of an answer mean, right or wrong.

    What is no number and no part of a listed value stays as it was typed; `names` are earlier
    ones of the field, that a number stands for where there is no list.
    """
    if spec.kind.multiline:
        return "\n".join(_undoubled(line) for line in lines)
    typed = [line.strip() for line in lines if line.strip()]
    choices = choices_of(spec)
    if choices is None:
        return _free(spec, typed, names)
    text = " ".join(typed)
    if not spec.kind.many:
        return chosen(choices, text)
    parts = text.split() if _NUMBERS.fullmatch(text) else spec.kind.from_text(text)
    return tuple(dict.fromkeys(chosen(choices, part) for part in parts))


def chosen(choices: ChoiceList, text: str) -> str:
    """Return the value meant by its spelling, its number or a part of it; else the text itself."""
    known = choices.recognise(text)
    if known is not None:
        return known
    listed = _numbered(choices.values, text)
    if listed is not None:
        return listed
    holding = holding_part(choices, text)
    return holding[0] if len(holding) == 1 else text


def holding_part(choices: ChoiceList, text: str) -> list[str]:
    """Return the values that contain a text, accents, case and spaces left aside."""
    part = squash(text)
    if len(part) < _SHORTEST_PART:
        return []
    return [value for value in choices.values if part in squash(value)]


def instruction(spec: FieldSpec) -> str:
    """Return how the field is answered where one line of text is not all; else nothing."""
    kind = spec.kind
    if kind.multiline:
        return f"Plusieurs lignes ; une ligne faite d'un seul point « {END} » termine le texte."
    if isinstance(kind, FreeList):
        return (
            "Un nom par ligne, ou plusieurs séparés par des virgules ; une ligne vide termine"
            " la liste."
        )
    if isinstance(kind, SeveralOf):
        limit = f"{kind.at_most} valeurs au plus" if kind.at_most else "une ou plusieurs valeurs"
        return f"Des numéros ou des parties de valeurs, séparés par des virgules ; {limit}."
    return "Un numéro, ou une partie de la valeur." if isinstance(kind, OneOf) else ""


def further_instruction(spec: FieldSpec) -> str:
    """Return what the help adds to the instruction."""
    if spec.kind.multiline:
        return "Quand une ligne du texte commence par un point, doublez ce point."
    if isinstance(spec.kind, FreeList):
        return 'Un nom qui contient une virgule s\'écrit entre guillemets : "Aa, Bb et fils".'
    return ""


def _undoubled(line: str) -> str:
    return line[1:] if line.startswith(2 * END) else line


def _numbered(values: Sequence[str], text: str) -> str | None:
    """Return the value of that number, if the text is the number of one."""
    if re.fullmatch("[0-9]{1,4}", text) and 0 < int(text) <= len(values):
        return values[int(text) - 1]
    return None


def _free(spec: FieldSpec, lines: list[str], names: Sequence[str]) -> str | tuple[str, ...]:
    if not spec.kind.many:
        text = " ".join(lines)
        return _numbered(names, text) or spec.kind.from_text(text)
    given: list[str] = []
    for line in lines:
        if len(line) > 2 and line[0] == line[-1] == '"':
            given.append(line[1:-1])
            continue
        parts = line.split() if names and _NUMBERS.fullmatch(line) else spec.kind.from_text(line)
        given.extend(_numbered(names, part) or part for part in parts)
    return tuple(given)
