"""The editor's screen: it routes what the person does to the fiche, and shows what follows."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import events, on
from textual.strip import Strip

from iafiche.check.completeness import completeness
from iafiche.editing.session import subject
from iafiche.editing.wording import (
    NO_FIX,
    NOTHING_LEFT,
    NOTHING_TO_REDO,
    NOTHING_TO_UNDO,
    fix_text,
    title_of,
    told_beside,
)
from iafiche.model.catalogue import CATALOGUE
from iafiche.review.marks import UTF8
from iafiche.tui.actions import FICHE_ACTIONS, bindings_of, key_of
from iafiche.tui.screens.fiche_commands import FicheCommands
from iafiche.tui.widgets.footer import Footer
from iafiche.tui.widgets.form import Form
from iafiche.tui.widgets.lines import filtered
from iafiche.tui.widgets.messages import ChoicesWanted, FieldEdited, FieldLeft, FindingWanted
from iafiche.tui.widgets.page_list import PageChosen, PageList
from iafiche.tui.widgets.painted import FieldChosen, FieldState
from iafiche.tui.widgets.side import Side
from iafiche.tui.widgets.title_bar import TitleBar

if TYPE_CHECKING:
    from pathlib import Path

    from textual.app import ComposeResult
    from textual.binding import BindingType
    from textual.geometry import Region

    from iafiche.editing.session import Editing
    from iafiche.model.catalogue import FieldSpec
    from iafiche.review.marks import Marks

_WIDE = 100
_BREAKPOINTS = [(_WIDE, "-wide"), (84, "-medium"), (0, "-narrow")]
_QUIET = 0.03
"""Seconds between the mounting of two controls, for keys to be served."""


def _nothing_told() -> str:
    return f"{key_of('next_finding')} montre ce qui reste à remplir."


def _keys_between_sections() -> str:
    back, on = key_of("previous_page"), key_of("next_page")
    return f"{back} {UTF8.back} Section {UTF8.here} {on}"


def page_of(key: str) -> int:
    """Return the rank of the page that shows a field."""
    spec = CATALOGUE[key]
    return next(rank for rank, page in enumerate(CATALOGUE.pages) if spec in page.fields)


class FicheScreen(FicheCommands):
    """One fiche: its pages to the left, the form, what is meant and what is wrong to the right."""

    AUTO_FOCUS = ".control"
    HORIZONTAL_BREAKPOINTS = _BREAKPOINTS[::-1]
    BINDINGS: ClassVar[list[BindingType]] = [*bindings_of(FICHE_ACTIONS)]

    def __init__(
        self, editing: Editing, folder: Path, marks: Marks, width: int, first: str | None = None
    ) -> None:
        # What HORIZONTAL_BREAKPOINTS will say, said before the first frame: told afterwards, every
        # widget would be styled twice.
        super().__init__(classes=next(name for least, name in _BREAKPOINTS if width >= least))
        self._width = width
        self.editing = editing
        self.folder = folder
        self.marks = marks
        self._first = CATALOGUE.fields[0] if first is None else CATALOGUE[first]
        self._page = page_of(self._first.key)
        self.state = "" if editing.file.path else "pas encore enregistrée"
        self._title = TitleBar()
        self._pages = PageList(marks)
        self._side = Side(marks)
        self._footer = Footer(FICHE_ACTIONS)
        self._last_on_page: dict[int, str] = {}
        self._shown = False

    def compose(self) -> ComposeResult:
        """Yield the title, the three panes and the keys, all filled in for the first frame."""
        # Built here: Input asks for the app's screen when it is given its first value.
        first = self._first
        self.editing.focus(first.key)
        self._form = Form(self.marks, first, self.editing.draft[first.key])
        self._show_place(first)
        self._show_counts()
        self._show_form()
        yield self._title
        yield self._pages
        yield self._form
        yield self._side
        yield self._footer

    def render_lines(self, crop: Region) -> list[Strip]:
        """Draw what is between the panes: nothing, which Screen's own takes long for."""
        return filtered(self, [Strip.blank(crop.width, self.visual_style.rich_style)]) * crop.height

    def on_mount(self) -> None:
        """Show what there is to say of the fiche as it was opened."""
        # Checking takes longer to import than the form to show: it comes after the first frame.
        self.call_after_refresh(self._begin_checks)

    def on_screen_resume(self, event: events.ScreenResume) -> None:
        """Leave the styles as they are where the screen is shown for the first time.

        They were worked out as the widgets were mounted: the first frame would wait for all of
        them to be worked out again.
        """
        event.refresh_styles = self._shown
        self._shown = True

    def _begin_checks(self) -> None:
        if self.editing.is_over:
            # It was closed at once: nobody would end what begins here.
            return
        self.editing.begin_checks()
        self.refresh_told()
        self.set_timer(_QUIET, self._prepare)
        self.begin_journal()
        self.begin_watch()
        self.begin_lock()
        self.begin_recall()

    def _prepare(self) -> None:
        if self._form.prepare(CATALOGUE.fields):
            self.set_timer(_QUIET, self._prepare)

    def offer_known(self) -> None:
        """Show in the empty control what is known of the holder, and what names go on so."""
        if self.recall is not None:
            proposals = self.recall.proposals(self.editing.draft)
            self._form.offer(proposals.get(self._form.spec.key, ""), self.recall)

    def on_resize(self, event: events.Resize) -> None:
        """Fold or unfold the help under the field."""
        self._width = event.size.width
        self._show_place(self._form.spec)
        self.refresh_told()

    # What the person does to a field

    @on(FieldEdited)
    def _edited(self, event: FieldEdited) -> None:
        event.stop()
        if self.refuses():
            return
        self.editing.edit(event.key, event.value)
        self.refresh_told()

    @on(FieldLeft)
    def _left(self, event: FieldLeft) -> None:
        event.stop()
        self.action_next_field()

    @on(ChoicesWanted)
    def _choose(self, event: ChoicesWanted) -> None:
        event.stop()
        if self.refuses():
            return
        from iafiche.tui.choosing import choices_picker

        key = event.key
        picker = choices_picker(CATALOGUE[key], self.editing.draft, event.typed, self.marks)

        def take(chosen: tuple[str, ...] | None) -> None:
            if chosen is None:
                return
            if CATALOGUE[key].kind.many:
                self.editing.edit(key, chosen)
            elif chosen:
                self.editing.edit(key, chosen[0])
            self.sync()
            self.action_next_field()

        self.app.push_screen(picker, take)

    @on(PageChosen)
    def _page_chosen(self, event: PageChosen) -> None:
        event.stop()
        self._go_to_page(event.rank)

    @on(FieldChosen)
    def _chosen(self, event: FieldChosen) -> None:
        event.stop()
        self.go_to(event.key)

    def _show_place(self, spec: FieldSpec) -> None:
        self._side.show_help(spec)
        self._form.border_title = f"{spec.section.label} · {spec.field.group}"
        # The footer has room for these keys where the terminal is wide.
        self._form.border_subtitle = "" if self._width >= _WIDE else _keys_between_sections()

    # What the screen shows

    def sync(self) -> None:
        """Show the draft where it changed by other means than the control."""
        self._form.control.show(self.editing.draft[self._form.spec.key])
        self.refresh_told()

    def refresh_told(self) -> None:
        """Show values, findings, counts and title, wherever they are not those on screen."""
        self._show_form()
        self._show_counts()
        nothing = _nothing_told() if self.editing.findings else NOTHING_LEFT
        self._side.show_findings(self.editing.left_to_correct, nothing)

    def _show_form(self) -> None:
        editing = self.editing
        told = editing.told()
        group = ""
        states = []
        for spec in CATALOGUE.pages[self._page].fields:
            findings = told.get(spec.key, ())
            begins = spec.field.group != group
            states.append(FieldState(spec, editing.draft[spec.key], findings, begins))
            group = spec.field.group
        form = self._form
        form.show(tuple(states))
        form.note.show(
            tuple((found, editing.is_pending(found)) for found in told.get(form.spec.key, ())),
            getattr(form.control, "chips", None),
            told_beside(form.spec, editing.draft[form.spec.key]),
            form.spec if self._width < _WIDE else None,
        )

    def _show_counts(self) -> None:
        editing = self.editing
        states = [editing.page_state(page) for page in CATALOGUE.pages]
        self._pages.show(states, self._page, completeness(editing.draft))
        path = editing.file.path
        state = "modifiée" if editing.changed else self.state
        parts = [path.name if path else "", state]
        self._title.show(title_of(editing.draft), " · ".join(part for part in parts if part))

    # Moving

    def go_to(self, key: str) -> None:
        """Let a field be filled, on whichever page it is."""
        spec = CATALOGUE[key]
        self.editing.focus(key)
        self._page = page_of(key)
        self._last_on_page[self._page] = key
        self._form.fill(spec, self.editing.draft[key])
        self._show_place(spec)
        self.refresh_told()
        self.offer_known()
        self.call_after_refresh(self._form.scroll_to_control)

    def _go_to_page(self, rank: int) -> None:
        rank %= len(CATALOGUE.pages)
        first = CATALOGUE.pages[rank].fields[0].key
        self.go_to(self._last_on_page.get(rank, first))

    def action_next_page(self) -> None:
        """Go to the next page, round to the first."""
        self._go_to_page(self._page + 1)

    def action_previous_page(self) -> None:
        """Go to the page before, round to the last."""
        self._go_to_page(self._page - 1)

    def action_next_field(self) -> None:
        """Go to the next field, on the next page after the last one."""
        self._go_by(1)

    def action_previous_field(self) -> None:
        """Go to the field before, on the page before the first one."""
        self._go_by(-1)

    def _go_by(self, step: int) -> None:
        keys = [spec.key for page in CATALOGUE.pages for spec in page.fields]
        rank = keys.index(self._form.spec.key) + step
        if 0 <= rank < len(keys):
            self.go_to(keys[rank])

    def action_next_finding(self) -> None:
        """Go to the next field with something to correct."""
        self._go_to_finding(1)

    def action_previous_finding(self) -> None:
        """Go to the field before with something to correct."""
        self._go_to_finding(-1)

    def _go_to_finding(self, step: int) -> None:
        if self.is_among_others and not self.editing.has_finding_ahead(step):
            from iafiche.tui.saving import when_settled

            when_settled(self, lambda: self.post_message(FindingWanted(step)))
        else:
            self.go_to_finding_here(step)

    def go_to_finding_here(self, step: int) -> None:
        """Go to the next field with something to correct, round to the first."""
        found = self.editing.next_finding(step)
        key = subject(found) if found else None
        if key is not None:
            self.go_to(key)
            return
        self.refresh_told()
        self.say(NOTHING_LEFT if not self.editing.findings else "Rien d'autre à corriger ici.")

    # Changing

    def action_fix(self) -> None:
        """Apply the correction proposed for the field in focus."""
        key = self.editing.focused
        mended = self.editing.fix(key) if key else None
        if mended is None or mended.fix is None:
            self.say(NO_FIX)
            return
        self.sync()
        self.say(f"Corrigé : {fix_text(mended.fix)}. {key_of('undo')} annule.")

    def action_undo(self) -> None:
        """Take back the last step, and go where it was made."""
        self._travel(self.editing.undo(), NOTHING_TO_UNDO)

    def action_redo(self) -> None:
        """Take the step again, and go where it is made."""
        self._travel(self.editing.redo(), NOTHING_TO_REDO)

    def _travel(self, key: str | None, nothing: str) -> None:
        if key is None:
            self.say(nothing)
            return
        self.go_to(key)

    # Lists and dialogs

    def action_help(self) -> None:
        """Show the whole help of the field, and the keys."""
        from iafiche.tui.help_text import help_text
        from iafiche.tui.screens.reading import ReadingScreen

        spec = CATALOGUE[self.editing.focused] if self.editing.focused else None
        text = help_text(spec, FICHE_ACTIONS, self.marks, self._width)
        self.app.push_screen(ReadingScreen("Aide", text, self.marks))

    def action_palette(self) -> None:
        """Choose among all that can be done, and all fields."""
        from iafiche.tui.choosing import palette

        async def take(chosen: tuple[str, ...] | None) -> None:
            if chosen is None:
                return
            what, _, name = chosen[0].partition(":")
            if what == "field":
                self.go_to(name)
            else:
                await self.run_action(name)

        self.app.push_screen(palette(FICHE_ACTIONS, self.marks, with_fields=True), take)

    def action_list_findings(self) -> None:
        """Choose among all that is left to correct, and go there."""
        from iafiche.tui.choosing import findings_picker

        self.editing.ask()
        self.refresh_told()
        if not self.editing.findings:
            self.say(NOTHING_LEFT)
            return

        def take(chosen: tuple[str, ...] | None) -> None:
            if chosen and chosen[0] in CATALOGUE:
                self.go_to(chosen[0])

        self.app.push_screen(findings_picker(self.editing.findings, self.marks), take)

    def say(self, message: str) -> None:
        """Show a passing message in the place of the keys."""
        self._footer.say(message)
