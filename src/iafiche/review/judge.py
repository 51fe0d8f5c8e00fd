"""Judging the files of folders, each by the settings of its own."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from iafiche.check.context import Context, ImageState
from iafiche.review.judging import (
    Compared,
    Judgement,
    Keepsake,
    State,
    checksum,
    compared_of,
    glance_of,
    judged_in_stages,
)
from iafiche.review.usual import prepare
from iafiche.store.folder_settings import NO_SETTINGS, read_folder_settings
from iafiche.store.opening import read_start
from iafiche.store.reading import LARGEST_FILE

if TYPE_CHECKING:
    import datetime
    from collections.abc import Iterable, Iterator

    from iafiche.review.scan import Place
    from iafiche.store.folder_settings import FolderSettings
    from iafiche.store.system_errors import Trouble

AT_A_TIME = 32
"""How many files are read, then judged in stages."""

_AT_A_TIME_BYTES = 500_000
"""The same where they are long."""


class Judge:
    """One day's rules and the settings of folders: what all files of a review have in common.

    Attributes:
        today: The day the review is made for.
        stale_after: From how many days without an update a fiche is called old, unless the
            settings of its folder say otherwise.
        folder_settings: Whether these count.
        is_lasting: Whether what is found is to be kept for other days.
        is_brief: Whether nothing is asked of right fiches but what they have in common.
    """

    def __init__(
        self,
        today: datetime.date,
        stale_after: int,
        *,
        folder_settings: bool,
        is_lasting: bool = False,
        is_brief: bool = False,
    ) -> None:
        self.today = today
        self.stale_after = stale_after
        self.folder_settings = folder_settings
        self.is_lasting = is_lasting
        self.is_brief = is_brief
        self._place: Place | None = None
        self._images = _Images("")
        self._context = Context(today)

    def __reduce__(self) -> tuple[object, ...]:
        """Send to another process what a judge is made of, and not what it has met."""
        flags = (self.folder_settings, self.is_lasting, self.is_brief)
        return _made_judge, (self.today, self.stale_after, *flags)

    def settings_of(self, place: Place) -> FolderSettings:
        """Return the settings that count in a folder."""
        return read_folder_settings(place.settings) if self.folder_settings else NO_SETTINGS

    def context_of(self, place: Place) -> Context:
        """Return the context of a folder's fiches."""
        if place is not self._place:
            # Fiches come folder by folder, and each folder has one place.
            policy = self.settings_of(place).policy
            stale_after = self.stale_after if policy.stale_after is None else policy.stale_after
            self._images = _Images(place.folder)
            self._context = Context(self.today, self._images.state_of, stale_after, policy)
            self._place = place
        return self._context

    def prepare(self, place: Place) -> None:
        """Make ready to judge many files, most of them in a folder like this."""
        prepare(self.context_of(place))

    def judge(self, paths: Iterable[str], place: Place) -> Iterator[Judgement | Compared]:
        """Yield what the files of one folder are, or the part of it that is asked.

        Whatever is wrong with a file is among its findings.
        """
        context = self.context_of(place)
        for files in _read(paths):
            yield from [self._asked(one) for one in judged_in_stages(files, context)]

    def keepsakes(self, paths: Iterable[str], place: Place) -> Iterator[Keepsake | Compared]:
        """Yield the same, to be sent or kept."""
        context, images = self.context_of(place), self._images
        for files in _read(paths):
            images.were_asked = False
            for data, judgement in zip(files, judged_in_stages(files, context), strict=True):
                kept = self._asked(judgement)
                if isinstance(kept, Compared):
                    yield kept
                else:
                    yield self._keepsake(data, kept, None if images.were_asked else context)
                images.were_asked = False

    def _keepsake(
        self, data: bytes | Trouble, judgement: Judgement, context: Context | None
    ) -> Keepsake:
        content, first, last = 0, *_NO_DAY
        if self.is_lasting and isinstance(data, bytes):
            content = checksum(data)
            if context is not None:
                first, last = _days_of(judgement, context)
        state, findings, source = judgement
        return Keepsake(state, findings, glance_of(source), content, first, last)

    def _asked(self, judgement: Judgement) -> Judgement | Compared:
        # Of what is unreadable something is always found.
        if self.is_brief and not judgement.findings:
            return compared_of(judgement.source)
        return judgement


_NO_DAY = (1, 0)


def _days_of(judgement: Judgement, context: Context) -> tuple[int, int]:
    # Loaded for the reviews that keep something.
    from iafiche.check.lasting import ALL_DAYS, days_of

    if judgement.state is State.UNREADABLE:
        return ALL_DAYS
    return days_of(judgement.source.values, context)


def _made_judge(
    today: datetime.date, stale_after: int, folder_settings: bool, is_lasting: bool, is_brief: bool
) -> Judge:
    return Judge(
        today,
        stale_after,
        folder_settings=folder_settings,
        is_lasting=is_lasting,
        is_brief=is_brief,
    )


def _read(paths: Iterable[str]) -> Iterator[list[bytes | Trouble]]:
    """Yield what files hold, some at a time."""
    files: list[bytes | Trouble] = []
    size = 0
    for path in paths:
        data = read_start(path, LARGEST_FILE + 1)
        files.append(data)
        size += len(data) if isinstance(data, bytes) else 0
        if len(files) == AT_A_TIME or size > _AT_A_TIME_BYTES:
            yield files
            files, size = [], 0
    if files:
        yield files


class _Images:
    """What stands beside the fiches of a folder, and whether anything was asked of it.

    Attributes:
        were_asked: A finding hangs on a file besides the fiche.
    """

    def __init__(self, folder: str) -> None:
        self._folder = folder
        self.were_asked = False

    def state_of(self, image: str) -> ImageState:
        # Loaded for the few fiches whose logo is a local file.
        from iafiche.store.local_images import image_at

        self.were_asked = True
        return image_at(Path(self._folder))(image)
