"""Many fictional fiches, the same at every run: 4 to 5 KB each, one in twenty with a fault."""

from __future__ import annotations

import datetime
import random
from dataclasses import dataclass
from typing import TYPE_CHECKING

from iafiche.model.catalogue import CATALOGUE
from iafiche.model.draft import Draft
from iafiche.model.kinds import Coordinate, LongText, OneOf, SeveralOf
from iafiche.model.kinds.siret import is_right
from iafiche.model.text import fold
from iafiche.model.values import french_date
from iafiche.store.encoding import encode, encode_paragraphs
from tests.fiches import complete_draft

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from iafiche.model.catalogue import FieldSpec

_FAULTY = 20
"""One fiche in so many has a fault."""

_A_FOLDER = 100
"""Fiches in one folder."""

_PROJECTS = 4
"""Fiches of one authority, on average."""

_TEXT = 330
"""Characters of a long text, on average: they make up most of a fiche."""

_ONLY_IF_ABANDONED = "status_abandon"
_WORDS = [
    "le",
    "service",
    "relève",
    "chaque",
    "semaine",
    "la",
    "propreté",
    "des",
    "berges",
    "et",
    "prévient",
    "les",
    "équipes",
    "qui",
    "partent",
    "dès",
    "l’aube",
    "avec",
    "une",
    "tournée",
    "déjà",
    "ordonnée",
    "selon",
    "l'état",
    "réel",
    "du",
    "terrain",
    ";",
    "un",
    "agent",
    "relit",
    "la",
    "réponse",
    "avant",
    "l'envoi,",
    "corrige",
    "ce",
    "qu'il",
    "faut",
    "et",
    "signale",
    "à",
    "la",
    "régie",
    "ce",
    "qui",
    "reste",
    "à",
    "traiter",
    "dans",
    "les",
    "quartiers",
    "où",
    "l’accès",
    "est",
    "étroit",
    "afin",
    "d'éviter",
    "un",
    "second",
    "passage",
    "en",
    "été",
    "comme",
    "en",
    "hiver",
    "sans",
    "donnée",
    "personnelle",
    "conservée",
    "au-delà",
    "de",
    "trente",
    "jours",
]
_NAMES = [
    "Assistant",
    "Carte",
    "Détection",
    "Guide",
    "Inventaire",
    "Lecture",
    "Mesure",
    "Prévision",
    "Repérage",
    "Suivi",
]
_THINGS = "abris arbres bancs berges courriers dépôts factures fuites routes tournées".split()  # noqa: SIM905
_PLACES = "amont aval brive combe feuillée garenne lande motte plaine roche".split()  # noqa: SIM905


@dataclass(frozen=True, slots=True)
class _Authority:
    name: str
    siret: str
    slug: str


def write_fiches(folder: Path, count: int, today: datetime.date, *, seed: int = 1) -> list[Path]:
    """Write `count` fiches to folders of a hundred inside `folder`; return their paths, sorted.

    None of them is old on the day `today`.
    """
    draw = random.Random(seed)
    authorities = [_authority(rank, draw) for rank in range(max(1, count // _PROJECTS))]
    paths = []
    for rank, text in enumerate(_texts(count, authorities, today, draw)):
        inner = folder / f"lot-{rank // _A_FOLDER:04}"
        inner.mkdir(parents=True, exist_ok=True)
        path = inner / f"projet-{rank:06}.fiche.toml"
        path.write_bytes(text.encode())
        paths.append(path)
    return paths


def _texts(
    count: int, authorities: list[_Authority], today: datetime.date, draw: random.Random
) -> Iterator[str]:
    for rank in range(count):
        text = _text(_draft(rank, authorities, today, draw))
        # One fault in twenty makes the file unreadable.
        yield text if rank % (_FAULTY * 20) else text.replace("= ", "", 3)


def _text(draft: Draft) -> str:
    """Return a draft's file. The program's own writing looks for its place among what is there."""
    lines = ["version = 1"]
    for section in CATALOGUE.sections:
        lines += ["", f"[{section.key}]"]
        for spec in CATALOGUE.of_section(section.key):
            value = draft[spec.key]
            if isinstance(value, str | tuple) and draft.is_filled(spec.key):
                raw = spec.kind.write(value)
                written = encode_paragraphs(str(raw), "\n") if spec.kind.multiline else encode(raw)
                lines.append(f"{spec.key} = {written}")
        lines += [
            f'{path[1]} = "{raw}"' for path, raw in draft.unknown.items() if path[0] == section.key
        ]
    return "\n".join((*lines, ""))


def _draft(
    rank: int, authorities: list[_Authority], today: datetime.date, draw: random.Random
) -> Draft:
    holder = draw.choice(authorities)
    draft = complete_draft()
    for spec in CATALOGUE.fields:
        value = _value(spec, draw)
        if value is not None and spec.key != _ONLY_IF_ABANDONED:
            draft = draft.with_value(spec.key, value)
    name = f"{draw.choice(_NAMES)} des {draw.choice(_THINGS)} de la {draw.choice(_PLACES)} {rank}"
    own = {
        "coll_nom": holder.name,
        "coll_siret": holder.siret,
        "coll_type": "Commune",
        "nom_projet": name,
        "projet_contact": f"numerique@{holder.slug}.fr",
        "url_infos": f"https://www.{holder.slug}.fr/projets/{rank}",
        "image_url": f"https://www.{holder.slug}.fr/logo.png",
        "projet_date": f"{draw.randint(1, 12):02}/{draw.randint(2022, 2024)}",
        "date": french_date(today - datetime.timedelta(days=draw.randint(1, 300))),
        "projet_status": draw.choice(("En expérimentation", "En déploiement", "Terminée")),
        "risque_categorie": draw.choice(("risque minimal", "risque limité")),
    }
    for key, value in own.items():
        draft = draft.with_value(key, value)
    draft = draft.with_value("partenaires", (f"Université de {holder.name[9:]}", "Pôle eau"))
    return draft if rank % _FAULTY else _spoiled(draft, draw)


def _value(spec: FieldSpec, draw: random.Random) -> str | tuple[str, ...] | None:
    kind = spec.kind
    if isinstance(kind, OneOf):
        return draw.choice(kind.choices.values)
    if isinstance(kind, SeveralOf):
        alone = kind.alone.value if kind.alone else ""
        given = draw.sample(kind.choices.values, k=min(2, len(kind.choices.values)))
        return tuple(value for value in given if value != alone) or (alone,)
    if isinstance(kind, LongText):
        return _sentences(draw)
    if isinstance(kind, Coordinate):
        return f"{draw.uniform(0, 5):.4f}1"
    return None


def _sentences(draw: random.Random) -> str:
    text = ""
    while len(text) < _TEXT:
        words = " ".join(draw.sample(_WORDS, k=draw.randint(8, 15)))
        text += f"{words.capitalize()} {draw.randint(2, 900)}. "
    return text.rstrip()


def _authority(rank: int, draw: random.Random) -> _Authority:
    name = f"{draw.choice(_PLACES)} {draw.choice(_THINGS)} {rank}"
    while True:
        digits = f"21{draw.randrange(10**12):012}"
        if is_right(digits):
            # Names of domains with accents are allowed, and as good as unused.
            return _Authority(f"Ville de {name.title()}", digits, fold(name).replace(" ", "-"))


_SPOILING: tuple[Callable[[Draft], Draft], ...] = (
    lambda draft: draft.with_value("coll_siret", f" {draft.text('coll_siret')}"),
    lambda draft: draft.with_value("coll_siret", draft.text("coll_siret")[:-1]),
    lambda draft: draft.with_value("date", "2025-13-01"),
    lambda draft: draft.with_value("projet_date", "mars 2024"),
    lambda draft: draft.with_value("nom_algorithme", ""),
    lambda draft: draft.with_value("theme", "Mobilitée"),
    lambda draft: draft.with_value("url_infos", "www.ville-belrive.fr"),
    lambda draft: draft.with_value("projet_contact", "numerique@ville"),
    lambda draft: draft.with_value("usage_description", "PropretÃ© des rives."),
    lambda draft: draft.with_value("latitude", "98.5"),
    lambda draft: draft.with_value("risque_categorie", "risque élevé").with_value("objection", ""),
    lambda draft: Draft(draft.values, {("general", "hebergement"): "NSP"}),
)


def _spoiled(draft: Draft, draw: random.Random) -> Draft:
    return draw.choice(_SPOILING)(draft)
