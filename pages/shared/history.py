"""Undo, redo and reset of what makes the scenario: place, ready scenario, levers and assumptions.

A step is whatever has changed since the page was last drawn, so one choice or one opened file is one
step, however many parameters it sets. The history lives as long as the visit.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from time import monotonic

import streamlit as st

from pages.shared import view
from pages.shared.frame import Frame
from pages.shared.inputs import accept, rejected, reset

MOST_STEPS = 100
BURST = 1.5  # seconds
_KEY, _SET = "history", "history.set"

State = dict[str, str]


@dataclass
class History:
    """States of the scenario's parameters in their order, and which of them is shown."""

    states: list[State] = field(default_factory=list)
    shown: int = -1
    _moved: str | None = None  # what was moved last, and when
    _at: float = 0.0

    def record(self, state: State, now: float) -> None:
        """Add a state when it is a new one; what had been undone is forgotten then.

        One parameter that goes on moving, as a lever does under the arrow keys, stays one step.

        Args:
            state: parameters by name.
            now: seconds of any steady clock.
        """
        if self.states and self.states[self.shown] == state:
            return
        moved = _moved(self.states[self.shown] if self.states else state, state)
        goes_on = moved is not None and moved == self._moved and now - self._at < BURST
        kept = self.states[: self.shown if goes_on else self.shown + 1]
        if not kept or kept[-1] != state:  # it may have moved back to where it was
            kept.append(state)
        self.states = kept[-MOST_STEPS - 1 :]
        self.shown = len(self.states) - 1
        self._moved, self._at = moved, now

    def can_step(self, by: int) -> bool:
        """Whether there is a state that many steps on (or back, when negative)."""
        return 0 <= self.shown + by < len(self.states)

    def step(self, by: int) -> State:
        """Go to another state and return it."""
        self.shown += by
        self._moved = None
        return self.states[self.shown]


def _moved(before: State, after: State) -> str | None:
    """The one parameter by which two states differ, None when it is not one."""
    names = [n for n in before.keys() | after.keys() if before.get(n) != after.get(n)]
    return names[0] if len(names) == 1 else None


def history_buttons(frame: Frame) -> None:
    """Undo, redo and reset everything.

    To be called where every parameter has been read, so that what had to be rejected is no step.
    """
    tr, history = frame.tr, _history()
    history.record(view.scenario(), monotonic())
    with st.container(horizontal=True, key="history", gap="small"):
        st.button(
            tr("Undo"),
            icon=":material/undo:",
            key="undo",
            on_click=_step,
            args=(-1,),
            disabled=not history.can_step(-1),
        )
        st.button(
            tr("Redo"),
            icon=":material/redo:",
            key="redo",
            on_click=_step,
            args=(1,),
            disabled=not history.can_step(1),
        )
        st.button(
            tr("Reset everything"),
            icon=":material/restart_alt:",
            key="reset.everything",
            on_click=restore,
            args=({},),
            disabled=not view.scenario(),
        )


def restore(state: State) -> None:
    """Show another state; the controls follow, as they forget what they showed."""
    before = view.scenario()
    for name in before.keys() | state.keys():
        if before.get(name) != state.get(name):
            reset([name])
            view.choose(name, state.get(name))
    for name in rejected():
        accept(name)
    follow_address()


def follow_address() -> None:
    """Let the whole page follow parameters that were set by other means than its controls."""
    st.session_state.pop(
        "bench", None
    )  # another ready scenario must not reset the levers this time
    st.session_state[_SET] = True


def catch_up() -> None:
    """Run the whole page again when parameters have been set for all of it.

    A fragment with buttons that do so begins with this: it still knows the region, the horizon and the
    ready scenario from before, under which the new levers might not be allowed.
    """
    if st.session_state.pop(_SET, False):
        st.rerun()


def _step(by: int) -> None:
    history = _history()
    if history.can_step(by):  # a second click may arrive before the button is drawn disabled
        restore(history.step(by))


def _history() -> History:
    history: History = st.session_state.setdefault(_KEY, History())
    return history
