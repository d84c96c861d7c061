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
        _settle_older_packs(questions)
        return rules_in_use()
    except (RulesError, StorageError) as error:
        questions.tell(f"{error}改正之前，只按程序自带的规则计算。", "规则文件有误")
        return load_rules()


def _settle_older_packs(questions: Questions) -> None:
    """Ask once after an upgrade whether packs still prevail over the shipped rules, which may be newer than they."""
    from zcpark_desktop.storage.rule_packs import from_before, installed, settle

    older = from_before(installed(whole=False))
    if not older:
        return
    titles = "、".join(f"“{pack.head.title}”（{pack.head.date}）" for pack in older)
    sentence = (f"规则包{titles}是在程序升级以前采用的，程序自带的规则可能已经更新。请选择按哪一种计算；"
                "选定后仍可在“数据”菜单的“已有规则包”中更改。")
    answer = questions.choose("程序已升级", sentence, {"shipped": "按程序自带的规则", "packs": "继续使用规则包"}, "packs")
    if answer != "cancel":  # asked again at the next start
        settle(use=answer == "packs")
