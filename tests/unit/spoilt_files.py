"""Files spoilt in one place, for all that has to tell of them what the rules tell."""

from hypothesis import strategies as st

from iafiche.store.document import new_text
from tests.fiches import complete_draft

COMPLETE = new_text(complete_draft())
"""What the program writes of a complete fiche."""

_ODD = "\"'\\\r\n\t\x00\x1b\x7f\x85\u2028\ufeff<&#[]{}=,. éÃâ€’😀0.5"


def spoilt(at: int, gone: int, odd: str) -> str:
    """Return that file with some of its signs taken out, and others in their place."""
    return COMPLETE[:at] + odd + COMPLETE[at + gone :]


PLACES = st.integers(0, len(COMPLETE))
LOST = st.integers(0, 8)
PUT_THERE = st.text(st.sampled_from(_ODD) | st.characters(), max_size=4) | st.sampled_from(
    COMPLETE.splitlines(keepends=True)
)
