"""`corriger`: what it changes, what it leaves, and what it says of both."""

import datetime
import json
import os
import stat
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from iafiche.model.draft import Draft
from iafiche.model.values import Value
from iafiche.store.document import new_text
from tests.cli.conftest import Call
from tests.conftest import TODAY
from tests.drawn_fiches import draft_of, drafts, odd_files
from tests.fiches import complete_draft
from tests.unit.test_check_properties import dirty_drafts

TODAY_WRITTEN = f"{TODAY:%d/%m/%Y}"
SPACED, SIRET = "215 799 909 00019", "21579990900019"


def write(folder: Path, name: str = "rives", text: str = "", **changes: Value) -> Path:
    path = folder / f"{name}.fiche.toml"
    path.write_bytes((text or new_text(complete_draft(**changes))).encode())
    return path


def test_only_the_lines_of_the_fields_corrected_and_the_date_change(
    call: Call, tmp_path: Path
) -> None:
    text = new_text(complete_draft(coll_siret=SPACED)).replace("\n[algo", "# à revoir\r\n\n[algo")
    path = write(tmp_path, text=text + "perso = 1 # gardé\n")
    before = path.read_bytes().decode().splitlines(keepends=True)
    corrected = call("corriger", str(path))
    after = path.read_bytes().decode().splitlines(keepends=True)
    changed = [(old, new) for old, new in zip(before, after, strict=True) if old != new]
    assert changed == [
        (f'coll_siret = "{SPACED}"\n', 'coll_siret = "21579990900019"\n'),
        ('date = "21/01/2026"\n', f'date = "{TODAY_WRITTEN}"\n'),
    ]
    assert corrected.code == 0
    assert corrected.out.splitlines()[:3] == [
        f"{path}\u00a0: 2 champs",
        (
            f"    SIRET\u00a0: «\u00a0{SPACED}\u00a0» devient «\u00a021579990900019\u00a0»"
            " (siret-invalide)"
        ),
        f"    Mise à jour\u00a0: «\u00a021/01/2026\u00a0» devient «\u00a0{TODAY_WRITTEN}\u00a0»",
    ]


def test_a_fiche_with_nothing_certain_to_correct_is_not_touched(call: Call, tmp_path: Path) -> None:
    path = write(tmp_path, coll_siret="2199001500014")
    os.utime(path, (1, 1))
    corrected = call("corriger", str(path))
    assert path.stat().st_mtime == 1
    assert corrected.code == 1
    assert "erreur siret-invalide — " in corrected.out
    assert corrected.out.splitlines()[-1].startswith(
        "1 fiche - 0 corrigée. Reste à votre jugement\u00a0: 1 erreur - "
    )


def test_the_diff_changes_nothing_and_tells_what_would_change(call: Call, tmp_path: Path) -> None:
    path = write(tmp_path, coll_siret=SPACED)
    before = path.read_bytes()
    shown = call("corriger", str(path), "--diff")
    assert path.read_bytes() == before
    assert shown.code == 1
    lines = shown.out.splitlines()
    assert lines[:2] == [f"--- {path}", f"+++ {path}"]
    assert [line for line in lines[2:-1] if line[0] in "-+"] == [
        f'-coll_siret = "{SPACED}"',
        '+coll_siret = "21579990900019"',
        '-date = "21/01/2026"',
        f'+date = "{TODAY_WRITTEN}"',
    ]
    assert "1 à corriger sans risque" in lines[-1]


def test_the_diff_of_fiches_that_are_right_is_empty(call: Call, tmp_path: Path) -> None:
    shown = call("corriger", str(write(tmp_path)), "--diff")
    assert shown.code == 0
    assert len(shown.out.splitlines()) == 1


def test_one_rule_alone_may_be_asked_for(call: Call, tmp_path: Path) -> None:
    path = write(tmp_path, coll_siret=SPACED, projet_date="mars 2024")
    corrected = call("corriger", str(path), "--regle", "date-invalide")
    assert corrected.code == 1
    assert draft_of(path.read_text("utf-8")) == complete_draft(
        coll_siret=SPACED, projet_date="03/2024", date=TODAY_WRITTEN
    )
    rules = ("--regle", "date-invalide", "--regle", "siret-invalide")
    assert call("corriger", str(path), *rules).code == 0


def test_an_unknown_rule_is_told_with_the_nearest(call: Call, tmp_path: Path) -> None:
    corrected = call("corriger", str(write(tmp_path)), "--regle", "siret-invalid")
    assert corrected.code == 2
    assert "siret-invalide" in corrected.err


def test_a_moved_value_is_told(call: Call, tmp_path: Path) -> None:
    text = new_text(complete_draft(herbergement="")).replace(
        "[general]\n", '[general]\nHerbergement = "NSP"\n'
    )
    path = write(tmp_path, text=text)
    corrected = call("corriger", str(path))
    assert "Hébergement\u00a0: «\u00a0NSP\u00a0» (champ-inconnu)" in corrected.out
    assert "Clé retirée, sa valeur étant déplacée\u00a0: general.Herbergement" in corrected.out
    assert draft_of(path.read_text("utf-8"))["herbergement"] == "NSP"


def test_a_value_of_another_type_is_said_to_be_written_otherwise(
    call: Call, tmp_path: Path
) -> None:
    text = new_text(complete_draft()).replace('"Fonds vert"', "12000")
    corrected = call("corriger", str(write(tmp_path, text=text)))
    assert (
        "    Financement\u00a0: «\u00a012000\u00a0», récrit dans la forme attendue (type-inattendu)"
        in corrected.out
    )


def test_what_two_fiches_have_in_common_is_left_and_told(call: Call, tmp_path: Path) -> None:
    write(tmp_path, "a")
    write(tmp_path, "b", projet_date="mars 2024")
    corrected = call("corriger", str(tmp_path))
    assert " avertissement doublon — " in corrected.out
    assert "Reste à votre jugement\u00a0: 0 erreur - 1 avertissement" in corrected.out


def test_a_file_that_cannot_be_read_stays_as_it_is(call: Call, folder: Path) -> None:
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    write(folder, "d", coll_siret=SPACED)
    corrected = call("corriger", str(folder))
    assert corrected.code == 2
    assert ": erreur toml-invalide — " in corrected.out
    assert {name: (folder / name).read_bytes() for name in before} == before
    assert draft_of((folder / "d.fiche.toml").read_text("utf-8"))["coll_siret"] == "21579990900019"


def test_a_file_that_cannot_be_written_is_told_and_the_others_are_corrected(
    call: Call, tmp_path: Path
) -> None:
    locked = write(tmp_path, "a", coll_siret=SPACED)
    other = write(tmp_path, "b", coll_siret=SPACED)
    locked.chmod(stat.S_IREAD)
    before = locked.read_bytes()
    corrected = call("corriger", str(tmp_path))
    locked.chmod(stat.S_IREAD | stat.S_IWRITE)
    assert corrected.code == 2
    assert "a.fiche.toml" in corrected.err
    assert "n'a pas été corrigée" in corrected.err
    assert "1 corrigée" in corrected.out.splitlines()[-1]
    assert locked.read_bytes() == before
    assert draft_of(other.read_text("utf-8"))["coll_siret"] == "21579990900019"
    assert sorted(tmp_path.iterdir()) == [locked, other]


def test_what_a_fiche_holds_cannot_steer_the_terminal(call: Call, tmp_path: Path) -> None:
    text = new_text(complete_draft(coll_siret=SPACED, nom_projet="\x1b[2J\x9b31m##[x]y"))
    path = write(tmp_path, text=text)
    for options in (("--diff",), ()):
        out = call("corriger", str(path), *options).out
        assert "\x1b" not in out
        assert "\x9b" not in out
        assert "##[" not in out


def counts(call: Call, path: Path) -> tuple[int, int, int]:
    tally = json.loads(call("verifier", str(path), "--format", "json").out)["bilan"]
    return tally["erreurs"], tally["avertissements"], tally["conseils"]


TEXTS = st.one_of(odd_files(), (drafts() | dirty_drafts()).map(new_text))


@settings(
    max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(TEXTS)
def test_no_file_is_the_worse_for_it_and_a_second_time_changes_nothing(
    call: Call, tmp_path: Path, text: str
) -> None:
    path = write(tmp_path, text=text)
    content, before = path.read_bytes(), counts(call, path)
    shown = call("corriger", str(path), "--diff")
    assert path.read_bytes() == content
    corrected = call("corriger", str(path))
    once = path.read_bytes()
    assert corrected.err == shown.err
    assert (once == content) is (len(shown.out.splitlines()) == 1)
    assert counts(call, path) <= before
    again = call("corriger", str(path))
    assert path.read_bytes() == once
    assert " 0 corrigée" in again.out.splitlines()[-1]


@settings(
    max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(dirty_drafts())
def test_the_date_is_the_day_of_a_correction_and_of_nothing_else(
    call: Call, tmp_path: Path, draft: Draft
) -> None:
    draft = draft.with_value("date", "21/01/2026")
    path = write(tmp_path, text=new_text(draft))
    call("corriger", str(path))
    after = draft_of(path.read_text("utf-8"))
    corrected = after.with_value("date", "") != draft.with_value("date", "")
    day = TODAY if corrected else datetime.date(2026, 1, 21)
    assert after["date"] == f"{day:%d/%m/%Y}"


def test_another_name_of_a_file_that_keeps_the_old_content_is_told(
    call: Call, tmp_path: Path
) -> None:
    path = write(tmp_path, projet_date="2024-03-01")
    os.link(path, tmp_path / "autre-nom.toml")

    corrected = call("corriger", str(path))

    assert corrected.code == 0
    assert "est corrigée. Ce fichier avait un autre nom" in corrected.err.replace("\u00a0", " ")
