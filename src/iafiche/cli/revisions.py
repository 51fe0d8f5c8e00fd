"""Which fiches changed since a git revision; git itself is asked, never a shell.

A repository may come from anybody: no program that its own settings name is run for a mere
question, nothing is fetched for it, and nothing in it is written.
"""

from __future__ import annotations

import os
import subprocess
import sys
from typing import TYPE_CHECKING

from iafiche.cli import french
from iafiche.review.scan import fiche_files
from iafiche.store.programs import find_program

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    import click

_SAFE = (
    *("-c", "core.fsmonitor=false"),
    *("-c", "diff.external="),
    *("-c", f"core.hooksPath={os.devnull}"),
)
_SEALED = {
    # What is missing in a partial clone stays so: git would fetch it, from a machine or a program.
    "GIT_ALLOW_PROTOCOL": "",
    "GIT_NO_LAZY_FETCH": "1",
    "GIT_TERMINAL_PROMPT": "0",
    # The index is not refreshed on the disk.
    "GIT_OPTIONAL_LOCKS": "0",
}
_DIFF = (
    *("diff", "--name-only", "-z", "--relative", "--diff-filter=d"),
    # Those have settings of their own.
    "--ignore-submodules=all",
)
_FILTERS = r"^filter\..*\.(clean|process|required)$"


def changed_files(paths: Sequence[Path], revision: str, ctx: click.Context) -> list[Path]:
    """Return the fiches at `paths` that differ from `revision`, or that git does not know yet.

    What counts is the commit where the history parted from `revision`: what others have changed
    there since is theirs. Files that were deleted are none to judge.

    Args:
        paths: Files, folders and patterns: git is asked in the folder of each.
        revision: A commit, as git names it.
        ctx: The command's, for `WrongUse`: no git, no repository, or no such revision.
    """
    changed: set[str] = set()
    files = list(fiche_files(paths))
    for folder in _folders(paths, files):
        changed.update(_changed_below(folder, revision, ctx))
    return [file for file in files if _identity(file) in changed]


def _folders(paths: Iterable[Path], files: Iterable[Path]) -> Iterable[Path]:
    """Return the folders to ask git in: those given, and those of the files outside them."""
    given = {path: os.path.realpath(path) for path in paths if os.path.isdir(path)}  # noqa: PTH112
    inside = tuple(os.path.join(real, "") for real in given.values())  # noqa: PTH118 - with its end
    others = (file.parent for file in files if not os.path.realpath(file).startswith(inside))
    return dict.fromkeys((*given, *others))


def _changed_below(folder: Path, revision: str, ctx: click.Context) -> Iterator[str]:
    if _ask(folder, ctx, "rev-parse", "--is-inside-work-tree") is None:
        named = french.quoted(str(folder))
        raise french.WrongUse(f"{named} n'est pas dans un dépôt git : retirez « --depuis ».", ctx)
    commit = _commit(folder, revision, ctx)
    base = _ask(folder, ctx, "merge-base", commit, "HEAD")
    since = (base or commit).strip()
    listed = (
        _ask(folder, ctx, *_without_filters(folder, ctx), *_DIFF, since, "--"),
        _ask(folder, ctx, "ls-files", "-z", "--others", "--exclude-standard"),
    )
    for names in listed:
        yield from (_identity(folder / name) for name in (names or "").split("\0") if name)


def _without_filters(folder: Path, ctx: click.Context) -> Iterator[str]:
    """Yield the options by which git compares files as they are, without the filters it has."""
    listed = _ask(folder, ctx, "config", "-z", "--name-only", "--get-regexp", _FILTERS)
    for name in dict.fromkeys((listed or "").split("\0")):
        if "=" in name:
            # Git would read no more than what stands before that sign.
            raise french.WrongUse(
                f"le réglage {french.quoted(name)} de git lancerait un programme : retirez-le,"
                " ou retirez « --depuis ».",
                ctx,
            )
        if name:
            yield from ("-c", f"{name}={'false' if name.endswith('.required') else ''}")


def _commit(folder: Path, revision: str, ctx: click.Context) -> str:
    wanted = f"{revision}^{{commit}}"
    found = _ask(folder, ctx, "rev-parse", "--verify", "--quiet", "--end-of-options", wanted)
    if found is not None:
        return found.strip()
    shallow = _ask(folder, ctx, "rev-parse", "--is-shallow-repository") or ""
    why = (
        "l'historique de ce dépôt est incomplet : récupérez-le en entier"
        " (« git fetch --unshallow », ou « fetch-depth: 0 » dans GitHub Actions)."
        if shallow.strip() == "true"
        else "vérifiez son nom, ou récupérez-la avec « git fetch »."
    )
    raise french.WrongUse(f"git ne connaît pas la révision {french.quoted(revision)} : {why}", ctx)


def _ask(folder: Path, ctx: click.Context, *words: str) -> str | None:
    """Return what git answers; None where it refuses. `WrongUse` where there is no git."""
    git = find_program("git", os.environ, windows=sys.platform == "win32")
    if git is None:
        raise french.WrongUse("git est introuvable : installez-le, ou retirez « --depuis ».", ctx)
    try:
        answer = subprocess.run(
            [git, *_SAFE, "-C", str(folder), *words],
            stdin=subprocess.DEVNULL,
            capture_output=True,
            check=False,
            env={**os.environ, **_SEALED},
        )
    except OSError as error:
        raise french.WrongUse(
            "git ne démarre pas : vérifiez son installation, ou retirez « --depuis ».", ctx
        ) from error
    return os.fsdecode(answer.stdout) if answer.returncode == 0 else None


def _identity(path: Path) -> str:
    return os.path.normcase(os.path.realpath(path))
