"""The commands and their options, with help and refusals in Chinese."""

from __future__ import annotations

import argparse
import re
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any, NoReturn


class UsageError(Exception):
    """The command line is wrong; `str()` is one Chinese sentence."""


_SAYINGS = (
    (r"the following arguments are required: (.*)", "缺少参数：{0}"),
    (r"unrecognized arguments: (.*)", "不认识的参数：{0}"),
    (r"argument 命令: invalid choice: '?(.*?)'? \(choose from .*\)", "没有名为“{0}”的命令"),
    (r"argument (.*?): expected one argument", "参数 {0} 后面缺少内容"),
    (r"argument (.*?): ignored explicit argument '?(.*?)'?", "参数 {0} 后面不应有内容“{1}”"),
)


class _Formatter(argparse.HelpFormatter):
    def add_usage(self, usage: str | None, actions: Iterable[argparse.Action], groups: Iterable[Any],
                  prefix: str | None = None) -> None:
        super().add_usage(usage, actions, groups, "用法：" if prefix is None else prefix)


class _Parser(argparse.ArgumentParser):
    def __init__(self, **options: Any) -> None:
        super().__init__(**options, add_help=False, allow_abbrev=False, formatter_class=_Formatter)
        self.options = self.add_argument_group("选项")
        self.options.add_argument("-h", "--help", action="help", help="显示本帮助")

    def error(self, message: str) -> NoReturn:
        said = next((saying.format(*found.groups()) for pattern, saying in _SAYINGS
                     if (found := re.fullmatch(pattern, message, re.DOTALL))), f"参数不对（{message}）")
        raise UsageError(f"{said}；请用 {self.prog} --help 查看用法。")


def build_parser() -> argparse.ArgumentParser:
    """The parser; its result names the command's function in `commands` as `command`."""
    parser = _Parser(prog="zcpark", description="零碳园区申报与建设方案编制。不带参数时打开窗口；"
                                                   "只给出一个 .zcpark 文件时在窗口中打开它；"
                                                   "--selftest DIR 检查安装是否完好，报告写在 DIR 中。",
                     epilog="退出码：0 完成；1 完成，但有必须修改的问题；2 未执行，原因见标准错误输出。")
    commands = parser.add_subparsers(title="命令", metavar="命令", required=True, parser_class=_Parser)

    def command(name: str, help: str, function: str,
                module: str = "commands") -> tuple[_Parser, argparse._ArgumentGroup]:
        added = commands.add_parser(name, help=help, description=help)
        added.set_defaults(command=function, module=module)
        return added, added.add_argument_group("参数")

    def reads_project(name: str, help: str, function: str, module: str = "commands") -> _Parser:
        added, arguments = command(name, help, function, module)
        arguments.add_argument("file", metavar="FILE", type=Path, help="项目文件（.zcpark）")
        return added

    new, arguments = command("new", "新建项目文件", "new")
    arguments.add_argument("file", metavar="FILE", type=Path, help="要新建的项目文件（.zcpark）")
    new.options.add_argument("--sample", action="store_true", help="写入示例园区的数据和佐证材料")
    _may_overwrite(new)

    command("schema", "输出数据文件的 JSON Schema（全部字段的名称、单位和限制）", "schema")

    importing, arguments = command("import", "由 JSON 数据文件生成项目文件", "import_data")
    arguments.add_argument("data", metavar="DATA.json", type=Path,
                           help="数据文件；它旁边的 evidence 文件夹中可放佐证材料的文件，按校验值对应")
    importing.options.add_argument("-o", "--output", dest="file", metavar="FILE", type=Path, required=True,
                                   help="要生成的项目文件（.zcpark）")
    _may_overwrite(importing)

    reads_project("dump", "输出项目的全部数据（JSON）", "dump")
    reads_project("info", "输出项目文件的概况", "info")

    evaluate = reads_project("evaluate", "计算各评价体系的指标", "evaluate")
    evaluate.options.add_argument("--scheme", metavar="ID", help="只算一个评价体系，如 wuxi-2025")
    _takes_rules(evaluate)
    _speaks_json(evaluate)

    check = reads_project("check", "审核数据，列出问题；有必须修改的问题时退出码为1", "check")
    _takes_rules(check)
    _speaks_json(check)

    export = reads_project("export", "生成申报文件并回读核对；有必须修改的问题或不一致时退出码为1", "export", "documents")
    export.options.add_argument("--out", metavar="DIR", type=Path, required=True, help="存放申报文件的文件夹")
    export.options.add_argument("--only", metavar="KIND", help="只生成一种文件")
    edited = export.options.add_mutually_exclusive_group()
    edited.add_argument("--keep-edited", action="store_true",
                        help="已有文件中手工改过的章节保留到新文件中，旧文件另存为“… 改前.docx”")
    edited.add_argument("--replace-edited", action="store_true",
                        help="手工改过的章节也用新内容，旧文件另存为“… 改前.docx”")
    _takes_rules(export)

    outline = reads_project("boundary", "查看园区边界，或从坐标文件读入、导出为坐标文件；边界有问题时退出码为1", "boundary",
                            "outline")
    outline.options.add_argument("--from", dest="source", metavar="FILE", type=Path,
                                 help="读入边界：坐标表（xlsx、csv、txt）、GeoJSON、KML、KMZ、Shapefile（可压缩）、DXF")
    outline.options.add_argument("--system", metavar="ID", help="读入时的坐标系，如 EPSG:4549；文件未注明时须指定")
    outline.options.add_argument("--layer", metavar="NAME", help="读入哪个图层（或工作表）")
    outline.options.add_argument("--host", action="store_true", help="读入或导出的是所在园区（园中园）的边界")
    outline.options.add_argument("--out", metavar="FILE", type=Path, help="导出边界：.geojson、.kml、.dxf 或 .csv")
    _may_overwrite(outline)

    verify, arguments = command("verify", "回读已生成的申报文件，列出与项目数据不一致之处；有不一致时退出码为1", "verify",
                                "documents")
    arguments.add_argument("folder", metavar="DIR", type=Path, help="存放申报文件的文件夹，或一个 Word 文件")
    verify.options.add_argument("--project", dest="file", metavar="FILE", type=Path, required=True,
                                help="项目文件（.zcpark）")
    _takes_rules(verify)

    package = reads_project("package", "生成申报包：申报文件、数据附表、佐证材料和校验清单", "package", "documents")
    package.options.add_argument("--out", metavar="DIR|ZIP", type=Path, required=True,
                                 help="要生成的文件夹；名称以 .zip 结尾时生成压缩包")
    package.options.add_argument("--only", metavar="KIND", action="append", help="只放入这种申报文件，可多次使用")
    package.options.add_argument("--no-workbooks", action="store_true", help="不放入数据附表")
    package.options.add_argument("--no-evidence", action="store_true", help="不放入佐证材料")
    _may_overwrite(package)
    _takes_rules(package)

    fill = reads_project("fill", "按单位自己的表式（docx）填写；有未识别的字段时退出码为1", "fill", "filling")
    fill.options.add_argument("--template", metavar="X.docx", type=Path, required=True,
                              help="表式，字段写成 {{名称}} 或内容控件")
    fill.options.add_argument("--out", metavar="Y.docx", type=Path, help="要生成的文件")
    fill.options.add_argument("--fields", action="store_true", help="只列出字段的位置、对应的数据和现在的值")
    fill.options.add_argument("--map", metavar="字段=名称", action="append",
                              help="指定一个字段对应的数据，可多次使用；与表式一同记住")
    _may_overwrite(fill)
    _takes_rules(fill)

    template = reads_project("template", "生成数据采集模板（xlsx），已有数据预先填好", "template", "collecting")
    template.options.add_argument("--out", metavar="DIR", type=Path, required=True, help="存放模板的文件夹")
    whose = template.options.add_mutually_exclusive_group()
    whose.add_argument("--office", metavar="NAME", help="只要一个部门的数据，如 供电；all 为每个部门一份")
    whose.add_argument("--enterprises", action="store_true", help="每家企业一份")
    _may_overwrite(template)
    _takes_rules(template)

    collecting, arguments = command("collect", "读取收回的表格，列出将要改动的内容；有未采用的内容或冲突时退出码为1",
                                    "collect", "collecting")
    arguments.add_argument("folder", metavar="DIR", type=Path, help="存放表格的文件夹，或一个表格文件")
    collecting.options.add_argument("--into", "-o", dest="file", metavar="FILE", type=Path, required=True,
                                    help="项目文件（.zcpark）")
    collecting.options.add_argument("--accept", action="store_true", help="采用改动并保存；来源有冲突时不采用")
    collecting.options.add_argument("--mapping", metavar="JSON", type=Path, help="各列对应关系，用于不是由模板填写的表格")
    collecting.options.add_argument("--guess", metavar="JSON", type=Path,
                                    help="不读取数据，只推测其他来源的表格各列是什么，写成可改正的对应关系文件")
    _may_overwrite(collecting)
    _takes_rules(collecting)

    workbook = reads_project("workbook", "生成计算底稿（xlsx），指标单元格是可重新计算的公式", "workbook", "collecting")
    workbook.options.add_argument("--out", metavar="FILE.xlsx", type=Path, required=True, help="要生成的工作簿")
    _may_overwrite(workbook)
    _takes_rules(workbook)
    _add_rules(command)

    manual, _ = command("manual", "生成使用手册（网页和 Word）", "manual", "manual")
    manual.options.add_argument("--out", metavar="DIR", type=Path, required=True, help="存放手册的文件夹")
    return parser


def _add_rules(command: Callable[..., tuple[_Parser, argparse._ArgumentGroup]]) -> None:
    """`rules` with commands of its own."""
    rules, _ = command("rules", "规则包：打包、查看、采用、停用", "installed", "rules_packs")
    steps = rules.add_subparsers(title="命令", metavar="命令", required=True, parser_class=_Parser)

    def step(name: str, help: str, function: str) -> tuple[_Parser, argparse._ArgumentGroup]:
        added = steps.add_parser(name, help=help, description=help)
        added.set_defaults(command=function)
        return added, added.add_argument_group("参数")

    packing, arguments = step("pack", "把一个规则文件夹打成规则包", "pack")
    arguments.add_argument("folder", metavar="DIR", type=Path,
                           help="结构与 resources/rules 相同，另有 pack.toml 写明 id、title、date、issuer、program")
    packing.options.add_argument("-o", "--output", dest="file", metavar="FILE", type=Path, required=True,
                                 help="要生成的规则包（.zcrules）")
    _may_overwrite(packing)
    showing, arguments = step("show", "查看规则包的内容和校验值；给出项目时列出各指标将有的变化", "show")
    arguments.add_argument("file", metavar="FILE", type=Path, help="规则包（.zcrules）")
    showing.options.add_argument("--project", metavar="FILE", type=Path, help="项目文件（.zcpark）")
    _, arguments = step("install", "采用规则包", "install")
    arguments.add_argument("file", metavar="FILE", type=Path, help="规则包（.zcrules）")
    _, arguments = step("remove", "停用规则包，恢复到采用之前", "remove")
    arguments.add_argument("id", metavar="ID", help="规则包的编号，见 list 命令")
    step("list", "列出采用过的规则包", "installed")


def _may_overwrite(parser: _Parser) -> None:
    parser.options.add_argument("--force", action="store_true", help="文件已存在时覆盖")


def _takes_rules(parser: _Parser) -> None:
    parser.options.add_argument("--rules", metavar="DIR", type=Path,
                                help="另加一个规则文件夹，结构与 resources/rules 相同")


def _speaks_json(parser: _Parser) -> None:
    parser.options.add_argument("--json", action="store_true", help="以 JSON 输出")
