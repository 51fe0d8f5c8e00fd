"""What people do at the keyboard, drawn: fields filled, lists, long texts, second thoughts.

A piece of work is a list of keys: letters, names of `tests.tui.terminal.KEYS`, pasted texts and
changes of the terminal's size. Whatever it opens, it closes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from iafiche.model.catalogue import CATALOGUE
from iafiche.model.field import Role
from iafiche.model.kinds import FreeList, OneOf, SeveralOf
from iafiche.tui.actions import FICHE_ACTIONS, FOLDER_ACTIONS, Action

if TYPE_CHECKING:
    import random
    from collections.abc import Callable

    from iafiche.model.catalogue import FieldSpec

PROJECT = CATALOGUE.of_role(Role.PROJECT)
USUAL = (110, 32)
_SIZES = (USUAL, (80, 24), (60, 20), (140, 45))
_TEXT = (
    "Les équipes sont prévenues dès l'aube : « l'œuvre » avance, çà et là ; où qu'on soit,"
    " n'oubliez ni l'été ni Noël, ni 12 % des berges [à vérifier] — e-mail : a@b.example €"
)
_WORDS = _TEXT.split()
_ENOUGH = 12
"""Letters after which a command or a field is found."""


class Paste(NamedTuple):
    """A text that comes at once."""

    text: str


class Resize(NamedTuple):
    """Another size of the terminal."""

    columns: int
    rows: int


Key = str | Paste | Resize
Keys = list[Key]


class Habits:
    """One person, who draws what to do next."""

    def __init__(self, rng: random.Random) -> None:
        self._rng = rng
        self._fiche = {action.name: action for action in FICHE_ACTIONS}
        self._folder = {action.name: action for action in FOLDER_ACTIONS}

    # On a fiche

    def on_fiche(self) -> Keys:
        """Return the keys of a piece of work on a fiche."""
        works: dict[Callable[[], Keys], int] = {
            self._fill: 30,
            self._move: 15,
            self._reconsider: 12,
            self._save: 3,
            self._find: 6,
            self._look: 8,
            self._search: 3,
            self._paste: 4,
            self._resize: 1,
            self._back_out: 4,
        }
        return self._one_of(works)()

    def go_to(self, spec: FieldSpec) -> Keys:
        """Go to a field, as somebody does who knows its name."""
        return self._ask_for(spec.field.label)

    def _fill(self) -> Keys:
        spec = self._rng.choice(CATALOGUE.fields)
        keys = self.go_to(spec)
        if self._rng.random() < 0.7:
            keys += self._command(self._fiche["clear_field"])
        return keys + self._value(spec)

    def _value(self, spec: FieldSpec) -> Keys:
        kind = spec.kind
        if isinstance(kind, OneOf):
            return [*self._rng.choice(kind.choices.values)[:4], "enter", "escape"]
        if isinstance(kind, SeveralOf):
            steps: Keys = [self._rng.choice(["down", "up", " "]) for _ in range(8)]
            return ["enter", *steps, "enter", "escape"]
        if isinstance(kind, FreeList):
            return [*self._words(4), "enter", *self._words(4), "enter", "backspace", "backspace"]
        if kind.multiline:
            lines: list[Keys] = [
                [*self._words(30), "enter"] for _ in range(self._rng.randint(2, 5))
            ]
            return [key for line in lines for key in line] + self._slip()
        example = self._rng.random() < 0.5
        typed: Keys = [*spec.field.example] if example else self._words(12)
        return typed + self._slip() + self._times(["enter"], 0, 1)

    def _slip(self) -> Keys:
        """Type a wrong letter or two, and mend them."""
        count = self._rng.randint(0, 3)
        return [*["left"] * count, *["é"] * count, *["backspace"] * count, "end"]

    def _move(self) -> Keys:
        ways = ["tab", "shift+tab", "down", "up", "f2", "f3", "left", "right", "home", "end"]
        return self._times(ways, 3, 15)

    def _reconsider(self) -> Keys:
        undo, redo = (self._fiche[name].keys[0] for name in ("undo", "redo"))
        return self._times([undo], 1, 8) + self._times([redo, "tab"], 0, 6)

    def _save(self) -> Keys:
        return [self._fiche["save"].keys[0]]

    def _find(self) -> Keys:
        keys = self._times(["f8", "f7", "f4"], 1, 3)
        return [*keys, "f6", *self._times(["down"], 0, 5), self._rng.choice(["enter", "escape"])]

    def _look(self) -> Keys:
        name = self._rng.choice(["help", "preview", "show_changes", "show_versions"])
        action = self._fiche[name]
        opened = [action.keys[0]] if action.keys else self._command(action)
        read = self._times(["down", "pagedown", "right", "left", "end"], 0, 8)
        return [*opened, *read, "escape", "escape"]

    def _search(self) -> Keys:
        return [self._fiche["palette"].keys[0], *self._words(1), "backspace", "escape"]

    def _paste(self) -> Keys:
        spec = self._rng.choice([spec for spec in CATALOGUE.fields if spec.kind.multiline])
        text = "\n".join(" ".join(self._rng.choices(_WORDS, k=60)) for _ in range(10))
        return [*self.go_to(spec), *self._command(self._fiche["clear_field"]), Paste(text)]

    def _resize(self) -> Keys:
        return [Resize(*self._rng.choice(_SIZES))]

    def _back_out(self) -> Keys:
        """Open what asks for something, and leave it."""
        names = ["save_as", "fix_all", "theme", "revert_field", "take_known", "copy_field"]
        action = self._fiche[self._rng.choice(names)]
        opened = [action.keys[0]] if action.keys else self._command(action)
        return [*opened, *self._times(["down"], 0, 2), "escape", "escape"]

    # On a folder

    def on_folder(self) -> Keys:
        """Return the keys of a piece of work on a folder."""
        works: dict[Callable[[], Keys], int] = {
            self._walk: 6,
            self._filter: 4,
            self._arrange: 4,
            self._look_at_many: 4,
            self._begin_and_drop: 2,
            self._resize: 1,
        }
        return self._one_of(works)()

    def open_one(self) -> Keys:
        """Return the keys that open some fiche."""
        return ["escape", "escape", "home", *self._times(["down"], 0, 12), "enter"]

    def _walk(self) -> Keys:
        return self._times(["down", "up", "pagedown", "home", "end"], 1, 8)

    def _filter(self) -> Keys:
        opened = self._folder["filter"].keys[0]
        assert opened == "slash"
        return ["/", *self._words(1), *self._times(["down", "backspace"], 0, 2), "escape", "escape"]

    def _arrange(self) -> Keys:
        names = ["sort", "reverse", "mark", "mark_all", "next_state", "reload"]
        drawn = (self._folder[self._rng.choice(names)].keys[0] for _ in range(4))
        return [" " if key == "space" else key for key in drawn]

    def _look_at_many(self) -> Keys:
        names = ["inventory", "fix", "fix_many", "validate", "export", "import_table", "help"]
        opened = self._folder[self._rng.choice(names)].keys[0]
        return [opened, *self._times(["down", "pagedown"], 0, 3), "escape", "escape", "escape"]

    def _begin_and_drop(self) -> Keys:
        """Begin a fiche, and give it up: the third answer."""
        return ["escape", "escape", "ctrl+n", *self._words(2), "ctrl+q", "down", "down", "enter"]

    # Drawing

    def _command(self, action: Action) -> Keys:
        """Give a command by its name."""
        return self._ask_for(action.label)

    def _ask_for(self, label: str) -> Keys:
        return [self._fiche["palette"].keys[0], *label[:_ENOUGH], "enter"]

    def _words(self, most: int) -> Keys:
        return [*" ".join(self._rng.choices(_WORDS, k=self._rng.randint(1, most)))]

    def _times(self, names: list[str], least: int, most: int) -> Keys:
        return [*self._rng.choices(names, k=self._rng.randint(least, most))]

    def _one_of(self, works: dict[Callable[[], Keys], int]) -> Callable[[], Keys]:
        return self._rng.choices(list(works), list(works.values()))[0]
