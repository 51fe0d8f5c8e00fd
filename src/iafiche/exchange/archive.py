"""A folder of exported files as one archive: the same files, the same bytes."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

SUFFIX = ".zip"

LONG_AGO = (1980, 1, 1, 0, 0, 0)
"""The first moment that the format can tell: the archive says nothing of when it was made."""

_ON_UNIX = 3
_PLAIN_FILE = 0o100644 << 16


def zipped(files: Mapping[str, bytes]) -> bytes:
    """Return the archive of these files, by relative POSIX path, in the order of their names.

    Raises `ValueError` where reading it back gives anything else.
    """
    # Imported here: no reading of a table needs it.
    import zipfile

    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as writer:
        for name in sorted(files):
            entry = zipfile.ZipInfo(name, LONG_AGO)
            entry.compress_type = zipfile.ZIP_DEFLATED
            # What Python would else take from the system it runs on.
            entry.create_system = _ON_UNIX
            entry.external_attr = _PLAIN_FILE
            writer.writestr(entry, files[name])
    content = archive.getvalue()
    if unzipped(content) != files:
        raise ValueError("the archive does not read back")
    return content


def unzipped(archive: bytes) -> dict[str, bytes]:
    """Return the files of an archive that `zipped` made."""
    import zipfile

    with zipfile.ZipFile(io.BytesIO(archive)) as reader:
        return {name: reader.read(name) for name in reader.namelist()}
