"""`manual`: the manual as a web page and as a Word file."""

from __future__ import annotations

from argparse import Namespace

from zcpark_desktop.manual import NAME, write_docx_manual, write_html_manual
from zcpark_desktop.rules_update import rules_in_use
from zcpark_desktop.storage.clock import now
from zcpark_desktop.storage.refusals import refusal

from .commands import DONE


def manual(options: Namespace) -> int:
    """Write both; the chapter on accounting follows the rules in use."""
    rules = rules_in_use()
    try:
        options.out.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise refusal("建立文件夹", options.out, error) from error
    page, word = options.out / f"{NAME}.html", options.out / f"{NAME}.docx"
    write_html_manual(page, rules)
    write_docx_manual(word, rules, now())
    print(page, word, sep="\n")
    return DONE
