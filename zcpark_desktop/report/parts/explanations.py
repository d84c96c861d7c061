"""数据情况说明: what the park says to figures that an official would ask about."""

from __future__ import annotations

from ...audit import check
from ..blocks import Column, Paragraph, Table
from ..material import Material
from ..outline import Section

TITLE = "数据情况说明"


def explanations(material: Material) -> Section:
    """Each finding that the park has explained, with its explanation; not written where there is none.

    An explanation whose numbers have changed has fallen, and is not printed.
    """
    if not material.project.explanations:  # looking for findings takes a while in a large park
        return Section(TITLE)
    found = [each for each in check(material.project, material.rules, material.evaluation) if each.explanation]
    if not found:
        return Section(TITLE)
    columns = (Column("序号", align="center", weight=0.8), Column("需说明的数据", weight=5), Column("情况说明", weight=5))
    rows = tuple((str(number), _statement(each.sentence), each.explanation.strip())
                 for number, each in enumerate(found, 1))
    lead = Paragraph(f"下列{len(found)}处数据经核对无误，情况说明如下。")
    return Section(TITLE, (lead, Table(columns, rows, TITLE)))


def _statement(sentence: str) -> str:
    """A finding without what it asks of staff: “……；请核对，或说明原因。” ends before the request."""
    said = sentence.split("；请")[0].rstrip("。；")
    return f"{said}。"
