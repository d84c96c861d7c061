"""Nothing of the Windows Python is taken that nobody vouches for."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from installer import runtime
from installer.process import PackagingError

SOURCE = b"print('standard library')\n"
CATALOGUE = b"before" + hashlib.sha256(SOURCE).digest() + b"after"
VERIFIED = """Current message digest    : AB12
Calculated message digest : {digest}
Signer's certificate:
        Subject: {subject}
        Issuer : /C=US/CN=Authority
Signature verification: {verdict}
{end}"""
PSF = "/C=US/O=Python Software Foundation/CN=Python Software Foundation"
MICROSOFT = "/C=US/O=Microsoft Corporation/CN=Publisher"


@pytest.fixture
def distribution(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A distribution in which all that is needed is signed."""
    folder = tmp_path / "distribution"
    (folder / "DLLs").mkdir(parents=True)
    (folder / "Lib/site-packages").mkdir(parents=True)
    for name in (*runtime.PROGRAMS, *runtime.MICROSOFT_LIBRARIES, "DLLs/_socket.pyd", "LICENSE.txt"):
        (folder / name).write_bytes(b"signed")
    (folder / runtime.CATALOGUE).write_bytes(CATALOGUE)
    (folder / "Lib/os.py").write_bytes(SOURCE)
    (folder / "Lib/site-packages/stranger.py").write_bytes(b"unknown")
    (folder / "stranger.exe").write_bytes(b"unknown")
    monkeypatch.setattr(runtime, "signed_by_psf", lambda path: path.read_bytes() in (b"signed", CATALOGUE))
    monkeypatch.setattr(runtime, "signed_by_microsoft", lambda path: path.read_bytes() == b"signed")
    return folder


def test_what_is_signed_is_taken_and_what_is_not_needed_is_left(distribution: Path, tmp_path: Path) -> None:
    target = tmp_path / "python"
    assert runtime.take_proved(distribution, target) == len(runtime.PROGRAMS) + len(runtime.MICROSOFT_LIBRARIES) + 2
    assert (target / "Lib/os.py").read_bytes() == SOURCE
    assert not (target / "Lib/site-packages").exists()
    assert not (target / "stranger.exe").exists()


@pytest.mark.parametrize("name", ["python.exe", "vcruntime140.dll", "DLLs/_socket.pyd", "Lib/os.py",
                                  runtime.CATALOGUE])
def test_a_changed_file_stops_the_build(distribution: Path, tmp_path: Path, name: str) -> None:
    (distribution / name).write_bytes(b"changed")
    with pytest.raises(PackagingError, match=Path(name).name):
        runtime.take_proved(distribution, tmp_path / "python")


def test_leftovers_of_an_earlier_build_are_not_taken_over(distribution: Path, tmp_path: Path) -> None:
    target = tmp_path / "python"
    (target / "Lib").mkdir(parents=True)
    (target / "Lib/old.py").touch()
    runtime.take_proved(distribution, target)
    assert not (target / "Lib/old.py").exists()


@pytest.mark.parametrize(
    ("source", "known", "listed"),
    [(SOURCE, None, True), (b"", None, True), (b"x", None, False), (b"x", hashlib.sha256(b"x").hexdigest(), True),
     (b"y", hashlib.sha256(b"x").hexdigest(), False)],
)
def test_a_source_is_listed_empty_or_known(source: bytes, known: str | None, listed: bool) -> None:
    assert runtime.is_listed(source, CATALOGUE, known) is listed


@pytest.mark.parametrize(
    ("subject", "verdict", "end", "signed"),
    [(PSF, "ok", "Succeeded", True), (PSF, "failed", "Failed", False), (PSF, "ok", "Failed", False),
     (MICROSOFT, "ok", "Succeeded", False), (f"{PSF} of Elsewhere", "ok", "Succeeded", False)],
)
def test_only_the_foundations_own_valid_signature_counts(monkeypatch: pytest.MonkeyPatch, subject: str, verdict: str,
                                                         end: str, signed: bool) -> None:
    said = VERIFIED.format(digest="AB12", subject=subject, verdict=verdict, end=end)
    monkeypatch.setattr(runtime, "_verification", lambda _: said)
    assert runtime.signed_by_psf(Path("python.exe")) is signed


@pytest.mark.parametrize(("subject", "digest", "signed"),
                         [(MICROSOFT, "AB12", True), (MICROSOFT, "CD34", False), (PSF, "AB12", False)])
def test_a_library_of_microsofts_must_be_undamaged(monkeypatch: pytest.MonkeyPatch, subject: str, digest: str,
                                                   signed: bool) -> None:
    said = VERIFIED.format(digest=digest, subject=subject, verdict="failed", end="Failed")
    monkeypatch.setattr(runtime, "_verification", lambda _: said)
    assert runtime.signed_by_microsoft(Path("vcruntime140.dll")) is signed


def test_a_file_without_a_signature_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(runtime, "_verification", lambda _: "No signature found")
    assert not runtime.signed_by_psf(Path("python.exe"))
    assert not runtime.signed_by_microsoft(Path("vcruntime140.dll"))
