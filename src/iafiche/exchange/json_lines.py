"""The JSON of the profile « jsonl »: the records of « json », one fiche a line."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from iafiche.exchange.json_records import carried, drafts_of, record_of
from iafiche.exchange.json_text import json_text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from iafiche.model.draft import Draft

__all__ = ["carried", "read", "write"]


def write(drafts: Sequence[Draft], *, complete: bool) -> bytes:  # noqa: ARG001 - every codec's
    """Return the bytes of the file that holds these drafts, all their fields in any case."""
    return "".join(f"{json_text(record_of(draft))}\n" for draft in drafts).encode()


def read(content: bytes) -> list[Draft]:
    """Return the drafts of a file that `write` made."""
    return drafts_of([json.loads(line) for line in content.decode().splitlines()])
