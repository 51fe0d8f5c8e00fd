"""Giving every reader bytes that nobody would write, by the million: `python -m tests.fuzz`."""
