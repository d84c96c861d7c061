"""Parks for tests of documents: the samples, a small one whose numbers are easy, and the documents made from them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from functools import cache
from typing import Any

from zcpark_desktop.evaluate import Evaluation, evaluate, load_rules
from zcpark_desktop.paths import resources
from zcpark_desktop.project import Project, parse_json
from zcpark_desktop.report import Documents, compose
from zcpark_desktop.report import blocks as b
from zcpark_desktop.report.docx_writer.plan import plain
from zcpark_desktop.report.material import Material, material
from zcpark_desktop.rules import Rules

SAMPLES = ("sample", "nearly_empty")


def clock() -> datetime:
    """Always the same moment: late on 31 December in UTC, when the new year has begun in Wuxi."""
    return datetime(2026, 12, 31, 20, 0, tzinfo=UTC)


@cache
def rules() -> Rules:
    """The shipped rules."""
    return load_rules()


@cache
def sample(name: str = "sample") -> Project:
    """A sample park as it ships."""
    return parse_json((resources() / "samples" / f"{name}.json").read_bytes())


@cache
def evaluation(name: str = "sample") -> Evaluation:
    """A sample park, evaluated."""
    return evaluate(sample(name), rules())


@cache
def document(kind: str = "application", name: str = "sample") -> b.Document:
    """A document of a sample park."""
    made = compose(kind, evaluation(name), clock)
    assert made is not None
    return made


def document_of(project: Project, kind: str = "application") -> b.Document:
    """A document of any park."""
    made = compose(kind, evaluate(project, rules()), clock)
    assert made is not None
    return made


def documents_of(project: Project) -> Documents:
    """All documents of any park."""
    return Documents(evaluate(project, rules()), clock)


def material_of(project: Project) -> Material:
    """What the chapters of any park are written from."""
    return material(evaluate(project, rules()), clock)


def small(**years: dict[str, object]) -> Project:
    """A park with the years given as `y2024={...}`, every cell of its energy balances filled in."""
    records = [{"year": int(name[1:]), "energy_blanks_are_zero": True, **parts} for name, parts in years.items()]
    return Project.model_validate({"years": records, "declared_empty": ["process", "certificates"]})


def power_only(electricity: int) -> dict[str, Any]:
    """A year in which industry uses grid electricity (10,000 kWh) and nothing else."""
    return {
        "energy": [{"energy": "electricity", "fuel_industry": electricity}],
        "electricity": {"grid_10k_kwh": electricity, "direct_green_10k_kwh": 0, "traded_green_10k_kwh": 0,
                        "own_pv_used_10k_kwh": 0,
                        "own_other_used_10k_kwh": 0, "own_certificates_sold_10k_kwh": 0, "sent_out_10k_kwh": 0},
        "heat": {"purchased_fossil_gj": 0, "purchased_nonfossil_gj": 0, "sent_fossil_gj": 0, "sent_nonfossil_gj": 0},
    }


@cache
def crowded(enterprises: int) -> Project:
    """The sample with its enterprises repeated under names of their own, until there are so many."""
    few = sample().enterprises
    many = tuple(few[at % len(few)].model_copy(update={"id": str(at), "name": f"无锡第{at}制造有限公司"})
                 for at in range(enterprises))
    return sample().model_copy(update={"enterprises": many})


@cache
def overlong(enterprises: int = 3000, projects: int = 80, letters: int = 200) -> Project:
    """The sample grown beyond measure: every name as long as that, many enterprises, projects, actions and papers."""
    plain = crowded(enterprises).model_dump(mode="json")

    def name(what: str, at: int) -> str:
        pieces = f"{what}第{at}号（无锡市锡山区望荻街道望澄大道188号高端装备与集成电路产业集聚示范区B-{at}地块）"
        return (pieces * (letters // len(pieces) + 1))[:letters]

    def grown(rows: list[dict[str, Any]], number: int, what: str, *fields: str) -> list[dict[str, Any]]:
        return [rows[at % len(rows)] | {"id": str(at + 1)} | {field: name(what, at) for field in fields}
                for at in range(number)]

    basics, boundary = plain["basics"], plain["boundary"]
    for field in ("name", "applicant", "managing_body", "address", "leading_industries", "approval_number"):
        basics[field] = name("园区", 1)
    for side in ("east", "west", "south", "north"):
        if side in boundary:
            boundary[side] = name("道路", 2)
    many = projects // 4
    plain["enterprises"] = grown(plain["enterprises"], enterprises, "企业", "name", "industry", "address")
    plain["key_projects"] = grown(plain["key_projects"], projects, "项目", "name", "builder", "owner", "schedule",
                                  "significance", "funding")
    plain["actions"] = grown(plain["actions"], many, "行动", "name", "owner", "content", "status")
    plain["storages"] = grown(plain["storages"], many, "储能", "name", "owner", "kind")
    plain["demand_responses"] = grown(plain["demand_responses"], many, "资源", "name", "owner", "kind")
    for row in plain["evidence"]:
        row |= {"title": name("材料", 3), "issuer": name("单位", 4)}
    for row in plain["targets"]:
        row |= {"owner": name("部门", 5), "note": name("说明", 6)}
    for row in plain["exemptions"]:
        row["reason"] = name("原因", 7) * 4
    return Project.model_validate(plain)


# --------------------------------------------------------------------------- reading documents


def words(block: b.Block) -> Iterator[str]:
    """Every text of a block that a reader sees."""
    match block:
        case b.Heading() | b.SignaturePage():
            yield block.text if isinstance(block, b.Heading) else block.title
        case b.Paragraph():
            yield plain(block.content)
        case b.NumberedList() | b.BulletList():
            yield from map(plain, block.items)
        case b.Table():
            yield from (block.caption, block.note, block.source)
            yield from (text for column in block.columns for text in (column.group, column.title, column.unit))
            yield from (cell_words(cell) for row in block.rows for cell in row)
        case b.Figure():
            yield from (block.caption, block.note, block.source)
            if isinstance(block.content, b.GapBars):
                yield from (row.name for row in block.content.rows)
        case b.Cover():
            yield from (*block.title, *(text for field in block.fields for text in field), block.date)


def cell_words(cell: str | b.Cell) -> str:
    """The text of a cell."""
    return cell if isinstance(cell, str) else plain(cell.content)


def text_of(document: b.Document) -> str:
    """All words of a document, a line each."""
    return "\n".join(text for block in document.walk() for text in words(block) if text)


def titles(document: b.Document) -> list[str]:
    """The headings in order."""
    return [block.text for block in document.walk() if isinstance(block, b.Heading)]


def table(document: b.Document, caption: str) -> b.Table:
    """The table of that caption."""
    return next(block for block in document.walk() if isinstance(block, b.Table) and block.caption == caption)


def rows(found: b.Table) -> dict[str, list[str]]:
    """The rows of a table by their first cell."""
    return {cell_words(row[0]): [cell_words(cell) for cell in row[1:]] for row in found.rows}


def under(document: b.Document, title: str) -> list[b.Block]:
    """The blocks between the heading of that title and the next heading."""
    blocks = list(document.walk())
    start = next(i for i, block in enumerate(blocks) if isinstance(block, b.Heading) and block.text == title) + 1
    end = next((i for i in range(start, len(blocks)) if isinstance(blocks[i], b.Heading)), len(blocks))
    return blocks[start:end]
