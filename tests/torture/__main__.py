"""Kill the program many times and say what was left: `python -m tests.torture -n 1000`."""

import argparse
import random
import sys
import time
from collections import Counter

from tests.torture.scenarios import SCENARIOS, BrokenPromiseError


def main() -> int:
    """Print the counts; return 1 where a promise was broken."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("-n", type=int, default=100, help="times, all kinds of work together (100)")
    parser.add_argument("--seed", type=int, default=None, help="where to begin again")
    chosen = parser.parse_args()
    seed = random.randrange(2**32) if chosen.seed is None else chosen.seed
    print(f"seed {seed}", flush=True)
    rng = random.Random(seed)
    broken = 0
    begun = time.monotonic()
    for kind in SCENARIOS:
        scenario = kind()
        counts: Counter[str] = Counter()
        for _ in range(chosen.n // len(SCENARIOS)):
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
