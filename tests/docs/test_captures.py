"""The pictures of the documents show the program as it is."""

import re
import subprocess
import sys
from html import unescape
from pathlib import Path

import pytest

from tests.conftest import ROOT

FOLDER = ROOT / "docs" / "captures"
DRAW = FOLDER / "faire.py"
_TEXT = re.compile(r'<text class="[^"]*-(?:r\d+|title)" x="([\d.]+)" y="([\d.]+)"[^>]*>([^<]*)')


def lines_of(picture: str) -> list[str]:
    """Return the lines of text of a picture, whatever their colours."""
    lines: dict[float, list[tuple[float, str]]] = {}
    for x, y, text in _TEXT.findall(picture):
        shown = unescape(text).replace("\N{NO-BREAK SPACE}", " ")
        lines.setdefault(float(y), []).append((float(x), shown))
    return [
        " ".join("".join(text for _, text in sorted(parts)).split())
        for _, parts in sorted(lines.items())
    ]


@pytest.fixture(scope="module")
def fresh(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the pictures as the program draws them now."""
    folder = tmp_path_factory.mktemp("captures")
    subprocess.run([sys.executable, DRAW, folder], check=True, cwd=ROOT, timeout=120)
    return folder


def test_the_pictures_are_fresh(fresh: Path, request: pytest.FixtureRequest) -> None:
    renew = f"python {DRAW.relative_to(ROOT).as_posix()}"
    if request.config.getoption("--renew"):
        for file in fresh.iterdir():
            (FOLDER / file.name).write_bytes(file.read_bytes())
    names = {file.name for file in FOLDER.glob("*.svg")}
    assert names == {file.name for file in fresh.iterdir()}
    for name in sorted(names):
        shown = lines_of((FOLDER / name).read_text(encoding="utf-8"))
        drawn = lines_of((fresh / name).read_text(encoding="utf-8"))
        assert len(drawn) > 20
        assert shown == drawn, f"{name} is stale: run « {renew} »"


def test_the_pictures_show_what_their_captions_say(fresh: Path) -> None:
    fiche = "\n".join(lines_of((fresh / "fiche.svg").read_text(encoding="utf-8")))
    assert "un zéro initial a dû se perdre" in fiche
    assert "F4 : 02199001500014" in fiche
    choices = "\n".join(lines_of((fresh / "choix.svg").read_text(encoding="utf-8")))
    assert "marché public La solution a été achetée par un marché." in choices
    preview = "\n".join(lines_of((fresh / "apercu.svg").read_text(encoding="utf-8")))
    assert "▸Notice publique Ligne exportée Fichier" in preview
    corrections = "\n".join(lines_of((fresh / "corrections.svg").read_text(encoding="utf-8")))
    assert "6 champs à corriger" in corrections
    assert "Avant : 45,1032" in corrections
    assert "Entrée Appliquer" in corrections
    folder = "\n".join(lines_of((fresh / "dossier.svg").read_text(encoding="utf-8")))
    assert "✓ Propreté des rives Ville de Belrive 97 % 0 0" in folder


def test_the_pictures_load_nothing_from_elsewhere() -> None:
    for file in FOLDER.glob("*.svg"):
        addresses = re.findall(r"https?://[^\"' )]+", file.read_text(encoding="utf-8"))
        assert set(addresses) <= {"http://www.w3.org/2000/svg", "https://www.textualize.io"}
