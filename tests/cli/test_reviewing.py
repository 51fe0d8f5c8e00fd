"""What commands over many fiches share: what they are given, whose settings count, what is kept."""

import io
from pathlib import Path

import pytest

from iafiche.review.verdict import Tally, Verdict
from iafiche.store.document import new_text
from tests.cli.conftest import Call
from tests.fiches import complete_draft


@pytest.fixture
def fiche(tmp_path: Path) -> Path:
    """A fiche brought up to date 40 days before the tests' day."""
    path = tmp_path / "rives.fiche.toml"
    path.write_text(new_text(complete_draft(date="21/01/2026")), encoding="utf-8")
    return path


def _settings(own_folder: Path, text: str) -> None:
    own_folder.mkdir(exist_ok=True)
    (own_folder / "config.toml").write_text(text, encoding="utf-8")


def test_the_age_limit_of_the_settings_counts(call: Call, fiche: Path, own_folder: Path) -> None:
    assert "fiche-ancienne" not in call("verifier", str(fiche)).out
    _settings(own_folder, "anciennete_jours = 30")
    assert ": conseil fiche-ancienne — " in call("verifier", str(fiche)).out
    assert ": conseil fiche-ancienne — " in call(str(fiche)).out


def test_wrong_settings_are_told_once_and_the_default_counts(
    call: Call, fiche: Path, own_folder: Path
) -> None:
    _settings(own_folder, 'anciennete_jours = "souvent"\n')
    judged = call("verifier", str(fiche), "--gravite", "conseil")
    assert judged.code == 0
    assert judged.err.count("config.toml, ligne 1") == 1


class Stdin(io.TextIOWrapper):
    """Standard input that holds a list, or a terminal where nobody types."""

    def __init__(self, content: bytes | None) -> None:
        super().__init__(io.BytesIO(content or b""), encoding="ascii")
        self._is_terminal = content is None

    def isatty(self) -> bool:
        """Say what it is."""
        return self._is_terminal


LISTING = ("verifier", "corriger", "inventaire", "exporter")


@pytest.mark.parametrize("end", ["\n", "\r\n", "\0"])
def test_a_list_on_standard_input_names_what_is_judged(
    call: Call, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, end: str
) -> None:
    monkeypatch.chdir(tmp_path)
    for name in ("été à relire", "b", "c"):
        text = new_text(complete_draft(nom_projet=name))
        Path(f"{name}.fiche.toml").write_text(text, encoding="utf-8")
    listed = end.join(("été à relire.fiche.toml", "b.fiche.toml", "")).encode()
    monkeypatch.setattr("sys.stdin", Stdin(listed))
    out = call("verifier", "-", "--resume").out
    assert "été à relire.fiche.toml" in out
    assert out.splitlines()[-1].startswith("v 2 fiches")
    monkeypatch.setattr("sys.stdin", Stdin(listed))
    assert call("inventaire", "-", "c.fiche.toml").out.startswith("3 projets")


@pytest.mark.parametrize("command", LISTING)
def test_an_empty_list_is_nothing_to_judge_and_nothing_wrong(
    call: Call, command: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdin", Stdin(b"\n"))
    assert call(command, "-").code == 0


def test_a_list_without_any_fiche_is_told(
    call: Call, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdin", Stdin(str(tmp_path).encode()))
    judged = call("verifier", "-")
    assert judged.code == 2
    assert tmp_path.name in judged.err


def test_a_list_nobody_gives_is_not_waited_for(call: Call, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", Stdin(None))
    judged = call("verifier", "-")
    assert judged.code == 2
    assert "entrée standard" in judged.err


@pytest.mark.parametrize("command", ["verifier", "corriger"])
def test_what_was_found_is_kept_for_the_next_time_unless_one_says_not_to(
    call: Call, fiche: Path, own_folder: Path, command: str
) -> None:
    first = call(command, str(fiche.parent), "--sans-cache")
    assert not (own_folder / "cache").exists()
    assert call(command, str(fiche.parent)) == first
    kept = {path: path.read_bytes() for path in (own_folder / "cache").iterdir()}
    assert kept
    assert call(command, str(fiche.parent)) == first
    assert call(command, str(fiche.parent), "--sans-cache") == first
    assert {path: path.read_bytes() for path in (own_folder / "cache").iterdir()} == kept


def test_a_change_is_seen_and_so_are_other_settings(
    call: Call, fiche: Path, own_folder: Path
) -> None:
    assert call("verifier", str(fiche.parent)).code == 0
    fiche.write_text(new_text(complete_draft(coll_siret="1")), encoding="utf-8")
    assert "siret-invalide" in call("verifier", str(fiche.parent)).out
    _settings(own_folder, "anciennete_jours = 30")
    assert "fiche-ancienne" in call("verifier", str(fiche.parent)).out


def test_the_settings_of_a_folder_count_for_all_but_exports(
    call: Call, fiche: Path, tmp_path: Path
) -> None:
    fiche.write_text(new_text(complete_draft(coll_type="Royaume")), encoding="utf-8")
    settings = tmp_path / "iafiche.toml"
    settings.write_text('[valeurs]\ncoll_type = ["Royaume"]\n', encoding="utf-8")
    assert call("verifier", str(tmp_path)).code == 0
    assert call("corriger", str(tmp_path)).code == 0
    assert call("inventaire", str(tmp_path)).out.startswith("1 projet - 1 prêt\n")
    assert call("exporter", str(tmp_path)).code == 1


def test_wrong_settings_of_a_folder_are_told_and_are_no_fiche(
    call: Call, fiche: Path, tmp_path: Path
) -> None:
    settings = tmp_path / "iafiche.toml"
    settings.write_text("inconnu = 1\n", encoding="utf-8")
    counted = call("inventaire", str(tmp_path))
    assert counted.code == 2
    assert "iafiche.toml:1:11: erreur reglages-invalides" in counted.err
    assert counted.out.startswith("1 projet - 1 prêt\n")
    corrected = call("corriger", str(tmp_path))
    assert corrected.code == 2
    verified = call("verifier", str(tmp_path))
    assert verified.code == 2
    assert verified.out.splitlines()[-1].startswith("1 fiche - 1 prête.")
    assert settings.read_text(encoding="utf-8") == "inconnu = 1\n"
    assert fiche.exists()


@pytest.mark.parametrize(
    ("command", "told"),
    [
        (("verifier", "--format", "json"), ""),
        (("verifier", "-o", "rapport.txt"), "Rien n'a été écrit."),
        (("corriger",), "1 fiche corrigée."),
        (("corriger", "--diff"), ""),
        (("inventaire",), "L'inventaire n'est pas fait."),
    ],
)
def test_ctrl_c_says_what_was_done(
    call: Call,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    command: tuple[str, ...],
    told: str,
) -> None:
    monkeypatch.chdir(tmp_path)
    for name in "abc":
        text = new_text(complete_draft(coll_siret="215 799 909 00019", nom_projet=name))
        Path(f"{name}.fiche.toml").write_text(text, encoding="utf-8")
    taken = Tally.add

    def interrupted(tally: Tally, verdict: Verdict) -> None:
        if verdict.path.name.startswith("b"):
            raise KeyboardInterrupt
        taken(tally, verdict)

    monkeypatch.setattr(Tally, "add", interrupted)
    judged = call(*command, ".")
    assert judged.code == 130
    expected = f"Interrompu\u00a0: 1 fiche vérifiée. 1 erreur · 0 avertissement · 0 conseil. {told}"
    assert judged.err.strip() == expected.strip()
    assert not Path("rapport.txt").exists()
