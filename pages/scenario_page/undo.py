"""Undo, redo and reset of the scenario parameters: place, ready scenario, levers and assumptions.

A step is what has changed since the page was last drawn, so one choice or one opened file is one step,
however many parameters it sets. The history lasts as long as the visit.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from time import monotonic
from typing import NoReturn

import streamlit as st

from pages.scenario_state.editor import READY_KEY
from pages.shell import url_state
from pages.shell.fragments import rerun_page
from pages.shell.locale import Locale
from pages.shell.url_controls import clear_rejection, rejections_of, reset_parameters

MOST_STEPS = 100
BURST = 1.5  # seconds
_KEY = "history.states"

State = dict[str, str]


@dataclass
class History:
    """Past states of the scenario parameters in order, and the index of the state shown."""

    states: list[State] = field(default_factory=list)
    shown: int = -1
    _moved: str | None = None  # parameter changed last
    _at: float = 0.0  # when, seconds

    def record(self, state: State, now: float) -> None:
        """Add a state if it is new, and discard the states that had been undone.

        Changes of one parameter in quick succession, as a lever under the arrow keys, are one step.

        Args:
            state: parameters by name.
            now: reading of a monotonic clock, seconds.
        """
        if self.states and self.states[self.shown] == state:
            return
        moved = _moved(self.states[self.shown] if self.states else state, state)
        same_step = moved is not None and moved == self._moved and now - self._at < BURST
        states = self.states[: self.shown if same_step else self.shown + 1]
        if not states or states[-1] != state:  # the parameter may have returned to its old value
            states.append(state)
        self.states = states[-MOST_STEPS - 1 :]
        self.shown = len(self.states) - 1
        self._moved, self._at = moved, now

    def can_step(self, by: int) -> bool:
        """Return whether there is a state `by` steps ahead (negative: back)."""
        return 0 <= self.shown + by < len(self.states)

    def step(self, by: int) -> State:
        """Move `by` steps ahead (negative: back) and return the state there."""
        self.shown += by
        self._moved = None
        return self.states[self.shown]


def _moved(before: State, after: State) -> str | None:
    """Return the only parameter by which two states differ, None when there are more or none."""
    names = [n for n in before.keys() | after.keys() if before.get(n) != after.get(n)]
    return names[0] if len(names) == 1 else None


def show_undo_buttons(locale: Locale, levers: Sequence[str]) -> None:
    """Show the buttons for undo, redo, and reset, and record the present state.

    Call it after all parameters have been read, so that rejecting one is not a step.

    Args:
        locale: language of the page.
        levers: ids of the levers on the page.
    """
    tr, history = locale.tr, _history()
    history.record(url_state.scenario_parameters(), monotonic())
    moved = [lever for lever in levers if url_state.get(lever) is not None]
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
            tr("Reset all measures"),
            icon=":material/restart_alt:",
            key="reset",
            on_click=_reset_levers,
            args=(moved,),
            disabled=not moved,
        )
        st.button(
            tr("Reset everything"),
            icon=":material/delete_sweep:",
            key="reset.everything",
            on_click=_restore_and_rerun,
            args=({},),
            disabled=not url_state.scenario_parameters(),
        )


def restore(state: State) -> None:
    """Set another state; the controls show it at the next run of the whole page."""
    before = url_state.scenario_parameters()
    for name in before.keys() | state.keys():
        if before.get(name) != state.get(name):
            reset_parameters([name])
            url_state.put(name, state.get(name))
    for name in rejections_of():
        clear_rejection(name)
    st.session_state.pop(READY_KEY, None)  # else a new ready scenario would reset the levers


def _restore_and_rerun(state: State) -> NoReturn:
    restore(state)
    rerun_page()


def _reset_levers(levers: Sequence[str]) -> NoReturn:
    reset_parameters(levers)
    rerun_page()


def _step(by: int) -> None:
    history = _history()
    if history.can_step(by):  # a second click may come before the button is disabled
        _restore_and_rerun(history.step(by))


def _history() -> History:
    history: History = st.session_state.setdefault(_KEY, History())
    return history
