"""The full help: the field in focus, then every key of the screen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.content import Content

from iafiche.tui.actions import key_name
from iafiche.tui.wording import field_help

if TYPE_CHECKING:
    from iafiche.model.catalogue import FieldSpec
    from iafiche.tui.actions import Action

_IN_A_FIELD = (
    ("Entrée", "Champ suivant ; ouvre la liste d'un choix ; ajoute un nom à une liste."),
    ("Une lettre", "Sur un choix : ouvre la liste, filtrée par cette lettre."),
    ("Suppr", "Sur un choix : vide le champ."),
    ("Retour arrière", "Dans une liste de noms, ligne vide : reprend le dernier."),
)


def help_text(spec: FieldSpec | None, actions: tuple[Action, ...], *, in_form: bool) -> Content:
    """Return the whole help, as text to scroll through."""
    parts: list[Content] = []
    if spec is not None:
        parts += [field_help(spec), Content("\n\n")]
        choices = getattr(spec.kind, "choices", None)
        if choices is not None:
            parts.append(Content.styled("Valeurs\n", "bold"))
            parts += [
                Content.assemble((f"{choice.value}", "bold"), f" — {choice.meaning}\n")
                for choice in choices.choices
            ]
            parts.append(Content("\n"))
    parts.append(Content.styled("Touches\n", "bold"))
    for action in actions:
        keys = ", ".join(key_name(key) for key in action.keys)
        parts.append(Content.assemble((f"{keys:<16}", "bold"), f" {action.about}\n"))
    if in_form:
        for keys, about in _IN_A_FIELD:
            parts.append(Content.assemble((f"{keys:<16}", "bold"), f" {about}\n"))
    return Content.assemble(*parts)
