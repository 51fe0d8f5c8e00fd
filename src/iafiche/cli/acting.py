"""The argument of commands that do one of several things; the first of them unless told."""

from __future__ import annotations

from typing import TYPE_CHECKING

from iafiche.cli import french

if TYPE_CHECKING:
    from collections.abc import Sequence


def action_argument(actions: Sequence[str]) -> french.Argument:
    """Return the argument `action`, one of these words."""
    return french.Argument(
        ["action"],
        metavar="[ACTION]",
        type=french.Choice(actions),
        default=actions[0],
        help=f"Ce qu'il faut faire : {french.listed(actions)}.",
    )
