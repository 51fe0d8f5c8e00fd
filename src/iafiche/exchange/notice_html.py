"""The profile « notice »: a page in HTML for each fiche, and an index to search and filter.

Nothing comes from outside: style and script stand in the pages, a logo is a link, and a policy
(Content-Security-Policy) forbids all else, so that a page reads the same without a network, tells
nobody who reads it, and runs nothing that a fiche might contain.

Each element that shows a field says so: `data-champ` is its key, `data-valeur` its value as JSON.
"""

from __future__ import annotations

from functools import cache
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING

from iafiche.exchange.json_text import json_text
from iafiche.exchange.notice_folder import (
    ALL_FICHES,
    FACETS,
    HEADING,
    INTERNAL,
    carried,
    counted,
    draft_of,
    leaves,
    showable,
)
from iafiche.exchange.notice_reading import FIELD, LEAF, VALUE, leaf_paths, values_of
from iafiche.exchange.profiles import NOTICE as PROFILE
from iafiche.model.catalogue import CATALOGUE
from iafiche.model.field import Role
from iafiche.model.kinds import OneOf, SeveralOf
from iafiche.model.text import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from iafiche.exchange.notice import Entry
    from iafiche.exchange.notice_folder import Leaf
    from iafiche.model.catalogue import FieldSpec
    from iafiche.model.draft import Draft

__all__ = ["carried", "read", "write"]

INDEX = "index.html"
_SUFFIX = ".html"
_SKIP = '<a class="evitement" href="#contenu">Aller au contenu</a>'
_MADE_BY = "<footer><p>Notice écrite avec iafiche, d'après le modèle de la Bibliothèque d'IA"
_MADE_BY += " territoriales.</p></footer>"


def write(drafts: Sequence[Draft], *, complete: bool) -> dict[str, bytes]:
    """Return the files of the folder, by relative POSIX path."""
    pages = leaves(PROFILE, drafts, complete=complete)
    files = {INDEX: _index(pages)}
    files.update((page.path(_SUFFIX), _page(page)) for page in pages)
    return {path: text.encode() for path, text in files.items()}


def read(content: Mapping[str, bytes]) -> list[Draft]:
    """Return the drafts of a folder that `write` made, in the order of the index."""
    paths = leaf_paths(content[INDEX].decode("utf-8"))
    return [draft_of(values_of(content[path].decode("utf-8"))) for path in paths]


def _page(leaf: Leaf) -> str:
    told = leaf.notice
    project, holder = CATALOGUE.of_role(Role.PROJECT), CATALOGUE.of_role(Role.HOLDER)
    return _document(
        " – ".join(filter(None, (leaf.title, told.holder))),
        [
            _SKIP,
            "<header>",
            f'<nav aria-label="Navigation"><a href="../{INDEX}">{ALL_FICHES}</a></nav>',
            "</header>",
            '<main id="contenu" tabindex="-1">',
            f"<h1{_data(project, leaf.draft)}>{_shown(leaf.title)}</h1>",
            *(
                [f'<p class="porteur"{_data(holder, leaf.draft)}>{_shown(told.holder)}</p>']
                if told.holder
                else []
            ),
            *_internal([leaf]),
            *(
                line
                for rank, part in enumerate(told.parts, 1)
                for line in _part(f"partie-{rank}", part.label, part.entries, leaf.draft)
            ),
            "</main>",
            _MADE_BY,
        ],
    )


def _part(name: str, label: str, entries: Iterable[Entry], draft: Draft) -> Iterator[str]:
    yield f'<section aria-labelledby="{name}"><h2 id="{name}">{_shown(label)}</h2>'
    yield "<dl>"
    for entry in entries:
        label = _shown(entry.spec.field.label)
        value = "".join(_texts(entry))
        yield f"<div><dt>{label}</dt><dd{_data(entry.spec, draft)}>{value}</dd></div>"
    yield "</dl></section>"


def _texts(entry: Entry) -> Iterator[str]:
    kind = entry.spec.kind
    if kind.many:
        yield f"<ul>{''.join(f'<li>{_shown(text)}</li>' for text in entry.texts)}</ul>"
    elif kind.multiline:
        for text in entry.texts:
            yield f"<p>{'<br>'.join(map(_shown, text.splitlines()))}</p>"
    else:
        yield _outward(entry.address) if entry.address else _shown(entry.texts[0])


def _outward(address: str) -> str:
    return f'<a href="{escape(address)}" rel="noopener noreferrer">{_shown(address)}</a>'


def _index(pages: Sequence[Leaf]) -> str:
    return _document(
        HEADING,
        [
            _SKIP,
            '<main id="contenu" tabindex="-1">',
            f"<h1>{HEADING}</h1>",
            *_internal(pages),
            '<form role="search" aria-label="Recherche parmi les fiches" hidden>',
            '<div class="recherche">',
            '<label for="recherche">Rechercher des mots</label>',
            '<input id="recherche" type="search" autocomplete="off">',
            "</div>",
            *(_choice(spec, pages) for spec in FACETS),
            '<button type="reset">Tout afficher</button>',
            "</form>",
            f'<p class="compte" role="status" data-toutes="{counted(pages)}">{counted(pages)}</p>',
            "<p data-aucune hidden>Aucune fiche ne correspond. Retirez un mot ou un choix.</p>",
            '<ul class="fiches">',
            *map(_item, pages),
            "</ul>",
            "</main>",
            _MADE_BY,
        ],
        script=_part_of_page("notice.js"),
    )


def _choice(spec: FieldSpec, pages: Sequence[Leaf]) -> str:
    """Return the list to choose one value of a field from: those that a fiche has."""
    assert isinstance(spec.kind, OneOf | SeveralOf)
    used = {value for page in pages for value in _values(page.draft, spec)}
    options = "".join(
        f'<option value="{_shown(value)}">{_shown(value)}</option>'
        for value in (
            *(value for value in spec.kind.choices.values if value in used),
            *sorted(used - spec.kind.choices.exact),
        )
    )
    name = f"filtre-{spec.key}"
    return (
        f'<div><label for="{name}">{_shown(spec.field.label)}</label>'
        f'<select id="{name}" data-filtre="{spec.key}"><option value="">Tous les choix</option>'
        f"{options}</select></div>"
    )


def _values(draft: Draft, spec: FieldSpec) -> tuple[str, ...]:
    value = draft[spec.key]
    return value if isinstance(value, tuple) else (str(value),) if value else ()


def _item(leaf: Leaf) -> str:
    path = leaf.path(_SUFFIX)
    entries = [entry for part in leaf.notice.parts for entry in part.entries]
    marks = "".join(
        f"<li{_data(entry.spec, leaf.draft)}>{_shown(', '.join(entry.texts))}</li>"
        for entry in entries
        if entry.spec in FACETS
    )
    holder = leaf.notice.holder
    words = (leaf.title, holder, *(text for entry in entries for text in entry.texts))
    return (
        f'<li {LEAF}="{path}" data-texte="{_shown(fold(" ".join(words)))}">'
        f'<h2><a href="{path}">{_shown(leaf.title)}</a></h2>'
        + (f"<p>{_shown(holder)}</p>" if holder else "")
        + (f'<ul class="facettes">{marks}</ul>' if marks else "")
        + "</li>"
    )


def _internal(pages: Iterable[Leaf]) -> list[str]:
    return [f'<p class="interne">{INTERNAL}</p>'] if any(one.complete for one in pages) else []


def _data(spec: FieldSpec, draft: Draft) -> str:
    """Return the attributes that say which field an element shows, and with which value."""
    value = json_text(draft[spec.key])
    return f' {FIELD}="{spec.key}" {VALUE}="{escape(value)}"'


def _shown(text: str) -> str:
    return escape(showable(text))


def _document(title: str, body: Iterable[str], *, script: str = "") -> str:
    style = _part_of_page("notice.css")
    policy = f"default-src 'none'; style-src '{_digest(style)}'"
    if script:
        policy += f"; script-src '{_digest(script)}'"
    policy += "; base-uri 'none'; form-action 'none'"
    lines = [
        "<!DOCTYPE html>",
        '<html lang="fr">',
        "<head>",
        '<meta charset="utf-8">',
        f'<meta http-equiv="Content-Security-Policy" content="{escape(policy, quote=False)}">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        '<meta name="referrer" content="no-referrer">',
        f"<title>{_shown(title)}</title>",
        f"<style>{style}</style>",
        "</head>",
        "<body>",
        *body,
        *([f"<script>{script}</script>"] if script else []),
        "</body>",
        "</html>",
    ]
    return "\n".join(lines) + "\n"


@cache
def _part_of_page(name: str) -> str:
    """Return a style or a script of ours, as it stands in the pages."""
    return Path(__file__).with_name(name).read_text(encoding="utf-8").strip()


@cache
def _digest(text: str) -> str:
    """Return how the policy names the one style or script that it allows (CSP, level 2)."""
    import base64
    import hashlib

    digest = hashlib.sha256(text.encode("utf-8")).digest()
    return f"sha256-{base64.b64encode(digest).decode('ascii')}"
