"""The number of an establishment: SIRET, 14 digits (INSEE, Sirene)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, ClassVar, NamedTuple

from iafiche.model.flaws import Code, Flaw
from iafiche.model.kinds.base import Kind
from iafiche.model.nomenclatures import COMMUNE, DEPARTEMENT, EPCI, METROPOLE, REGION, SYNDICAT

if TYPE_CHECKING:
    from collections.abc import Iterator

    from iafiche.model.choices import Choice

_SIRET_LENGTH = 14
_SIREN_LENGTH = 9
_LA_POSTE = "356000000"
# The patterns below are compiled when first met.
# The signs people set between groups of digits, and what a copy adds without showing it.
_SEPARATORS = r"[\s.,_/'’\-‐‑‒–—\u200b-\u200f\u2060\ufeff]+"
_SCIENTIFIC = r"[0-9](?:[.,][0-9]+)?[eE]\+?[0-9]{1,2}"
_DECIMALS = r"[0-9]{12,14}[.,]0{1,2}"
_LABEL = r"[^0-9]{1,30}([0-9][0-9\s.\-]{12,30})"
_NO_ESTABLISHMENT = "00000"
_GROUPS = (slice(3), slice(3, 6), slice(6, 9), slice(9, None))
_PLACED = frozenset({COMMUNE, DEPARTEMENT})
_CORSICA = "20"
_OVERSEAS = frozenset({"971", "972", "973", "974", "976"})
_NBSP = "\N{NO-BREAK SPACE}"
_ADVICE = "Recopiez les 14 chiffres de l'avis de situation Sirene."


class Authority(NamedTuple):
    """What the first two digits of a public SIREN tell about its holder."""

    name: str
    types: frozenset[Choice]


_AUTHORITIES = {
    "21": Authority("une commune", frozenset({COMMUNE})),
    "22": Authority("un département", frozenset({DEPARTEMENT})),
    "23": Authority("une région", frozenset({REGION})),
    "24": Authority("un EPCI", frozenset({EPCI, METROPOLE})),
    "25": Authority("un syndicat", frozenset({SYNDICAT})),
}


def authority_of(siret: str) -> Authority | None:
    """Return what the prefix of a SIRET tells, or None where it tells nothing.

    INSEE numbers communes from 21, départements 22, régions 23, EPCI 24, syndicats 25; 20 is
    given to any of them since those series filled up, so it says nothing.
    """
    digits = siret if _are_digits(siret) else re.sub(_SEPARATORS, "", siret)
    told = len(digits) >= _SIREN_LENGTH and _are_digits(digits)
    return _AUTHORITIES.get(digits[:2]) if told else None


def told_by(siret: str) -> str:
    """Return what the first digits of a SIRET tell: « commune, département 57 », or nothing.

    Two digits tell the kind of authority (`authority_of`). A commune's go on with its code in
    INSEE's Code officiel géographique, a département's with its number: 57, or 974 overseas. The
    numbers of Corsica date from before 2A and 2B and have 20 for both. Nothing is said of where a
    région, an EPCI or a syndicat has its seat, which moves without the number changing.
    """
    digits = re.sub(_SEPARATORS, "", siret)
    authority = _AUTHORITIES.get(digits[:2])
    if authority is None or not _are_digits(digits) or len(digits) > _SIRET_LENGTH:
        return ""
    kind = authority.name.partition(" ")[2]
    place = "" if authority.types.isdisjoint(_PLACED) else _place(digits[2:5])
    if not place:
        return kind
    return place if place.startswith(kind) else f"{kind}, {place}"


def _place(code: str) -> str:
    """Return the place that the third to fifth digits of a commune's SIREN stand for, if any."""
    if code[:2] == _CORSICA:
        return "Corse"
    if code in _OVERSEAS:
        return f"département {code}"
    return f"département {code[:2]}" if "01" <= code[:2] <= "95" and len(code) > 1 else ""


def _are_digits(text: str) -> bool:
    return text.isascii() and text.isdigit()


_ONCE = bytes(max(0, byte - ord("0")) for byte in range(0x100))
_TWICE = bytes(sum(divmod(2 * digit, 10)) for digit in _ONCE)


def _luhn(digits: str) -> bool:
    written = digits.encode("ascii")
    total = sum(written[-1::-2].translate(_ONCE)) + sum(written[-2::-2].translate(_TWICE))
    return total % 10 == 0


def is_right(digits: str) -> bool:
    """Tell whether `digits` are 14 digits with right keys, and name an establishment.

    python-stdnum is the judge of the keys. A number that ends in 00000 passes when both keys
    happen to be 0, but INSEE numbers establishments from 00001: a spreadsheet has rounded it.
    """
    if len(digits) != _SIRET_LENGTH or digits.endswith(_NO_ESTABLISHMENT):
        return False
    # Two keys are all there is to it, but for La Poste. Importing python-stdnum costs 60 ms, and
    # would for the first wrong number of a review; a property test holds the two together.
    if not digits.startswith(_LA_POSTE):
        return _luhn(digits) and _luhn(digits[:_SIREN_LENGTH])
    from stdnum.fr import siret

    return siret.is_valid(digits)


class Siret(Kind):
    """14 digits with their two control keys, La Poste's exception included."""

    name: ClassVar[str] = "SIRET"
    pattern: ClassVar[str | None] = r"^[0-9]{14}$"

    def flaws(self, value: str | tuple[str, ...]) -> Iterator[Flaw]:
        """Yield at most one flaw, which names the likely cause."""
        assert isinstance(value, str)
        if len(value) == _SIRET_LENGTH and _are_digits(value) and is_right(value):
            return
        digits = re.sub(_SEPARATORS, "", value)
        if not _are_digits(digits):
            yield self._not_digits(value)
        elif re.fullmatch(_DECIMALS, value.strip()):
            yield self._with_decimals(re.split("[.,]", value.strip())[0])
        elif len(digits) != _SIRET_LENGTH:
            yield self._wrong_length(digits)
        elif not is_right(digits):
            yield self._wrong_key(digits)
        else:
            yield Flaw(
                Code.SIRET_INVALIDE,
                "Le SIRET contient des espaces ou des séparateurs.",
                "Saisissez les 14 chiffres d'un seul tenant.",
                digits,
                safe=True,
            )

    def surely_right(self, raw: object) -> bool:
        """Take 14 digits with right keys."""
        return isinstance(raw, str) and _are_digits(raw) and is_right(raw)

    def shown(self, text: str) -> str:
        """Group the digits as on Sirene's own papers: « 215 799 909 00019 »."""
        if not _are_digits(text) or len(text) > _SIRET_LENGTH:
            return text
        return _NBSP.join(filter(None, (text[group] for group in _GROUPS)))

    def told_by(self, text: str) -> str:
        """Tell the kind of authority, and where it is."""
        return told_by(text)

    def _not_digits(self, value: str) -> Flaw:
        if re.fullmatch(_SCIENTIFIC, value.strip()):
            return self._rounded(value.strip())
        label = re.fullmatch(_LABEL, value.strip())
        digits = "" if label is None else re.sub(_SEPARATORS, "", label[1])
        if is_right(digits):
            return Flaw(
                Code.SIRET_INVALIDE,
                "Le champ contient autre chose que le SIRET.",
                f"Gardez les 14 chiffres : « {digits} ».",
                digits,
            )
        return Flaw(Code.SIRET_INVALIDE, "Un SIRET ne contient que des chiffres.", _ADVICE)

    def _wrong_length(self, digits: str) -> Flaw:
        count = len(digits)
        if count == _SIRET_LENGTH - 1 and is_right("0" + digits):
            return Flaw(
                Code.SIRET_INVALIDE,
                "13 chiffres : un zéro initial a dû se perdre.",
                "Acceptez le zéro remis en tête s'il est bien sur l'avis de situation Sirene.",
                "0" + digits,
                unfinished=True,
            )
        if count == _SIREN_LENGTH and _luhn(digits):
            return Flaw(
                Code.SIRET_INVALIDE,
                "9 chiffres : c'est un SIREN, sans le numéro de l'établissement.",
                "Ajoutez les 5 chiffres du NIC : ils figurent sur l'avis de situation Sirene.",
                unfinished=True,
            )
        return Flaw(
            Code.SIRET_INVALIDE,
            f"{count} chiffre{'s' if count > 1 else ''} au lieu de {_SIRET_LENGTH}.",
            _ADVICE,
            unfinished=count < _SIRET_LENGTH,
        )

    def _with_decimals(self, whole: str) -> Flaw:
        if len(whole) == _SIRET_LENGTH and whole.endswith(_NO_ESTABLISHMENT):
            return self._rounded(whole)
        digits = whole.rjust(_SIRET_LENGTH, "0")
        return Flaw(
            Code.SIRET_INVALIDE,
            "Un tableur a ajouté des décimales au SIRET.",
            "Gardez les 14 chiffres, sans virgule ni point.",
            digits if is_right(digits) else None,
            safe=digits == whole,
        )

    def _wrong_key(self, digits: str) -> Flaw:
        if digits.endswith(_NO_ESTABLISHMENT):
            return self._rounded(digits)
        return Flaw(
            Code.SIRET_INVALIDE,
            "La clé de contrôle est fausse : un chiffre au moins est erroné.",
            "Vérifiez les 14 chiffres sur l'avis de situation Sirene.",
        )

    def _rounded(self, value: str) -> Flaw:
        return Flaw(
            Code.SIRET_INVALIDE,
            f"« {value} » est arrondi par un tableur : ses derniers chiffres sont perdus.",
            _ADVICE,
        )
