"""The lossless edit, by example: the difference that a person would make."""

import datetime
import difflib
from dataclasses import replace

import pytest

from iafiche.model.catalogue import CATALOGUE
from iafiche.model.comparing import same_value
from iafiche.model.draft import Draft
from iafiche.model.values import Foreign, Value
from iafiche.store.document import new_text, rewrite
from iafiche.store.positions import Layout
from tests.drawn_fiches import draft_of, lines
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


@pytest.mark.parametrize(
    ("written", "items", "edited"),
    [
        ('["a", "b"]', ("c", "a", "b"), '["c", "a", "b"]'),
        ('[\n  "a", # un\n  "b", # deux\n]', ("a",), '[\n  "a", # un\n]'),
        ('[\n  "a", # un\n  "b"\n]', ("z", "b"), '[\n  "z", # un\n  "b"\n]'),
        (
            '[\n  # un\n  "a" # deux\n  # trois\n]',
            ("a", "b"),
            '[\n    # un\n    # deux\n    # trois\n    "a",\n    "b",\n]',
        ),
        ('[\n  "a", # un\n  1,\n]', ("b",), '[\n    # un\n    "b",\n]'),
        ("[\n  1,\n]", ("b",), '["b"]'),
    ],
)
@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
def test_a_list_keeps_its_comments_and_its_layout(
    written: str, items: tuple[str, ...], edited: str, line_end: str
) -> None:
    text = f"[general]\npartenaires = {written}\n".replace("\n", line_end)

    rewritten = rewrite(text, draft_of(text).with_value("partenaires", items))

    assert rewritten == f"[general]\npartenaires = {edited}\n".replace("\n", line_end)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        pytest.param("# sur la section\n\n", "", id="set apart by a blank line"),
        pytest.param("# sur la section\n", "", id="at the end of the file"),
        pytest.param("", "# sur le champ\nnom_projet = 'x'\n", id="touching the next key"),
        pytest.param("", "# sur la suite\n[data]\n", id="touching the next title"),
    ],
)
def test_the_first_key_of_a_section_leaves_comments_with_what_they_are_about(
    before: str, after: str
) -> None:
    text = f"[general]\n{before}{after}"

    rewritten = rewrite(text, draft_of(text).with_value("coll_nom", "Belrive"))

    comment, blank = before.replace("\n\n", "\n"), "\n" if before.endswith("\n\n") else ""
    assert rewritten == f'[general]\n{comment}coll_nom = "Belrive"\n{blank}{after}'


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
    [
        *[(1, True), (1, 1.0), (0.0, -0.0), ("1", 1), ([1], (1,)), (Foreign(1), Foreign(1.0))],
        (
            datetime.datetime(2024, 3, 1, 12, tzinfo=datetime.UTC),
            datetime.datetime.fromisoformat("2024-03-01T13:00:00+01:00"),
        ),
    ],
)
def test_values_that_a_file_tells_apart_are_not_the_same(one: object, other: object) -> None:
    assert not same_value(one, other)
    assert same_value(one, one)


def test_nan_is_the_same_as_nan() -> None:
    assert same_value({"a": [float("nan")]}, {"a": [float("nan")]})


def test_a_new_table_within_tables_gets_a_title_of_its_own() -> None:
    kept = {"fiches.csv": {"ligne 3": {"Budget": "10 k€", "Notes": "Une ligne\nUne autre"}}}
    text = new_text(Draft({}, {("import",): kept}))
    assert text.endswith(
        """
[metadata]

[import."fiches.csv"."ligne 3"]
Budget = "10 k€"
Notes = \"""
Une ligne
Une autre\"""
"""
    )
    assert draft_of(text).unknown == {("import",): kept}


def test_a_table_that_changes_stays_where_it_is() -> None:
    before = 'version = 1\n\n[import."a.csv"."ligne 3"]\nNotes = "un"\n\n[perso]  # à moi\nx = 1\n'
    draft = draft_of(before)
    changed = replace(draft, unknown={**draft.unknown, ("import",): {"a.csv": {"l": {"N": 2}}}})
    assert rewrite(before, changed) == before.replace(
        '[import."a.csv"."ligne 3"]\nNotes = "un"\n', '[import."a.csv".l]\nN = 2\n'
    )
