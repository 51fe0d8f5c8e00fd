"""Files told to be right at a glance: the rules find nothing in them, and they say the same."""

import datetime
import tomllib
from collections.abc import Iterator

import pytest
from hypothesis import example, given, settings

from iafiche.check.checking import check_draft, is_right
from iafiche.check.completeness import completeness, completeness_of
from iafiche.check.context import Context
from iafiche.check.policy import Policy
from iafiche.model.catalogue import CATALOGUE, FieldSpec
from iafiche.model.draft import Draft
from iafiche.model.field import Access
from iafiche.model.flaws import Code
from iafiche.model.kinds import Coordinate, LongText
from iafiche.model.values import Value
from iafiche.review import usual
from iafiche.review.judging import draft_from, judged
from iafiche.review.usual import sift_usual
from iafiche.store.document import new_text
from iafiche.store.reading import located, read_bytes
from tests.conftest import TODAY
from tests.fiches import complete_draft
from tests.unit.exchange_drafts import right_drafts
from tests.unit.spoilt_files import COMPLETE, LOST, PLACES, PUT_THERE, spoilt
from tests.unit.test_check_properties import dirty_drafts

CONTEXT = Context(TODAY)


@pytest.fixture(autouse=True)
def _from_the_first(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Have the expression from the first file on; the dates of the complete fiche are known."""
    monkeypatch.setattr(usual, "_FEW", 0)
    monkeypatch.setattr(usual, "_FEW_OTHERS", 0)
    usual._glance_by.cache_clear()
    check_draft(complete_draft(), CONTEXT)
    yield
    usual._glance_by.cache_clear()


def is_found_right(text: str, context: Context = CONTEXT) -> bool:
    sifted = sift_usual(text.encode(errors="surrogatepass"), context)
    return sifted is not None and is_right(sifted, context)


def is_only_there(key: str) -> bool:
    """Tell whether of a field nothing is told but that it is filled."""
    return isinstance(CATALOGUE[key].kind, LongText | Coordinate)


def assert_nothing_is_made_up(text: str) -> None:
    """Hold what is told at a glance, if anything is, to a whole reading and a whole check."""
    data = text.encode(errors="surrogatepass")
    reading = read_bytes(data)
    judgement = judged(data, CONTEXT)
    assert draft_from(judgement.source) == reading.draft
    found = check_draft(reading.draft, CONTEXT) if reading.readable else ()
    assert judgement.findings == (*reading.findings, *located(found, reading))
    sifted = sift_usual(data, CONTEXT)
    if sifted is not None:
        assert reading.readable
        counted = completeness_of(sifted.required_filled, sifted.filled)
        assert counted == completeness(reading.draft)
        tables = [table for table in tomllib.loads(text).values() if isinstance(table, dict)]
        written = {key: value for table in tables for key, value in table.items()}
        assert sifted.values.keys() <= written.keys()
        told = {key: value for key, value in sifted.values.items() if not is_only_there(key)}
        assert told == {key: written[key] for key in told}
        assert draft_from(sifted) == reading.draft
        assert check_draft(reading.draft, CONTEXT, sifted.doubtful) == found
        assert not (is_right(sifted, CONTEXT) and found)


@given(right_drafts() | dirty_drafts())
@settings(max_examples=60, deadline=None)
def test_what_is_told_of_a_draft_is_what_the_rules_find(draft: Draft) -> None:
    assert_nothing_is_made_up(new_text(draft))


@given(PLACES, LOST, PUT_THERE)
@example(COMPLETE.index("\n[data]"), 0, "# une remarque\n")
@example(0, 0, "\ufeff")
@settings(max_examples=400, deadline=None)
def test_what_is_told_of_a_spoilt_file_is_what_the_rules_find(at: int, gone: int, odd: str) -> None:
    assert_nothing_is_made_up(spoilt(at, gone, odd))


@pytest.mark.parametrize(
    "changes",
    [
        {},
        {"usage_description": "Mesure les déchets. " * 30 + "« L’été »\u202f: œuvre."},
        {"usage_description": "Mesure les déchets. " * 30 + 'Un « a » "b", un ""c"".'},
        {"usage_description": "Mesure les déchets. " * 30 + "\n\n\tFin."},
        {"usage_description": "Mesure les déchets. " * 30 + "Fin.\n"},
        {"partenaires": tuple(f"Université de la rive numéro {rank}" for rank in range(9))},
        {"objection": "", "url_infos": "", "latitude": "", "longitude": ""},
        {"image_url": "https://www.belrive.fr/a-b/c_d.png"},
        {"latitude": "-0.5", "longitude": "-179.25"},
        {"latitude": "89.9", "longitude": "0.0012"},
    ],
    ids=str,
)
@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
def test_a_right_fiche_as_the_program_writes_it_is_right_at_a_glance(
    changes: dict[str, Value], line_end: str
) -> None:
    draft = complete_draft(**changes)
    assert check_draft(draft, CONTEXT) == ()
    text = new_text(draft).replace("\n", line_end)
    assert is_found_right(text)
    assert_nothing_is_made_up(text)


@pytest.mark.parametrize("end", ["", "\n", "\n\n", " "])
@pytest.mark.parametrize("more", [-1, 0, 1])
def test_a_text_is_as_long_as_it_is_without_its_blanks(end: str, more: int) -> None:
    length = CATALOGUE["usage_description"].field.useful_length
    assert length > 1
    text = new_text(complete_draft(usage_description="x" * (length + more) + end))
    assert_nothing_is_made_up(text)
    short = Code.DESCRIPTION_COURTE in {f.code for f in judged(text.encode(), CONTEXT).findings}
    assert short is (more < 0)


def test_a_fiche_of_nothing_but_required_fields_is_right_at_a_glance() -> None:
    required = {spec.key for spec in CATALOGUE.fields if spec.field.required}
    draft = Draft({k: v for k, v in complete_draft().values.items() if k in required})
    assert check_draft(draft, CONTEXT) == ()
    assert is_found_right(new_text(draft))


@pytest.mark.parametrize("spec", CATALOGUE.fields, ids=lambda spec: spec.key)
def test_no_required_field_may_lack(spec: FieldSpec) -> None:
    draft = complete_draft(**{spec.key: spec.kind.empty})
    assert_nothing_is_made_up(new_text(draft))
    assert is_found_right(new_text(draft)) is (check_draft(draft, CONTEXT) == ())


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("version = 1\n", ""),
        ("version = 1\n", "version = 2\n"),
        ("[data]", "[donnees]"),
        ("coll_nom = ", "coll_name = "),
        ('coll_type = "Commune"', 'coll_type = "commune"'),
        ('"Propreté', '"R&D\u00a0: propreté'),
        ('"Propreté', '"\x07Propreté'),
        ('"Propreté', '"\rPropreté'),
        ('"Propreté', '"PropretÃ©'),
        ('"Propreté', '"\\u0007Propreté'),
        ('url_infos = "https://', f'url_infos = "https://{"a" * 2000}.'),
        ("\n[evaluation]", '\nautre = "x"\n[evaluation]'),
    ],
)
def test_what_is_not_quite_right_is_left_to_the_rules(old: str, new: str) -> None:
    assert old in COMPLETE
    assert not is_found_right(COMPLETE.replace(old, new, 1))


def test_the_settings_of_the_folder_count() -> None:
    text = new_text(complete_draft(budget="autofinancé"))
    assert not is_found_right(text)
    assert is_found_right(
        text, Context(TODAY, policy=_learnt(Policy(extra_values={"budget": ("autofinancé",)})))
    )
    assert is_found_right(COMPLETE)
    assert not is_found_right(COMPLETE, Context(TODAY, policy=_learnt(Policy(public=True))))


def _learnt(policy: Policy) -> Policy:
    """Have a policy know the dates of the complete fiche, as a review does after the first."""
    check_draft(complete_draft(), Context(TODAY, policy=policy))
    return policy


def test_a_public_folder_has_its_own_right_fiches() -> None:
    public = {spec.key for spec in CATALOGUE.fields if spec.field.access is not Access.RESTRICTED}
    policy = _learnt(Policy(public=True))
    draft = Draft({k: v for k, v in complete_draft().values.items() if k in public})
    assert is_found_right(new_text(draft), Context(TODAY, policy=policy))


def test_what_was_right_on_one_day_is_looked_at_again_on_another() -> None:
    assert is_found_right(COMPLETE)
    assert not is_found_right(COMPLETE, Context(TODAY + datetime.timedelta(days=800)))


def test_a_list_is_given_as_it_stands_however_often_it_comes() -> None:
    for _ in range(2):
        sifted = sift_usual(COMPLETE.encode(), CONTEXT)
        assert sifted is not None
        assert draft_from(sifted) == complete_draft()


def test_long_hostile_files_are_told_in_no_time() -> None:
    for begun in ('url_infos = "https://', 'coll_nom = "', 'partenaires = ["', "["):
        for filling in ("a.", "a", '""', '", "', "\n"):
            text = COMPLETE.replace('nom_projet = "', f"{begun}{filling * 200_000}", 1)
            assert not is_found_right(text)


@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
def test_what_is_doubtful_at_a_glance_is_found_in_its_place(line_end: str) -> None:
    spoilt = complete_draft(coll_siret="21579990900018", url_infos="", date="21/01/2020")
    data = new_text(spoilt).replace("\n", line_end).encode()
    assert sift_usual(data, CONTEXT) is not None
    at_a_glance = judged(data, CONTEXT)
    # A comment is not of the usual layout, and moves nothing.
    otherwise = judged(data + b"# Relu.", CONTEXT)
    assert sift_usual(data + b"# Relu.", CONTEXT) is None
    assert at_a_glance == otherwise
    codes = {finding.code for finding in at_a_glance.findings}
    assert codes >= {Code.SIRET_INVALIDE, Code.FICHE_ANCIENNE}
    assert [finding.line for finding in at_a_glance.findings] == sorted(
        finding.line for finding in at_a_glance.findings
    )
