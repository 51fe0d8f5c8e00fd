"""Who runs this process; whether another one still lives, and no third has its number now."""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from pathlib import Path

_START_FIELD = 19
"""Of /proc/<pid>/stat, counted behind the name in brackets; see proc_pid_stat(5)."""


def account_name() -> str:
    """Return the name of whoever runs this process; empty where the system has none."""
    import getpass

    try:
        return getpass.getuser()
    except (ImportError, KeyError, OSError):
        # Python says so in three ways.
        return ""


def machine_mark() -> str:
    """Return what tells this run of this machine from others of the same name.

    Empty where the system does not say. On Linux: since when it runs, and within which container.
    """
    if sys.platform == "linux":
        with suppress(OSError, ValueError):
            boot = Path("/proc/sys/kernel/random/boot_id").read_text(encoding="ascii").strip()
            return f"{boot} {Path('/proc/self/ns/pid').readlink()}"
    return ""


if sys.platform == "win32":
    import ctypes
    from ctypes import wintypes

    _QUERY, _WAIT = 0x1000, 0x100000
    _STILL_RUNS = 0x102
    _ACCESS_DENIED = 5

    def start_of(process: int) -> str | None:
        """Return when a process began, as the system counts it; empty where it does not say.

        None where there is no such process.
        """
        # os.kill would end it: Windows knows no signal 0.
        kernel = ctypes.WinDLL("kernel32", use_last_error=True)
        kernel.OpenProcess.restype = wintypes.HANDLE
        handle = kernel.OpenProcess(_QUERY | _WAIT, False, process)
        if not handle:
            return "" if ctypes.get_last_error() == _ACCESS_DENIED else None
        try:
            if kernel.WaitForSingleObject(wintypes.HANDLE(handle), 0) != _STILL_RUNS:
                return None
            times = [wintypes.FILETIME() for _ in range(4)]
            if not kernel.GetProcessTimes(wintypes.HANDLE(handle), *map(ctypes.byref, times)):
                return ""
            return f"{times[0].dwHighDateTime}.{times[0].dwLowDateTime}"
        finally:
            kernel.CloseHandle(wintypes.HANDLE(handle))

else:

    def start_of(process: int) -> str | None:
        """Return when a process began, as the system counts it; empty where it does not say.

        None where there is no such process.
        """
        try:
            os.kill(process, 0)
        except ProcessLookupError:
            return None
        except (OSError, OverflowError):
            # It is somebody else's.
            pass
        try:
            told = Path(f"/proc/{process}/stat").read_text(encoding="ascii", errors="replace")
        except OSError:
            return ""
        state, *fields = told.rpartition(")")[2].split()
        # What has ended and is not yet buried.
        return None if state == "Z" else fields[_START_FIELD - 1]
