"""docs/formats.md says what the codecs do: its tables are written by the codecs themselves."""

import re
from collections.abc import Callable, Iterable
from importlib import import_module

from iafiche.exchange import marks
from iafiche.exchange.archive import SUFFIX as ARCHIVE_SUFFIX
from iafiche.exchange.bibliotheque import read_cell, write_cell
from iafiche.exchange.codecs import codec_of
from iafiche.exchange.grist import SPELLINGS
from iafiche.exchange.profiles import BIBLIOTHEQUE, PROFILES, CsvProfile
from iafiche.model.catalogue import CATALOGUE
from iafiche.model.kinds import FreeList, LongText, SeveralOf
from iafiche.model.values import Value
from tests.conftest import ROOT
from tests.docs.pages import with_block

PAGE = "docs/formats.md"
SEVERAL = next(spec for spec in CATALOGUE.fields if isinstance(spec.kind, SeveralOf))
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


def profiles() -> str:
    rows = []
    for profile in PROFILES:
        form = code(profile.suffix)
        if profile.is_folder:
            assert profile.suffix == ARCHIVE_SUFFIX
            form = f"dossier, ou {form}"
        public, all_of_them = len(profile.public), len(profile.complete)
        fields = f"{public} publics, ou {all_of_them} avec `--complet`"
        fields = fields if profile.is_published else f"les {all_of_them}"
        rows.append((code(profile.name), profile.purpose, form, fields))
    return table(("Profil", "Pour", "Forme", "Champs"), rows)


def names() -> str:
    own = [profile for profile in PROFILES if profile.names]
    rows = []
    for spec in CATALOGUE.columns:
        cells = []
        for profile in own:
            assert spec in profile.complete
            name = code(profile.name_of(spec))
            cells.append(name if spec in profile.public else f"({name})")
        rows.append((code(spec.key), *cells))
    return table(("Clé", *(code(profile.name) for profile in own)), rows)


def csv_profiles() -> str:
    rows = []
    for profile in PROFILES:
        if isinstance(profile, CsvProfile):
            between = profile.list_separator
            content = codec_of(profile).write((), complete=False)
            assert isinstance(content, bytes) or profile.is_folder
            marked = isinstance(content, bytes) and content.startswith(b"\xef\xbb\xbf")
            written = import_module(f"iafiche.exchange.{profile.module}").write_cell
            rows.append(
                (
                    code(profile.name),
                    code(profile.separator),
                    code(between),
                    code(written(SEVERAL, (f"a{between.strip()}b",))),
                    {"\n": "LF", "\r\n": "CRLF"}[profile.newline],
                    "oui" if marked else "",
                )
            )
    head = (
        *("Profil", "Entre deux colonnes", "Entre deux valeurs", "Ce signe dans une valeur"),
        *("Fin de ligne", "Marque d'ordre des octets"),
    )
    return table(head, rows)


def spellings() -> str:
    return table(("Dans la fiche", "Dans la table"), list(SPELLINGS.items()))


BLOCKS: dict[str, Callable[[], str]] = {
    "profils": profiles,
    "noms": names,
    "csv": csv_profiles,
    "signes": signs,
    "exemples": examples,
    "colonnes": columns,
    "grist": spellings,
}


def test_the_tables_of_the_page_are_fresh(assert_generated: Callable[[str, str], None]) -> None:
    page = (ROOT / PAGE).read_text(encoding="utf-8")
    for name, generated in BLOCKS.items():
        page = with_block(page, name, generated())
    assert_generated(PAGE, page)


def test_the_page_has_a_chapter_on_every_profile() -> None:
    titles = re.findall("^## (.+)$", (ROOT / PAGE).read_text(encoding="utf-8"), re.MULTILINE)
    told = [name for title in titles for name in re.findall("`([^`]+)`", title)]
    profiles = [profile.name for profile in PROFILES]
    assert [name for name in told if name in profiles] == profiles


def test_the_page_names_every_sign_that_is_replaced() -> None:
    replaced = {char for char in map(chr, range(0x3000)) if any_change(char)}
    invisible = {char for char in replaced if not char.isprintable()}
    assert replaced - invisible | {"\n", "\r"} == set(NAMES)


def any_change(char: str) -> bool:
    return write_cell(TEXT, char) != char or write_cell(LIST, (char,)) != char
