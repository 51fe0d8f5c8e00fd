"""Text is only text: a folder from a stranger, through every command and format.

Nothing of it reaches a terminal as a command, a page as markup, a spreadsheet as a formula, a
service of continuous integration as an order, or the disk as a path.
"""

import csv
import io
import json
import os
import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple
from xml.etree import ElementTree

import pytest

from iafiche.cli.own_folders import VARIABLES
from iafiche.cli.program import run
from iafiche.cli.surroundings import Surroundings
from iafiche.exchange.profiles import BIBLIOTHEQUE, EXCEL_CSV, GRIST
from iafiche.model.portable_names import is_portable
from iafiche.store.journal_file import Record
from tests.cli.conftest import Terminal
from tests.conftest import TODAY
from tests.every_call import calls
from tests.hostile import MENDED, READABLE, TEXTS, fiche_of, hostile_folder, hostile_table
from tests.unit.test_store_journal import left_behind
from tests.unit.web_page import parsed

HARMFUL = {"Cc", "Cs", "Zl", "Zp"}
REVERSING = set("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f\u061c\ufeff")
ORDER = re.compile(r"^\s*::(?!(?:error|warning|notice) file=)|^(?!::).*##\w*\[", re.MULTILINE)
"""What would be obeyed, but for our own annotations: all in such a line is a text of theirs."""

FORMULA = re.compile(r"[=+\-@\t\r](?![0-9.,]*$)")
CODES = {0, 1, 2}
EXACT = [f"exporter {profile.name} to" for profile in (BIBLIOTHEQUE, GRIST, EXCEL_CSV)]
"""Tables that hold every text to the letter: whoever lets one into a log decides on that."""

NAMES = tuple(calls(Path(), Path(), Path(), [Path()], Path()))


class Told(NamedTuple):
    """What one call wrote to a terminal, to a pipe, and beside."""

    code: int
    terminal: str
    pipe: str
    errors: str


class Place(NamedTuple):
    """What all the calls have made.

    Attributes:
        told: What each call told.
        made: The folder for what they write.
        before: All there was around it before, with its bytes.
        after: All there is around it now.
    """

    told: dict[str, Told]
    made: Path
    before: dict[Path, bytes]
    after: dict[Path, bytes]


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Place]:
    """Call everything on a stranger's folder, with a stranger's table, journals and settings."""
    root = tmp_path_factory.mktemp("etranger") / "[b]dossier[y]"
    root.mkdir()
    own, made = root / "own", root / "sortie"
    made.mkdir()
    fiches, table = hostile_folder(root / "fiches"), hostile_table(root / "table.csv")
    for text in TEXTS.values():
        record = Record(fiches / "x.fiche.toml", fiche_of("x"), fiche_of(text), None)
        left_behind(own / "state" / "recuperation", record)
    settings = own / "config.toml"
    settings.write_text(f"{json.dumps(TEXTS['escapes'])} = 1\n", encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch:
        for variable, where in zip(VARIABLES, (settings, own, own / "state", own), strict=True):
            patch.setenv(variable, str(where))
        patch.setenv("USER", TEXTS["escapes"])
        patch.chdir(made)
        patch.setattr("sys.stdin", io.StringIO(TEXTS["escapes"] + "\n" + TEXTS["markup"] + "\n"))
        before = around(root, made, own, fiches)
        every = calls(fiches, fiches / READABLE, fiches / MENDED, [table], made)
        told = {name: call(*args) for name, args in every.items()}
        yield Place(told, made, before, around(root, made, own, fiches))


def call(*args: str) -> Told:
    """Call the program with its output to a terminal, then to a pipe."""
    outs, errors = (Terminal(), io.StringIO()), io.StringIO()
    codes = [run(args, Surroundings(TODAY, out, errors, is_terminal=False)) for out in outs]
    return Told(max(codes), outs[0].getvalue(), outs[1].getvalue(), errors.getvalue())


def around(root: Path, *left_out: Path) -> dict[Path, bytes]:
    return {
        path: path.read_bytes()
        for path in (*root.rglob("*"), *root.parent.glob("*"))
        if path.is_file() and not any(path.is_relative_to(folder) for folder in left_out)
    }


def obeyed(text: str) -> set[str]:
    """Return the signs of a text that a terminal would obey."""
    return {
        char
        for char in set(text) - {"\n"}
        if unicodedata.category(char) in HARMFUL or char in REVERSING
    }


@pytest.mark.parametrize("name", NAMES)
def test_a_terminal_is_given_nothing_to_obey(place: Place, name: str) -> None:
    told = place.told[name]
    assert told.code in CODES
    assert told.terminal or told.pipe or told.errors
    assert not obeyed(told.terminal)
    assert not obeyed(told.errors)


def test_the_versions_of_a_fiche_are_among_what_is_tried(place: Place) -> None:
    assert place.told["versions comparer"].code == 0


@pytest.mark.parametrize("name", [name for name in NAMES if name.startswith("verifier")])
def test_a_report_that_goes_through_a_pipe_is_given_nothing_to_obey(
    place: Place, name: str
) -> None:
    assert not obeyed(place.told[name].pipe.removeprefix("\ufeff").replace("\r\n", "\n"))


@pytest.mark.parametrize("name", NAMES)
def test_a_service_of_continuous_integration_reads_no_order(place: Place, name: str) -> None:
    told = place.told[name]
    if not name.startswith(tuple(EXACT)):
        assert not ORDER.search(told.pipe)
    assert not ORDER.search(told.terminal)
    assert not ORDER.search(told.errors)


@pytest.mark.parametrize("name", [name for name in NAMES if " json" in name])
def test_json_stays_json(place: Place, name: str) -> None:
    lines = place.told[name].pipe.splitlines() if "jsonl" in name else [place.told[name].pipe]
    for line in lines:
        if line:
            assert json.loads(line) is not None


def test_xml_stays_xml(place: Place) -> None:
    suites = ElementTree.fromstring(place.told["verifier junit"].pipe)
    tags = {element.tag for element in suites.iter()}
    assert tags <= {"testsuites", "testsuite", "testcase", "failure", "error", "system-out"}


def test_no_page_holds_an_element_an_address_or_a_script_of_a_field(place: Place) -> None:
    pages = {path: path.read_text(encoding="utf-8") for path in place.made.rglob("*.html")}
    pages[Path("inventaire.html")] = place.told["inventaire html"].pipe
    assert len(pages) > len(TEXTS)
    for path, page in pages.items():
        for element in parsed(page).all():
            assert element.tag not in {"img", "textarea"}, path
            assert not [name for name in element.attributes if name.startswith("on")], path
            if element.tag in ("script", "style"):
                assert "x()" not in element.text
            for name in ("href", "src", "action"):
                address = element.attributes.get(name, "")
                assert re.match(r"https?://|mailto:|[#\w%./-]*$", address), (path, address)


def test_no_spreadsheet_takes_a_text_for_a_formula(place: Place) -> None:
    tables = {name: told.pipe for name, told in place.told.items() if name.split()[-1] == "csv"}
    for path in place.made.glob("*excel-csv*.csv"):
        tables[path.name] = path.read_text(encoding="utf-8-sig")
    assert {"verifier csv", "importer 0 csv", "inventaire csv", "excel-csv.csv"} <= tables.keys()
    for name, table in tables.items():
        for row in csv.reader(io.StringIO(table), delimiter=";"):
            for cell in row:
                assert not FORMULA.match(cell), (name, cell)


def test_no_path_in_a_text_leads_out_of_the_chosen_folder(place: Place) -> None:
    assert place.after == place.before
    assert all(is_portable(path.name) for path in place.made.rglob("*"))
    assert not os.path.lexists("/echappee")
