"""Own forms from the command line."""

from __future__ import annotations

from pathlib import Path

import docx
import pytest

from .conftest import Run, is_one_sentence


@pytest.fixture
def form(tmp_path: Path) -> Path:
    made = docx.Document()
    made.add_paragraph("园区：{{园区.名称}}；填报人：{{填报人}}")
    made.save(str(tmp_path / "表式.docx"))
    return tmp_path / "表式.docx"


def test_the_fields_of_a_form_are_listed(sample: Path, run: Run, form: Path) -> None:
    code, out, err = run("fill", sample, "--template", form, "--fields")
    assert (code, err) == (1, "")
    assert out.splitlines() == ["第1段\t园区.名称\t园区.名称\t无锡望荻智造产业园", "第1段\t填报人\t（未识别）"]


def test_a_form_is_filled_and_what_was_chosen_is_remembered(sample: Path, run: Run, form: Path, tmp_path: Path) -> None:
    code, out, _ = run("fill", sample, "--template", form, "--out", tmp_path / "a.docx")
    assert (code, out) == (1, f"[未识别] 第1段：“填报人”\n已生成“{tmp_path / 'a.docx'}”。\n")
    code, out, _ = run("fill", sample, "--template", form, "--out", tmp_path / "b.docx", "--map", "填报人=园区.名称")
    assert code == 0
    assert run("fill", sample, "--template", form, "--out", tmp_path / "c.docx")[0] == 0
    assert (
        docx.Document(str(tmp_path / "c.docx")).paragraphs[0].text
        == "园区：无锡望荻智造产业园；填报人：无锡望荻智造产业园"
    )


@pytest.mark.parametrize(
    ("options", "says"),
    [
        ((), "缺少参数：--out"),
        (("--out", "{form}"), "已存在"),
        (("--out", "x.docx", "--map", "填报人=没有"), "--map"),
        (("--out", "{folder}/none/x.docx"), "不存在"),
    ],
)
def test_what_cannot_be_filled_is_refused(
    sample: Path, run: Run, form: Path, tmp_path: Path, options: tuple[str, ...], says: str
) -> None:
    given = [each.format(form=form, folder=tmp_path) for each in options]
    code, out, err = run("fill", sample, "--template", form, *given)
    assert (code, out) == (2, "")
    assert is_one_sentence(err)
    assert says in err


def test_a_form_that_is_no_word_file_is_refused(sample: Path, run: Run, tmp_path: Path) -> None:
    (tmp_path / "a.docx").write_bytes(b"x")
    code, _, err = run("fill", sample, "--template", tmp_path / "a.docx", "--fields")
    assert code == 2
    assert is_one_sentence(err)
