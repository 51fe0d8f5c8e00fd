"""An export tells how far it has come, and ends where whoever listens wants it to."""

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import TypeVar

import pytest

from iafiche.exchange.exporting import Named, export
from iafiche.exchange.profiles import PROFILES, Profile
from tests.fiches import complete_draft

T = TypeVar("T")
FICHES = [Named(f"{rank}.fiche.toml", complete_draft(nom_projet=f"{rank}")) for rank in range(3)]


class EnoughError(Exception):
    """Whoever listens has had enough."""


class Listener:
    """Counts what it is told of; has enough of one thing after a while."""

    def __init__(self, doing: str = "") -> None:
        self.told: Counter[str] = Counter()
        self._enough_of = doing

    def __call__(self, items: Iterable[T], total: int, doing: str) -> Iterator[T]:
        assert total == len(FICHES)
        for item in items:
            if doing == self._enough_of and self.told[doing]:
                raise EnoughError
            self.told[doing] += 1
            yield item


@pytest.mark.parametrize("profile", PROFILES, ids=lambda profile: profile.name)
def test_each_pass_over_the_fiches_is_told_and_can_be_ended(profile: Profile) -> None:
    listener = Listener()
    export(profile, FICHES, complete=False, passing=listener)
    assert listener.told == dict.fromkeys(("Écriture…", "Relecture…", "Comparaison…"), len(FICHES))
    for doing in listener.told:
        with pytest.raises(EnoughError):
            export(profile, FICHES, complete=False, passing=Listener(doing))
