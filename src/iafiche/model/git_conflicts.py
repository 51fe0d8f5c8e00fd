"""The marks that git leaves in a file where it could not merge what two people have changed.

Source: git-merge(1), « How conflicts are presented ».
"""

from __future__ import annotations

from typing import NamedTuple

_OURS, _BETWEEN, _THEIRS = (sign * 7 for sign in "<=>")
_MOST_TOLD = 3


class Conflict(NamedTuple):
    """One place that two people have changed, by the lines of its first and last mark, from 1."""

    first: int
    last: int


def conflicts_in(text: str) -> tuple[Conflict, ...]:
    """Return the conflicts that a text holds: only whole ones, their marks in order."""
    if _OURS not in text:
        return ()
    found = []
    first, has_middle = 0, False
    for number, line in enumerate(text.split("\n"), start=1):
        if _is_mark(line, _OURS):
            first, has_middle = number, False
        elif first and line.rstrip("\r") == _BETWEEN:
            has_middle = True
        elif first and has_middle and _is_mark(line, _THEIRS):
            found.append(Conflict(first, number))
            first = 0
    return tuple(found)


def places_told(conflicts: tuple[Conflict, ...]) -> str:
    """Return how many there are and where, in one French sentence."""
    places = [f"{each.first} à {each.last}" for each in conflicts[:_MOST_TOLD]]
    told = ", ".join(places) + (" et suivantes" if len(conflicts) > len(places) else "")
    if len(conflicts) == 1:
        return f"Un conflit de fusion git n'est pas réglé : lignes {told}."
    return f"{len(conflicts)} conflits de fusion git ne sont pas réglés : lignes {told}."


ADVICE = (
    f"Entre « {_OURS} » et « {_BETWEEN} » se trouve une version, entre « {_BETWEEN} » et"
    f" « {_THEIRS} » l'autre : gardez la bonne, supprimez l'autre et ces lignes de signes."
)


def _is_mark(line: str, mark: str) -> bool:
    # Behind the mark stands the name of a branch, or nothing.
    return line.startswith(mark) and line[len(mark) : len(mark) + 1] in ("", " ", "\r")
