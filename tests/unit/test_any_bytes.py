"""Any bytes given to any reader end in a result or in a message: what `python -m tests.fuzz` does.

Here a few inputs of each kind are drawn; by hand, millions.
"""

import csv
import io
import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from iafiche.store.encoding import encode_inline, encode_key
from tests.drawn_fiches import RAW_VALUES, TEXTS, odd_files
from tests.fuzz.__main__ import targets
from tests.fuzz.drawing import Drawing

TARGETS = targets()
EXAMPLES = {name: tuple(target.examples()) for name, target in TARGETS.items()}
TABLES = ("csv", "json", "jsonl", "xlsx", "ods", "xls")
IN_TOML = ("fiche", "config", "iafiche.toml")


@pytest.mark.parametrize("name", TARGETS)
@settings(max_examples=25)
@given(seed=st.integers(0, 2**32), data=st.none() | st.binary(max_size=100))
def test_what_is_nearly_right_or_not_at_all_is_survived(
    name: str, seed: int, data: bytes | None
) -> None:
    target = TARGETS[name]
    drawing = Drawing(random.Random(seed), EXAMPLES[name], target.words)
    target.check(drawing.draw() if data is None else data)


@pytest.mark.parametrize("name", TARGETS)
def test_what_is_right_is_survived_too(name: str) -> None:
    assert EXAMPLES[name]
    for example in EXAMPLES[name]:
        TARGETS[name].check(example)


@st.composite
def toml_of_any_kind(draw: st.DrawFn) -> str:
    """Draw a text that is TOML, whatever it says, with one character amiss at times."""
    known = [word.decode("utf-8", "replace").strip("[]\n") for word in TARGETS["fiche"].words]
    names = st.sampled_from([name for name in known if name.isidentifier()]) | TEXTS
    text = ""
    for table in ("", *draw(st.lists(names, max_size=3, unique=True))):
        text += f"[{encode_key((table,))}]\n" if table else ""
        for key in draw(st.lists(names, max_size=4, unique=True)):
            text += f"{encode_key((key,))} = {encode_inline(draw(RAW_VALUES))}\n"
    at = draw(st.integers(0, len(text)))
    return text[:at] + draw(st.sampled_from(["", "", "\x1b", '"', "[", "\r"])) + text[at:]


@pytest.mark.parametrize("name", IN_TOML)
@settings(max_examples=30)
@given(text=toml_of_any_kind() | odd_files())
def test_toml_that_says_anything_is_survived(name: str, text: str) -> None:
    TARGETS[name].check(text.encode("utf-8", "surrogatepass"))


@st.composite
def csv_of_any_kind(draw: st.DrawFn) -> bytes:
    """Draw a table in any dialect of CSV and any encoding, with any text in its cells."""
    content = io.StringIO(newline="")
    writer = csv.writer(
        content,
        delimiter=draw(st.sampled_from(";,\t|:")),
        quotechar=draw(st.sampled_from("\"'")),
        doublequote=draw(st.booleans()),
        escapechar="\\",
        lineterminator=draw(st.sampled_from(["\n", "\r\n", "\r"])),
        quoting=draw(st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_ALL, csv.QUOTE_NONE])),
    )
    names = st.sampled_from(["coll_nom", "SIRET", "Partenaires", "projet_date", "Budget", ""])
    writer.writerow(draw(st.lists(names | TEXTS, max_size=5).filter(any)))
    # One empty cell alone has to stand between quotes, which some dialects do not write.
    writer.writerows(draw(st.lists(st.lists(TEXTS, max_size=6).filter(any), max_size=4)))
    encoding = draw(st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "cp1252", "mac-roman"]))
    return content.getvalue().encode(encoding, "replace")


@settings(max_examples=40)
@given(csv_of_any_kind())
def test_a_table_in_any_dialect_is_survived(data: bytes) -> None:
    TARGETS["csv"].check(data)
