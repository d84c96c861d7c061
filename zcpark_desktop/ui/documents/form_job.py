"""Filling an office's form: from the choice of the file to the filled one."""

from __future__ import annotations

import errno
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QDialog, QWidget

from .. import work
from ..session import Session
from .asking import Asking

if TYPE_CHECKING:
    from zcpark_desktop.report.filling import Filled


def fill_form(parent: QWidget, session: Session, asking: Asking) -> tuple[Path, Filled] | None:
    """The filled form and what could not be filled; None where nothing was written, which was told."""
    from zcpark_desktop.evaluate import evaluate
    from zcpark_desktop.report.docx_writer import FileInUse
    from zcpark_desktop.report.filling import Form, Names, UnusableForm, fill, remember, remembered

    from .filling import FillDialog, suggested

    path = asking.form()
    if path is None:
        return None
    project, rules = session.project, session.rules
    try:
        form = Form(path)
    except UnusableForm as error:
        asking.tell(str(error), "不能使用这张表式")
        return None
    names = work.run(parent, "正在准备数据", lambda _progress: Names(evaluate(project, rules)), can_cancel=False)
    dialog = FillDialog(form, path.name, names, remembered(form), parent)
    if dialog.exec() != QDialog.DialogCode.Accepted:
        return None
    mapping = dialog.mapping
    remember(form, mapping)
    target = asking.filled_place(suggested(path, project.basics.name))
    if target is None:
        return None
    try:
        made = work.run(parent, "正在填写", lambda _progress: fill(form, names, target, mapping), can_cancel=False)
    except FileInUse as error:
        asking.tell(str(error), "未能写入")
        return None
    except OSError as error:
        why = "磁盘空间不足" if error.errno == errno.ENOSPC else "没有写入权限，或磁盘出错"
        asking.tell(f"无法写入“{target}”：{why}；请换一个位置后重试。", "未能写入")
        return None
    return target, made
