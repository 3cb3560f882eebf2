"""Undo, redo and reset of what makes the scenario: place, ready scenario, levers and assumptions.

A step is whatever has changed since the page was last drawn, so one choice or one opened file is one
step, however many parameters it sets. The history lives as long as the visit.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from time import monotonic
from typing import NoReturn

import streamlit as st

from pages.shell import url_state
from pages.shell.fragments import run_all
from pages.shell.locale import Locale
from pages.shell.url_controls import accept, rejected, reset

MOST_STEPS = 100
BURST = 1.5  # seconds
_KEY = "history.states"

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
        saved = self.states[: self.shown if goes_on else self.shown + 1]
        if not saved or saved[-1] != state:  # it may have moved back to where it was
            saved.append(state)
        self.states = saved[-MOST_STEPS - 1 :]
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


def history_buttons(locale: Locale, levers: Sequence[str]) -> None:
    """Undo, redo, and the two ways back.

    To be called where every parameter has been read, so that what had to be rejected is no step.

    Args:
        locale: language of the page.
        levers: ids of those on the page.
    """
    tr, history = locale.tr, _history()
    history.record(url_state.scenario(), monotonic())
    moved = [lever for lever in levers if url_state.chosen(lever) is not None]
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
            on_click=_take_back,
            args=(moved,),
            disabled=not moved,
        )
        st.button(
            tr("Reset everything"),
            icon=":material/delete_sweep:",
            key="reset.everything",
            on_click=_restore,
            args=({},),
            disabled=not url_state.scenario(),
        )


def restore(state: State) -> None:
    """Set another state; the controls follow in the next run of the whole page."""
    before = url_state.scenario()
    for name in before.keys() | state.keys():
        if before.get(name) != state.get(name):
            reset([name])
            url_state.choose(name, state.get(name))
    for name in rejected():
        accept(name)
    st.session_state.pop(
        "bench", None
    )  # another ready scenario must not reset the levers this time


def _restore(state: State) -> NoReturn:
    restore(state)
    run_all()


def _take_back(levers: Sequence[str]) -> NoReturn:
    reset(levers)
    run_all()


def _step(by: int) -> None:
    history = _history()
    if history.can_step(by):  # a second click may arrive before the button is drawn disabled
        _restore(history.step(by))


def _history() -> History:
    history: History = st.session_state.setdefault(_KEY, History())
    return history
