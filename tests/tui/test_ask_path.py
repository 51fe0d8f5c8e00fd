"""The path that somebody means who types behind a proposed one."""

import os
from pathlib import Path

import pytest

from iafiche.tui.screens.ask_path import meant_path

FOLDER = str(Path("fiches").absolute()) + os.sep
ELSEWHERE = str(Path("ailleurs", "mes projets.csv").absolute())


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        (f"{FOLDER}a.csv", f"{FOLDER}a.csv"),
        (f" {FOLDER}a.csv ", f"{FOLDER}a.csv"),
        (f"{FOLDER}{ELSEWHERE}", ELSEWHERE),
        (f"{FOLDER}'{ELSEWHERE}' ", ELSEWHERE),
        (f'"{ELSEWHERE}"', ELSEWHERE),
        (ELSEWHERE, ELSEWHERE),
        ("a.csv", "a.csv"),
        ("l'eau.csv", "l'eau.csv"),
        (f"{FOLDER}~{os.sep}a.csv", str(Path.home() / "a.csv")),
        (FOLDER, FOLDER),
    ],
)
def test_a_whole_path_stands_for_itself_and_any_other_goes_on(typed: str, meant: str) -> None:
    assert meant_path(typed, FOLDER) == meant
