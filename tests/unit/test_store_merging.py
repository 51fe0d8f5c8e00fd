"""What two people made of one fiche is brought together, and nothing of it is lost."""

from collections.abc import Mapping
from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from iafiche.model.catalogue import CATALOGUE
from iafiche.model.comparing import same_draft, same_value
from iafiche.model.draft import Draft
from iafiche.model.values import Foreign, PathOfKeys
from iafiche.store.document import new_text, rewrite
from iafiche.store.merging import Side, merge
from iafiche.store.reading import read_bytes
from tests.drawn_fiches import drafts
from tests.fiches import complete_draft

BASE = complete_draft()
NAME = CATALOGUE["nom_projet"].path


def places(draft: Draft) -> Mapping[PathOfKeys, object]:
    """Return everything that a draft holds, by its place in the file."""
    known = {CATALOGUE[key].path: value for key, value in draft.values.items()}
    return {**known, **draft.unknown}


@st.composite
def three(draw: st.DrawFn) -> tuple[Draft, Draft, Draft]:
    """Draw a draft and what two people made of it: they share some of its places."""
    drawn = [draw(drafts()) for _ in range(3)]
    base = drawn[0]
    made = []
    for other in drawn[1:]:
        kept = draw(st.sets(st.sampled_from([*base.values]))) if base.values else set()
        values = {**{key: base.values[key] for key in kept}, **other.values}
        unknown = {**base.unknown, **other.unknown} if draw(st.booleans()) else other.unknown
        made.append(Draft(values, unknown))
    return base, made[0], made[1]


@given(three(), st.dictionaries(st.integers(0, 60), st.sampled_from(Side)))
@settings(max_examples=30, deadline=None)
def test_each_place_holds_what_one_of_the_three_held_there(
    drafts_of_three: tuple[Draft, Draft, Draft], drawn: dict[int, Side]
) -> None:
    base, mine, theirs = drafts_of_three
    merged = merge(base, mine, theirs)
    ranked = enumerate(each.path for each in merged.differences)
    choices = {path: drawn[rank] for rank, path in ranked if rank in drawn}
    result = places(merged.result(choices))
    told = {each.path for each in merged.differences}
    sides = {Side.BASE: places(base), Side.MINE: places(mine), Side.THEIRS: places(theirs)}
    for path in {path for held in (*sides.values(), result) for path in held}:
        values = {side: held.get(path) for side, held in sides.items()}
        if path in choices:
            assert same_value(result.get(path), values[choices[path]])
        elif same_value(values[Side.BASE], values[Side.THEIRS]):
            assert same_value(result.get(path), values[Side.MINE])
        elif same_value(values[Side.BASE], values[Side.MINE]):
            assert same_value(result.get(path), values[Side.THEIRS])
        else:
            assert path in told
            assert same_value(result.get(path), values[Side.MINE])


@given(three())
@settings(max_examples=25, deadline=None)
def test_who_merges_with_whom_makes_no_difference_where_nobody_has_to_choose(
    drafts_of_three: tuple[Draft, Draft, Draft],
) -> None:
    base, mine, theirs = drafts_of_three
    one, other = merge(base, mine, theirs), merge(base, theirs, mine)
    assert {each.path for each in one.conflicts} == {each.path for each in other.conflicts}
    for_them = {each.path: Side.THEIRS for each in other.conflicts}
    assert same_draft(one.result({}), other.result(for_them))


@given(three())
@settings(max_examples=25, deadline=None)
def test_the_result_is_written_over_the_text_of_the_other_and_reads_back(
    drafts_of_three: tuple[Draft, Draft, Draft],
) -> None:
    base, mine, theirs = drafts_of_three
    result = merge(base, mine, theirs).result({})
    text = rewrite(new_text(theirs), result)
    # What has the name of a section and is none makes room for the fields of that section.
    filled = {CATALOGUE[key].section.key for key in result.values}
    filled |= {path[0] for path in result.unknown if len(path) > 1}
    for name in filled:
        result = result.without_unknown((name,))
    assert same_draft(read_bytes(text.encode()).draft, result)


def test_changes_of_different_fields_are_both_kept() -> None:
    mine = BASE.with_value("nom_projet", "Berges")
    theirs = BASE.with_value("coll_nom", "Ville de Rivemont")
    merged = merge(BASE, mine, theirs)
    assert not merged.conflicts
    assert [each.path for each in merged.brought] == [CATALOGUE["coll_nom"].path]
    result = merged.result({})
    assert (result["nom_projet"], result["coll_nom"]) == ("Berges", "Ville de Rivemont")


def test_the_same_change_made_twice_is_no_conflict() -> None:
    both = BASE.with_value("nom_projet", "Berges")
    merged = merge(BASE, both, both)
    assert not merged.conflicts
    assert not merged.brought
    assert merged.result({}) == both


def test_one_empties_the_field_that_the_other_fills() -> None:
    mine, theirs = BASE.with_value("nom_projet", ""), BASE.with_value("nom_projet", "Berges")
    merged = merge(BASE, mine, theirs)
    assert [each.path for each in merged.conflicts] == [NAME]
    assert merged.result({})["nom_projet"] == ""
    assert merged.result({NAME: Side.THEIRS})["nom_projet"] == "Berges"
    assert merged.result({NAME: Side.BASE}) == BASE


def test_a_number_is_another_value_than_the_same_digits() -> None:
    base = BASE.with_value("nom_projet", "8")
    theirs = BASE.with_value("nom_projet", Foreign(8))
    assert merge(base, base, theirs).result({})["nom_projet"] == Foreign(8)


def test_what_the_model_does_not_know_is_merged_as_well() -> None:
    base = replace(BASE, unknown={("notes",): 1, ("general", "vieux"): "x"})
    mine = base.without_unknown(("general", "vieux"))
    theirs = replace(base, unknown={**base.unknown, ("notes",): 2, ("general", "neuf"): "y"})
    merged = merge(base, mine, theirs)
    assert not merged.conflicts
    assert merged.result({}).unknown == {("notes",): 2, ("general", "neuf"): "y"}
