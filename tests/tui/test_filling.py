"""Every field of the model is filled from the keyboard, in a control that suits its kind."""

from pathlib import Path

import pytest

from iafiche.model.catalogue import CATALOGUE, FieldSpec
from iafiche.model.draft import Draft
from iafiche.model.kinds import FreeList, OneOf, SeveralOf
from iafiche.model.values import Value
from tests.fiches import complete_draft
from tests.tui.person import Person, editor

IN_ORDER = [spec for page in CATALOGUE.pages for spec in page.fields]


def test_the_pages_of_the_form_show_every_field_of_the_model_once() -> None:
    assert sorted(spec.key for spec in IN_ORDER) == sorted(spec.key for spec in CATALOGUE.fields)
    assert len(IN_ORDER) == 38


async def test_opening_a_fiche_shows_its_values(path: Path) -> None:
    async with editor(path, complete_draft(), (80, 120)) as person:
        for page in CATALOGUE.pages:
            for spec in page.fields:
                assert person.shows(spec.field.label)
                # A long value takes several lines; a SIRET is drawn in groups of digits.
                value = person.editing.draft.text(spec.key)[:40].replace(" ", "")
                assert value in person.reads.replace(" ", "")
            await person.press("f3")


async def test_tab_alone_goes_through_all_fields_in_the_order_of_the_pages(path: Path) -> None:
    async with editor(path, Draft()) as person:
        for rank, spec in enumerate(IN_ORDER):
            await person.press(*["tab"] if rank else [])
            assert person.field == spec.key
            assert person.control_in_view, spec.key
            assert spec.field.label in person.reads
            assert (
                f"{spec.section.label} · {spec.field.group}" in person.reads
                or spec.section.on_page_of
            )


async def test_tab_stays_on_the_last_field_and_back_tab_on_the_first(path: Path) -> None:
    async with editor(path, Draft()) as person:
        await person.press("shift+tab")
        assert person.field == IN_ORDER[0].key
        await person.go_to(IN_ORDER[-1].key)
        await person.press("tab")
        assert person.field == IN_ORDER[-1].key


async def test_back_tab_and_arrows_go_from_field_to_field_across_pages(path: Path) -> None:
    first_of_second_page = CATALOGUE.pages[1].fields[0].key
    last_of_first_page = CATALOGUE.pages[0].fields[-1].key
    async with editor(path, Draft()) as person:
        await person.go_to(first_of_second_page)
        await person.press("shift+tab")
        assert person.field == last_of_first_page
        await person.press("down")
        assert person.field == first_of_second_page
        await person.press("up", "up")
        assert person.field == CATALOGUE.pages[0].fields[-2].key


async def test_f3_and_f2_go_round_the_sections_and_come_back_to_the_field_left(path: Path) -> None:
    async with editor(path, Draft()) as person:
        await person.press("tab", "tab", "f2")
        assert person.field == CATALOGUE.pages[-1].fields[0].key
        seen = []
        for _ in CATALOGUE.pages:
            await person.press("f3")
            seen.append(person.field)
        firsts = [page.fields[0].key for page in CATALOGUE.pages]
        assert seen == [CATALOGUE.pages[0].fields[2].key, *firsts[1:]]


@pytest.mark.parametrize("rank", range(len(CATALOGUE.pages)))
async def test_the_fields_of_a_page_are_filled_by_the_keyboard_alone(path: Path, rank: int) -> None:
    async with editor(path, Draft()) as person:
        await person.burst(*["f3"] * rank)
        for spec in CATALOGUE.pages[rank].fields:
            # Entrée has gone on from a field that is filled from a list.
            if person.field != spec.key:
                await person.press("tab")
            assert person.field == spec.key
            await person.sees(spec.field.label)
            assert person.value(spec.key) == spec.kind.empty
            assert person.value(spec.key) != await _filled(person, spec)


async def _filled(person: Person, spec: FieldSpec) -> Value:
    """Fill the field that is in focus as its kind is filled; check and return its value."""
    example = spec.field.example
    expected: Value = (example,) if spec.kind.many else example
    if isinstance(spec.kind, OneOf | SeveralOf):
        await person.press("enter")
        await person.sees("Tapez pour filtrer")
        # The space bar checks, where several values may be.
        await person.type(max(example.split(), key=len) if spec.kind.many else example)
        await person.press(*["space"] if spec.kind.many else [], "enter")
    elif isinstance(spec.kind, FreeList):
        await person.type(f"{example}\n")
    elif spec.kind.multiline:
        expected = "Première ligne.\n\nSuite « œuvre »."
        await person.type(expected)
    else:
        await person.type(example)
    await person.until(lambda: person.value(spec.key) == expected, f"{spec.key} = {expected}")
    return expected
