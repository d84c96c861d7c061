"""Many thousands of damaged files of coordinates: each is read, or refused with one sentence.

    python -m tests.benchmarks.fuzz_boundary [COUNT] [SEED]

A bounded run is part of the suite (tests/unit/boundary/test_damage.py); this one is for after changes to the readers.
"""

from __future__ import annotations

import re
import sys
import time
from collections import Counter

from tests.unit.boundary.damage import attempts, survives


def main(count: int = 20_000, seed: int = 1) -> None:
    """Read them all, and tell how they ended."""
    ends: Counter[str] = Counter()
    start = time.perf_counter()
    slowest = (0.0, "")
    for number, (name, content) in enumerate(attempts(count, seed)):
        begun = time.perf_counter()
        try:
            said = survives(name, content)
        except BaseException:
            print(f"{name}, attempt {number} of seed {seed}: {content[:300]!r}")
            raise
        slowest = max(slowest, (time.perf_counter() - begun, name))
        ends[re.sub(r"“[^”]*”|[\d.]+", "…", said)[:40]] += 1
    for said, times in ends.most_common(25):
        print(f"{times:7}  {said}")
    took = time.perf_counter() - start
    print(f"{count} files in {took:.0f} s, none crashed; the slowest, {slowest[1]}, {slowest[0]:.2f} s")


if __name__ == "__main__":
    main(*(int(argument) for argument in sys.argv[1:]))
