"""`rules`: rules packs made, looked into, taken and taken back."""

from __future__ import annotations

import tempfile
from argparse import Namespace
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from zcpark_desktop.evaluate import load_rules
from zcpark_desktop.project import Project
from zcpark_desktop.rules import Rules
from zcpark_desktop.rules.packs import SUFFIX, pack_folder
from zcpark_desktop.rules_update import Proposal, changes, examine, examine_without, rules_in_use
from zcpark_desktop.storage import rule_packs
from zcpark_desktop.storage.archive import open_project
from zcpark_desktop.storage.disk import write_whole
from zcpark_desktop.storage.refusals import StorageError

from .commands import DONE, refuse_to_overwrite
from .parser import UsageError
from .tables import aligned


def pack(options: Namespace) -> int:
    """`rules pack`: a pack from a folder; refused where the program could not take it."""
    refuse_to_overwrite(options)
    content = pack_folder(options.folder)
    write_whole(options.file, lambda file: file.write(content), doing="写入")
    try:
        with _examined(options.file, load_rules()) as proposal:
            print(f"已生成“{options.file}”，校验值（SHA-256）：{proposal.sha256}")
    except BaseException:
        options.file.unlink()
        raise
    return DONE


def show(options: Namespace) -> int:
    """`rules show`: what is in a pack, and what it would change in a project."""
    project = open_project(options.project).project if options.project else None
    with _examined(options.file, rules_in_use()) as proposal:
        head = proposal.head
        for title, text in (("名称", head.title), ("编号", head.id), ("日期", str(head.date)), ("发布单位", head.issuer),
                            ("需要的程序版本", f"{head.program} 及以上"), ("说明", head.note or "（无）"),
                            ("校验值（SHA-256）", proposal.sha256)):
            print(f"{title}：{text}")
        print()
        rows = [("类别", "名称", "与现有规则相比"), *((each.kind, each.title, each.state) for each in proposal.contents)]
        print(*aligned(rows), sep="\n")
        if project is not None:
            print()
            print(*_changes(proposal, project), sep="\n")
    return DONE


def install(options: Namespace) -> int:
    """`rules install`: use a pack from now on."""
    with _examined(options.file, rules_in_use()) as proposal:
        assert proposal.pack is not None, "it comes from a file"
        rule_packs.take(proposal.pack)
        print(f"已采用规则包“{proposal.head.title}”（{proposal.head.date}），校验值 {proposal.sha256}。")
    return DONE


def remove(options: Namespace) -> int:
    """`rules remove`: do without a pack, and say what is used instead."""
    packs = rule_packs.installed(whole=False)
    found = next((pack for pack in packs if pack.head.id == options.id and pack.in_use), None)
    if found is None:
        known = "、".join(pack.head.id for pack in packs if pack.in_use)
        raise UsageError(f"没有在用的规则包“{options.id}”；{f'在用的有：{known}' if known else '现在没有采用任何规则包'}。")
    examine_without(found.sha256, load_rules())
    rule_packs.take_back(found.sha256)
    print(f"已停用规则包“{found.head.title}”（{found.head.date}）。")
    return DONE


def installed(_: Namespace) -> int:
    """`rules list`: the packs that were taken."""
    packs = rule_packs.installed(whole=False)
    rows = [(pack.head.id, pack.head.title, str(pack.head.date), "在用" if pack.in_use else "停用", pack.sha256[:16])
            for pack in packs]
    print(*aligned([("编号", "名称", "日期", "状态", "校验值开头"), *rows]) if rows else ["没有采用过规则包。"], sep="\n")
    return DONE


@contextmanager
def _examined(file: Path, before: Rules) -> Iterator[Proposal]:
    if file.suffix.lower() != SUFFIX:
        raise StorageError(f"“{file.name}”不是规则包；请选择扩展名为 {SUFFIX} 的文件。")
    with tempfile.TemporaryDirectory(prefix="zcrules-") as into:
        yield examine(file, Path(into), before)


def _changes(proposal: Proposal, project: Project) -> Iterator[str]:
    found = changes(project, proposal)
    if not found:
        yield "该项目的各项指标没有变化。"
        return
    rows = [(each.scheme, each.row, each.horizon, *(_arrow(pair) for pair in (each.value, each.limit, each.verdict)))
            for each in found]
    yield from aligned([("体系", "指标", "时期", "数值", "限值", "结论"), *rows])


def _arrow(pair: tuple[str, str]) -> str:
    was, will = pair
    return was if was == will else f"{was} → {will}"
