"""Small inputs that once took minutes, gigabytes or an exception, and end in a result at once.

Each runs in a process that has so much memory and so many seconds of work, and no more.
"""

import datetime
import subprocess
import sys
from pathlib import Path

import pytest

from iafiche.exchange.sheets.records import read_records
from iafiche.model.draft import Draft
from iafiche.review.ignoring import Ignored
from iafiche.review.scan import count_fiches
from iafiche.store.journal_file import Record, decoded, encoded
from iafiche.store.parsing import parsed
from iafiche.store.versions import versions_of
from tests.conftest import ROOT
from tests.fiches import complete_draft

WHEN = datetime.datetime(2026, 3, 2, 12, tzinfo=datetime.UTC)
MEMORY = 700_000_000
"""Bytes of address space, that of the interpreter and its libraries included."""

SECONDS = 30
"""Of the processor, on the slowest machine that runs the tests; a second is enough on most."""

_BOUNDED = """
import sys
if sys.platform != "win32":
    import resource
    resource.setrlimit(resource.RLIMIT_AS, ({memory}, {memory}))
    resource.setrlimit(resource.RLIMIT_CPU, ({seconds}, {seconds}))
from iafiche.exchange.importing import is_column_name, propose
from iafiche.exchange.sheets import SourceError, read_source
from iafiche.store.reading import read_bytes
data = {data}
if {is_table}:
    try:
        sheet = read_source("quoi", data, recognise=is_column_name)
        propose(sheet)
        print(sheet.described, len(sheet.rows))
    except SourceError as refusal:
        print(refusal)
else:
    for finding in read_bytes(data).findings:
        print(finding.message)
"""


def told(data: str, *, is_table: bool) -> str:
    """Return what is said of the bytes that a Python expression stands for."""
    code = _BOUNDED.format(memory=MEMORY, seconds=SECONDS, data=data, is_table=is_table)
    ended = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, check=False, timeout=300
    )
    assert ended.returncode == 0, ended.stderr.decode()[-2_000:]
    return ended.stdout.decode()


@pytest.mark.parametrize(
    ("data", "said"),
    [
        ('b".".join([b"a"] * 200_000) + b" = 1"', "imbriquées"),
        ("b\"'a' . \" * 200_000 + b'x = 1'", "imbriquées"),
        ('b"[" + b"a." * 200_000 + b"a]"', "imbriquées"),
        ('b"a = [" + b"{" + b"b." * 200_000 + b"b = 1}]"', "imbriquées"),
        ('b\'a = ["""x"""", {\' + b"b." * 200_000 + b\'b = 1}, "y"]\'', "imbriquées"),
        ('b"a = " + b"[" * 1_900_000', "imbriquées"),
        ("b'x = \"' + b'\\\\\\\\u' * 900_000", "terminé"),
        ('b"a" * 1_900_000', "signe ="),
    ],
    ids=["keys", "quoted", "header", "inline", "hidden", "lists", "escapes", "word"],
)
def test_a_fiche_that_is_a_bomb_ends_in_a_message(data: str, said: str) -> None:
    assert said in told(data, is_table=False)


@pytest.mark.parametrize(
    ("data", "said"),
    [
        ("b'a;b;c\\n' + b'\"x;' * 60_000", "colonnes"),
        ("(b'a;b;c;d\\n' + (b'\"x;' * 900 + b'\\n') * 200)", "CSV"),
        ("b'a;b\\n' + (b'\"' + b'x' * 50_000 + b';y\\n') * 300", "CSV"),
        ("b'[{' + b','.join([b'\"k\": 1'] * 300_000) + b'}]'", "colonnes"),
        ("b'[' + b','.join([b'{' + b'\"k\":1,' * 900 + b'\"k\":1}'] * 500) + b']'", "JSON"),
        ("b'\\xe9' * 9_000_000", "une seule colonne"),
        ("b';' * 1_000_000", "colonnes"),
        ("b'[' * 1_000_000", "niveaux"),
        ("b'{\"a\":' * 1_000_000", "niveaux"),
        ("((';'.join(f'Colonne sans nom {i}' for i in range(900)) + '\\n') * 200).encode()", "CSV"),
    ],
    ids=["quotes", "rows", "vain", "names", "objects", "name", "columns", "[", "{", "header"],
)
def test_a_table_that_is_a_bomb_ends_in_a_message_or_a_table(data: str, said: str) -> None:
    assert said in told(data, is_table=True)


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ('"a;b";c', ("a;b", "c")),
        ('"a;b;"c" ;d', ('a;b;"c', "d")),
        ('x;"a;b', ("x", '"a', "b")),
        ('"x;"y;"z', ('"x', '"y', '"z')),
        ('a;"b" c;"d"', ("a", '"b" c', "d")),
    ],
)
def test_a_line_with_stray_quotes_is_cut_as_before(line: str, expected: tuple[str, ...]) -> None:
    rows = read_records([f"{'x;' * (len(expected) - 1)}x\n", f"{line}\n"], ";").rows
    assert rows[1].cells == expected


@pytest.mark.parametrize(
    "pattern",
    [
        "*a" * 30 + "b",
        "*" * 40 + "x",
        "**/a/" * 30 + "b",
        "[z-a]",
        "[[a]",
        "a" * 50_000,
    ],
)
def test_a_gitignore_that_would_take_for_ever_leaves_out_nothing(
    tmp_path: Path, pattern: str, recwarn: pytest.WarningsRecorder
) -> None:
    (tmp_path / ".gitignore").write_text(f"{pattern}\nautre.fiche.toml\n", "utf-8")
    ignored = Ignored().with_file(str(tmp_path / ".gitignore"))
    name = "a" * 240
    assert not ignored.leaves_out_fiche(name)
    assert not ignored.leaves_out_folder(name)
    assert ignored.leaves_out_fiche("autre.fiche.toml")
    assert not recwarn.list


@pytest.mark.skipif(sys.platform == "win32", reason="symbolic links need a privilege on Windows")
def test_folders_with_links_to_each_other_are_gone_through_once_in_a_while(tmp_path: Path) -> None:
    names = [f"d{rank}" for rank in range(12)]
    for name in names:
        (tmp_path / name).mkdir()
        (tmp_path / name / "x.fiche.toml").touch()
        for other in names:
            (tmp_path / name / f"vers-{other}").symlink_to(tmp_path / other)
    assert len(names) <= count_fiches([tmp_path]) <= 11 * len(names)


def test_a_journal_that_is_a_bomb_is_none() -> None:
    title = b'{"iafiche": "journal", "version": 1, "fiche": null, "champ": null, "quand": "x"}'
    bomb = b'{"valeurs": {"coll_nom": {"toml": "' + b"a." * 200_000 + b'a = 1"}}, "reste": []}'
    assert decoded(title + b'\n{"fichier": ' + bomb + b', "saisie": {}}\n') is None


@pytest.mark.parametrize("path", ["/x\\u0000y", "\\ud800"])
def test_work_at_a_path_that_is_none_is_work_never_saved(path: str, tmp_path: Path) -> None:
    whole = encoded(Record(Path("FICHE"), Draft(), complete_draft(), None), WHEN)
    entry = decoded(whole.replace(b"FICHE", path.encode()))
    assert entry is not None
    assert entry.record.fiche is None
    assert entry.record.draft == complete_draft()
    assert versions_of(Path("x\0y"), tmp_path) == ()


def test_a_long_dotted_text_is_no_long_key() -> None:
    text = "a." * 500 + "a"
    brackets = "".join(f"k{rank} = []\n" for rank in range(120))
    content = parsed(f'y = "{text}"\n# {text}\n{brackets}')
    assert isinstance(content, dict)
    assert content["y"] == text
