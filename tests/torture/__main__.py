"""Kill the program many times and say what was left, or work with it for a long time.

`python -m tests.torture -n 1000` kills, `python -m tests.torture session -k 100000` types.
"""

import argparse
import random
import sys
import time
from collections import Counter

from tests.torture.promises import BrokenPromiseError
from tests.torture.scenarios import SCENARIOS


def main() -> int:
    """Print the counts or the measures; return 1 where a promise was broken."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("-n", type=int, default=100, help="times, all kinds of work together (100)")
    parser.add_argument("--seed", type=int, default=None, help="where to begin again")
    kinds = parser.add_subparsers(dest="what", metavar="session")
    sitting = kinds.add_parser("session", help="a long session in a terminal, and what it takes")
    sitting.add_argument("-k", type=int, default=10_000, help="keys to press (10000)")
    sitting.add_argument("--every", type=int, default=1000, help="keys between two looks (1000)")
    sitting.add_argument("--folder", action="store_true", help="from a list of fiches and back")
    chosen = parser.parse_args()
    seed = random.randrange(2**32) if chosen.seed is None else chosen.seed
    print(f"seed {seed}", flush=True)
    rng = random.Random(seed)
    if chosen.what is None:
        return _kill(chosen.n, rng)
    from tests.torture.sitting import sit

    return sit(rng, chosen.k, chosen.every, in_folder=chosen.folder)


def _kill(times: int, rng: random.Random) -> int:
    broken = 0
    begun = time.monotonic()
    for kind in SCENARIOS:
        scenario = kind()
        counts: Counter[str] = Counter()
        for _ in range(times // len(SCENARIOS)):
            counts["times"] += 1
            try:
                counts += scenario.trial(rng)
            except BrokenPromiseError as error:
                broken += 1
                print(f"BROKEN {error}", flush=True)
        told = ", ".join(f"{name} {count}" for name, count in counts.items())
        print(f"{scenario.name}: {told}", flush=True)
    print(f"broken promises: {broken}, in {time.monotonic() - begun:.0f} s")
    return 1 if broken else 0


if __name__ == "__main__":
    sys.exit(main())
