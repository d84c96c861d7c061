"""The rules in use on this PC, and a change of them looked at before it is made.

A rules pack is examined first: what is in it, and what it would change in a project. Nothing is taken by that.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from . import paths, wording
from .evaluate import Difference, HorizonName, RowResult, differences, evaluate, load_rules
from .project import Project
from .rules import Rules, RulesError
from .rules.entries import Entry
from .rules.files import read_folder
from .rules.loading import name_of
from .rules.packs import TEMPLATE, Pack, PackHead, read_pack
from .storage.clock import now
from .storage.rule_packs import Installed, folders_in_use, installed, with_pack, without_pack

KINDS = {
    "schemes": "评价体系",
    "indicators": "指标",
    "conventions": "口径",
    "alternatives": "口径选项",
    "energy_types": "能源品种",
    "factors": "因子",
    "fuel_sets": "燃料排放因子集",
    "process_factors": "工业过程因子",
    "references": "依据文件",
    "template": "文件格式",
}
"""What a pack may hold, as users call it."""
NEW, CHANGED, SAME = "新增", "替换现有的", "与现有的相同"


@dataclass(frozen=True)
class Content:
    """One thing in a pack: what it is, its title, and how it stands to the rules in use."""

    kind: str
    title: str
    state: str


@dataclass(frozen=True)
class Proposal:
    """Other rules, not yet in use.

    Attributes:
        head: the pack that comes or goes.
        sha256: the checksum of the pack's file.
        contents: what is in it; empty where a pack goes.
        before: the rules in use.
        after: what they would be.
        pack: the pack to take; None where one that was taken before goes, or comes again.
    """

    head: PackHead
    sha256: str
    contents: tuple[Content, ...]
    before: Rules
    after: Rules
    pack: Pack | None = None


@dataclass(frozen=True)
class Changed:
    """What a project's row would read: value, limit and verdict before and after, as they are written."""

    scheme: str
    row: str
    horizon: str
    value: tuple[str, str]
    limit: tuple[str, str]
    verdict: tuple[str, str]


def rules_in_use(own: Path | None = None) -> Rules:
    """The shipped rules, those of the packs in use, and the user's own (or those of the folder `own`).

    Raises:
        RulesError: a file is wrong.
        StorageError: a pack in use is gone or damaged.
    """
    return load_rules(own or paths.user_rules(), folders_in_use())


def examine(file: Path, into: Path, before: Rules) -> Proposal:
    """What taking a pack would do.

    Args:
        into: an empty folder to unpack it into, needed as long as the proposal is looked at.
        before: the rules in use.

    Raises:
        RulesError: it is no sound pack, or does not fit the rules that are there; one sentence.
        OSError: `into` cannot be written.
    """
    pack = read_pack(file, into)
    packs = with_pack(installed(whole=False), pack.head, into, pack.sha256, now())
    after = load_rules(paths.user_rules(), folders_in_use(packs))
    if TEMPLATE in pack.files:
        from .report.docx_writer import UnusableTemplate, check_template

        try:
            check_template(into / TEMPLATE)
        except UnusableTemplate as problem:
            raise RulesError(f"“{file.name}”中的 {TEMPLATE} 不是可用的 Word 文档，请重新获取规则包。") from problem
    return Proposal(pack.head, pack.sha256, tuple(contents_of(into, before)), before, after, pack)


def examine_without(sha256: str, before: Rules) -> Proposal:
    """What taking a pack back would do.

    Raises:
        RulesError: the rules that are left do not fit together.
    """
    packs = installed(whole=False)
    return _resting(packs, without_pack(packs, sha256), sha256, before)


def examine_again(sha256: str, before: Rules) -> Proposal:
    """What using a pack again would do.

    Raises:
        RulesError: it does not fit the rules that are there.
    """
    packs = installed(whole=False)
    pack = next(pack for pack in packs if pack.sha256 == sha256)
    return _resting(packs, with_pack(packs, pack.head, pack.folder, sha256, now()), sha256, before)


def _resting(packs: Sequence[Installed], then: Sequence[Installed], sha256: str, before: Rules) -> Proposal:
    pack = next(pack for pack in packs if pack.sha256 == sha256)
    after = load_rules(paths.user_rules(), folders_in_use(then))
    return Proposal(pack.head, sha256, tuple(contents_of(pack.folder, before)), before, after)


def contents_of(folder: Path, before: Rules) -> Iterator[Content]:
    """Everything in an unpacked pack, the schemes first.

    Raises:
        RulesError: a file is wrong.
    """
    found = []
    for entry in read_folder(folder, shipped=False):
        name = name_of(entry)
        if name is None:
            continue
        catalogue, key = name
        known = _known(before, catalogue, key)
        state = NEW if known is None else SAME if known.model_dump() == entry.model_dump() else CHANGED
        title: str = getattr(entry, "title", "") or getattr(entry, "name", key)
        found.append(Content(catalogue, title, state))
    if (folder / TEMPLATE).is_file():
        found.append(Content("template", "Word 文件的字体、版面和页眉页脚", NEW))
    found.sort(key=lambda content: list(KINDS).index(content.kind))
    for content in found:
        yield Content(KINDS[content.kind], content.title, content.state)


def _known(rules: Rules, catalogue: str, key: str) -> Entry | None:
    if catalogue == "alternatives":
        convention, _, choice = key.partition("/")
        return rules.conventions[convention].alternative(choice) if convention in rules.conventions else None
    found: Entry | None = getattr(rules, catalogue).get(key)
    return found


def changes(project: Project, proposal: Proposal) -> list[Changed]:
    """What would read otherwise in a project."""
    before, after = evaluate(project, proposal.before), evaluate(project, proposal.after)
    return [_written(each) for each in differences(before, after)]


def _written(difference: Difference) -> Changed:
    was, will = (_texts(side, difference.horizon) for side in (difference.before, difference.after))
    value, limit, verdict = zip(was, will, strict=True)
    row, horizon = wording.row_title(difference.row), wording.HORIZONS[difference.horizon]
    return Changed(difference.scheme.short_title, row, horizon, value, limit, verdict)


def _texts(row: RowResult | None, horizon: HorizonName) -> tuple[str, str, str]:
    if row is None:
        return wording.BLANK, wording.BLANK, wording.BLANK
    result = row.horizons[horizon]
    unit = wording.unit_after(row.row)
    value = wording.row_value(row.row, row.indicator, result)
    return (f"{value} {unit}".strip() if result.value is not None and unit else value, wording.limit(result.limit),
            wording.verdict(result.verdict))
