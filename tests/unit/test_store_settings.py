"""The settings: what the file says counts, what is wrong is told, a choice changes one line."""

import tomllib
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from iafiche.check.context import Context
from iafiche.cli.own_folders import (
    CACHE_VARIABLE,
    DATA_VARIABLE,
    SETTINGS_VARIABLE,
    STATE_VARIABLE,
    own_folders,
)
from iafiche.store.encoding import encode_inline, encode_key
from iafiche.store.folders import Folders, user_folders
from iafiche.store.keyboard import Keyboard
from iafiche.store.settings import DEFAULTS, ColourTheme, Settings
from iafiche.store.settings_checks import declared
from iafiche.store.settings_file import read_settings, remember
from iafiche.store.system_errors import SaveError, Trouble
from iafiche.store.welcome import is_welcomed, mark_welcomed
from tests.conftest import TODAY
from tests.drawn_fiches import RAW_VALUES, TEXTS, lines

KEYS = {"ctrl+q", "ctrl+s", "ctrl+z", "f5", "f9"}
REFUSED = Trouble("Cette touche n'existe pas.", "Écrivez par exemple f9.")
KEYBOARD = Keyboard(
    (
        {"save": ("ctrl+s",), "undo": ("ctrl+z",), "leave": ("ctrl+q",), "copy": ()},
        {"reload": ("f5",), "leave": ("ctrl+q",)},
    ),
    lambda _action, key: key.lower() if key.lower() in KEYS else REFUSED,
)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A settings file that is not there yet, nor its folder."""
    return tmp_path / "config" / "iafiche" / "config.toml"


def written(file: Path, text: str) -> Path:
    """Return the file with that text in it."""
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(text.encode())
    return file


def test_without_a_file_the_defaults_count(file: Path) -> None:
    reading = read_settings(file, KEYBOARD)
    assert (reading.settings, reading.problems) == (DEFAULTS, ())
    assert Context(TODAY).stale_after == DEFAULTS.anciennete_jours


def test_what_the_file_says_counts(file: Path) -> None:
    text = """\
theme = "contraste"
carnet = false
anciennete_jours = 90
[touches]
save = "F9"
undo = ["ctrl+s", "ctrl+z", "ctrl+s"]
reload = "ctrl+s"
"""
    reading = read_settings(written(file, text), KEYBOARD)
    keys = {"save": ("f9",), "undo": ("ctrl+s", "ctrl+z"), "reload": ("ctrl+s",)}
    assert reading.problems == ()
    assert reading.settings == Settings(
        theme=ColourTheme.CONTRAST, carnet=False, anciennete_jours=90, touches=keys
    )
    without_screens = read_settings(file)
    assert without_screens.problems == ()
    assert without_screens.settings == replace(reading.settings, touches={})


WRONG = {
    'theem = "clair"': "Vouliez-vous dire « theme » ?",
    "zzz = 1": "Choisissez parmi « theme », « carnet », « anciennete_jours », « versions_nombre »,"
    " « versions_jours », « touches ».",
    'theme = "Clair"': 'Écrivez : theme = "clair"',
    'theme = "contrast"': "Vouliez-vous dire « contraste » ?",
    'theme = "rose"': "Choisissez parmi « sombre », « clair », « contraste », « terminal ».",
    "theme = 3": "Écrivez par exemple : theme = ",
    "theme = clair": "Mettez le texte entre guillemets",
    'carnet = "non"': "Écrivez : carnet = false",
    "carnet = 1": "Écrivez : carnet = true",
    'carnet = "peut-être"': "Écrivez par exemple : carnet = false",
    "anciennete_jours = 0": "Écrivez par exemple : anciennete_jours = 180",
    "anciennete_jours = true": "Écrivez par exemple : anciennete_jours = 180",
    'anciennete_jours = "90"': "Écrivez par exemple : anciennete_jours = 180",
    'touches = "f9"': "Écrivez en fin de fichier « [touches] »",
    'save = "f9"': "Placez cette ligne à la fin du fichier, sous [touches].",
    '[touches]\nsav = "f9"': "Vouliez-vous dire « save » ?",
    "[touches]\nsave = 9": "Écrivez par exemple : save = ",
    "[touches]\nsave = []": "Donnez-lui-en une",
    '[touches]\nsave = ["f9", "g9"]': REFUSED.advice,
    '[touches]\nsave = "ctrl+z"': "Donnez une autre touche à « save » ou à « undo ».",
    '[touches]\nsave = "f9"\nundo = "f9"': "Donnez une autre touche à « undo » ou à « save ».",
    '[touches]\nleave = "f5"': "Donnez une autre touche à « leave » ou à « reload ».",
}


@pytest.mark.parametrize("text", WRONG)
def test_what_is_wrong_is_told_with_its_line_and_what_to_write(file: Path, text: str) -> None:
    whole = f"# mes réglages\n\n{text}\n"
    reading = read_settings(written(file, whole), KEYBOARD)
    (problem,) = reading.problems
    assert WRONG[text] in problem.advice
    assert problem.line == whole.count("\n", 0, whole.rindex(text.splitlines()[-1])) + 1
    assert str(problem).startswith(f"{file}, ligne {problem.line} : {problem.message}")
    assert reading.settings in (DEFAULTS, replace(DEFAULTS, touches={"save": ("f9",)}))


def test_one_wrong_setting_leaves_the_others(file: Path) -> None:
    text = 'carnet = "?"\ntheme = "clair"\n[touches]\nsave = "g9"\nundo = "f9"\n'
    reading = read_settings(written(file, text), KEYBOARD)
    assert [problem.line for problem in reading.problems] == [1, 4]
    assert reading.settings == Settings(theme=ColourTheme.LIGHT, touches={"undo": ("f9",)})


def test_a_key_given_up_by_a_refused_action_comes_back_to_it(file: Path) -> None:
    text = '[touches]\nsave = "f9"\nundo = "ctrl+s"\nleave = "f9"\n'
    reading = read_settings(written(file, text), KEYBOARD)
    assert [problem.line for problem in reading.problems] == [4]
    assert reading.settings.touches == {"save": ("f9",), "undo": ("ctrl+s",)}


@pytest.mark.parametrize(
    "content", [b"\xff", b"\xe9t\xe9 = 1", b"[", b"x" * 2_100_000, b"a = " + b"[" * 5_000]
)
def test_a_file_that_is_none_is_told_and_never_written_over(file: Path, content: bytes) -> None:
    written(file, "").write_bytes(content)
    reading = read_settings(file, KEYBOARD)
    assert reading.settings == DEFAULTS
    assert len(reading.problems) == 1
    with pytest.raises(SaveError):
        remember(file, theme=ColourTheme.LIGHT)
    assert file.read_bytes() == content


def test_a_folder_in_its_place_is_told(tmp_path: Path) -> None:
    (problem,) = read_settings(tmp_path).problems
    assert problem.line == 0
    with pytest.raises(SaveError):
        remember(tmp_path, carnet=False)


def test_a_choice_begins_the_file(file: Path) -> None:
    remember(file, theme=ColourTheme.LIGHT)
    assert file.read_text(encoding="utf-8") == 'theme = "clair"\n'
    assert read_settings(file).settings.theme is ColourTheme.LIGHT


def test_a_choice_changes_its_own_line_only(file: Path) -> None:
    text = (
        "# à moi\r\ncarnet = true # oui\r\ntheme  =  'clair' # de jour\r\n[touches]\r\nx = \"f9\""
    )
    remember(written(file, text), theme=ColourTheme.DARK)
    assert file.read_bytes().decode() == text.replace("'clair'", '"sombre"')


def test_a_choice_already_written_leaves_the_file_alone(file: Path) -> None:
    written(file, "theme = 'clair'\n")
    before = file.stat()
    remember(file, theme=ColourTheme.LIGHT)
    assert (file.stat().st_ino, file.stat().st_mtime_ns) == (before.st_ino, before.st_mtime_ns)


def test_a_file_that_cannot_be_written_is_told(file: Path) -> None:
    written(file, "carnet = true\n").chmod(0o444)
    with pytest.raises(SaveError) as raised:
        remember(file, theme=ColourTheme.LIGHT)
    assert "Votre choix n'a pas pu être retenu" in raised.value.message
    file.chmod(0o644)


_KEYS_DRAWN = st.sampled_from([*declared(), *KEYBOARD.actions]) | TEXTS
_VALUES = RAW_VALUES | st.sampled_from([*ColourTheme, "f9", "ctrl+z", 90, True])
_TABLES = st.dictionaries(
    _KEYS_DRAWN, _VALUES | st.dictionaries(_KEYS_DRAWN, _VALUES, max_size=3), max_size=5
)


@st.composite
def files(draw: st.DrawFn) -> str:
    """Draw a settings file with any values, comments, and tables written in two ways."""
    root, tables = [], []
    for key, value in draw(_TABLES).items():
        note = draw(st.sampled_from(["", "# note\n", "\n# theme = 1\n\n"]))
        if isinstance(value, dict) and draw(st.booleans()):
            inner = "".join(f"{encode_key((k,))} = {encode_inline(v)}\n" for k, v in value.items())
            tables.append(f"{note}[{encode_key((key,))}]\n{inner}")
        else:
            root.append(f"{note}{encode_key((key,))} = {encode_inline(value)} # x\n")
    text = "".join((*root, *tables))
    return draw(st.sampled_from([text, text.replace("\n", "\r\n"), text.rstrip("\n")]))


@settings(max_examples=60, deadline=None)
@given(content=st.binary(max_size=60) | files().map(str.encode))
def test_no_content_raises_and_every_problem_says_what_to_do(
    tmp_path_factory: pytest.TempPathFactory, content: bytes
) -> None:
    file = tmp_path_factory.getbasetemp() / "drawn-config.toml"
    file.write_bytes(content)
    reading = read_settings(file, KEYBOARD)
    assert isinstance(reading.settings.theme, ColourTheme)
    assert reading.settings.anciennete_jours > 0
    assert set(reading.settings.touches) <= set(KEYBOARD.actions)
    for problem in reading.problems:
        assert problem.line > 0
        assert problem.message[0].isupper() or problem.message.startswith("«")
        assert problem.advice.rstrip().endswith((".", "?", ")")) or "Écrivez" in problem.advice
    assert read_settings(file, KEYBOARD) == reading


@settings(max_examples=60, deadline=None)
@given(text=files(), theme=st.sampled_from(ColourTheme), carnet=st.none() | st.booleans())
def test_a_choice_is_read_again_and_everything_else_stays(
    tmp_path_factory: pytest.TempPathFactory, text: str, theme: ColourTheme, carnet: bool | None
) -> None:
    file = tmp_path_factory.getbasetemp() / "chosen-config.toml"
    file.write_bytes(text.encode())
    remember(file, theme=theme, carnet=carnet)
    after = file.read_bytes().decode()
    assert read_settings(file).settings.theme is theme
    assert carnet is None or read_settings(file).settings.carnet is carnet
    old, new = tomllib.loads(text), tomllib.loads(after)
    chosen = {"theme"} if carnet is None else {"theme", "carnet"}
    assert {key for key in old if key not in chosen} == {key for key in new if key not in chosen}
    kept = [line for line in lines(text) if line.startswith("#")]
    assert [line for line in lines(after) if line.startswith("#")] == kept


def test_the_environment_moves_each_place_and_an_empty_word_moves_none() -> None:
    moved = {
        SETTINGS_VARIABLE: "a/c.toml",
        DATA_VARIABLE: "b",
        STATE_VARIABLE: "c",
        CACHE_VARIABLE: "d",
    }
    assert own_folders(moved) == Folders(Path("a/c.toml"), Path("b"), Path("c"), Path("d"))
    assert own_folders({**moved, DATA_VARIABLE: ""}).data == user_folders().data
    assert own_folders({DATA_VARIABLE: "b"}) == user_folders()._replace(data=Path("b"))
    assert own_folders({}) == user_folders()
    assert user_folders().settings_file.name == "config.toml"


def test_the_welcome_is_seen_once(tmp_path: Path) -> None:
    state = tmp_path / "state" / "iafiche"
    assert not is_welcomed(state)
    mark_welcomed(state)
    mark_welcomed(state)
    assert is_welcomed(state)


def test_a_state_that_cannot_be_kept_is_no_trouble(tmp_path: Path) -> None:
    in_the_way = tmp_path / "state"
    in_the_way.write_bytes(b"")
    mark_welcomed(in_the_way)
    assert not is_welcomed(in_the_way)
