"""What all tests share: a day that never changes, and the renewing of generated documents."""

import datetime
import itertools
import os
import signal
import tempfile
from collections.abc import Callable, Generator, Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from iafiche.check.context import Context
from iafiche.cli.own_folders import (
    CACHE_VARIABLE,
    DATA_VARIABLE,
    SETTINGS_VARIABLE,
    STATE_VARIABLE,
)
from iafiche.store.welcome import mark_welcomed

ROOT = Path(__file__).parent.parent
TODAY = datetime.date(2026, 3, 2)


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the option that rewrites the generated documents instead of comparing them."""
    parser.addoption("--renew", action="store_true", help="rewrite the generated documents")


def pytest_configure(config: pytest.Config) -> None:
    """Let tests be kept together, where several processes share them out."""
    if config.getoption("dist", "no") == "load":
        config.option.dist = "loadgroup"


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Keep the tests of a module together whose fixture takes long, and is made for all of them."""
    if not hasattr(config, "workerinput"):
        return
    for item in items:
        file = item.nodeid.partition("::")[0]
        if isinstance(item, pytest.Function) and any(
            made.scope == "module" and made.baseid == file
            for found in item._fixtureinfo.name2fixturedefs.values()
            for made in found
        ):
            # As pytest-xdist itself names a group, to processes that were told of it.
            item._nodeid = f"{item.nodeid}@{file}"


@pytest.hookimpl(wrapper=True, optionalhook=True)
def pytest_xdist_auto_num_workers() -> Generator[None, int, int]:
    """Run one worker more than there are processors: screens and terminals wait a lot."""
    return (yield) + 1


_NUMBERS = itertools.count()

# A shell makes what it runs behind itself deaf to these signals, and that is handed down to the
# programs that the tests start.
for _name in ("SIGHUP", "SIGINT", "SIGTERM"):
    if signal.getsignal(_number := getattr(signal, _name, signal.SIGINT)) is signal.SIG_IGN:
        signal.signal(_number, signal.default_int_handler)

# No test is timed: on a busy machine, drawing and running take any time.
settings.register_profile("untimed", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("untimed")


@pytest.fixture(autouse=True)
def own_folder(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Keep all own files in a folder of the test's own: empty but for the welcome."""
    folder = tmp_path_factory.getbasetemp() / f"own-{next(_NUMBERS)}"
    monkeypatch.setenv(SETTINGS_VARIABLE, str(folder / "config.toml"))
    monkeypatch.setenv(DATA_VARIABLE, str(folder / "data"))
    monkeypatch.setenv(STATE_VARIABLE, str(folder / "state"))
    monkeypatch.setenv(CACHE_VARIABLE, str(folder / "cache"))
    # Programs in a terminal of the tests go by its size, not by that of the tests' own output.
    for name in ("COLUMNS", "LINES"):
        monkeypatch.delenv(name, raising=False)
    # Nobody starts for the first time, but in the tests of that.
    mark_welcomed(folder / "state")
    return folder


@pytest.fixture
def context() -> Context:
    """A check made on a fixed day."""
    return Context(TODAY)


@pytest.fixture
def assert_generated(request: pytest.FixtureRequest) -> Callable[[str, str], None]:
    """Compare a committed document with what the code generates, or renew it."""

    def compare(path: str, expected: str) -> None:
        file = ROOT / path
        if request.config.getoption("--renew"):
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(expected, encoding="utf-8", newline="\n")
        assert file.exists(), f"{path} is missing: run « pytest --renew »"
        found = file.read_bytes().decode("utf-8")
        assert found == expected, f"{path} is stale: run « pytest --renew »"

    return compare


_NOBODY = 65534


@pytest.fixture
def plain_users_folder() -> Iterator[Path]:
    """Give a folder to the user that the test runs as: no administrator, who may do anything."""
    if not hasattr(os, "seteuid"):
        pytest.skip("needs the users of a POSIX system")
    administrator = os.geteuid() == 0
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        if administrator:
            os.chown(folder, _NOBODY, _NOBODY)
            os.seteuid(_NOBODY)
        try:
            yield folder
        finally:
            folder.chmod(0o700)
            if administrator:
                os.seteuid(0)
