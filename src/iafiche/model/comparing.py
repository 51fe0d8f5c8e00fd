"""Whether two contents of a file are the same for the file: types told apart, nan equal to nan."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING, TypeVar

from iafiche.model.values import Foreign

if TYPE_CHECKING:
    from collections.abc import Mapping

    from iafiche.model.draft import Draft

_Key = TypeVar("_Key")


def same_draft(one: Draft, other: Draft) -> bool:
    """Tell whether two drafts would be written alike."""
    return _same_items(one.values, other.values) and _same_items(one.unknown, other.unknown)


def same_value(one: object, other: object) -> bool:
    """Tell whether two values of drafts or of TOML would be written alike.

    Python holds `1`, `1.0` and `True` equal, and `nan` different from itself; a file does not.
    """
    if type(one) is not type(other):
        return False
    if isinstance(one, Foreign) and isinstance(other, Foreign):
        return same_value(one.raw, other.raw)
    if isinstance(one, dict) and isinstance(other, dict):
        return _same_items(one, other)
    if isinstance(one, list | tuple) and isinstance(other, list | tuple):
        return len(one) == len(other) and all(map(same_value, one, other))
    if isinstance(one, float):
        return repr(one) == repr(other)
    if isinstance(one, datetime.datetime) and isinstance(other, datetime.datetime):
        return one == other and one.utcoffset() == other.utcoffset()
    return one == other


def _same_items(one: Mapping[_Key, object], other: Mapping[_Key, object]) -> bool:
    return one.keys() == other.keys() and all(same_value(one[key], other[key]) for key in one)
