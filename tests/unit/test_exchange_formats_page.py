"""docs/formats.md says what the codec does: its tables are written by the codec itself."""

from collections.abc import Callable, Iterable

from iafiche.exchange import marks
from iafiche.exchange.bibliotheque import read_cell, write_cell
from iafiche.exchange.profiles import BIBLIOTHEQUE
from iafiche.model.catalogue import CATALOGUE
from iafiche.model.kinds import FreeList, LongText, SeveralOf
from iafiche.model.values import Value
from tests.conftest import ROOT

PAGE = "docs/formats.md"
END = "<!-- fin -->"
LIST = next(spec for spec in CATALOGUE.fields if isinstance(spec.kind, FreeList))
TEXT = next(spec for spec in CATALOGUE.fields if isinstance(spec.kind, LongText))

NAMES = {
    "\n": "un retour à la ligne",
    "¶": "le signe de paragraphe",
    marks.ESCAPE: "la barre interrompue",
    "-": "un trait d'union, dans une liste",
    marks.HYPHEN_SHOWN: "un trait d'union insécable, dans une liste",
    marks.NON_BREAKING_HYPHEN_SHOWN: "un trait d'union U+2010, dans une liste",
    '"': "un guillemet droit, en tête de cellule",
    marks.QUOTE_SHOWN: "un guillemet anglais ouvrant, en tête de cellule",
    marks.LEFT_QUOTE_SHOWN: "un guillemet U+201F, en tête de cellule",
    "\r": "un caractère invisible : son numéro (ici un retour chariot)",
}
EXAMPLES: tuple[Value, ...] = (
    ("Aix-Marseille Université", "Inria"),
    "Repère les déchets.\nPrévient les équipes.",
    '"Rives propres" : un projet ; deux villes',
    "=SOMME(A1:A3)",
    "selon l'alinéa ¶ 3",
    ("",),
)


def table(header: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    lines = [header, tuple("---" for _ in header), *rows]
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)


def code(text: str) -> str:
    return f"`{text}`" if text else ""


def points(text: str) -> str:
    return " ".join(f"U+{ord(char):04X}" for char in text)


def signs() -> str:
    rows = []
    for char, name in NAMES.items():
        in_list = char in marks.ITEM.shown and char not in marks.TEXT.shown
        shown = write_cell(LIST, (char,)) if in_list else write_cell(TEXT, char)
        assert shown != char, name
        rows.append((name, points(char), code(shown), points(shown)))
    return table(("Dans la fiche", "Numéro", "Dans le fichier", "Numéros"), rows)


def examples() -> str:
    rows = []
    for value in EXAMPLES:
        spec = LIST if isinstance(value, tuple) else TEXT
        cell = write_cell(spec, value)
        assert read_cell(spec, cell) == value
        items = value if isinstance(value, tuple) else value.split("\n")
        told = (" et " if isinstance(value, tuple) else " puis, à la ligne, ").join(
            code(item) or "une seule valeur, vide" for item in items
        )
        rows.append((told, code(cell)))
    return table(("Dans la fiche", "Dans la cellule"), rows)


def columns() -> str:
    rows = []
    for spec in BIBLIOTHEQUE.complete:
        kind = spec.kind.name
        if isinstance(spec.kind, SeveralOf) and spec.kind.at_most:
            kind += f" ({spec.kind.at_most} au plus)"
        required = "oui" if spec.field.required else ""
        public = "oui" if spec in BIBLIOTHEQUE.public else ""
        column = str(spec.field.column)
        rows.append((column, code(spec.key), spec.field.label, kind, required, public))
    return table(("N°", "Colonne", "Libellé", "Contenu", "Requis", "Public"), rows)


def test_the_tables_of_the_page_are_fresh(assert_generated: Callable[[str, str], None]) -> None:
    page = (ROOT / PAGE).read_text(encoding="utf-8")
    for name, generated in (("signes", signs()), ("exemples", examples()), ("colonnes", columns())):
        start = f"<!-- généré : {name} -->\n"
        before, found, rest = page.partition(start)
        assert found, name
        page = f"{before}{start}{generated}{rest[rest.index(END) :]}"
    assert_generated(PAGE, page)


def test_the_page_names_every_sign_that_is_replaced() -> None:
    replaced = {char for char in map(chr, range(0x3000)) if any_change(char)}
    invisible = {char for char in replaced if not char.isprintable()}
    assert replaced - invisible | {"\n", "\r"} == set(NAMES)


def any_change(char: str) -> bool:
    return write_cell(TEXT, char) != char or write_cell(LIST, (char,)) != char
