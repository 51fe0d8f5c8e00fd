"""The program on a machine that dies: `python -m tests.torture.dying_program STEP [ARGUMENT…]`.

It dies before the disk is asked for its STEPth step, counted from 0.
"""

import sys

from iafiche.__main__ import main
from iafiche.store import disk
from tests.faults import FaultyDisk, dying

if __name__ == "__main__":
    disk.DISK = FaultyDisk(dying(int(sys.argv.pop(1))))
    main()
