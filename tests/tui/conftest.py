"""Running tests that are coroutines, and the fiche's file they start from."""

import asyncio
import inspect
from pathlib import Path

import pytest

from iafiche.store.folders import Folders
from iafiche.store.welcome import mark_welcomed


@pytest.hookimpl(tryfirst=True)
def pytest_pyfunc_call(pyfuncitem: pytest.Function) -> bool | None:
    """Run a test written with `async def` in an event loop of its own."""
    if not inspect.iscoroutinefunction(pyfuncitem.obj):
        return None
    wanted = inspect.signature(pyfuncitem.obj).parameters
    asyncio.run(pyfuncitem.obj(**{name: pyfuncitem.funcargs[name] for name in wanted}))
    return True


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Where the fiche of a test is, or will be saved."""
    return tmp_path / "rives.fiche.toml"


@pytest.fixture
def folders(own_folder: Path) -> Folders:
    """The places of a person who knows the program."""
    folders = Folders(own_folder / "config.toml", *(own_folder / n for n in ("data", "state", "c")))
    mark_welcomed(folders.state)
    return folders
