"""What tomllib finds wrong with a text, said in French: where, and what was expected.

tomllib raises `TOMLDecodeError("… (at line 3, column 7)")`; the wordings are those of CPython
3.11 to 3.13 (`Lib/tomllib/_parser.py`). A wording that is not listed gets a general sentence.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from iafiche.model.git_conflicts import ADVICE, conflicts_in, places_told
from iafiche.store.places import Position

_PLACE = re.compile(r" \(at (?:line (\d+), column (\d+)|end of document)\)$")


@dataclass(frozen=True, slots=True)
class SyntaxTrouble:
    """Why a text is not TOML, for a person.

    Attributes:
        position: Where reading stopped.
        message: One French sentence that says what is wrong.
        advice: One French sentence that says what was expected.
    """

    position: Position
    message: str
    advice: str


_UNFINISHED_TEXT = (
    "Un texte entre guillemets n'est pas terminé.",
    'Fermez le guillemet (") ; un texte de plusieurs lignes s\'écrit entre """ et """.',
)
_TWICE = "Gardez une seule des deux lignes."
_EXPECTED: tuple[tuple[re.Pattern[str], str, str], ...] = tuple(
    (re.compile(wording), message, advice)
    for wording, message, advice in (
        (
            r"Invalid statement",
            "Cette ligne ne commence ni par un nom de champ, ni par une section, ni par #.",
            'Écrivez « nom_du_champ = "valeur" », « [section] », ou # devant un commentaire.',
        ),
        (
            r"Expected newline or end of document after a statement",
            "Du texte suit la valeur sur la même ligne.",
            "Mettez tout le texte entre guillemets (\\\" pour un guillemet à l'intérieur).",
        ),
        (
            r"Cannot declare \((.+?),?\) twice",
            "La section « {} » figure deux fois.",
            "Réunissez son contenu sous un seul titre.",
        ),
        (
            r"Cannot (?:redefine|mutate immutable) namespace \((.+?),?\)",
            "« {} » est déjà défini plus haut, d'une autre façon.",
            "Réunissez les deux définitions en une seule.",
        ),
        (r"Cannot overwrite a value", "Ce champ est déjà défini plus haut.", _TWICE),
        (r"Duplicate inline table key '(.+)'", "Le champ « {} » figure deux fois.", _TWICE),
        (
            r"Expected '\]+' at the end of an? (?:table|array) declaration",
            "Le titre de section n'est pas fermé.",
            "Fermez le crochet : « [section] ».",
        ),
        (
            r"Expected '=' after a key",
            "Le signe = manque après le nom du champ.",
            'Écrivez « nom_du_champ = "valeur" ».',
        ),
        (
            r"Invalid initial character for a key part",
            "Un nom de champ ou de section est attendu ici.",
            "Écrivez-le en lettres sans accent, chiffres, - ou _, ou bien entre guillemets.",
        ),
        (
            r"Unclosed array",
            "La liste n'est pas fermée, ou une virgule manque entre deux valeurs.",
            'Écrivez « ["une valeur", "une autre"] ».',
        ),
        (
            r"Unclosed inline table",
            "L'accolade n'est pas fermée, ou une virgule manque entre deux valeurs.",
            "Fermez-la par } sur la même ligne.",
        ),
        (
            r"Unescaped '\\' in a string",
            "Une barre oblique inverse (\\) est suivie d'un signe inattendu.",
            "Doublez-la (\\\\), ou mettez le texte entre apostrophes ('…').",
        ),
        (
            r"Invalid hex value|Escaped character is not a Unicode scalar value",
            "Le code de caractère après \\u ou \\U n'existe pas.",
            "Écrivez le caractère lui-même, ou doublez la barre oblique inverse (\\\\).",
        ),
        (r"Unterminated string|Illegal character '\\n'|Expected \"'+\"", *_UNFINISHED_TEXT),
        (r"Found invalid character '\\n'", *_UNFINISHED_TEXT),
        (
            r"(?:Illegal|Found invalid) character '\\r'",
            "La fin de cette ligne n'est pas de celles que TOML accepte.",
            "Enregistrez le fichier avec des fins de ligne Unix (LF) ou Windows (CRLF).",
        ),
        (
            r"(?:Illegal|Found invalid) character '(.+)'",
            "Un caractère de contrôle invisible ({}) se trouve ici.",
            "Supprimez-le.",
        ),
        (
            r"Invalid date or datetime",
            "Cette date n'existe pas au calendrier.",
            "Corrigez-la, ou mettez-la entre guillemets.",
        ),
        (
            r"Invalid value",
            "La valeur manque, ou n'est pas écrite comme une valeur.",
            'Mettez le texte entre guillemets : « nom_du_champ = "valeur" ».',
        ),
    )
)
_GENERAL = (
    "Le fichier ne suit pas les règles du format TOML.",
    'Vérifiez cette ligne : « [section] », « nom_du_champ = "valeur" » ou # commentaire.',
)


def syntax_trouble(error: ValueError, text: str) -> SyntaxTrouble:
    """Return what an error of tomllib about `text` means to the person who wrote it."""
    if conflicts := conflicts_in(text):
        return SyntaxTrouble(Position(conflicts[0].first, 1), places_told(conflicts), ADVICE)
    place = _PLACE.search(str(error))
    if place is None:
        # Numbers of over 4,300 digits are refused by Python itself, without a place.
        return SyntaxTrouble(Position(1, 1), *_GENERAL)
    position = (
        Position(int(place[1]), int(place[2])) if place[1] else _last_position(text.rstrip("\r\n"))
    )
    return SyntaxTrouble(position, *_said(str(error)[: place.start()]))


def _said(wording: str) -> tuple[str, str]:
    for pattern, message, advice in _EXPECTED:
        match = pattern.match(wording)
        if match is not None:
            named = match[1] if match.groups() else ""
            return message.format(named.replace("', '", ".").strip("'\"")), advice
    return _GENERAL


def _last_position(text: str) -> Position:
    return Position(text.count("\n") + 1, len(text) - text.rfind("\n"))
