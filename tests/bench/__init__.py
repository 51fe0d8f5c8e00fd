"""Measurements, run by hand: `python -m tests.bench`. Nothing here is a test."""
