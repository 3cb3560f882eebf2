from __future__ import annotations

import re

import pytest
from streamlit.testing.v1 import AppTest

from reporting.format.i18n import Language
from tests.pages.conftest import Visit, query_of
from tests.pages.test_every_page import CHINESE, ENGLISH, PROPER, texts, titles_of_sources

EXIT = "input.assume.exit_rate.zh"
OPEN = ("assumptions", "assume.open.exit_rate")


def assume(app: AppTest, parameter: str, **numbers: float) -> AppTest:
    for part, number in numbers.items():
        app.number_input(key=f"input.assume.{parameter}.zh.{part}").set_value(number)
    return app.button(key=f"assume.set.{parameter}").click().run()


def shown(app: AppTest, key: str = EXIT) -> list[float | None]:
    return [app.number_input(key=f"{key}.{part}").value for part in ("value", "low", "high")]


def test_a_parameter_is_changed_in_the_unit_people_see(visit: Visit) -> None:
    app = visit(opened=OPEN)
    assert shown(app) == [1.6, 0.8, 3.0]  # % a year
    assume(app, "exit_rate", value=2.2, high=4.1)
    assert query_of(app) == {"v": "1", "assume.exit_rate": "0.022_0.008_0.041"}
    (assumed,) = app.session_state["scenario"].assumptions
    assert (assumed.value, assumed.low, assumed.high) == (0.022, 0.008, 0.041)
    assert not app.exception


@pytest.mark.parametrize(
    ("numbers", "words"),
    [({"value": 9.0}, ["9%", "3%"]), ({"high": 90.0}, ["0%", "20%"]), ({"low": -1.0}, ["0%"])],
)
def test_numbers_out_of_order_or_bounds_are_explained_and_the_old_ones_stay(
    visit: Visit, numbers: dict[str, float], words: list[str]
) -> None:
    app = visit(opened=OPEN)
    assume(app, "exit_rate", **numbers)
    assert [word for word in words if word not in app.error[0].value] == []
    assert shown(app) == [1.6, 0.8, 3.0]
    assert query_of(app) == {}
    assume(app, "exit_rate", value=2.0)
    assert not app.error


def test_a_missing_number_is_asked_for(visit: Visit) -> None:
    app = visit(opened=OPEN)
    app.number_input(key=f"{EXIT}.low").set_value(None)
    assume(app, "exit_rate", value=2.0)
    assert len(app.error) == 1
    assert query_of(app) == {}


def test_a_value_taken_as_certain_has_no_range_until_that_is_taken_back(visit: Visit) -> None:
    app = visit(opened=OPEN)
    app.checkbox(key=f"{EXIT}.certain").check()
    assume(app, "exit_rate", value=2.0)
    assert query_of(app)["assume.exit_rate"] == "0.02_0.02_0.02"
    app.checkbox(key=f"{EXIT}.certain").uncheck()
    assume(app, "exit_rate")
    assert query_of(app)["assume.exit_rate"] == "0.02_0.012_0.034"  # the range of the facts, moved


def test_a_ceiling_is_one_number(visit: Visit) -> None:
    app = visit(opened=("assumptions", "assume.open.targeted_training.ceiling"))
    app.selectbox(key="assume.group").select("targeted_training").run()
    assume(app, "targeted_training.ceiling", value=20.0)
    assert query_of(app)["assume.targeted_training.ceiling"] == "0.2_0.2_0.2"
    assert not app.exception


def test_only_what_is_open_is_sent(visit: Visit) -> None:
    closed, listed, opened = (visit(opened=OPEN[:count]) for count in range(3))
    assert not any(box.key == "assume.group" for box in closed.selectbox)
    assert any(box.key == "assume.group" for box in listed.selectbox)
    assert not listed.number_input
    assert len(opened.number_input) == 3


def test_one_or_all_are_reset(visit: Visit) -> None:
    changed = {"assume.exit_rate": "0.02_0.01_0.03", "assume.skills_fund.cost": "1_1_1"}
    app = visit(changed | {"assume.luck": "1_1_1"}, opened=OPEN)
    app.button(key="assume.reset.exit_rate").click().run()
    assert query_of(app) == {"v": "1", "assume.skills_fund.cost": "1_1_1"}
    assert shown(app) == [1.6, 0.8, 3.0]
    app.button(key="assume.reset").click().run()
    assert query_of(app) == {}
    assert not app.warning


def test_what_the_link_assumes_in_vain_is_named(visit: Visit) -> None:
    app = visit({"assume.luck": "1_1_1", "assume.exit_rate": "5_6_7", "lang": "en"})
    text = " ".join(warning.value for warning in app.warning)
    assert "luck" in text
    assert "5_6_7" in text
    assert "Exit rate" in text
    assert query_of(app) == {"lang": "en"}


def test_another_language_shows_the_same_assumption(visit: Visit) -> None:
    expected = {"v": "1", "assume.baseline_gap": "12345678_12000000_13000000"}
    for language, value in (("zh", 1234.5678), ("en", 12.345678)):
        app = visit(
            expected | {"lang": language}, opened=("assumptions", "assume.open.baseline_gap")
        )
        assert app.number_input(key=f"input.assume.baseline_gap.{language}.value").value == value
        assert app.session_state["scenario"].assumptions[0].value == 12345678


@pytest.mark.parametrize(("language", "foreign"), [("zh", ENGLISH), ("en", CHINESE)])
def test_what_is_opened_is_in_the_language_of_the_reader(
    visit: Visit, language: str, foreign: re.Pattern[str]
) -> None:
    changed = {"assume.exit_rate": "0.02_0.01_0.03", "assume.skills_fund.cost": "1_1_1"}
    app = visit(changed | {"assume.luck": "1_1_1", "lang": language}, opened=(*OPEN, "files"))
    app.number_input(key=f"input.assume.exit_rate.{language}.value").set_value(5.0)
    app.button(key="assume.set.exit_rate").click().run()
    assert len(app.error) == 1
    read = {PROPER.sub("", text or "") for text in texts(app)}
    read -= titles_of_sources(Language(language))
    assert not [text for text in read if foreign.search(text)]
