"""The report of an import as JSON, for other programs.

```json
{
  "version": 1,
  "date": "2026-03-02",
  "essai": false,
  "sources": [
    {
      "source": "fiches.csv",
      "lecture": "CSV, séparateur « ; », UTF-8",
      "remarques": [],
      "colonnes": [{"nom": "Budget", "champ": "budget", "comment": "clé du champ", "remplies": 7}]
    }
  ],
  "lignes": [
    {
      "source": "fiches.csv",
      "ligne": 2,
      "etat": "créée",
      "fichier": "fiches/smartwaste-ville-de-belrive.fiche.toml",
      "porteur": "Ville de Belrive",
      "projet": "SmartWaste",
      "repete": "",
      "obstacle": "",
      "changements": [
        {"colonne": "Budget", "champ": "budget", "avant": "50 k", "apres": "…", "raison": "…"}
      ],
      "gardes": [{"colonne": "Notes", "valeur": "…", "raison": "nom inconnu"}],
      "a_verifier": [{"colonne": "partenaires", "message": "…"}],
      "differences": [{"champ": "theme", "avant": "…", "apres": "…"}],
      "conserves": ["coll_siret"],
      "constats": [
        {"champ": "coll_siret", "code": "siret-invalide", "gravite": "erreur",
         "message": "…", "conseil": "…"}
      ]
    }
  ],
  "bilan": {"lignes": 1, "creees": 1}
}
```

`champ` is null for a column that no field holds, and for a finding about something else than a
field. `repete` names an earlier row of the same project, if any; `obstacle` says why no file can
hold the fiche, if none can.
"""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING

from iafiche.exchange.importing.values import shown
from iafiche.exchange.json_text import json_text
from iafiche.intake.telling import count_up

if TYPE_CHECKING:
    from iafiche.intake.telling import Report, Source, Told

SHAPE_VERSION = 1


def report_text(report: Report) -> str:
    """Return the whole report as one JSON document."""
    record = {
        "version": SHAPE_VERSION,
        "date": report.today.isoformat(),
        "essai": report.is_trial,
        "sources": [_source(source) for source in report.sources],
        "lignes": [_row(told) for told in report.rows],
        "bilan": asdict(count_up(report.rows)),
    }
    return f"{json_text(record, indent=1)}\n"


def _source(source: Source) -> dict[str, object]:
    return {
        "source": source.sheet.source,
        "lecture": source.sheet.described,
        "remarques": list(source.sheet.remarks),
        "colonnes": [
            {
                "nom": column.name,
                "champ": column.key,
                "comment": column.told,
                "remplies": column.filled,
            }
            for column in source.mapping.columns
        ],
    }


def _row(told: Told) -> dict[str, object]:
    step, outcome = told.step, told.step.outcome
    return {
        "source": outcome.source,
        "ligne": outcome.row,
        "etat": told.word,
        "fichier": str(step.path),
        "porteur": outcome.draft.holder,
        "projet": outcome.draft.title,
        "repete": step.twin_named,
        "obstacle": "" if step.obstacle is None else step.obstacle.message,
        "changements": [
            {
                "colonne": change.column,
                "champ": change.key,
                "avant": change.before,
                "apres": change.after,
                "raison": change.why,
            }
            for change in outcome.changes
        ],
        "gardes": [
            {"colonne": kept.column, "valeur": kept.text, "raison": kept.why}
            for kept in outcome.kept
        ],
        "a_verifier": [
            {"colonne": doubt.column, "message": doubt.message} for doubt in outcome.doubts
        ],
        "differences": [
            {"champ": each.spec.key, "avant": shown(each.old), "apres": shown(each.new)}
            for each in step.differences
        ],
        "conserves": [spec.key for spec in step.refused],
        "constats": [
            {
                "champ": found.key,
                "code": str(found.code),
                "gravite": found.severity.french,
                "message": found.message,
                "conseil": found.advice,
            }
            for found in step.findings
        ],
    }
