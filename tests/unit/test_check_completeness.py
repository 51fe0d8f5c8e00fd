"""How much of a fiche is filled, in all and by section."""

import pytest

from iafiche.check.completeness import completeness
from iafiche.model.catalogue import CATALOGUE
from iafiche.model.draft import Draft
from iafiche.model.values import Foreign
from tests.fiches import complete_draft

REQUIRED = sum(spec.field.required for spec in CATALOGUE.fields)


def test_an_empty_draft_has_all_before_it() -> None:
    counted = completeness(Draft())
    assert (counted.required_filled, counted.required) == (0, REQUIRED)
    assert (counted.filled, counted.total) == (0, len(CATALOGUE.fields))
    assert (counted.share, counted.required_share) == (0, 0)


def test_every_filled_field_counts_right_or_wrong_but_not_blank_ones() -> None:
    draft = Draft({"coll_nom": "A", "theme": "?", "budget": Foreign(3), "risque": "  "})
    counted = completeness(draft)
    assert (counted.required_filled, counted.filled) == (2, 3)
    assert counted.share == pytest.approx(3 / len(CATALOGUE.fields))


def test_a_complete_draft_lacks_only_the_reason_of_an_abandonment() -> None:
    counted = completeness(complete_draft())
    assert counted.required_share == 1
    assert counted.total - counted.filled == 1


def test_the_sections_add_up_to_the_whole() -> None:
    draft = complete_draft(theme="", donnees_source=())
    parts = [completeness(draft, section.key) for section in CATALOGUE.sections]
    whole = completeness(draft)
    assert sum(part.filled for part in parts) == whole.filled
    assert sum(part.total for part in parts) == whole.total
    assert sum(part.required for part in parts) == whole.required
    assert sum(part.required_filled for part in parts) == whole.required_filled


def test_a_section_without_required_fields_is_not_in_default() -> None:
    assert completeness(Draft(), "evaluation").required_share == 1
