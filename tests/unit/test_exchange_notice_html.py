"""The notices in HTML: whole by themselves, harmless whatever a fiche says, for everybody."""

import base64
import hashlib
import json
import re
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import iafiche.exchange
from iafiche.exchange.notice import notice
from iafiche.exchange.notice_folder import ALL_FICHES, FACETS, HEADING, INTERNAL, leaves
from iafiche.exchange.notice_html import INDEX, write
from iafiche.exchange.profiles import NOTICE
from iafiche.model.catalogue import CATALOGUE
from iafiche.model.draft import Draft
from iafiche.model.field import Access
from iafiche.model.kinds import WebAddress
from iafiche.model.kinds.web import is_absolute
from tests.fiches import complete_draft
from tests.unit.exchange_drafts import any_value, drafts, right_drafts
from tests.unit.web_page import Element, as_shown, parsed

STYLE = (Path(iafiche.exchange.__file__).parent / "notice.css").read_text(encoding="utf-8")
SCRIPT = (Path(iafiche.exchange.__file__).parent / "notice.js").read_text(encoding="utf-8")
RESTRICTED = [spec for spec in CATALOGUE.fields if spec.field.access is Access.RESTRICTED]
LONG = "Un.\r\nDeux & trois.\n \n\nQuatre <b>.\n"
ATTACKS = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "javascript:alert(1)",
    "</style></title></script><!-- -->",
    "&lt;b&gt; &#0; &amp",
    "' onmouseover='alert(1)",
    "]]>\x00\x0b\x1b[31m\u202e\ud800",
)
ELEMENTS = {
    *("html", "head", "meta", "title", "style", "body", "header", "nav", "main", "section"),
    *("footer", "h1", "h2", "p", "dl", "div", "dt", "dd", "ul", "li", "br", "a"),
    *("form", "label", "input", "select", "option", "button", "script"),
}
ATTRIBUTES = {
    *("lang", "charset", "http-equiv", "content", "name", "class", "href", "rel", "id", "tabindex"),
    *("aria-labelledby", "aria-label", "role", "hidden", "for", "type", "autocomplete", "value"),
    *("data-champ", "data-valeur", "data-fiche", "data-texte", "data-filtre", "data-toutes"),
    "data-aucune",
}

hostile_drafts = st.lists(
    drafts(lambda spec: any_value(spec, surrogates=True))
    | drafts(
        lambda spec: st.sampled_from(ATTACKS).map(
            lambda text: (text, text) if spec.kind.many else text
        )
    ),
    max_size=3,
)


def pages(*fiches: Draft, complete: bool = False) -> dict[str, Element]:
    files = write(fiches, complete=complete)
    return {path: parsed(data.decode("utf-8")) for path, data in files.items()}


def page_of(draft: Draft, *, complete: bool = False) -> Element:
    _, page = pages(draft, complete=complete).values()
    return page


def shown(page: Element) -> dict[str, Element]:
    """Return what shows each field, by its key."""
    return {
        one.attributes["data-champ"]: one for one in page.all() if "data-champ" in one.attributes
    }


def test_a_page_says_what_the_notice_says() -> None:
    draft = complete_draft(usage_description=LONG, partenaires=("Inria", "Aix-Marseille"))
    page = page_of(draft)
    told = notice(draft)
    assert page.one("h1").text == told.title
    assert [heading.text for heading in page.all("h2")] == [part.label for part in told.parts]
    entries = [entry for part in told.parts for entry in part.entries]
    assert [label.text for label in page.all("dt")] == [e.spec.field.label for e in entries]
    fields = shown(page)
    assert fields["coll_nom"].text == told.holder
    assert [one.text for one in fields["partenaires"].all("li")] == ["Inria", "Aix-Marseille"]
    paragraphs = [one.text for one in fields["usage_description"].all("p")]
    assert paragraphs == ["Un.\nDeux & trois.", "Quatre <b>."]


def test_each_element_gives_its_value_to_programs() -> None:
    draft = complete_draft(usage_description=LONG)
    fields = shown(page_of(draft))
    assert json.loads(fields["coll_siret"].attributes["data-valeur"]) == draft["coll_siret"]
    assert json.loads(fields["usage_description"].attributes["data-valeur"]) == LONG
    assert json.loads(fields["audience_service"].attributes["data-valeur"]) == ["Agent"]


def test_restricted_fields_show_only_when_asked_for_and_the_page_then_says_so() -> None:
    draft = complete_draft()
    public, complete = page_of(draft), page_of(draft, complete=True)
    assert not {spec.key for spec in RESTRICTED} & set(shown(public))
    assert set(shown(complete)) == set(draft.values)
    assert INTERNAL in complete.text
    assert INTERNAL not in public.text
    assert INTERNAL in pages(draft, complete=True)[INDEX].text


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(hostile_drafts, st.booleans())
def test_no_text_of_a_fiche_becomes_markup_or_leads_elsewhere(
    fiches: list[Draft], complete: bool
) -> None:
    files = pages(*fiches, complete=complete)
    scripts = 0
    for path, page in files.items():
        for element in page.all():
            assert element.tag in ELEMENTS
            assert set(element.attributes) <= ATTRIBUTES
            scripts += element.tag == "script"
            target = element.attributes.get("href")
            if target is not None and not re.match(r"https?://", target, re.IGNORECASE):
                assert target in {"#contenu", f"../{INDEX}"} | set(files), path
    assert scripts == 1


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(drafts(lambda spec: any_value(spec, surrogates=True)), min_size=1, max_size=2))
def test_every_value_can_be_read_on_its_page(fiches: list[Draft]) -> None:
    _, *found = pages(*fiches, complete=True).values()
    for leaf, page in zip(leaves(NOTICE, fiches, complete=True), found, strict=True):
        fields = shown(page)
        for part in leaf.notice.parts:
            for entry in part.entries:
                wanted = [as_shown(line) for text in entry.texts for line in text.splitlines()]
                assert lines_of(fields[entry.spec.key]) == wanted


def lines_of(element: Element) -> list[str]:
    blocks = list(element.all("li", "p")) or [element]
    return [line for block in blocks for line in block.text.split("\n")]


@pytest.mark.parametrize("path", [INDEX, "page"])
def test_a_page_asks_for_nothing_from_outside(path: str) -> None:
    files = write([complete_draft()], complete=False)
    text = files[INDEX if path == INDEX else next(p for p in files if p != INDEX)].decode("utf-8")
    page = parsed(text)
    assert not list(page.all("link", "img", "iframe", "object", "base"))
    assert not any("src" in element.attributes for element in page.all())
    assert not re.search(r"url\(|@import|@font-face", page.one("style").text)
    assert not re.search(r"fetch|XMLHttp|import\(|eval|innerHTML|document\.write", SCRIPT)
    outside = [one for one in page.all("a") if "://" in one.attributes["href"]]
    assert bool(outside) is (path != INDEX)
    assert all("noopener" in one.attributes["rel"].split() for one in outside)


def test_the_logo_is_a_link_and_never_loaded() -> None:
    draft = complete_draft()
    link = shown(page_of(draft))["image_url"].one("a")
    assert link.attributes["href"] == link.text == draft["image_url"]


@pytest.mark.parametrize(
    "address", ["javascript:alert(1)", "logo.png", "ftp://x.fr/a", "https://x.fr/\"onclick='a"]
)
def test_what_is_no_web_address_is_no_link(address: str) -> None:
    field = shown(page_of(complete_draft(url_infos=address)))["url_infos"]
    assert not list(field.all("a"))
    assert field.text == address


@settings(max_examples=20, deadline=None)
@given(right_drafts())
def test_right_web_addresses_are_links(draft: Draft) -> None:
    fields = shown(page_of(draft, complete=True))
    for spec in CATALOGUE.fields:
        value = draft[spec.key]
        if isinstance(spec.kind, WebAddress) and isinstance(value, str) and is_absolute(value):
            assert fields[spec.key].one("a").attributes["href"] == value


def test_the_policy_allows_the_style_and_the_script_of_the_page_and_nothing_else() -> None:
    for page in pages(complete_draft()).values():
        (policy,) = (
            one.attributes["content"]
            for one in page.all("meta")
            if one.attributes.get("http-equiv") == "Content-Security-Policy"
        )
        rules = dict(rule.split(maxsplit=1) for rule in policy.split("; "))
        assert rules["default-src"] == rules["base-uri"] == rules["form-action"] == "'none'"
        assert rules["style-src"] == digest(page.one("style").text)
        scripts = [digest(one.text) for one in page.all("script")]
        assert [rules[name] for name in rules if name == "script-src"] == scripts
        assert "unsafe" not in policy


def digest(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


@pytest.mark.parametrize("complete", [True, False])
def test_a_page_can_be_heard_and_used_from_the_keyboard(complete: bool) -> None:
    for page in pages(complete_draft(), Draft(), complete=complete).values():
        assert page.one("html").attributes["lang"] == "fr"
        assert page.one("title").text.strip()
        levels = [int(one.tag[1]) for one in page.all("h1", "h2", "h3", "h4")]
        assert levels[0] == 1
        assert levels.count(1) == 1
        assert all(after - before <= 1 for before, after in pairwise(levels))
        names = [one.attributes["id"] for one in page.all() if "id" in one.attributes]
        assert len(set(names)) == len(names)
        first, *_ = page.all("a")
        assert first.attributes["href"] == "#contenu"
        assert page.one("main").attributes["id"] == "contenu"
        for element in page.all():
            if "aria-labelledby" in element.attributes:
                assert element.attributes["aria-labelledby"] in names
        labelled = {one.attributes["for"] for one in page.all("label")}
        assert labelled == {one.attributes["id"] for one in page.all("input", "select")}
        assert all(one.text.strip() for one in page.all("a", "button", "label", "h1", "h2", "dt"))


def test_the_index_leads_to_every_page_and_back() -> None:
    fiches = [complete_draft(), complete_draft(), complete_draft(nom_projet=""), Draft()]
    files = pages(*fiches)
    index = files.pop(INDEX)
    assert index.one("h1").text == HEADING
    links = [one for item in index.all("li") for one in item.all("h2")]
    assert [one.one("a").attributes["href"] for one in links] == list(files)
    assert [one.text for one in links] == [
        "Propreté des rives",
        "Propreté des rives",
        "Projet sans nom",
        "Projet sans nom",
    ]
    for page in files.values():
        (back,) = (one for one in page.all("a") if one.text == ALL_FICHES)
        assert back.attributes["href"] == f"../{INDEX}"
    assert "4 fiches" in index.text


@settings(max_examples=40, deadline=None)
@given(st.lists(drafts(any_value), max_size=4))
def test_every_path_stays_in_the_folder_and_is_its_own(fiches: list[Draft]) -> None:
    paths = list(write(fiches, complete=False))
    assert len(paths) == len(fiches) + 1
    assert len({path.lower() for path in paths}) == len(paths)
    assert all(re.fullmatch(r"index\.html|fiches/[a-z0-9-]+\.html", path) for path in paths)


def test_without_the_script_every_fiche_shows_and_no_dead_form() -> None:
    index = pages(complete_draft(), complete_draft())[INDEX]
    assert "hidden" in index.one("form").attributes
    items = [one for one in index.all("li") if "data-fiche" in one.attributes]
    assert len(items) == 2
    assert not any("hidden" in one.attributes for one in items)


def test_the_filters_offer_the_values_that_fiches_have_in_the_lists_order() -> None:
    types = ("Région", "Commune", "Commune", "Mairie")
    index = pages(*(complete_draft(coll_type=value) for value in types))[INDEX]
    (by_type,) = (s for s in index.all("select") if s.attributes["data-filtre"] == "coll_type")
    assert [one.attributes["value"] for one in by_type.all("option")] == [
        "",
        "Commune",
        "Région",
        "Mairie",
    ]
    assert [s.attributes["data-filtre"] for s in index.all("select")] == [s.key for s in FACETS]


def test_the_words_to_search_are_those_of_the_whole_public_notice() -> None:
    draft = complete_draft(usage_description="Repère l'Œuvre d'été.", objection="Au secrétariat")
    index = pages(draft)[INDEX]
    (item,) = (one for one in index.all("li") if "data-fiche" in one.attributes)
    words = item.attributes["data-texte"]
    assert "oeuvre d ete." in words
    assert "ville de belrive" in words
    assert "secretariat" not in words


def colours(theme: str) -> dict[str, str]:
    return dict(re.findall(r"--([a-z]+): (#[0-9a-f]{6});", theme))


LIGHT, DARK = (colours(block) for block in re.findall(r":root \{(.*?)\}", STYLE, re.DOTALL))


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize(
    ("front", "ground", "least"),
    [
        ("texte", "fond", 4.5),
        ("texte", "carton", 4.5),
        ("discret", "fond", 4.5),
        ("lien", "fond", 4.5),
        ("visite", "fond", 4.5),
        ("alerte", "attention", 4.5),
        ("bord", "fond", 3),
        ("bord", "carton", 3),
        ("repere", "fond", 3),
        ("repere", "carton", 3),
    ],
)
def test_colours_are_told_apart_as_wcag_asks(
    theme: dict[str, str], front: str, ground: str, least: float
) -> None:
    lighter, darker = sorted((luminance(theme[front]), luminance(theme[ground])), reverse=True)
    assert (lighter + 0.05) / (darker + 0.05) >= least


def luminance(colour: str) -> float:
    """Return the relative luminance of a colour (WCAG 2.2)."""
    parts = (int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5))
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def test_both_themes_name_the_same_colours() -> None:
    assert set(LIGHT) == set(DARK)
    assert set(re.findall(r"var\(--([a-z]+)\)", STYLE)) == set(LIGHT)


def test_print_is_a4_without_what_only_a_screen_needs() -> None:
    printed = STYLE[STYLE.index("@media print") :]
    assert re.search(r"@page \{\s*size: A4;", printed)
    hidden = re.search(r"([^{}]*)\{\s*display: none;\s*\}", printed)
    assert hidden is not None
    assert {one.strip() for one in hidden[1].split(",")} == {
        "header",
        "form",
        "footer",
        ".evitement",
    }
    # Paper is white, whatever the screen: dark colours are for screens alone.
    assert "@media screen and (prefers-color-scheme: dark)" in STYLE
