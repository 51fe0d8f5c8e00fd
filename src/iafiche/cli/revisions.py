"""Which fiches changed since a git revision; git itself is asked, never a shell."""

from __future__ import annotations

import os
import subprocess
from typing import TYPE_CHECKING

from iafiche.cli import french

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    import click

_SAFE = ("-c", "core.fsmonitor=false", "-c", "diff.external=")
"""No program that a repository's own settings name is run for a mere question."""


def changed_files(
    files: Iterable[Path], paths: Iterable[Path], revision: str, ctx: click.Context
) -> list[Path]:
    """Return those of `files` that differ from `revision`, or that git does not know yet.

    What counts is the commit where the history parted from `revision`: what others have changed
    there since is theirs. Files that were deleted are none to judge.

    Args:
        files: The fiches found at `paths`.
        paths: The files and folders that the command was given: git is asked in each.
        revision: A commit, as git names it.
        ctx: The command's, for `WrongUse`: no git, no repository, or no such revision.
    """
    changed: set[str] = set()
    for folder in dict.fromkeys(path if path.is_dir() else path.parent for path in paths):
        changed.update(_changed_below(folder, revision, ctx))
    return [file for file in files if _identity(file) in changed]


def _changed_below(folder: Path, revision: str, ctx: click.Context) -> Iterator[str]:
    if _ask(folder, ctx, "rev-parse", "--is-inside-work-tree") is None:
        named = french.quoted(str(folder))
        raise french.WrongUse(f"{named} n'est pas dans un dépôt git : retirez « --depuis ».", ctx)
    commit = _commit(folder, revision, ctx)
    base = _ask(folder, ctx, "merge-base", commit, "HEAD")
    since = (base or commit).strip()
    listed = (
        _ask(
            folder, ctx, "diff", "--name-only", "-z", "--relative", "--diff-filter=d", since, "--"
        ),
        _ask(folder, ctx, "ls-files", "-z", "--others", "--exclude-standard"),
    )
    for names in listed:
        yield from (_identity(folder / name) for name in (names or "").split("\0") if name)


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
    try:
        answer = subprocess.run(
            ["git", *_SAFE, "-C", str(folder), *words],
            stdin=subprocess.DEVNULL,
            capture_output=True,
            check=False,
        )
    except OSError as error:
        raise french.WrongUse(
            "git est introuvable : installez-le, ou retirez « --depuis ».", ctx
        ) from error
    return os.fsdecode(answer.stdout) if answer.returncode == 0 else None


def _identity(path: Path) -> str:
    return os.path.normcase(os.path.realpath(path))
