"""Every place where the program touches the world outside is known, and has its reason here."""

from pathlib import Path

import pytest

from tests.conftest import ROOT
from tests.doors import Door, doors

PACKAGE = ROOT / "src" / "iafiche"

ALLOWED: dict[tuple[str, Door], str] = {
    ("store/disk.py", Door.WRITE): "the one place that changes files",
    ("store/opening.py", Door.WRITE): "the one place that reads files: `os.open`, for reading",
    ("store/holding.py", Door.WRITE): "locks the file that it has from the disk",
    ("review/cache.py", Door.WRITE): "`fdopen` of a file that it has from the disk",
    ("store/processes.py", Door.READ): "what Linux tells of processes, below /proc",
    ("store/programs.py", Door.READ): "looks for a program, and opens none",
    ("exchange/notice_html.py", Door.READ): "the style and the script, parts of the program",
    ("cli/streams.py", Door.WRITE): "the device that nobody reads",
    ("cli/dialogue/keeping.py", Door.WRITE): "asks where temporary files go",
    ("tui/external_editor.py", Door.WRITE): "a private folder, gone once the editor has ended",
    ("tui/external_editor.py", Door.PROCESS): "the person's own editor, without a shell",
    ("cli/revisions.py", Door.PROCESS): "git, without a shell and without the programs it knows",
    ("review/crew.py", Door.PROCESS): "helpers of the program itself",
    ("store/parsing.py", Door.ENVIRONMENT): "tells toml-rs to ask for no large pages",
    ("store/processes.py", Door.PROCESS): "asks whether a process lives, and ends none",
    ("cli/program.py", Door.CODE): "a command's module, by a name of our own list",
    ("review/reports.py", Door.CODE): "a report's module, by a name of our own list",
    ("exchange/codecs.py", Door.CODE): "a profile's module, by a name of our own list",
    ("exchange/importing/exact.py", Door.CODE): "a profile's module, by a name of our own list",
    ("cli/surroundings.py", Door.TERMINAL): "the one output: all is made visible there",
    ("cli/crash.py", Door.TERMINAL): "the words of a fault, when nothing else may work any more",
    ("cli/dialogue/keyboard.py", Door.TERMINAL): "`input`, with a prompt of ours: readline's own",
    ("tui/app.py", Door.TERMINAL): "asks for its encoding",
    ("tui/plain_screen.py", Door.TERMINAL): "sets what is done with letters it lacks",
    ("tui/screens/fiche.py", Door.MARKUP): "the labels of our own sections and groups",
    ("exchange/notice_html.py", Door.PAGE): "the notice",
    ("review/inventory_html.py", Door.PAGE): "the page of an inventory",
    ("review/junit_report.py", Door.PAGE): "a report in XML",
    ("exchange/tableur.py", Door.PAGE): "a mark of XlsxWriter's, to keep texts from being taken so",
    ("cli/keys_page.py", Door.PAGE): "the names of keys in a document of ours",
}
"""The modules that may, and why."""

FACES = ("cli/", "tui/")
"""Who looks at the environment; below, it is given."""


def found() -> dict[tuple[str, Door], list[int]]:
    """Return the lines of each module that do something to the world outside, by what they do."""
    places: dict[tuple[str, Door], list[int]] = {}
    for file in sorted(PACKAGE.rglob("*.py")):
        name = file.relative_to(PACKAGE).as_posix()
        for door, line in doors(file.read_text(encoding="utf-8")):
            if not (door is Door.ENVIRONMENT and name.startswith(FACES)):
                places.setdefault((name, door), []).append(line)
    return places


def test_nothing_touches_the_world_outside_but_where_it_is_known_to() -> None:
    places = found()
    unknown = {
        f"{name} {door} (lines {sorted(set(lines))})"
        for (name, door), lines in places.items()
        if (name, door) not in ALLOWED
    }
    assert not unknown
    closed = [f"{name} {door}" for name, door in ALLOWED if (name, door) not in places]
    assert not closed, "nothing is done there any more"


SAMPLES = {
    "open('x', 'w')": Door.WRITE,
    "open('x', mode)": Door.WRITE,
    "from pathlib import Path\nPath('x').open('ab')": Door.WRITE,
    "path.write_text('')": Door.WRITE,
    "path.replace(other)": Door.WRITE,
    "import os\nos.replace(a, b)": Door.WRITE,
    "from os import rename as move\nmove(a, b)": Door.WRITE,
    "import shutil\nshutil.rmtree(x)": Door.WRITE,
    "import tempfile": Door.WRITE,
    "open('x')": Door.READ,
    "path.read_bytes()": Door.READ,
    "import subprocess": Door.PROCESS,
    "import os\nos.execv(a, b)": Door.PROCESS,
    "from os import system": Door.PROCESS,
    "run(words, shell=True)": Door.PROCESS,
    "import ctypes": Door.PROCESS,
    "import socket": Door.NETWORK,
    "from urllib.request import urlopen": Door.NETWORK,
    "import urllib\nurllib.request.urlopen(x)": Door.NETWORK,
    "import webbrowser": Door.NETWORK,
    "self.app.open_url(x)": Door.NETWORK,
    "import click\nclick.launch(x)": Door.NETWORK,
    "eval(x)": Door.CODE,
    "import pickle": Door.CODE,
    "from importlib import import_module\nimport_module(x)": Door.CODE,
    "print(x)": Door.TERMINAL,
    "import warnings\nwarnings.warn(x)": Door.TERMINAL,
    "import click\nclick.echo(x)": Door.TERMINAL,
    "import sys\nsys.stdout.write(x)": Door.TERMINAL,
    "Content.from_markup(x)": Door.MARKUP,
    "OptionList(*x)": Door.MARKUP,
    "self.notify(x)": Door.MARKUP,
    "Static(x, markup=True)": Door.MARKUP,
    "frame.border_title = name": Door.MARKUP,
    "f'<b>{x}</b>'": Door.PAGE,
    "import os\nos.environ['X']": Door.ENVIRONMENT,
}
"""What the reader of the program must see, lest the test above says nothing."""


@pytest.mark.parametrize("source", SAMPLES)
def test_the_reader_of_the_program_sees(source: str) -> None:
    assert SAMPLES[source] in {door for door, _ in doors(source)}


@pytest.mark.parametrize(
    "source",
    [
        "text.replace('a', 'b')",
        "day.replace(year=2026)",
        "disk.DISK.replace(a, b)",
        "from urllib.parse import quote\nquote(x)",
        "import os\nos.path.join(a, b)",
        "self.notify(x, markup=False)",
        "frame.border_title = Content(name)",
        "re.compile(x)",
        "if TYPE_CHECKING:\n    import subprocess",
        "FicheFile.open(path)",
        "def f():\n    'The form <b> of a tag.'",
    ],
)
def test_the_reader_of_the_program_takes_nothing_else_for_it(source: str) -> None:
    assert not list(doors(source))


def test_the_places_that_are_allowed_are_files_of_the_program() -> None:
    assert all(Path(PACKAGE, name).is_file() for name, _ in ALLOWED)
