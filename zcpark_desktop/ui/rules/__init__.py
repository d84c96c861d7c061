"""The rules in use, and the window's way to change them."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from zcpark_desktop.rules import Rules

    from ..questions import Questions


def usable_rules(questions: Questions) -> Rules:
    """The rules in use; where the user's own files or a pack are wrong, the shipped ones, after saying why."""
    from zcpark_desktop.evaluate import load_rules
    from zcpark_desktop.rules import RulesError
    from zcpark_desktop.rules_update import rules_in_use
    from zcpark_desktop.storage.refusals import StorageError

    try:
        return rules_in_use()
    except (RulesError, StorageError) as error:
        questions.tell(f"{error}改正之前，只按程序自带的规则计算。", "规则文件有误")
        return load_rules()
