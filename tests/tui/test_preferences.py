"""What the user's own files change on the screens: settings, carnet, the first welcome."""

import asyncio
import datetime
import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from iafiche.cli.own_folders import own_folders
from iafiche.model.catalogue import CATALOGUE
from iafiche.model.field import Role
from iafiche.store.carnet import Carnet
from iafiche.store.fiche_file import FicheFile
from iafiche.store.folders import Folders
from iafiche.store.welcome import is_welcomed
from iafiche.tui.actions import FICHE_ACTIONS, key_of, remap
from iafiche.tui.app import IaficheApp
from iafiche.tui.preferences import load_preferences
from iafiche.tui.screens.fiche import FicheScreen
from iafiche.tui.screens.picker import Picker
from iafiche.tui.screens.reading import ReadingScreen
from iafiche.tui.screens.welcome import WelcomeScreen
from iafiche.tui.widgets.visible_input import VisibleInput
from tests.fiches import complete_draft

_TODAY = datetime.date(2026, 3, 2)
_HOLDER = CATALOGUE.of_role(Role.HOLDER)
_SIRET = CATALOGUE.of_role(Role.IDENTITY)


@pytest.fixture
def folders(own_folder: Path) -> Folders:
    own_folder.mkdir(exist_ok=True)
    data, state = own_folder / "data", own_folder / "state"
    return Folders(own_folder / "config.toml", data, state, own_folder / "cache")


@pytest.fixture(autouse=True)
def keys_of_the_registry() -> Iterator[None]:
    """Leave no remapped key to the next test."""
    yield
    remap({})


def new_fiche(folders: Folders, path: Path) -> IaficheApp:
    return IaficheApp(path.parent, _TODAY, FicheFile.new(path), load_preferences(folders))


def editor(app: IaficheApp) -> FicheScreen:
    screen = app.screen
    assert isinstance(screen, FicheScreen)
    return screen


async def until(app: IaficheApp, ready: Callable[[], bool]) -> None:
    """Wait until `ready()` holds, at most some seconds."""
    for _ in range(200):
        if ready():
            return
        await asyncio.sleep(0.02)
    raise AssertionError(f"never became true; on screen: {type(app.screen).__name__}")


def test_the_variables_name_the_folders_of_the_test(own_folder: Path) -> None:
    assert own_folders(os.environ).settings_file == own_folder / "config.toml"


def test_settings_choose_colours_keys_and_age(folders: Folders, tmp_path: Path) -> None:
    folders.settings_file.write_text(
        'theme = "clair"\nanciennete_jours = 30\n[touches]\nnext_finding = "f11"\n'
    )

    async def scenario() -> None:
        app = new_fiche(folders, tmp_path / "f.fiche.toml")
        async with app.run_test(size=(110, 32)) as pilot:
            await pilot.pause()
            assert app.theme == "textual-light"
            assert editor(app).editing.context.stale_after == 30
            assert key_of("next_finding") == "F11"
            before = editor(app).editing.focused
            await pilot.press("f8")
            assert editor(app).editing.focused == before
            await pilot.press("f11")
            await until(app, lambda: editor(app).editing.focused != before)

    asyncio.run(scenario())


def test_settings_give_keys_to_what_has_none(folders: Folders, tmp_path: Path) -> None:
    folders.settings_file.write_text('[touches]\nclear_field = "f11"\ntheme = "ctrl+t"\n')

    async def scenario() -> None:
        app = new_fiche(folders, tmp_path / "f.fiche.toml")
        async with app.run_test(size=(80, 24)) as pilot:
            await pilot.pause()
            await pilot.press(*"Aure", "f11")
            await until(app, lambda: not editor(app).editing.draft.is_filled(_HOLDER.key))
            await pilot.press("ctrl+t")
            await until(app, lambda: isinstance(app.screen, Picker))

    asyncio.run(scenario())


def test_wrong_settings_are_told_and_the_rest_counts(folders: Folders, tmp_path: Path) -> None:
    folders.settings_file.write_text('theme = "clair"\ncouleur = 3\n')

    async def scenario() -> None:
        app = new_fiche(folders, tmp_path / "f.fiche.toml")
        async with app.run_test(size=(80, 24)) as pilot:
            await until(app, lambda: isinstance(app.screen, ReadingScreen))
            assert app.theme == "textual-light"
            await pilot.press("escape")
            await until(app, lambda: isinstance(app.screen, FicheScreen))

    asyncio.run(scenario())


def test_colours_chosen_on_the_screen_are_remembered(folders: Folders, tmp_path: Path) -> None:
    async def scenario() -> None:
        app = new_fiche(folders, tmp_path / "f.fiche.toml")
        async with app.run_test(size=(80, 24)) as pilot:
            await pilot.pause()
            await pilot.press("ctrl+p", *"couleurs", "enter")
            await pilot.press(*"contraste", "enter")
            await until(app, lambda: app.theme == "iafiche-contraste")

    asyncio.run(scenario())
    assert 'theme = "contraste"' in folders.settings_file.read_text()


def test_the_first_start_welcomes_once_and_loses_no_key(folders: Folders, tmp_path: Path) -> None:
    (folders.state / "accueil-vu").unlink()

    async def scenario() -> str:
        app = new_fiche(folders, tmp_path / "f.fiche.toml")
        async with app.run_test(size=(80, 24)) as pilot:
            await until(app, lambda: isinstance(app.screen, WelcomeScreen))
            await pilot.press(*"Metz")
            await until(app, lambda: isinstance(app.screen, FicheScreen))
            await pilot.pause()
            return editor(app).editing.draft.text(_HOLDER.key)

    assert asyncio.run(scenario()) == "Metz"
    assert is_welcomed(folders.state)


def test_a_known_holder_fills_what_describes_it_in_one_step(
    folders: Folders, tmp_path: Path
) -> None:
    known = complete_draft()
    Carnet.load(folders.data).remember(known, _TODAY)
    name = known.text(_HOLDER.key)

    async def scenario() -> None:
        app = new_fiche(folders, tmp_path / "f.fiche.toml")
        async with app.run_test(size=(110, 32)) as pilot:
            await app.workers.wait_for_complete()
            await pilot.press(*name[:4])
            await until(app, lambda: app.query_one(".control", VisibleInput)._suggestion == name)
            await pilot.press("right", "tab", "tab")
            await until(
                app, lambda: known.text(_SIRET.key) in app.query_one(VisibleInput).placeholder
            )
            await pilot.press("right")
            await pilot.pause()
            assert editor(app).editing.draft.text(_SIRET.key) == known.text(_SIRET.key)
            await pilot.press("ctrl+z", "f5")
            await pilot.pause()
            filled = editor(app).editing.draft
            described = [s.key for s in CATALOGUE.fields if s.field.about_holder]
            assert described
            assert all(filled[key] == known[key] for key in described)
            await pilot.press("ctrl+z")
            await pilot.pause()
            assert not any(editor(app).editing.draft.is_filled(key) for key in described)

    asyncio.run(scenario())


def test_saving_teaches_the_carnet_unless_it_is_switched_off(
    folders: Folders, tmp_path: Path
) -> None:
    async def save() -> None:
        path = tmp_path / "f.fiche.toml"
        if not path.exists():
            FicheFile.new(path).save(complete_draft(), _TODAY)
        file = FicheFile.open(path)
        app = IaficheApp(tmp_path, _TODAY, file, load_preferences(folders))
        async with app.run_test(size=(110, 32)) as pilot:
            await pilot.pause()
            await pilot.press("x", "ctrl+s")
            await pilot.pause()
            await app.workers.wait_for_complete()

    folders.settings_file.write_text("carnet = false\n")
    asyncio.run(save())
    assert not Carnet.load(folders.data).holders_like()
    folders.settings_file.unlink()
    asyncio.run(save())
    assert Carnet.load(folders.data).holders_like()


def test_every_action_says_what_it_does() -> None:
    assert all(action.label and action.about for action in FICHE_ACTIONS)
