"""Hyphens that stand inside a name and part nothing: « Aix-Marseille », « Saint-Gobain ».

Régions and départements: INSEE, Code officiel géographique. The towns and bodies are those whose
hyphen joins two words that could each stand alone; where a small word stands beside the hyphen
(« Noisy-le-Grand »), no list is needed.
"""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

HYPHENS = "-\N{HYPHEN}\N{NON-BREAKING HYPHEN}"

_REGIONS = """Auvergne-Rhône-Alpes, Bourgogne-Franche-Comté, Centre-Val de Loire,
Grand-Est, Hauts-de-France, Île-de-France, Nouvelle-Aquitaine, Pays-de-la-Loire,
Provence-Alpes-Côte d'Azur, Rhône-Alpes, Franche-Comté, Midi-Pyrénées,
Languedoc-Roussillon, Poitou-Charentes, Champagne-Ardenne, Nord-Pas de Calais"""

_DEPARTEMENTS = """Alpes-Maritimes, Hautes-Alpes, Charente-Maritime, Corse-du-Sud, Eure-et-Loir,
Haute-Corse, Haute-Garonne, Ille-et-Vilaine, Indre-et-Loire, Loir-et-Cher, Loire-Atlantique,
Lot-et-Garonne, Maine-et-Loire, Meurthe-et-Moselle, Pyrénées-Atlantiques, Pyrénées-Orientales,
Saône-et-Loire, Seine-Maritime, Seine-et-Marne, Tarn-et-Garonne"""

_PLACES = """Aix-Marseille, Aix-Marseille-Provence, Boulogne-Billancourt, Bordeaux-Montaigne,
Cergy-Pontoise, Charleville-Mézières, Cherbourg-Octeville, Clermont-Ferrand, Évry-Courcouronnes,
Grenoble-Alpes, Maisons-Alfort, Maisons-Laffitte, Paris-Cité, Paris-Dauphine, Paris-Est,
Paris-Nanterre, Paris-Panthéon, Paris-Saclay, Paris-Sorbonne, Romorantin-Lanthenay,
Toulouse-Capitole, Viry-Châtillon"""

_BODIES = """Coca-Cola, Gustave-Eiffel, Hewlett-Packard, Joliot-Curie, Marie-Curie, Mines-Télécom,
Panthéon-Assas, Panthéon-Sorbonne, Rolls-Royce"""

_JOINED_BY_ET = """Arts et Métiers, Dépôts et Consignations, Eaux et Forêts, Ponts et Chaussées,
Recherche et Développement, Sciences et Lettres, Sciences et Technologies"""

# Beside a hyphen, these belong to the name on its other side.
_SMALL_WORDS = frozenset(
    """a au aux d de des du en es et l la le les lez lès près sous sur saint sainte saints st ste
    anti auto bio co cyber e ex extra haut haute hautes hauts bas basse inter intra grand grande
    mi micro mini mono mont multi nano neuf neuve non nouveau nouvelle petit petite post pre pré
    pro semi sans s t un une uni val vallee vice vieille vieux""".split()  # noqa: SIM905 - a list one can read
)
_AROUND_SMALL = re.compile(r"\w-(?:aux|de|des|du|en|et|la|le|les|lez|sous|sur)-\w|\bsainte?-\w")
_WORD_BEFORE = re.compile(r"(\w+)(['’]?)\Z")
_WORD_AFTER = re.compile(r"\A(\w+)")
_LONGEST_WORD = 40
_LONGEST = 2_000


def bare_letters(text: str) -> str:
    """Return `text` in lower case without accents, each sign in its place."""
    return "".join(map(_bare_letter, text))


def _bare_letter(char: str) -> str:
    if char in HYPHENS:
        return "-"
    if char in "’‘ʼ":
        return "'"
    return unicodedata.normalize("NFKD", char.casefold())[:1] or char


def _listed(*lists: str) -> list[str]:
    return [" ".join(name.split()) for names in lists for name in names.split(",")]


KNOWN = tuple(_listed(_REGIONS, _DEPARTEMENTS, _PLACES, _BODIES, _JOINED_BY_ET))


class WholeNames:
    """The names that are not to be cut, those of one table among them."""

    def __init__(self, met: Iterable[str] = ()) -> None:
        """Learn names: those that `met` holds, and those that everybody knows."""
        names = {bare_letters(name.strip()) for name in (*KNOWN, *met)}
        longest_first = sorted(filter(None, names), key=lambda name: (-len(name), name))
        self._known = re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, longest_first))})(?!\w)")

    def spans(self, text: str) -> list[range]:
        """Return where known names stand in a text, as ranges of offsets."""
        return [range(*match.span()) for match in self._known.finditer(bare_letters(text))]

    def is_in(self, text: str) -> bool:
        """Tell whether a text surely holds a hyphenated name: a known one, or « …-le-… »."""
        if len(text) > _LONGEST:
            return False
        return _AROUND_SMALL.search(bare_letters(text)) is not None or any(
            "-" in bare_letters(text[span.start : span.stop]) for span in self.spans(text)
        )

    def inside(self, text: str) -> frozenset[int]:
        """Return the offsets of the hyphens that certainly stand inside a name."""
        spans = self.spans(text)
        return frozenset(
            at
            for at, char in enumerate(text)
            if char in HYPHENS
            and (any(at in span for span in spans) or _is_within(text[:at], text[at + 1 :]))
        )


def _is_within(before: str, after: str) -> bool:
    """Tell whether the words around a hyphen hold together."""
    left, right = _WORD_BEFORE.search(before[-_LONGEST_WORD:]), _WORD_AFTER.search(after)
    if left is None or right is None:
        # A bracket, a quote or a space beside it: that is told otherwise.
        return False
    words = (bare_letters(left[1]), bare_letters(right[1]))
    return (
        not _SMALL_WORDS.isdisjoint(words)
        or any(len(word) == 1 for word in words)
        or bool(left[2])
        or words[1].isdigit()
        or after[1:2] in ("'", "’")
    )
