"""The version of the file format, and how older files become the current one in memory."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import NamedTuple

Tables = dict[str, object]
"""A file's content as TOML libraries give it: sections by name, values by key."""

Migration = Callable[[Tables], Tables]
"""Turns the tables of one version into those of the next. Loses nothing it does not know."""

FIRST_VERSION = 1
"""What a file without a version is taken for: somebody wrote it by hand."""


class FileFormat(NamedTuple):
    """The version this program writes, and the way there from each older one.

    Attributes:
        version: The current version.
        migrations: For each older version, the step to the version after it.
    """

    version: int
    migrations: Mapping[int, Migration] = MappingProxyType({})

    def reads(self, version: int) -> bool:
        """Tell whether a file of that version is current or can be made so."""
        return version <= self.version and all(
            older in self.migrations for older in range(version, self.version)
        )

    def migrate(self, tables: Tables, version: int) -> Tables:
        """Return the tables of a file of `version` as the current version has them."""
        for older in range(version, self.version):
            tables = self.migrations[older](tables)
        return tables


FORMAT = FileFormat(version=1)
"""What this program reads and writes. There is no older version yet."""
