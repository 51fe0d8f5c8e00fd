"""Every value of a valid file is found where it stands."""

import pytest
import tomlkit
from hypothesis import example, given, settings
from hypothesis import strategies as st
from tomlkit.items import Item

from iafiche.model.catalogue import CATALOGUE
from iafiche.model.values import PathOfKeys
from iafiche.store.document import new_text
from iafiche.store.places import Position
from iafiche.store.plain_layout import PlainLayout
from iafiche.store.positions import Layout
from iafiche.store.reading import read_bytes
from tests.drawn_fiches import drafts, odd_files
from tests.fiches import complete_draft

FILE = """\
version = 1
# une fiche
[general] # titre
  coll_nom = "Belrive"
"nom_projet" = '''
[data]'''
partenaires = [ # ]
  "a", ]
projet_date = 2024-03-01 07:32:00 # heure
usage_description = "é 😀" # "
 [ data ]
donnees_source.x = 1
[general."avec espace"]
x = 1
[[perso]]
"""


@pytest.mark.parametrize(
    ("path", "line", "column"),
    [
        (("version",), 1, 11),
        (("general",), 3, 1),
        (("general", "coll_nom"), 4, 14),
        (("general", "nom_projet"), 5, 16),
        (("general", "partenaires"), 7, 15),
        (("general", "projet_date"), 9, 15),
        (("general", "usage_description"), 10, 21),
        (("data", "donnees_source"), 12, 1),
        (("general", "avec espace"), 13, 1),
        (("perso",), 15, 1),
        pytest.param(("data", "donnees_acces"), 11, 2, id="a missing key: its section's title"),
        pytest.param(("evaluation", "erreur"), 1, 1, id="a missing section: the file's beginning"),
        pytest.param((), 1, 1, id="the file as a whole"),
    ],
)
@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_a_person_finds_the_value_at_the_line_and_column_given(
    path: tuple[str, ...], line: int, column: int, line_end: str, mark: str
) -> None:
    data = (mark + FILE.replace("\n", line_end)).encode()

    assert read_bytes(data).locate(path) == Position(line, column)


@pytest.mark.parametrize(
    ("text", "path", "position"),
    [
        ('general.coll_nom = "a"', ("general", "coll_nom"), Position(1, 20)),
        ('general = { a = [1, {b = "}"}], coll_nom = "x" }', ("general", "coll_nom"), (1, 44)),
        ('"g\\u0065neral".coll_nom = 1', ("general", "coll_nom"), (1, 27)),
        ("[general.coll_nom]\nx = 1", ("general", "coll_nom"), (1, 1)),
        ('[general]\nnom_projet = """"a""b"""""\ncoll_nom = 1', ("general", "coll_nom"), (3, 12)),
    ],
)
def test_unusual_layouts_are_understood(
    text: str, path: tuple[str, ...], position: Position | tuple[int, int]
) -> None:
    expected = position if isinstance(position, Position) else Position(*position)

    assert read_bytes(text.encode()).locate(path) == expected


@given(odd_files())
@settings(max_examples=25, deadline=None)
def test_each_value_is_written_where_tomlkit_says(file: str) -> None:
    text = file.removeprefix("\ufeff")
    document = tomlkit.parse(text)

    for entry in Layout(text).entries:
        if entry.value is not None and len(entry.path) == 2 and entry.path[0] != "perso":
            section, key = entry.path
            found = document[section][key]
            # tomlkit gives its own types but for booleans.
            written = found.as_string() if isinstance(found, Item) else str(found).lower()
            assert entry.value.of(text) == written


@given(odd_files())
@settings(max_examples=25, deadline=None)
def test_each_line_is_one_statements_or_says_nothing(file: str) -> None:
    end = 0
    for entry in Layout(file).entries:
        between = file[end : entry.lines.start].removeprefix("\ufeff")
        assert all(not line.strip() or line.strip()[0] == "#" for line in between.split("\n"))
        assert entry.lines.start <= entry.key.start < entry.lines.end
        end = entry.lines.end
    assert all(line.strip()[:1] in ("", "#") for line in file[end:].split("\n"))


def _plain_files() -> st.SearchStrategy[str]:
    """Draw files that the program writes, with comments and blanks between the lines."""
    texts = drafts().filter(lambda draft: not draft.unknown).map(new_text)
    between = st.sampled_from(["\n", "\n", "\n", "\n\n", "\n# note\n", " \n", "\n  "])
    return st.tuples(texts, between).map(lambda drawn: drawn[0].replace("\n[", f"{drawn[1]}["))


_SECTIONS_AND_KEYS: list[PathOfKeys] = [
    *((section.key,) for section in CATALOGUE.sections),
    *(spec.path for spec in CATALOGUE.fields),
    ("version",),
]


@given(_plain_files() | odd_files(), st.permutations(_SECTIONS_AND_KEYS))
@example('[general]\ncoll_nom = """\n[data]\nbudget = "a"\n"""\nbudget = "b"', _SECTIONS_AND_KEYS)
@example('[general]\ncoll_nom = """"a"""\nbudget = """b"""""\ntheme = "c"', _SECTIONS_AND_KEYS)
@example('[general]\npartenaires = ["]", "[a"]\nbudget = "b"', _SECTIONS_AND_KEYS)
@example('[general]\npartenaires = ["a", # ]\n"b"]\nbudget = "b"', _SECTIONS_AND_KEYS)
@example('[general]\ncoll_nom = \'"""\'\nbudget = "b"', _SECTIONS_AND_KEYS)
@example('[general]\r\n  coll_nom = "a = b" # c\r\n budget="b"\r\n', _SECTIONS_AND_KEYS)
@settings(max_examples=75, deadline=None)
def test_a_plain_file_is_located_as_by_the_rules_of_toml(
    file: str, paths: list[PathOfKeys]
) -> None:
    plain, layout = PlainLayout(file), Layout(file)
    for path in paths:
        assert plain.locate(path) in (None, layout.locate(path))


def test_what_the_program_writes_is_plain() -> None:
    plain = PlainLayout(new_text(complete_draft()))
    assert all(plain.locate(path) is not None for path in _SECTIONS_AND_KEYS)


@pytest.mark.parametrize(
    "text",
    [
        *("a.b = 1", '"a" = 1', "[a.b]", "[[a]]", "a = { b = 1 }", "a = [\n1 ]", "a = [[1], [2]]"),
        *("a = '\\'", "a = '''b'''", "\ufeffa = 1", 'a = ["b", # ]\n]'),
    ],
)
def test_rarer_ways_of_writing_are_left_to_the_rules_of_toml(text: str) -> None:
    plain = PlainLayout(f"{text}\nz = 1")
    assert plain.locate(("z",)) is None
    assert plain.locate(("z",)) is None
