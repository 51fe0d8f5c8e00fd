"""Judging a file: reading and checking what it holds."""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING, Any, NamedTuple
from zlib import crc32

from iafiche.check.checking import check_draft, doubtful, is_right, sift
from iafiche.check.completeness import completeness
from iafiche.check.findings import Finding, worst
from iafiche.check.plan import Sifted
from iafiche.model.catalogue import CATALOGUE
from iafiche.model.draft import Draft, draft_of
from iafiche.model.field import Role
from iafiche.model.flaws import Code, Severity
from iafiche.model.kinds.texts import is_spotless
from iafiche.review.folder_rules import words_of
from iafiche.review.usual import read_other, sift_usual
from iafiche.store.reading import (
    LARGEST_FILE,
    located,
    read_bytes,
    read_content,
    read_fast,
)
from iafiche.store.system_errors import IS_FOLDER

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from iafiche.check.context import Context
    from iafiche.store.reading import Reading
    from iafiche.store.system_errors import Trouble


class State(Enum):
    """Where a fiche stands on the way to publication; the value is its French name."""

    READY = "prête"
    TO_MEND = "à corriger"
    UNREADABLE = "illisible"


ROLES = tuple(Role)
"""The fields whose texts are kept of a fiche, for lists and for the rules over all fiches."""

_KEYS = {role: CATALOGUE.of_role(role).key for role in ROLES}
_PROJECT = ROLES.index(Role.PROJECT)
_COMPARED = tuple(_KEYS[role] for role in (Role.HOLDER, Role.IDENTITY, Role.PROJECT))


class Glance(NamedTuple):
    """What a review keeps of a draft that it does not keep.

    Attributes:
        texts: The values of the fields that have a role, in the order of `ROLES`, on one line.
        words: The `words_of` the project's name.
        required_filled: How many required fields are filled.
        filled: How many fields are filled.
    """

    texts: tuple[str, ...]
    words: str
    required_filled: int
    filled: int


Source = Draft | Sifted
"""A draft, or what a right fiche holds: a draft of it is only made where one is asked for."""


class Judgement(NamedTuple):
    """What one file turned out to be.

    Attributes:
        state: Whether it may be published.
        findings: All that was found, each with its line and column.
        source: What it holds.
    """

    state: State
    findings: tuple[Finding, ...]
    source: Source


class Keepsake(NamedTuple):
    """A judgement in a form that can be sent and kept.

    Attributes:
        state: Whether it may be published.
        findings: All that was found, each with its line and column.
        glance: The little that lists need of the draft.
        content: A checksum of the file.
        first_day: From which day on the same would be found, as `date.toordinal` numbers it.
        last_day: Until which day; before `first_day` where that hangs on other files.
    """

    state: State
    findings: tuple[Finding, ...]
    glance: Glance
    content: int
    first_day: int
    last_day: int


class Compared(NamedTuple):
    """What the rules over all fiches compare, as `FolderRules.look` takes it."""

    holder: str
    siret: str
    words: str


Plain = tuple[Any, ...]
"""What a fiche turned out to be in plain tuples: sent to another process in a third of the time."""


def plain_of(kept: Keepsake | Compared) -> Plain:
    """Return the same, to be sent."""
    if isinstance(kept, Compared):
        return tuple(kept)
    return (*kept[:2], tuple(kept.glance), *kept[3:])


def kept_of(plain: Plain) -> Keepsake | Compared:
    """Return the same, as it was before it was sent."""
    if len(plain) == len(Compared._fields):
        return Compared(*plain)
    state, findings, glance, content, first_day, last_day = plain
    return Keepsake(state, findings, Glance(*glance), content, first_day, last_day)


def judged(data: bytes | Trouble, context: Context) -> Judgement:
    """Return what the start of a file is, or what cannot be read."""
    (judgement,) = judged_in_stages([data], context)
    return judgement


def judged_in_stages(files: Sequence[bytes | Trouble], context: Context) -> Iterator[Judgement]:
    """Yield what the starts of some files are: a fifth faster than one by one.

    What a processor does again and again stays at hand.
    """
    sifted = [
        sift_usual(data, context) if isinstance(data, bytes) and len(data) <= LARGEST_FILE else None
        for data in files
    ]
    right = [each is not None and is_right(each, context) for each in sifted]
    for data, each, is_all_right in zip(files, sifted, right, strict=True):
        if each is not None and is_all_right:
            yield Judgement(State.READY, (), each)
        else:
            yield _looked_into(data, each, context)


def _looked_into(data: bytes | Trouble, sifted: Sifted | None, context: Context) -> Judgement:
    """Judge what was not told at a glance, but for which values are doubtful, if that."""
    if data is IS_FOLDER:
        return Judgement(State.UNREADABLE, (_unlisted(),), Draft())
    if not isinstance(data, bytes) or len(data) > LARGEST_FILE:
        return _checked(read_content(data), context)
    reading = read_other(data)
    if reading is not None:
        if sifted is None and not is_spotless(data):
            return _checked(reading, context)
        left = doubtful(reading.draft, context) if sifted is None else sifted.doubtful
        return _checked(reading, context, left)
    content = read_fast(data)
    if sifted is None and content is not None and is_spotless(data):
        sifted = sift(content.tables, context)
        if sifted is not None and is_right(sifted, context):
            return Judgement(State.READY, (), sifted)
    reading = (content and content.reading()) or read_content(data)
    return _checked(reading, context, sifted and sifted.doubtful)


def _checked(reading: Reading, context: Context, to_look_at: list[str] | None = None) -> Judgement:
    """Judge what was read; of single values only those `to_look_at`, unless that is None."""
    if not reading.readable:
        return Judgement(State.UNREADABLE, reading.findings, reading.draft)
    found = check_draft(reading.draft, context, to_look_at)
    findings = (*reading.findings, *located(found, reading))
    state = State.TO_MEND if worst(findings) is Severity.ERROR else State.READY
    return Judgement(state, findings, reading.draft)


def draft_from(source: Source) -> Draft:
    """Return the draft of what a file holds."""
    if isinstance(source, Draft):
        return source
    return read_bytes(source.text.encode()).draft if source.text else draft_of(source.values)


def glance_of(source: Source) -> Glance:
    """Return what is kept of a draft."""
    if isinstance(source, Sifted):
        # Each value of a right fiche fills its field, and says the same in the file as in a draft.
        given = [source.values.get(key, "") for key in _KEYS.values()]
        texts = tuple([" ".join(text.split()) for text in given if isinstance(text, str)])
        if len(texts) == len(given):
            words = words_of(texts[_PROJECT])
            return Glance(texts, words, source.required_filled, source.filled)
    draft = draft_from(source)
    filled = completeness(draft)
    words = words_of(draft.text(_KEYS[Role.PROJECT]))
    texts = tuple(map(draft.text, _KEYS.values()))
    return Glance(texts, words, filled.required_filled, filled.filled)


def compared_of(source: Source) -> Compared:
    """Return what the rules over all fiches compare of a draft."""
    values: Mapping[str, object] = source.values
    holder, siret, project = [values.get(key, "") for key in _COMPARED]
    if holder.__class__ is siret.__class__ is project.__class__ is str:
        # Its blanks are not compared, as they are not kept either.
        return Compared(" ".join(holder.split()), siret, words_of(project))
    return Compared(" ".join(str(holder).split()), str(siret), words_of(str(project)))


def checksum(data: bytes) -> int:
    """Return what tells two contents of one length apart: of every change but one in 2³²."""
    return crc32(data)


def _unlisted() -> Finding:
    code = Code.FICHIER_ILLISIBLE
    return Finding(
        (),
        code,
        code.severity,
        "Ce dossier ne peut pas être parcouru.",
        "Vérifiez vos droits de lecture sur ce dossier.",
        line=1,
        column=1,
    )
