"""iafiche: describe the AI projects of a French local authority, from the terminal."""

__version__ = "0.1.0"
