"""Rules over all the fiches of a review: the same project twice, one holder under two numbers.

Fiches are looked at one after the other, and a finding is always about the later one: nothing
has to be held back, and the report streams. What is kept of each fiche is its path, packed, and
the words of its project's name.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING
from zlib import compress, decompress

from iafiche.check.findings import Finding
from iafiche.model.catalogue import CATALOGUE
from iafiche.model.field import Role
from iafiche.model.flaws import Code
from iafiche.model.text import quoted

if TYPE_CHECKING:
    from iafiche.model.catalogue import FieldSpec

_HOLDER = CATALOGUE.of_role(Role.HOLDER)
_PROJECT = CATALOGUE.of_role(Role.PROJECT)
_IDENTITY = CATALOGUE.of_role(Role.IDENTITY)
_COMPARED = frozenset({_HOLDER.key, _PROJECT.key, _IDENTITY.key})

_SIRET_LENGTH = 14
_SIREN_LENGTH = 9
_SLIP = 2
"""Characters in which two names differ, in one place, that are one name with a slip."""

_TELLING = 8
"""Characters from which on a name is not another one but for a slip."""

_HELD_AGAINST = 200
"""Other projects of one number that a name is held against; the same name is always found."""

_PLURAL = 4
"""Letters from which on a word may have an ending of its plural."""

_KIN = 20
"""Numbers of one holder that a fiche is held against at most."""

_PACKED = 256
"""How many paths are packed together."""

# « du » and « pour » tell no project from another.
_EMPTY_WORDS = frozenset(b"a au aux d de des du en et l la le les par pour sur un une".split())
_SPACE = 0x20


def _plain(byte: int) -> int:
    """Return the small letter or the digit of ASCII that a sign of Latin-1 is, or a space."""
    letter = unicodedata.normalize("NFKD", chr(byte).lower())[0]
    return ord(letter) if letter.isascii() and letter.isalnum() else _SPACE


_PLAIN = bytes(map(_plain, range(0x100)))


class _Paths:
    """The paths of many fiches by their ranks, packed: those of one folder are much alike."""

    def __init__(self) -> None:
        self._packed: list[bytes] = []
        self._latest: list[str] = []

    def add(self, path: str) -> int:
        """Take one more path; return its rank."""
        if len(self._latest) == _PACKED:
            # A name of a file may hold lone surrogates, and never a NUL.
            self._packed.append(
                compress("\0".join(self._latest).encode("utf-8", "surrogatepass"), 1)
            )
            self._latest = []
        self._latest.append(path)
        return len(self._packed) * _PACKED + len(self._latest) - 1

    def __getitem__(self, rank: int) -> str:
        pack, within = divmod(rank, _PACKED)
        if pack == len(self._packed):
            return self._latest[within]
        return decompress(self._packed[pack]).decode("utf-8", "surrogatepass").split("\0")[within]


@dataclass(slots=True)
class _Number:
    """What was seen under one SIRET.

    Attributes:
        holder: The holder's name in the first fiche.
        fiche: That fiche, by the rank of its path.
        words: The words of its project's name.
        projects: The fiches by the words of their project's name, once there are several.
        kin: The numbers that stand for one holder with it, from the first that was seen: by the
            name, or as establishments of one SIREN. None where there is no other.
    """

    holder: str
    fiche: int
    words: str
    projects: dict[str, int] | None = None
    kin: list[str] | None = None

    def same(self, words: str, fiche: int) -> int | None:
        """Take one more project; return the fiche of the same one, or of nearly the same."""
        if self.projects is None:
            self.projects = {self.words: self.fiche} if self.words else {}
        same = self.projects.setdefault(words, fiche)
        return _near(words, self.projects) if same == fiche else same

    def fiche_of(self, words: str) -> int | None:
        """Return the fiche of a project, or of nearly the same."""
        projects = {self.words: self.fiche} if self.projects is None else self.projects
        same = projects.get(words)
        return _near(words, projects) if same is None else same


class FolderRules:
    """What was seen so far."""

    def __init__(self) -> None:
        self._paths = _Paths()
        self._numbers: dict[str, _Number] = {}
        # By the words of a holder's name, or by a SIREN: the first number that was seen.
        self._first_of: dict[str | int, str] = {}

    def look(self, path: str, holder: str, siret: str, words: str) -> list[Finding]:
        """Return what one more fiche has in common with those before it, without its place.

        Args:
            path: Its file, for the findings about later ones.
            holder: The authority's name, as written.
            words: The `words_of` the project's name.
            siret: The authority's number, as written; nothing is said of one without 14 digits.
        """
        number = self._numbers.get(siret)
        if number is None:
            if len(siret) != _SIRET_LENGTH or not siret.isdecimal():
                siret = re.sub(r"\D", "", siret)
                if len(siret) != _SIRET_LENGTH:
                    return []
            number = self._numbers.get(siret)
        fiche = self._paths.add(path)
        if number is None:
            number, same = self._begun(siret, holder, fiche, words), None
        else:
            same = number.same(words, fiche) if words else None
            if same is None and number.kin is None and holder == number.holder:
                return []
            if holder and holder != number.holder:
                self._meet(_words(holder), siret)
        found = self._same_project(siret, words, same) if words else []
        if not found and (twin := self._twin(siret, holder)):
            found.append(self._two_numbers(siret, twin))
        if holder != number.holder and holder and number.holder:
            found += self._two_names(holder, number)
        return found

    def _begun(self, siret: str, holder: str, fiche: int, words: str) -> _Number:
        number = self._numbers[siret] = _Number(holder, fiche, words)
        if holder:
            self._meet(_words(holder), siret)
        self._meet(int(siret[:_SIREN_LENGTH]), siret)
        return number

    def _meet(self, mark: str | int, siret: str) -> None:
        """Make a number kin of those of the same name or SIREN."""
        first = self._first_of.setdefault(mark, siret)
        if first == siret:
            return
        kin = self._numbers[first].kin or [first]
        if siret not in kin:
            kin += [each for each in self._numbers[siret].kin or [siret] if each not in kin]
            del kin[_KIN:]
        for each in (siret, *kin):
            self._numbers[each].kin = kin

    def _twin(self, siret: str, holder: str) -> str:
        """Return the number that a holder was seen under before this one, or nothing."""
        for other in self._numbers[siret].kin or ():
            if other == siret:
                break
            if _are_of_one_siren(siret, other) or (
                holder and _words(holder) == _words(self._numbers[other].holder)
            ):
                return other
        return ""

    def _same_project(self, siret: str, words: str, same: int | None) -> list[Finding]:
        """Return what to say of the fiche of the same project, or of one under another number."""
        if same is not None:
            return [
                _finding(
                    _PROJECT,
                    Code.DOUBLON,
                    f"Le même projet, sous le même SIRET, est déjà dans {self._shown(same)}.",
                    "Réunissez les deux fiches, ou distinguez leurs noms si ce sont deux projets.",
                )
            ]
        for other in self._numbers[siret].kin or ():
            twin = None if other == siret else self._numbers[other].fiche_of(words)
            if twin is not None:
                return [
                    _finding(
                        _IDENTITY,
                        Code.PROJET_SOUS_DEUX_SIRET,
                        f"Le même projet du même porteur est sous le SIRET {other}"
                        f" dans {self._shown(twin)}.",
                        "Gardez le bon numéro, puis réunissez les deux fiches.",
                    )
                ]
        return []

    def _two_numbers(self, siret: str, twin: str) -> Finding:
        other = self._shown(self._numbers[twin].fiche)
        if _are_of_one_siren(siret, twin):
            message = f"Ce porteur figure sous un autre établissement, {twin}, dans {other}."
        else:
            message = f"Ce porteur figure sous un autre SIRET, {twin}, dans {other}."
        return _finding(
            _IDENTITY,
            Code.PORTEUR_SOUS_DEUX_SIRET,
            message,
            "Vérifiez les deux numéros, et gardez partout celui du siège si rien ne s'y oppose.",
        )

    def _two_names(self, holder: str, number: _Number) -> list[Finding]:
        if " ".join(holder.split()) == " ".join(number.holder.split()):
            return []
        return [
            _finding(
                _HOLDER,
                Code.PORTEUR_SOUS_DEUX_NOMS,
                f"Ce SIRET porte le nom {quoted(number.holder)} dans {self._shown(number.fiche)}.",
                "Écrivez le même nom dans toutes les fiches du porteur.",
            )
        ]

    def _shown(self, fiche: int) -> str:
        return quoted(self._paths[fiche])


def _finding(spec: FieldSpec, code: Code, message: str, advice: str) -> Finding:
    return Finding(spec.path, code, code.severity, message, advice, depends_on=_COMPARED)


def _are_of_one_siren(one: str, other: str) -> bool:
    return one[:_SIREN_LENGTH] == other[:_SIREN_LENGTH]


def words_of(name: str) -> str:
    """Return the words that tell a project, without case, accents, plurals and empty words."""
    return b" ".join(
        [
            word.rstrip(b"sx") if len(word) >= _PLURAL else word
            for word in _latin(name).split()
            if word not in _EMPTY_WORDS
        ]
    ).decode()


@lru_cache(maxsize=4096)
def _words(holder: str) -> str:
    """Return the words of a holder's name: « Rives » is another town than « Rive »."""
    return b" ".join([word for word in _latin(holder).split() if word not in _EMPTY_WORDS]).decode()


def _latin(name: str) -> bytes:
    """Return the small letters and the digits of a name, and spaces for what stands between."""
    try:
        latin = name.encode("latin-1")
    except UnicodeEncodeError:
        whole = unicodedata.normalize("NFKC", name.replace("œ", "oe").replace("Œ", "oe"))
        latin = whole.encode("latin-1", "replace")
    return latin.translate(_PLAIN)


def _near(words: str, others: dict[str, int]) -> int | None:
    """Return the fiche of a project whose name differs from `words` by a slip."""
    if len(words) < _TELLING or len(others) > _HELD_AGAINST:
        return None
    length = len(words)
    half = length // 2 - 1
    for other, fiche in others.items():
        # Most names are shorter or longer, or begin and end otherwise: that is told first.
        if (
            -_SLIP <= len(other) - length <= _SLIP
            and other is not words
            and (other.startswith(words[:half]) or other.endswith(words[-half:]))
            and _differs_by_a_slip(words, other)
        ):
            return fiche
    return None


def _differs_by_a_slip(one: str, other: str) -> bool:
    """Tell whether two different names are alike but for a letter or two in one place."""
    shorter = min(len(one), len(other))
    start = next((at for at in range(shorter) if one[at] != other[at]), shorter)
    end = next((at for at in range(shorter - start) if one[-1 - at] != other[-1 - at]), None)
    end = shorter - start if end is None else end
    parts = one[start : len(one) - end], other[start : len(other) - end]
    # « phase A » and « phase B » are two, as « quai 1 » and « quai 2 » are two places.
    if any(_is_of_whole_words(name, start, len(name) - end) for name in (one, other)):
        return False
    # So are « 2024 » and « 2025 ».
    return max(map(len, parts)) <= _SLIP and not any(map(str.isdecimal, "".join(parts)))


def _is_of_whole_words(name: str, start: int, end: int) -> bool:
    before, part, after = name[:start], name[start:end], name[end:]
    begins = not before or before.endswith(" ") or part.startswith(" ")
    ends = not after or after.startswith(" ") or part.endswith(" ")
    return bool(part.strip()) and begins and ends
