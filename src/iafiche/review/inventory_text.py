"""The inventory to be read in a terminal: bars fitted to the width, then lists."""

from __future__ import annotations

from typing import TYPE_CHECKING

from iafiche.review.display import cells, pad, visible, wrap
from iafiche.review.wording import NBSP, counted

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from iafiche.review.inventory import Distribution, Inventory, Named
    from iafiche.review.marks import Marks

_INDENT = "  "
_BETWEEN = "  "
_NARROWEST_BAR = 8
_WIDEST_BAR = 40
LISTED = 20
"""So many actors, solutions and resources are listed: the other formats have them all."""

TITLES = {
    "actors": "Acteurs",
    "pairs": "Qui travaille avec qui",
    "solutions": "Solutions",
    "resources": "Ressources techniques partagées",
    "filling": "Complétude",
}
"""The headings of the chapters, the same in every format."""


def inventory_lines(
    inventory: Inventory, marks: Marks, width: int, listed: int = LISTED
) -> Iterator[str]:
    """Yield the report; no line but a long word is wider than `width` cells, down to about 50.

    `listed` is how many lines a list has at most.
    """
    yield headline(inventory, marks.separator)
    for distribution in inventory.distributions:
        yield ""
        yield from _distribution(distribution, inventory.projects, marks, width)
    yield ""
    yield from _filling(inventory, marks, width)
    for chapter, named in lists_of(inventory).items():
        if named:
            yield ""
            yield TITLES[chapter]
            yield from _list(named, width, listed)
    pairs = pairs_of(inventory)
    if pairs:
        yield ""
        yield TITLES["pairs"]
        for one, other, projects in pairs[:listed]:
            text = f"{visible(one)} et {visible(other)}{NBSP}: {counted(projects, 'projet')}"
            yield from _wrapped(text, width)
        yield from _more(len(pairs) - listed, width)


def headline(inventory: Inventory, separator: str) -> str:
    """Return how many projects were counted, and what was not."""
    parts = [counted(inventory.projects, "projet"), counted(inventory.ready, "prêt")]
    if inventory.unreadable:
        parts.append(
            f"{counted(inventory.unreadable, 'fiche illisible', 'fiches illisibles')},"
            f" {'non comptée' if inventory.unreadable == 1 else 'non comptées'}"
        )
    return f" {separator} ".join(parts)


def lists_of(inventory: Inventory) -> dict[str, tuple[Named, ...]]:
    """Return the lists of the inventory by their chapters."""
    return {
        "actors": inventory.actors,
        "solutions": inventory.solutions,
        "resources": inventory.resources,
    }


def pairs_of(inventory: Inventory) -> list[tuple[str, str, int]]:
    """Return each two actors with the number of projects they share, the most first."""
    ranks = {actor.name: rank for rank, actor in enumerate(inventory.actors)}
    pairs = [
        (actor.name, other, projects)
        for actor in inventory.actors
        for other, projects in actor.beside
        if ranks[actor.name] < ranks[other]
    ]
    return sorted(pairs, key=lambda pair: -pair[2])


def _distribution(told: Distribution, projects: int, marks: Marks, width: int) -> Iterator[str]:
    yield told.spec.field.label
    rows = rows_of(told)
    widest = len(str(projects))
    shares = [
        (visible(name), count / projects, f"{count:>{widest}}  {percent(count / projects):>5}")
        for name, count in rows
    ]
    yield from _bars(shares, marks, width)
    absent = [share.value for share in told.shares if not share.projects]
    if absent and projects:
        yield from _wrapped(f"Aucun projet{NBSP}: {', '.join(absent)}", width)


def rows_of(told: Distribution) -> list[tuple[str, int]]:
    """Return the values that projects have, with how many have them; the projects without last."""
    rows = [
        (share.value if share.is_listed else f"{share.value} (hors liste)", share.projects)
        for share in told.shares
        if share.projects
    ]
    return [*rows, ("Non renseigné", told.without)] if told.without else rows


def _filling(inventory: Inventory, marks: Marks, width: int) -> Iterator[str]:
    yield TITLES["filling"]
    shares = [
        ("Champs requis", inventory.required_share()),
        ("Tous les champs", inventory.filled_share()),
        *((section.label, share) for section, share in inventory.by_section()),
    ]
    yield from _bars([(name, share, percent(share)) for name, share in shares], marks, width)


def percent(share: float) -> str:
    """Return a share as a percentage, which is 0 or 100 only where that is all there is to say."""
    if 0 < share < 0.01:
        return f"<{NBSP}1{NBSP}%"
    rounded = round(share * 100)
    return f"{rounded if share >= 1 else min(rounded, 99)}{NBSP}%"


def _bars(rows: list[tuple[str, float, str]], marks: Marks, width: int) -> Iterator[str]:
    """Yield a bar a row: its name, its figure, its length as a part of the longest."""
    if not rows:
        return
    figures = max(cells(figure) for _, _, figure in rows)
    widest = max(cells(name) for name, _, _ in rows)
    room = width - len(_INDENT) - figures - 2 * len(_BETWEEN)
    names = max(min(widest, room - _NARROWEST_BAR), _NARROWEST_BAR)
    longest = min(max(room - names, _NARROWEST_BAR), _WIDEST_BAR)
    scale = max(share for _, share, _ in rows) or 1.0
    for name, share, figure in rows:
        first, *others = wrap(name, names)
        bar = marks.full * max(round(share / scale * longest), 1 if share else 0)
        yield f"{_INDENT}{pad(first, names)}{_BETWEEN}{figure.rjust(figures)}{_BETWEEN}{bar}"
        yield from (f"{_INDENT}{line}" for line in others)


def _list(named: Iterable[Named], width: int, listed: int) -> Iterator[str]:
    everyone = list(named)
    several = len({spec for each in everyone for spec in each.roles}) > 1
    for each in everyone[:listed]:
        roles = ", ".join(spec.short_label.lower() for spec in each.roles) if several else ""
        projects = ", ".join(dict.fromkeys(p.title or p.file for p in each.projects))
        told = f"{counted(len(each.projects), 'projet')} ({visible(projects)})"
        name = visible(each.name) + (f", {roles}" if roles else "")
        yield from _wrapped(f"{name}{NBSP}: {told}", width)
        if len(each.spellings) > 1:
            also = ", ".join(map(visible, each.spellings[1:]))
            yield from _wrapped(f"{_INDENT}aussi écrit{NBSP}: {also}", width)
    yield from _more(len(everyone) - listed, width)


def _more(count: int, width: int) -> Iterator[str]:
    if count > 0:
        others = f"et {count} de plus{NBSP}: «{NBSP}iafiche inventaire{NBSP}» les donne"
        yield from _wrapped(f"{others} dans ses autres formats.", width)


def _wrapped(text: str, width: int) -> Iterator[str]:
    own = text[: len(text) - len(text.lstrip(" "))] + _INDENT
    first, *others = wrap(text.lstrip(" "), max(width - 2 * len(own), 20))
    yield f"{own}{first}"
    yield from (f"{own}{_INDENT}{line}" for line in others)
