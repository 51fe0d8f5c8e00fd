"""Encodings: the accents of French are read right in whatever a French program writes."""

import codecs

import pytest

from iafiche.exchange.sheets import Sheet, SourceError, read_source

SAMPLE = "Élève à Nîmes œuvre €"
NAMES = {
    "utf-8": "UTF-8",
    "utf-8-sig": "UTF-8 avec marque",
    "cp1252": "Windows-1252",
    "iso8859-15": "Latin-9",
    "utf-16": "UTF-16",
    "utf-16-le": "UTF-16 LE",
    "utf-16-be": "UTF-16 BE",
    "utf-32": "UTF-32",
    "mac-roman": "Mac Roman",
}


def read(data: bytes, encoding: str = "") -> Sheet:
    return read_source("fiches.csv", data, encoding=encoding)


@pytest.mark.parametrize("encoding", NAMES)
def test_a_short_sample_in_french_is_read_right(encoding: str) -> None:
    sheet = read(f"coll_nom;nom_projet\r\n{SAMPLE};x\r\n".encode(encoding))
    assert sheet.header == ("coll_nom", "nom_projet")
    assert [row.cells for row in sheet.rows] == [(SAMPLE, "x")]
    assert NAMES[encoding] in sheet.described
    assert not sheet.remarks


@pytest.mark.parametrize(
    ("encoding", "name"),
    [("cp1252", "Windows-1252"), ("mac-roman", "Mac Roman"), ("cp858", "DOS 850")],
)
@pytest.mark.parametrize(
    "text",
    ["Collectivité", "é", "CITÉ DES ÉTOILES", "École d'été", "à la forêt", "Ça ira : 20 °C"],
)
def test_one_accent_is_enough_to_tell_the_encoding(encoding: str, name: str, text: str) -> None:
    sheet = read(f"nom;{text}\nx;y\n".encode(encoding))
    assert sheet.header == ("nom", text)
    assert name in sheet.described


@pytest.mark.parametrize("text", ["½ journée", "été·e·s", "« l’été »", "n° 3 – §2", "coût ± 5 €"])
def test_signs_of_windows_stay_signs(text: str) -> None:
    assert read(f"nom;{text}\nx;y\n".encode("cp1252")).header == ("nom", text)


@pytest.mark.parametrize("mark", [codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE])
def test_unicode_text_of_excel_is_read(mark: bytes) -> None:
    encoding = "utf-16-le" if mark == codecs.BOM_UTF16_LE else "utf-16-be"
    text = f'coll_nom\tnom_projet\r\n"Une\ncellule"\t{SAMPLE}\r\n'
    sheet = read(mark + text.encode(encoding))
    assert sheet.separator == "\t"
    assert [row.cells for row in sheet.rows] == [("Une\ncellule", SAMPLE)]


def test_lines_of_another_encoding_in_utf_8_are_read_and_told() -> None:
    data = "nom;projet\nÉté;Forêt\n".encode() + "Cité;x\n".encode("cp1252")
    sheet = read(data)
    assert [row.cells for row in sheet.rows] == [("Été", "Forêt"), ("Cité", "x")]
    assert "ligne 3" in sheet.remarks[0]


def test_a_file_of_another_country_is_guessed_and_told() -> None:
    russian = "Администрация города открыла новую службу для жителей, и это хорошо."
    sheet = read(f"nom;projet\n{russian};да\n".encode("cp1251"))
    assert sheet.rows[0].cells == (russian, "да")
    assert "deviné" in sheet.remarks[0]


def test_the_bytes_that_windows_1252_leaves_open_do_not_stop_the_reading() -> None:
    sheet = read("nom;Été\nCité révélée;".encode("cp1252") + b"a\x81b\n")
    assert sheet.rows[0].cells == ("Cité révélée", "a\x81b")


def test_a_cut_utf_16_file_is_read_to_its_end_and_told() -> None:
    sheet = read("nom;Été\nx;y".encode("utf-16")[:-1])
    assert sheet.header == ("nom", "Été")
    assert "UTF-16" in sheet.remarks[0]


def test_the_encoding_that_is_asked_for_goes_before_any_guess() -> None:
    assert read("nom;½\nx;y\n".encode("cp1252"), "iso8859-15").header == ("nom", "œ")
    assert read("nom;Été\nx;y\n".encode("utf-8-sig"), "utf-8").header == ("nom", "Été")


@pytest.mark.parametrize(
    ("encoding", "named"),
    [("utf-8", "utf-8"), ("ascii", "ascii"), ("martien", "martien"), ("hex", "hex"), ("\0", "�")],
)
def test_an_encoding_that_does_not_fit_is_refused_with_what_to_do(
    encoding: str, named: str
) -> None:
    with pytest.raises(SourceError) as caught:
        read("nom;Été\nx;y\n".encode("cp1252"), encoding)
    assert named in caught.value.message
    assert "encodage" in caught.value.advice or "utf-8" in caught.value.advice
