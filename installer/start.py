"""Where the frozen program begins."""

from __future__ import annotations

import multiprocessing
import os
import sys

from zcpark_desktop.paths import user_data

# PyInstaller gives matplotlib a new folder at each start, in which it would look for the system's fonts anew.
os.environ["MPLCONFIGDIR"] = str(user_data() / "matplotlib")

from zcpark_desktop.cli import main  # noqa: E402  only now may matplotlib be loaded

if __name__ == "__main__":
    multiprocessing.freeze_support()
    sys.exit(main())
