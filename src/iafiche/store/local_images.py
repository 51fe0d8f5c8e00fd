"""What stands at the path of a local logo, told by the file's first bytes."""

from __future__ import annotations

import os
import re
import stat
from typing import TYPE_CHECKING

from iafiche.check.context import ImageState
from iafiche.store.opening import read_start
from iafiche.store.system_errors import Trouble

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

_ENOUGH = 4096
_ELSEWHERE = re.compile(r"[/\\]{2}")
# First bytes as the formats' specifications give them.
_SIGNATURES = (
    re.compile(rb"\x89PNG\r\n\x1a\n"),
    re.compile(rb"\xff\xd8\xff"),  # JPEG
    re.compile(rb"GIF8[79]a"),
    re.compile(rb"RIFF.{4}WEBP", re.DOTALL),
    re.compile(rb"BM.{4}\x00{4}", re.DOTALL),  # BMP: size, then two reserved words
    re.compile(rb"\x00\x00\x01\x00[^\x00]"),  # ICO: at least one image
    re.compile(rb"II[*+]\x00|MM\x00[*+]"),  # TIFF and BigTIFF
    re.compile(rb"\x00{3}.ftyp(?:avi[fs]|.{8}(?:.{4})*?avi[fs])", re.DOTALL),  # AVIF
    re.compile(
        rb"(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]*>\s*|<!--.*?-->\s*)*(?:<!DOCTYPE\s+svg\b|<(?:\w+:)?svg\b)",
        re.DOTALL | re.IGNORECASE,
    ),
)


def image_at(base: Path) -> Callable[[str], ImageState]:
    """Return what tells the state of a logo's path, relative ones being taken from `base`.

    `base` is the folder of the fiche. Only the first bytes of a file are read; of a path on
    another machine nothing is, for Windows would tell that machine who asks.
    """

    def state_of(written: str) -> ImageState:
        state = ImageState.MISSING
        for path in _candidates(written):
            state = ImageState.UNKNOWN if _ELSEWHERE.match(path) else _state(base / path)
            if state is not ImageState.MISSING:
                break
        return state

    return state_of


def _candidates(written: str) -> Iterator[str]:
    yield written
    if "%" in written:
        # `file:` addresses write a space as %20.
        from urllib.parse import unquote

        yield unquote(written)
    if os.name == "nt":
        # A `file:` address gives a drive as /C:/…
        yield written.lstrip("/")
    else:
        # Written on Windows, read here.
        yield written.replace("\\", "/")


def _state(path: Path) -> ImageState:
    try:
        if not stat.S_ISREG(path.stat().st_mode):
            return ImageState.OTHER
    except (FileNotFoundError, NotADirectoryError, ValueError):
        return ImageState.MISSING
    except OSError:
        return ImageState.UNKNOWN
    first = read_start(path, _ENOUGH)
    if isinstance(first, Trouble):
        return ImageState.UNKNOWN
    return ImageState.IMAGE if is_image(first) else ImageState.OTHER


def is_image(first_bytes: bytes) -> bool:
    """Tell whether a file that begins so is an image in one of the usual formats."""
    return any(signature.match(first_bytes) for signature in _SIGNATURES)
