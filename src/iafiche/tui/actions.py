"""The one registry of what can be done from the keyboard.

Bindings, footer, palette and help are all drawn from it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from textual.binding import Binding

from iafiche.review.marks import UTF8

if TYPE_CHECKING:
    from collections.abc import Mapping

    from iafiche.review.marks import Marks


# The keys that the settings give instead, for the whole process: a keyboard has one layout.
_remapped: dict[str, tuple[str, ...]] = {}


def remap(keys: Mapping[str, tuple[str, ...]]) -> None:
    """Let these keys stand in the place of the registry's own, and no others."""
    _remapped.clear()
    _remapped.update(keys)


class Action(NamedTuple):
    """One thing a person can do on a screen.

    Attributes:
        name: The screen's method, without its `action_`.
        default_keys: The keys that do it unless the settings give others, the one to show first;
            Textual's names. None for what the palette alone does.
        label: Two or three French words, for the palette and the help.
        about: One French sentence, for the palette and the help.
        footer: The footer's words; empty for what the footer leaves out.
        brief: The same where the footer is narrow; empty for the same words.
        yields: Where the footer is too narrow, the actions with the highest number go first.
        priority: The keys reach the screen before the widget in focus.
        changes: It changes the fiche: refused where that is only looked at.
    """

    name: str
    default_keys: tuple[str, ...]
    label: str
    about: str
    footer: str = ""
    brief: str = ""
    yields: int = 0
    priority: bool = True
    changes: bool = False

    @property
    def keys(self) -> tuple[str, ...]:
        """The keys in force."""
        return _remapped.get(self.name, self.default_keys)

    def bindings(self) -> list[Binding]:
        """Return Textual's bindings of the keys."""
        # A keymap moves bindings that there are: without a key, one on a key that nobody has.
        keys = self.default_keys or (f"no-key-{self.name}",)
        return [
            Binding(key, self.name, self.label, show=False, priority=self.priority, id=self.name)
            for key in keys
        ]

    @property
    def shown_key(self) -> str:
        """The first key as a French keyboard names it."""
        return key_name(self.keys[0]) if self.keys else ""

    @property
    def label_with_key(self) -> str:
        """The label with its first key, where there is one."""
        return f"{self.label} ({self.shown_key})" if self.keys else self.label


_NAMES = {
    "enter": "Entrée",
    "escape": "Échap",
    "space": "Espace",
    "tab": "Tab",
    "delete": "Suppr",
    "slash": "/",
}


def key_name(key: str, marks: Marks = UTF8) -> str:
    """Return a key as people read it: `ctrl+s` is « ^S », `shift+f8` is « Maj+F8 »."""
    *modifiers, last = key.split("+")
    arrows = {"up": marks.up, "down": marks.down, "left": marks.left, "right": marks.right}
    last = (_NAMES | arrows).get(last, last.upper() if len(last) > 1 else last)
    if modifiers == ["ctrl"]:
        return f"^{last.upper()}"
    return "+".join([*("Maj" if name == "shift" else name for name in modifiers), last])


def bindings_of(actions: tuple[Action, ...]) -> list[Binding]:
    """Return the bindings of a screen's actions."""
    return [binding for action in actions for binding in action.bindings()]


HELP = Action(
    "help", ("f1",), "Aide", "Affiche l'aide complète du champ et la liste des touches.", "Aide"
)
PALETTE = Action(
    "palette",
    ("ctrl+p", "f10"),
    "Commandes",
    "Ouvre la liste de tout ce que l'on peut faire.",
    "Commandes",
)
SAVE = Action(
    "save", ("ctrl+s",), "Enregistrer", "Enregistre la fiche dans son fichier.", "Enregistrer"
)
QUIT = Action("leave", ("ctrl+q",), "Quitter", "Quitte, en proposant d'enregistrer.", "Quitter")
EDIT = Action(
    "edit",
    (),
    "Modifier la fiche",
    "Sort de la lecture seule ; dit d'abord si quelqu'un d'autre a encore ouvert la fiche.",
)
RECOVER = Action(
    "recover",
    (),
    "Travail non enregistré",
    "Propose ce qui était tapé et pas enregistré quand le programme s'est arrêté.",
)
THEME = Action("theme", (), "Couleurs", "Choisit les couleurs des écrans, et les retient.")

FICHE_ACTIONS = (
    HELP,
    Action(
        "previous_page", ("f2",), "Section précédente", "Va à la section précédente.", "◂", yields=4
    ),
    Action(
        "next_page", ("f3",), "Section suivante", "Va à la section suivante.", "▸ Section", yields=3
    ),
    Action(
        "fix",
        ("f4",),
        "Corriger",
        "Applique la correction proposée pour le champ, s'il y en a une.",
        "Corriger",
        yields=2,
        changes=True,
    ),
    Action(
        "fix_all",
        (),
        "Corriger tout ce qui est sûr",
        "Montre les corrections certaines de tous les champs, puis les applique d'un coup.",
        changes=True,
    ),
    Action(
        "next_finding",
        ("f8",),
        "Suivant à corriger",
        "Va au prochain champ à corriger, dans toutes les sections.",
        "Suivant à corriger",
        "À corriger",
        yields=1,
    ),
    Action(
        "previous_finding",
        ("shift+f8", "f7"),
        "Précédent à corriger",
        "Revient au champ à corriger qui précède.",
    ),
    Action(
        "list_findings",
        ("f6",),
        "Tout ce qui reste à corriger",
        "Montre la liste de ce qui reste à corriger ; Entrée va au champ.",
    ),
    SAVE,
    Action("save_as", ("f12",), "Enregistrer sous", "Enregistre la fiche dans un autre fichier."),
    Action("new", ("ctrl+n",), "Nouvelle fiche", "Commence une autre fiche, vide."),
    Action(
        "duplicate",
        (),
        "Dupliquer la fiche",
        "Commence une autre fiche avec les mêmes valeurs, sauf le nom du projet et la date.",
    ),
    Action(
        "preview",
        ("ctrl+o",),
        "Aperçu",
        "Montre la notice publique, la ligne exportée et le texte du fichier.",
    ),
    Action(
        "show_changes",
        (),
        "Modifications",
        "Montre ce qui a changé depuis le dernier enregistrement.",
    ),
    Action(
        "show_versions",
        (),
        "Versions précédentes",
        "Montre ce que le fichier contenait avant, le compare, et en reprend un champ ou tout.",
    ),
    Action(
        "take_known",
        ("f5",),
        "Reprendre ce que le carnet connaît",
        "Remplit les champs vides avec ce que vos fiches disent déjà du porteur.",
        changes=True,
    ),
    Action(
        "edit_outside",
        ("f9",),
        "Ouvrir dans un éditeur",
        "Ouvre le texte long dans votre éditeur (variable VISUAL ou EDITOR), puis le reprend.",
        changes=True,
    ),
    Action(
        "copy_field",
        (),
        "Copier la valeur du champ",
        "Copie toute la valeur dans le presse-papiers, même à distance.",
    ),
    Action("clear_field", (), "Vider le champ", "Efface toute la valeur du champ.", changes=True),
    Action(
        "revert_field",
        (),
        "Revenir à la valeur du fichier",
        "Rend au champ la valeur que son fichier contient.",
        changes=True,
    ),
    Action(
        "undo",
        ("ctrl+z",),
        "Annuler",
        "Annule la dernière saisie, dans tous les champs.",
        changes=True,
    ),
    Action("redo", ("ctrl+y",), "Rétablir", "Rétablit la saisie annulée.", changes=True),
    EDIT,
    RECOVER,
    THEME,
    PALETTE,
    QUIT,
    Action(
        "next_field",
        ("tab", "down"),
        "Champ suivant",
        "Va au champ suivant, dans la section suivante après le dernier.",
        priority=False,
    ),
    Action(
        "previous_field",
        ("shift+tab", "up"),
        "Champ précédent",
        "Va au champ précédent, dans la section précédente avant le premier.",
        priority=False,
    ),
)


def key_of(name: str) -> str:
    """Return the key of an action on a fiche, as messages name it."""
    return _key_among(FICHE_ACTIONS, name)


def folder_key_of(name: str) -> str:
    """Return the key of an action on a folder, as messages name it."""
    return _key_among(FOLDER_ACTIONS, name)


def _key_among(actions: tuple[Action, ...], name: str) -> str:
    return next(action.shown_key for action in actions if action.name == name)


FOLDER_ACTIONS = (
    HELP,
    Action("open", ("enter",), "Ouvrir", "Ouvre la fiche choisie.", "Ouvrir", priority=False),
    Action(
        "new",
        ("n", "ctrl+n"),
        "Nouvelle fiche",
        "Commence une fiche vide.",
        "Nouvelle",
        yields=3,
        priority=False,
    ),
    Action(
        "filter",
        ("slash", "ctrl+f"),
        "Filtrer",
        "Ne montre que les fiches qui contiennent ce que vous tapez : un mot, ou état:, thème:,"
        " porteur:, règle: suivi d'un mot.",
        "Filtrer",
        priority=False,
    ),
    Action(
        "next_state",
        ("e",),
        "Filtrer par état",
        "Ne montre que les fiches à corriger, puis les prêtes, puis les illisibles, puis toutes.",
        priority=False,
    ),
    Action(
        "back",
        ("escape",),
        "Tout montrer",
        "Efface le filtre, puis les marques.",
        priority=False,
    ),
    Action(
        "sort",
        ("t",),
        "Trier",
        "Trie par la colonne suivante ; revient à l'ordre des fichiers après la dernière.",
        "Trier",
        yields=5,
        priority=False,
    ),
    Action("reverse", ("r",), "Inverser le tri", "Trie dans l'autre sens.", priority=False),
    Action(
        "mark",
        ("space",),
        "Marquer",
        "Marque la fiche choisie, ou retire sa marque, et passe à la suivante.",
        "Marquer",
        yields=6,
        priority=False,
    ),
    Action(
        "mark_all",
        ("a",),
        "Tout marquer",
        "Marque toutes les fiches affichées, ou retire leurs marques.",
        priority=False,
    ),
    Action(
        "fix",
        ("f4",),
        "Corriger la fiche",
        "Montre les corrections certaines de la fiche choisie, puis les applique.",
        "Corriger",
        yields=2,
    ),
    Action(
        "next_finding",
        ("f8",),
        "Suivant à corriger",
        "Ouvre la fiche au premier champ à corriger ; passe ensuite d'une fiche à l'autre.",
        "Suivant à corriger",
        "À corriger",
        yields=1,
    ),
    Action(
        "fix_many",
        ("c",),
        "Corriger les fiches",
        "Montre les corrections certaines des fiches marquées, ou de toutes celles affichées, puis"
        " les applique.",
        priority=False,
    ),
    Action(
        "validate",
        ("v",),
        "Valider",
        "Relit les fiches marquées, ou toutes celles affichées, et dit lesquelles la bibliothèque"
        " accepterait.",
        priority=False,
    ),
    Action(
        "export",
        ("x",),
        "Exporter",
        "Exporte les fiches marquées, ou toutes celles affichées.",
        "Exporter",
        yields=7,
        priority=False,
    ),
    Action(
        "import_table",
        ("m",),
        "Importer",
        "Ajoute au dossier les fiches d'un tableau, après les avoir montrées.",
        priority=False,
    ),
    Action(
        "inventory",
        ("i",),
        "Inventaire",
        "Compte les projets des fiches marquées, ou de toutes celles affichées.",
        "Inventaire",
        yields=8,
        priority=False,
    ),
    Action(
        "show_versions",
        ("p",),
        "Versions précédentes",
        "Montre ce que la fiche choisie contenait avant, et en reprend un champ ou tout.",
        priority=False,
    ),
    Action("reload", ("f5",), "Relire", "Relit le dossier."),
    RECOVER,
    THEME,
    PALETTE,
    QUIT,
)
