from __future__ import annotations

import numpy as np

from benchmarks.speed import by_hand, fan
from benchmarks.speed.model import ModelTimes
from benchmarks.speed.moves import Times
from benchmarks.speed.report import model_table, screen_table
from forecasting.model.inputs import RunSettings
from forecasting.model.prepared_run import PreparedRun
from forecasting.model.run import run_scenario
from tests.builders import model_inputs
from tests.forecasting.model.test_run import PACKAGE


def test_ratios_are_those_of_medians_beside_the_two_minimal_pages() -> None:
    ours = Times("ours", [0.15, 0.16, 0.14], followed=[0.5])
    times = [Times("Streamlit", [0.1, 0.1, 0.9]), Times("Dash", [0.05]), ours]
    assert "| ours | 150 | 159 | 1.50 | 3.00 | 500 |" in screen_table(times)


def test_the_model_equals_the_arithmetic_by_hand() -> None:
    table = model_table(ModelTimes(8, [0.015], [0.010], 31, [0.4]))
    assert "| one region, 8 levers: the model | 15 | 1.50 |" in table
    assert "31 provinces | 400 |" in table


def test_the_arithmetic_by_hand_gives_the_figures_of_the_model() -> None:
    run = PreparedRun.of(model_inputs(), RunSettings(draws=200))
    result = run_scenario(run, PACKAGE)
    gap, qualified = by_hand.run(by_hand.arrays_of(run, PACKAGE))
    assert np.allclose(gap.T, result.gap)
    assert np.allclose(qualified.T, result.qualified_gap)


def test_every_step_of_the_minimal_slider_moves_the_chart() -> None:
    figure = {"data": [{"y": [10.0, None]}], "layout": {"height": 3}}
    shown = [fan.moved(figure, position)["data"][0]["y"] for position in range(3)]
    assert shown == [[10.0, None], [9.95, None], [9.9, None]]
