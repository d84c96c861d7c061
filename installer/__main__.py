"""`python -m installer --windows | --linux`: builds the package of a system and proves that it works.

`python -m installer release [--bump X.Y.Z | --skip-tests]`: all that is handed out, or the next version's number.
"""

from __future__ import annotations

import datetime
import os
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from run import SetupError

from . import debian, prove_windows
from .places import ROOT, finish
from .process import PackagingError

LARGEST_MB = {".exe": 90, ".zip": 125, ".deb": 110}
"""What a package may have, in megabytes (10^6 bytes); the archive cannot share what its files have in common."""
SYSTEMS = ("--windows", "--linux")


def main(arguments: Sequence[str]) -> int:
    """Build and prove; the exit status: 0 done, 1 failed, 2 wrong arguments."""
    if arguments and arguments[0] == "release":
        return _release(arguments[1:])
    asked = list(arguments) or ["--windows" if os.name == "nt" else "--linux"]
    if len(asked) != 1 or asked[0] not in SYSTEMS or (os.name == "nt" and asked[0] == "--linux"):
        print(f"package takes one of {', '.join(SYSTEMS)}; Windows makes --windows only", file=sys.stderr)
        return 2
    begun = time.monotonic()
    try:
        made = _windows() if asked[0] == "--windows" else _linux()
        finish(made, LARGEST_MB)
    except (PackagingError, SetupError) as error:
        print(error, file=sys.stderr)
        return 1
    print(f"{(time.monotonic() - begun) / 60:.1f} min")
    return 0


def _release(arguments: Sequence[str]) -> int:
    from . import release

    try:
        if arguments[:1] == ["--bump"] and len(arguments) == 2:
            release.bump(ROOT, arguments[1], datetime.date.today())
            print(f"now {arguments[1]}: look at the change log, commit, and run the release")
        else:
            release.release(arguments, ["--windows"] if os.name == "nt" else ["--linux", "--windows"])
    except (PackagingError, SetupError) as error:
        print(error, file=sys.stderr)
        return 1
    return 0


def _windows() -> list[Path]:
    from . import windows

    if windows.NATIVE:
        made = windows.build()
        print("not proved: the proof runs under Wine")
        return made
    debian.prepare(debian.FOR_WINDOWS)
    made = windows.build()
    prove_windows.prove(made[0])
    return made


def _linux() -> list[Path]:
    from . import linux

    debian.prepare(debian.FOR_LINUX)
    debian.prepare_shared_python()
    made = linux.build()
    linux.prove(made)
    return [made]


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
