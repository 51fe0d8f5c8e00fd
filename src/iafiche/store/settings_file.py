"""The settings file, config.toml: reading it, and changing one line of it.

Our own few checks rather than pydantic's: those cost 75 ms of every start, and speak English.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from iafiche.check.findings import Finding
from iafiche.store.opening import read_start
from iafiche.store.reading import LARGEST_FILE, decoded, parse
from iafiche.store.settings import DEFAULTS, ColourTheme, Settings
from iafiche.store.system_errors import NOT_FOUND, SaveError, Trouble, writing_trouble

if TYPE_CHECKING:
    from pathlib import Path

    from iafiche.store.keyboard import Keyboard
    from iafiche.store.migrations import Tables


@dataclass(frozen=True, slots=True)
class SettingsProblem:
    """One thing that is wrong in the settings file; everything else in it counts all the same.

    Attributes:
        path: The file.
        line: The line in it, from 1; 0 where the whole file is meant.
        message: One French sentence that says what is wrong.
        advice: One French sentence that says what to write instead.
    """

    path: Path
    line: int
    message: str
    advice: str

    def __str__(self) -> str:
        line = f", ligne {self.line}" if self.line else ""
        return f"{self.path}{line} : {self.message} {self.advice}"


@dataclass(frozen=True, slots=True)
class SettingsReading:
    """What the settings file turned out to hold.

    Attributes:
        settings: What counts: the defaults where the file gives nothing, or nothing right.
        problems: What is wrong, in the order of the file's lines.
    """

    settings: Settings = DEFAULTS
    problems: tuple[SettingsProblem, ...] = ()


def read_settings(path: Path, keyboard: Keyboard | None = None) -> SettingsReading:
    """Return what the settings file says; the defaults where there is none. Never raises.

    Without a keyboard, remapped keys are passed over: the command line has no use for them.
    """
    content = _read(path)
    if isinstance(content, SettingsProblem):
        return SettingsReading(problems=(content,))
    from iafiche.store.settings_checks import check_settings

    checked = check_settings(content.tables, keyboard)
    return SettingsReading(checked.settings, _located(path, content.text, checked.troubles))


def remember(path: Path, *, theme: ColourTheme | None = None, carnet: bool | None = None) -> None:
    """Write what was chosen on the screens to the settings file, each on its own line.

    Every other line stays as it is, comments too; a file without any change is not touched.

    Raises:
        SaveError: It cannot be written, or it is not TOML: what stood there before still does.
    """
    chosen = {"theme": theme and theme.value, "carnet": carnet}
    given = {key: value for key, value in chosen.items() if value is not None}
    content = _read(path)
    if isinstance(content, SettingsProblem):
        raise SaveError(Trouble(f"{_UNWRITTEN} {content.message}", content.advice))
    text = _edited(content, given)
    if text == content.text:
        return
    from iafiche.store.safe_file import make_private_folder, write_safely

    try:
        make_private_folder(path.parent)
        write_safely(path, text.encode("utf-8"), private=True)
    except (OSError, SaveError) as error:
        raise SaveError(_unwritten(path, error)) from error


@dataclass(frozen=True, slots=True)
class _Content:
    text: str
    tables: Tables


def _read(path: Path) -> _Content | SettingsProblem:
    data = read_start(path, LARGEST_FILE)
    if data is NOT_FOUND:
        return _Content("", {})
    if isinstance(data, Trouble):
        return SettingsProblem(path, 0, data.message, "Vérifiez ce fichier ou supprimez-le.")
    text = decoded(data)
    tables = parse(text) if isinstance(text, str) else text
    if isinstance(tables, Finding):
        return SettingsProblem(path, tables.line, tables.message, tables.advice)
    assert isinstance(text, str)
    return _Content(text, tables)


def _located(
    path: Path, text: str, troubles: dict[tuple[str, ...], Trouble]
) -> tuple[SettingsProblem, ...]:
    if not troubles:
        return ()
    from iafiche.store.positions import Layout

    layout = Layout(text)
    problems = [
        SettingsProblem(path, layout.locate(place).line, told.message, told.advice)
        for place, told in troubles.items()
    ]
    return tuple(sorted(problems, key=lambda problem: problem.line))


def _edited(content: _Content, given: dict[str, str | bool]) -> str:
    from iafiche.model.comparing import same_value
    from iafiche.store.splicing import Splicing

    splicing = Splicing(content.text)
    for key, value in given.items():
        if not same_value(content.tables.get(key), value):
            splicing.give((key,), value)
    text = splicing.result()
    if not same_value(parse(text), {**content.tables, **given}):
        raise SaveError(_UNFAITHFUL)
    return text


_UNWRITTEN = "Votre choix n'a pas pu être retenu dans les réglages."
_UNFAITHFUL = Trouble(
    f"{_UNWRITTEN} La mise en page du fichier empêche de le modifier sans risque.",
    "Écrivez ce réglage vous-même, sur une ligne simple en début de fichier.",
)


def _unwritten(path: Path, error: OSError | SaveError) -> Trouble:
    if isinstance(error, OSError):
        error = SaveError(writing_trouble(error, path.parent.parent))
    return Trouble(
        f"{_UNWRITTEN} {error.message}", f"Vérifiez le dossier « {path.parent} » et le fichier."
    )
