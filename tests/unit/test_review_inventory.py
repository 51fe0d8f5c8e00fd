"""What many fiches say together: counted once each, under one spelling, for the right readers."""

import csv
import io
import json
import re
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from iafiche.check.context import Context
from iafiche.model.catalogue import CATALOGUE
from iafiche.model.draft import Draft
from iafiche.model.field import Access, Facet
from iafiche.model.kinds import OneOf, SeveralOf
from iafiche.review.display import cells
from iafiche.review.inventory import Inventory, Named, take_inventory
from iafiche.review.inventory_csv import inventory_csv
from iafiche.review.inventory_html import inventory_html
from iafiche.review.inventory_json import inventory_json
from iafiche.review.inventory_text import inventory_lines, pairs_of, percent
from iafiche.review.marks import ASCII, UTF8
from iafiche.review.verdict import State, Verdict
from iafiche.review.wording import NBSP
from tests.conftest import TODAY
from tests.fiches import complete_draft
from tests.unit.drawn_verdicts import NASTY, judged, unreadable, verdicts

ALL_NASTY = " ".join(NASTY)


def of(*drafts: Draft, public_only: bool = False) -> Inventory:
    given_ = (judged(Path(f"{rank}.fiche.toml"), draft) for rank, draft in enumerate(drafts))
    return take_inventory(given_, context_for, public_only=public_only)


def context_for(_path: Path) -> Context:
    """Return what fiches of a folder without settings are checked in."""
    return Context(TODAY)


def shares(inventory: Inventory, key: str) -> dict[str, int]:
    (told,) = (each for each in inventory.distributions if each.spec.key == key)
    return {share.value: share.projects for share in told.shares if share.projects}


def titles(named: Named) -> list[str]:
    return [project.title for project in named.projects]


def test_each_field_declared_for_it_is_counted_in_the_order_of_the_form() -> None:
    counted = [each.spec for each in of(complete_draft()).distributions]
    assert counted == list(CATALOGUE.of_facet(Facet.CATEGORY))
    assert all(isinstance(spec.kind, OneOf | SeveralOf) for spec in counted)
    assert {spec.key for spec in counted} == {
        *("theme", "sous_theme", "projet_status", "coll_type"),
        *("audience_service", "type_algorithme", "risque_categorie"),
    }


@settings(max_examples=15, deadline=None)
@given(st.lists(verdicts(), max_size=5), st.booleans())
def test_every_project_is_counted_once_a_value(given_: list[Verdict], public_only: bool) -> None:
    inventory = take_inventory(given_, context_for, public_only=public_only)
    readable = [verdict for verdict in given_ if verdict.state is not State.UNREADABLE]
    assert inventory.projects == len(readable)
    assert inventory.unreadable == len(given_) - len(readable)
    for told in inventory.distributions:
        counted = sum(share.projects for share in told.shares) + told.without
        alone = isinstance(told.spec.kind, OneOf)
        assert counted == len(readable) if alone else counted >= len(readable)
        assert all(share.projects <= len(readable) for share in told.shares)
        assert {share.value for share in told.shares if share.is_listed} == set(
            told.spec.kind.choices.values  # type: ignore[attr-defined]  # a kind with choices
        )
    assert 0 <= inventory.required_share() <= 1
    assert inventory_json(inventory, TODAY).encode("utf-8")
    assert inventory_csv(inventory).encode("utf-8")
    assert inventory_html(inventory, TODAY).encode("utf-8")


def test_a_spelling_in_circulation_counts_as_the_published_one() -> None:
    inventory = of(complete_draft(), complete_draft(coll_type="commune"))
    assert shares(inventory, "coll_type") == {"Commune": 2}


def test_a_value_outside_the_list_is_counted_as_it_is_written() -> None:
    inventory = of(complete_draft(coll_type="Royaume"))
    (told,) = (each for each in inventory.distributions if each.spec.key == "coll_type")
    assert [(s.value, s.projects) for s in told.shares if not s.is_listed] == [("Royaume", 1)]
    assert told.without == 0


def test_the_most_frequent_value_comes_first_and_the_absent_ones_last() -> None:
    inventory = of(*(complete_draft(coll_type=one) for one in ("Région", "Commune", "Région")))
    (told,) = (each for each in inventory.distributions if each.spec.key == "coll_type")
    assert [share.projects for share in told.shares][:3] == [2, 1, 0]
    assert told.shares[0].value == "Région"


PARTNERS = (
    ("Université de Belrive", "INRIA"),
    ("UNIVERSITE DE BELRIVE",),
    ("Université de Belrive", "Ville de Belrive"),
)


@pytest.fixture
def network() -> Inventory:
    """Three projects of one town, with partners spelt in several ways."""
    return of(
        *(
            complete_draft(nom_projet=f"Projet {rank}", partenaires=names, financement="FEDER, ANR")
            for rank, names in enumerate(PARTNERS)
        )
    )


def test_an_actor_is_one_however_it_is_spelt(network: Inventory) -> None:
    (university,) = (each for each in network.actors if each.name == "Université de Belrive")
    assert university.spellings == ("Université de Belrive", "UNIVERSITE DE BELRIVE")
    assert titles(university) == ["Projet 0", "Projet 1", "Projet 2"]
    assert [spec.key for spec in university.roles] == ["partenaires"]


def test_an_actor_with_two_roles_in_a_project_is_counted_once(network: Inventory) -> None:
    (town,) = (each for each in network.actors if each.name == "Ville de Belrive")
    assert [spec.key for spec in town.roles] == ["coll_nom", "partenaires"]
    assert len(town.projects) == 3
    assert "Ville de Belrive" not in [name for name, _ in town.beside]


def test_funds_on_one_line_are_told_apart_and_a_holder_s_name_is_not(network: Inventory) -> None:
    assert {"FEDER", "ANR"} <= {each.name for each in network.actors}
    named = of(complete_draft(coll_nom="Syndicat des eaux, de l'air et du son")).actors
    assert "Syndicat des eaux, de l'air et du son" in {each.name for each in named}


def test_who_works_with_whom_is_counted_in_projects(network: Inventory) -> None:
    pairs = {frozenset((one, other)): shared for one, other, shared in pairs_of(network)}
    assert pairs[frozenset(("Ville de Belrive", "Université de Belrive"))] == 3
    assert pairs[frozenset(("INRIA", "Université de Belrive"))] == 1
    assert len(pairs) == len(pairs_of(network))
    assert [shared for _, _, shared in pairs_of(network)] == sorted(pairs.values(), reverse=True)


def test_solutions_and_resources_lead_to_the_projects_that_name_them() -> None:
    inventory = of(
        complete_draft(nom_algorithme="Yolo"), complete_draft(nom_algorithme="YOLO", nom_projet="B")
    )
    (solution,) = inventory.solutions
    assert titles(solution) == ["Propreté des rives", "B"]
    (resource,) = inventory.resources
    assert resource.name == CATALOGUE["url_ressources"].field.example
    assert len(resource.projects) == 2


def test_what_is_filled_is_counted_field_by_field() -> None:
    inventory = of(complete_draft(), Draft({"coll_nom": "Ville de Belrive"}))
    filled = {filling.spec.key: filling.filled for filling in inventory.fillings}
    assert filled["coll_nom"] == 2
    assert filled["nom_projet"] == 1
    required = sum(spec.field.required for spec in CATALOGUE.fields)
    assert inventory.required_share() == pytest.approx((required + 1) / (2 * required))
    assert [section for section, _ in inventory.by_section()] == list(CATALOGUE.sections)


def test_for_the_public_nothing_comes_from_a_restricted_field() -> None:
    public, whole = of(complete_draft(), public_only=True), of(complete_draft())
    page, everything = inventory_html(public, TODAY), inventory_html(whole, TODAY)
    for spec in CATALOGUE.fields:
        if spec.field.access is Access.RESTRICTED:
            assert spec.field.label not in page
        if spec.field.facet is not None:
            shown = spec.field.example in everything.replace("&#x27;", "'")
            assert shown
            assert (spec.field.example in page.replace("&#x27;", "'")) is (
                spec.field.access is Access.PUBLIC
            )
    assert "Seuls les champs publics" in page
    assert "n&#x27;est pas à publier" in everything


@pytest.mark.parametrize("width", [50, 60, 80, 110])
@pytest.mark.parametrize("marks", [UTF8, ASCII])
def test_the_text_keeps_within_the_width(width: int, marks: Any, network: Inventory) -> None:
    lines = list(inventory_lines(network, marks, width))
    assert max(map(cells, lines)) <= width
    assert all("█" not in line for line in lines) is (marks is ASCII)


def test_bars_are_as_long_as_the_counts_they_stand_for() -> None:
    drafts = [complete_draft()] * 4 + [complete_draft(coll_type="Région")] * 2
    lines = list(inventory_lines(of(*drafts), UTF8, 80))
    (town,) = (line for line in lines if line.startswith("  Commune "))
    (region,) = (line for line in lines if line.startswith("  Région "))
    assert re.search(r"4 +67\u00a0% +█+$", town)
    assert town.count("█") == 2 * region.count("█")


def test_a_long_list_says_how_many_more_there_are() -> None:
    partners = tuple(f"Partenaire {rank}" for rank in range(30))
    inventory = of(complete_draft(partenaires=partners))
    text = "\n".join(inventory_lines(inventory, UTF8, 80))
    assert "Partenaire 9 " not in text.partition("de plus")[2]
    assert "  et 12 de plus : « iafiche inventaire » les donne dans ses autres" in text.replace(
        NBSP, " "
    )
    longer = "\n".join(inventory_lines(inventory, UTF8, 80, 600))
    assert "de plus" not in longer
    assert longer.count("Partenaire 9 ") > text.count("Partenaire 9 ")


@pytest.mark.parametrize(
    ("share", "told"),
    [
        (0, "0 %"),
        (0.002, "< 1 %"),
        (0.01, "1 %"),
        (0.636, "64 %"),
        (0.994, "99 %"),
        (0.9999, "99 %"),
        (1, "100 %"),
    ],
)
def test_a_percentage_is_nothing_or_everything_only_where_it_is(share: float, told: str) -> None:
    assert percent(share).replace(NBSP, " ") == told


def test_the_json_holds_all_of_it(network: Inventory) -> None:
    told = json.loads(inventory_json(network, TODAY))
    assert told["date"] == TODAY.isoformat()
    assert told["projets"] == 3
    by_field = {each["champ"]: each for each in told["repartitions"]}
    assert {v["valeur"]: v["projets"] for v in by_field["coll_type"]["valeurs"]}["Commune"] == 3
    assert {each["nom"] for each in told["acteurs"]} == {each.name for each in network.actors}
    first = told["acteurs"][0]
    assert len(first["projets"]) == 3
    assert first["avec"][0]["projets"] == 3
    assert told["completude"]["requis"] == 1.0


def test_the_csv_has_a_row_for_each_thing_counted(network: Inventory) -> None:
    text = inventory_csv(network)
    rows = list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff")), delimiter=";"))
    (row,) = (r for r in rows if r["Élément"] == "Université de Belrive")
    assert row["Rubrique"] == "Acteurs"
    assert row["Projets"] == row["Sur"] == "3"
    assert row["Noms des projets"] == "Projet 0 | Projet 1 | Projet 2"
    assert row["Autres graphies"] == "UNIVERSITE DE BELRIVE"
    assert {"Thème principal", "Complétude", "Qui travaille avec qui", "Solutions"} <= {
        r["Rubrique"] for r in rows
    }


class Page(HTMLParser):
    """Reads a page, checking that each tag is closed in turn."""

    EMPTY = ("meta", "rect", "br")

    def __init__(self, text: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.ids: list[str] = []
        self.labelled: list[str] = []
        self.links: list[str] = []
        self.tags: set[str] = set()
        self.text = ""
        self.feed(text)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        for name, value in attrs:
            assert not name.startswith("on")
            assert value is not None
            match name:
                case "id":
                    self.ids.append(value)
                case "aria-labelledby":
                    self.labelled += value.split()
                case "href" | "src":
                    self.links.append(value)
        if tag not in self.EMPTY:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag not in self.EMPTY:
            assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if self.open and self.open[-1] not in ("style",):
            self.text += data


@pytest.mark.parametrize("text", [*NASTY, ALL_NASTY, "<script>alert(1)</script>", '"><img src=x>'])
def test_the_page_is_whole_loads_nothing_and_takes_no_text_for_markup(text: str) -> None:
    draft = complete_draft(coll_type=text, nom_projet=text, partenaires=(text,))
    draft = draft.with_value("url_ressources", f"javascript:{text}")
    page = Page(inventory_html(of(draft), TODAY))
    assert "script" not in page.tags
    assert "img" not in page.tags
    assert page.links == []
    assert page.labelled
    assert sorted(page.ids) == sorted(page.labelled)


def test_each_chart_has_its_words_and_its_figures_beside_it() -> None:
    inventory = of(complete_draft(), complete_draft(coll_type="Région"))
    text = inventory_html(inventory, TODAY)
    page = Page(text)
    assert text.count('<svg role="img"') == len(inventory.distributions) + 1
    assert text.count("<table>") >= len(inventory.distributions) + 1
    assert "Commune : 1 (50 %), Région : 1 (50 %)" in page.text.replace(NBSP, " ")


def test_an_address_that_anybody_can_open_is_a_link() -> None:
    page = Page(inventory_html(of(complete_draft()), TODAY))
    assert page.links == [CATALOGUE["url_ressources"].field.example]


def test_files_that_cannot_be_read_are_counted_apart() -> None:
    given_ = [unreadable(Path("a")), judged(Path("b"), complete_draft())]
    inventory = take_inventory(given_, context_for)
    first = next(inventory_lines(inventory, UTF8, 80))
    assert first == "1 projet · 1 prêt · 1 fiche illisible, non comptée"
