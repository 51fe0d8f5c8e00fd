"""What the system's refusals mean to the person who reads or saves a fiche."""

from __future__ import annotations

import errno
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from pathlib import Path

# Windows tells more by its own numbers (winerror.h) than by errno.
_SHARING_VIOLATIONS = {32, 33}
_NAME_REFUSED = {123, 161}
_NAME_TOO_LONG_THERE = {206}
_FULL_THERE = {39, 112, 1295}
_READ_ONLY_DISK_THERE = {19}
_SHARE_GONE_THERE = {51, 53, 54, 55, 59, 64, 67, 121, 1167, 1225, 1231, 1232}
_FULL = {errno.ENOSPC, errno.EFBIG, getattr(errno, "EDQUOT", errno.ENOSPC)}
_NOT_ALLOWED = {errno.EACCES, errno.EPERM}
_GONE = {errno.ENOENT, errno.ENOTDIR}
_SHARE_GONE = {
    getattr(errno, name)
    for name in (
        "ECONNABORTED",
        "ECONNRESET",
        "EHOSTDOWN",
        "EHOSTUNREACH",
        "ENETDOWN",
        "ENETUNREACH",
        "ENODEV",
        "ENOTCONN",
        "ENXIO",
        "EREMOTEIO",
        "ESHUTDOWN",
        "ESTALE",
        "ETIMEDOUT",
    )
    if hasattr(errno, name)
}
_NO_REPLACING = {
    *_NOT_ALLOWED,
    errno.EEXIST,
    errno.EINVAL,
    errno.ENOSYS,
    errno.ENOTSUP,
    errno.EOPNOTSUPP,
    errno.EXDEV,
}


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
TAKEN_BY_FOLDER = Trouble("C'est un dossier, pas un fichier.", "Donnez le nom d'un fichier.")
READ_ONLY = Trouble(
    "Le fichier est protégé en écriture.",
    "Retirez cette protection, ou choisissez un autre nom.",
)
OTHER_NAMES = Trouble(
    "Ce fichier avait un autre nom (lien physique), qui garde l'ancien contenu.",
    "Si les deux devaient rester pareils, copiez le fichier sous l'autre nom.",
)
NOT_FLUSHED = Trouble(
    "Ce disque ou ce partage réseau ne confirme pas qu'il garde le fichier en cas de coupure.",
    "Vérifiez dans un moment que le fichier y est bien, ou gardez-en une copie ailleurs.",
)
_OPEN_ELSEWHERE = Trouble(
    "Un autre programme tient le fichier ouvert.",
    "Fermez-le dans l'autre programme, puis recommencez.",
)
_NAME_TOO_LONG = Trouble("Le nom du fichier est trop long.", "Choisissez un nom plus court.")
BAD_NAME = Trouble(
    "Le système refuse ce nom de fichier.",
    'Choisissez un nom sans les signes \\ / : * ? " < > |, et qui ne soit pas de ceux que Windows'
    " se réserve (con, aux, nul, prn, com1, lpt1…).",
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
    """Return why a file cannot be written in `folder`, be it a fiche, an export or our own."""
    if not isinstance(error, OSError):
        return BAD_NAME
    if common := _common_trouble(error):
        return common
    windows = _winerror(error)
    if windows in _FULL_THERE or error.errno in _FULL:
        return Trouble(
            "Il n'y a plus assez de place sur le disque (ou votre quota est atteint).",
            "Libérez de la place ou choisissez un autre dossier, puis recommencez.",
        )
    if windows in _READ_ONLY_DISK_THERE or error.errno == errno.EROFS:
        return Trouble("Ce disque est en lecture seule.", "Choisissez un autre dossier.")
    if error.errno in _NOT_ALLOWED:
        return Trouble(
            f"Vous n'avez pas le droit d'écrire dans le dossier « {folder} ».",
            "Choisissez un autre dossier, ou demandez ce droit.",
        )
    if error.errno in _GONE:
        return Trouble(
            f"Le dossier « {folder} » n'existe pas, ou plus.",
            "Recréez-le, ou choisissez un autre dossier.",
        )
    return Trouble(
        f"Le système ne parvient pas à écrire le fichier ({_systems_words(error)}).",
        "Vérifiez que le disque ou le partage réseau répond, ou choisissez un autre dossier.",
    )


def replacing_trouble(error: OSError, folder: Path) -> Trouble | None:
    """Return why a folder that took a new file refuses to put it in the place of another.

    None where that is no matter of the replacement.
    """
    if _common_trouble(error) or error.errno not in _NO_REPLACING:
        return None
    return Trouble(
        f"Le dossier « {folder} » refuse de remplacer ce fichier, peut-être ouvert dans un autre"
        " programme.",
        "Fermez-le ailleurs et recommencez, ou choisissez un autre nom ou un autre dossier.",
    )


def _winerror(error: OSError) -> int | None:
    number: int | None = getattr(error, "winerror", None)
    return number


def _common_trouble(error: OSError) -> Trouble | None:
    windows = _winerror(error)
    if windows in _SHARING_VIOLATIONS or error.errno in (errno.EBUSY, errno.ETXTBSY):
        return _OPEN_ELSEWHERE
    if windows in _NAME_REFUSED:
        return BAD_NAME
    if windows in _SHARE_GONE_THERE or error.errno in _SHARE_GONE:
        return Trouble(
            f"Le disque ou le partage réseau ne répond plus ({_systems_words(error)}).",
            "Attendez qu'il revienne et recommencez, ou choisissez un autre dossier.",
        )
    if windows in _NAME_TOO_LONG_THERE or error.errno == errno.ENAMETOOLONG:
        return _NAME_TOO_LONG
    if error.errno == errno.EISDIR:
        return IS_FOLDER
    if error.errno == errno.ELOOP:
        return Trouble("Le lien symbolique tourne en rond.", "Indiquez le fichier lui-même.")
    return None


def _systems_words(error: OSError) -> str:
    return error.strerror or type(error).__name__
