"""What the tests of several units share."""

import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

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
