"""The program with a fault in it: `python -m tests.faulty_program MODULE:NAME [ARGUMENT…]`.

What bears that name fails when it is called, with words that nobody else may read.
"""

import sys
from importlib import import_module

from iafiche.__main__ import main

SECRET = "Recrutement de M. Durand"


def _fail(*_arguments: object, **_named: object) -> None:
    raise ZeroDivisionError(SECRET)


if __name__ == "__main__":
    module, _, name = sys.argv.pop(1).partition(":")
    *owners, victim = name.split(".")
    owner: object = import_module(module)
    for each in owners:
        owner = getattr(owner, each)
    setattr(owner, victim, _fail)
    main()
