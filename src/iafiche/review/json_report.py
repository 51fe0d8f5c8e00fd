"""The review as JSON, for other programs.

The shape, whose keys and values are stable:

```json
{
  "version": 1,
  "date": "2026-03-02",
  "fiches": [
    {
      "fichier": "rives.fiche.toml",
      "etat": "prête",
      "porteur": "Ville de Belrive",
      "projet": "Propreté des rives",
      "constats": [
        {
          "section": "general",
          "champ": "coll_siret",
          "code": "siret-invalide",
          "gravite": "erreur",
          "message": "13 chiffres : un zéro initial a dû se perdre.",
          "conseil": "Acceptez le zéro remis en tête, ou recopiez le numéro.",
          "ligne": 4,
          "colonne": 14,
          "correction": "02170000000000"
        }
      ],
      "completude": {"requis": 16, "requis_total": 17, "remplis": 22, "total": 38}
    }
  ],
  "bilan": {"fiches": 1, "pretes": 0, "a_corriger": 1, "illisibles": 0,
            "erreurs": 1, "avertissements": 0, "conseils": 0}
}
```

`section` and `champ` are null where the finding is about the whole file; `correction` is null, a
text or a list of texts. Lines and columns count from 1, columns in characters.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

from iafiche.exchange.json_records import Completude, completeness_record
from iafiche.exchange.json_text import json_text
from iafiche.model.flaws import Severity

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from iafiche.check.findings import Finding
    from iafiche.review.reports import Occasion
    from iafiche.review.verdict import Tally, Verdict

SHAPE_VERSION = 1


@dataclass(frozen=True, slots=True)
class Constat:
    """One finding, under the names of the JSON report."""

    section: str | None
    champ: str | None
    code: str
    gravite: str
    message: str
    conseil: str
    ligne: int
    colonne: int
    correction: str | tuple[str, ...] | None


@dataclass(frozen=True, slots=True)
class FicheRevue:
    """One fiche, under the names of the JSON report."""

    fichier: str
    etat: str
    porteur: str
    projet: str
    constats: tuple[Constat, ...]
    completude: Completude


@dataclass(frozen=True, slots=True)
class Bilan:
    """The counts over all fiches, under the names of the JSON report."""

    fiches: int
    pretes: int
    a_corriger: int
    illisibles: int
    erreurs: int
    avertissements: int
    conseils: int


def fiche_record(verdict: Verdict) -> FicheRevue:
    """Return the record of one verdict."""
    return FicheRevue(
        fichier=str(verdict.path),
        etat=verdict.state.value,
        porteur=verdict.holder,
        projet=verdict.title,
        constats=tuple(_finding_record(finding) for finding in verdict.in_file_order()),
        completude=completeness_record(verdict.completeness),
    )


def tally_record(tally: Tally) -> Bilan:
    """Return the record of the counts."""
    return Bilan(
        fiches=tally.fiches,
        pretes=tally.ready,
        a_corriger=tally.to_mend,
        illisibles=tally.unreadable,
        erreurs=tally.errors,
        avertissements=tally.warnings,
        conseils=tally.advice,
    )


def parts(verdicts: Iterable[Verdict], tally: Tally, occasion: Occasion) -> Iterator[str]:
    """Yield the pieces of one JSON document, a fiche a piece; the counts come at the end."""
    yield f'{{"version": {SHAPE_VERSION}, "date": "{occasion.today.isoformat()}", "fiches": ['
    separator = "\n"
    for verdict in verdicts:
        yield separator + json_text(asdict(fiche_record(verdict)))
        separator = ",\n"
    yield f'\n], "bilan": {json_text(asdict(tally_record(tally)))}}}\n'


def _finding_record(finding: Finding) -> Constat:
    section, champ = (*finding.path, None, None)[:2]
    return Constat(
        section=section,
        champ=champ,
        code=str(finding.code),
        gravite=Severity(finding.severity).french,
        message=finding.message,
        conseil=finding.advice,
        ligne=finding.line,
        colonne=finding.column,
        correction=None if finding.fix is None else finding.fix.value,
    )
