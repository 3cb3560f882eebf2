"""What the visitor has chosen, and its projection into the address bar.

The session holds the truth. It is read once from the address with which the visit began and written
back after each change, so that a link restores the view and a change of page loses nothing. Only
values that differ from their default are written. With a scenario, the version of its form is written
too: one that is not known is set aside whole instead of being half understood.
"""

from __future__ import annotations

import re
from urllib.parse import urlencode

import streamlit as st

from data.reading.interventions import intervention_ids

VERSION = "1"  # of the parameters of a scenario
PLACE = frozenset({"region", "rule", "baseline", "until"})
ASSUMED = "assume."  # begins the name of an assumption, before the id of its parameter
_VERSION = "v"
_COMPARED = re.compile(r"keep\d+|compare|band|adopt|target")
_PAGE, _ENTERED = "view.page", "view.entered"
_KEY, _SET_ASIDE = "view", "view.set_aside"


def begin() -> None:
    """Take over the parameters of the address at the start of a visit."""
    if _KEY not in st.session_state:
        adopt(st.query_params.to_dict())


def adopt(parameters: dict[str, str]) -> None:
    """Take over the parameters of an address; its scenario only when its form is known."""
    version = parameters.get(_VERSION, VERSION)
    known = {name: value for name, value in parameters.items() if name != _VERSION}
    if version != VERSION:
        st.session_state[_SET_ASIDE] = urlencode(parameters)
        known = {name: value for name, value in known.items() if name in PLACE | {"lang"}}
    _choices().update(known)


def set_aside() -> str | None:
    """What stood behind the question mark of an address that could not be read, until dismissed."""
    found: str | None = st.session_state.get(_SET_ASIDE)
    return found


def dismiss() -> None:
    """The visitor has seen that the address could not be read."""
    st.session_state.pop(_SET_ASIDE, None)


def chosen(name: str) -> str | None:
    """Return the value of the parameter, None for the default."""
    return _choices().get(name)


def chosen_with(prefix: str) -> dict[str, str]:
    """The parameters whose name begins so, by the rest of their name."""
    found = _choices().items()
    return {name.removeprefix(prefix): value for name, value in found if name.startswith(prefix)}


def scenario() -> dict[str, str]:
    """Return the parameters that decide the scenario of the editor: place, ready scenario, levers, assumptions."""
    return {name: value for name, value in _choices().items() if name in PLACE or _sets(name)}


def choose(name: str, value: str | None) -> None:
    """Set a parameter; None returns it to its default."""
    choices = _choices()
    if value is None:
        choices.pop(name, None)
    else:
        choices[name] = value


def publish() -> None:
    """Make the address show the choices."""
    address = dict(_choices())
    if any(map(_versioned, address)):
        address[_VERSION] = VERSION
    if st.query_params.to_dict() != address:
        st.query_params.from_dict(address)


def enter(page: str) -> None:
    """Note which page runs; see `entered`."""
    st.session_state[_ENTERED] = st.session_state.get(_PAGE) != page
    st.session_state[_PAGE] = page


def entered() -> bool:
    """Whether this run is the first of the page since another one was shown."""
    return bool(st.session_state.get(_ENTERED, False))


def leave_run() -> None:
    """The page has been drawn whole: its controls are no longer new."""
    st.session_state[_ENTERED] = False


def _versioned(name: str) -> bool:
    return _sets(name) or _COMPARED.fullmatch(name) is not None


def _sets(name: str) -> bool:
    return name == "scenario" or name.startswith(ASSUMED) or name in intervention_ids()


def _choices() -> dict[str, str]:
    choices: dict[str, str] = st.session_state.setdefault(_KEY, {})
    return choices
