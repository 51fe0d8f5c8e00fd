"""Fiches that arrive in a folder: what becomes of each, how it is written, and the report."""
