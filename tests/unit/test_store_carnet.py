"""The carnet: what it learns, what it proposes, and that no file can break it."""

import json
import os
import stat
import threading
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from iafiche.model.catalogue import CATALOGUE
from iafiche.model.draft import Draft
from iafiche.model.field import Role
from iafiche.model.kinds import Email
from iafiche.model.values import Foreign, Value
from iafiche.store.carnet import Carnet
from iafiche.store.carnet_file import (
    ABOUT_HOLDER,
    FILE_NAME,
    HOLDER,
    IDENTITY,
    LONGEST,
    MOST_BYTES,
    MOST_ENTRIES,
    RECALLED,
    Entries,
    Entry,
    bounded,
    put,
    read,
    write,
)
from iafiche.store.system_errors import SaveError
from tests.conftest import TODAY
from tests.drawn_fiches import RAW_VALUES, drafts
from tests.fiches import complete_draft

NAME = HOLDER.field.example
ONLY_NAMED = Draft({HOLDER.key: NAME})
EXAMPLES = {spec.key: spec.field.example for spec in ABOUT_HOLDER}
LIST = next(spec.key for spec in RECALLED if spec.kind.many)
OTHER_SIRET = "21570463600012"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A data folder that is not there yet, as on the first day."""
    return tmp_path / "share" / "iafiche"


def learnt(folder: Path, **changes: Value) -> Carnet:
    """Return the carnet after a complete fiche with some fields changed."""
    carnet = Carnet.load(folder)
    carnet.remember(complete_draft(**changes), TODAY)
    return carnet


def test_a_known_holder_proposes_what_describes_it(folder: Path) -> None:
    carnet = learnt(folder)
    assert carnet.proposals(ONLY_NAMED) == EXAMPLES
    assert carnet.holder(NAME) == EXAMPLES
    again = Carnet.load(folder)
    assert again.proposals(Draft({HOLDER.key: "  ville-de BELRIVÉ"})) == EXAMPLES


def test_an_unknown_or_missing_holder_proposes_nothing(folder: Path) -> None:
    carnet = learnt(folder)
    assert carnet.proposals(Draft({HOLDER.key: "Ville de Metz"})) == {}
    assert carnet.proposals(Draft()) == {}
    assert carnet.holder("Ville de Metz") is None


def test_only_empty_fields_are_proposed(folder: Path) -> None:
    carnet = learnt(folder)
    for spec in ABOUT_HOLDER:
        given_one = ONLY_NAMED.with_value(spec.key, EXAMPLES[spec.key])
        assert spec.key not in carnet.proposals(given_one)


@pytest.mark.parametrize("key", ["latitude", "longitude"])
def test_one_coordinate_is_never_proposed_beside_another_place(folder: Path, key: str) -> None:
    proposed = learnt(folder).proposals(ONLY_NAMED.with_value(key, "1.5"))
    assert set(proposed) == set(EXAMPLES) - {"latitude", "longitude"}


@pytest.mark.parametrize(("key", "other"), [("latitude", "longitude"), ("longitude", "latitude")])
def test_a_coordinate_taken_alone_still_proposes_its_other_half(
    folder: Path, key: str, other: str
) -> None:
    taken = ONLY_NAMED.with_value(key, EXAMPLES[key])
    assert learnt(folder).proposals(taken)[other] == EXAMPLES[other]


def test_another_authority_of_the_same_name_is_not_taken_for_it(folder: Path) -> None:
    carnet = learnt(folder)
    assert carnet.proposals(ONLY_NAMED.with_value(IDENTITY.key, OTHER_SIRET)) == {}
    other = {spec.key: "" for spec in ABOUT_HOLDER} | {IDENTITY.key: OTHER_SIRET}
    carnet.remember(complete_draft(**other), TODAY)
    assert carnet.holder(NAME) == {IDENTITY.key: OTHER_SIRET}


def test_the_last_values_count_and_a_missing_one_leaves_the_one_before(folder: Path) -> None:
    carnet = learnt(folder)
    carnet.remember(complete_draft(coll_type="Région", image_url=""), TODAY)
    assert carnet.holder(NAME) == {**EXAMPLES, "coll_type": "Région"}


@pytest.mark.parametrize(
    ("changes", "missing"),
    [
        ({"coll_siret": "123"}, {"coll_siret"}),
        ({"coll_type": "Mairie"}, {"coll_type"}),
        ({"image_url": "logo.png"}, {"image_url"}),
        ({"latitude": "95"}, {"latitude", "longitude"}),
        ({"longitude": ""}, {"latitude", "longitude"}),
        ({"coll_siret": Foreign(3)}, {"coll_siret"}),
        ({"image_url": f"https://a.fr/{'x' * LONGEST}.png"}, {"image_url"}),
    ],
)
def test_values_with_errors_are_not_learnt(
    folder: Path, changes: dict[str, Value], missing: set[str]
) -> None:
    known = learnt(folder, **changes).holder(NAME)
    assert known is not None
    assert set(known) == set(EXAMPLES) - missing


def test_no_personal_data_is_ever_written(folder: Path) -> None:
    contact = next(spec for spec in CATALOGUE.fields if isinstance(spec.kind, Email))
    assert contact not in (*ABOUT_HOLDER, *RECALLED)
    written = learnt(folder).path.read_text(encoding="utf-8")
    assert contact.field.example not in written
    kept = {HOLDER.key, *(spec.key for spec in (*ABOUT_HOLDER, *RECALLED))}
    for spec in CATALOGUE.fields:
        assert (spec.field.example in written) <= (spec.key in kept)


def test_what_describes_a_holder_is_one_text_each() -> None:
    assert CATALOGUE.of_role(Role.IDENTITY) in ABOUT_HOLDER
    assert not any(spec.kind.many for spec in ABOUT_HOLDER)
    assert HOLDER not in (*ABOUT_HOLDER, *RECALLED)


def test_names_come_back_by_their_beginning_or_a_word_s_the_most_recent_first(
    folder: Path,
) -> None:
    names = ("Université de Lorraine", "Éco-Lab", "Lorraine Numérique", "Atelier")
    carnet = learnt(folder, **{LIST: names})
    assert carnet.recall(LIST, "lorr") == ("Lorraine Numérique", "Université de Lorraine")
    assert carnet.recall(LIST, "ECO") == ("Éco-Lab",)
    assert carnet.recall(LIST, "eco lab") == ("Éco-Lab",)
    assert carnet.recall(LIST, "orraine") == ()
    assert carnet.recall(LIST) == names[::-1]
    assert carnet.holders_like("BEL") == (NAME,)
    carnet.remember(complete_draft(**{LIST: (names[0],)}), TODAY)
    assert carnet.recall(LIST)[0] == names[0]


def test_names_that_a_bad_copy_spoiled_are_not_learnt(folder: Path) -> None:
    spoiled = ("PropretÃ© SA", "a\nb", "a\u202eb", "x" * (LONGEST + 1), "—", "Bon")
    assert learnt(folder, **{LIST: spoiled}).recall(LIST) == ("Bon",)
    assert learnt(folder, coll_nom="Ville\x1b[2J").holders_like() == (NAME,)


def test_opening_the_same_fiche_again_does_not_write(folder: Path) -> None:
    carnet = learnt(folder)
    carnet.path.chmod(0o444)
    carnet.remember(complete_draft(), TODAY)
    with pytest.raises(SaveError) as raised:
        carnet.remember(complete_draft(coll_nom="Ville de Metz"), TODAY)
    assert "Vos fiches sont intactes." in raised.value.advice
    carnet.path.chmod(0o644)


@pytest.mark.skipif(os.name == "nt", reason="the modes of POSIX")
def test_the_file_is_for_its_owner_alone(folder: Path) -> None:
    path = learnt(folder).path
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700


def test_a_name_is_forgotten_wherever_it_stands(folder: Path) -> None:
    carnet = learnt(folder, **{LIST: (NAME, "Atelier")})
    assert carnet.forget("VILLE DE BELRIVE") == 2
    assert carnet.forget("VILLE DE BELRIVE") == 0
    again = Carnet.load(folder)
    assert again.holders_like() == ()
    assert again.recall(LIST) == ("Atelier",)


def test_clearing_leaves_no_file(folder: Path) -> None:
    carnet = learnt(folder)
    carnet.clear()
    assert len(carnet) == 0
    assert list(folder.iterdir()) == []
    carnet.clear()


def test_two_programs_learn_side_by_side(folder: Path) -> None:
    one, other = Carnet.load(folder), Carnet.load(folder)
    one.remember(complete_draft(), TODAY)
    other.remember(complete_draft(coll_nom="Ville de Metz"), TODAY)
    assert Carnet.load(folder).holders_like() == ("Ville de Metz", NAME)
    assert other.holders_like() == ("Ville de Metz", NAME)


def test_writing_at_the_same_moment_never_spoils_the_file(folder: Path) -> None:
    def work(rank: int) -> None:
        carnet = Carnet.load(folder)
        for count in range(5):
            carnet.remember(complete_draft(coll_nom=f"Ville {rank}-{count}"), TODAY)

    threads = [threading.Thread(target=work, args=(rank,)) for rank in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    carnet = Carnet.load(folder)
    assert carnet.trouble is None
    assert len(carnet.holders_like()) >= 5
    assert [path.name for path in folder.iterdir()] == [FILE_NAME]


def test_a_spoiled_line_costs_no_other_and_goes_with_the_next_writing(folder: Path) -> None:
    path = learnt(folder).path
    path.write_bytes(path.read_bytes() + b'\xff\n{"champ": 3}\n')
    carnet = Carnet.load(folder)
    assert carnet.trouble is not None
    assert carnet.trouble.message.startswith("2 lignes")
    assert carnet.proposals(ONLY_NAMED) == EXAMPLES
    carnet.remember(complete_draft(), TODAY)
    assert [each.trouble for each in (carnet, Carnet.load(folder))] == [None, None]


@pytest.mark.parametrize("name", ["a\\u001b[2J", "a\\ud800", "a\\nb", " ", "", "-"])
def test_a_name_that_no_screen_or_file_takes_is_a_spoiled_line(folder: Path, name: str) -> None:
    path = learnt(folder).path
    with path.open("a", encoding="utf-8") as file:
        file.write(f'{{"champ": "{LIST}", "nom": "{name}"}}\n')
    carnet = Carnet.load(folder)
    assert carnet.trouble is not None
    assert carnet.recall(LIST) == (CATALOGUE[LIST].field.example,)


@pytest.mark.parametrize(
    "content",
    [
        b"autre chose",
        b"\n",
        b"\xff\xfe",
        b"[" * 100_000,
        b'{"iafiche": "carnet", "version": 2}\n',
        b'{"iafiche": "etat", "version": 1}\n',
    ],
)
def test_another_program_s_file_is_told_and_left_alone(folder: Path, content: bytes) -> None:
    folder.mkdir(parents=True)
    path = folder / FILE_NAME
    path.write_bytes(content)
    carnet = Carnet.load(folder)
    assert carnet.trouble is not None
    assert "iafiche carnet vider" in carnet.trouble.advice
    assert len(carnet) == 0
    with pytest.raises(SaveError):
        carnet.remember(complete_draft(), TODAY)
    assert path.read_bytes() == content


@pytest.mark.parametrize("place", ["file", "folder"])
def test_what_stands_in_the_way_is_told(tmp_path: Path, place: str) -> None:
    folder = tmp_path / "iafiche"
    if place == "file":
        folder.write_bytes(b"")
    else:
        (folder / FILE_NAME).mkdir(parents=True)
    with pytest.raises(SaveError):
        Carnet.load(folder).remember(complete_draft(), TODAY)


def test_it_stays_within_bounds_and_keeps_the_most_recent() -> None:
    many: Entries = {}
    for count in range(MOST_ENTRIES + 10):
        put(many, Entry(LIST, f"Nom {count}"))
    kept = list(bounded(many).values())
    assert len(kept) == MOST_ENTRIES
    assert kept[-1].name == f"Nom {MOST_ENTRIES + 9}"
    large: Entries = {}
    for count in range(MOST_ENTRIES):
        values = {spec.key: f"{count}{'é' * (LONGEST - 9)}" for spec in ABOUT_HOLDER}
        put(large, Entry(HOLDER.key, f"Nom {count}", values))
    kept = list(bounded(large).values())
    assert 100 < len(kept) < MOST_ENTRIES
    assert kept[-1].name == f"Nom {MOST_ENTRIES - 1}"
    assert bounded(bounded(large)) == bounded(large)


def test_what_is_within_bounds_can_be_read_again(tmp_path: Path) -> None:
    path = tmp_path / FILE_NAME
    large: Entries = {}
    for count in range(MOST_ENTRIES):
        put(large, Entry(LIST, f"{count} {'é' * 480}"))
    write(path, bounded(large))
    assert MOST_BYTES - 1_000 < path.stat().st_size <= MOST_BYTES
    assert read(path).entries == bounded(large)


_NAMES = st.text(min_size=1, max_size=12)
_LINES = st.dictionaries(
    st.sampled_from(["champ", "nom", "valeurs", "x"]),
    RAW_VALUES.filter(lambda raw: isinstance(raw, str | int | float | list | dict))
    | st.sampled_from([HOLDER.key, *EXAMPLES, *(spec.key for spec in RECALLED)])
    | st.dictionaries(st.sampled_from([*EXAMPLES, "x"]), _NAMES),
)


def _as_json(line: object) -> bytes:
    return json.dumps(line, default=str).encode("utf-8", "surrogatepass")


@settings(max_examples=30, deadline=None)
@given(content=st.binary(max_size=200) | st.lists(_LINES.map(_as_json)).map(b"\n".join))
@pytest.mark.parametrize("title", [b"", b'{"iafiche": "carnet", "version": 1}\n'])
def test_no_content_raises_and_what_is_read_can_be_written(
    tmp_path_factory: pytest.TempPathFactory, title: bytes, content: bytes
) -> None:
    folder = tmp_path_factory.getbasetemp() / "carnet-drawn"
    folder.mkdir(exist_ok=True)
    (folder / FILE_NAME).write_bytes(title + content)
    carnet = Carnet.load(folder)
    carnet.proposals(complete_draft())
    if title:
        known = carnet.holders_like()
        carnet.remember(complete_draft(), TODAY)
        assert Carnet.load(folder).trouble is None
        assert set(known) | {NAME} >= set(carnet.holders_like())


@settings(max_examples=30, deadline=None)
@given(drawn=st.lists(drafts() | st.just(complete_draft()), max_size=4))
def test_whatever_is_learnt_comes_back_from_the_file(
    tmp_path_factory: pytest.TempPathFactory, drawn: list[Draft]
) -> None:
    folder = tmp_path_factory.getbasetemp() / "carnet-learnt"
    carnet = Carnet.load(folder)
    carnet.clear()
    for draft in drawn:
        carnet.remember(draft, TODAY)
    again = Carnet.load(folder)
    assert again.trouble is None
    assert len(again) == len(carnet)
    for key in (HOLDER.key, *(spec.key for spec in RECALLED)):
        assert again.recall(key) == carnet.recall(key)
    for name in carnet.holders_like():
        assert again.holder(name) == carnet.holder(name)
        for spec in ABOUT_HOLDER:
            value = (carnet.holder(name) or {}).get(spec.key)
            assert value is None or any(d[spec.key] == value for d in drawn)
