"""Several versions of one fiche side by side, field by field, to choose from."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, NamedTuple

from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.widgets._static import Static

from iafiche.editing.differing import THREE_SIDES, place_name, shown_values
from iafiche.review.display import typeset
from iafiche.store.merging import Side
from iafiche.tui.screens.dialog import Dialog, hint, text_width
from iafiche.tui.wording import MUTED, hanging

if TYPE_CHECKING:
    from collections.abc import Mapping

    from textual.app import ComposeResult

    from iafiche.model.values import PathOfKeys
    from iafiche.review.marks import Marks
    from iafiche.store.merging import Difference, Merge

Choices = dict["PathOfKeys", Side]
"""Whose value each place takes, by its path in the file."""

_INDENT = "    "


class Comparison(NamedTuple):
    """What is compared, and how the screen speaks of it.

    Attributes:
        title: The frame's.
        about: One or two French sentences that say what this is.
        differences: The places to choose for, in the order shown.
        sides: The versions and their names: the one of the key ←, of →, and of « a » if any.
        told: What is said beside a place's name, by its path.
        chosen: Whose value counts unless somebody chooses; a place left out must be chosen for.
        take_all: What « t » does: it takes every value of the second version.
        accept: What Entrée does.
    """

    title: str
    about: str
    differences: tuple[Difference, ...]
    sides: tuple[tuple[Side, str], ...]
    told: Mapping[PathOfKeys, str]
    chosen: Choices
    take_all: str
    accept: str


_CHANGED = {
    Side.MINE: "changé ici",
    Side.THEIRS: "changé ailleurs",
    None: "changé ici et ailleurs",
}


def three_way(merged: Merge, title: str, why: str, accept: str) -> Comparison:
    """Return the comparison of what was changed here and elsewhere, in the same fiche.

    What both have changed comes first. `why` is the sentence that says what has happened.
    """
    count = len(merged.conflicts)
    if not count:
        about = "Vous n'avez pas touché aux mêmes champs : les deux se réunissent."
    elif count == 1:
        about = "1 champ a été changé des deux côtés : choisissez sa valeur."
    else:
        about = f"{count} champs ont été changés des deux côtés : choisissez leurs valeurs."
    shown = sorted(
        (each for each in merged.differences if each.is_theirs),
        key=lambda each: each.settled is not None,
    )
    return Comparison(
        title,
        f"{why} {about}",
        tuple(shown),
        THREE_SIDES,
        {each.path: _CHANGED[each.settled] for each in shown},
        {each.path: each.settled for each in shown if each.settled is not None},
        "Tout d'ailleurs",
        accept,
    )


class ComparingScreen(Dialog[Choices]):
    """Hands back whose value each place takes; None where somebody backs out."""

    AUTO_FOCUS = "#text"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q", "leave", "Revenir", show=False),
        Binding("enter", "accept", "Accepter", show=False),
        Binding("down,tab", "move(1)", "Champ suivant", show=False, priority=True),
        Binding("up,shift+tab", "move(-1)", "Champ précédent", show=False, priority=True),
        Binding("left", "choose(0)", "La première", show=False, priority=True),
        Binding("right", "choose(1)", "La deuxième", show=False, priority=True),
        Binding("a", "choose(2)", "Celle d'avant", show=False),
        Binding("t", "choose_all", "Tout de la deuxième", show=False),
    ]

    def __init__(self, comparison: Comparison, marks: Marks) -> None:
        super().__init__()
        self._shown = comparison
        self._marks = marks
        self._chosen = dict(comparison.chosen)
        self._here = 0
        self._starts: list[int] = []

    def compose(self) -> ComposeResult:
        """Yield the frame: what this is, the places with their values, the keys."""
        with Vertical(id="reading") as frame:
            frame.border_title = Content(self._shown.title)
            yield Static(Content(typeset(self._shown.about)), id="problem")
            with VerticalScroll(id="text"):
                yield Static(id="view")
            yield Static(self._hint(), id="hint")

    def on_mount(self) -> None:
        """Begin at the first place that has to be chosen for."""
        self._go_to_open()
        self._show()

    def on_resize(self) -> None:
        """Wrap the values anew."""
        self._show()

    def action_move(self, step: int) -> None:
        """Go to the next place, or the one before."""
        self._here = max(0, min(len(self._shown.differences) - 1, self._here + step))
        self._show()

    def action_choose(self, rank: int) -> None:
        """Take the value of one of the versions, and go on to what is still open."""
        if rank >= len(self._shown.sides):
            return
        place = self._shown.differences[self._here].path
        was_open = place not in self._chosen
        self._chosen[place] = self._shown.sides[rank][0]
        if was_open:
            self._go_to_open()
        self._show()

    def action_choose_all(self) -> None:
        """Take all values of the second version."""
        self._chosen = {each.path: self._shown.sides[1][0] for each in self._shown.differences}
        self._show()

    def action_accept(self) -> None:
        """Hand back what was chosen, or go where something is still to be."""
        if not self._open:
            self.dismiss(self._chosen)
            return
        self._go_to_open()
        self._show()
        count = len(self._open)
        left = "Il reste 1 champ" if count == 1 else f"Il reste {count} champs"
        text = f"{left} à choisir : {self._key(0)} ou {self._key(1)}."
        self.query_one("#problem", Static).update(Content(typeset(text)))

    def action_save(self) -> None:
        """Accept: what was chosen here would be lost otherwise."""
        self.action_accept()

    def action_leave(self) -> None:
        """Back out."""
        self.dismiss(None)

    @property
    def _open(self) -> list[int]:
        """The ranks of the places that have to be chosen for and are not yet."""
        every = enumerate(self._shown.differences)
        return [rank for rank, each in every if each.path not in self._chosen]

    def _go_to_open(self) -> None:
        if self._open and self._here not in self._open:
            ahead = [rank for rank in self._open if rank > self._here]
            self._here = (ahead or self._open)[0]

    def _show(self) -> None:
        """Draw all the places, the one that the keys are about in view."""
        width = text_width(self.app.size.width)
        lines: list[Content] = []
        starts = []
        for rank, each in enumerate(self._shown.differences):
            starts.append(len(lines))
            lines += self._drawn(each, width, is_here=rank == self._here)
        self.query_one("#view", Static).update(Content("\n").join(lines))
        text = self.query_one("#text", VerticalScroll)
        first, end = starts[self._here], [*starts[1:], len(lines)][self._here]

        def bring_into_view() -> None:
            top, height = int(text.scroll_y), text.size.height
            if first < top or end - first > height:
                text.scroll_to(y=first, animate=False)
            elif end > top + height:
                text.scroll_to(y=end - height, animate=False)

        self.call_after_refresh(bring_into_view)

    def _drawn(self, each: Difference, width: int, *, is_here: bool) -> list[Content]:
        name = place_name(each)
        cursor = self._marks.here if is_here else " "
        head = Content.styled(typeset(name), "bold reverse" if is_here else "bold")
        told = self._shown.told.get(each.path, "")
        if each.path not in self._chosen:
            told = f"{self._marks.error} {told}"
        style = "" if each.path in self._chosen else "$text-error"
        title = Content.assemble(head, "  ", (typeset(told), style))
        lines = hanging(Content(f"{cursor} "), title, width).split("\n")
        widest = max(len(label) for _, label in self._shown.sides)
        values = shown_values([each.of(side) for side, _ in self._shown.sides])
        for (side, label), value in zip(self._shown.sides, values, strict=True):
            taken = self._chosen.get(each.path) is side
            mark = self._marks.complete if taken else " "
            lead = Content.styled(f"{_INDENT}{mark} {label:<{widest}} : ", "" if taken else MUTED)
            for rank, line in enumerate(value.split("\n")):
                if rank:
                    lead = Content(" " * lead.cell_length)
                text = Content.styled(line, "bold" if taken else MUTED)
                lines += hanging(lead, text, width).split("\n")
        return [*lines, Content("")]

    def _key(self, rank: int) -> str:
        return (self._marks.left, self._marks.right, "a")[rank]

    def _hint(self) -> Content:
        names = [(self._key(rank), label) for rank, (_, label) in enumerate(self._shown.sides)]
        return hint(
            (self._marks.vertical, "Champ"),
            *names,
            ("t", self._shown.take_all),
            ("Entrée", self._shown.accept),
            ("Échap", "Revenir"),
        )
