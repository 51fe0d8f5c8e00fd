"""Keeping the earlier versions of what commands write over, for whoever runs this process."""

from __future__ import annotations

import datetime
import os
from typing import TYPE_CHECKING

from iafiche.cli.own_folders import own_folders
from iafiche.store.versions import Keeper

if TYPE_CHECKING:
    from iafiche.store.settings import Settings


def own_keeper(settings: Settings) -> Keeper:
    """Return what keeps them, as the settings ask for."""
    return Keeper(own_folders(os.environ).versions, settings.retention, _now)


def _now() -> datetime.datetime:
    return datetime.datetime.now().astimezone()
