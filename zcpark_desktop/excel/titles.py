"""What other people call the columns of the lists that the program knows."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from zcpark_desktop.forms.units import split_title

from .layouts import CONTEXT, YEAR_KEY, RowsDown, park_layouts

_ALSO: dict[str, dict[str, str]] = {
    "": {
        "name": "名称", "owner": "所属单位 权属单位 业主 业主单位 产权单位 单位", "use": "用途", "number": "编号 证书编号",
        "#year": "年份 年度 统计年度 数据年份 所属年度",
    },
    "enterprises": {
        "name": "企业名称 单位名称 公司名称 单位详细名称 法人单位名称 企业全称 企业 公司 用能单位名称",
        "credit_code": "统一社会信用代码 社会信用代码 信用代码 统一信用代码 企业信用代码 纳税人识别号 税号",
        "industry_code": "行业代码 国民经济行业代码 行业小类代码 行业小类",
        "industry": "行业名称 行业 行业类别 所属行业 国民经济行业 行业分类",
        "above_scale": "是否规上 规上 规上企业 是否规上企业 是否规模以上 规模以上",
        "address": "地址 企业地址 注册地址 详细地址 经营地址 住所",
        "annual/{year}/output_10k_yuan": "产值 总产值 工业总产值 年产值 工业产值",
        "annual/{year}/value_added_10k_yuan": "增加值 工业增加值",
        "annual/{year}/revenue_10k_yuan": "营业收入 主营业务收入 销售收入 营收 年营业收入",
        "annual/{year}/green_rnd_10k_yuan": "绿色低碳研发经费 绿色低碳研发投入",
        "annual/{year}/energy_calorific_tce": "综合能耗(当量值) 综合能源消费量(当量) 能耗(当量值) 当量值能耗",
        "annual/{year}/energy_equivalent_tce": "综合能耗(等价值) 综合能源消费量(等价) 能耗(等价值) 等价值能耗",
        "annual/{year}/electricity_10k_kwh": "用电量 电力消费量 耗电量 全年用电量 年用电量 用电 电量",
        "annual/{year}/emissions_tco2": "二氧化碳排放量 碳排放量 碳排放 排放量 温室气体排放量",
    },
    "years/{year}/energy": {
        "energy": "能源品种 能源名称 品种 能源", "purchased": "购入量 购进量 外购量 购买量", "losses": "损失量 损耗",
        "fuel_industry": "工业终端消费 工业消费量",
    },
    "buildings": {"name": "建筑名称 楼栋 楼栋名称 项目名称", "area_m2": "建筑面积 面积 总建筑面积"},
    "roofs": {"name": "屋顶名称 建筑名称 厂房名称 厂房", "usable_m2": "可利用屋顶面积 可利用面积", "capacity_kwp": "装机容量 容量"},
    "years/{year}/vehicles": {"number": "数量 车辆数 辆数"},
    "certificates": {"number": "绿证编号 证书编号 证书号", "pieces": "张数 数量 证书数量"},
    "evidence": {"number": "编号 材料编号 序号", "title": "名称 材料名称 文件名称", "issuer": "出具单位 发文单位"},
}


@lru_cache(maxsize=1)
def known_titles() -> Mapping[str, Mapping[str, str]]:
    """For each list, the title of each column without its unit → its path; first the program's own, then others' words.

    A title that two columns of one list share stands for neither.
    """
    result: dict[str, dict[str, str]] = {}
    for layout in park_layouts((2025,), (2025,)):
        if not isinstance(layout, RowsDown):
            continue
        found = result.setdefault(layout.address, {})
        for path in layout.paths:
            if not path.startswith(CONTEXT):
                title = split_title(layout.field(path).title)[0]
                found[title] = path if found.get(title, path) == path else ""
        if layout.years:
            found["年份"] = YEAR_KEY
    for address, titles in result.items():
        paths = set(titles.values())
        for path, words in {**_ALSO[""], **_ALSO.get(address, {})}.items():
            for word in words.split() if path in paths else ():
                titles.setdefault(word, path)
    return result
