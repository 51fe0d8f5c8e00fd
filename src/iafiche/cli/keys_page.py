"""The page of all keys in Markdown, read from the registry of actions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from iafiche.exchange.markdown import NOTICE, page, table
from iafiche.review.marks import UTF8
from iafiche.tui.actions import FICHE_ACTIONS, FOLDER_ACTIONS, PALETTE, SAVE, key_name
from iafiche.tui.help_text import keys_in_a_field, keys_in_a_list

if TYPE_CHECKING:
    from collections.abc import Iterator

    from iafiche.tui.actions import Action


def keys_page() -> str:
    """Return the page: the actions of each screen, then the keys of the controls."""
    return page(_lines())


def key_in_words(key: str) -> str:
    """Return a key as documents write it: `ctrl+s` is « Ctrl+S », where the screens have « ^S »."""
    return key_name(key).replace("^", "Ctrl+")


def _lines() -> Iterator[str]:
    yield "# Les touches"
    yield ""
    yield NOTICE
    yield ""
    yield (
        "Le [guide](guide.md) montre à quoi elles servent, tâche par tâche. À l'écran, `^S` veut"
        f" dire {key_in_words('ctrl+s')}. Ce qui n'a pas de touche se fait depuis la liste"
        f" « {PALETTE.label} » ({_keys_of(PALETTE)}) ; elle remplace aussi toute touche que votre"
        " terminal garde pour lui."
    )
    yield ""
    yield (
        "La dernière colonne est le nom à écrire dans les [réglages](reglages.md#touches) pour"
        " donner d'autres touches à une action."
    )
    yield ""
    yield "## Dans une fiche"
    yield ""
    yield from _actions(FICHE_ACTIONS)
    yield ""
    yield "## Dans un dossier"
    yield ""
    yield from _actions(FOLDER_ACTIONS)
    yield ""
    yield "## Dans un champ"
    yield ""
    yield from table(("Touche", "Effet"), keys_in_a_field(UTF8))
    yield ""
    yield "## Dans une liste ouverte"
    yield ""
    yield from table(("Touche", "Effet"), keys_in_a_list(UTF8))
    yield ""
    yield (
        "Une question et un texte à lire disent leurs touches au bas de leur cadre."
        f" {key_in_words(SAVE.default_keys[0])} les referme et enregistre."
    )


def _actions(actions: tuple[Action, ...]) -> Iterator[str]:
    rows = [
        (_keys_of(action) or PALETTE.label, action.label, action.about, f"`{action.name}`")
        for action in actions
    ]
    yield from table(("Touche", "Action", "Effet", "Nom"), rows)


def _keys_of(action: Action) -> str:
    return ", ".join(f"<kbd>{key_in_words(key)}</kbd>" for key in action.default_keys)
