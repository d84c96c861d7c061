"""Makes `old_excel.xls` beside this file: openpyxl writes a workbook, LibreOffice saves it in the old format."""

from __future__ import annotations

import subprocess
import tempfile
from datetime import date
from pathlib import Path

import openpyxl

TARGET = Path(__file__).with_name("old_excel.xls")


def main() -> None:
    """Write the file."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "能源"
    sheet.append(["年份", "能源品种", "购入量", "损失量", "回收能", "工业终端消费"])
    sheet.append([2025, "天然气", 0.125, "=1/0", 12.5, date(2025, 1, 1)])
    sheet["C2"].number_format = "0.0%"
    sheet["F2"].number_format = "yyyy-mm-dd"
    sheet.append([2025, "柴油", 30, None, None, 7])
    sheet.merge_cells("D3:E3")
    sheet["D3"] = 5
    enterprises = book.create_sheet("企业")
    enterprises.append(["企业名称", "统一社会信用代码", "行业代码"])
    enterprises.append(["无锡甲机械有限公司", "91320214MA1X2Y3Z4P", 3562])
    enterprises.append(["无锡乙电子有限公司", 913202145385231022, "3971"])
    hidden = book.create_sheet("底稿")
    hidden.append(["企业名称", "行业名称"])
    hidden.append(["无锡甲机械有限公司", "不应读取"])
    hidden.sheet_state = "hidden"
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "old_excel.xlsx"
        book.save(path)
        command = ["soffice", "--headless", f"-env:UserInstallation=file://{folder}/profile", "--convert-to", "xls",
                   "--outdir", folder, str(path)]
        subprocess.run(command, check=True, capture_output=True)
        TARGET.write_bytes((Path(folder) / "old_excel.xls").read_bytes())


if __name__ == "__main__":
    main()
