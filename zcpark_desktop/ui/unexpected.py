"""What no one foresaw: told in one sentence, kept in a log; the work itself is in the journal."""

from __future__ import annotations

import sys
from types import TracebackType

from zcpark_desktop.paths import user_data

from .questions import Questions

LOG = "error.log"


def install(questions: Questions) -> None:
    """Tell of unexpected errors through `questions`, and write them to the log in the user's data folder."""
    telling = False

    def tell(kind: type[BaseException], error: BaseException, where: TracebackType | None) -> None:
        import traceback
        from datetime import datetime

        nonlocal telling
        path = user_data() / LOG
        lines = "".join(traceback.format_exception(kind, error, where))
        with path.open("a", encoding="utf-8") as log:
            log.write(f"{datetime.now():%Y-%m-%d %H:%M:%S}\n{lines}\n")
        if not telling:  # a fault in painting would otherwise ask without end
            telling = True
            questions.tell(f"程序遇到意外错误，刚才的操作没有完成；已填写的内容不受影响，请保存后重新打开。详情记录在“{path}”。", "意外错误")
            telling = False

    sys.excepthook = tell
