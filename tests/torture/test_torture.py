"""A short run of what `python -m tests.torture` does for hours."""

import random

import pytest

from tests.torture.scenarios import SCENARIOS, Scenario
from tests.torture.typing_on import Typing

TIMES = 2


@pytest.mark.parametrize("kind", SCENARIOS, ids=lambda kind: kind.__name__.lower())
def test_a_program_killed_at_its_work_leaves_old_or_new_and_what_was_typed(
    kind: type[Scenario | Typing], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Typing, "longest", 2.5)
    scenario = kind()
    rng = random.Random()
    for _ in range(1 if isinstance(scenario, Typing) else TIMES):
        assert scenario.trial(rng)["killed"] in range(3)
