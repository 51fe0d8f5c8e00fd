"""What fiches have in common, batch by batch; taken over while nothing that is compared changes.

The rules over all fiches look at three texts of each. As long as a review comes upon the same
fiches with the same texts in the same order as the last review of the folder, what those rules
found then holds, and no fiche has to be looked at.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from iafiche.model.field import Role
from iafiche.review.folder_rules import FolderRules
from iafiche.review.judging import ROLES, Compared, Judgement, Keepsake, State, compared_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from iafiche.check.findings import Finding
    from iafiche.review.blocks import Block
    from iafiche.review.cache import Cache
    from iafiche.review.pipeline import Judged, Outcome

_HOLDER, _IDENTITY = ROLES.index(Role.HOLDER), ROLES.index(Role.IDENTITY)


class Sharing:
    """The rules over all fiches, on their way through a review."""

    def __init__(self) -> None:
        self._rules = FolderRules()
        # The cache whose past is followed: that of the folder the review begins with.
        self._cache: Cache | None = None
        self._taken_over = 0
        self._has_begun = False
        self._follows = True
        # What a folder has in common with one before it is of no use another time.
        self._is_alone = True

    def over(
        self, judged: Judged, *, is_brief: bool
    ) -> Iterator[tuple[str, Outcome, list[Finding]]]:
        """Yield the fiches of a batch, what they turned out to be, what they have in common.

        Args:
            judged: The batches of one review, in order.
            is_brief: Leave out the fiches that nothing is to be said of.
        """
        if not self._has_begun:
            self._cache, self._has_begun = judged.cache, True
        self._is_alone = self._is_alone and judged.cache is self._cache
        known = self._known(judged) if self._follows else None
        if known is None:
            self._stop_following()
            yield from self._looked_at(judged, is_brief)
            return
        assert judged.cache is not None
        judged.cache.note(judged.batch.place.folder, known)
        if is_brief and judged.whole is not None:
            block = judged.whole.block
            for rank in sorted({*block.with_findings, *known}):
                yield judged.batch.paths[rank], (block, rank), known.get(rank, [])
            return
        for rank, (path, outcome) in enumerate(
            zip(judged.batch.paths, judged.outcomes, strict=True)
        ):
            found = known.get(rank, [])
            if found or not (is_brief and _is_silent(outcome)):
                yield path, outcome, found

    def _known(self, judged: Judged) -> dict[int, list[Finding]] | None:
        """Return what was found of a batch last time, where that holds."""
        cache = judged.cache
        if cache is None or not self._is_alone or self._taken_over >= len(cache.past):
            return None
        row = cache.past[self._taken_over]
        if row.shared is None or row.shown != judged.batch.place.folder:
            return None
        if judged.whole is None or judged.whole.row is not row:
            block = cache.block_of(row)
            if block is None or not _compares_the_same(block, judged):
                return None
        known = cache.shared(row)
        if known is None or not all(rank in range(len(judged.batch.paths)) for rank in known):
            return None
        self._taken_over += 1
        return known

    def _stop_following(self) -> None:
        """Look at the fiches of the batches that were taken over, for those to come."""
        if not self._follows or self._cache is None:
            return
        self._follows = False
        for row in self._cache.past[: self._taken_over]:
            block = self._cache.block_of(row)
            if block is not None:
                for name, compared in zip(block.names, _of_block(block), strict=True):
                    if compared is not None:
                        self._rules.look(os.path.join(row.shown, name), *compared)  # noqa: PTH118

    def _looked_at(
        self, judged: Judged, is_brief: bool
    ) -> Iterator[tuple[str, Outcome, list[Finding]]]:
        shared = {}
        for rank, (path, outcome) in enumerate(
            zip(judged.batch.paths, judged.outcomes, strict=True)
        ):
            compared = _compared(outcome)
            found = [] if compared is None else self._rules.look(path, *compared)
            if found:
                shared[rank] = found
            if found or not (is_brief and _is_silent(outcome)):
                yield path, outcome, found
        if judged.cache is not None:
            judged.cache.note(judged.batch.place.folder, shared if self._is_alone else None)


def _is_silent(outcome: Outcome) -> bool:
    # One class at a time: making `Judgement | Keepsake` takes longer than the test.
    if isinstance(outcome, Compared):
        return True
    if isinstance(outcome, Judgement) or isinstance(outcome, Keepsake):  # noqa: SIM101
        return not outcome.findings
    block, rank = outcome
    return rank not in block.with_findings


def _compared(outcome: Outcome) -> Compared | None:
    """Return what the rules over all fiches compare; None of a file that cannot be read."""
    if isinstance(outcome, Compared):
        return outcome
    if isinstance(outcome, Judgement):
        return None if outcome.state is State.UNREADABLE else compared_of(outcome.source)
    if isinstance(outcome, Keepsake):
        glance = outcome.glance
        if outcome.state is State.UNREADABLE:
            return None
        return Compared(glance.texts[_HOLDER], glance.texts[_IDENTITY], glance.words)
    block, rank = outcome
    if block.state(rank) is State.UNREADABLE:
        return None
    return Compared(block.texts[_HOLDER][rank], block.texts[_IDENTITY][rank], block.words[rank])


def _of_block(block: Block) -> Iterator[Compared | None]:
    return (_compared((block, rank)) for rank in range(len(block.names)))


def _compares_the_same(block: Block, judged: Judged) -> bool:
    names = [os.path.basename(path) for path in judged.batch.paths]  # noqa: PTH119
    return block.names == names and list(_of_block(block)) == list(map(_compared, judged.outcomes))
