"""Keys as the documents write them."""

from iafiche.tui.actions import key_name

_BEYOND_THE_REGISTRY = {"backspace": "Retour arrière"}


def in_words(key: str) -> str:
    """Return a key as people read it: `ctrl+s` is « Ctrl+S », where the screens have « ^S »."""
    return _BEYOND_THE_REGISTRY.get(key) or key_name(key).replace("^", "Ctrl+")
