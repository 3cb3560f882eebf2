"""The page of one's own figures, in both languages, through app.py."""

from __future__ import annotations

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from tests.data.uploads.field import CASES
from tests.pages.test_every_page import CHINESE, ENGLISH, PROPER, query_of, texts, visit

HEAD = "年份\t从业人数（万人）\t离职率\t退休率"
ROWS = [f"{2014 + i}\t{1 + i / 20:.2f}\t{9 + i % 3}%\t1%" for i in range(12)]
PLAN = "年份\t人数\t离职率\t退休率\t计划\n2024\t1000\t10%\t2%\t\n2025\t1000\t10%\t2%\t\n2026\t\t\t\t1100"


def paste(app: AppTest, text: str) -> AppTest:
    return app.text_area(key="own.text").set_value(text).run()


def saved(app: AppTest) -> str:
    return app.text_area(key="own.text").value or ""


def said(app: AppTest) -> str:
    return "\n".join(text or "" for text in texts(app))


@pytest.mark.parametrize(
    ("language", "unit", "share"),
    [("zh", "人", "数字岗位毕业生人数的"), ("en", "people", "of the graduates")],
)
def test_the_example_is_answered_and_marked_as_one(language: str, unit: str, share: str) -> None:
    app = visit("own", {"region": "510100", "lang": language})
    app.button(key="own.example").click().run()
    assert not app.exception
    assert not app.error
    assert share in app.header[0].value
    assert unit in app.metric[0].value
    mark = "虚构的整数" if language == "zh" else "invented round figures"
    assert any(mark in caption.value for caption in app.caption)
    foreign = ENGLISH if language == "zh" else CHINESE
    read = [PROPER.sub("", text or "") for text in texts(app)]
    assert not [text for text in read if foreign.search(text)]


def test_bad_cells_are_named_and_the_rest_is_answered() -> None:
    broken = [*ROWS]
    broken[3] = "2017\t约1万\t9%\t1%"
    app = paste(visit("own", {}), "\n".join((HEAD, *broken)))
    assert "第5行“从业人数（万人）”列" in app.error[0].value
    assert saved(app).count("\n") == 12  # nothing that was pasted is lost
    assert "贵单位每年需招聘" in app.header[0].value
    assert len(app.table[0].value) == 11
    corrected = paste(app, "\n".join((HEAD, *ROWS)))
    assert not corrected.error
    assert len(corrected.table[0].value) == 12


def test_the_unit_is_shown_and_can_be_changed() -> None:
    app = paste(visit("own", {"lang": "en"}), "year\theadcount\n2023\t15\n2024\t20\n2025\t25")
    assert "is 25 people" in said(app)
    app.button_group(key="own.count").set_value("ten_thousands").run()
    assert "is 250 thousand people" in said(app)
    again = paste(app, "year\theadcount\n2023\t15\n2024\t20\n2025\t35")
    assert "is 35 people" in said(again)  # other figures are described anew


def test_too_few_years_are_said_and_the_plan_goes_on() -> None:
    app = paste(visit("own", {"lang": "en"}), PLAN)
    assert any("2 years of headcount are too short" in info.value for info in app.info)
    assert list(app.button_group(key="own.basis").options) == ["Own plan", "Last headcount held"]
    assert app.metric[0].value.endswith("people")
    table = app.table[-1].value  # 2026: 100 + 20 leave, 100 are added
    assert table["Hires"].iloc[0] == "220"


def test_a_lever_changes_the_hires_and_the_table() -> None:
    app = paste(visit("own", {"lang": "en"}), PLAN)
    app.slider(key="own.attrition").set_value(2.0).run()
    assert app.table[-1].value["Hires"].iloc[0] == "200"
    assert "instead of" in said(app)


def test_rates_that_are_missing_are_asked_for() -> None:
    app = paste(visit("own", {"lang": "en"}), "year\theadcount\n2024\t1000\n2025\t1000")
    assert app.number_input(key="own.attrition.given").value == 17.9
    app.number_input(key="own.attrition.given").set_value(10.0).run()
    assert app.table[-1].value["Hires"].iloc[0] == "100"


def test_a_plan_beyond_the_region_is_warned_of() -> None:
    app = paste(
        visit("own", {"lang": "en", "region": "540000"}),
        "year\theadcount\tattrition\tretirement\n2024\t900,000\t12%\t1%\n2025\t900,000\t12%\t1%",
    )
    assert any("more than all graduates" in error.value for error in app.error)
    assert any("above the whole digital workforce" in warning.value for warning in app.warning)


def test_the_figures_stay_over_a_change_of_page_and_out_of_the_address() -> None:
    app = paste(visit("own", {"region": "510100"}), "\n".join((HEAD, *ROWS)))
    assert query_of(app) == {"region": "510100"}
    app.switch_page("pages/forecast.py").run()
    app.switch_page("pages/own.py").run()
    assert saved(app).startswith(HEAD)
    assert "贵单位每年需招聘" in app.header[0].value


def test_a_history_up_to_the_horizon_asks_for_a_later_year() -> None:
    app = paste(visit("own", {"lang": "en", "until": "2030"}), "year\theadcount\n2030\t1000")
    assert any("Choose a later year" in info.value for info in app.info)


def test_a_plan_without_history_asks_for_a_headcount() -> None:
    app = paste(visit("own", {"lang": "en"}), "year\tplan\n2030\t1000")
    assert any("A plan alone is not enough" in info.value for info in app.info)


def open_file(app: AppTest, name: str, file: str) -> AppTest:
    content = (CASES / file).read_bytes()
    app.file_uploader(key=name).set_value((Path(file).name, content, "")).run()
    return app


@pytest.mark.parametrize(
    ("file", "fault"),
    [
        ("password/input.xlsx", "protected by a password"),
        ("other_encodings/big5.csv", "encoding is not certain"),
        ("formulas_never_calculated/input.xlsx", "Row 2, column “从业人数”: the formula"),
    ],
)
def test_a_file_that_cannot_be_used_says_why(file: str, fault: str) -> None:
    app = open_file(visit("own", {"lang": "en"}), "own-file.0", file)
    assert not app.exception
    assert fault in app.error[0].value


def test_a_file_that_cannot_be_opened_leaves_what_was_typed() -> None:
    app = paste(visit("own", {"lang": "en"}), PLAN)
    open_file(app, "own-file.0", "password/input.xlsx")
    assert saved(app) == PLAN
    assert "protected" in app.error[0].value


def test_the_sheet_that_was_read_is_named() -> None:
    app = open_file(visit("own", {"lang": "en"}), "own-file.0", "second_sheet/input.xlsx")
    assert any("“数据” was read" in caption.value for caption in app.caption)
    assert "1,310 people" in said(app)


def test_rates_that_could_be_either_are_put_up_for_confirmation() -> None:
    text = (CASES / "ambiguous_rates/input.csv").read_text(encoding="utf-8")
    app = paste(visit("own", {"lang": "en"}), text)
    asked = "\n".join(warning.value for warning in app.warning)
    assert "Please confirm: 60% of the headcount left in 2024." in asked
    assert "it would be 0.6%" in asked
    app.button_group(key="own.rates").set_value("percent").run()
    assert not any("Please confirm" in warning.value for warning in app.warning)


def test_years_that_have_passed_are_not_averaged(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pages.own_page.plan.current_year", lambda: 2026)
    text = (CASES / "unfinished_and_old_years/stale.csv").read_text(encoding="utf-8")
    app = paste(visit("own", {"lang": "en"}), text)
    assert app.table[-1].value["Year"].iloc[0] == "2026"
    assert "The years up to 2025 have passed" in said(app)
    assert "The figures end in 2012" in said(app)


def test_turnover_above_all_is_answered() -> None:
    text = (CASES / "turnover_above_all/input.csv").read_text(encoding="utf-8")
    app = paste(visit("own", {"lang": "en"}), text)
    assert not app.exception
    assert not app.error
    assert "More than 100% of the headcount left" in said(app)


def test_the_own_table_is_read_again() -> None:
    app = paste(visit("own", {"lang": "en"}), PLAN)
    table = app.table[-1].value
    rows = "\n".join(",".join(str(cell).replace(",", "") for cell in row) for row in table.values)
    text = f"# Own headcount, year by year, in persons (means)\n{','.join(table.columns)}\n{rows}\n"
    again = paste(visit("own", {"lang": "en", "until": "2040"}), text)
    assert not again.exception
    assert "The unit is in the title or a note." in said(again)
    assert "counts people" in said(again)
