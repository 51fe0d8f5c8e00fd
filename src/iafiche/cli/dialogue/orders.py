"""What a typed line is: an answer, or one of the orders that begin with a slash."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import Self

from iafiche.model.text import fold

SLASH = "/"
EVERYTHING = "tout"
"""What may follow an order to have it do more; their sentences say what."""

# Letters alone after the slash: « /home/logo.png » and « //serveur/partage » are answers.
_ORDER = re.compile(r"(/+)([^\W\d_]+)(?:[^\S\n]+(.*))?")


class Order(StrEnum):
    """What can be asked for instead of answering.

    Attributes:
        takes: What may follow it; empty where nothing may.
        about: One French sentence, for the help.
    """

    takes: str
    about: str

    def __new__(cls, word: str, takes: str, about: str) -> Self:
        order = str.__new__(cls, word)
        order._value_ = word
        order.takes = takes
        order.about = about
        return order

    HELP = "aide", "", "explique le champ, la façon de répondre et ces commandes."
    CHOICES = "choix", "", "dit toutes les valeurs d'une liste, ou tous les noms connus."
    PREVIOUS = "précédent", "", "revient à la question d'avant."
    PASS = "passer", "", "va à la question suivante, comme Entrée seule."
    GO = "aller", "N ou NOM", "va au champ de ce numéro ou de ce nom."
    CLEAR = "vider", "", "vide le champ."
    FIX = (
        "corriger",
        "N ou NOM",
        (
            "applique la correction proposée pour le champ, ou pour celui que vous nommez ;"
            f" « /corriger {EVERYTHING} » dit toutes celles qui sont certaines, puis les applique."
        ),
    )
    TAKE = (
        "reprendre",
        EVERYTHING,
        (
            "met dans le champ ce que propose le carnet ;"
            f" « /reprendre {EVERYTHING} », dans tous les champs encore vides."
        ),
    )
    UNDO = "annuler", "", "annule la dernière saisie, dans tous les champs."
    REDO = "rétablir", "", "rétablit la saisie annulée."
    LIST = (
        "liste",
        EVERYTHING,
        f"dit ce qui reste à corriger ; « /liste {EVERYTHING} », tous les champs.",
    )
    LEFT = "reste", "", "ne pose plus que les questions des champs à corriger."
    ALL = "tout", "", "pose de nouveau toutes les questions, depuis la première."
    SAVE = "enregistrer", "FICHIER", "enregistre la fiche, dans un autre fichier s'il est donné."
    QUIT = "quitter", "", "quitte, en proposant d'enregistrer."

    @property
    def typed(self) -> str:
        """The order as one types it."""
        return SLASH + self.value


@dataclass(frozen=True, slots=True)
class Answer:
    """A line that is a value."""

    text: str


@dataclass(frozen=True, slots=True)
class Call:
    """A line that is an order, and what follows it."""

    order: Order
    argument: str = ""


@dataclass(frozen=True, slots=True)
class Mistyped:
    """A line that looks like an order and is none; `told` says it in one or two sentences."""

    told: str


def understood(line: str) -> Answer | Call | Mistyped:
    """Tell what a line is. Accents and case do not count in orders, their beginning suffices.

    A doubled slash makes an answer of what would be an order: « //aide » answers « /aide ». A
    paste of several lines is an answer whatever it begins with.
    """
    match = _ORDER.fullmatch(line.strip())
    if match is None:
        return Answer(line)
    slashes, word, argument = match[1], match[2], (match[3] or "").strip()
    if len(slashes) > 1:
        return Answer(line.replace(SLASH, "", 1))
    meant = _meant(word)
    if len(meant) != 1:
        return Mistyped(_unknown(word, meant, line.strip()))
    order = meant[0]
    if argument and not order.takes:
        return Mistyped(
            f"{order.typed} se tape seul sur sa ligne. {_literally(line.strip())}",
        )
    return Call(order, argument)


def order_named(line: str) -> Order | None:
    """Return the order whose word is the whole line, without its slash; « ? » asks for help."""
    word = fold(line)
    if line.strip() == "?":
        return Order.HELP
    return next((order for order in Order if fold(order) == word), None)


def _meant(word: str) -> list[Order]:
    wanted = fold(word)
    exact = [order for order in Order if fold(order) == wanted]
    return exact or [order for order in Order if fold(order).startswith(wanted)]


def _unknown(word: str, meant: list[Order], line: str) -> str:
    near = [order.typed for order in meant] or _near(word)
    proposed = f" Vouliez-vous dire {' ou '.join(near)} ?" if near else ""
    doubt = "peut être plusieurs commandes" if meant else "n'est pas une commande"
    return f"« {SLASH}{word} » {doubt}.{proposed} {_literally(line)}"


def _near(word: str) -> list[str]:
    from difflib import get_close_matches

    by_word = {fold(order): order.typed for order in Order}
    return [by_word[near] for near in get_close_matches(fold(word), list(by_word), n=1)]


def _literally(line: str) -> str:
    return f"Pour répondre ce texte même, doublez la barre : {SLASH}{line[:40]}"
