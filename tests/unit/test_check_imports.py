"""What checking a right fiche loads: nothing that costs start-up time."""

import subprocess
import sys

from tests.conftest import ROOT

HEAVY = ("pydantic", "stdnum", "email_validator", "tomlkit", "urllib", "html", "difflib", "decimal")
SCRIPT = """
import sys
from iafiche.check.checking import check_draft
from iafiche.check.context import Context
from tests.conftest import TODAY
from tests.fiches import complete_draft

before = set(sys.modules)
assert check_draft(complete_draft(), Context(TODAY)) == ()
print(*sorted(set(sys.modules) - before))
"""
IMPORT = """
import sys
import iafiche.check.checking, iafiche.check.completeness
print(*sorted({name.partition(".")[0] for name in sys.modules}))
"""


def run(script: str) -> list[str]:
    done = subprocess.run(
        [sys.executable, "-c", script], check=True, capture_output=True, text=True, cwd=ROOT
    )
    return done.stdout.split()


def test_importing_the_check_loads_nothing_heavy() -> None:
    assert set(HEAVY).isdisjoint(run(IMPORT))


def test_checking_a_right_fiche_loads_nothing_more() -> None:
    assert run(SCRIPT) == []
