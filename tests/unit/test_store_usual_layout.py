"""Files read by one expression: the same values and places as a parser and a search give."""

import re
import tomllib

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from iafiche.model.catalogue import CATALOGUE
from iafiche.model.draft import Draft, read_draft
from iafiche.store.document import new_text
from iafiche.store.migrations import FORMAT
from iafiche.store.plain_layout import PlainLayout
from iafiche.store.positions import Layout
from iafiche.store.reading import read_bytes, read_usual
from tests.fiches import complete_draft
from tests.unit.exchange_drafts import right_drafts
from tests.unit.spoilt_files import COMPLETE, LOST, PLACES, PUT_THERE, spoilt
from tests.unit.test_check_properties import dirty_drafts

PATHS = [
    *((section.key,) for section in CATALOGUE.sections),
    *(spec.path for spec in CATALOGUE.fields),
]


def assert_the_same(text: str) -> None:
    """Hold what the expression tells of a file, if anything, to the parser and the search."""
    data = text.encode(errors="surrogatepass")
    usual = read_usual(data)
    if usual is None:
        return
    assert usual.text == text
    assert usual.findings == ()
    assert usual.version == FORMAT.version
    assert usual.draft == read_draft(tomllib.loads(text))
    assert usual.draft == read_bytes(data).draft
    plain, layout = PlainLayout(text), Layout(text)
    for path in PATHS:
        place = usual.locate(path)
        assert place == layout.locate(path)
        assert plain.locate(path) in (place, None)


@given(right_drafts() | dirty_drafts(), st.sampled_from(["\n", "\r\n"]))
@settings(max_examples=60, deadline=None)
def test_a_draft_reads_the_same(draft: Draft, line_end: str) -> None:
    assert_the_same(new_text(draft).replace("\n", line_end))


@given(PLACES, LOST, PUT_THERE)
@example(COMPLETE.index("\n[data]"), 0, "# une remarque\n")
@example(COMPLETE.index('"Commune"'), len('"Commune"'), '""')
@example(COMPLETE.index('"Commune"'), len('"Commune"'), '"Com\nmune"')
@example(COMPLETE.index('"Commune"'), len('"Commune"'), '"Com"mune"')
@example(0, 0, "\ufeff")
@settings(max_examples=400, deadline=None)
def test_a_spoilt_file_reads_the_same(at: int, gone: int, odd: str) -> None:
    assert_the_same(spoilt(at, gone, odd))


_LISTS = re.compile(r"(?<=^type_algorithme = )\[[^\]]*\]", re.MULTILINE)


@given(st.text(st.sampled_from('"[], \n#a'), max_size=12))
@example('["a", "]\nb"]')
@example('["a\nb"]')
@example('["a\n"]')
@example('["a", "b"]')
@example('[\n    "a",\n    "b]",\n]')
@example('[\n    "a\n",\n]')
@example("[]")
@settings(max_examples=400, deadline=None)
def test_a_list_reads_the_same_however_it_is_written(written: str) -> None:
    text, count = _LISTS.subn(lambda _: written, COMPLETE)
    assert count == 1
    assert_the_same(text)


@given(st.text(st.sampled_from("-0123456789.e_"), max_size=6) | st.floats().map(repr))
@example('"48.85"')
@example('""')
@example('" "')
@example("0.0")
@example("-0.5")
@example("01.5")
@settings(max_examples=200, deadline=None)
def test_a_number_reads_the_same_however_it_is_written(written: str) -> None:
    assert_the_same(re.sub(r"(?m)^latitude = .*$", f"latitude = {written}", COMPLETE))


@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
@pytest.mark.parametrize(
    "draft",
    [
        complete_draft(),
        Draft({}),
        complete_draft(coll_type="commune", latitude="95.5", longitude=""),
        complete_draft(partenaires=tuple(f"Université de la rive {rank}" for rank in range(9))),
        complete_draft(usage_description='Mesure « a » "b".\n\nFin.\n'),
    ],
    ids=["complete", "empty", "wrong", "several", "paragraphs"],
)
def test_what_the_program_writes_is_of_the_usual_layout(draft: Draft, line_end: str) -> None:
    text = new_text(draft).replace("\n", line_end)
    assert read_usual(text.encode()) is not None
    assert_the_same(text)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("version = 1\n", ""),
        ("version = 1\n", "version = 2\n"),
        ("[data]", "[donnees]"),
        ("coll_nom = ", "coll_name = "),
        ('coll_nom = "', 'coll_nom = "\\u0041'),
        ('coll_nom = "', 'coll_nom = "\x07'),
        ('coll_nom = "', 'coll_nom = "\r'),
        ("\n[evaluation]", '\nautre = "x"\n[evaluation]'),
        ("\n[evaluation]", "\n# Relu.\n[evaluation]"),
    ],
)
def test_what_is_written_otherwise_is_left_to_the_parser(old: str, new: str) -> None:
    assert old in COMPLETE
    assert read_usual(COMPLETE.replace(old, new, 1).encode()) is None


def test_what_is_no_text_is_left_to_the_parser() -> None:
    assert read_usual(COMPLETE.replace("é", "e\xe9").encode("latin-1", "replace")) is None


def test_long_hostile_files_are_told_in_no_time() -> None:
    for begun in ('url_infos = "https://', 'coll_nom = "', 'partenaires = ["', "["):
        for filling in ("a.", "a", '""', '", "', "\n", '"', " [", '"]'):
            text = COMPLETE.replace('nom_projet = "', f"{begun}{filling * 200_000}", 1)
            assert read_usual(text.encode()) is None
