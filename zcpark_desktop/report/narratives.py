"""The sections for which staff write text of their own; it stands first in its section."""

from __future__ import annotations

NARRATIVES = {
    "application.1.1": "申报书　建设基础：园区基本情况",
    "application.1.2": "申报书　建设基础：产业发展情况",
    "application.1.3": "申报书　建设基础：能源供应及消费情况",
    "application.1.4": "申报书　建设基础：碳排放情况",
    "application.2.1": "申报书　可行性分析：能源消费与碳排放趋势",
    "application.2.2": "申报书　可行性分析：目标可达性分析",
    "application.2.3": "申报书　可行性分析：综合供能方案",
    "application.3": "申报书　建设目标",
    "application.4": "申报书　重点任务",
    "application.5": "申报书　经济性分析",
    "application.6": "申报书　保障措施",
    "plan.1": "建设方案　建设基础：园区概况",
    "plan.2": "建设方案　可行性与趋势：能源消费与碳排放趋势",
    "plan.3": "建设方案　建设目标",
    "plan.4": "建设方案　重点任务",
    "plan.5": "建设方案　经济性分析",
    "plan.6": "建设方案　保障措施",
}
"""Key of a section -> what it is called in the list of texts."""
