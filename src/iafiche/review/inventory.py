"""What a folder of fiches says of all its projects together: counts, actors, solutions.

Which fields are counted, name actors or lead to resources stands in their declarations
(`Field.facet`).
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from itertools import chain, combinations
from typing import TYPE_CHECKING

from iafiche.model.catalogue import CATALOGUE
from iafiche.model.field import Access, Facet
from iafiche.model.kinds import FreeList, OneOf, SeveralOf
from iafiche.model.text import squash
from iafiche.model.values import is_filled
from iafiche.review.verdict import State

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from pathlib import Path

    from iafiche.check.context import Context
    from iafiche.model.catalogue import FieldSpec
    from iafiche.model.draft import Draft
    from iafiche.model.field import Section
    from iafiche.review.verdict import Verdict


@dataclass(frozen=True, slots=True)
class Project:
    """One fiche that was counted: its file, its name, who carries it."""

    file: str
    title: str
    holder: str


@dataclass(frozen=True, slots=True)
class Share:
    """How many projects have one value of a field.

    Attributes:
        value: The published spelling; as written where the list has no such value.
        projects: How many projects have it.
        is_listed: The list has it.
    """

    value: str
    projects: int
    is_listed: bool


@dataclass(frozen=True, slots=True)
class Distribution:
    """The projects by the values of one field; one with several values counts in each.

    Attributes:
        spec: The field.
        shares: Every value of the list, and those outside it that occur: the most frequent first,
            then in the list's order.
        without: How many projects have none.
    """

    spec: FieldSpec
    shares: tuple[Share, ...]
    without: int


@dataclass(frozen=True, slots=True)
class Named:
    """An organisation, a fund or a solution, however it is spelt.

    Attributes:
        name: Its most frequent spelling.
        spellings: All its spellings, the most frequent first.
        roles: The fields that name it, in the order of the form.
        projects: The projects that name it, in the order of the files.
        beside: The actors named by the same projects, each with the number of those projects,
            the most frequent first.
    """

    name: str
    spellings: tuple[str, ...]
    roles: tuple[FieldSpec, ...]
    projects: tuple[Project, ...]
    beside: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Filling:
    """How many projects fill a field."""

    spec: FieldSpec
    filled: int


@dataclass(frozen=True, slots=True)
class Inventory:
    """All that is said.

    Attributes:
        projects: How many fiches were counted.
        ready: How many of them are ready for publication.
        unreadable: How many files could not be read, and are counted nowhere else.
        distributions: The projects by each field that is counted.
        actors: Who carries, shares in or pays for projects, those with most projects first.
        solutions: What projects are made with, likewise.
        resources: The addresses of what others can use, likewise.
        fillings: How many projects fill each field, in the order of the form.
        is_public: Only what anybody may read is in it.
    """

    projects: int
    ready: int
    unreadable: int
    distributions: tuple[Distribution, ...]
    actors: tuple[Named, ...]
    solutions: tuple[Named, ...]
    resources: tuple[Named, ...]
    fillings: tuple[Filling, ...]
    is_public: bool

    def filled_share(self, fillings: Iterable[Filling] | None = None) -> float:
        """Return the mean share of the fields that is filled, from 0 to 1."""
        each = list(self.fillings if fillings is None else fillings)
        places = len(each) * self.projects
        return sum(filling.filled for filling in each) / places if places else 0.0

    def required_share(self) -> float:
        """Return the mean share of the required fields that is filled, from 0 to 1."""
        return self.filled_share(f for f in self.fillings if f.spec.field.required)

    def by_section(self) -> tuple[tuple[Section, float], ...]:
        """Return the mean share of the fields of each section that is filled."""
        return tuple(
            (section, self.filled_share(own))
            for section in CATALOGUE.sections
            if (own := [f for f in self.fillings if f.spec.section is section])
        )


def take_inventory(
    verdicts: Iterable[Verdict],
    context_for: Callable[[Path], Context],
    *,
    public_only: bool = False,
) -> Inventory:
    """Count the projects of all readable fiches, right or wrong.

    Args:
        verdicts: The verdicts, taken one at a time; only names and counts are kept.
        context_for: Gives what a fiche was checked in: the settings of a folder may have a list
            take more values.
        public_only: Leave out every field that is not for everybody to read.
    """
    counting = _Counting(context_for, public_only)
    for verdict in verdicts:
        counting.take(verdict)
    return counting.result()


@dataclass(slots=True)
class _Mentions:
    """Where one actor, solution or resource was named."""

    spellings: Counter[str] = field(default_factory=Counter)
    roles: set[FieldSpec] = field(default_factory=set)
    projects: dict[Project, None] = field(default_factory=dict)
    beside: Counter[str] = field(default_factory=Counter)

    @property
    def name(self) -> str:
        return self.spellings.most_common(1)[0][0]


class _Counting:
    def __init__(self, context_for: Callable[[Path], Context], public_only: bool) -> None:
        self._context_for = context_for
        self._public_only = public_only
        # By folder, as all fiches of one have the same.
        self._extra_values: dict[Path, Mapping[str, tuple[str, ...]]] = {}
        self._projects = self._ready = self._unreadable = 0
        self._counts = {spec: Counter[str]() for spec in self._of(Facet.CATEGORY)}
        self._without = dict.fromkeys(self._counts, 0)
        self._filled = {spec: 0 for spec in CATALOGUE.fields if self._counts_here(spec)}
        self._mentions: dict[Facet, dict[str, _Mentions]] = {facet: {} for facet in Facet}

    def take(self, verdict: Verdict) -> None:
        if verdict.state is State.UNREADABLE:
            self._unreadable += not verdict.is_of_settings
            return
        draft = verdict.draft
        if verdict.path.parent not in self._extra_values:
            policy = self._context_for(verdict.path).policy
            self._extra_values[verdict.path.parent] = policy.extra_values
        self._projects += 1
        self._ready += verdict.state is State.READY
        for spec, counts in self._counts.items():
            values = _values(spec, draft)
            counts.update(values)
            self._without[spec] += not values
        for spec in self._filled:
            self._filled[spec] += draft.is_filled(spec.key)
        project = Project(str(verdict.path), draft.title, draft.holder)
        for facet in (Facet.ACTOR, Facet.SOLUTION, Facet.RESOURCE):
            self._mention(facet, project, draft)

    def _mention(self, facet: Facet, project: Project, draft: Draft) -> None:
        known = self._mentions[facet]
        named: set[str] = set()
        for spec in self._of(facet):
            for name in _names(spec, draft):
                # A name of nothing but signs squashes to nothing: it stands for itself.
                identity = squash(name) or name
                mentions = known.setdefault(identity, _Mentions())
                mentions.spellings[name] += 1
                mentions.roles.add(spec)
                mentions.projects[project] = None
                named.add(identity)
        for one, other in combinations(sorted(named), 2):
            known[one].beside[other] += 1
            known[other].beside[one] += 1

    def result(self) -> Inventory:
        return Inventory(
            self._projects,
            self._ready,
            self._unreadable,
            tuple(self._distribution(spec, counts) for spec, counts in self._counts.items()),
            self._named(Facet.ACTOR),
            self._named(Facet.SOLUTION),
            self._named(Facet.RESOURCE),
            tuple(Filling(spec, filled) for spec, filled in self._filled.items()),
            self._public_only,
        )

    def _distribution(self, spec: FieldSpec, counts: Mapping[str, int]) -> Distribution:
        listed = self._listed(spec)
        values = [*listed, *sorted(value for value in counts if value not in listed)]
        ranked = sorted(values, key=lambda value: -counts.get(value, 0))
        shares = tuple(Share(value, counts.get(value, 0), value in listed) for value in ranked)
        return Distribution(spec, shares, self._without[spec])

    def _listed(self, spec: FieldSpec) -> list[str]:
        """Return the values of a list, those of folders behind the model's."""
        own = spec.kind.choices.values if isinstance(spec.kind, OneOf | SeveralOf) else ()
        extra = (given.get(spec.key, ()) for given in self._extra_values.values())
        return list(dict.fromkeys((*own, *chain.from_iterable(extra))))

    def _named(self, facet: Facet) -> tuple[Named, ...]:
        known = self._mentions[facet]
        found = [
            Named(
                mentions.name,
                tuple(spelling for spelling, _ in mentions.spellings.most_common()),
                tuple(spec for spec in self._of(facet) if spec in mentions.roles),
                tuple(mentions.projects),
                tuple(
                    (known[other].name, count)
                    for other, count in sorted(mentions.beside.items(), key=_most_first)
                ),
            )
            for mentions in known.values()
        ]
        return tuple(sorted(found, key=lambda named: (-len(named.projects), squash(named.name))))

    def _of(self, facet: Facet) -> list[FieldSpec]:
        return [spec for spec in CATALOGUE.of_facet(facet) if self._counts_here(spec)]

    def _counts_here(self, spec: FieldSpec) -> bool:
        return not self._public_only or spec.field.access is Access.PUBLIC


def _most_first(counted: tuple[str, int]) -> tuple[int, str]:
    name, count = counted
    return -count, name


def _values(spec: FieldSpec, draft: Draft) -> set[str]:
    """Return the values of a field, in their published spelling where that is certain."""
    assert isinstance(spec.kind, OneOf | SeveralOf)
    return {spec.kind.choices.recognise(text) or text for text in _texts(spec, draft)}


def _names(spec: FieldSpec, draft: Draft) -> dict[str, None]:
    """Return what a field names, each once; actors on one line are parted as in a list."""
    texts = _texts(spec, draft)
    if spec.field.facet is Facet.ACTOR and not spec.kind.many and not spec.field.role:
        texts = [part for text in texts for part in FreeList().from_text(text)]
    return dict.fromkeys(filter(None, texts))


def _texts(spec: FieldSpec, draft: Draft) -> list[str]:
    value = draft[spec.key]
    texts = value if isinstance(value, tuple) else (str(value),)
    return [" ".join(text.split()) for text in texts if is_filled(text)]
