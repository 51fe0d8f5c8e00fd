"""The lossless edit: a draft goes into a file and comes back, and nothing else moves."""

import difflib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from iafiche.model.catalogue import CATALOGUE
from iafiche.model.draft import Draft
from iafiche.model.values import Foreign, PathOfKeys, Value
from iafiche.store.comparing import same_draft, same_value
from iafiche.store.document import new_text, rewrite
from iafiche.store.positions import Layout
from iafiche.store.reading import read_bytes
from tests.drawn_fiches import DrawnFile, drafts, odd_files, values_of
from tests.fiches import complete_draft

EXAMPLE = """\
# Une fiche de la ville

version = 1

[general]   # identité
# le nom officiel
coll_nom = "Ville de Belrive"  # depuis 1802
nom_projet = 'Propreté'
partenaires = [
    "Université de Belrive", # labo IA
    "Aix-Marseille Université",
]
perso = 3
# fin

[algorithme]

[metadata]
date = 2025-01-21
"""


def draft_of(text: str) -> Draft:
    reading = read_bytes(text.encode())
    assert reading.readable, reading.findings
    return reading.draft


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


def lines(text: str) -> list[str]:
    """Return the lines of a text, without the signs that end or precede them."""
    bare = text.removeprefix("\ufeff").removesuffix("\n")
    return [line.removesuffix("\r") for line in bare.split("\n")]


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
@settings(max_examples=40, deadline=None)
def test_any_draft_comes_back_from_its_file_unchanged(draft: Draft) -> None:
    data = new_text(draft).encode()

    assert same_draft(read_bytes(data).draft, draft)


@given(odd_files())
@settings(max_examples=40, deadline=None)
def test_an_unchanged_draft_leaves_any_file_identical(file: DrawnFile) -> None:
    assert rewrite(file.text, draft_of(file.text)) == file.text


@given(odd_files(), st.data())
@settings(max_examples=120, deadline=None)
def test_editing_one_field_of_any_file_changes_only_its_lines(
    file: DrawnFile, data: st.DataObject
) -> None:
    old = draft_of(file.text)
    spec = data.draw(st.sampled_from(CATALOGUE.fields))
    value = data.draw(st.just(spec.kind.empty) | values_of(spec))
    edited = old.with_value(spec.key, value)

    text = rewrite(file.text, edited)

    assert same_draft(draft_of(text), edited)
    assert same_value(draft_of(text).unknown, old.unknown)
    went, came = changed_lines(file.text, text)
    own_before, own_after = lines_of(file.text, spec.path), lines_of(text, spec.path)
    title = f"[{spec.section.key}]"
    assert [line for line in went if line[0] not in own_before] == []
    others = [line for number, line in came if number not in own_after]
    assert set(others) <= {"", title}
    assert text.startswith("\ufeff") is file.text.startswith("\ufeff")
    if "\r\n" in file.text and "\n" not in file.text.replace("\r\n", ""):
        assert "\n" not in text.replace("\r\n", "")


@given(odd_files(), st.data())
@settings(max_examples=40, deadline=None)
def test_many_edits_at_once_read_back_and_keep_every_comment(
    file: DrawnFile, data: st.DataObject
) -> None:
    edited = draft_of(file.text)
    for spec in data.draw(st.lists(st.sampled_from(CATALOGUE.fields), unique=True, max_size=12)):
        edited = edited.with_value(spec.key, data.draw(st.just(spec.kind.empty) | values_of(spec)))

    text = rewrite(file.text, edited)

    assert same_draft(draft_of(text), edited)
    assert text.count("# une note") == file.text.count("# une note")


@given(odd_files(), drafts())
@settings(max_examples=40, deadline=None)
def test_any_file_can_be_made_to_hold_any_draft(file: DrawnFile, draft: Draft) -> None:
    assert same_draft(draft_of(rewrite(file.text, draft)), draft)


def edit(text: str, key: str, value: Value) -> list[str]:
    """Return the lines of the difference that an edit makes, as a diff shows them."""
    new = rewrite(text, draft_of(text).with_value(key, value))
    shown = difflib.unified_diff(lines(text), lines(new), lineterm="", n=0)
    return [line for line in shown if not line.startswith(("---", "+++", "@@"))]


@pytest.mark.parametrize(
    ("key", "value", "difference"),
    [
        pytest.param(
            "coll_nom",
            "Belrive",
            [
                '-coll_nom = "Ville de Belrive"  # depuis 1802',
                '+coll_nom = "Belrive"  # depuis 1802',
            ],
            id="a text, its comment staying",
        ),
        pytest.param("nom_projet", "", ["-nom_projet = 'Propreté'"], id="a cleared field"),
        pytest.param(
            "coll_siret", "21570463600012", ['+coll_siret = "21570463600012"'], id="a new field"
        ),
        pytest.param("latitude", "48.5", ["+latitude = 48.5"], id="a number"),
        pytest.param(
            "usage_description",
            'Une ligne\nUne autre, dite "deux"',
            ['+usage_description = """', "+Une ligne", '+Une autre, dite "deux\\""""'],
            id="a long text",
        ),
        pytest.param(
            "partenaires",
            ("Université de Belrive", "Ville de Sorgues", "Aix-Marseille Université"),
            ['+    "Ville de Sorgues",'],
            id="an item more in a list",
        ),
        pytest.param(
            "partenaires",
            ("Université de Belrive",),
            ['-    "Aix-Marseille Université",'],
            id="an item less in a list",
        ),
        pytest.param(
            "nom_algorithme", "Tri", ['+nom_algorithme = "Tri"'], id="the first of a section"
        ),
        pytest.param(
            "donnees_source",
            ("x",),
            ["+[data]", '+donnees_source = ["x"]', "+"],
            id="the first of a section that is not there",
        ),
        pytest.param(
            "date", "02/03/2026", ["-date = 2025-01-21", '+date = "02/03/2026"'], id="a TOML date"
        ),
    ],
)
def test_an_edit_makes_the_difference_that_a_person_would(
    key: str, value: Value, difference: list[str]
) -> None:
    assert edit(EXAMPLE, key, value) == difference


@pytest.mark.parametrize(
    ("key", "line_before"),
    [
        pytest.param("coll_siret", "nom_projet = 'Propreté'", id="after the field before it"),
        pytest.param("nom_algorithme", "[algorithme]", id="under the title of its section"),
        pytest.param("risque", "[cas_usage]", id="in a section opened in the model's order"),
        pytest.param("budget", "]", id="after a list on several lines"),
    ],
)
def test_a_new_key_stands_where_the_model_has_it(key: str, line_before: str) -> None:
    text = rewrite(EXAMPLE, draft_of(EXAMPLE).with_value(key, "une valeur"))
    (place,) = [n for n, line in enumerate(lines(text)) if line.startswith(f"{key} =")]

    assert lines(text)[place - 1] == line_before


def test_sections_are_opened_in_the_order_of_the_model() -> None:
    text = rewrite("", complete_draft())

    titles = [line for line in lines(text) if line.startswith("[")]
    assert titles == [f"[{section.key}]" for section in CATALOGUE.sections]


def test_a_new_file_holds_every_section_and_its_keys_in_the_order_of_the_model() -> None:
    entries = Layout(new_text(complete_draft())).entries

    assert [entry.path for entry in entries if len(entry.path) == 2] == [
        spec.path for spec in CATALOGUE.fields if complete_draft().is_filled(spec.key)
    ]
    assert [entry.path for entry in entries if len(entry.path) == 1] == [
        ("version",),
        *((section.key,) for section in CATALOGUE.sections),
    ]


def test_a_list_too_long_for_a_line_takes_a_line_an_item() -> None:
    partners = tuple(f"Université de la ville numéro {number}" for number in range(4))

    text = new_text(complete_draft(partenaires=partners))

    assert f'partenaires = [\n    "{partners[0]}",\n' in text


def test_what_has_the_name_of_a_section_becomes_a_comment_when_the_section_is_filled() -> None:
    text = 'general = """\nUn texte\n"""\n[data]\n'

    rewritten = rewrite(text, draft_of(text).with_value("coll_nom", "Belrive"))

    assert rewritten.startswith('# general = """\n# Un texte\n# """\n')
    assert draft_of(rewritten) == Draft({"coll_nom": "Belrive"})


def test_a_misplaced_key_moves_with_its_line() -> None:
    text = '[general]\ncoll_nom = "a"\n# ici ?\ndonnees_acces = ["par API"] # non\n[data]\n'
    draft = draft_of(text)

    moved = draft.without_unknown(("general", "donnees_acces"))
    rewritten = rewrite(text, moved.with_value("donnees_acces", ("par API",)))

    assert rewritten == '[general]\ncoll_nom = "a"\n# ici ?\n[data]\ndonnees_acces = ["par API"]\n'


@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
def test_a_file_without_a_last_line_break_takes_new_keys(line_end: str) -> None:
    text = f'[general]{line_end}coll_nom = "a"'

    rewritten = rewrite(text, draft_of(text).with_value("nom_projet", "b"))

    assert rewritten == f'{text}{line_end}nom_projet = "b"'


def test_a_text_that_cannot_be_read_is_never_rewritten() -> None:
    with pytest.raises(ValueError, match="guillemets"):
        rewrite('[general]\ncoll_nom = "a\n', Draft())


@pytest.mark.parametrize(
    ("one", "other"),
    [(1, True), (1, 1.0), (0.0, -0.0), ("1", 1), ([1], (1,)), (Foreign(1), Foreign(1.0))],
)
def test_values_that_a_file_tells_apart_are_not_the_same(one: object, other: object) -> None:
    assert not same_value(one, other)
    assert same_value(one, one)


def test_nan_is_the_same_as_nan() -> None:
    assert same_value({"a": [float("nan")]}, {"a": [float("nan")]})
