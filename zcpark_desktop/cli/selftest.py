"""`--selftest`: whether an installation works, from the rule files to the pages of the window.

It needs nothing but a folder, which afterwards holds the report, the documents of the sample park and a picture of each
page. Nothing of the user's is read or changed.
"""

from __future__ import annotations

import os
import platform
import sys
import time
import traceback
import zipfile
from collections.abc import Callable
from pathlib import Path

from zcpark_desktop import __version__, paths
from zcpark_desktop.project import Project, parse_json
from zcpark_desktop.storage.clock import now

from .parser import UsageError

PASSED, FAILED = 0, 1
REPORT = "自检报告.txt"


def selftest(arguments: list[str]) -> int:
    """Run every check, write the report into the folder named, and print it.

    Returns:
        0 when all checks passed, 1 when one did not.

    Raises:
        UsageError: no folder is named, or more than one.
        OSError: the folder cannot be written.
    """
    if len(arguments) != 1:
        raise UsageError("--selftest 后面应给出一个文件夹，自检报告写在其中。")
    folder = Path(arguments[0]).absolute()
    folder.mkdir(parents=True, exist_ok=True)
    lines = [f"零碳园区申报 {__version__} 自检", f"时间：{now():%Y-%m-%d %H:%M:%S}（UTC）",
             f"系统：{platform.platform()}，Python {platform.python_version()}", f"程序：{sys.executable}"]
    passed = True
    for title, check in CHECKS.items():
        begun = time.perf_counter()
        try:
            found = check(folder)
            lines.append(f"通过  {title}：{found}（{time.perf_counter() - begun:.1f}秒）")
        except Exception as error:  # whatever fails belongs into the report, and the next check still tells something
            passed = False
            lines.append(f"失败  {title}：{error}\n{''.join(traceback.format_exception(error))}".rstrip())
    lines.append("自检通过。" if passed else "自检未通过。")
    (folder / REPORT).write_text("\n".join(lines) + "\n", encoding="utf-8")
    print(*lines, sep="\n")
    return PASSED if passed else FAILED


class _Unsound(Exception):
    """Something works, but not as it should."""


def _sample() -> Project:
    return parse_json((paths.resources() / "samples" / "sample.json").read_bytes())


def _rules(_: Path) -> str:
    from zcpark_desktop.evaluate import load_rules

    rules = load_rules()
    return f"{len(rules.schemes)}套指标体系、{len(rules.energy_types)}种能源，规则文件全部读入"


def _project_file(folder: Path) -> str:
    from zcpark_desktop.storage.archive import open_project, save
    from zcpark_desktop.storage.evidence import EvidenceStore

    project, path = _sample(), folder / "含 空格的 文件夹" / "示例园区.zcpark"
    path.parent.mkdir(exist_ok=True)
    save(project, path, EvidenceStore(folders=[paths.resources() / "samples" / "evidence"]), now)
    opened = open_project(path)
    if opened.project != project or opened.warnings:
        raise _Unsound(f"保存后再打开的项目与原来不同{'；'.join(('', *opened.warnings))}")
    return f"示例项目保存后再打开，内容一致，佐证材料{len(project.evidence)}份"


def _evaluation(_: Path) -> str:
    from zcpark_desktop.evaluate import HorizonName, Verdict, evaluate, load_rules

    schemes = evaluate(_sample(), load_rules()).schemes
    verdicts = [row.horizons[HorizonName.CURRENT].verdict for scheme in schemes.values() for row in scheme.rows]
    met = verdicts.count(Verdict.MET)
    if not met:
        raise _Unsound("示例园区没有一项达标")
    return f"示例园区{len(verdicts)}项评价，现状达标{met}项"


def _boundary(_: Path) -> str:
    from zcpark_desktop.boundary import area_km2, system
    from zcpark_desktop.boundary.reading import open_boundary
    from zcpark_desktop.boundary.systems import moved
    from zcpark_desktop.boundary.writing import FORMATS, written

    boundary = _sample().boundary
    area = area_km2(boundary.park_rings, boundary.reference_system)
    for suffix, name in FORMATS.items():
        content = written(boundary.park_rings, boundary.reference_system, f"边界{suffix}", "示例园区")
        read = open_boundary(content, f"边界{suffix}").read()
        of = read.system or read.guesses[0].system
        again = area_km2(moved(read.rings, of, system(boundary.reference_system)), boundary.reference_system)
        if area is None or again is None or abs(again - area) > area / 10**6:
            raise _Unsound(f"边界导出为{name}再读入后面积不同（{area}与{again}平方公里）")
    return f"示例园区{area:.4f}平方公里，{'、'.join(FORMATS.values())}导出后读入，结果一致"


def _documents(folder: Path) -> str:
    from zcpark_desktop import report
    from zcpark_desktop.evaluate import evaluate, load_rules

    written = report.export(report.Documents(evaluate(_sample(), load_rules()), now), folder / "文件")
    for path in written:
        with zipfile.ZipFile(path) as package:
            if package.testzip() is not None or "word/document.xml" not in package.namelist():
                raise _Unsound(f"“{path.name}”不是完整的 Word 文件")
    missing = [title for title in report.KINDS.values() if not any(title in path.name for path in written)]
    if missing:
        raise _Unsound(f"没有生成{'、'.join(missing)}")
    return f"生成{len(written)}份 Word 文件"


def _package(folder: Path) -> str:
    from zcpark_desktop.evaluate import load_rules
    from zcpark_desktop.storage.evidence import EvidenceStore
    from zcpark_desktop.submission import Package, Wanted, pack

    store = EvidenceStore(folders=[paths.resources() / "samples" / "evidence"])
    place = folder / "申报包.zip"
    pack(Package(_sample(), load_rules(), store, now(), Wanted(kinds=("exemptions",))), place, replace=True)
    with zipfile.ZipFile(place) as archive:
        names = archive.namelist()
        if archive.testzip() is not None or sum(name.endswith(".xlsx") for name in names) < 2:
            raise _Unsound("申报包不完整")
    return f"申报包中有{len(names)}个文件，表格和佐证材料在内"


def _rules_pack(folder: Path) -> str:
    import shutil
    import tempfile

    from zcpark_desktop.evaluate import load_rules
    from zcpark_desktop.rules.packs import pack_folder, read_pack

    with tempfile.TemporaryDirectory() as temporary:
        source, into = Path(temporary) / "source", Path(temporary) / "into"
        shutil.copytree(paths.resources() / "rules" / "schemes", source / "schemes")
        (source / "pack.toml").write_text(
            f'id = "selftest"\ntitle = "自检"\ndate = 2026-01-01\nissuer = "程序"\nprogram = "{__version__}"\n',
            encoding="utf-8")
        file = folder / "自检.zcrules"
        file.write_bytes(pack_folder(source))
        read_pack(file, into)
        schemes = load_rules(packs=[into]).schemes
    return f"规则包打包后读回，{len(schemes)}套指标体系可用"


def _manual(folder: Path) -> str:
    from zcpark_desktop.evaluate import load_rules
    from zcpark_desktop.licences import licences
    from zcpark_desktop.manual import NAME, pages, write_docx_manual, write_html_manual

    rules = load_rules()
    write_html_manual(folder / f"{NAME}.html", rules)
    write_docx_manual(folder / f"{NAME}.docx", rules, now())
    parts = licences()
    if len(parts) < 10 or not all(part.text for part in parts):
        raise _Unsound("许可不全")
    return f"手册{len(list(pages(rules)))}页，写成网页和 Word 文件；许可{len(parts)}份"


def _font_cache(_: Path) -> str:
    """Matplotlib looks for fonts once, and not at every start: its list lies where the next start finds it."""
    if not getattr(sys, "frozen", False):
        return "仅在安装的程序中检查"
    from zcpark_desktop.report.figures import canvas  # noqa: F401  loads matplotlib, which makes the list if needed

    kept = list((paths.user_data() / "matplotlib").glob("fontlist-*.json"))
    if not kept:
        raise _Unsound("图表的字体清单没有留存，每次启动都会重新查找")
    return f"图表的字体清单已留存（{kept[0].name}）"


def _pdf_preview(folder: Path) -> str:
    from zcpark_desktop.ui.evidence.pdf_page import drawn

    paper = next((paths.resources() / "samples" / "evidence").glob("*.pdf"))
    page = drawn(paper.read_bytes())
    if isinstance(page, str):
        raise _Unsound(page)
    if not page.save(str(folder / "PDF 预览.png")):
        raise _Unsound("预览图无法写出")
    return f"“{paper.name}”首页画成{page.width()}×{page.height()}的图"


def _window(folder: Path) -> str:
    if sys.platform.startswith("linux") and not {"DISPLAY", "WAYLAND_DISPLAY"} & set(os.environ):
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
    from zcpark_desktop.ui.tour import take_pictures

    return f"打开{len(take_pictures(folder / '窗口'))}个页面并截图"


CHECKS: dict[str, Callable[[Path], str]] = {
    "规则": _rules,
    "项目文件": _project_file,
    "指标": _evaluation,
    "园区边界": _boundary,
    "申报文件": _documents,
    "字体清单": _font_cache,
    "申报包": _package,
    "规则包": _rules_pack,
    "使用手册": _manual,
    "PDF 预览": _pdf_preview,
    "窗口": _window,
}
"""What is checked, in order: title -> check, which gets the folder and returns what it found."""
