"""`boundary`: the boundary of a project looked at, taken in from a file of coordinates, and written to one."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path
from typing import TYPE_CHECKING

from zcpark_desktop.boundary import BoundaryError, area_km2, find_system, system
from zcpark_desktop.project import Project
from zcpark_desktop.project.edits import with_values
from zcpark_desktop.storage.archive import open_project
from zcpark_desktop.storage.disk import write_whole
from zcpark_desktop.storage.refusals import StorageError

from .commands import DONE, MUST_FIX, save_unless_open
from .parser import UsageError

if TYPE_CHECKING:
    from zcpark_desktop.boundary.reading import OpenedBoundary, ReadBoundary
    from zcpark_desktop.boundary.systems import ReferenceSystem

_MOST_GUESSES = 4


def boundary(options: Namespace) -> int:
    """`boundary`: take in, or write, or say what there is; 1 where rings are unsound."""
    if options.source is not None and options.out is not None:
        raise UsageError("--from 和 --out 不能同时使用；请分两次运行。")
    try:
        if options.source is not None:
            return _take_in(options)
        if options.out is not None:
            return _write(options)
        return _tell(open_project(options.file).project)
    except BoundaryError as error:
        raise StorageError(str(error)) from None


def _take_in(options: Namespace) -> int:
    from zcpark_desktop.forms.boundary_edits import Way, ring_edits

    opened = open_project(options.file)
    read = _opened(options.source).read(options.layer)
    of, swapped = _understood(read, options.system)
    way = Way.HOST if options.host else Way.INSTEAD
    project: Project = with_values(opened.project, ring_edits(opened.project, read.settled(swapped=swapped), of, way))
    save_unless_open(project, options.file, opened.evidence)
    print(f"已从“{options.source.name}”读取{len(read.rings)}个地块、{read.corner_count}个拐点，坐标系：{of.title}。")
    for note in (*read.notes, *(["纵、横坐标（或经、纬度）已对调。"] if swapped else []), *filter(None, [of.warning])):
        print(f"注意：{note}")
    return _tell(project)


def _opened(source: Path) -> OpenedBoundary:
    from zcpark_desktop.boundary.reading import open_boundary
    from zcpark_desktop.excel.boundary_tables import WORKBOOKS, open_workbook

    return open_workbook(source) if source.suffix.lower() in WORKBOOKS else open_boundary(source)


def _understood(read: ReadBoundary, named: str | None) -> tuple[ReferenceSystem, bool]:
    """The system of what was read, and whether its coordinates are the other way round.

    Degrees are taken as CGCS2000 where nobody says otherwise; of metres the zone and the datum have to be told.
    """
    if named is not None:
        return system(named), read.swapped
    if read.system is not None:
        return read.system, read.swapped
    if read.guesses and not read.guesses[0].system.is_projected:
        return read.guesses[0].system, read.swapped
    likely = "；".join(f"{each.system.id}（{each.system.title}）" for each in read.guesses[:_MOST_GUESSES])
    words = f"，可能是：{likely}" if likely else ""
    raise BoundaryError(f"文件没有说明坐标系{words}；请查阅资料说明后用 --system 指定。")


def _write(options: Namespace) -> int:
    from zcpark_desktop.boundary.writing import written

    project = open_project(options.file).project
    if options.out.exists() and not options.force:
        raise StorageError(f"“{options.out}”已存在，未改动；请换一个名称，或加 --force 覆盖它。")
    rings = project.boundary.host_rings if options.host else project.boundary.park_rings
    title = project.boundary.host_park if options.host else project.basics.name
    content = written(rings, project.boundary.reference_system, options.out.name, title or project.title)
    write_whole(options.out, lambda file: file.write(content), doing="写入")
    print(options.out)
    return DONE


def _tell(project: Project) -> int:
    """What there is, and what is wrong with it."""
    from zcpark_desktop.boundary.checks import faults

    outline = project.boundary
    known = find_system(outline.reference_system)
    print(f"坐标系：{known.title if known is not None else outline.reference_system or '（未选择）'}")
    wrong = []
    for word, rings in (("申报园区", outline.park_rings), ("所在园区", outline.host_rings)):
        if not any(ring.points for ring in rings):
            print(f"{word}：没有拐点")
            continue
        found = faults(rings, outline.reference_system)
        wrong += [fault.sentence for fault in found]
        try:
            area = area_km2(rings, outline.reference_system)
        except BoundaryError:
            area = None
        corners = sum(len(ring.points) for ring in rings)
        measured = f"，面积{area:.4f}平方公里" if area is not None else ""
        print(f"{word}：{len(rings)}个地块、{corners}个拐点{measured}")
    for sentence in dict.fromkeys(wrong):
        print(f"[问题] {sentence}")
    return MUST_FIX if wrong else DONE
