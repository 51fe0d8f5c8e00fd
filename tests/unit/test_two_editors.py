"""Two people edit one fiche in turns: each save changes what its person changed, and no more."""

import itertools
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from iafiche.check.context import Context
from iafiche.editing.session import Editing
from iafiche.model.catalogue import CATALOGUE
from iafiche.model.field import Role
from iafiche.store.fiche_file import ChangedOnDiskError, FicheFile
from iafiche.store.retention import Retention
from iafiche.store.versions import Keeper, versions_of
from tests.conftest import TODAY
from tests.fiches import complete_draft, on_disk, written
from tests.unit.test_store_versions import Clock

FIELDS = ("coll_nom", "nom_projet", "usage_description")
UPDATED = CATALOGUE.of_role(Role.UPDATED).key

TYPES, SAVES, UNDOES = range(3)
TURNS = st.lists(
    st.tuples(
        st.integers(0, 1),
        st.sampled_from([TYPES, SAVES, TYPES, SAVES, UNDOES]),
        st.sampled_from(FIELDS),
    ),
    min_size=15,
    max_size=30,
)


def save(editing: Editing) -> None:
    """Save as a person does who keeps their own values where both have changed one."""
    try:
        editing.save()
    except ChangedOnDiskError as error:
        reading = error.found.reading
        editing.take_over(reading, editing.merge_with(reading).result({}))
        editing.save()


def play(home: Path, turns: list[tuple[int, int, str]]) -> None:
    """Let two people take turns, and check each save."""
    path = written(home / "rives.fiche.toml", complete_draft())
    keep = Keeper(home / "versions", Retention(most=1000), Clock())
    people = [Editing(FicheFile.open(path), Context(TODAY)) for _ in range(2)]
    for editing in people:
        editing.file.keep_before = keep
    ranks = itertools.count()
    stood = [path.read_bytes()]
    for who, what, key in turns:
        editing = people[who]
        if what == TYPES:
            editing.edit(key, f"texte {next(ranks)}")
            editing.history.seal()
        elif what == UNDOES:
            editing.undo()
        else:
            before, base, mine = on_disk(path), editing.file.draft, editing.draft
            save(editing)
            after = on_disk(path)
            for spec in CATALOGUE.fields:
                changed = mine[spec.key] != base[spec.key]
                expected = mine[spec.key] if changed else before[spec.key]
                assert spec.key == UPDATED or after[spec.key] == expected
            stood.append(path.read_bytes())
    kept = {version.data for version in versions_of(path, home / "versions")}
    assert {*stood} <= {*kept, path.read_bytes()}


@given(TURNS)
@settings(max_examples=25, deadline=None)
def test_nothing_is_lost_whoever_saves_when(
    tmp_path_factory: pytest.TempPathFactory, turns: list[tuple[int, int, str]]
) -> None:
    play(tmp_path_factory.mktemp("two"), turns)
