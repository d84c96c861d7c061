"""Zipped coordinates: KMZ, and Shapefiles with what belongs to them."""

from __future__ import annotations

import io
import zipfile
from pathlib import PurePosixPath

from ..rings import BoundaryError
from .shapes import LARGEST_FILE, OpenedBoundary

_MOST_MEMBERS = 10_000


def open_archive(content: bytes, name: str) -> OpenedBoundary:
    """A zip archive with one KML, or one or more Shapefiles.

    Raises:
        BoundaryError: it is damaged, unpacks to more than 300 MB, or holds neither.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return _opened(archive, name)
    except (zipfile.BadZipFile, NotImplementedError, EOFError, OSError, RuntimeError, ValueError) as error:
        if isinstance(error, BoundaryError):
            raise
        words = "加了密码" if isinstance(error, RuntimeError) and "password" in str(error) else "不完整或已损坏"
        raise BoundaryError(f"压缩包“{name}”{words}；请重新取得后重试。") from None
    except Exception as error:
        if type(error).__module__ not in ("zlib", "_lzma", "lzma"):
            raise
        raise BoundaryError(f"压缩包“{name}”不完整或已损坏；请重新取得后重试。") from None


def _opened(archive: zipfile.ZipFile, name: str) -> OpenedBoundary:
    members = [info for info in archive.infolist() if not info.is_dir() and not _is_litter(info.filename)]
    if len(members) > _MOST_MEMBERS or sum(info.file_size for info in members) > LARGEST_FILE:
        raise BoundaryError(f"压缩包“{name}”解压后超过300兆字节，不像园区边界；请只压缩边界所在的文件。")
    by_suffix: dict[str, list[zipfile.ZipInfo]] = {}
    for info in members:
        by_suffix.setdefault(PurePosixPath(info.filename).suffix.lower(), []).append(info)
    if by_suffix.get(".shp"):
        from .shapefiles import SUFFIXES, open_parts

        wanted = [info for suffix in SUFFIXES for info in by_suffix.get(suffix, ())]
        return open_parts({info.filename: archive.read(info) for info in wanted})
    if by_suffix.get(".kml"):
        from .kml import open_kml

        first = min(by_suffix[".kml"], key=lambda info: (info.filename.count("/"), info.filename != "doc.kml"))
        return open_kml(archive.read(first), name)
    raise BoundaryError(f"压缩包“{name}”中没有Shapefile（.shp）或KML；请核对是否选错了文件。")


def _is_litter(name: str) -> bool:
    return name.startswith("__MACOSX/") or PurePosixPath(name).name.startswith("._")
