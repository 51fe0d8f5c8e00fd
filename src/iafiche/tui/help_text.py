"""The full help: the field in focus, then every key of the screen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.content import Content

from iafiche.tui.actions import PALETTE, key_name
from iafiche.tui.wording import field_help

if TYPE_CHECKING:
    from iafiche.model.catalogue import FieldSpec
    from iafiche.tui.actions import Action

_WIDTH = 70
"""Cells in a line of the help: what one reads at ease, and what 80 columns hold in a frame."""

IN_A_FIELD = (
    ("Entrée", "Champ suivant ; ouvre la liste d'un choix ; ajoute un nom à une liste."),
    ("Une lettre", "Sur un choix : ouvre la liste, filtrée par cette lettre."),
    ("Suppr", "Sur un choix : vide le champ."),
    ("Retour arrière", "Dans une liste de noms, ligne vide : reprend le dernier."),
)
"""The keys of the controls themselves, and what they do there."""


def help_text(spec: FieldSpec | None, actions: tuple[Action, ...], *, in_form: bool) -> Content:
    """Return the whole help, as text to scroll through."""
    lines: list[Content] = []
    if spec is not None:
        lines += field_help(spec, _WIDTH)
        choices = getattr(spec.kind, "choices", None)
        if choices is not None:
            lines.append(Content.styled("Valeurs", "bold"))
            lines += [
                Content.assemble((choice.value, "bold"), f" — {choice.meaning}")
                for choice in choices.choices
            ]
            lines.append(Content(""))
    lines.append(Content.styled("Touches", "bold"))
    keys = [(_keys_of(action), action.about) for action in actions]
    lines += [
        Content.assemble((f"{names:<14}", "bold"), f" {about}")
        for names, about in (*keys, *(IN_A_FIELD if in_form else ()))
    ]
    return Content("\n").join(lines)


def _keys_of(action: Action) -> str:
    by_palette = f"{PALETTE.shown_key} {action.label} :"
    return ", ".join(key_name(key) for key in action.keys) or by_palette
