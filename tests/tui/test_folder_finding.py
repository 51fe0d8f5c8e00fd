"""Finding one's way in a folder: filtering, sorting, marking, following the disk."""

import sys
from pathlib import Path
from threading import Event, Timer

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from iafiche.review.verdict import State
from iafiche.tui.folder import watching
from iafiche.tui.folder.entries import Entry
from iafiche.tui.folder.filtering import Filter, with_next_state
from iafiche.tui.folder.listing import Listing
from iafiche.tui.folder.ordering import ORDERS
from tests.fiches import complete_draft, written
from tests.tui.folders import highlighted, names, screen_of, some_fiches, until_read
from tests.tui.person import SIZES, WIDE, folder_list


@pytest.fixture
def fiches(tmp_path: Path) -> Path:
    """A folder with a complete fiche, one with errors, a draft and one that cannot be read."""
    return some_fiches(tmp_path)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("callbot", "b"),
        ("CALLBÔT ville", "b"),
        ("fiche toml", "abcd"),
        ("état:prête", "a"),
        ("etat:corriger", "bc"),
        ("état:illisible", "d"),
        ("règle:siret", "b"),
        ("règle:champ-requis belrive", "c"),
        ("porteur:métropole", "c"),
        ('porteur:"ville de"', "ab"),
        ("thème:ecologique", "ab"),
        ("état:prête callbot", ""),
        ("autre:chose", ""),
        ("état:", "abcd"),
        ("   ", "abcd"),
    ],
)
async def test_the_filter_keeps_what_holds_every_word(fiches: Path, typed: str, kept: str) -> None:
    async with folder_list(fiches) as person:
        await until_read(person)
        await person.press("/")
        await person.type(typed)
        assert names(person) == list(kept)
        assert person.shows(f"{len(kept)} sur 4")


async def test_the_filter_says_what_may_be_typed_and_what_the_folder_has(fiches: Path) -> None:
    async with folder_list(fiches, WIDE) as person:
        await until_read(person)
        await person.press("/")
        assert all(person.shows(f"{name}:") for name in ("état", "thème", "porteur", "règle"))
        await person.type("état:")
        assert person.shows("à corriger (2)")
        await person.press("ctrl+u")
        await person.type("règle:siret")
        assert person.shows("siret-invalide (1)")


async def test_values_are_counted_among_what_the_words_before_keep(fiches: Path) -> None:
    async with folder_list(fiches, WIDE) as person:
        await until_read(person)
        await person.press("space", "/")
        await person.type("porteur:métropole état:")
        assert person.shows("1 sur 4   à corriger (1)")
        assert not person.shows("prête (")
        await person.press("ctrl+u")
        await person.type("porteur:ville état:")
        assert person.shows("2 sur 4   prête (1) · marquée (1) · à corriger (1)")


@given(
    st.lists(st.tuples(st.sampled_from(("Metz", "Aix", "")), st.sampled_from(State)), max_size=8),
    st.sampled_from(("", "metz ", "état:prête ", "porteur:aix ")),
    st.sampled_from(("état", "porteur", "règle", "thème")),
)
def test_each_value_offered_keeps_as_many_lines_as_it_says(
    lines: list[tuple[str, State]], before: str, prefix: str
) -> None:
    listing = Listing()
    listing.take(
        Entry(path=str(rank), state=state, project="", holder=name, sought=name.lower())
        for rank, (name, state) in enumerate(lines)
    )
    listing.mark({"0", "2"} & {entry.path for entry in listing.entries})
    listing.narrow(f"{before}{prefix}:")
    for value, count in listing.offered():
        listing.narrow(f'{before}{prefix}:"{value}"')
        assert len(listing.shown) == count > 0


async def test_escape_takes_the_filter_away_and_the_focus_stays(fiches: Path) -> None:
    async with folder_list(fiches) as person:
        await until_read(person)
        await person.press("down", "/")
        await person.type("callbot")
        assert highlighted(person) == 0
        await person.press("enter", "escape")
        assert names(person) == list("abcd")
        assert highlighted(person) == 1
        assert not person.shows("Filtrer :")


async def test_keys_of_the_list_are_letters_in_the_filter(fiches: Path) -> None:
    async with folder_list(fiches) as person:
        await until_read(person)
        await person.press("/")
        await person.type("nateve x")
        assert person.shows("nateve x")
        assert person.shows("Aucune fiche ne répond à ce filtre")
        await person.press("down", "f8")
        await person.sees("Aucun champ à corriger dans les fiches affichées.")


async def test_e_goes_from_state_to_state_and_back_to_all(fiches: Path) -> None:
    async with folder_list(fiches) as person:
        await until_read(person)
        seen = []
        for _ in range(4):
            await person.press("e")
            seen.append("".join(names(person)))
        assert seen == ["bc", "a", "d", "abcd"]
        assert not person.shows("Filtrer :")


def test_the_next_state_leaves_the_other_words() -> None:
    assert with_next_state("metz état:corriger x") == "metz x état:prête"
    assert with_next_state("metz état:illisible") == "metz"


@pytest.mark.parametrize("size", SIZES)
async def test_t_goes_through_all_orders_and_keeps_the_row_in_focus(
    fiches: Path, size: tuple[int, int]
) -> None:
    async with folder_list(fiches, size) as person:
        await until_read(person)
        await person.press("down")
        for order in ORDERS[1:]:
            await person.press("t")
            assert person.shows(f"Tri : {order.name}")
            assert names(person)[highlighted(person)] == "b"
        await person.press("t")
        assert names(person) == list("abcd")
        await person.press("r")
        assert names(person) == list("dcba")


async def test_sorting_by_errors_puts_the_worst_first(fiches: Path) -> None:
    async with folder_list(fiches) as person:
        await until_read(person)
        orders = [order.name for order in ORDERS]
        await person.press(*["t"] * orders.index("erreurs"))
        assert names(person)[0] == "c"
        assert person.shows("✗▴")


async def test_marks_stand_in_the_rows_and_in_the_title(fiches: Path) -> None:
    async with folder_list(fiches) as person:
        await until_read(person)
        await person.press("space", "space")
        assert person.shows("2 marquées")
        assert [line[1] for line in person.lines[2:6]] == ["*", "*", " ", " "]
        assert highlighted(person) == 2
        await person.press("/")
        await person.type("état:marquée")
        assert names(person) == ["a", "b"]
        await person.press("enter", "escape", "a")
        assert person.shows("4 marquées")
        await person.press("a")
        assert not person.shows("marquée")
        assert person.shows("Aucune marque : les commandes vont à tout ce qui s'affiche.")


@pytest.mark.parametrize("size", SIZES)
async def test_marking_says_what_can_be_done_with_what_is_marked(
    fiches: Path, size: tuple[int, int]
) -> None:
    async with folder_list(fiches, size) as person:
        await until_read(person)
        await person.press("space", "space")
        await person.sees("2 marquées : c corrige, v valide, x exporte, i compte.")


async def test_a_change_on_disk_shows_by_itself_and_leaves_focus_and_marks(fiches: Path) -> None:
    async with folder_list(fiches) as person:
        await until_read(person)
        await person.press("down", "space", "up")
        written(fiches / "aa.fiche.toml", complete_draft(nom_projet="Drones"))
        (fiches / "d.fiche.toml").unlink()
        await person.sees("Drones", "2 prêtes")
        await person.until(lambda: not person.shows("illisible"), "the list without the other")
        assert screen_of(person).listing.marked == {str(fiches / "b.fiche.toml")}
        current = screen_of(person).listing.current
        assert current is not None
        assert current.file.name == "b.fiche.toml"


async def test_settings_of_the_folder_count_in_the_list_and_in_the_editor(fiches: Path) -> None:
    (fiches / "iafiche.toml").write_text('[ignorer]\nsiret-invalide = "Essai."\n', encoding="utf-8")
    async with folder_list(fiches) as person:
        await person.sees("2 prêtes · 1 à corriger")
        await person.press("down", "enter")
        await person.sees("1 Général 21/22 ✓")
        assert not person.shows("1 chiffre au lieu de 14")


async def test_wrong_settings_have_a_row_that_explains_itself(fiches: Path) -> None:
    (fiches / "iafiche.toml").write_text("anciennete_jours = 'x'\n", encoding="utf-8")
    async with folder_list(fiches) as person:
        await person.sees("iafiche.toml")
        await person.press("home", "enter")
        await person.sees("Réglages du dossier à corriger")


@pytest.mark.parametrize("can_watch", [True, False])
def test_the_folder_is_watched_or_looked_at_again(
    fiches: Path, monkeypatch: pytest.MonkeyPatch, can_watch: bool
) -> None:
    if not can_watch:
        monkeypatch.setitem(sys.modules, "watchfiles", None)
        monkeypatch.setattr(watching, "_ALONE", 0.05)
    stop = Event()
    Timer(0.3, (fiches / "a.fiche.toml").unlink).start()
    told = watching.changes(fiches, stop)
    next(told)
    assert not (fiches / "a.fiche.toml").exists()
    stop.set()
    assert next(told, "the end") in (None, "the end")


def _entry(path: str, project: str, errors: int) -> Entry:
    state = State.TO_MEND if errors else State.READY
    sought = f"{project}\n\n\n{path}"
    return Entry(path=path, state=state, project=project, errors=errors, sought=sought)


ENTRIES = st.lists(
    st.builds(_entry, st.text("abcdef", min_size=1), st.text("xyz"), st.integers(0, 2)),
    unique_by=lambda entry: entry.path,
    max_size=12,
)


@settings(max_examples=60, deadline=None)
@given(
    ENTRIES, ENTRIES, st.integers(0, 12), st.sampled_from(["", "x", "état:prête"]), st.integers()
)
def test_whatever_changes_the_focus_stays_on_its_file_while_that_is_shown(
    before: list[Entry], after: list[Entry], at: int, typed: str, turns: int
) -> None:
    listing = Listing()
    listing.take(before)
    listing.go_to(at)
    focus = listing.current
    for _ in range(turns % len(ORDERS)):
        listing.next_order()
    listing.narrow(typed)
    listing.take(after)
    listing.settle([entry.path for entry in after])
    assert sorted(listing.shown, key=str) == sorted(Filter(typed).kept(after, ()), key=str)
    paths = [entry.path for entry in listing.shown]
    if focus is not None and focus.path in paths:
        assert listing.current is not None
        assert listing.current.path == focus.path
    assert (listing.current is None) == (not paths)
