from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from forecasting.model.assumptions import bounds, known_parameters
from forecasting.model.interventions import Assumption
from pages.scenario_state.assumptions import (
    encode_assumption,
    in_parameter_order,
    plain_decimal,
    read_assumption,
    url_value_of,
)
from tests.builders import model_inputs

KNOWN = known_parameters(model_inputs())
EXIT = KNOWN["exit_rate"]


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_a_number_is_written_exactly_and_without_an_exponent(number: float) -> None:
    assert float(plain_decimal(number)) == number
    assert "e" not in plain_decimal(number).lower()


@given(st.lists(st.floats(*bounds(EXIT)), min_size=3, max_size=3).map(sorted))
def test_an_assumption_in_the_address_is_read_back_exactly(values: list[float]) -> None:
    low, value, high = values
    expected = Assumption("exit_rate", value, low, high)
    assert read_assumption("exit_rate", encode_assumption(expected), KNOWN) == expected


def test_numbers_are_as_short_as_they_can_be() -> None:
    assert encode_assumption(Assumption("exit_rate", 0.02, 0.01, 0.1)) == "0.02_0.01_0.1"
    assert plain_decimal(11e6) == "11000000"
    assert plain_decimal(1e-05) == "0.00001"
    assert plain_decimal(-0.05) == "-0.05"


def test_what_the_facts_hold_leaves_the_address_empty() -> None:
    assert url_value_of(Assumption("exit_rate", EXIT.value, EXIT.low, EXIT.high), EXIT) is None


def test_what_cannot_be_used_is_refused() -> None:
    refused = (
        "",
        "0.02",
        "0.02_0.01",
        "0.02_0.03_0.01",
        "0.9_0.01_0.95",
        "nan_nan_nan",
        "1e-2_0_1",
    )
    assert not [text for text in refused if read_assumption("exit_rate", text, KNOWN)]
    assert read_assumption("luck", "0.02_0.01_0.03", KNOWN) is None


def test_the_same_assumptions_are_the_same_in_every_order() -> None:
    first = Assumption("exit_rate", 0.02, 0.01, 0.03)
    second = Assumption("orders.cost", 900.0, 800.0, 2000.0)
    assert in_parameter_order([second, first], KNOWN) == in_parameter_order([first, second], KNOWN)
