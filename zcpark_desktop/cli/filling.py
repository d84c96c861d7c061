"""The command `fill`: an office's own form filled with the park's data."""

from __future__ import annotations

from argparse import Namespace
from typing import TYPE_CHECKING

from zcpark_desktop.evaluate import evaluate
from zcpark_desktop.storage.refusals import StorageError, refusal

from .commands import DONE, MUST_FIX, with_rules
from .parser import UsageError

if TYPE_CHECKING:
    from zcpark_desktop.report.filling import Names


def fill(options: Namespace) -> int:
    """`fill`: the form with its fields filled in, or with --fields the list of them."""
    from zcpark_desktop.report.docx_writer import FileInUse
    from zcpark_desktop.report.filling import Form, Names, UnusableForm, remember, remembered, resolved
    from zcpark_desktop.report.filling import fill as filled

    if options.out is None and not options.fields:
        raise UsageError("缺少参数：--out（要生成的文件），或用 --fields 列出表式中的字段；请用 zcpark fill --help 查看用法。")
    rules, opened = with_rules(options)
    names = Names(evaluate(opened.project, rules))
    try:
        form = Form(options.template)
    except UnusableForm as error:
        raise StorageError(str(error)) from None
    mapping = remembered(form) | _chosen(options.map or [], names)
    if options.fields:
        unknown = 0
        for field in form.fields():
            found = resolved(field, names, mapping)
            unknown += found is None
            told = (found.name, found.shown) if found else ("（未识别）",)
            print("\t".join((field.place, field.text, *told)))
        return MUST_FIX if unknown else DONE
    if options.out.exists() and not options.force:
        raise StorageError(f"“{options.out}”已存在，未改动；请换一个名称，或加 --force 覆盖它。")
    try:
        made = filled(form, names, options.out, mapping)
    except FileInUse as error:
        raise StorageError(str(error)) from None
    except OSError as error:
        raise refusal("写入", options.out, error) from error
    if options.map:
        remember(form, mapping)
    for field in made.unknown:
        print(f"[未识别] {field.place}：“{field.text}”")
    for field in made.missing:
        print(f"[待补充] {field.place}：“{field.text}”")
    print(f"已生成“{options.out}”。")
    return MUST_FIX if made.unknown else DONE


def _chosen(given: list[str], names: Names) -> dict[str, str]:
    """What --map says: field=name."""
    made = {}
    for each in given:
        field, equals, name = each.partition("=")
        if not equals or names.find(name) is None:
            raise UsageError(f"--map 的内容应为“字段=数据名称”，且名称须存在，现为“{each}”；可用 --fields 查看字段。")
        made[field.strip()] = name.strip()
    return made
