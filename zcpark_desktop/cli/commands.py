"""What each command does; each function takes the parsed options and returns the exit code."""

from __future__ import annotations

import hashlib
import json
from argparse import Namespace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from zcpark_desktop import paths
from zcpark_desktop.project import Project, dump_json, new_project, parse_json, project_schema, year_mismatches
from zcpark_desktop.storage.archive import Opened, open_project, save
from zcpark_desktop.storage.clock import now
from zcpark_desktop.storage.evidence import EvidenceStore
from zcpark_desktop.storage.lock import LockedBy, acquire
from zcpark_desktop.storage.refusals import StorageError, refusal

from .parser import UsageError

if TYPE_CHECKING:
    from zcpark_desktop.audit import Finding
    from zcpark_desktop.evaluate import Evaluation
    from zcpark_desktop.rules import Rules

DONE = 0
MUST_FIX = 1


def new(options: Namespace) -> int:
    """`new`: an empty project, or the sample."""
    refuse_to_overwrite(options)
    if options.sample:
        folder = paths.resources() / "samples"
        project, store = _read(folder / "sample.json"), EvidenceStore(folders=[folder / "evidence"])
    else:
        project, store = new_project(options.file.stem), EvidenceStore()
    save_unless_open(project, options.file, store)
    print(f"已新建“{options.file}”。")
    return DONE


def schema(_: Namespace) -> int:
    """`schema`: the JSON Schema of a data file."""
    _print_json(project_schema())
    return DONE


def import_data(options: Namespace) -> int:
    """`import`: a project file from a data file."""
    refuse_to_overwrite(options)
    project = _read(options.data)
    for sentence in (*(said for said, _ in year_mismatches(project)), *_unknown_energies(project)):
        raise StorageError(f"“{options.data}”未导入：{sentence}")
    store = EvidenceStore(folders=[options.data.parent / "evidence"])
    save_unless_open(project, options.file, store)
    missing = store.missing(project)
    print(f"已生成“{options.file}”" + (f"；其中{len(missing)}份佐证材料没有文件，请打开项目后添加。" if missing else "。"))
    return DONE


def dump(options: Namespace) -> int:
    """`dump`: all data as JSON, which `import` reads."""
    print(dump_json(open_project(options.file).project))
    return DONE


def info(options: Namespace) -> int:
    """`info`: what a reader of the list of projects wants to know."""
    opened = open_project(options.file)
    project, manifest = opened.project, opened.manifest
    print(f"项目名称：{project.title or '（未填）'}")
    print(f"园区名称：{project.basics.name or '（未填）'}")
    print(f"申报级别：{project.basics.level_applied.label}")
    print(f"年份：基准年{project.period.base_year}，近期{project.period.near_term_year}，远期{project.period.long_term_year}")
    print(f"企业：{len(project.enterprises)}家")
    print(f"佐证材料：{len(project.evidence)}份，文件共{sum(manifest.evidence.values())}字节")
    print(f"保存时间：{manifest.saved_at:%Y-%m-%d %H:%M:%S}（UTC）")
    print(f"程序版本：{manifest.program}，文件格式：{manifest.format}")
    for warning in opened.warnings:
        print(f"注意：{warning}")
    return DONE


def evaluate(options: Namespace) -> int:
    """`evaluate`: the indicators of all schemes, or of one."""
    from zcpark_desktop.evaluate import as_json

    from .tables import scheme_tables

    rules, opened = with_rules(options)
    if options.scheme is not None and options.scheme not in rules.schemes:
        raise UsageError(f"没有名为“{options.scheme}”的评价体系；现有：{'、'.join(rules.schemes)}。")
    evaluation = evaluated(opened, rules)
    if options.json:
        _print_json(as_json(evaluation, options.scheme))
    else:
        for line in scheme_tables(evaluation, options.scheme):
            print(line)
    return DONE


def check(options: Namespace) -> int:
    """`check`: what the audit finds."""
    rules, opened = with_rules(options)
    findings = findings_of(opened, rules, evaluated(opened, rules))
    if options.json:
        _print_json({"findings": [{"id": finding.id, "severity": str(finding.severity), "sentence": finding.sentence,
                                   "fields": list(finding.addresses)} for finding in findings]})
    else:
        for finding in findings:
            print(f"[{finding.severity.label}] {finding.sentence}")
        print(f"共{len(findings)}个问题，其中{len(must_fix(findings))}个必须修改。" if findings else "未发现问题。")
    return MUST_FIX if must_fix(findings) else DONE




def refuse_to_overwrite(options: Namespace) -> None:
    """Refuse to write over `options.file` unless asked to."""
    if options.file.exists() and not options.force:
        raise StorageError(f"“{options.file}”已存在，未改动；请换一个名称，或加 --force 覆盖它。")


def save_unless_open(project: Project, file: Path, store: EvidenceStore) -> None:
    """Save to `file`, unless a window has it open."""
    held = acquire(file)
    if isinstance(held, LockedBy):
        by = f"由{held.owner.sentence}" if held.owner else "在别处打开"
        raise StorageError(f"“{file}”已{by}，未改动；请先在那里关闭它，或换一个名称。")
    try:
        save(project, file, store, now)
    finally:
        held.release()


def _read(data: Path) -> Project:
    """The project in a data file; without an identity of its own it gets one that follows from the data."""
    try:
        content = data.read_bytes()
    except OSError as error:
        raise refusal("打开", data, error) from error
    project = parse_json(content)
    if project.project_id:
        return project
    return project.model_copy(update={"project_id": hashlib.sha256(content).hexdigest()[:32]})


def _unknown_energies(project: Project) -> list[str]:
    """One sentence for each energy kind that the rules do not know."""
    from zcpark_desktop.rules_update import rules_in_use

    known = rules_in_use().energy_types
    used = [(f"“年度数据”{year.year}年“能源平衡表”", row.energy) for year in project.years for row in year.energy]
    used += [("“实测系数”", row.energy) for row in project.coefficients]
    return [f"{where}中没有名为“{energy}”的能源品种；请改为下列之一：{'、'.join(known)}。"
            for where, energy in used if energy not in known]


def with_rules(options: Namespace) -> tuple[Rules, Opened]:
    """The project file that the options name, and the rules with the folder that they add."""
    from zcpark_desktop.rules_update import rules_in_use

    opened = open_project(options.file)
    return rules_in_use(options.rules), opened


def evaluated(opened: Opened, rules: Rules) -> Evaluation:
    """The project of the file, evaluated."""
    from zcpark_desktop.evaluate import evaluate

    return evaluate(opened.project, rules)


def findings_of(opened: Opened, rules: Rules, evaluation: Evaluation) -> list[Finding]:
    """What the audit finds."""
    from zcpark_desktop.audit import check

    return list(check(opened.project, rules, evaluation))


def must_fix(findings: list[Finding]) -> list[Finding]:
    """Those of the findings that must be fixed before documents go out."""
    return [finding for finding in findings if finding.severity.value == "must_fix"]


def _print_json(data: Any) -> None:
    print(json.dumps(data, ensure_ascii=False, indent=2))
