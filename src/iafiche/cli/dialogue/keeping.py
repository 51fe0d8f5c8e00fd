"""Writing the fiche: where the person says, and anywhere it can be when there is nobody to ask."""

from __future__ import annotations

import tempfile
from itertools import chain, count
from pathlib import Path
from typing import TYPE_CHECKING

from iafiche.cli.dialogue.orders import Answer, Call, Mistyped, Order, understood
from iafiche.cli.dialogue.wording import PROMPT, said
from iafiche.cli.differing import differing_lines
from iafiche.editing.differing import THREE_SIDES, place_names
from iafiche.editing.locking import OpenElsewhereError
from iafiche.editing.wording import held_by
from iafiche.model.text import fold
from iafiche.store import disk
from iafiche.store.fiche_file import AlreadyExistsError, Change, Changed, ChangedOnDiskError
from iafiche.store.file_names import SUFFIX, file_name_for, typed_path
from iafiche.store.merging import Side
from iafiche.store.safe_file import make_new_private_folder
from iafiche.store.system_errors import SaveError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from iafiche.cli.dialogue.keyboard import Keyboard
    from iafiche.editing.session import Editing
    from iafiche.model.values import PathOfKeys
    from iafiche.store.merging import Difference

_YES = "oui"


def save(editing: Editing, keyboard: Keyboard, tell: Callable[[str], None], name: str = "") -> bool:
    """Write the fiche, asking for a file where there is none or it cannot be written.

    Args:
        editing: The fiche.
        keyboard: Where the name is asked.
        tell: Says one line.
        name: The file that was asked for; empty for the fiche's own.

    Returns:
        False where the person backed out: nothing was written.
    """
    path = typed_path(name) if name else editing.file.path
    refused: Path | None = None
    while True:
        if path is None:
            path = _asked(editing, keyboard, tell)
            if path is None:
                return False
        try:
            editing.save(path if path != editing.file.path else None, overwrite=path == refused)
        except ChangedOnDiskError as error:
            if not _bring_together(editing, error.found, keyboard, tell):
                tell(said(f"Erreur : {error.message}"))
                tell(said(error.advice))
                path = None
        except AlreadyExistsError as error:
            if isinstance(error, OpenElsewhereError):
                tell(said(f"{held_by(error.held, error.own, editing.context.today)}."))
            tell(said(f"« {path} » existe déjà. Le remplacer ? Son contenu sera perdu."))
            tell(said(f"Tapez {_YES} pour le remplacer ; sinon, Entrée, pour un autre nom."))
            refused = path if is_yes(keyboard.line(PROMPT)) else None
            path = refused
        except SaveError as error:
            tell(said(f"Erreur : {error.message}"))
            tell(said(error.advice))
            path = None
        else:
            tell(said(f"Enregistré dans {editing.file.path}"))
            return True


def _bring_together(
    editing: Editing, found: Changed, keyboard: Keyboard, tell: Callable[[str], None]
) -> bool:
    """Take what somebody else has saved into the fiche; False where the person backs out.

    Where both have changed a field, the person chooses.
    """
    if found.change is not Change.CHANGED:
        return False
    merged = editing.merge_with(found.reading)
    choices: dict[PathOfKeys, Side] = {}
    if merged.conflicts:
        tell(said(f"Changé ici et ailleurs : {place_names(merged.conflicts)}."))
    for each in merged.conflicts:
        side = _chosen(each, keyboard, tell)
        if side is None:
            return False
        choices[each.path] = side
    editing.take_over(found.reading, merged.result(choices))
    brought = [each for each in merged.brought if choices.get(each.path) in (None, Side.THEIRS)]
    if brought:
        tell(said(f"Repris de ce qui a été enregistré ailleurs : {place_names(brought)}."))
    return True


def _chosen(each: Difference, keyboard: Keyboard, tell: Callable[[str], None]) -> Side | None:
    """Ask which value a place takes; None where the person wants to save elsewhere instead."""
    sides = {str(rank): (side, label) for rank, (side, label) in enumerate(THREE_SIDES, 1)}
    told = [(side, f"{rank}. {label}") for rank, (side, label) in sides.items()]
    while True:
        for line in differing_lines([each], told):
            tell(line)
        tell(said("Tapez le numéro de la valeur à garder ; Entrée seule, pour un autre fichier."))
        line = keyboard.line(PROMPT).strip()
        if not line:
            return None
        if line in sides:
            return sides[line][0]


def is_yes(line: str) -> bool:
    """Tell whether a line agrees."""
    return fold(line) in (_YES, _YES[0])


def _asked(editing: Editing, keyboard: Keyboard, tell: Callable[[str], None]) -> Path | None:
    proposed = str(editing.file.path or file_name_for(editing.draft))
    tell(said(f"Nom du fichier ? Entrée seule choisit {proposed}"))
    tell(said(f"{Order.UNDO.typed} revient à la fiche sans enregistrer."))
    while True:
        match understood(keyboard.line(said("Nom du fichier :") + " ")):
            case Answer(text):
                return typed_path(text.strip() or proposed)
            case Call(Order.UNDO):
                return None
            case Call():
                tell(said(f"Donnez un nom de fichier, ou tapez {Order.UNDO.typed}."))
            case Mistyped(told):
                tell(said(told))


def keep(editing: Editing, folder: Path) -> bool:
    """Write the fiche without asking anybody: to its file, or under its name where that is free.

    The fiche's folder comes first, then the current one, then the person's; at last a folder of
    one's own among the system's temporary files, which others can neither read nor know the name
    of. Return False where none of them takes it.
    """
    for path in _refuges(editing, folder):
        try:
            editing.save(path)
        except SaveError:
            continue
        return True
    return False


def _refuges(editing: Editing, folder: Path) -> Iterator[Path | None]:
    name = file_name_for(editing.draft)
    if editing.file.path is not None:
        yield None
        folder, name = editing.file.path.parent, editing.file.path.name
    for place in (folder, Path(), _home()):
        yield place / _free_name(place, name)
    try:
        own = make_new_private_folder(Path(tempfile.gettempdir()), "iafiche")
    except OSError:
        # Python looks for a folder that takes a file, and says so where there is none.
        return
    yield own / name
    disk.DISK.remove_folder(own)


def _free_name(folder: Path, name: str) -> str:
    stem = name.removesuffix(SUFFIX)
    names = chain([name], (f"{stem}-{rank}{SUFFIX}" for rank in count(2)))
    return next(each for each in names if not _stands(folder / each))


def _stands(path: Path) -> bool:
    try:
        return path.exists() or path.is_symlink()
    except OSError:
        return False


def _home() -> Path:
    try:
        return Path.home()
    except RuntimeError:
        return Path()
