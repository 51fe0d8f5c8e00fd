"""What was found about some fiches of one folder, as bytes: columns, which load at once.

Numbers stand in arrays and texts in joined columns, so that a fiche without findings costs next
to nothing to read back. Findings are JSON.
"""

from __future__ import annotations

import json
from array import array
from functools import cached_property
from typing import TYPE_CHECKING, Any, NamedTuple

from iafiche.check.findings import Finding, Fix
from iafiche.model.catalogue import CATALOGUE
from iafiche.model.flaws import Code, Severity
from iafiche.review.judging import ROLES, Glance, Keepsake, State

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

_STATES = tuple(State)
_CODES = {code.value: code for code in Code}
_BETWEEN_TEXTS = "\0"
_NUMBERS = ("q", "q", "Q", "I", "i", "i", "B", "B", "B")
"""The types of the numbers: those of `Status`, then those of a keepsake, in the order kept."""


class Status(NamedTuple):
    """What tells one version of a file from another.

    Attributes:
        changed: Its time of change, in nanoseconds.
        size: In bytes.
        inode: Its number in the file system; 0 where that has none.
    """

    changed: int
    size: int
    inode: int


class Entry(NamedTuple):
    """One fiche of a block."""

    name: str
    status: Status
    kept: Keepsake


class _Columns(dict[int, list[str]]):
    """Columns of texts, read when they are asked for."""

    def __init__(self, written: list[bytes]) -> None:
        super().__init__()
        self._written = written

    def __missing__(self, rank: int) -> list[str]:
        column = self[rank] = _texts(self._written[rank])
        return column


class Block:
    """Some fiches of one folder, sorted by name.

    Attributes:
        names: Their files' names.
    """

    def __init__(self, data: bytes) -> None:
        """Read what `encoded` has written; `ValueError` for anything else."""
        lengths = array("I")
        parts = 1 + len(_NUMBERS) + len(ROLES) + 2
        at = parts * lengths.itemsize
        lengths.frombytes(data[:at])
        columns = []
        for length in lengths:
            columns.append(data[at : at + length])
            at += length
        self.names = _texts(columns[0])
        self.numbers: list[array[int]] = []
        for kind, column in zip(_NUMBERS, columns[1:], strict=False):
            numbers = array(kind)
            numbers.frombytes(column)
            self.numbers.append(numbers)
        self._written = columns[1 + len(_NUMBERS) : -1]
        self._findings = {
            rank: tuple(map(finding_of, findings)) for rank, findings in json.loads(columns[-1])
        }
        separators = (column.count(_BETWEEN_TEXTS.encode()) for column in self._written)
        if {*map(len, self.numbers), *(count + 1 for count in separators)} != {len(self.names)}:
            raise ValueError(lengths)
        ranks = range(len(self.names))
        if not all(rank in ranks for rank in self._findings) or max(self._states) >= len(_STATES):
            raise ValueError(self._findings)

    @property
    def _states(self) -> array[int]:
        return self.numbers[6]

    # Of the columns of texts few are asked for.

    @cached_property
    def texts(self) -> _Columns:
        """Their texts, a column for each of `ROLES`."""
        return _Columns(self._written[:-1])

    @cached_property
    def words(self) -> list[str]:
        """The words of the names of their projects."""
        return _texts(self._written[-1])

    def has(self, names: list[str], statuses: Sequence[Iterable[int]]) -> bool:
        """Tell whether the block holds exactly these files, none of them changed.

        `statuses` are three columns: of times, sizes and inodes.
        """
        return names == self.names and all(
            array(kind, given) == kept
            for kind, given, kept in zip(_NUMBERS, statuses, self.numbers, strict=False)
        )

    def entry(self, rank: int) -> Entry:
        """Return everything about one fiche."""
        changed, size, inode, content, first, last, state, required, filled = (
            column[rank] for column in self.numbers
        )
        texts = tuple(self.texts[role][rank] for role in range(len(ROLES)))
        glance = Glance(texts, self.words[rank], required, filled)
        kept = Keepsake(
            _STATES[state], self.findings(rank), glance, content, first_day=first, last_day=last
        )
        return Entry(self.names[rank], Status(changed, size, inode), kept)

    def state(self, rank: int) -> State:
        """Return where one fiche stands."""
        return _STATES[self._states[rank]]

    def findings(self, rank: int) -> tuple[Finding, ...]:
        """Return what was found about one fiche."""
        return self._findings.get(rank, ())

    @property
    def with_findings(self) -> Collection[int]:
        """The ranks of the fiches that something was found about: of all that are not ready."""
        return self._findings.keys()


def encoded(entries: Iterable[Entry]) -> bytes:
    """Return the bytes of a block."""
    names: list[str] = []
    numbers: list[array[int]] = [array(kind) for kind in _NUMBERS]
    texts: list[list[str]] = [[] for _ in ROLES]
    words: list[str] = []
    findings = []
    for rank, (name, status, kept) in enumerate(entries):
        names.append(name)
        own = (
            *status,
            *(kept.content, kept.first_day, kept.last_day, _STATES.index(kept.state)),
            *(kept.glance.required_filled, kept.glance.filled),
        )
        for column, number in zip(numbers, own, strict=True):
            column.append(number)
        words.append(kept.glance.words)
        for listed, text in zip(texts, kept.glance.texts, strict=True):
            listed.append(text)
        if kept.findings:
            findings.append((rank, list(map(plain_finding, kept.findings))))
    columns = [
        _joined(names),
        *(column.tobytes() for column in numbers),
        *map(_joined, (*texts, words)),
        json.dumps(findings).encode("ascii"),
    ]
    return b"".join((array("I", map(len, columns)).tobytes(), *columns))


def _joined(texts: list[str]) -> bytes:
    # A name of a file may hold lone surrogates; no text of a fiche needs a NUL to be listed.
    return _BETWEEN_TEXTS.join(text.replace("\0", " ") for text in texts).encode(
        "utf-8", "surrogatepass"
    )


def _texts(column: bytes) -> list[str]:
    try:
        return column.decode("utf-8", "surrogatepass").split(_BETWEEN_TEXTS)
    except UnicodeDecodeError:
        return column.decode("utf-8", "replace").split(_BETWEEN_TEXTS)


def plain_finding(finding: Finding) -> list[object]:
    """Return a finding as JSON takes it."""
    fix = finding.fix
    return [
        finding.path,
        finding.code,
        finding.severity,
        finding.message,
        finding.advice,
        None if fix is None else [fix.key, fix.value, fix.safe, fix.moved_from],
        finding.unfinished,
        sorted(finding.depends_on),
        finding.line,
        finding.column,
    ]


def finding_of(plain: list[Any]) -> Finding:
    """Return the finding again; `TypeError`, `ValueError` or `LookupError` for anything else."""
    path, code, severity, message, advice, fix, unfinished, depends_on, line, column = plain
    if not all(isinstance(text, str) for text in (message, advice, *path, *depends_on)):
        raise TypeError(plain)
    if type(line) is not int or type(column) is not int:
        raise TypeError(plain)
    return Finding(
        tuple(path),
        _CODES[code],
        Severity(severity),
        message,
        advice,
        None if fix is None else _fix(*fix),
        unfinished,
        frozenset(depends_on),
        line,
        column,
    )


def _fix(key: str, value: str | list[str], safe: bool, moved_from: list[str] | None) -> Fix:
    texts = (key, *(value if isinstance(value, list) else [value]), *(moved_from or ()))
    if not all(isinstance(text, str) for text in texts):
        raise TypeError(texts)
    return Fix(
        CATALOGUE[key].key,
        value if isinstance(value, str) else tuple(value),
        safe,
        None if moved_from is None else tuple(moved_from),
    )
