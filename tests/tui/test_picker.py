"""Choosing in a list: it filters, explains, and accepts nothing by accident."""

from pathlib import Path

import pytest

from iafiche.model.catalogue import CATALOGUE, FieldSpec
from iafiche.model.kinds import OneOf, SeveralOf
from iafiche.model.values import Value
from tests.fiches import complete_draft
from tests.tui.person import SIZES, Person, editor

LISTED = [spec for spec in CATALOGUE.fields if isinstance(spec.kind, OneOf | SeveralOf)]
FILTER_HINT = "Tapez pour filtrer"
THEME, SUB_THEMES, AUDIENCE = "theme", "sous_theme", "audience_service"
MOBILITIES = "Mobilités"


async def _open_list(person: Person, key: str, by: str = "enter") -> None:
    await person.go_to(key)
    await person.press(by)
    await person.sees(FILTER_HINT)


@pytest.mark.parametrize("spec", LISTED, ids=lambda spec: spec.key)
async def test_a_list_shows_every_value_with_its_meaning(path: Path, spec: FieldSpec) -> None:
    assert isinstance(spec.kind, OneOf | SeveralOf)
    values = spec.kind.choices.choices
    async with editor(path, complete_draft(), (100, 30 + 2 * len(values))) as person:
        await _open_list(person, spec.key)
        await person.sees(spec.field.label)
        for choice in values:
            assert person.shows(choice.value)
            assert person.shows(choice.meaning)


@pytest.mark.parametrize("key", ["enter", "space"])
async def test_entry_or_space_opens_the_list_on_the_value_chosen(path: Path, key: str) -> None:
    async with editor(path, complete_draft()) as person:
        await _open_list(person, THEME, key)
        await person.sees(f"✓ {complete_draft()[THEME]}")
        await person.press("enter")
        assert person.editing.draft == complete_draft()


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("eco", "Transition écologique et énergétique"),
        ("ÉCO", "Transition écologique et énergétique"),
        ("mobilite", MOBILITIES),
        ("sante et", "Citoyenneté, santé et solidarité"),
        ("circulation", MOBILITIES),
    ],
)
async def test_filtering_minds_neither_accents_nor_case_and_looks_at_meanings(
    path: Path, typed: str, found: str
) -> None:
    async with editor(path, complete_draft(theme="")) as person:
        await _open_list(person, THEME)
        await person.type(typed)
        await person.press("enter")
        assert person.value(THEME) == found


@pytest.mark.parametrize(("key", "checks"), [(THEME, ("down",)), (AUDIENCE, ("space",))])
async def test_what_is_chosen_leads_on_to_the_next_field(
    path: Path, key: str, checks: tuple[str, ...]
) -> None:
    keys = [spec.key for page in CATALOGUE.pages for spec in page.fields]
    async with editor(path, complete_draft(**{key: ""})) as person:
        await _open_list(person, key)
        await person.press("escape")
        assert person.field == key
        await person.press("enter", *checks, "enter")
        assert person.editing.draft.is_filled(key)
        assert person.field == keys[keys.index(key) + 1]


@pytest.mark.parametrize("key", [THEME, AUDIENCE])
async def test_entry_twice_takes_no_value_by_accident(path: Path, key: str) -> None:
    keys = [spec.key for page in CATALOGUE.pages for spec in page.fields]
    async with editor(path, complete_draft(**{key: ""})) as person:
        await _open_list(person, key)
        await person.sees("Entrée Laisser vide")
        await person.press("enter")
        assert not person.editing.draft.is_filled(key)
        assert person.field == keys[keys.index(key) + 1]
        await _open_list(person, key)
        await person.press("down")
        assert not person.shows("Laisser vide")
        await person.press("enter")
        assert person.editing.draft.is_filled(key)


async def test_a_chosen_value_says_which_key_changes_it(path: Path) -> None:
    async with editor(path, complete_draft()) as person:
        await person.go_to(THEME)
        await person.sees(f"{complete_draft()[THEME]} ▾ Entrée pour changer")


async def test_a_filter_that_finds_nothing_says_so_and_takes_no_value(path: Path) -> None:
    async with editor(path, complete_draft()) as person:
        await _open_list(person, THEME)
        await person.type("zzz")
        await person.sees("Filtre : zzz", "effacez avec Retour arrière")
        await person.press("enter")
        assert person.shows("Filtre : zzz")
        await person.press("backspace", "backspace", "backspace")
        await person.sees(FILTER_HINT, MOBILITIES)


async def test_a_letter_on_a_choice_opens_its_list_filtered(path: Path) -> None:
    async with editor(path, complete_draft(theme="")) as person:
        await person.go_to(THEME)
        await person.press("m", "o")
        await person.sees("Filtre : mo", MOBILITIES)
        await person.press("enter")
        assert person.value(THEME) == MOBILITIES


async def test_pasted_text_filters(path: Path) -> None:
    async with editor(path, complete_draft(theme="")) as person:
        await _open_list(person, THEME)
        await person.paste("mobilités\n")
        await person.press("enter")
        assert person.value(THEME) == MOBILITIES


@pytest.mark.parametrize(
    ("key", "pasted", "taken"),
    [
        (THEME, " Mobilités\n", "Mobilités"),
        (AUDIENCE, "Agent; Elu", ("Grand public", "Agent", "Elu")),
    ],
)
async def test_listed_values_pasted_on_a_choice_are_taken(
    path: Path, key: str, pasted: str, taken: Value
) -> None:
    async with editor(path, complete_draft(audience_service=("Grand public",))) as person:
        await person.go_to(key)
        await person.paste(pasted)
        assert person.value(key) == taken
        assert person.field == key


async def test_anything_else_pasted_on_a_choice_filters_its_list(path: Path) -> None:
    async with editor(path, complete_draft()) as person:
        await person.go_to(THEME)
        await person.paste("mobil")
        await person.sees("Filtre : mobil", MOBILITIES)
        await person.press("escape")
        assert person.editing.draft == complete_draft()


@pytest.mark.parametrize("key", [THEME, SUB_THEMES])
async def test_escape_restores_what_was_chosen(path: Path, key: str) -> None:
    async with editor(path, complete_draft()) as person:
        await _open_list(person, key)
        await person.press("down", "down", "space", "escape")
        assert not person.shows(FILTER_HINT)
        assert person.editing.draft == complete_draft()
        assert person.field == key


@pytest.mark.parametrize("key", ["delete", "backspace"])
async def test_one_key_empties_a_choice(path: Path, key: str) -> None:
    async with editor(path, complete_draft()) as person:
        await person.go_to(SUB_THEMES)
        await person.press(key)
        assert person.value(SUB_THEMES) == ()
        await person.sees("Entrée pour choisir")


async def test_space_checks_and_unchecks_several_values(path: Path) -> None:
    async with editor(path, complete_draft(audience_service=())) as person:
        await _open_list(person, AUDIENCE)
        await person.press("space", "down", "space", "down", "space")
        await person.sees("[x] Grand public", "[x] Bénéficiaire", "[x] Agent", "[ ] Association")
        await person.press("up", "space", "enter")
        assert person.value(AUDIENCE) == ("Grand public", "Agent")


async def test_values_checked_one_after_the_other_by_filtering_are_all_taken(path: Path) -> None:
    async with editor(path, complete_draft(audience_service=())) as person:
        await _open_list(person, AUDIENCE)
        await person.burst(*"agent", "space", *"elu", "space", "enter")
        assert person.value(AUDIENCE) == ("Agent", "Elu")


async def test_unchecking_the_last_value_leaves_none(path: Path) -> None:
    async with editor(path, complete_draft()) as person:
        await _open_list(person, AUDIENCE)
        await person.press("space", "enter")
        assert person.value(AUDIENCE) == ()


async def test_a_value_filtered_for_is_taken_beside_those_checked(path: Path) -> None:
    async with editor(path, complete_draft()) as person:
        await _open_list(person, AUDIENCE)
        await person.burst(*"elu", "enter")
        assert person.value(AUDIENCE) == ("Agent", "Elu")


async def test_no_more_values_are_taken_than_the_field_has_room_for(path: Path) -> None:
    kind = CATALOGUE[SUB_THEMES].kind
    assert isinstance(kind, SeveralOf)
    async with editor(path, complete_draft(sous_theme=())) as person:
        await _open_list(person, SUB_THEMES)
        await person.sees(f"0 sur {kind.at_most}")
        for _ in range(kind.at_most):
            await person.press("space", "down")
        assert not person.shows("décochez-en une")
        await person.press("space")
        await person.sees(f"{kind.at_most} valeurs au plus : décochez-en une d'abord.")
        await person.press("enter")
        assert len(person.value(SUB_THEMES)) == kind.at_most  # type: ignore[arg-type]  # a list


async def test_sub_themes_stand_under_their_themes_the_chosen_one_first(path: Path) -> None:
    choices = CATALOGUE[SUB_THEMES].kind.choices.choices  # type: ignore[attr-defined]  # a choice
    groups = list(dict.fromkeys(choice.group for choice in choices))
    async with editor(path, complete_draft(theme=MOBILITIES), (100, 90)) as person:
        await _open_list(person, SUB_THEMES)
        ranks = {group: person.reads.index(f" {group} [") for group in groups}
        assert sorted(groups, key=ranks.__getitem__) == [
            MOBILITIES,
            *(group for group in groups if group != MOBILITIES),
        ]
        for choice in choices:
            first_below = min(
                (rank for rank in ranks.values() if rank > ranks[choice.group]), default=10**6
            )
            assert ranks[choice.group] < person.reads.index(f"] {choice.value} ") < first_below


@pytest.mark.parametrize(
    ("key", "value"),
    [
        (THEME, "Écologie urbaine"),
        (AUDIENCE, ("Agent", "Riverains")),
        ("coll_type", "[red]Commune[/red]"),
    ],
)
async def test_an_unknown_value_stays_visible_and_marked_until_it_is_replaced(
    path: Path, key: str, value: Value
) -> None:
    unknown = value[-1] if isinstance(value, tuple) else str(value)
    async with editor(path, complete_draft(**{key: value})) as person:
        await person.press("f8")
        assert person.field == key
        await person.sees(unknown, "n'est pas dans la nomenclature")
        await person.press("enter")
        await person.sees(unknown, "hors nomenclature")
        await person.press("enter")
        assert person.value(key) == value


async def test_an_unknown_value_can_be_unchecked(path: Path) -> None:
    async with editor(path, complete_draft(audience_service=("Riverains", "Agent"))) as person:
        await _open_list(person, AUDIENCE)
        await person.press("space", "enter")
        assert person.value(AUDIENCE) == ("Agent",)


@pytest.mark.parametrize("size", SIZES)
async def test_a_list_fits_the_screen_with_its_keys(path: Path, size: tuple[int, int]) -> None:
    width, height = size
    async with editor(path, complete_draft(), size) as person:
        await _open_list(person, SUB_THEMES)
        region = person.app.screen.query_one("#picker").region
        assert 0 <= region.x < region.right <= width
        assert 0 <= region.y < region.bottom <= height
        await person.sees("Espace Cocher", "Échap Revenir")
        await person.press("end")
        await person.sees("Aide juridique")


@pytest.mark.parametrize("size", SIZES)
async def test_a_meaning_goes_on_under_itself_and_not_under_the_check(
    path: Path, size: tuple[int, int]
) -> None:
    async with editor(path, complete_draft(), size) as person:
        await _open_list(person, SUB_THEMES)
        listed = [line[2:] for line in person.lines if line[1:2] == " "]
        entries = [line for line in listed if line.startswith(("[ ] ", "[x] "))]
        assert len(entries) > 1
        rest = listed[listed.index(entries[0]) : listed.index(entries[-1])]
        assert all(line in entries or line[:4] in ("    ", "") or line[0] != " " for line in rest)
