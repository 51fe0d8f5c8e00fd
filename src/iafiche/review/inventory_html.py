"""The inventory as one page: charts drawn in it, nothing loaded from elsewhere.

A browser, a printer or a screen reader needs this file alone: each chart has its figures as a table
beside it, the colours follow the reader's own settings, and no text of a fiche is markup.
"""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from iafiche.model.kinds.web import is_absolute
from iafiche.model.values import french_date
from iafiche.review.display import inert, typeset, visible
from iafiche.review.inventory_text import TITLES, headline, lists_of, pairs_of, percent, rows_of
from iafiche.review.wording import counted

if TYPE_CHECKING:
    import datetime
    from collections.abc import Iterator, Sequence

    from iafiche.review.inventory import Distribution, Inventory, Named, Project

_BAR, _GAP, _NAMES, _WIDTH, _FIGURES = 20, 6, 300, 760, 110
"""In units of the drawing, which is as wide as the page."""

_STYLE = """\
:root { color-scheme: light dark; --bar: #2f6fab; --soft: #8885; }
@media (prefers-color-scheme: dark) { :root { --bar: #7db4e6; } }
body { font: 1rem/1.5 system-ui, sans-serif; max-width: 52rem; margin: 2rem auto; padding: 0 1rem; }
svg { width: 100%; height: auto; }
svg text { font: 13px system-ui, sans-serif; fill: currentColor; }
svg rect { fill: var(--bar); }
table { border-collapse: collapse; width: 100%; }
th, td { text-align: left; vertical-align: top; padding: .2rem .6rem .2rem 0;
  border-bottom: 1px solid var(--soft); }
td.figure { text-align: right; white-space: nowrap; }
td ul { margin: 0; padding-left: 1.2rem; }
figure { margin: 0 0 2rem; }
li, td:first-child { overflow-wrap: anywhere; }
@media print { details > * { display: block; } section { break-inside: avoid; } }"""


def inventory_html(inventory: Inventory, today: datetime.date) -> str:
    """Return the whole page."""
    return "\n".join((*_head(), *_body(inventory, today), "</body>", "</html>", ""))


def _head() -> Iterator[str]:
    yield "<!DOCTYPE html>"
    yield '<html lang="fr">'
    yield "<head>"
    yield '<meta charset="utf-8">'
    yield '<meta name="viewport" content="width=device-width, initial-scale=1">'
    # Whatever might slip through could neither run nor load anything.
    yield (
        '<meta http-equiv="Content-Security-Policy"'
        " content=\"default-src 'none'; style-src 'unsafe-inline'\">"
    )
    yield "<title>Inventaire des projets d'IA</title>"
    yield f"<style>\n{_STYLE}\n</style>"
    yield "</head>"


def _body(inventory: Inventory, today: datetime.date) -> Iterator[str]:
    yield "<body>"
    yield "<h1>Inventaire des projets d'IA</h1>"
    yield f"<p>{_text(headline(inventory, '·'))}. {_text(f'Établi le {french_date(today)}.')}</p>"
    yield (
        "<p>"
        + _text(
            "Seuls les champs publics des fiches sont comptés ici."
            if inventory.is_public
            else "Cette page contient des champs restreints : elle n'est pas à publier."
        )
        + "</p>"
    )
    for rank, distribution in enumerate(inventory.distributions):
        yield from _distribution(distribution, inventory.projects, rank)
    yield from _filling(inventory)
    for chapter, named in lists_of(inventory).items():
        if named:
            yield from _list(TITLES[chapter], named)
    if pairs := pairs_of(inventory):
        rows = [(f"{one} et {other}", counted(shared, "projet")) for one, other, shared in pairs]
        yield "<section>"
        yield f"<h2>{TITLES['pairs']}</h2>"
        yield from _table(("Acteurs", "Projets en commun"), rows)
        yield "</section>"


def _distribution(told: Distribution, projects: int, rank: int) -> Iterator[str]:
    label = told.spec.field.label
    rows = rows_of(told)
    yield "<section>"
    yield f"<h2>{_text(label)}</h2>"
    yield "<figure>"
    bars = [
        (name, count / projects, f"{count} ({percent(count / projects)})") for name, count in rows
    ]
    yield from _chart(f"r{rank}", label, bars)
    yield f"<details><summary>{_text(f'Les chiffres : {label}')}</summary>"
    shares = [(name, str(count), percent(count / projects)) for name, count in rows]
    yield from _table((label, "Projets", "Part"), shares)
    yield "</details>"
    yield "</figure>"
    absent = ", ".join(share.value for share in told.shares if not share.projects)
    if absent and projects:
        yield f"<p>{_text(f'Aucun projet : {absent}.')}</p>"
    yield "</section>"


def _filling(inventory: Inventory) -> Iterator[str]:
    yield "<section>"
    yield f"<h2>{TITLES['filling']}</h2>"
    shares = [
        ("Champs requis", inventory.required_share()),
        ("Tous les champs", inventory.filled_share()),
        *((section.label, share) for section, share in inventory.by_section()),
    ]
    yield "<figure>"
    yield from _chart(
        "completude", TITLES["filling"], [(name, share, percent(share)) for name, share in shares]
    )
    yield "<details><summary>Les chiffres, champ par champ</summary>"
    rows = [(f.spec.field.label, str(f.filled)) for f in inventory.fillings]
    yield from _table(("Champ", "Projets qui le remplissent"), rows)
    yield "</details>"
    yield "</figure>"
    yield "</section>"


def _chart(name: str, title: str, rows: list[tuple[str, float, str]]) -> Iterator[str]:
    """Yield bars: each with its name, its length as a part of the longest, and its figure."""
    scale = max((share for _, share, _ in rows), default=0.0) or 1.0
    height = max(len(rows), 1) * (_BAR + _GAP)
    yield (
        f'<svg role="img" aria-labelledby="{name}-titre {name}-texte"'
        f' viewBox="0 0 {_WIDTH} {height}">'
    )
    yield f'<title id="{name}-titre">{_text(title)}</title>'
    told = ", ".join(f"{row} : {figure}" for row, _, figure in rows)
    yield f'<desc id="{name}-texte">{_text(told)}</desc>'
    longest = _WIDTH - _NAMES - _FIGURES
    for rank, (row, share, figure) in enumerate(rows):
        top = rank * (_BAR + _GAP)
        length = round(share / scale * longest, 1)
        middle = top + _BAR * 0.72
        yield f'<text x="{_NAMES - 8}" y="{middle:.1f}" text-anchor="end">{_text(_cut(row))}</text>'
        yield f'<rect x="{_NAMES}" y="{top}" width="{length}" height="{_BAR}"/>'
        yield f'<text x="{_NAMES + length + 6:.1f}" y="{middle:.1f}">{_text(figure)}</text>'
    yield "</svg>"


def _list(title: str, named: tuple[Named, ...]) -> Iterator[str]:
    yield "<section>"
    yield f"<h2>{_text(title)}</h2>"
    yield "<table>"
    yield f"<thead><tr>{''.join(map(_heading, ('Nom', 'Rôle', 'Projets')))}</tr></thead>"
    yield "<tbody>"
    for each in named:
        roles = ", ".join(spec.short_label for spec in each.roles)
        projects = "".join(f"<li>{_text(_project(project))}</li>" for project in each.projects)
        yield (
            f"<tr><td>{_name(each)}</td><td>{_text(roles)}</td><td><ul>{projects}</ul></td></tr>"
        )
    yield "</tbody>"
    yield "</table>"
    yield "</section>"


def _name(named: Named) -> str:
    shown = _text(named.name)
    if is_absolute(named.name):
        shown = f'<a href="{escape(named.name)}" rel="noreferrer">{shown}</a>'
    others = ", ".join(named.spellings[1:])
    return f"{shown}<br><small>{_text(f'aussi écrit : {others}')}</small>" if others else shown


def _project(project: Project) -> str:
    title = project.title or project.file
    return f"{title} ({project.holder})" if project.holder else title


def _table(head: tuple[str, ...], rows: Sequence[tuple[str, ...]]) -> Iterator[str]:
    yield "<table>"
    yield f"<thead><tr>{''.join(map(_heading, head))}</tr></thead>"
    yield "<tbody>"
    for first, *others in rows:
        figures = "".join(f'<td class="figure">{_text(cell)}</td>' for cell in others)
        yield f"<tr><td>{_text(first)}</td>{figures}</tr>"
    yield "</tbody>"
    yield "</table>"


def _heading(text: str) -> str:
    return f'<th scope="col">{_text(text)}</th>'


def _cut(name: str) -> str:
    """Return what there is room for beside a bar; the table has the whole."""
    return f"{name[:42].rstrip()}…" if len(name) > 43 else name


def _text(text: str) -> str:
    return escape(typeset(inert(visible(text))))
