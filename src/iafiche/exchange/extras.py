"""The packages that only workbooks need: loaded when one is read or written, named if missing."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_PACKAGES = {"python_calamine": "python-calamine", "xlrd": "xlrd", "xlsxwriter": "XlsxWriter"}
"""What `pip` installs for each module: the extra « tableur » of the project."""


class MissingPackageError(Exception):
    """Workbooks need packages that are not installed here.

    Attributes:
        message: What is missing, in one French sentence.
        advice: The command that installs it, in one French sentence.
    """

    def __init__(self) -> None:
        packages = " ".join(_PACKAGES.values())
        self.message = (
            f"Les classeurs demandent des paquets qui ne sont pas installés ({packages})."
        )
        self.advice = (
            "Installez-les avec le Python qui fait tourner iafiche, par la commande :"
            f" python -m pip install {packages}"
        )
        super().__init__(f"{self.message} {self.advice}")


@contextmanager
def workbook_packages() -> Iterator[None]:
    """Name what to install where an import within finds one of these packages missing.

    Raises `MissingPackageError` for it.
    """
    try:
        yield
    except ModuleNotFoundError as error:
        if error.name not in _PACKAGES:
            raise
        raise MissingPackageError from None
