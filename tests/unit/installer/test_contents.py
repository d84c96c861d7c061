"""What goes into a package: what is needed, nothing that Windows lacks, every licence, one version and icon."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ElementTree
from configparser import ConfigParser
from pathlib import Path

import pytest
from PIL import Image

from installer import icon, linux, places
from installer.closure import missing_libraries
from installer.licences import licence_texts
from installer.process import PackagingError
from installer.trimming import is_needed
from installer.version_resource import numbers

INSTALLER = Path(linux.__file__).parent


@pytest.mark.parametrize("name", [
    r"PySide6\opengl32sw.dll", r"PySide6\Qt6Quick.dll", "PySide6/Qt/lib/libQt6Qml.so.6",
    r"PySide6\plugins\tls\qschannelbackend.dll", r"PySide6\translations\qtbase_fr.qm",
    "matplotlib/mpl-data/sample_data/goog.npz", "pandas/tests/data.csv", "libcairo.so.2", "libpango-1.0.so.0",
    "libgtk-3.so.0", "libepoxy.so.0", "libQt6EglFSDeviceIntegration.so.6", r"pyproj\_crs.pyx",
])
def test_what_is_never_loaded_is_left_out(name: str) -> None:
    assert not is_needed(name)


@pytest.mark.parametrize("name", [
    r"PySide6\Qt6Core.dll", r"PySide6\plugins\platforms\qwindows.dll", r"PySide6\translations\qtbase_zh_CN.qm",
    "PySide6/Qt/plugins/platforms/libqxcb.so", r"resources\rules\schemes\wuxi-2025.toml", "libglib-2.0.so.0",
    r"pyproj\_crs.cp311-win_amd64.pyd", "ezdxf/acc/vector.cpython-311-x86_64-linux-gnu.so", "libQt6DBus.so.6",
    "resources/report/fonts/ZcparkSansSC-Regular.ttf", r"matplotlib\mpl-data\matplotlibrc", "pyproj/proj_dir/proj.db",
    "PySide6/Qt/plugins/platforminputcontexts/libibusplatforminputcontextplugin.so",
])
def test_what_is_loaded_stays(name: str) -> None:
    assert is_needed(name)


def test_a_library_that_nobody_brings_is_found() -> None:
    imported = {"app.exe": ["KERNEL32.dll", "api-ms-win-crt-heap-l1-1-0.dll", "Own.DLL", "mscoree.dll"], "own.dll": []}
    assert missing_libraries(imported) == {"mscoree.dll": ["app.exe"]}


def test_every_library_of_the_program_has_its_licence_in_the_text() -> None:
    texts = licence_texts(None, "the licence of Python")
    titles = re.findall(r"^={100}\n(.*)\n={100}$", texts, re.MULTILINE)
    for name in ("Python", "numpy 2", "lxml", "python-docx", "pydantic 2", "shapely", "ZcparkSansSC", "LGPL-3.0"):
        assert any(title.startswith(name) for title in titles), name
    assert "GNU LGPL 第3版" in texts and "GNU LESSER GENERAL PUBLIC LICENSE" in texts
    assert "SIL OPEN FONT LICENSE" in texts
    assert not [title for title in titles if title.startswith(("pytest", "ruff"))]


def test_a_version_is_four_numbers_for_windows() -> None:
    assert numbers("1.20.3") == (1, 20, 3, 0)


def test_the_icon_of_windows_has_every_size(tmp_path: Path) -> None:
    icon.write_ico(tmp_path / "zcpark.ico")
    with Image.open(tmp_path / "zcpark.ico") as image:
        assert image.info["sizes"] == {(size, size) for size in icon.SIZES}


def test_the_desktop_entry_opens_the_type_of_project_files() -> None:
    entry = ConfigParser(interpolation=None)
    entry.read(INSTALLER / "linux_files/zcpark.desktop", encoding="utf-8")
    kind = ElementTree.parse(INSTALLER / "linux_files/zcpark.xml").getroot()[0]
    assert entry["Desktop Entry"]["mimetype"] == f"{kind.get('type')};"
    assert "%f" in entry["Desktop Entry"]["exec"]
    (glob,) = (child for child in kind if child.tag.endswith("glob"))
    assert glob.get("pattern") == "*.zcpark"


def test_the_package_asks_for_the_newest_c_library_that_it_uses(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("one.so", "two.so"):
        (tmp_path / name).write_bytes(b"\x7fELF")
    (tmp_path / "text").write_bytes(b"GLIBC_9.99")
    said = {"one.so": "GLIBC_2.9 GLIBC_2.4", "two.so": "GLIBC_2.17 GLIBC_2.3.4"}
    monkeypatch.setattr(linux, "call", lambda command: said[command[-1].name])
    assert linux.newest_glibc(tmp_path) == "2.17"


@pytest.fixture
def package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A package of 1.5 MB in a folder of its own."""
    monkeypatch.setattr(places, "ROOT", tmp_path)
    monkeypatch.setattr(places, "PACKAGES", tmp_path / "packages")
    path = places.packages_folder() / "setup.exe"
    path.write_bytes(bytes(1_500_000))
    return path


def test_checksums_are_written_as_sha256sum_reads_them(package: Path, capsys: pytest.CaptureFixture[str]) -> None:
    places.finish([package], {".exe": 2})
    nothing = "3fb3661f659e89fea0d325bc25ae17d9410cd6c85867e55ed641ed062650a55e"  # of 1,500,000 zeros, by sha256sum
    assert (package.parent / places.CHECKSUMS).read_text(encoding="utf-8") == f"{nothing}  setup.exe\n"
    assert "1.5 MB" in capsys.readouterr().out


def test_a_package_that_is_too_large_is_refused(package: Path) -> None:
    with pytest.raises(PackagingError, match="1.5 MB"):
        places.finish([package], {".exe": 1})
