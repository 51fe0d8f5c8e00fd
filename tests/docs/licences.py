"""Under which licence each package stands that the program or its development needs."""

from __future__ import annotations

import re
import tomllib
from importlib.metadata import distribution
from typing import TYPE_CHECKING, NamedTuple

from packaging.requirements import Requirement

from tests.conftest import ROOT

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from importlib.metadata import Distribution

_PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
_SPELLINGS = {
    "Apache Software License": "Apache-2.0",
    "BSD": "BSD",
    "BSD License": "BSD",
    "GNU Lesser General Public License v2 or later (LGPLv2+)": "LGPL-2.1-or-later",
    "GNU Lesser General Public License v3 (LGPLv3)": "LGPL-3.0",
    "ISC License (ISCL)": "ISC",
    "MIT License": "MIT",
    "Mozilla Public License 2.0 (MPL 2.0)": "MPL-2.0",
    "The Unlicense (Unlicense)": "Unlicense",
}
"""How packages without an SPDX expression name their licence, and the expression."""

USABLE = {
    "Apache-2.0",
    "BSD",
    "BSD-2-Clause",
    "BSD-3-Clause",
    "ISC",
    "MIT",
    "PSF-2.0",
    "Unlicense",
    # Of these two, a change to the package itself would have to be published: there is none.
    "LGPL-2.1-or-later",
    "MPL-2.0",
}
"""What a program under the MIT licence may use as it is, and be handed out with."""


class Package(NamedTuple):
    """A package: its name, its licence, the package that asks for it (none for our own)."""

    name: str
    licence: str
    asked_by: str


def needed() -> list[Package]:
    """Return all that the program needs to run, workbooks included, on every system."""
    found: dict[str, Package] = {}
    asked = [*_PROJECT["dependencies"], *_PROJECT["optional-dependencies"]["tableur"]]
    waiting = [(requirement, "") for requirement in _requirements(asked, set())]
    while waiting:
        requirement, asked_by = waiting.pop(0)
        installed = distribution(requirement.name)
        name = _plain(requirement.name)
        if name not in found:
            found[name] = Package(name, licence_of(installed), asked_by)
        inner = _requirements(installed.requires or (), requirement.extras)
        waiting += [(each, name) for each in inner if _plain(each.name) not in found]
    return sorted(found.values())


def for_development() -> list[Package]:
    """Return what is asked for to develop the program."""
    asked = _requirements(_PROJECT["optional-dependencies"]["dev"], set())
    names = [each.name for each in asked if each.name != _PROJECT["name"]]
    return sorted(Package(_plain(name), licence_of(distribution(name)), "") for name in names)


def licence_of(installed: Distribution) -> str:
    """Return the licence that a package says it has, as an SPDX expression where there is one."""
    told = installed.metadata.json
    if expression := told.get("license_expression"):
        return str(expression)
    named = [line.rpartition(" :: ")[2] for line in installed.metadata.get_all("Classifier") or ()]
    known = [_SPELLINGS[name] for name in named if name in _SPELLINGS]
    return known[0] if known else str(told["license"]).splitlines()[0]


def _requirements(asked: Iterable[str], extras: set[str]) -> Iterator[Requirement]:
    for text in asked:
        requirement = Requirement(text)
        marker = requirement.marker
        if marker is None or any(marker.evaluate({"extra": extra}) for extra in (*extras, "")):
            yield requirement


def _plain(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()
