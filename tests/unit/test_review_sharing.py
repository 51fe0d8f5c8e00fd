"""What fiches have in common is found again, whether it is looked for or taken over."""

from __future__ import annotations

import os
import random
from typing import TYPE_CHECKING

import pytest

from iafiche.review.folder_rules import FolderRules
from iafiche.review.verdict import State, review_files
from iafiche.store.document import new_text
from tests.conftest import TODAY
from tests.fiches import complete_draft

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from iafiche.check.findings import Finding
    from iafiche.review.verdict import Verdict

    Told = tuple[str, State, tuple[Finding, ...], str]

LONG_AGO = 1_700_000_000_000_000_000
_HOLDERS = ("Ville de Belrive", "Ville de  Belrive", "Pays de Combe")
_NUMBERS = ("21579990900019", "21570001000018", "2157")
_PROJECTS = ("Propreté des rives", "Propretée des rives", "Tri du courrier", "Fuites d'eau")


class Folder:
    """Fiches that often have something in common, their cache, and the fiches looked at."""

    def __init__(self, base: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.path = base / "fiches"
        self.cache = base / "cache"
        self.looked_at = 0
        self._written = 0
        look = FolderRules.look

        def counted(rules: FolderRules, path: str, *compared: str) -> object:
            self.looked_at += 1
            return look(rules, path, *compared)

        monkeypatch.setattr(FolderRules, "look", counted)

    def write(self, name: str, text: str | None = None, **changes: str) -> None:
        """Write a fiche, each at a time of its own long ago."""
        path = self.path / f"{name}.fiche.toml"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(new_text(complete_draft(**changes)) if text is None else text, "utf-8")
        self._written += 10**9
        os.utime(path, ns=(LONG_AGO, LONG_AGO + self._written))

    def found(self, *paths: Path) -> list[Told]:
        """Return what a review with the cache finds, held to one without."""
        expected = _told(review_files(paths or [self.path], TODAY))
        self.looked_at = 0
        found = _told(review_files(paths or [self.path], TODAY, cache=self.cache))
        assert found == expected
        return found

    def briefly(self) -> tuple[list[Told], int]:
        """Return the same of the fiches something is to be said of, and how many others are."""
        silent: list[int] = []
        found = review_files([self.path], TODAY, cache=self.cache, on_silent=silent.append)
        return _told(found), sum(silent)


def _told(verdicts: Iterable[Verdict]) -> list[Told]:
    return [(str(v.path), v.state, v.findings, v.title) for v in verdicts]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Folder:
    made = Folder(tmp_path, monkeypatch)
    for rank in range(9):
        made.write(f"{rank // 3}/{rank}", nom_projet=_PROJECTS[rank % 4])
    return made


def test_nothing_is_looked_at_while_nothing_compared_changes(folder: Folder) -> None:
    first = folder.found()
    assert folder.looked_at == 9
    assert folder.found() == first
    assert folder.looked_at == 0
    folder.write("1/4", nom_projet=_PROJECTS[0], coll_type="EPCI")
    assert folder.found() != first
    assert folder.looked_at == 0


@pytest.mark.parametrize("name", ["0/0", "1/4", "2/8"])
def test_all_is_looked_at_once_something_compared_has_changed(folder: Folder, name: str) -> None:
    folder.found()
    folder.write(name, nom_projet="Suivi des arbres")
    folder.found()
    assert folder.looked_at == 9
    folder.found()
    assert folder.looked_at == 0


def test_another_name_of_the_folder_stands_in_the_messages(
    folder: Folder, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = folder.found()
    monkeypatch.chdir(folder.path)
    here = folder.found(type(folder.path)("."))
    assert here != whole
    assert folder.found() == whole


def test_folders_given_together_have_something_in_common(folder: Folder) -> None:
    one, other = folder.path / "1", folder.path / "2"
    apart = [*folder.found(one), *folder.found(other)]
    for _ in range(2):
        assert folder.found(one, other) != apart
        assert [*folder.found(one), *folder.found(other)] == apart


def test_what_a_review_that_was_broken_off_did_not_reach_is_looked_at(folder: Folder) -> None:
    folder.found()
    folder.write("0/0", nom_projet="Suivi des arbres")
    begun = review_files([folder.path], TODAY, cache=folder.cache)
    for _ in range(4):
        next(begun)
    begun.close()
    folder.found()


@pytest.mark.parametrize("jobs", [1, 2])
def test_the_silent_are_counted_only(folder: Folder, jobs: int) -> None:
    folder.write("3/a", coll_siret="1")
    folder.write("3/b", "= =")
    folder.write("3/c", nom_projet="Suivi des arbres")
    whole = _told(review_files([folder.path], TODAY, jobs=jobs))
    said = [told for told in whole if told[2]]
    assert {state for _, state, _, _ in said} == set(State)
    for _ in range(2):
        assert folder.briefly() == (said, len(whole) - len(said))
    silent: list[int] = []
    assert _told(review_files([folder.path], TODAY, jobs=jobs, on_silent=silent.append)) == said
    assert sum(silent) == len(whole) - len(said)


@pytest.mark.parametrize("seed", range(6))
def test_whatever_changes_the_same_is_found_as_without_a_cache(folder: Folder, seed: int) -> None:
    drawn = random.Random(seed)
    for _ in range(12):
        for _ in range(drawn.choice((0, 1, 1, 3))):
            name = f"{drawn.randrange(4)}/{drawn.randrange(9)}"
            if drawn.random() < 0.2:
                (folder.path / f"{name}.fiche.toml").unlink(missing_ok=True)
            elif drawn.random() < 0.1:
                folder.write(name, "= =")
            else:
                folder.write(
                    name,
                    coll_nom=drawn.choice(_HOLDERS),
                    coll_siret=drawn.choice(_NUMBERS),
                    nom_projet=drawn.choice(_PROJECTS),
                    url_infos=drawn.choice(("https://www.belrive.fr", "www.belrive.fr")),
                )
        some = drawn.choice(([folder.path], [folder.path], [folder.path / "1", folder.path]))
        folder.found(*(path for path in some if path.exists()))
