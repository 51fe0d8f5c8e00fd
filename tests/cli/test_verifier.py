"""`verifier`: what it prints, and its exit code."""

import json
import re
from pathlib import Path

import pytest

from iafiche.store.document import new_text
from tests.cli.conftest import Call, Terminal
from tests.fiches import complete_draft


def _write(folder: Path, name: str = "rives", **changes: str | tuple[str, ...]) -> Path:
    path = folder / f"{name}.fiche.toml"
    path.write_text(new_text(complete_draft(**changes)), encoding="utf-8")
    return path


def test_a_finding_tells_its_place_its_code_and_what_to_do(call: Call, tmp_path: Path) -> None:
    path = _write(tmp_path, coll_siret="2199001500014")
    line = path.read_text(encoding="utf-8").splitlines().index('coll_siret = "2199001500014"') + 1
    first, advice, fix, *_ = call("verifier", str(path)).out.splitlines()
    assert first == (
        f"{path}:{line}:14: erreur siret-invalide — Identifiant SIRET de la collectivité\u00a0:"
        " 13 chiffres : un zéro initial a dû se perdre."
    )
    assert re.fullmatch(r"    \S.*\.", advice)
    assert fix == "    Correction proposée\u00a0: 02199001500014"


def test_an_empty_field_with_a_list_shows_the_values_one_may_write(
    call: Call, tmp_path: Path
) -> None:
    out = call("verifier", str(_write(tmp_path, herbergement=""))).out
    assert "    Valeurs\u00a0: cloud chez un tiers, en interne de l'administration, NSP\n" in out


def test_the_findings_come_in_the_order_of_the_file(call: Call, tmp_path: Path) -> None:
    path = _write(tmp_path, coll_siret="1", url_infos="x", date="x", coll_type="x")
    found = re.findall(r"\.toml:(\d+):\d+: erreur", call("verifier", str(path)).out)
    assert len(found) == 4
    assert [int(line) for line in found] == sorted(map(int, found))


def test_the_last_line_sums_up(call: Call, folder: Path) -> None:
    last = call("verifier", str(folder)).out.splitlines()[-1]
    assert last.startswith("3 fiches - 1 prête - 1 à corriger - 1 illisible. 2 erreurs")


def test_a_clean_fiche_is_said_to_be_clean(call: Call, tmp_path: Path) -> None:
    assert call("verifier", str(_write(tmp_path))).out == "v 1 fiche - 1 prête. Rien à signaler.\n"


@pytest.mark.parametrize(
    ("changes", "threshold", "code"),
    [
        ({}, "conseil", 0),
        ({"coll_siret": "1"}, "erreur", 1),
        ({"url_infos": "http://ville-belrive.fr"}, "erreur", 0),
        ({"url_infos": "http://ville-belrive.fr"}, "avertissement", 0),
        ({"url_infos": "http://ville-belrive.fr"}, "conseil", 1),
        ({"donnees_source": ("NSP", "usager")}, "erreur", 0),
        ({"donnees_source": ("NSP", "usager")}, "avertissement", 1),
    ],
)
def test_the_exit_code_depends_on_the_threshold_alone(
    call: Call, tmp_path: Path, changes: dict[str, str], threshold: str, code: int
) -> None:
    path = _write(tmp_path, **changes)
    judged = call("verifier", str(path), "--gravite", threshold)
    assert judged.code == code
    assert judged.out == call("verifier", str(path)).out


@pytest.mark.parametrize(
    ("content", "rule"),
    [
        (b'version = 1\n[general]\ncoll_nom = "Ville', "toml-invalide"),
        ("version = 1\n# é".encode("cp1252"), "encodage-invalide"),
        (b"version = 999", "version-inconnue"),
        (None, "fichier-illisible"),
    ],
)
def test_an_unreadable_file_is_a_finding_and_ends_with_2(
    call: Call, tmp_path: Path, content: bytes | None, rule: str
) -> None:
    path = tmp_path / "x.fiche.toml"
    if content is not None:
        path.write_bytes(content)
    judged = call("verifier", str(path))
    assert judged.code == 2
    assert f": erreur {rule} — " in judged.out
    assert judged.err == ""


def test_a_folder_without_fiches_ends_with_2(call: Call, tmp_path: Path) -> None:
    judged = call("verifier", str(tmp_path))
    assert judged.code == 2
    assert "aucune fiche dans" in judged.err
    assert "Vérifiez le chemin." in judged.err
    assert judged.out == ""


def test_json_holds_every_finding_under_stable_names(call: Call, folder: Path) -> None:
    judged = call("verifier", str(folder), "--format", "json")
    assert judged.code == 2
    report = json.loads(judged.out)
    assert list(report) == ["version", "date", "fiches", "bilan"]
    assert report["version"] == 1
    assert report["date"] == "2026-03-02"
    ready, to_mend, unreadable = report["fiches"]
    assert ready == {
        "fichier": str(folder / "a-prete.fiche.toml"),
        "etat": "prête",
        "porteur": "Ville de Belrive",
        "projet": "Propreté des rives",
        "constats": [],
        "completude": {"requis": 17, "requis_total": 17, "remplis": 37, "total": 38},
    }
    assert [finding["code"] for finding in to_mend["constats"]] == ["siret-invalide"]
    found = to_mend["constats"][0]
    assert list(found) == [
        "section",
        "champ",
        "code",
        "gravite",
        "message",
        "conseil",
        "ligne",
        "colonne",
        "correction",
    ]
    assert (found["section"], found["champ"], found["gravite"]) == (
        "general",
        "coll_siret",
        "erreur",
    )
    assert unreadable["constats"][0]["champ"] is None
    assert report["bilan"] == {
        "fiches": 3,
        "pretes": 1,
        "a_corriger": 1,
        "illisibles": 1,
        "erreurs": 2,
        "avertissements": 0,
        "conseils": 0,
    }


def test_json_gives_a_correction_of_several_values_as_a_list(call: Call, tmp_path: Path) -> None:
    path = _write(tmp_path, audience_service=("Agent", "Elu", "Agent"))
    report = json.loads(call("verifier", str(path), "--format", "json").out)
    assert report["fiches"][0]["constats"][0]["correction"] == ["Agent", "Elu"]


def test_escape_sequences_of_a_file_never_reach_a_terminal(call: Call, tmp_path: Path) -> None:
    path = tmp_path / "x\x1b]0;titre\x07.fiche.toml"
    path.write_text(
        '[general]\ncoll_type = "\\u001b[2J\\u009b31m\\u202e"\n'
        'nom_projet = "\\u001b[31mRouge"\n"\\u001b[1mgras" = 1\n',
        encoding="utf-8",
    )
    for options in ((), ("--format", "json")):
        out = call("verifier", str(path), *options, out=Terminal()).out
        assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202e]", out)
    assert "␛" in call("verifier", str(path)).out
