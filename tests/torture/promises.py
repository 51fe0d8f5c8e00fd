"""What the program promises, and fails to keep."""


class BrokenPromiseError(Exception):
    """Something was lost, or is neither old nor new."""
