"""Free texts: the traces of a bad copy are found, and taken out without loss."""

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from iafiche.model.flaws import Code, Flaw
from iafiche.model.kinds import Kind, LongText, ShortText

LONG, SHORT = LongText(), ShortText()
BOTH = pytest.mark.parametrize("kind", [LONG, SHORT], ids=["long", "short"])
FRENCH = st.text("abcdefghijklmnopqrstuvwxyz éèêëàâçîïôùûüœæÉÈÀÇŒ«»’'€–—…°", max_size=60)


def flaws(kind: Kind, value: str) -> list[Flaw]:
    return list(kind.flaws(value))


@BOTH
@pytest.mark.parametrize(
    "right",
    [
        "Propreté des rives",
        "« L’été », dit-on : 50 € d'âge, 5 < 6 & 7 > 3 ; œuvre n° 2",
        "SÃO PAULO et Ångström, São Paulo",
        "R&D; AT&T, a < b > c",
        "👩\u200d🌾 آزمون",
        "Une\ttabulation",
    ],
)
def test_honest_text_has_no_flaw(kind: Kind, right: str) -> None:
    assert [flaw.message for flaw in flaws(kind, right)] == []


def test_line_breaks_belong_in_long_texts_only() -> None:
    assert flaws(LONG, "Un.\n\nDeux.") == []
    (flaw,) = flaws(SHORT, "Un.\n\nDeux.")
    assert (flaw.code, flaw.fix, flaw.safe) == (Code.TEXTE_SUSPECT, "Un. Deux.", True)


@BOTH
@pytest.mark.parametrize(
    ("spoiled", "mended"),
    [
        ("PropretÃ© des rÃ¨gles", "Propreté des règles"),
        ("Ã‰cole, cÅ“ur, Å’uvre", "École, cœur, Œuvre"),
        ("lâ€™eau â€“ 50 â‚¬ â€¦", "l’eau – 50 € …"),
        ("Â« oui Â» nÂ° 2", "« oui » n° 2"),
        ("Ã\x89cole lâ\x80\x99eau", "École l’eau"),
        ("voilÃ  le", "voilà le"),
        ("jusqu'Ã la fin, voilÃ", "jusqu'à la fin, voilà"),
        ("propretÃƒÂ©", "propreté"),
    ],
)
def test_broken_accents_are_mended_for_certain(kind: Kind, spoiled: str, mended: str) -> None:
    (flaw,) = flaws(kind, spoiled)
    assert (flaw.code, flaw.fix, flaw.safe) == (Code.TEXTE_SUSPECT, mended, True)


@given(FRENCH)
def test_french_read_in_the_wrong_encoding_comes_back(text: str) -> None:
    # Three French signs in a row can look spoiled by themselves: « â€« ».
    assume(not flaws(LONG, text))
    spoiled = "".join(_as_windows(byte) for byte in text.encode())
    found = flaws(LONG, spoiled)
    if spoiled == text:
        assert found == []
    else:
        assert found[0].fix == text


def _as_windows(byte: int) -> str:
    raw = bytes([byte])
    try:
        return raw.decode("cp1252")
    except UnicodeDecodeError:
        return raw.decode("latin-1")


@pytest.mark.parametrize(
    ("kind", "spoiled", "mended"),
    [
        (LONG, "a\x00b\x1b[31m", "ab[31m"),
        (LONG, "un\r\ndeux\rtrois", "un\ndeux\ntrois"),
        (LONG, "un\vdeux\u2028trois", "un\ndeux\ntrois"),
        (SHORT, "un\vdeux\r\u2029trois", "un deux  trois"),
        (SHORT, "\ufeffBel\u00adrive\u200b", "Belrive"),
        (SHORT, "\u202egnp.ogol\u202c", "gnp.ogol"),
    ],
)
def test_signs_that_nobody_sees_are_taken_out_for_certain(
    kind: Kind, spoiled: str, mended: str
) -> None:
    (flaw,) = flaws(kind, spoiled)
    assert "invisibles" in flaw.message
    assert (flaw.fix, flaw.safe) == (mended, True)


@BOTH
@pytest.mark.parametrize("lost", [0xFFFD, 0xDCE9], ids=["replaced", "surrogate"])
def test_a_lost_character_is_told_and_left_to_a_person(kind: Kind, lost: int) -> None:
    (flaw,) = flaws(kind, f"propret{chr(lost)}")
    assert "s'est perdu" in flaw.message
    assert flaw.fix is None


@pytest.mark.parametrize(
    ("kind", "spoiled", "mended"),
    [
        (LONG, "<p>Un</p><p>Deux<br/>trois</p>", "Un\nDeux\ntrois"),
        (SHORT, "<b>Un</b><br>deux", "Un deux"),
        (LONG, "L&rsquo;&eacute;t&eacute;&nbsp;: 5&#8239;&euro;", "L’été\xa0: 5\u202f€"),
        (LONG, "&amp;eacute;t&amp;eacute;", "été"),
        (LONG, "&lt;b&gt;fort&lt;/b&gt;", "fort"),
        (LONG, '<a href="https://belrive.fr">lien</a>', "lien"),
    ],
)
def test_leftover_html_gives_plain_text_once_a_person_agrees(
    kind: Kind, spoiled: str, mended: str
) -> None:
    (flaw,) = flaws(kind, spoiled)
    assert "HTML" in flaw.message
    assert (flaw.fix, flaw.safe) == (mended, False)


def test_html_with_nothing_in_it_gets_no_correction() -> None:
    assert [flaw.fix for flaw in flaws(LONG, "<p><br></p>")] == [None]


def test_no_repair_spoils_what_another_one_saves() -> None:
    accents, unseen = flaws(LONG, "Ã\x89cole\x00")
    assert (accents.fix, unseen.fix) == ("École\x00", "École")
