"""Makes ZcparkSansSC-Regular.ttf, the font of the figures, from Noto Sans SC Regular.

    npm pack @expo-google-fonts/noto-sans-sc@0.4.3          # contains 400Regular/NotoSansSC_400Regular.ttf
    pip install fonttools
    python make_font.py NotoSansSC_400Regular.ttf

Kept are the characters of GB 2312, of Latin-1 and the signs below: what figures in Chinese need, at a quarter of the
size. The subset bears a name of its own, so that a full Noto Sans SC on the same computer is not mistaken for it.
"""

from __future__ import annotations

import sys
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont

NAME = "Zcpark Sans SC"
SIGNS = "₀₁₂₃₄₅₆₇₈₉⁰¹²³⁴⁵⁶⁷⁸⁹–—‘’“”…‰′″℃№≈≠≤≥×÷·−→←↑↓●○◆◇■□▲△▼▽★☆①②③④⑤⑥⑦⑧⑨⑩、。《》〈〉「」【】（）！：；？～￥〔〕"


def characters() -> set[int]:
    """Code points to keep."""
    rows = (bytes((high, low)) for high in range(0xA1, 0xF8) for low in range(0xA1, 0xFF))
    chinese = {ord(text) for row in rows if len(text := row.decode("gb2312", "ignore")) == 1}
    return chinese | set(range(0x20, 0x7F)) | set(range(0xA0, 0x100)) | {ord(sign) for sign in SIGNS}


def main(source: Path) -> None:
    """Writes the subset beside this script."""
    font = TTFont(source, recalcTimestamp=False)
    options = subset.Options(hinting=False, layout_features=[], notdef_outline=True, name_IDs=["*"])
    options.drop_tables += ["GPOS", "GSUB", "GDEF", "BASE", "STAT", "vhea", "vmtx"]
    cut = subset.Subsetter(options)
    cut.populate(unicodes=characters())
    cut.subset(font)
    names = font["name"]
    wanted = {1: NAME, 2: "Regular", 3: f"{NAME}; subset of Noto Sans SC 2.004", 4: f"{NAME} Regular"}
    wanted[6] = NAME.replace(" ", "") + "-Regular"
    for number, text in wanted.items():
        names.setName(text, number, 3, 1, 0x409)
    font.save(Path(__file__).with_name("ZcparkSansSC-Regular.ttf"), reorderTables=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
