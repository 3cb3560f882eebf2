"""An HR planner brings figures from Excel, mends a bad cell and gets an answer."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from urllib.parse import quote

import pytest
from playwright.sync_api import Page, expect

from tests.browser.launch import Server
from tests.browser.test_accessibility import assert_no_fault
from tests.browser.test_journey import download, parameters, settled

HEAD = "年份\t从业人数\t离职率\t退休率"
ROWS = [f"{2014 + i}\t{1000 + 50 * i}\t{9 + i % 3}%\t1%" for i in range(12)]
BAD = [*ROWS[:3], "2017\t一千多\t9%\t1%", *ROWS[4:]]
BOX = ".st-key-own-text textarea"


def paste(page: Page, rows: list[str]) -> None:
    """Put the table into the clipboard and paste it, as from Excel, then leave the box."""
    page.locator(BOX).click()
    page.locator(BOX).press("ControlOrMeta+a")
    page.evaluate(
        """text => {
            const data = new DataTransfer();
            data.setData("text/plain", text);
            const event = new ClipboardEvent("paste", {clipboardData: data, bubbles: true});
            if (document.activeElement.dispatchEvent(event)) {
                document.execCommand("insertText", false, text);
            }
        }""",
        "\n".join((HEAD, *rows)),
    )
    page.get_by_role("button", name="读取数据").click()
    settled(page)


def test_a_bad_cell_is_named_corrected_and_answered(
    server: Server, visit: Callable[..., Page], tmp_path: Path
) -> None:
    page = visit(f"{server.url}/own?region=510100")
    expect(page.get_by_text("请粘贴数据、打开文件或试用示例")).to_be_visible()
    paste(page, BAD)
    expect(page.get_by_text("第5行“从业人数”列：“一千多”不是数字")).to_be_visible()
    assert page.locator(BOX).input_value() == "\n".join((HEAD, *BAD))

    paste(page, ROWS)
    expect(page.get_by_text("不是数字")).to_have_count(0)
    expect(page.get_by_text("请确认：2025年末从业人数为1550人")).to_be_visible()
    expect(page.get_by_text(re.compile("贵单位每年需招聘约.*相当于成都每年新进入"))).to_be_visible()
    expect(page.locator(".st-key-chart-own-hires .js-plotly-plot")).to_be_visible()
    expect(page.get_by_text("贵单位提供的数据，未公开发表，未经核实").first).to_be_visible()

    knob = page.locator(".st-key-own-attrition").get_by_role("slider").first
    knob.focus()
    for _ in range(10):
        knob.press("ArrowRight")
    settled(page)
    expect(page.get_by_text(re.compile("采取这些措施后，每年需招聘.*少招"))).to_be_visible()
    table = download(page, "数据（CSV）")
    table.save_as(tmp_path / "own.csv")
    assert "贵单位提供的数据" in (tmp_path / "own.csv").read_text("utf-8-sig")
    assert parameters(page) == {"region": "510100"}
    assert quote("从业人数") not in page.url


def test_the_figures_stay_over_pages_and_are_gone_after_a_reload(
    server: Server, visit: Callable[..., Page]
) -> None:
    page = visit(f"{server.url}/own")
    settled(page)
    paste(page, ROWS)
    expect(page.get_by_text("刷新或关闭页面后即清除")).to_be_visible()
    page.get_by_role("link", name="预测").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("预测")
    settled(page)
    page.get_by_role("link", name="自有数据").click()
    expect(page.get_by_text(re.compile("贵单位每年需招聘约"))).to_be_visible()
    assert page.locator(BOX).input_value() == "\n".join((HEAD, *ROWS))
    page.reload()
    expect(page.get_by_text("请粘贴数据、打开文件或试用示例")).to_be_visible()
    assert not page.locator(BOX).input_value()


def test_a_file_in_gbk_fills_the_box(
    server: Server, visit: Callable[..., Page], tmp_path: Path
) -> None:
    file = tmp_path / "人员.csv"
    rows = "\n".join((HEAD, *ROWS)).replace("\t", ",")
    file.write_bytes(rows.replace("\n", "\r\n").encode("gbk"))
    page = visit(f"{server.url}/own?lang=en")
    settled(page)
    for words in ("Upload", "Drag and drop", "200MB", "20MB"):
        expect(page.get_by_text(words).locator("visible=true")).to_have_count(0)
    page.locator(".st-key-own-file input[type=file]").set_input_files(file)
    settled(page)
    expect(page.locator(BOX)).to_have_value(rows)
    expect(page.get_by_text(re.compile("You need to hire about"))).to_be_visible()
    file.write_bytes(b"\xd0\xcf\x11\xe0")
    page.locator(".st-key-own-file input[type=file]").set_input_files(file)
    expect(page.get_by_text("cannot be read as a workbook")).to_be_visible()
    expect(page.locator(BOX)).to_have_value(rows)


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_the_answer_has_no_serious_fault(
    server: Server, visit: Callable[..., Page], *, dark: bool
) -> None:
    page = visit(f"{server.url}/own", dark=dark)
    settled(page)
    page.get_by_role("button", name="试用示例").click()
    expect(page.locator(".js-plotly-plot").first).to_be_attached()
    assert_no_fault(page)
