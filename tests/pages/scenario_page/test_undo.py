from __future__ import annotations

from itertools import groupby

from hypothesis import given
from hypothesis import strategies as st
from streamlit.testing.v1 import AppTest
from streamlit.testing.v1.element_tree import NumberInput

from pages.scenario_page.undo import BURST, MOST_STEPS, History
from tests.pages.conftest import Visit, query_of

LEVER = "targeted_training"


def exact(app: AppTest, lever: str) -> NumberInput:
    """The box for the exact size of an opened lever."""
    start = f"input.{lever}."
    return next(
        box
        for box in app.number_input
        if (box.key or "").startswith(start) and (box.key or "").endswith(".exact")
    )


def recorded(*states: dict[str, str], apart: float = 10.0) -> History:
    """A history of states, some seconds apart."""
    history = History()
    for place, state in enumerate(states):
        history.record(state, place * apart)
    return history


@given(st.lists(st.integers(0, 3), min_size=1))
def test_every_state_can_be_reached_again_step_by_step(values: list[int]) -> None:
    history = recorded(*({"lever": str(value)} for value in values))
    expected = [str(value) for value, _ in groupby(values)]
    back = [history.states[history.shown]]
    while history.can_step(-1):
        back.append(history.step(-1))
    assert [state["lever"] for state in reversed(back)] == expected[-MOST_STEPS - 1 :]
    forward = [history.step(1) for _ in range(len(back) - 1)]
    assert forward == back[:-1][::-1]
    assert not history.can_step(1)


def test_a_new_step_forgets_what_was_undone() -> None:
    history = recorded(*({"lever": value} for value in "abc"))
    assert history.step(-1) == {"lever": "b"}
    history.record({"lever": "d"}, 100.0)
    assert not history.can_step(1)
    assert history.step(-1) == {"lever": "b"}


def test_a_hundred_steps_are_kept() -> None:
    history = recorded(*({"lever": str(value)} for value in range(150)))
    assert history.can_step(-MOST_STEPS)
    assert not history.can_step(-MOST_STEPS - 1)


def test_a_lever_that_goes_on_moving_is_one_step() -> None:
    first, last = [{"a": str(size)} for size in range(1, 4)], {"a": "3"}
    history = recorded({}, *first, last | {"b": "1"}, last | {"b": "2"}, apart=BURST / 2)
    assert [history.step(-1), history.step(-1)] == [{"a": "3"}, {}]
    assert not history.can_step(-1)


def test_a_lever_that_moves_back_is_no_step() -> None:
    history = recorded({}, {"a": "1"}, {}, apart=BURST / 2)
    assert not history.can_step(-1)


def test_after_undo_the_same_lever_begins_a_new_step() -> None:
    history = recorded({}, {"a": "1"}, {"a": "2"})
    history.step(-1)
    history.record({"a": "5"}, 20.1)
    assert history.step(-1) == {"a": "1"}


def test_five_moves_are_undone_redone_and_reset(visit: Visit) -> None:
    levers = ("targeted_training", "talent_retention")
    app = visit(opened=tuple(f"timing.{lever}" for lever in levers))
    assert [app.button(key=key).disabled for key in ("undo", "redo")] == [True, True]
    states = [query_of(app)]
    for place in (0, 1, 0):  # two moves of one lever at once would be one step
        size = exact(app, levers[place])
        size.set_value((size.value or 0.0) + 1000).run()
        app.run()  # only what answers to the lever has run again; AppTest shows nothing else
        states.append(query_of(app))
    app.selectbox(key="input.until").select("2040").run()
    states.append(query_of(app))
    app.selectbox(key="input.scenario").select("full_package").run()
    states.append(query_of(app))
    assert len({str(state) for state in states}) == 6
    for state in reversed(states[:-1]):
        app.button(key="undo").click().run()
        assert query_of(app) == state
    assert app.button(key="undo").disabled
    assert [exact(app, lever).value for lever in levers] == [0.0, 0.0]
    for state in states[1:]:
        app.button(key="redo").click().run()
        assert query_of(app) == state
    assert app.button(key="redo").disabled
    app.button(key="reset.everything").click().run()
    assert query_of(app) == {}
    assert app.selectbox(key="input.scenario").value == "baseline"
    assert app.button(key="reset.everything").disabled
    app.button(key="undo").click().run()
    assert query_of(app) == states[-1]


def test_levers_that_need_a_longer_horizon_survive_undo(visit: Visit) -> None:
    expected = {"v": "1", "until": "2040", LEVER: "20000_2038_2_4", "lang": "en"}
    app = visit(expected)
    app.button(key="reset.everything").click().run()
    assert query_of(app) == {"lang": "en"}
    app.button(key="undo").click().run()
    assert query_of(app) == expected
    assert not app.warning


def test_what_had_to_be_rejected_is_no_step(visit: Visit) -> None:
    app = visit({LEVER: "nonsense", "assume.exit_rate": "7_8_9"})
    assert app.button(key="undo").disabled
    app.selectbox(key="input.until").select("2040").run()
    app.button(key="undo").click().run()
    assert query_of(app) == {}
