"""Finding other people's programs: never in the folder one happens to stand in.

Windows and Python's `shutil.which` look there first, and that folder may come from anybody.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

_USUAL_SUFFIXES = ".COM;.EXE;.BAT;.CMD"


def find_program(name: str, environment: Mapping[str, str], *, windows: bool) -> str | None:
    """Return the path of a program, or None where there is none.

    Args:
        name: Its name, or a path somebody chose.
        environment: The variables of this process: `PATH`, and `PATHEXT` on Windows.
        windows: Programs are known by the ends of their names.
    """
    import shutil

    if os.path.dirname(name):  # noqa: PTH120 - « ./nano » is another name than « nano »
        return shutil.which(name)
    suffixes = environment.get("PATHEXT", _USUAL_SUFFIXES).split(";") if windows else [""]
    if name.lower().endswith(tuple(suffix.lower() for suffix in suffixes)):
        suffixes = [""]
    for folder in (environment.get("PATH") or os.defpath).split(os.pathsep):
        for suffix in suffixes if os.path.isabs(folder) else ():  # noqa: PTH117 - paths of a list
            found = shutil.which(os.path.join(folder, name + suffix))  # noqa: PTH118
            if found is not None:
                return found
    return None
