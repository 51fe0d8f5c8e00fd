"""Reading never fails without saying what is wrong, where, and what to do, in French."""

import os
import re
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from iafiche.check.checking import check_draft
from iafiche.check.context import Context
from iafiche.model.draft import Draft
from iafiche.model.flaws import Code
from iafiche.model.values import Foreign
from iafiche.store.document import rewrite
from iafiche.store.migrations import FileFormat, Tables
from iafiche.store.reading import LARGEST_FILE, Reading, located, read_bytes, read_file


def only_finding(reading: Reading) -> tuple[Code, int, int, str, str]:
    assert not reading.readable
    (finding,) = reading.findings
    assert reading.draft == Draft()
    assert finding.path == ()
    return finding.code, finding.line, finding.column, finding.message, finding.advice


@pytest.mark.parametrize(
    ("text", "line", "column", "said"),
    [
        ("[general]\nVille de Metz", 2, 7, "Le signe ="),
        ("[general]\n= 1", 2, 1, "ne commence ni par un nom de champ"),
        ("é = 1", 1, 1, "ne commence ni par un nom de champ"),
        ("coll_nom =\n", 1, 11, "La valeur manque"),
        ("coll_nom = Metz", 1, 12, "La valeur manque"),
        ("[general]\n[data]\n[general]", 3, 9, "« general » figure deux fois"),
        ("[a.b]\n[a.b]", 2, 5, "« a.b » figure deux fois"),
        ("a = 1\na = 2", 2, 6, "déjà défini plus haut"),
        ("a = {}\na.b = 1", 2, 8, "« a » est déjà défini"),
        ("[a.b]\nx = 1\n[a]\nb.d = 1", 4, 8, "« a.b » est déjà défini"),
        ("a = {b = 1, b = 2}", 1, 18, "« b » figure deux fois"),
        ('a = "Metz\nb = 1', 1, 10, "n'est pas terminé"),
        ('a = """Metz\n', 1, 12, "n'est pas terminé"),
        ("a = 'Metz\n'", 1, 10, "n'est pas terminé"),
        ("a = '''Metz", 1, 12, "n'est pas terminé"),
        ('a = "une "belle" ville"', 1, 11, "Du texte suit la valeur"),
        ("[general", 1, 9, "titre de section n'est pas fermé"),
        ("[[general]", 1, 10, "titre de section n'est pas fermé"),
        ("[]", 1, 2, "Un nom de champ ou de section est attendu"),
        ("a = [1 2]", 1, 8, "La liste n'est pas fermée"),
        ("a = { b = 1", 1, 12, "L'accolade n'est pas fermée"),
        (r'a = "C:\Villes"', 1, 10, "barre oblique inverse"),
        (r'a = "\uD800"', 1, 12, "Le code de caractère"),
        (r'a = "\uXYZT"', 1, 8, "Le code de caractère"),
        ('a = "x\x07"', 1, 7, "caractère de contrôle invisible (\\x07)"),
        ('a = "x\ry"', 1, 7, "La fin de cette ligne"),
        ("a = 2024-02-31", 1, 5, "n'existe pas au calendrier"),
        ("a = 2024-02-30T10:00:00", 1, 5, "n'existe pas au calendrier"),
        pytest.param("a = " + "[" * 5000, 1, 1, "imbriquées trop profondément", id="lists"),
        pytest.param(".".join("a" * 999) + "=1", 1, 1, "imbriquées trop profondément", id="keys"),
    ],
)
def test_what_is_not_toml_is_explained_at_its_place(
    text: str, line: int, column: int, said: str
) -> None:
    code, *place, message, advice = only_finding(read_bytes(text.encode()))

    assert code is Code.TOML_INVALIDE
    assert said in message
    assert place == [line, column]
    assert advice.endswith(".")


@given(st.text(alphabet="[]{}=\"'\\#,.\n\r\t a1-_ué\x00", max_size=30))
@example("a = " + "9" * 5000)
def test_no_text_makes_reading_fail_or_speak_english(text: str) -> None:
    for finding in read_bytes(text.encode()).findings:
        said = f"{finding.message} {finding.advice}"
        assert not re.search(r"\b(at line|expected|invalid|cannot|found|illegal)\b", said, re.I)
        assert 1 <= finding.line <= text.count("\n") + 1


@given(st.binary(max_size=30))
def test_no_bytes_make_reading_fail(data: bytes) -> None:
    reading = read_bytes(data)

    assert reading.text.encode() in (data, b"")


@pytest.mark.parametrize(
    ("data", "line", "column", "said"),
    [
        ("version = 1\ncoll = 'é'".encode("cp1252"), 2, 9, "Windows-1252"),
        ("é = 1\nà = 'é'\n".encode() + b"\xff", 3, 1, "Windows-1252"),
        ("version = 1".encode("utf-16"), 1, 1, "UTF-16"),
    ],
)
def test_another_encoding_is_named_with_the_place_of_the_first_wrong_byte(
    data: bytes, line: int, column: int, said: str
) -> None:
    code, *place, message, advice = only_finding(read_bytes(data))

    assert code is Code.ENCODAGE_INVALIDE
    assert place == [line, column]
    assert said in message
    assert "UTF-8" in advice


def test_what_is_no_text_in_any_encoding_is_told_to_be_none() -> None:
    code, *_place, message, advice = only_finding(read_bytes(b"\x89PNG\r\n\x1a\n\x00\x00\xff"))
    assert code is Code.ENCODAGE_INVALIDE
    assert message == "Le fichier n'est pas du texte."
    assert "*.fiche.toml" in advice


def test_a_byte_order_mark_is_accepted_and_stays() -> None:
    reading = read_bytes('\ufeff[general]\ncoll_nom = "Belrive"\n'.encode())

    assert reading.readable
    assert reading.draft["coll_nom"] == "Belrive"
    assert rewrite(reading.text, reading.draft.with_value("coll_nom", "Sorgues")) == (
        '\ufeff[general]\ncoll_nom = "Sorgues"\n'
    )


@pytest.mark.parametrize("version", ["2", '"1"', "0", "true", "1.0", "{}"])
def test_a_version_that_is_not_known_is_refused_at_its_place(version: str) -> None:
    text = f'# fiche\nversion = {version}\n[general]\ncoll_nom = "Belrive"\n'

    code, *place, _, _ = only_finding(read_bytes(text.encode()))

    assert code is Code.VERSION_INCONNUE
    assert place == [2, 11]


def test_a_newer_version_is_refused_with_the_reason() -> None:
    _, _, _, message, advice = only_finding(read_bytes(b"version = 7"))

    assert "version 7, plus récente que ce programme (version 1)" in message
    assert "Mettez iafiche à jour" in advice


def test_a_file_without_a_version_is_read_and_stays_without() -> None:
    reading = read_bytes(b'[general]\ncoll_nom = "a"\n')

    assert reading.version == 1
    assert "version" not in rewrite(reading.text, reading.draft.with_value("nom_projet", "b"))


def rename_ville(tables: Tables) -> Tables:
    general = tables.get("general")
    assert isinstance(general, dict)
    renamed = {("coll_nom" if key == "ville" else key): value for key, value in general.items()}
    return {**tables, "general": renamed}


@pytest.mark.parametrize(
    ("version_line", "new_version_line"),
    [("version = 1 # ancien\n", "version = 2 # ancien\n"), ("", "version = 2\n")],
)
def test_an_older_version_is_migrated_in_memory_and_written_on_saving(
    version_line: str, new_version_line: str
) -> None:
    second = FileFormat(version=2, migrations={1: rename_ville})
    text = f'{version_line}[general]\n# le nom\nville = "Belrive"\nperso = 1\n'

    reading = read_bytes(text.encode(), second)

    assert reading.is_migrated
    assert reading.version == 1
    assert reading.text == text
    assert reading.draft == Draft({"coll_nom": "Belrive"}, {("general", "perso"): 1})
    written = rewrite(text, reading.draft, second)
    assert written == f'{new_version_line}[general]\ncoll_nom = "Belrive"\n# le nom\nperso = 1\n'
    assert not read_bytes(written.encode(), second).is_migrated
    assert rewrite(written, reading.draft, second) == written


def test_wrong_types_and_unknown_content_open_and_are_kept() -> None:
    reading = read_bytes(b"data = 3\n[general]\ncoll_nom = 12\nfoo = 1\n[perso]\nx = 1\n")

    assert reading.readable
    assert reading.draft.values == {"coll_nom": Foreign(12)}
    assert reading.draft.unknown == {("data",): 3, ("general", "foo"): 1, ("perso",): {"x": 1}}


def test_findings_about_a_draft_are_placed_in_its_file(context: Context) -> None:
    reading = read_bytes(b'version = 1\n[general]\ncoll_siret = "12"\n')

    findings = located(check_draft(reading.draft, context), reading)

    places = {finding.key: (finding.line, finding.column) for finding in findings}
    assert places["coll_siret"] == (3, 14)
    assert places["coll_nom"] == (2, 1)
    assert places["date"] == (1, 1)


class TestAFileThatCannotBeOpened:
    """One finding says why."""

    def test_is_missing(self, tmp_path: Path) -> None:
        code, _, _, message, _ = only_finding(read_file(tmp_path / "rien.fiche.toml"))

        assert code is Code.FICHIER_ILLISIBLE
        assert "introuvable" in message

    def test_is_a_folder(self, tmp_path: Path) -> None:
        assert "C'est un dossier" in only_finding(read_file(tmp_path))[3]

    def test_has_an_impossible_name(self, tmp_path: Path) -> None:
        assert "refuse ce nom" in only_finding(read_file(tmp_path / "a\0b"))[3]

    def test_has_a_name_too_long(self, tmp_path: Path) -> None:
        assert "trop long" in only_finding(read_file(tmp_path / ("a" * 300)))[3]

    def test_is_too_large(self, tmp_path: Path) -> None:
        (tmp_path / "gros").write_bytes(b"#" * (LARGEST_FILE + 1))

        assert "dépasse 2 Mo" in only_finding(read_file(tmp_path / "gros"))[3]

    @pytest.mark.skipif(os.name == "nt", reason="Windows has no such files in folders")
    def test_is_a_pipe_nobody_writes_to(self, tmp_path: Path) -> None:
        os.mkfifo(tmp_path / "tube")

        assert "ordinaire" in only_finding(read_file(tmp_path / "tube"))[3]

    def test_is_a_link_to_itself(self, tmp_path: Path) -> None:
        (tmp_path / "lien").symlink_to(tmp_path / "lien")

        assert "tourne en rond" in only_finding(read_file(tmp_path / "lien"))[3]

    def test_belongs_to_somebody_else(self, plain_users_folder: Path) -> None:
        path = plain_users_folder / "privé"
        path.write_bytes(b"")
        path.chmod(0)

        assert "pas le droit de lire" in only_finding(read_file(path))[3]
