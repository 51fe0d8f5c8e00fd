"""Which e-mail addresses are right, whose they seem to be, and how others are mended."""

import pytest
from email_validator import EmailNotValidError, validate_email
from hypothesis import given, settings
from hypothesis import strategies as st

from iafiche.model.flaws import Code, Flaw
from iafiche.model.kinds import email
from iafiche.model.kinds.email import Email

KIND = Email()
_LIKE_ADDRESSES = st.from_regex(
    r"[A-Za-z0-9._+-]{1,30}@[a-z0-9.-]{1,70}(fr|com|org|bzh)", fullmatch=True
)
_PLAIN_ADDRESSES = st.from_regex(email._plain(), fullmatch=True).filter(
    lambda address: address.index("@") <= email._LONGEST_LOCAL_PART
)


def flaws(value: str) -> list[Flaw]:
    return list(KIND.flaws(value))


def library_accepts(address: str) -> bool:
    try:
        validate_email(address, check_deliverability=False)
    except EmailNotValidError:
        return False
    return True


@pytest.mark.parametrize(
    "service",
    [
        "numerique@ville-belrive.fr",
        "ia.projets@exemple.org",
        "direction-numerique@belrive.fr",
        "service.dechets@belrive.fr",
        "plan-velo@belrive.fr",
        "dsi@côte-belle.fr",
        "contact@xn--cte-belle-n5a.fr",
        "o'brien+ia@belrive.fr",
        "dpo@agglo.belrive.bzh",
    ],
)
def test_the_address_of_a_service_has_no_flaw(service: str) -> None:
    assert flaws(service) == []


@pytest.mark.parametrize(
    "person",
    [
        "camille.martin@belrive.fr",
        "c.martin@belrive.fr",
        "camille_martin@belrive.fr",
        "Camille.Martin@belrive.fr",
        "anne-camille.martin-durand@belrive.fr",
        "élodie.martin@belrive.fr",
        "camille.martin2@belrive.fr",
    ],
)
def test_the_address_of_a_person_is_advised_against(person: str) -> None:
    (flaw,) = flaws(person)
    assert flaw.code is Code.COURRIEL_NOMINATIF
    assert flaw.fix is None


@pytest.mark.parametrize(
    ("written", "fix", "safe"),
    [
        (" dsi@belrive.fr", "dsi@belrive.fr", True),
        ("dsi@belrive.fr\n", "dsi@belrive.fr", True),
        ("mailto:dsi@belrive.fr", "dsi@belrive.fr", True),
        ("<dsi@belrive.fr>", "dsi@belrive.fr", True),
        ("dsi @ belrive.fr", "dsi@belrive.fr", False),
        ("dsi@belrive,fr", "dsi@belrive.fr", False),
        ("Service numérique <dsi@belrive.fr>", "dsi@belrive.fr", False),
        ("Contact : dsi@belrive.fr", "dsi@belrive.fr", False),
        ("dsi@belrive.fr ; dpo@belrive.fr", "dsi@belrive.fr", False),
    ],
)
def test_an_address_among_other_signs_is_taken_out(written: str, fix: str, safe: bool) -> None:
    (flaw,) = flaws(written)
    assert flaw.code is Code.COURRIEL_INVALIDE
    assert (flaw.fix, flaw.safe, flaw.unfinished) == (fix, safe, False)


@pytest.mark.parametrize(
    "wrong",
    [
        "accès interne uniquement",
        "@belrive.fr",
        "dsi@@belrive.fr",
        "dsi@-belrive.fr",
        "dsi@belrive-.fr",
        "dsi@localhost.local",
        f"dsi@{'a' * 64}.fr",
        f"{'a' * 250}@b.fr",
        "a@b.fr" * 20_000,
    ],
)
def test_what_is_no_address_gets_no_correction(wrong: str) -> None:
    (flaw,) = flaws(wrong)
    assert flaw.code is Code.COURRIEL_INVALIDE
    assert flaw.fix is None


@pytest.mark.parametrize(
    ("begun", "unfinished"),
    [
        ("d", True),
        ("dsi@", True),
        ("dsi@belrive", True),
        ("dsi@belrive.", True),
        ("dsi@x-fr", True),
        ("dsi@belrive..", False),
        ("@", False),
        ("dsi interne", False),
    ],
)
def test_an_address_being_typed_is_unfinished(begun: str, unfinished: bool) -> None:
    (flaw,) = flaws(begun)
    assert flaw.unfinished is unfinished


@settings(max_examples=150)
@given(_PLAIN_ADDRESSES)
def test_the_shortcut_takes_only_what_the_library_takes(address: str) -> None:
    assert email._plain().fullmatch(address)
    assert library_accepts(address)


@settings(max_examples=150)
@given(_LIKE_ADDRESSES)
def test_the_verdict_is_the_librarys(address: str) -> None:
    invalid = [flaw for flaw in flaws(address) if flaw.code is Code.COURRIEL_INVALIDE]
    assert (invalid == []) is library_accepts(address)
