"""The commands of the fiche's screen that are modules of their own, loaded when they run."""

from __future__ import annotations

from abc import abstractmethod
from typing import TYPE_CHECKING

from textual.screen import Screen

from iafiche.tui.actions import EDIT, FICHE_ACTIONS, PALETTE

if TYPE_CHECKING:
    from pathlib import Path

    from iafiche.editing.recall import Recall
    from iafiche.editing.session import Editing
    from iafiche.review.marks import Marks
    from iafiche.tui.elsewhere import Watch
    from iafiche.tui.journaling import Recovered


class FicheCommands(Screen[None]):
    """What such a command knows of the screen, and where it is called from.

    Attributes:
        editing: The fiche.
        folder: Where it is saved unless somebody says otherwise.
        marks: The signs that this terminal can draw.
        state: What the title says of the file while nothing is left to save.
        recall: The carnet; None where it is switched off.
        journals: Where what is typed is kept until it is saved; None for nowhere.
        versions: Where the earlier versions of fiches are kept; None for nowhere.
        is_locked: Others are told that the fiche is open here.
        recovered: The work of a program that ended before it was saved, to begin with.
        file_watch: What notices that others change the file, once it has begun.
        is_among_others: It was opened from a folder, whose next fiche comes after the last finding.
    """

    editing: Editing
    folder: Path
    marks: Marks
    state: str
    recall: Recall | None = None
    journals: Path | None = None
    versions: Path | None = None
    is_locked = False
    recovered: Recovered | None = None
    file_watch: Watch | None = None
    is_among_others = False

    @abstractmethod
    def sync(self) -> None:
        """Show the draft where it changed by other means than the control."""

    @abstractmethod
    def say(self, message: str) -> None:
        """Show a passing message in the place of the keys."""

    @abstractmethod
    def offer_known(self) -> None:
        """Show in the empty control what is known of the holder, and what names go on so."""

    @abstractmethod
    def go_to(self, key: str) -> None:
        """Let a field be filled, on whichever page it is."""

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Refuse, and say so, what would change a fiche that is only looked at."""
        changes = any(each.name == action and each.changes for each in FICHE_ACTIONS)
        return not (changes and self.refuses()) and super().check_action(action, parameters)

    def refuses(self) -> bool:
        """Tell whether the fiche is only looked at, having said so to somebody who changes it."""
        if self.editing.is_read_only:
            self.sync()
            self.say(f"Lecture seule : {PALETTE.shown_key} « {EDIT.label} » pour la modifier.")
        return self.editing.is_read_only

    def begin_journal(self) -> None:
        """Keep what is typed from now on where the next start finds it."""
        if self.journals is not None:
            from iafiche.tui.journaling import begin

            begin(self, self.journals)

    def begin_watch(self) -> None:
        """Notice what others do to the file from now on."""
        from iafiche.tui.elsewhere import Watch

        self.file_watch = Watch(self)

    def look_again(self) -> None:
        """Look at the file and at its lock: somebody comes back to this terminal."""
        self.editing.follow()
        if self.file_watch is not None:
            self.file_watch.look(is_back=True)

    def begin_lock(self) -> None:
        """Tell others that the fiche is open here, and learn whether it is open elsewhere."""
        if self.is_locked:
            from iafiche.tui.locking import begin

            begin(self)

    def action_edit(self) -> None:
        """Change a fiche that was only looked at; say first who else has it open."""
        from iafiche.tui.locking import begin_editing

        begin_editing(self)

    def begin_recall(self) -> None:
        """Offer what the carnet knows, and have it learn from the fiche as it was opened."""
        if self.recall is not None:
            from iafiche.tui.remembering import begin

            begin(self, self.recall)

    def learn(self) -> None:
        """Have the carnet learn from the fiche as it was saved."""
        if self.recall is not None:
            from iafiche.tui.remembering import learn

            learn(self, self.recall)

    def action_take_known(self) -> None:
        """Fill the empty fields with what is known of the holder, as one step."""
        from iafiche.tui.remembering import take_known

        take_known(self)

    async def action_recover(self) -> None:
        """Offer the work that was not saved when the program ended."""
        await self.app.run_action("recover")

    async def action_theme(self) -> None:
        """Choose the colours."""
        await self.app.run_action("theme")

    def action_save(self) -> None:
        """Write the fiche."""
        from iafiche.tui.saving import save

        save(self)

    def action_save_as(self) -> None:
        """Write the fiche to another file."""
        from iafiche.tui.saving import save_as

        save_as(self)

    def action_leave(self) -> None:
        """Leave, having asked what becomes of changes."""
        from iafiche.tui.saving import leave

        leave(self)

    def action_new(self) -> None:
        """Begin another fiche, having asked what becomes of changes."""
        from iafiche.tui.saving import begin_another

        begin_another(self)

    def action_duplicate(self) -> None:
        """Begin another fiche with these values, having asked what becomes of changes."""
        from iafiche.tui.duplicating import duplicate

        duplicate(self)

    def action_fix_all(self) -> None:
        """Apply the certain corrections, having shown them."""
        from iafiche.tui.correcting import fix_all

        fix_all(self)

    def action_show_changes(self) -> None:
        """Show what has changed since the last save."""
        from iafiche.tui.showing import show_changes

        show_changes(self)

    def action_show_versions(self) -> None:
        """Compare with what the file held before, and take from it."""
        from iafiche.tui.versions import show_versions

        show_versions(self)

    def action_preview(self) -> None:
        """Show the fiche as others will read it."""
        from iafiche.tui.showing import preview

        preview(self)

    def action_clear_field(self) -> None:
        """Empty the field being filled."""
        from iafiche.tui.field_commands import clear

        clear(self)

    def action_copy_field(self) -> None:
        """Copy the value of the field being filled."""
        from iafiche.tui.field_commands import copy

        copy(self)

    def action_revert_field(self) -> None:
        """Take the value of the field being filled from the file again."""
        from iafiche.tui.field_commands import revert

        revert(self)

    def action_edit_outside(self) -> None:
        """Edit the text being filled in the person's own editor."""
        from iafiche.tui.external_editor import edit_outside

        edit_outside(self)
