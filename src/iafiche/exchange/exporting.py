"""An export: written, read back and compared, before anybody hears that it succeeded."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from iafiche.exchange.codecs import CannotHoldError, Codec, carried_draft, codec_of
from iafiche.exchange.csv_table import CsvReadError
from iafiche.exchange.passing import in_silence
from iafiche.model.catalogue import CATALOGUE
from iafiche.model.comparing import same_draft, same_value
from iafiche.model.draft import PROVENANCE
from iafiche.model.field import Access
from iafiche.model.kinds import Coordinate

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from iafiche.exchange.codecs import Content
    from iafiche.exchange.passing import Passing
    from iafiche.exchange.profiles import Profile
    from iafiche.model.catalogue import FieldSpec
    from iafiche.model.draft import Draft
    from iafiche.model.values import Value


@dataclass(frozen=True, slots=True)
class Named:
    """A draft under the name by which its holder knows it: the path of its file."""

    name: str
    draft: Draft


@dataclass(frozen=True, slots=True)
class Count:
    """How many fiches a remark about one field is true of; one at least."""

    spec: FieldSpec
    fiches: int


@dataclass(frozen=True, slots=True)
class Export:
    """What an export came to.

    Attributes:
        content: The file, or the files of the folder.
        restricted: Fields that are filled and stayed behind because they are not public.
        without_column: Public fields that are filled and that the profile has no place for.
        reduced: Fields of which the profile holds less than the fiche does.
        unknown: How many fiches hold something beside the fields of the model and what an import
            kept, neither of which ever leaves.
    """

    content: Content
    restricted: tuple[Count, ...]
    without_column: tuple[Count, ...]
    reduced: tuple[Count, ...]
    unknown: int


class ExportError(Exception):
    """Nothing may be written.

    Attributes:
        message: What is wrong, in one French sentence that names the fiche and the field.
        advice: What to do, in one French sentence.
    """

    def __init__(self, message: str, advice: str) -> None:
        super().__init__(f"{message} {advice}")
        self.message = message
        self.advice = advice


def export(
    profile: Profile, fiches: Sequence[Named], *, complete: bool, passing: Passing = in_silence
) -> Export:
    """Return the export of some fiches, in their order.

    `passing` is told how far it has come. Raises `ExportError` for a value that the profile cannot
    hold, and where reading back what was written gives anything else than what went in.
    """
    codec = codec_of(profile)
    count = len(fiches)
    drafts = [fiche.draft for fiche in fiches]
    try:
        content = codec.write(_Passed(drafts, passing), complete=complete)
    except CannotHoldError as error:
        raise ExportError(
            f"{_place(fiches[error.rank].name, error.spec)} {error.message}", error.advice
        ) from None
    expected = [
        carried_draft(profile, codec, draft, complete=complete)
        for draft in passing(drafts, count, "Relecture…")
    ]
    _compare(codec, content, passing(fiches, count, "Comparaison…"), expected)
    carried = frozenset(profile.columns(complete=complete))
    left = [spec for spec in CATALOGUE.columns if spec not in carried]
    return Export(
        content,
        _filled([spec for spec in left if spec.field.access is not Access.PUBLIC], drafts),
        _filled([spec for spec in left if spec.field.access is Access.PUBLIC], drafts),
        _reduced(profile.columns(complete=complete), drafts, expected),
        sum(any(path != PROVENANCE for path in draft.unknown) for draft in drafts),
    )


class _Passed(list["Draft"]):
    """Drafts of which somebody is told how many were written."""

    def __init__(self, drafts: Sequence[Draft], passing: Passing) -> None:
        super().__init__(drafts)
        self._passing = passing

    def __iter__(self) -> Iterator[Draft]:
        return self._passing(super().__iter__(), len(self), "Écriture…")


def _compare(
    codec: Codec, content: Content, fiches: Iterable[Named], expected: Sequence[Draft]
) -> None:
    try:
        read = codec.read(content)
    except (CsvReadError, ValueError, LookupError) as error:
        raise ExportError("L'export ne se relit pas : rien n'a été écrit.", _DEFECT) from error
    if len(read) != len(expected):
        raise ExportError(
            f"Le fichier relu contient {len(read)} fiches au lieu de {len(expected)} :"
            " rien n'a été écrit.",
            _DEFECT,
        )
    for fiche, wanted, found in zip(fiches, expected, read, strict=True):
        if same_draft(wanted, found):
            continue
        for spec in CATALOGUE.columns:
            if not same_value(wanted[spec.key], found[spec.key]):
                raise ExportError(
                    f"{_place(fiche.name, spec)} La valeur ne se relit pas telle qu'elle a été"
                    " écrite : rien n'a été écrit.",
                    _DEFECT,
                )


_DEFECT = (
    "C'est un défaut du programme : signalez-le en joignant la fiche, ou choisissez un autre profil"
    " avec --profil."
)


def _place(name: str, spec: FieldSpec) -> str:
    return f"{name}, champ « {spec.field.label} » :"


def _filled(specs: Sequence[FieldSpec], drafts: Sequence[Draft]) -> tuple[Count, ...]:
    counts = (Count(spec, sum(draft.is_filled(spec.key) for draft in drafts)) for spec in specs)
    return tuple(count for count in counts if count.fiches)


def _reduced(
    specs: Sequence[FieldSpec], drafts: Sequence[Draft], expected: Sequence[Draft]
) -> tuple[Count, ...]:
    pairs = list(zip(drafts, expected, strict=True))
    counts = (
        Count(
            spec, sum(not _says_as_much(spec, old[spec.key], new[spec.key]) for old, new in pairs)
        )
        for spec in specs
    )
    return tuple(count for count in counts if count.fiches)


def _says_as_much(spec: FieldSpec, old: Value, new: Value) -> bool:
    if same_value(old, new):
        return True
    if isinstance(spec.kind, Coordinate) and isinstance(old, str) and isinstance(new, str):
        degrees = spec.kind.parse(old)
        return degrees is not None and degrees == spec.kind.parse(new)
    return False
