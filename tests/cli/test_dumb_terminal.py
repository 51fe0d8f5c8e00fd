"""A terminal that draws no screen gets lines, and is told of the form that needs none."""

import os
import sys
from pathlib import Path

import pytest

from iafiche.store.document import new_text
from tests.fiches import complete_draft

if sys.platform == "win32":
    pytest.skip("POSIX pseudo-terminals", allow_module_level=True)

import pexpect


@pytest.mark.parametrize("arguments", [["f.fiche.toml"], ["nouveau"]])
def test_a_dumb_terminal_is_led_to_the_questions(tmp_path: Path, arguments: list[str]) -> None:
    (tmp_path / "f.fiche.toml").write_text(new_text(complete_draft(coll_siret="1")), "utf-8")
    process = pexpect.spawn(
        sys.executable,
        ["-m", "iafiche", *arguments],
        cwd=tmp_path,
        encoding="utf-8",
        timeout=30,
        env={**os.environ, "TERM": "dumb", "LC_ALL": "C.UTF-8"},
    )
    process.expect(pexpect.EOF)
    process.close()
    assert "iafiche remplir" in (process.before or "")
    assert "\x1b" not in (process.before or "")
    assert process.exitstatus == (2 if arguments == ["nouveau"] else 0)
