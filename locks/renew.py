"""Renews the lock files beside this file: `python locks/renew.py` (needs uv: `pip install uv`).

One resolution, universal over systems and Python versions, is split by purpose: `run.txt` holds what the program needs,
`test.txt` and `package.txt` what testing and packaging need on top. Each entry is pinned with its hashes.
"""

from __future__ import annotations

import re
import subprocess
import sys
import tempfile
from pathlib import Path

LOCKS = Path(__file__).resolve().parent
PROJECT = LOCKS.parent / "pyproject.toml"
HEADER = "# Pinned with hashes for every system and Python >= 3.11. Renew with: python locks/renew.py\n"


def entries(requirements: str) -> dict[str, str]:
    """Split a compiled requirements text into its entries, hashes included.

    Returns:
        First line of the entry (its marker included, as a package may be pinned differently per Python) -> its text.
    """
    found = re.findall(r"^(\S[^\n]*\n(?:[ ]+[^\n]*\n)*)", requirements, flags=re.MULTILINE)
    return {entry.split("\n", 1)[0]: entry for entry in found if not entry.startswith("#")}


def resolve(extras: list[str], constraints: Path | None = None) -> dict[str, str]:
    """Resolve the dependencies of pyproject.toml with uv.

    Args:
        extras: optional dependency groups to include.
        constraints: an earlier resolution to stay within.

    Raises:
        subprocess.CalledProcessError: uv found no solution, or is not installed.
    """
    options = ["--quiet", "--universal", "--generate-hashes", "--no-header", "--no-annotate"]
    options += [f"--extra={extra}" for extra in extras]
    if constraints:
        options += ["--constraints", str(constraints)]
    command = [sys.executable, "-m", "uv", "pip", "compile", *options, str(PROJECT)]
    return entries(subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout)


def main() -> None:
    """Write run.txt, test.txt and package.txt."""
    everything = resolve(["test", "package"])
    with tempfile.TemporaryDirectory() as folder:
        pins = Path(folder) / "everything.txt"
        pins.write_text("".join(everything.values()), encoding="utf-8")
        run = resolve([], pins)
        test = resolve(["test"], pins)
    split = {
        "run": run,
        "test": {key: entry for key, entry in test.items() if key not in run},
        "package": {key: entry for key, entry in everything.items() if key not in run and key not in test},
    }
    for name, chosen in split.items():
        (LOCKS / f"{name}.txt").write_text(HEADER + "".join(chosen.values()), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
