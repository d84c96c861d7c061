"""A whole application, from a new project to the exported documents, in the real window."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton

from tests.e2e.typist import CTRL, Typist, paste, press
from tests.gui.opened import in_dialog, settled
from zcpark_desktop.evaluate import evaluate
from zcpark_desktop.narrative import section
from zcpark_desktop.paths import resources
from zcpark_desktop.project import Project, dump_json, parse_json, with_value
from zcpark_desktop.report import KINDS, file_name
from zcpark_desktop.ui.all_pages import page_of
from zcpark_desktop.ui.form.page import FormPage
from zcpark_desktop.ui.grid.box import GridBox
from zcpark_desktop.ui.indicators.page import ALL_CONVENTIONS

NOT_ENTERED = {
    "project_id": "the program's own name of the project",
    "schemes": "noted by the program at each save",
    "id": "the program's own names of rows; evidence is compared by its number",
    "origins": "how and when each value came in, noted by the program",
}


@pytest.fixture
def papers(make_window) -> Project:
    """The sample, its energy kinds in the order in which the window lists them.

    Whether the park is on the city's list is asked of those who apply at a higher level only; the sample says it
    anyway.
    """
    sample = parse_json((resources() / "samples" / "sample.json").read_bytes())
    from zcpark_desktop.evaluate import load_rules

    order = list(load_rules().energy_types)
    years = tuple(
        year.model_copy(update={"energy": tuple(sorted(year.energy, key=lambda row: order.index(row.energy)))})
        for year in sample.years)
    return with_value(sample.model_copy(update={"years": years}), "basics/in_city_list", None)


def content(project: Project) -> object:
    """What staff entered, for comparison: without the program's own names, evidence by its number."""
    numbers = {row.key: row.number for row in project.evidence}

    def plain(value: object, name: str = "") -> object:
        if isinstance(value, dict):
            return {key: plain(each, key) for key, each in value.items() if key not in NOT_ENTERED}
        if isinstance(value, list):
            return [numbers.get(each, each) if name == "evidence" and isinstance(each, str) else plain(each, name)
                    for each in value]
        return value

    return plain(json.loads(dump_json(project), parse_float=Decimal))


def differences(one: object, other: object, where: str = "") -> list[str]:
    """Where two contents differ, by address."""
    if isinstance(one, dict) and isinstance(other, dict):
        return [found for key in {**one, **other}
                for found in differences(one.get(key), other.get(key), f"{where}/{key}")]
    if isinstance(one, list) and isinstance(other, list) and len(one) == len(other):
        return [found for at, pair in enumerate(zip(one, other, strict=True))
                for found in differences(*pair, f"{where}/{at}")]
    return [] if one == other else [f"{where}: {one!r:.80} ≠ {other!r:.80}"]


def test_an_application_is_made_from_papers_exported_saved_and_reopened_the_same(make_window, papers, qtbot, tmp_path):
    window = make_window()
    for each in window.workspace.steps:
        window.workspace.register_page(each.id, page_of(each))
    activate(window, qtbot)
    level = papers.basics.level_applied.label
    button = next(b for b in window.start_page.findChildren(QPushButton) if b.accessibleName() == f"{level}零碳园区")
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    session = window.session
    typist = Typist(papers, session)

    collect_evidence(window, papers)
    add_years(window, papers)
    for each in window.workspace.steps:
        if each.sections:
            page = window.workspace.open_step(each.id)
            show_all_columns(page)
            typist.fill(page)
            assert page.findings == (), each.id
    assert {each.id for each in window.workspace.steps if not each.sections} == {
        "indicators", "evidence", "narrative", "export"}  # the pages of their own kind, filled in their own ways
    settled(window, qtbot)
    choose_conventions(window, papers)
    state_exemptions_and_claims(window, papers, qtbot)
    write_narratives(window, papers, qtbot)

    assert differences(content(session.project), content(papers)) == []
    settled(window, qtbot)
    assert verdicts(session.evaluation) == verdicts(evaluate(papers, session.rules))

    export(window, tmp_path / "申报文件")
    window.questions.said["save"] = tmp_path / "望荻.zcpark"
    shortcut(window, qtbot, Qt.Key.Key_S)
    assert not session.dirty and window.questions.told == []
    saved = session.project
    shortcut(window, qtbot, Qt.Key.Key_W)
    assert not window.has_project

    window.files.open(tmp_path / "望荻.zcpark")
    assert session.project == saved
    assert differences(content(session.project), content(papers)) == []
    for row in session.project.evidence:
        if row.file is not None:
            with session.evidence.open(row.file.sha256) as kept:
                assert kept.read() == (resources() / "samples" / "evidence" / row.file.name).read_bytes()
    assert window.questions.told == []


def activate(window, qtbot) -> None:
    """Bring the window to the front, as the system does when a dialog over it closes."""
    with qtbot.waitActive(window):
        window.activateWindow()


def shortcut(window, qtbot, key: Qt.Key) -> None:
    activate(window, qtbot)
    press(window, key, CTRL)


def collect_evidence(window, papers: Project) -> None:
    """The list is pasted as a table, the files are put to their rows."""
    page = window.workspace.open_step("evidence")
    Typist(papers, window.session).fill_list_of_evidence(page)
    for at, row in enumerate(papers.evidence):
        if row.file is not None:
            page.box.view.put_caret(page.box.model.index(at, 0))
            page.replace_file(Path(resources() / "samples" / "evidence" / row.file.name))


def add_years(window, papers: Project) -> None:
    page = window.workspace.open_step("economy")
    there = {record.year for record in window.session.project.years}
    for record in papers.years:
        if record.year not in there:
            page._adder.menu().aboutToShow.emit()
            next(action for action in page._adder.menu().actions() if action.text() == f"{record.year}年").trigger()


def show_all_columns(page: FormPage) -> None:
    for part in page.parts:
        if isinstance(part, GridBox) and part.filters is not None:
            for action in part.filters.group_actions.values():
                action.setChecked(True)


def choose_conventions(window, papers: Project) -> None:
    page = window.workspace.open_step("indicators")
    page.show_view(ALL_CONVENTIONS)
    for row in papers.conventions:
        card = page.conventions.cards[row.convention]
        card.choice.setCurrentIndex(card.choice.findData(row.choice))
        card.choice.activated.emit(card.choice.currentIndex())
        card.note.setFocus()
        paste(card.note, row.note)
    window.session.commit()


def state_exemptions_and_claims(window, papers: Project, qtbot) -> None:
    page = window.workspace.open_step("indicators")
    key_of = {row.number: row.key for row in window.session.project.evidence}
    number_of = {row.key: row.number for row in papers.evidence}
    for row in (*papers.exemptions, *papers.claims):
        settled(window, qtbot)
        page.show_view(row.scheme)
        page.table.go_to(row.indicator)

        def act(dialog, row=row) -> None:
            paste(dialog.text_box, getattr(row, "reason", None) or row.note)
            for key in row.evidence:
                dialog.tick(key_of[number_of[key]])
            dialog.save.click()

        in_dialog(act)
        page.details.statement.click()


def write_narratives(window, papers: Project, qtbot) -> None:
    settled(window, qtbot)
    page = window.workspace.open_step("narrative")
    for row in papers.narratives:
        assert section(row.section) is not None
        page.sections.select(row.section)
        page.editor.setFocus()
        paste(page.editor, row.body)
    window.session.commit()


def verdicts(evaluation) -> dict[tuple[str, int, str], object]:
    return {(scheme, row.row.number, horizon): result.verdict
            for scheme, found in evaluation.schemes.items() for row in found.rows
            for horizon, result in row.horizons.items()}


def export(window, folder: Path) -> None:
    page = window.workspace.open_step("export")
    page.choice.folder.setText(str(folder))
    page.export.click()
    assert {path.name for path in folder.iterdir()} == {file_name(kind) for kind in KINDS}
    assert all(path.stat().st_size > 5_000 for path in folder.iterdir())
