"""The sections for which staff write text, and what reviewers look for in each (reference: 910 annex 2)."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Section:
    """A section that staff write; their text stands first in it, before what is made from the data.

    Attributes:
        key: what `project.narratives` and the documents' chapters call it.
        document: the document in which it stands.
        chapter: the chapter's title; the section's own where it is a chapter of its own.
        title: the section's title.
        prompts: questions that a good text answers.
        follows: what the document adds after the text by itself, so that nobody writes it twice; empty where nothing.
    """

    key: str
    document: str
    chapter: str
    title: str
    prompts: tuple[str, ...]
    follows: str

    @property
    def full_title(self) -> str:
        """“申报书　建设基础：园区基本情况”."""
        place = self.title if self.title == self.chapter else f"{self.chapter}：{self.title}"
        return f"{self.document}　{place}"


def _of_application(number: str, chapter: str, title: str, prompts: tuple[str, ...], follows: str) -> Section:
    return Section(f"application.{number}", "申报书", chapter, title, prompts, follows)


def _of_plan(number: int, chapter: str, title: str, prompts: tuple[str, ...], follows: str) -> Section:
    return Section(f"plan.{number}", "建设方案", chapter, title, prompts, follows)


SECTIONS: tuple[Section, ...] = (
    _of_application(
        "1.1",
        "建设基础",
        "园区基本情况",
        (
            "申报范围在哪里，与批复文件和四至边界是否一致？是整体申报还是园中园？",
            "由谁建设、由谁运营？园中园要说明与所在园区的关系。",
            "空间布局怎样，各片区以什么为主？",
            "近三年经济规模怎样变化，主要原因是什么？",
        ),
        "批复与四至、经济数据及其变化",
    ),
    _of_application(
        "1.2",
        "建设基础",
        "产业发展情况",
        (
            "主导产业各占多大比重，在本地产业中居什么位置？",
            "龙头企业有哪些，它们的产能和用能在几年内会怎样变化？",
            "在建和拟建的重点项目是什么，投资多少？",
        ),
        "分行业产值和能耗表、重点用能企业表",
    ),
    _of_application(
        "1.3",
        "建设基础",
        "能源供应及消费情况",
        (
            "近三年各种能源从哪里来，外购和自供各多少？",
            "用作燃料、加工转换、原料的各是哪些环节？",
            "变化较大的品种原因是什么（投产、停用、改造）？",
            "数据来自计量还是统计，边界内外怎样划分？",
        ),
        "分品种、分用途的能源表，能流图",
    ),
    _of_application(
        "1.4",
        "建设基础",
        "碳排放情况",
        (
            "近三年排放总量和单位能耗碳排放怎样变化，原因是什么？",
            "电力、热力、燃料、工业过程各占多少，减排空间在哪里？",
            "核算边界、因子与能源数据是否一致？",
        ),
        "排放构成、核算因子、排放表和图",
    ),
    _of_application(
        "2.1",
        "可行性分析",
        "能源消费与碳排放趋势",
        (
            "重点企业的产量和新项目会使能耗、排放怎样变化？",
            "预测以哪一年为起点，作了哪些假定？",
            "如果项目推迟或产能增加，结果会差多少？",
        ),
        "趋势表、趋势图和预测方法",
    ),
    _of_application(
        "2.2",
        "可行性分析",
        "目标可达性分析",
        (
            "有利条件是什么：绿电资源、热源、企业意愿、已有工作？",
            "困难是什么：能源供应、工艺减碳、资金、空间？",
            "每项未达标指标靠哪些项目补上，什么时候补上？",
        ),
        "各类指标的现状、要求和差距",
    ),
    _of_application(
        "2.3",
        "可行性分析",
        "综合供能方案",
        (
            "园区及周边有哪些可用的风、光、余热、生物质资源，可用量多少？",
            "电和热的需求由哪些供给满足，逐年怎样配置？",
            "绿电直供能到多少？国家级原则上不低于用电量的50%。",
            "储能、可调负荷怎样保证供应可靠？",
        ),
        "屋顶光伏、储能、需求响应清单和供能项目",
    ),
    _of_application(
        "3",
        "建设目标",
        "建设目标",
        (
            "建设期从哪年到哪年，分几个阶段，每阶段以什么为标志？",
            "核心指标逐年降到多少，由哪些项目支撑？",
            "目标与规划年的能源平衡是否对得上？",
        ),
        "各类指标的分年度目标表",
    ),
    _of_application(
        "4",
        "重点任务",
        "重点任务",
        (
            "任务怎样安排先后，哪一项是关键？",
            "每项任务由谁负责、什么时候完成、解决哪项指标？",
            "不适用的任务可以不写，园区特有的任务可以增加。",
        ),
        "按方向列出的项目及其指标、重点项目表",
    ),
    _of_application(
        "5",
        "经济性分析",
        "经济性分析",
        (
            "投资由哪些部分构成，收益来自哪里（电费、热费、服务、补偿）？",
            "回收期和内部收益率对哪个因素最敏感？",
            "资金怎样筹措，哪些项目需要财政支持？",
        ),
        "项目投资、收益、回收期和内部收益率表",
    ),
    _of_application(
        "6",
        "保障措施",
        "保障措施",
        (
            "谁牵头，怎样分工、调度和考核？",
            "地方政府和企业给了哪些支持，有什么专门机制？",
            "统计、核算、技术和人才能力怎样补足（产学研平台、队伍）？",
        ),
        "",
    ),
    _of_plan(
        1,
        "建设基础",
        "园区概况",
        (
            "园区是什么样的园区：区位、布局、主导产业和规模？",
            "已经做了哪些节能降碳工作，有哪些成果可以延续？",
        ),
        "批复与四至、经济数据、能源和排放的总量",
    ),
    _of_plan(
        2,
        "可行性与趋势",
        "能源消费与碳排放趋势",
        (
            "建设期内产业和项目怎样变化，能耗、排放随之怎样变化？",
            "方案的测算以哪些假定为前提，最不确定的是什么？",
        ),
        "趋势表、趋势图、现状与目标的差距",
    ),
    _of_plan(
        3,
        "建设目标",
        "建设目标",
        (
            "近期、远期各要达到什么状态，以哪几项指标为标志？",
            "目标怎样分解到年度和企业？",
            "没有达到要求的指标，打算怎样处理？",
        ),
        "约束性指标的分期变化、目标表、各期建成的项目",
    ),
    _of_plan(
        4,
        "重点任务",
        "重点任务",
        (
            "任务按什么顺序展开，先后之间有什么依赖？",
            "各项任务的责任单位、完成时限和验收标志是什么？",
            "零碳工厂、源网荷储、虚拟电厂、零碳服务机构怎样配合？",
        ),
        "分方向的项目和指标、配套行动、项目表、进度安排",
    ),
    _of_plan(
        5,
        "经济性分析",
        "经济性分析",
        (
            "投资从哪里来，谁承担，谁受益？",
            "收益最依赖哪个价格或政策，变化时怎么办？",
        ),
        "项目投资、收益、回收期和内部收益率表",
    ),
    _of_plan(
        6,
        "保障措施",
        "保障措施",
        (
            "由哪个机构统筹，多久调度一次，怎样考核？",
            "目标偏离时怎样补救，方案怎样调整、报备？",
            "数据、资金、人才和风险怎样保障？",
        ),
        "责任分工表",
    ),
)
"""In the order of the documents."""

_BY_KEY = {each.key: each for each in SECTIONS}


def section(key: str) -> Section | None:
    """The section of that key; None where no document has one."""
    return _BY_KEY.get(key)


def section_title(key: str) -> str:
    """What the section is called in messages; the key itself where no document has it."""
    found = section(key)
    return found.full_title if found else key
