"""What the system's refusals mean to the person who reads or saves a fiche."""

from __future__ import annotations

import errno
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from pathlib import Path

# Windows tells more by its own numbers (winerror.h) than by errno.
_SHARING_VIOLATIONS = {32, 33}
_NAME_REFUSED = {123, 161}
_FULL = {errno.ENOSPC, errno.EFBIG, getattr(errno, "EDQUOT", errno.ENOSPC)}
_NOT_ALLOWED = {errno.EACCES, errno.EPERM}
_GONE = {errno.ENOENT, errno.ENOTDIR}


class Trouble(NamedTuple):
    """Why a file cannot be read or written, and what to do about it, in French."""

    message: str
    advice: str


class SaveError(Exception):
    """A file could not be saved; what stood there before still does.

    Attributes:
        message: One French sentence that says what is wrong.
        advice: One French sentence that says what to do.
    """

    def __init__(self, trouble: Trouble) -> None:
        super().__init__(f"{trouble.message} {trouble.advice}")
        self.message = trouble.message
        self.advice = trouble.advice


IS_FOLDER = Trouble("C'est un dossier, pas un fichier.", "Choisissez un fichier *.fiche.toml.")
NOT_A_FILE = Trouble(
    "Ce n'est pas un fichier ordinaire (périphérique ou tube).",
    "Choisissez un fichier *.fiche.toml.",
)
NOT_FOUND = Trouble("Le fichier est introuvable.", "Vérifiez son nom et son dossier.")
READ_ONLY = Trouble(
    "Le fichier est protégé en écriture.",
    "Retirez cette protection, ou enregistrez la fiche sous un autre nom.",
)
_OPEN_ELSEWHERE = Trouble(
    "Un autre programme tient le fichier ouvert.",
    "Fermez-le dans l'autre programme, puis recommencez.",
)
_NAME_TOO_LONG = Trouble("Le nom du fichier est trop long.", "Choisissez un nom plus court.")
BAD_NAME = Trouble(
    "Le système refuse ce nom de fichier.",
    'Choisissez un nom sans les signes \\ / : * ? " < > |.',
)


def reading_trouble(error: OSError | ValueError) -> Trouble:
    """Return why a file cannot be read."""
    if not isinstance(error, OSError):
        return BAD_NAME
    if common := _common_trouble(error):
        return common
    if error.errno in _GONE:
        return NOT_FOUND
    if error.errno in _NOT_ALLOWED:
        return Trouble(
            "Vous n'avez pas le droit de lire ce fichier.",
            "Demandez ce droit à son propriétaire ou à votre service informatique.",
        )
    return Trouble(
        f"Le système ne parvient pas à lire le fichier ({_systems_words(error)}).",
        "Vérifiez que le disque ou le partage réseau répond, puis recommencez.",
    )


def writing_trouble(error: OSError | ValueError, folder: Path) -> Trouble:
    """Return why a file cannot be written in `folder`."""
    if not isinstance(error, OSError):
        return BAD_NAME
    if common := _common_trouble(error):
        return common
    if error.errno in _FULL:
        return Trouble(
            "Il n'y a plus assez de place sur le disque (ou votre quota est atteint).",
            "Libérez de la place ou choisissez un autre dossier, puis enregistrez de nouveau.",
        )
    if error.errno in _NOT_ALLOWED:
        return Trouble(
            f"Vous n'avez pas le droit d'écrire dans le dossier « {folder} ».",
            "Enregistrez la fiche dans un autre dossier, ou demandez ce droit.",
        )
    if error.errno == errno.EROFS:
        return Trouble(
            "Ce disque est en lecture seule.", "Enregistrez la fiche dans un autre dossier."
        )
    if error.errno in _GONE:
        return Trouble(
            f"Le dossier « {folder} » n'existe pas, ou plus.",
            "Recréez-le, ou enregistrez la fiche dans un autre dossier.",
        )
    return Trouble(
        f"Le système ne parvient pas à écrire le fichier ({_systems_words(error)}).",
        "Vérifiez que le disque ou le partage réseau répond, ou enregistrez la fiche ailleurs.",
    )


def _common_trouble(error: OSError) -> Trouble | None:
    windows = getattr(error, "winerror", None)
    if windows in _SHARING_VIOLATIONS or error.errno in (errno.EBUSY, errno.ETXTBSY):
        return _OPEN_ELSEWHERE
    if windows in _NAME_REFUSED:
        return BAD_NAME
    if error.errno == errno.ENAMETOOLONG:
        return _NAME_TOO_LONG
    if error.errno == errno.EISDIR:
        return IS_FOLDER
    if error.errno == errno.ELOOP:
        return Trouble("Le lien symbolique tourne en rond.", "Indiquez le fichier lui-même.")
    return None


def _systems_words(error: OSError) -> str:
    return error.strerror or type(error).__name__
