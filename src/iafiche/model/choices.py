"""Closed lists of values, and recognising the spellings that circulate."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from types import MappingProxyType
from typing import NamedTuple

from iafiche.model.text import squash

_NEAR_ENOUGH = 0.62
"""difflib's ratio from which another value is proposed: « Mobilitée » yes, « Sécurité » no."""

_LONGEST = 200
"""Up to how many characters a text is looked for; the published values have 60 at most."""


class Choice(NamedTuple):
    """One value of a list.

    Attributes:
        value: The published spelling, the one that leaves in the shared format.
        meaning: What it stands for, in a few French words of our own.
        group: The value of another list it belongs under, if any.
    """

    value: str
    meaning: str = ""
    group: str = ""

    def __str__(self) -> str:
        return self.value


@dataclass(frozen=True, eq=False, repr=False)
class ChoiceList:
    """A field's nomenclature: its values in order, and the variants met in real files."""

    choices: tuple[Choice, ...]
    variants: Mapping[str, Choice] = field(default_factory=lambda: MappingProxyType({}))

    def extended(self, extra: Iterable[str]) -> "ChoiceList":
        """Return the list with more values after its own."""
        more = tuple(Choice(value) for value in extra if value not in self.exact)
        return ChoiceList(self.choices + more, self.variants)

    @cached_property
    def values(self) -> tuple[str, ...]:
        """The published spellings, in the model's order."""
        return tuple(choice.value for choice in self.choices)

    @cached_property
    def exact(self) -> frozenset[str]:
        """The published spellings, to ask « is it in the list? » fast."""
        return frozenset(self.values)

    @cached_property
    def _known(self) -> dict[str, str]:
        known = {squash(spelling): choice.value for spelling, choice in self.variants.items()}
        known.update({squash(value): value for value in self.values})
        return known

    def recognise(self, text: str) -> str | None:
        """Return the published spelling that `text` certainly means, or None."""
        if text in self.exact:
            return text
        return self._known.get(squash(text)) if len(text) <= _LONGEST else None

    def nearest(self, text: str) -> str | None:
        """Return the value most like `text` when none is recognised, or None if none is near."""
        wanted = squash(text) if len(text) <= _LONGEST else ""
        if len(wanted) < 3:
            return None
        from difflib import get_close_matches

        close = get_close_matches(wanted, list(self._known), n=1, cutoff=_NEAR_ENOUGH)
        return self._known[close[0]] if close else None

    def may_become_one(self, text: str) -> bool:
        """Tell whether `text` is the beginning of a value or of a known variant."""
        wanted = squash(text) if len(text) <= _LONGEST else ""
        return bool(wanted) and any(known.startswith(wanted) for known in self._known)


def listed(*choices: Choice, variants: dict[str, Choice]) -> ChoiceList:
    """Return the nomenclature of these values, in their order, with their variants."""
    return ChoiceList(choices, MappingProxyType(variants))
