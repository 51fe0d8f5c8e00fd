"""What the SIRET kind accepts, which cause it names, and which correction it offers."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from stdnum import luhn
from stdnum.fr import siret as stdnum_siret

from iafiche.model.catalogue import CATALOGUE
from iafiche.model.field import Role
from iafiche.model.flaws import Code, Flaw
from iafiche.model.kinds.siret import Siret, authority_of, is_right

KIND = Siret()
RIGHT = CATALOGUE.of_role(Role.IDENTITY).field.example
LOST_ZERO = "01234567400019"
DIGITS = st.text("0123456789", min_size=14, max_size=14)


def flaws(value: str) -> list[Flaw]:
    return list(KIND.flaws(value))


@st.composite
def valid_keys(draw: st.DrawFn) -> str:
    """Fourteen digits whose two Luhn keys are right."""
    siren = draw(st.text("0123456789", min_size=8, max_size=8))
    siren += luhn.calc_check_digit(siren)
    number = siren + draw(st.text("0123456789", min_size=4, max_size=4))
    return number + luhn.calc_check_digit(number)


@st.composite
def la_poste(draw: st.DrawFn) -> str:
    return "356000000" + draw(st.text("0123456789", min_size=5, max_size=5))


@pytest.mark.parametrize("right", [RIGHT, LOST_ZERO, "35600000000048", "35600000049837"])
def test_a_right_number_has_no_flaw_la_poste_included(right: str) -> None:
    assert flaws(right) == []


@pytest.mark.parametrize(
    "written",
    [
        f"{RIGHT[:3]} {RIGHT[3:6]} {RIGHT[6:9]} {RIGHT[9:]}",
        f"{RIGHT[:4]} {RIGHT[4:7]} {RIGHT[7:10]} {RIGHT[10:]}",
        f"{RIGHT[:9]}.{RIGHT[9:]}",
        f"{RIGHT[:9]}-{RIGHT[9:]}",
        f" {RIGHT}\n",
        f"\N{NO-BREAK SPACE}{RIGHT[:3]}\N{NARROW NO-BREAK SPACE}{RIGHT[3:]}",
        f"\ufeff{RIGHT}",
        f"'{RIGHT}",
    ],
)
def test_spaces_and_separators_are_taken_out_for_certain(written: str) -> None:
    (flaw,) = flaws(written)
    assert (flaw.fix, flaw.safe, flaw.unfinished) == (RIGHT, True, False)


@pytest.mark.parametrize(
    ("written", "said", "fix", "safe"),
    [
        pytest.param(RIGHT[:-1] + "8", "clé de contrôle", None, False, id="wrong key"),
        pytest.param("35600000049838", "clé de contrôle", None, False, id="La Poste, wrong sum"),
        pytest.param("2,157E+13", "arrondi", None, False, id="scientific, comma"),
        pytest.param("2.15799909E13", "arrondi", None, False, id="scientific, point"),
        pytest.param("21579990900000", "arrondi", None, False, id="rounded to 100 000"),
        pytest.param("21570000000000.0", "arrondi", None, False, id="rounded, as a decimal number"),
        pytest.param(f"{RIGHT}.0", "décimales", RIGHT, True, id="as a decimal number"),
        pytest.param(f"{LOST_ZERO[1:]},0", "décimales", LOST_ZERO, False, id="decimal, no zero"),
        pytest.param(f"SIRET : {RIGHT}", "autre chose", RIGHT, False, id="with its label"),
        pytest.param(f"{RIGHT}0", "15 chiffres", None, False, id="one digit too many"),
        pytest.param("non connu", "que des chiffres", None, False, id="words"),
        pytest.param("２１５７", "que des chiffres", None, False, id="digits of another script"),
        pytest.param("-", "que des chiffres", None, False, id="a dash"),
    ],
)
def test_the_likely_cause_is_named(written: str, said: str, fix: str | None, safe: bool) -> None:
    (flaw,) = flaws(written)
    assert flaw.code is Code.SIRET_INVALIDE
    assert said in flaw.message
    assert (flaw.fix, flaw.safe and fix is not None, flaw.unfinished) == (fix, safe, False)


def test_thirteen_digits_get_their_zero_back_once_a_person_agrees() -> None:
    (flaw,) = flaws(LOST_ZERO[1:])
    assert "zéro initial" in flaw.message
    assert (flaw.fix, flaw.safe) == (LOST_ZERO, False)


def test_thirteen_digits_that_no_zero_makes_right_get_no_correction() -> None:
    (flaw,) = flaws(RIGHT[:-1])
    assert flaw.message.startswith("13 chiffres")
    assert flaw.fix is None


def test_a_siren_alone_is_told_from_nine_digits_of_anything() -> None:
    assert "SIREN" in flaws(RIGHT[:9])[0].message
    assert "SIREN" not in flaws(RIGHT[:8] + "0")[0].message


@pytest.mark.parametrize("length", range(1, 14))
def test_a_number_being_typed_is_unfinished(length: int) -> None:
    assert [flaw.unfinished for flaw in flaws(RIGHT[:length])] == [True]


@given(DIGITS | valid_keys() | la_poste())
@example("35600000000048")
@example("35600000000014")
@example("21579990900000")
def test_the_verdict_is_the_librarys_but_for_numbers_that_name_no_establishment(
    digits: str,
) -> None:
    expected = stdnum_siret.is_valid(digits) and not digits.endswith("00000")
    assert is_right(digits) is expected
    assert (flaws(digits) == []) is expected


@pytest.mark.parametrize(
    ("siret", "name"),
    [
        (RIGHT, "une commune"),
        ("22579990900000", "un département"),
        ("23 579 990 9", "une région"),
        ("245799909", "un EPCI"),
        ("255799909", "un syndicat"),
    ],
)
def test_the_prefix_tells_the_kind_of_authority(siret: str, name: str) -> None:
    authority = authority_of(siret)
    assert authority is not None
    assert authority.name == name


@pytest.mark.parametrize("siret", ["20005478100022", "35600000000048", "2157", "21abcdefghij", ""])
def test_other_numbers_tell_nothing(siret: str) -> None:
    assert authority_of(siret) is None
