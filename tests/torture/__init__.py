"""Ending the real program at any moment of its work, and looking at what it leaves."""
