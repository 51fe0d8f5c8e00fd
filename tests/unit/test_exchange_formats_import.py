"""docs/formats.md says what an import does: its tables are what an import makes of them."""

from collections.abc import Callable

import pytest

from iafiche.exchange.importing.dialects import DIALECTS, LIBRARY_TABLE
from iafiche.model.catalogue import CATALOGUE
from iafiche.model.flaws import Severity
from tests.conftest import ROOT
from tests.docs.pages import with_block
from tests.unit.importing_sheets import first, table
from tests.unit.test_exchange_formats_page import PAGE, code
from tests.unit.test_exchange_formats_page import table as drawn

# A cell, its field, and the cells of sub-themes that show how the table joins values.
READINGS: tuple[tuple[str, str, str], ...] = (
    ("215 799 909 00019", "coll_siret", ""),
    ("21750000000000", "coll_siret", ""),
    ("1/3/2024", "projet_date", ""),
    ("mars 2024", "projet_date", ""),
    ("45352", "projet_date", ""),
    ("transition ecologique", "theme", ""),
    ("Affaires sociales", "theme", ""),
    ("Grand public, agent et élu", "audience_service", ""),
    ("Par API-automatisée", "donnees_acces", ""),
    ("Aix-Marseille Université, Inria", "partenaires", ""),
    ("Région Provence-Alpes-Côte d'Azur-Inria", "partenaires", "-"),
    ("Dupont-Durand", "partenaires", ", "),
    ("Dupont-Durand", "partenaires", "-"),
    ("Kocliko, Domofrance et Enerlab", "partenaires", ""),
)
JOINED = ("Education", "Agriculture")


def readings() -> str:
    rows = []
    for cell, key, joint in READINGS:
        header = ["nom_projet", key, *(["sous_theme"] if joint else [])]
        cells = ["Rives", cell, *([joint.join(JOINED)] if joint else [])]
        outcome = first(table(header, cells, separator=","))
        value = outcome.draft[key]
        items = value if isinstance(value, tuple) else (str(value),)
        errors = [
            found
            for found in outcome.findings
            if found.key == key and found.severity is Severity.ERROR
        ]
        remark = (
            "à vérifier"
            if any(doubt.column == key for doubt in outcome.doubts)
            else "à corriger"
            if errors
            else ""
        )
        beside = f" (ailleurs : {code(joint.join(JOINED))})" if joint else ""
        told = ", ".join(map(code, items))
        rows.append((code(cell) + beside, CATALOGUE[key].field.label, told, remark))
    return drawn(("Dans le tableau", "Champ", "Dans la fiche", "Signalé"), rows)


def dialects() -> str:
    rows = []
    for dialect in DIALECTS:
        # Its names stand with those of the profile that writes them.
        if dialect is not LIBRARY_TABLE:
            rows += [(code(name), code(key), dialect.label) for name, key in dialect.names.items()]
            rows += [(code(name), "gardée à part", dialect.label) for name in dialect.without_field]
    return drawn(("Colonne", "Champ", "Dans"), rows)


BLOCKS: dict[str, Callable[[], str]] = {"dialectes": dialects, "lectures": readings}


def test_the_tables_about_imports_are_fresh(assert_generated: Callable[[str, str], None]) -> None:
    page = (ROOT / PAGE).read_text(encoding="utf-8")
    for name, generated in BLOCKS.items():
        page = with_block(page, name, generated())
    assert_generated(PAGE, page)


@pytest.mark.parametrize("remark", ["à vérifier", "à corriger", " |  |"])
def test_the_readings_show_what_is_sure_and_what_is_not(remark: str) -> None:
    assert remark in readings()
