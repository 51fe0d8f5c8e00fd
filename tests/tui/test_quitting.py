"""What goes on while the program closes does not make it fail."""

from pathlib import Path

from iafiche.store.fiche_file import FicheFile
from iafiche.tui.app import IaficheApp
from iafiche.tui.screens.fiche import FicheScreen
from tests.conftest import TODAY
from tests.tui.person import USUAL, program


async def test_controls_that_were_still_to_be_mounted(tmp_path: Path) -> None:
    app = IaficheApp(tmp_path, TODAY, FicheFile.new())
    async with program(app, USUAL) as person:
        screen = app.screen
        assert isinstance(screen, FicheScreen)
        app.exit()
        screen.call_later(screen._prepare)
        await person.until_closed()
    assert app.failure is None
