"""What checking needs to know of the world: passed in, never looked up."""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING, NamedTuple

from iafiche.check.policy import NO_POLICY, Policy

if TYPE_CHECKING:
    import datetime
    from collections.abc import Callable

STALE_AFTER = 365
"""From how many days without an update a fiche is called old, unless a setting says otherwise."""


class ImageState(Enum):
    """What stands at the path of a local logo."""

    UNKNOWN = "nobody looked"
    IMAGE = "an image"
    MISSING = "nothing"
    OTHER = "something that is no image"


def _nobody_looked(_path: str) -> ImageState:
    return ImageState.UNKNOWN


class Context(NamedTuple):
    """Today's date, what local files are, and the settings.

    Attributes:
        today: The day the check is made for.
        image_at: Tells what stands at a path written in a fiche.
        stale_after: From how many days without an update a fiche is called old.
        policy: What the settings of the fiche's folder change.
    """

    today: datetime.date
    image_at: Callable[[str], ImageState] = _nobody_looked
    stale_after: int = STALE_AFTER
    policy: Policy = NO_POLICY
