"""What the visitor has chosen, and its projection into the address bar.

The session holds the truth. It is read once from the address with which the visit began and written
back after each change, so that a link restores the view and a change of page loses nothing. Only
values that differ from their default stand in the address.
"""

from __future__ import annotations

import streamlit as st

_KEY = "view"


def begin() -> None:
    """Take over the parameters of the address at the start of a visit."""
    if _KEY not in st.session_state:
        st.session_state[_KEY] = st.query_params.to_dict()


def adopt(parameters: dict[str, str]) -> None:
    """Take over the parameters of an address that was opened before the frame stood."""
    _choices().update(parameters)


def chosen(name: str) -> str | None:
    """The parameter's value, None when it stands at its default."""
    return _choices().get(name)


def choose(name: str, value: str | None) -> None:
    """Set a parameter; None returns it to its default."""
    choices = _choices()
    if value is None:
        choices.pop(name, None)
    else:
        choices[name] = value


def publish() -> None:
    """Make the address show the choices."""
    if st.query_params.to_dict() != _choices():
        st.query_params.from_dict(_choices())


def _choices() -> dict[str, str]:
    choices: dict[str, str] = st.session_state.setdefault(_KEY, {})
    return choices
