"""Being told how far a long piece of work has come, and a way to end it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol, TypeVar

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

T = TypeVar("T")


class Passing(Protocol):
    """Hands items on one by one, telling how far that has come; may raise, to end it all."""

    def __call__(self, items: Iterable[T], total: int, doing: str) -> Iterator[T]:
        """Yield the items; `doing` says what is done to them, in a few French words."""


def in_silence(items: Iterable[T], total: int, doing: str) -> Iterator[T]:  # noqa: ARG001
    """Hand items on where nobody wants to hear of it."""
    return iter(items)
