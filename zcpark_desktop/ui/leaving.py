"""What was written in a dialog is not lost by a slip: leaving it without saving asks first."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from .questions import Questions


def ask_to_leave(parent: QWidget, what: str, *, can_save: bool = True) -> str:
    """What is to become of what was written: `save`, `discard`, or `cancel` to go on writing.

    Args:
        what: what is not saved yet, as in “填写的原因”.
        can_save: it is good enough to be saved.
    """
    answers = {**({"save": "保存"} if can_save else {}), "discard": "不保存", "cancel": "继续填写"}
    return Questions(parent).choose("尚未保存", f"{what}还没有保存。", answers, "save" if can_save else "cancel",
                                    danger="discard")
