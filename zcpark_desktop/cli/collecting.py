"""The commands for workbooks: `template` and `collect` send tables out and take them in, `workbook` shows the sums."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from zcpark_desktop.storage.clock import now
from zcpark_desktop.storage.kept import MAPPINGS, kept
from zcpark_desktop.storage.lock import account_name
from zcpark_desktop.storage.refusals import StorageError, refusal

from .commands import DONE, MUST_FIX, save_unless_open, with_rules
from .parser import UsageError

if TYPE_CHECKING:
    from zcpark_desktop.excel.matching import ColumnMapping


def template(options: Namespace) -> int:
    """`template`: workbooks to fill in, for the park, for an office, or for each enterprise."""
    from zcpark_desktop.excel.layouts import offices
    from zcpark_desktop.excel.templates import (
        NoSuchOffice,
        enterprise_files,
        enterprise_templates,
        office_file,
        office_template,
        park_file,
        park_template,
    )

    rules, opened = with_rules(options)
    project, out = opened.project, options.out
    if options.enterprises:
        if not project.enterprises:
            raise UsageError("企业清单是空的，没有可生成的模板；请先填写企业清单。")
        _spare_filled(options, enterprise_files(project).values())
        written = list(enterprise_templates(project, rules, out, now))
        print(f"已在“{out}”生成{len(written)}家企业的模板。")
        return DONE
    wanted = offices() if options.office == "all" else () if options.office is None else (options.office,)
    _spare_filled(options, [office_file(project, office) for office in wanted] or [park_file(project)])
    try:
        files = [office_template(project, rules, out, office, now) for office in wanted] or [
            park_template(project, rules, out, now)]
    except NoSuchOffice as error:
        raise UsageError(str(error)) from None
    for path in files:
        print(path)
    return DONE


def _spare_filled(options: Namespace, names: Iterable[str]) -> None:
    """Refuse to write over tables that may have been filled in since they were made."""
    there = [name for name in names if (options.out / name).exists()]
    if there and not options.force:
        more = f"等{len(there)}个文件" if len(there) > 1 else ""
        raise StorageError(f"“{options.out}”中已有“{there[0]}”{more}，可能已经填写，未改动；请换一个文件夹，或加 --force 覆盖。")


def collect(options: Namespace) -> int:
    """`collect`: what tables would change in a project; with --accept, the change itself."""
    from zcpark_desktop.excel.collecting import collect as collected
    from zcpark_desktop.excel.proposal import edits, sources
    from zcpark_desktop.excel.statistics import told
    from zcpark_desktop.project import How, Origin, with_origins, with_values

    rules, opened = with_rules(options)
    tables, mappings = _tables(options.folder), _mappings(options.mapping)
    if options.guess is not None:
        if options.guess.exists() and not options.force:
            raise StorageError(f"“{options.guess}”已存在，未改动；请换一个名称，或加 --force 覆盖它。")
        return _guess(tables, mappings, options.guess)
    proposal = collected(opened.project, rules, tables, mappings)
    for title, items in (("新增", proposal.new), ("修改", proposal.changed), ("未采用", proposal.refused),
                         ("来源冲突", proposal.conflicts), ("说明", proposal.notes)):
        for item in items:
            print(f"[{title}] {item}")
    print(proposal.summary())
    filled = with_values(opened.project, edits(proposal))
    for sentence in told(filled, filled.period.base_year):
        print(f"[填报] {sentence}")
    if options.accept and proposal.conflicts:
        raise StorageError("不同来源的数据有冲突，未改动项目；请改正表格后重试，或在窗口中逐项选定。")
    if options.accept and proposal.changes:
        origin = Origin(How.IMPORTED, now().replace(second=0), account_name())
        save_unless_open(with_origins(opened.project, filled, origin, sources(proposal)), options.file, opened.evidence)
        print(f"已写入“{options.file}”。")
    return MUST_FIX if proposal.refused or proposal.conflicts else DONE


def workbook(options: Namespace) -> int:
    """`workbook`: the calculation as a workbook of live formulas."""
    from zcpark_desktop.evaluate import evaluate
    from zcpark_desktop.excel.live_workbook import write_live_workbook

    if options.out.exists() and not options.force:
        raise StorageError(f"“{options.out}”已存在，未改动；请换一个名称，或加 --force 覆盖它。")
    rules, opened = with_rules(options)
    print(write_live_workbook(evaluate(opened.project, rules), options.out, now))
    return DONE


def _tables(place: Path) -> list[Path]:
    from zcpark_desktop.excel.collecting import files_in

    if place.is_file():
        return [place]
    if not place.is_dir():
        raise StorageError(f"没有名为“{place}”的文件夹或文件；请核对路径。")
    found = files_in(place)
    if not found:
        raise StorageError(f"“{place}”中没有表格文件（xlsx、xls、csv）；请核对文件夹。")
    return found


def _guess(tables: list[Path], mappings: tuple[ColumnMapping, ...], out: Path) -> int:
    """Write what the columns of foreign lists probably are, to be corrected and given to --mapping."""
    from zcpark_desktop.excel.cells import UnreadableFile
    from zcpark_desktop.excel.foreign import guess, targets
    from zcpark_desktop.excel.layouts import list_title
    from zcpark_desktop.excel.matching import mappings_to_json, with_mapping
    from zcpark_desktop.excel.reading import read_file

    found: tuple[ColumnMapping, ...] = ()
    for path in tables:
        try:
            file = read_file(path)
        except UnreadableFile as error:
            print(f"[未采用] “{path.name}”：{error}")
            continue
        for sheet in file.sheets if file.identity is None else ():
            guessed = guess(sheet)
            if guessed is None:
                continue
            print(f"“{path.name}”“{sheet.title}”：{list_title(guessed.address)}")
            titles = {target.path: target.title for target in targets(guessed.address)}
            for column in guessed.columns:
                print(f"  {column.title} → {titles.get(column.path, '不读取')}"
                      f"{f'（{column.reason}）' if column.reason else ''}；如{'、'.join(column.samples[:2]) or '空'}")
            found = with_mapping(found, guessed.mapping())
    try:
        out.write_text(mappings_to_json(found), encoding="utf-8")
    except OSError as error:
        raise refusal("写入", out, error) from error
    print(f"各列对应关系已写入“{out}”；核对改正后用 --mapping 读取。")
    return DONE


def _mappings(path: Path | None) -> tuple[ColumnMapping, ...]:
    """What the user gives, and what was settled in the window before."""
    from zcpark_desktop.excel.matching import mappings_from_json

    try:
        settled = kept(MAPPINGS)
        own = mappings_from_json(path.read_text(encoding="utf-8-sig")) if path is not None else ()
        return (*own, *(mappings_from_json(settled) if settled else ()))
    except OSError as error:
        assert path is not None
        raise refusal("打开", path, error) from error
    except ValueError as error:
        raise UsageError(str(error)) from None
