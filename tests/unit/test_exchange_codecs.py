"""Every profile: out and in again gives equal fiches, and equal fiches give the same bytes."""

import datetime
import time
from collections.abc import Callable, Mapping
from dataclasses import asdict

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from iafiche.exchange.archive import unzipped, zipped
from iafiche.exchange.codecs import Content, carried_draft, codec_of
from iafiche.exchange.exporting import Export, ExportError, Named, export
from iafiche.exchange.extras import MissingPackageError, workbook_packages
from iafiche.exchange.profiles import PROFILES, Profile
from iafiche.model.catalogue import CATALOGUE, FieldSpec
from iafiche.model.comparing import same_draft
from iafiche.model.doors import to_fiche
from iafiche.model.draft import PROVENANCE, Draft
from iafiche.model.field import Access
from iafiche.model.kinds import Coordinate, LongText, PartialDate
from iafiche.model.values import Foreign, Value
from tests import drawn_fiches
from tests.fiches import complete_draft
from tests.unit import exchange_drafts

LONG_TEXT = next(spec for spec in CATALOGUE.columns if isinstance(spec.kind, LongText))
RESTRICTED = [spec for spec in CATALOGUE.columns if spec.field.access is Access.RESTRICTED]
FULL = [profile for profile in PROFILES if {*profile.complete} == {*CATALOGUE.columns}]
"""The profiles that can carry a whole fiche."""

every_profile = pytest.mark.parametrize("profile", PROFILES, ids=lambda profile: profile.name)

any_drafts = st.lists(
    drawn_fiches.drafts() | exchange_drafts.drafts(exchange_drafts.any_value), max_size=3
)


def travelled(profile: Profile, drafts: list[Draft], *, complete: bool) -> list[Draft]:
    codec = codec_of(profile)
    return codec.read(codec.write(drafts, complete=complete))


@every_profile
@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(any_drafts, st.booleans())
def test_any_drafts_come_back_as_far_as_the_profile_carries_them(
    profile: Profile, drafts: list[Draft], complete: bool
) -> None:
    codec = codec_of(profile)
    expected = [carried_draft(profile, codec, draft, complete=complete) for draft in drafts]
    read = travelled(profile, drafts, complete=complete)
    assert len(read) == len(expected)
    for one, other in zip(read, expected, strict=True):
        assert same_draft(one, other), (one, other)


@settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(exchange_drafts.right_drafts(), min_size=1, max_size=2), st.booleans())
def test_right_fiches_come_back_equal_from_every_profile(
    drafts: list[Draft], complete: bool
) -> None:
    for profile in PROFILES:
        columns = profile.columns(complete=complete)
        for draft, read in zip(drafts, travelled(profile, drafts, complete=complete), strict=True):
            assert set(read.values) <= {spec.key for spec in columns}, profile.name
            for spec in columns:
                same = means_the_same(profile, spec, read[spec.key], draft[spec.key])
                assert same, (profile.name, spec.key)


def means_the_same(profile: Profile, spec: FieldSpec, read: Value, given_: Value) -> bool:
    """Tell whether a right value came back: as its text, its number, or the month of its day."""
    if read == given_:
        return True
    assert isinstance(read, str)
    assert isinstance(given_, str)
    if isinstance(spec.kind, Coordinate):
        return spec.kind.parse(read) == spec.kind.parse(given_)
    # The one profile that has no place for the day of a start.
    return profile.name == "grist" and isinstance(spec.kind, PartialDate) and given_.endswith(read)


@pytest.mark.parametrize("profile", FULL, ids=lambda profile: profile.name)
def test_a_complete_fiche_comes_back_as_the_same_typed_fiche(profile: Profile) -> None:
    draft = complete_draft(partenaires=("Aix-Marseille Université", "Durand, Petit ; associés"))
    (read,) = travelled(profile, [draft], complete=True)
    assert asdict(to_fiche(read)) == asdict(to_fiche(draft))


def test_the_same_fiches_give_the_same_bytes_at_another_moment() -> None:
    several = [complete_draft(), complete_draft(nom_projet="Callbot")]

    def written() -> dict[tuple[str, int], bytes]:
        return {
            (profile.name, len(drafts)): delivered(codec_of(profile).write(drafts, complete=True))
            for profile in PROFILES
            for drafts in ([], several)
        }

    first = written()
    wait_for_the_next_time_of_an_archive()
    assert written() == first


def delivered(content: Content) -> bytes:
    return content if isinstance(content, bytes) else zipped(content)


def wait_for_the_next_time_of_an_archive() -> None:
    """Let the clock reach the next second that archives tell apart: every other one."""
    now = time.time()
    time.sleep(2 - now % 2 + 0.01)


@every_profile
def test_a_profile_says_who_it_is_for_and_how_its_files_end(profile: Profile) -> None:
    assert profile.purpose
    assert not profile.purpose.endswith(".")
    assert profile.suffix.startswith(".")
    assert {*profile.public} <= {*profile.complete}
    names = [profile.name_of(spec) for spec in profile.complete]
    assert len(set(names)) == len(names)


def test_each_profile_has_a_name_of_its_own() -> None:
    assert len({profile.name for profile in PROFILES}) == len(PROFILES)


@every_profile
def test_what_is_published_holds_public_fields_alone_unless_all_are_asked_for(
    profile: Profile,
) -> None:
    secret = "réservé au service"
    draft = complete_draft()
    for spec in RESTRICTED:
        draft = draft.with_value(spec.key, (secret,) if spec.kind.many else secret)
    bytes_of = delivered_text(codec_of(profile).write([draft], complete=False))
    if profile.is_published:
        assert secret not in bytes_of
        assert all(spec.field.access is Access.PUBLIC for spec in profile.public)
    else:
        assert profile.public == profile.complete


def delivered_text(content: Content) -> str:
    files: Mapping[str, bytes] = {"": content} if isinstance(content, bytes) else content
    texts = [
        part.decode("utf-8", "replace")
        for data in files.values()
        for part in (unzipped(data).values() if data.startswith(b"PK") else (data,))
    ]
    return "\n".join(texts)


def exported(profile: Profile, *drafts: Draft, complete: bool = False) -> Export:
    fiches = [Named(f"{rank}.fiche.toml", draft) for rank, draft in enumerate(drafts, 1)]
    return export(profile, fiches, complete=complete)


@every_profile
def test_an_export_says_what_stayed_behind(profile: Profile) -> None:
    draft = complete_draft(status_abandon="Faute de données.")
    made = exported(profile, draft, draft)
    left = {count.spec for count in (*made.restricted, *made.without_column)}
    assert left == {*CATALOGUE.columns} - {*profile.public}
    assert {count.fiches for count in (*made.restricted, *made.without_column)} <= {2}
    assert all(count.spec in RESTRICTED for count in made.restricted)
    assert not exported(profile, draft, complete=True).restricted


def test_an_export_counts_the_fiches_with_unknown_keys_but_not_those_of_an_import() -> None:
    known = complete_draft().values
    drafts = (
        Draft(known, {("general", "notes"): "interne", ("suivi",): {}}),
        Draft(known, {PROVENANCE: {"fichier": "a.csv"}}),
        Draft(known),
    )
    assert exported(PROFILES[0], *drafts).unknown == 1


def test_a_value_of_another_type_is_told_where_it_leaves_as_a_text() -> None:
    draft = complete_draft(nom_projet=Foreign(datetime.time(7, 30)))
    by_name = {profile.name: exported(profile, draft).reduced for profile in PROFILES}
    assert [count.spec.key for count in by_name["bibliotheque"]] == ["nom_projet"]
    assert not by_name["json"]


@every_profile
@pytest.mark.parametrize(
    ("spoil", "named"),
    [
        (lambda drafts: [*drafts, Draft()], "3 fiches au lieu de 2"),
        (
            lambda drafts: [drafts[0], drafts[1].with_value(LONG_TEXT.key, "autre")],
            f"2.fiche.toml, champ « {LONG_TEXT.field.label} »",
        ),
    ],
    ids=["one more", "another text"],
)
def test_what_does_not_come_back_is_never_handed_out(
    profile: Profile,
    spoil: Callable[[list[Draft]], list[Draft]],
    named: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    import_path = f"iafiche.exchange.{profile.module}.read"
    read = codec_of(profile).read
    monkeypatch.setattr(import_path, lambda content: spoil(read(content)))
    with pytest.raises(ExportError) as caught:
        exported(profile, complete_draft(), complete_draft(nom_projet="Callbot"), complete=True)
    assert named in caught.value.message
    assert caught.value.advice.endswith(".")


@every_profile
def test_what_cannot_be_read_back_is_never_handed_out(
    profile: Profile, monkeypatch: pytest.MonkeyPatch
) -> None:
    read = codec_of(profile).read
    spoilt: Content = {} if profile.is_folder else b"PK\x03\x04"
    monkeypatch.setattr(f"iafiche.exchange.{profile.module}.read", lambda _: read(spoilt))
    with pytest.raises(ExportError, match="rien n'a été écrit"):
        exported(profile, complete_draft(), complete_draft(), complete=True)


def test_a_missing_package_is_told_with_the_command_that_installs_it() -> None:
    with pytest.raises(MissingPackageError) as caught, workbook_packages():
        raise ModuleNotFoundError(name="xlsxwriter")
    assert "XlsxWriter" in caught.value.message
    assert "pip install" in caught.value.advice
    assert "XlsxWriter" in caught.value.advice


def test_another_missing_module_is_not_taken_for_one_of_these() -> None:
    with pytest.raises(ModuleNotFoundError, match="autre"), workbook_packages():
        raise ModuleNotFoundError("autre", name="autre")
