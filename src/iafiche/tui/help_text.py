"""The full help: the field in focus, then every key of the screen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.content import Content

from iafiche.review.display import cells, pad, typeset
from iafiche.tui.actions import PALETTE, key_name
from iafiche.tui.screens.dialog import text_width
from iafiche.tui.wording import field_help, hanging

if TYPE_CHECKING:
    from collections.abc import Iterable

    from iafiche.model.catalogue import FieldSpec
    from iafiche.review.marks import Marks
    from iafiche.tui.actions import Action

_WIDEST = 70
"""Cells of the longest line that one reads at ease."""

_KEYS = 15
"""Cells that the names of keys have to themselves."""


def keys_in_a_field(marks: Marks) -> tuple[tuple[str, str], ...]:
    """Return the keys of the controls themselves, and what they do there."""
    return (
        ("Entrée", "Champ suivant ; ouvre la liste d'un choix ; ajoute un nom à une liste."),
        ("Tab", "Champ suivant, d'un texte long aussi : Entrée y va à la ligne."),
        ("Une lettre", "Sur un choix : ouvre la liste, filtrée par cette lettre."),
        ("Suppr", "Sur un choix : vide le champ."),
        ("Retour arrière", "Dans une liste de noms, ligne vide : reprend le dernier."),
        (marks.right, "Reprend la valeur, ou la fin du nom, que le carnet propose."),
    )


def keys_in_a_list(marks: Marks) -> tuple[tuple[str, str], ...]:
    """Return the keys of an open list, and what they do there."""
    return (
        ("Des lettres", "Ne montrent que ce qui les contient ; les accents ne comptent pas."),
        ("Retour arrière", "Efface la dernière lettre du filtre."),
        (f"{marks.up}, {marks.down}", "Parcourent la liste."),
        ("Espace", "Coche ou décoche, là où plusieurs valeurs sont permises."),
        ("Entrée", "Retient la valeur, ou tout ce qui est coché, et va au champ suivant."),
        ("Échap", "Revient sans rien changer."),
    )


def help_text(
    spec: FieldSpec | None, actions: tuple[Action, ...], marks: Marks, columns: int
) -> Content:
    """Return the whole help, as text to scroll through.

    Args:
        spec: The field in focus; None outside a form.
        actions: What the screen can do.
        marks: The signs that this terminal can draw.
        columns: How wide the terminal is.
    """
    width = min(_WIDEST, text_width(columns))
    lines: list[Content] = []
    if spec is not None:
        lines += field_help(spec, width)
        choices = getattr(spec.kind, "choices", None)
        if choices is not None:
            lines.append(Content.styled("Valeurs", "bold"))
            for choice in choices.choices:
                text = Content.assemble((choice.value, "bold"), f" — {choice.meaning}")
                lines.append(hanging(Content("  "), text, width))
            lines.append(Content(""))
    keys = [(_keys_of(action, marks), action.about) for action in actions]
    lines += _table("Touches", keys, width)
    if spec is not None:
        lines += _table("Dans un champ", keys_in_a_field(marks), width)
        lines += _table("Dans une liste ouverte", keys_in_a_list(marks), width)
    return Content("\n").join(lines)


def _table(title: str, keys: Iterable[tuple[str, str]], width: int) -> list[Content]:
    lines = [Content.styled(title, "bold underline")]
    for names, about in keys:
        beside = cells(names) < _KEYS
        if not beside:
            lines.append(Content.styled(names, "bold"))
        head = Content.styled(pad(names if beside else "", _KEYS), "bold")
        lines.append(hanging(head, Content(typeset(about)), width))
    return [*lines, Content("")]


def _keys_of(action: Action, marks: Marks) -> str:
    by_palette = f"{PALETTE.shown_key} {action.label}"
    return ", ".join(key_name(key, marks) for key in action.keys) or by_palette
