"""How fiches travel: the dialects of the shared format, one codec a file."""
