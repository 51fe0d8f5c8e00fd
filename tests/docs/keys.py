"""Keys as the documents write them."""

from iafiche.cli.keys_page import key_in_words

_BEYOND_THE_REGISTRY = {"backspace": "Retour arrière", "left": "←", "right": "→"}


def in_words(key: str) -> str:
    """Return a key as people read it: `ctrl+s` is « Ctrl+S », where the screens have « ^S »."""
    return _BEYOND_THE_REGISTRY.get(key) or key_in_words(key)
