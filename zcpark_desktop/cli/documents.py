"""The commands for documents: `export` writes them, `verify` reads them back, `package` puts all into one place."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from zcpark_desktop.project.many_objects import collector_paused
from zcpark_desktop.storage.clock import now
from zcpark_desktop.storage.refusals import StorageError
from zcpark_desktop.storage.rule_packs import template_in_use

from .commands import DONE, MUST_FIX, evaluated, findings_of, must_fix, with_rules
from .parser import UsageError

if TYPE_CHECKING:
    from zcpark_desktop.report import Documents


@collector_paused()
def export(options: Namespace) -> int:
    """`export`: the Word documents, read back once they are written."""
    from zcpark_desktop import report

    _refuse_unknown([options.only] if options.only is not None else [])
    rules, opened = with_rules(options)
    evaluation = evaluated(opened, rules)
    findings = must_fix(findings_of(opened, rules, evaluation))
    kinds = list(report.KINDS) if options.only is None else [options.only]
    documents = report.Documents(evaluation, now)
    edited = report.edited(documents, options.out, kinds)
    if edited and not (options.keep_edited or options.replace_edited):
        for kind, sections in edited.items():
            for section in sections:
                print(f"[手工改过] 《{report.KINDS[kind]}》“{section.title}”{'（已删除）' if section.removed else ''}")
        raise StorageError(
            f"“{options.out}”中的文件有手工改过的章节，未导出；加 --keep-edited 保留这些章节，"
            "或加 --replace-edited 用新内容替换（旧文件都会另存）。"
        )
    kept = {kind: [each.id for each in sections if options.keep_edited] for kind, sections in edited.items()}
    told: list[str] = []
    files = report.export(documents, options.out, only=options.only, template=template_in_use(), over=kept,
                          told=told.append)
    for line in (*map(str, files), *told):
        print(line)
    differs = tell_differences(files, documents)
    if findings:
        print(f"注意：尚有{len(findings)}个必须修改的问题，用 check 命令查看。")
    return MUST_FIX if findings or differs else DONE


@collector_paused()
def verify(options: Namespace) -> int:
    """`verify`: what in finished documents differs from the project as it is now."""
    from zcpark_desktop.report.handwork import is_old

    place: Path = options.folder
    if not place.exists():
        raise StorageError(f"没有名为“{place}”的文件夹或文件；请核对路径。")
    # Word keeps the owner of an open file in a file beside it whose name begins with ~$.
    here = (p for p in place.glob("*.docx") if not p.name.startswith("~$") and not is_old(p))
    files = [place] if place.is_file() else sorted(here)
    if not files:
        raise StorageError(f"“{place}”中没有 Word 文件（.docx）；请核对文件夹。")
    from zcpark_desktop.report import Documents

    rules, opened = with_rules(options)
    return MUST_FIX if tell_differences(files, Documents(evaluated(opened, rules))) else DONE


def package(options: Namespace) -> int:
    """`package`: documents, workbooks, papers and checksums as a folder or an archive."""
    from zcpark_desktop.report import KINDS
    from zcpark_desktop.submission import Package, Wanted, pack

    _refuse_unknown(options.only or [])
    rules, opened = with_rules(options)
    wanted = Wanted(tuple(options.only or KINDS), not options.no_workbooks, not options.no_evidence,
                    template_in_use())
    made = pack(Package(opened.project, rules, opened.evidence, now(), wanted), options.out, replace=options.force)
    for words in made.absent:
        print(f"注意：{words}")
    findings = must_fix(findings_of(opened, rules, evaluated(opened, rules)))
    if findings:
        print(f"注意：尚有{len(findings)}个必须修改的问题，用 check 命令查看。")
    print(f"已生成“{made.place}”，共{len(made.files)}个文件。")
    return MUST_FIX if findings else DONE


def _refuse_unknown(kinds: Sequence[str]) -> None:
    from zcpark_desktop.report import KINDS

    for each in kinds:
        if each not in KINDS:
            known = "、".join(f"{kind}（{title}）" for kind, title in KINDS.items())
            raise UsageError(f"没有名为“{each}”的文件种类；现有：{known}。")


def tell_differences(files: Sequence[Path], documents: Documents) -> int:
    """Read the files back and print what differs; how many differences there are."""
    from zcpark_desktop.report.reading_back import UnreadableWordFile, read_back

    if not files:
        return 0
    try:
        found = read_back(files, documents)
    except UnreadableWordFile as error:
        raise StorageError(str(error)) from None
    for difference in found:
        print(f"[不一致] {difference.sentence}")
    told = f"发现{len(found)}处不一致" if found else "文字、表格和图与计算结果一致"
    print(f"已回读核对{len(files)}个文件：{told}。")
    return len(found)
