"""The risk page: adopt, hold actuals against the line, and what goes wrong."""

from __future__ import annotations

from urllib.parse import urlencode

import pytest
from streamlit.testing.v1 import AppTest

from pages.risk_page.adoption import encode_target_line, read_line
from tests.pages.conftest import query_of

# 1.57 million in the middle of each year from 2024 on; published for Chengdu in 2024: 1.577 million.
LINE = "510100_2024_" + "_".join(["100000.150000.157000.160000.170000"] * 3)
ADOPTED = {
    "region": "510100",
    "adopt": "full_package",
    "adopted": "2025-01-31",
    "target": LINE,
    "lang": "en",
}


def page() -> None:
    """The risk page without its frame; run by AppTest as a script of its own."""
    from pages.cache.database import open_warehouse
    from pages.risk_page.loop import show_risk_loop
    from pages.shell import url_state
    from pages.shell.frame import begin_run
    from pages.widgets.region_controls import show_region_controls

    locale = begin_run()
    warehouse = open_warehouse(locale)
    show_risk_loop(locale, warehouse, show_region_controls(locale, warehouse))
    url_state.write_to_url()


def visit(query: dict[str, str]) -> AppTest:
    app = AppTest.from_function(page, default_timeout=300)
    for name, value in query.items():
        app.query_params[name] = value
    return app.run()


def said(app: AppTest) -> str:
    """Everything written on the page outside its tables."""
    kinds = (app.markdown, app.caption, app.info, app.warning, app.error)
    return "\n".join(element.value for kind in kinds for element in kind)


def press(app: AppTest, key: str) -> AppTest:
    app.button(key=key).click().run()
    return app


def enter(app: AppTest, year: int, thousands: float) -> AppTest:
    app.selectbox(key="actual.year").select(str(year))
    app.number_input(key="actual.people.en").set_value(thousands).run()
    return press(app, "actual.enter")


def test_adopting_fixes_a_dated_line_and_shows_it_in_the_address() -> None:
    app = visit({"region": "510100", "lang": "en", "response": "training_and_fund"})
    assert "Nothing is adopted yet" in said(app)
    app.text_input(key="adopted.day").set_value("2025-03-01").run()
    press(app, "adopt")
    result = query_of(app)
    assert (result["adopt"], result["adopted"]) == ("training_and_fund", "2025-03-01")
    line = read_line(result["target"])
    assert line
    assert (line.region, line.years) == ("510100", range(2025, 2036))
    assert "response" not in result
    assert "Adopted on 2025-03-01: **Training and" in said(app)


def test_a_day_that_is_none_is_refused() -> None:
    app = visit({"lang": "en"})
    app.text_input(key="adopted.day").set_value("2025-02-30").run()
    press(app, "adopt")
    assert '"2025-02-30" is no day' in app.error[0].value
    assert query_of(app) == {"lang": "en"}


def test_an_adopted_scenario_of_the_scenario_page_is_saved() -> None:
    app = visit({"region": "510100", "lang": "en", "skills_fund": "3000_2026_3_2"})
    app.selectbox(key="input.response").select("editor").run()
    press(app, "adopt")
    result = query_of(app)
    assert result["adopt"] == "keep1"
    assert result["keep1"].startswith("baseline;skills_fund=3000_2026_3_2~Adopted ")
    assert "Digital-skills special fund" in said(app)


def test_adopting_says_when_all_places_are_taken() -> None:
    full = {f"keep{number}": f"full_package~A{number}" for number in range(1, 9)}
    app = visit(full | {"lang": "en", "skills_fund": "3000_2026_3_2"})
    app.selectbox(key="input.response").select("editor").run()
    press(app, "adopt")
    assert "All places for saved scenarios are taken" in app.error[0].value
    assert "adopt" not in query_of(app)


def test_published_and_own_figures_are_compared_with_the_old_line() -> None:
    app = visit(ADOPTED | {"actual.2025": "1620000", "actual.2026": "900000"})
    table = app.table[-1].value
    assert list(table["Year"]) == ["2024", "2025", "2026"]
    assert list(table["Origin"]) == ["Published", "Own entry", "Own entry"]
    for cell, word in zip(table["Status"], ("On track", "Attention", "Off track"), strict=True):
        assert cell.endswith(f" {word}]")  # a sign and a colour come before the word
        assert ":material/" in cell
    assert "below the target and outside" in said(app)


def test_nothing_can_have_acted_before_the_first_effect() -> None:
    early = visit(ADOPTED | {"adopt": "industry_education_integration", "actual.2025": "900000"})
    late = visit(ADOPTED | {"actual.2026": "900000"})
    assert "No measure can have acted by then" in said(early)
    assert "check which measure lags" in said(late)


def test_an_entry_far_off_the_line_is_taken_for_a_slip_of_the_unit() -> None:
    app = enter(visit(ADOPTED), 2025, 1.6)
    assert "Check the unit" in app.error[0].value
    assert "actual.2025" not in query_of(app)


def test_an_entry_is_in_the_address_and_can_be_taken_out() -> None:
    app = enter(visit(ADOPTED), 2025, 1500)
    assert query_of(app)["actual.2025"] == "1500000"
    assert not app.error
    press(app, "actual.drop.2025")
    assert "actual.2025" not in query_of(app)


def test_nothing_filled_in_is_no_zero() -> None:
    app = press(visit(ADOPTED), "actual.enter")
    assert app.error[0].value == "Fill in the workforce first."


def test_an_impossible_actual_of_a_link_is_named_and_left_out() -> None:
    app = visit(ADOPTED | {"actual.2025": "17", "actual.soon": "1600000"})
    assert all(f'"{text}"' in said(app) for text in ("17", "soon"))
    assert not [name for name in query_of(app) if name.startswith("actual")]


@pytest.mark.parametrize(
    "broken",
    [
        {"adopt": "nobody"},
        {"adopt": "keep3"},
        {"adopted": "yesterday"},
        {"target": "510100_2025_5.4.3.2.1"},
        {"target": ""},
    ],
    ids=urlencode,
)
def test_an_adoption_that_cannot_be_read_is_set_aside(broken: dict[str, str]) -> None:
    app = visit(ADOPTED | broken)
    assert app.warning
    assert not app.error
    assert not {"adopt", "adopted", "target"} & query_of(app).keys()


def test_an_adoption_of_another_region_waits_for_its_region() -> None:
    app = visit(ADOPTED | {"region": "510000"})
    assert "adopted on 2025-01-31 for Chengdu" in said(app)
    assert query_of(app)["target"] == LINE
    app.selectbox(key="input.region").select("510100").run()
    assert "Adopted on 2025-01-31" in said(app)


def test_a_withdrawn_adoption_leaves_nothing_behind() -> None:
    app = press(visit(ADOPTED | {"actual.2025": "1620000"}), "withdraw")
    assert query_of(app) == {"region": "510100", "lang": "en"}
    assert "Nothing is adopted yet" in said(app)


def test_a_line_is_read_as_it_was_written() -> None:
    line = read_line(LINE)
    assert line
    assert encode_target_line(line) == LINE
    assert line.at(2026)[2] == 1_570_000
    assert read_line(LINE.replace("157000", "90000")) is None
    assert read_line("510100_2024") is None


def test_an_old_link_to_the_scenario_in_the_editor_still_opens() -> None:
    app = visit({"lang": "en", "response": "bench", "skills_fund": "3000_2026_3_2"})
    assert app.selectbox(key="input.response").value == "editor"
    assert not app.warning
