"""An export on its way out: delivered, with what it leaves behind told on standard error."""

from __future__ import annotations

from typing import TYPE_CHECKING

from iafiche.cli.destination import (
    deliver,
    deliver_bytes,
    deliver_folder,
    is_standard_output,
)
from iafiche.exchange.archive import SUFFIX as ARCHIVE_SUFFIX
from iafiche.exchange.archive import zipped
from iafiche.exchange.exporting import ExportError, export
from iafiche.exchange.extras import MissingPackageError
from iafiche.review.display import typeset, visible
from iafiche.review.exported import left_behind, success

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    import click

    from iafiche.cli.surroundings import Surroundings
    from iafiche.exchange.codecs import Content
    from iafiche.exchange.exporting import Named
    from iafiche.exchange.profiles import Profile


def deliver_export(
    ctx: click.Context, path: Path, profile: Profile, fiches: Sequence[Named], *, complete: bool
) -> int:
    """Write the export of some fiches where the user asked for it, and return the exit code."""
    around: Surroundings = ctx.obj
    try:
        made = export(profile, fiches, complete=complete)
    except (ExportError, MissingPackageError) as error:
        around.tell(typeset(f"Erreur : {visible(error.message)}"), typeset(error.advice))
        return 2
    code = _deliver(ctx, path, profile, made.content)
    if code == 0:
        around.tell(*map(typeset, left_behind(made, "--complet les écrit")))
        if not is_standard_output(path):
            around.tell(typeset(success(path, profile, len(fiches))))
    return code


def _deliver(ctx: click.Context, path: Path, profile: Profile, content: Content) -> int:
    if not isinstance(content, bytes):
        if not is_standard_output(path) and path.suffix.lower() != ARCHIVE_SUFFIX:
            return deliver_folder(ctx, path, content)
        return deliver_bytes(ctx, path, zipped(content))
    if profile.is_text:
        return deliver(ctx, path, content.decode())
    return deliver_bytes(ctx, path, content)
