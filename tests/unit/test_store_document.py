"""The lossless edit: a draft goes into a file and comes back, and nothing else moves."""

import difflib

from hypothesis import given, settings
from hypothesis import strategies as st

from iafiche.model.catalogue import CATALOGUE
from iafiche.model.comparing import same_draft, same_value
from iafiche.model.draft import Draft
from iafiche.model.values import PathOfKeys
from iafiche.store.document import new_text, rewrite
from iafiche.store.positions import Layout, comments_in
from iafiche.store.reading import read_bytes
from tests.drawn_fiches import (
    ITEMS_OWN,
    TEXTS,
    draft_of,
    drafts,
    lines,
    odd_files,
    values_of,
    written_arrays,
)


def lines_of(text: str, path: PathOfKeys) -> set[int]:
    """Return the numbers, from 0, of the lines that write what stands at `path`."""
    layout = Layout(text)
    entries = layout.at(path)
    section = layout.at(path[:1])
    if (
        not entries
        and section
        and section[0].path == path[:1]
        and layout.is_inline_table(section[0])
    ):
        entries = section[:1]
    numbers: set[int] = set()
    for entry in entries:
        first = text.count("\n", 0, entry.lines.start)
        last = first + entry.lines.of(text).removesuffix("\n").count("\n")
        numbers.update(range(first, last + 1))
    return numbers


def changed_lines(old: str, new: str) -> tuple[list[tuple[int, str]], list[tuple[int, str]]]:
    """Return the lines that went and those that came, with their numbers."""
    before, after = lines(old), lines(new)
    went: list[tuple[int, str]] = []
    came: list[tuple[int, str]] = []
    matcher = difflib.SequenceMatcher(None, before, after, autojunk=False)
    for tag, old_from, old_to, new_from, new_to in matcher.get_opcodes():
        if tag != "equal":
            went += [(number, before[number]) for number in range(old_from, old_to)]
            came += [(number, after[number]) for number in range(new_from, new_to)]
    return went, came


@given(drafts())
@settings(max_examples=25, deadline=None)
def test_any_draft_comes_back_from_its_file_unchanged(draft: Draft) -> None:
    data = new_text(draft).encode()

    assert same_draft(read_bytes(data).draft, draft)


@given(odd_files())
@settings(max_examples=25, deadline=None)
def test_an_unchanged_draft_leaves_any_file_identical(file: str) -> None:
    assert rewrite(file, draft_of(file)) == file


@given(odd_files(), st.data())
@settings(max_examples=60, deadline=None)
def test_editing_one_field_of_any_file_changes_only_its_lines(
    file: str, data: st.DataObject
) -> None:
    old = draft_of(file)
    spec = data.draw(st.sampled_from(CATALOGUE.fields))
    value = data.draw(st.just(spec.kind.empty) | values_of(spec))
    edited = old.with_value(spec.key, value)

    text = rewrite(file, edited)

    assert same_draft(draft_of(text), edited)
    assert same_value(draft_of(text).unknown, old.unknown)
    went, came = changed_lines(file, text)
    own_before, own_after = lines_of(file, spec.path), lines_of(text, spec.path)
    title = f"[{spec.section.key}]"
    assert [line for line in went if line[0] not in own_before] == []
    others = [line for number, line in came if number not in own_after]
    assert set(others) <= {"", title}
    assert text.startswith("\ufeff") is file.startswith("\ufeff")
    if "\r\n" in file and "\n" not in file.replace("\r\n", ""):
        assert "\n" not in text.replace("\r\n", "")


@given(odd_files(), st.data())
@settings(max_examples=25, deadline=None)
def test_many_edits_at_once_read_back_and_keep_every_comment(
    file: str, data: st.DataObject
) -> None:
    edited = draft_of(file)
    for spec in data.draw(st.lists(st.sampled_from(CATALOGUE.fields), unique=True, max_size=12)):
        edited = edited.with_value(spec.key, data.draw(st.just(spec.kind.empty) | values_of(spec)))

    text = rewrite(file, edited)

    assert same_draft(draft_of(text), edited)
    assert text.count("# une note") == file.count("# une note")


@given(odd_files(), drafts())
@settings(max_examples=25, deadline=None)
def test_any_file_can_be_made_to_hold_any_draft(file: str, draft: Draft) -> None:
    assert same_draft(draft_of(rewrite(file, draft)), draft)


@given(written_arrays(), st.lists(TEXTS, min_size=1, max_size=6))
@settings(max_examples=30, deadline=None)
def test_no_edit_of_a_list_loses_a_comment_that_is_not_an_items_own(
    written: str, items: list[str]
) -> None:
    text = f"[general]\npartenaires = {written}\n"

    rewritten = rewrite(text, draft_of(text).with_value("partenaires", tuple(items)))

    assert draft_of(rewritten)["partenaires"] == tuple(items)
    assert [c for c in comments_in(written) if c != ITEMS_OWN] == [
        comment for comment in comments_in(written_value(rewritten)) if comment != ITEMS_OWN
    ]


def written_value(text: str) -> str:
    """Return the value of the last statement, as written."""
    value = Layout(text).entries[-1].value
    assert value is not None
    return value.of(text)
