"""The settings of a folder, `iafiche.toml`: where the nearest is, what it asks for.

```toml
public = true
anciennete_jours = 180

[gravite]
courriel-nominatif = "avertissement"

[ignorer]
url-http = "Le serveur interne n'a pas de certificat."

[valeurs]
audience_service = ["Aménageurs"]
```

Loaded once a review reads fiches; what checks a file's content loads where there is a file.
"""

from __future__ import annotations

import os
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from iafiche.check.policy import NO_POLICY, Policy

if TYPE_CHECKING:
    from pathlib import Path

    from iafiche.check.findings import Finding

SETTINGS_FILE = "iafiche.toml"


class FolderSettings(NamedTuple):
    """What one file of settings asks for.

    Attributes:
        policy: What counts: the model's own rules where the file gives nothing, or nothing right.
        findings: What is wrong in the file, each with its line and column.
        fingerprint: What tells one content of the file from another; empty where there is none.
    """

    policy: Policy = NO_POLICY
    findings: tuple[Finding, ...] = ()
    fingerprint: str = ""


NO_SETTINGS = FolderSettings()


def settings_for(fiche: Path) -> FolderSettings:
    """Return the settings that count for one fiche: of the nearest file, upwards from it.

    The search ends with the root of the git repository that the fiche lies in; outside of one,
    with the current folder, or the fiche's own where that lies elsewhere.
    """
    folder = os.path.dirname(os.path.abspath(fiche))  # noqa: PTH100, PTH120
    return read_folder_settings(settings_above(folder, outermost(folder)))


def settings_above(folder: str, outermost_folder: str) -> str:
    """Return the path of the nearest settings from `folder` up to another; empty for none.

    Both are absolute paths. There are none where the one does not lie in the other.
    """
    while _lies_in(folder, outermost_folder):
        path = os.path.join(folder, SETTINGS_FILE)  # noqa: PTH118
        if os.path.isfile(path):  # noqa: PTH113
            return path
        if folder == outermost_folder:
            break
        folder = os.path.dirname(folder)  # noqa: PTH120
    return ""


def outermost(folder: str) -> str:
    """Return the folder above which no settings count for an absolute path's fiches."""
    repository = repository_of(folder)
    if repository is not None:
        return repository
    current = os.path.abspath(os.curdir)  # noqa: PTH100
    return current if _lies_in(folder, current) else folder


def repository_of(folder: str) -> str | None:
    """Return the root of the git repository that an absolute path lies in, or None."""
    while True:
        if os.path.exists(os.path.join(folder, ".git")):  # noqa: PTH110, PTH118
            return folder
        above = os.path.dirname(folder)  # noqa: PTH120
        if above == folder:
            return None
        folder = above


def read_folder_settings(path: str) -> FolderSettings:
    """Return what the file of settings at `path` asks for; an empty path asks for nothing.

    Never raises: whatever is wrong is among the findings, and does not count.
    """
    if not path:
        return NO_SETTINGS
    try:
        status = os.stat(path)  # noqa: PTH116
    except OSError:
        return _read(path, 0, 0)
    # Read once for all the fiches of a folder; again when it has changed.
    return _read(path, status.st_mtime_ns, status.st_size)


@lru_cache(maxsize=64)
def _read(path: str, _changed: int, _size: int) -> FolderSettings:
    from iafiche.store.folder_settings_checks import checked_settings
    from iafiche.store.opening import read_start
    from iafiche.store.reading import LARGEST_FILE

    return checked_settings(read_start(path, LARGEST_FILE))


def _lies_in(folder: str, outer: str) -> bool:
    return folder == outer or folder.startswith(os.path.join(outer, ""))  # noqa: PTH118
