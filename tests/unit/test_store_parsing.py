"""The fast parser and tomllib say the same of every text, and where they do not, tomllib counts."""

import subprocess
import sys
import threading
import tomllib
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from iafiche.model.comparing import same_value
from iafiche.store.parsing import is_sound, parsed, parsed_fast, parsed_slowly
from tests.conftest import ROOT
from tests.drawn_fiches import odd_files

SMALL_STACK = 512 * 1024
"""Bytes: what macOS gives a thread. Python 3.13 fails in its own expressions with half of that."""

EXAMPLES = sorted((ROOT / "docs" / "exemples").glob("*.fiche.toml"))

_PIECES = st.sampled_from(
    [
        *("[a]", "[a.b]", "[[a]]", "[[a.b]]", "[ a . 'b' ]", "a = 1", "a.b = 2", "b = 'x'", "[a"),
        *("\n", "\r\n", "\r", " ", "\t", "#c\n", "#\x00\n", "=", ",", ".", "{", "}", "[", "]"),
        *(
            '"',
            "'",
            '"""',
            "'''",
            "\\",
            "\\\n",
            "\\u00e9",
            "\\uD800",
            "\\U0001F600",
            "\\e",
            "\\x41",
        ),
        *("1", "-0", "+1", "01", "1_000", "1__0", "0xFF", "0o7", "0b2", "1.5", "1.", ".5", "1e5"),
        *("-0.0", "1e400", "inf", "+nan", "9223372036854775808", "1" * 30, "true", "True", "null"),
        *("2024-03-01", "2024-02-30", "07:32", "07:32:00", "24:00:00", "2024-03-01T07:32:00Z"),
        *("2024-03-01 07:32:00.123456789+02:00", "2024-03-01t07:32:60-23:59", "{x = 1,\n}", "[1,]"),
        *("é", "\u00a0", "\x7f", "\x85", "\ufeff", "\u2028", "😀", "x", "version = 1", "{}"),
    ]
)
_SOUP = st.lists(_PIECES, max_size=14).map("".join)
_STATEMENTS = st.lists(
    st.tuples(
        st.sampled_from(["a", "b", "a.b", "'c'", "a.a.a"]), st.sampled_from([" = ", "="]), _SOUP
    ),
    max_size=4,
).map(lambda lines: "\n".join("".join(line) for line in lines))


def _by_tomllib(text: str) -> object:
    try:
        return tomllib.loads(text)
    except (ValueError, RecursionError) as error:
        return type(error)


def _agrees(text: str) -> bool:
    fast = parsed_fast(text, text.encode(errors="replace"))
    return fast is None or not is_sound(fast) or same_value(fast, _by_tomllib(text))


@given(_SOUP | _STATEMENTS)
@example("a = '''x\r\ny'''")
@example("a = {b = 1,\n}")
@example("a = 07:32")
@example('a = "\\e"')
@example("\ufeffa = 1")
@example("a = " + "9" * 4301)
@example("a.b = 1\n[a]\nc = 1")
@settings(max_examples=400, deadline=None)
def test_what_the_fast_parser_accepts_tomllib_reads_the_same(text: str) -> None:
    assert _agrees(text)


@given(odd_files())
@settings(max_examples=60, deadline=None)
def test_files_as_people_write_them_are_read_the_same_and_fast(file: str) -> None:
    text = file.removeprefix("\ufeff")
    fast = parsed_fast(text, text.encode(errors="replace"))
    assert fast is not None or text.count("[") + text.count("{") > 100
    assert _agrees(text)


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.name)
def test_the_examples_are_read_the_same(path: Path) -> None:
    text = path.read_bytes().decode("utf-8", errors="replace")
    assert _agrees(text)
    expected = _by_tomllib(text)
    if isinstance(expected, dict):
        assert parsed_fast(text, text.encode(errors="replace")) is not None


@pytest.mark.parametrize(
    "text",
    [
        "a = " + "[" * 5000 + "]" * 5000,
        "a = " + "{a = " * 5000 + "1" + "}" * 5000,
        "a = " + "[{a = " * 40 + "1" + "}]" * 40,
        "a." * 5000 + "a = 1",
        "[" + "a." * 5000 + "a]",
    ],
)
def test_what_nests_too_deeply_is_refused_even_in_a_thread_with_a_small_stack(text: str) -> None:
    said: list[object] = []
    before = threading.stack_size(SMALL_STACK)
    try:
        thread = threading.Thread(target=lambda: said.append(parsed(text)))
        thread.start()
        thread.join()
    finally:
        threading.stack_size(before)
    assert [type(one) for one in said] == [RecursionError]


def test_numbers_of_many_digits_are_tomllibs_to_judge() -> None:
    decimal = f"a = {'9' * (sys.int_info.default_max_str_digits + 1)}"
    assert isinstance(parsed(decimal), ValueError)
    assert parsed(f"a = 0x{'f' * 5000}") == parsed_slowly(f"a = 0x{'f' * 5000}")


@pytest.mark.parametrize("text", ["a =", "a = 1 b", "[a", "\ufeffa = 1", "a = 'x\ny'"])
def test_errors_are_tomllibs_own(text: str) -> None:
    error = parsed(text)
    with pytest.raises(ValueError, match=r"at (line|end)") as raised:
        tomllib.loads(text)
    assert str(error) == str(raised.value)


_IN_THREADS = """
import os, sys, threading
from pathlib import Path
from iafiche.store.parsing import parsed_fast
threads = [threading.Thread(target=parsed_fast, args=("a = 1", b"a = 1")) for _ in range(8)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
maps = Path("/proc/self/smaps").read_text("ascii").splitlines()
print(sum(int(line.split()[1]) for line in maps if line.startswith("AnonHugePages")))
print([name for name in os.environ if "MIMALLOC" in name])
"""


@pytest.mark.skipif(sys.platform != "linux", reason="looks at Linux's own account of memory")
def test_threads_that_parse_take_no_large_pages() -> None:
    told = subprocess.run(
        [sys.executable, "-c", _IN_THREADS], capture_output=True, text=True, check=True
    ).stdout
    assert told == "0\n[]\n"
