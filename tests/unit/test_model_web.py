"""Which web and image addresses are right, and how others are mended."""

import pytest

from iafiche.model.flaws import Code, Flaw
from iafiche.model.kinds import ImageAddress, Kind, WebAddress

WEB, IMAGE = WebAddress(), ImageAddress()
KINDS = pytest.mark.parametrize("kind", [WEB, IMAGE], ids=["page", "image"])


def only_flaw(kind: Kind, value: str) -> Flaw:
    (flaw,) = kind.flaws(value)
    return flaw


@KINDS
@pytest.mark.parametrize(
    "right",
    [
        "https://belrive.fr",
        "HTTPS://WWW.BELRIVE.FR/Logo.png",
        "https://www.belrive.fr:8443/a/b?c=d&e=(f)#g",
        "https://côte-belle.fr/délibérations",
        "https://xn--cte-belle-n5a.fr/",
        "https://例え.テスト/",
        "https://git_lab.belrive.fr./x",
    ],
)
def test_an_absolute_address_is_right(kind: Kind, right: str) -> None:
    assert list(kind.flaws(right)) == []


@KINDS
def test_http_is_right_but_https_is_advised(kind: Kind) -> None:
    flaw = only_flaw(kind, "http://www.belrive.fr/x")
    assert (flaw.code, flaw.fix, flaw.safe) == (Code.URL_HTTP, "https://www.belrive.fr/x", False)


@KINDS
@pytest.mark.parametrize(
    ("written", "fix", "safe"),
    [
        ("www.belrive.fr/ia", "https://www.belrive.fr/ia", True),
        (" WWW.belrive.fr", "https://WWW.belrive.fr", True),
        ("https://belrive.fr/ia ", "https://belrive.fr/ia", True),
        ("https://belrive.fr/ia\u200b", "https://belrive.fr/ia", True),
        ("belrive.fr/ia", "https://belrive.fr/ia", False),
        ("https:/belrive.fr", "https://belrive.fr", False),
        ("https//belrive.fr", "https://belrive.fr", False),
        ("http:\\\\belrive.fr", "https://belrive.fr", False),
        ("htttps://belrive.fr", "https://belrive.fr", False),
        ("voir https://belrive.fr", "https://belrive.fr", False),
        ("(https://belrive.fr/ia)", "https://belrive.fr/ia", False),
        ("https://belrive.fr; https://exemple.fr", "https://belrive.fr", False),
    ],
)
def test_what_is_nearly_an_address_is_mended(
    kind: Kind, written: str, fix: str, safe: bool
) -> None:
    flaw = only_flaw(kind, written)
    assert (flaw.code, flaw.fix, flaw.safe) == (Code.URL_INVALIDE, fix, safe)


@KINDS
@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ("accès interne uniquement", "n'est pas une adresse"),
        ("n/a", "pas une adresse web complète"),
        ("N.C.", "pas une adresse web complète"),
        ("https://belrive.fr/mon projet", "pas d'espaces"),
        ("www.belrive.fr/mon projet", "pas d'espaces"),
        ("ftp://belrive.fr/x", "« ftp: »"),
        ("mailto:dsi@belrive.fr", "« mailto: »"),
        ("javascript:alert(1)", "« javascript: »"),
        ("https://intranet/projet", "« intranet »"),
        ("http://192.168.1.1/", "« 192.168.1.1 »"),
        ("https://[::1]/", "« [::1] »"),
        ("https://belrive.fr:123456/", "« belrive.fr:123456 »"),
        ("https://moi:secret@belrive.fr/", "nom d'utilisateur"),
        ('https://belrive.fr/"x"', "pas une adresse web complète"),
        ("https://belrive..fr/", "n'est pas le nom d'un site public"),
        ("https://-belrive.fr/", "n'est pas le nom d'un site public"),
        ("httpſ://belrive.fr/", "pas une adresse web complète"),
        ("https://belrive.fr/" + "a" * 2000, "2000 caractères"),
    ],
)
def test_what_nobody_could_open_says_why(kind: Kind, wrong: str, said: str) -> None:
    flaw = only_flaw(kind, wrong)
    assert flaw.code is Code.URL_INVALIDE
    assert said in flaw.message
    assert (flaw.fix, flaw.advice) == (None, kind.advice)  # type: ignore[attr-defined]  # both have


def test_only_where_an_address_is_optional_is_leaving_it_empty_advised() -> None:
    assert "laissez le champ vide" in WEB.advice
    assert "vide" not in IMAGE.advice


@pytest.mark.parametrize(
    "begun",
    [
        *("h", "ht", "HTTP", "https:", "https:/", "https://", "https://bel"),
        *("w", "www.", "www.bel", "www.belrive.f"),
    ],
)
@KINDS
def test_an_address_being_typed_is_unfinished(kind: Kind, begun: str) -> None:
    assert only_flaw(kind, begun).unfinished


@pytest.mark.parametrize("wrong", ["accès interne", "belrive", "https://intranet/", "x:"])
def test_what_no_more_typing_makes_right_is_wrong_at_once(wrong: str) -> None:
    assert not only_flaw(WEB, wrong).unfinished


@pytest.mark.parametrize(
    ("written", "path"),
    [
        ("logo.png", "logo.png"),
        (" images/Logo de la ville.SVG ", "images/Logo de la ville.SVG"),
        ("../logo.jpeg", "../logo.jpeg"),
        ("C:\\Users\\dsi\\logo.png", "C:\\Users\\dsi\\logo.png"),
        ("\\\\serveur\\partage\\logo.gif", "\\\\serveur\\partage\\logo.gif"),
        ("file:///home/dsi/mon%20logo.png", "/home/dsi/mon logo.png"),
        ("file:///C:/dsi/logo.png", "C:/dsi/logo.png"),
        ("file://localhost/home/logo.png", "/home/logo.png"),
        ("FILE:logo", "logo"),
    ],
)
def test_a_local_image_is_no_flaw_of_the_address(written: str, path: str) -> None:
    assert IMAGE.local_file(written) == path
    assert list(IMAGE.flaws(written)) == []


@pytest.mark.parametrize(
    "written",
    [
        "https://belrive.fr/logo.png",
        "https://belrive.fr/mon logo.png",
        "www.belrive.fr/logo.png",
        "data:image/png;base64,AAAA",
        "logo",
        "logo.pdf",
    ],
)
def test_other_texts_are_no_local_image(written: str) -> None:
    assert IMAGE.local_file(written) is None


def test_the_path_of_an_image_being_typed_is_unfinished() -> None:
    assert only_flaw(IMAGE, "images/log").unfinished
    assert not only_flaw(IMAGE, "data:image/png").unfinished
