"""The URL state: the query parameters of a visit, kept in the session and written to the URL.

The session is read once from the URL with which the visit begins and written back after each change, so that
a link restores the page and a change of page loses nothing. The URL holds only values that differ from their
defaults. A URL with a scenario also holds the version of its parameters (`v`); a scenario of an unknown version
is left out as a whole instead of being half understood.
"""

from __future__ import annotations

import re
from urllib.parse import urlencode

import streamlit as st

from data.reading.interventions import intervention_ids
from pages.shell.link_parameters import ASSUMED, PLACE, is_known, is_tracker, language_of
from reporting.format.i18n import Language

VERSION = "1"  # of the parameters of a scenario
_VERSION = "v"
_RENAMED_VALUES = (("response", "bench", "editor"),)  # parameter, value in old links, value now
_COMPARED = re.compile(r"keep\d+|compare|band|adopt|target")
_PAGE, _PAGE_IS_NEW = "url_state.page", "url_state.page_is_new"
_KEY, _UNREAD, _UNKNOWN = "url_state", "url_state.unread_link", "url_state.unknown"


def load_once() -> None:
    """Read the query parameters of the URL at the start of a visit."""
    if _KEY not in st.session_state:
        load(st.query_params.to_dict())


def load(parameters: dict[str, str]) -> None:
    """Add query parameters to the URL state; of an unknown version only language and place.

    Parameters that no page knows are left out and recorded for `unknown_parameters`.
    """
    version = parameters.get(_VERSION, VERSION)
    known = {name: value for name, value in parameters.items() if is_known(name)}
    for name, old, new in _RENAMED_VALUES:
        if known.get(name) == old:
            known[name] = new
    others = parameters.keys() - known.keys() - {_VERSION}
    unknown = {name: parameters[name] for name in sorted(others) if not is_tracker(name)}
    language = known.pop("lang", None)
    if language is not None and language_of(language) is None:
        unknown["lang"] = language
    elif language is not None and language_of(language) is not Language.ZH:
        known["lang"] = str(language_of(language))
    if version != VERSION:
        st.session_state[_UNREAD] = urlencode(parameters)
        known = {name: value for name, value in known.items() if name in PLACE | {"lang"}}
    elif unknown:
        st.session_state[_UNKNOWN] = unknown
    _parameters().update(known)


def unknown_parameters() -> dict[str, str]:
    """Return the parameters of the link that could not be used, until dismissed."""
    unknown: dict[str, str] = st.session_state.get(_UNKNOWN, {})
    return unknown


def dismiss_unknown_parameters() -> None:
    """Forget the parameters of the link that could not be used."""
    st.session_state.pop(_UNKNOWN, None)


def unread_link() -> str | None:
    """Return the query of a link of an unknown version, None when there is none or it was dismissed."""
    query: str | None = st.session_state.get(_UNREAD)
    return query


def dismiss_unread_link() -> None:
    """Forget the query of the link of an unknown version."""
    st.session_state.pop(_UNREAD, None)


def get(name: str) -> str | None:
    """Return the value of a parameter, None at its default."""
    return _parameters().get(name)


def get_with_prefix(prefix: str) -> dict[str, str]:
    """Return the values of the parameters that begin with `prefix`, by the rest of their names."""
    items = _parameters().items()
    return {name.removeprefix(prefix): value for name, value in items if name.startswith(prefix)}


def scenario_parameters() -> dict[str, str]:
    """Return the parameters that define the scenario: place, ready scenario, levers, assumptions."""
    return {name: value for name, value in _parameters().items() if name in PLACE or _sets(name)}


def put(name: str, value: str | None) -> None:
    """Set a parameter; None returns it to its default.

    Raises:
        ValueError: the parameter is not listed in pages/shell/link_parameters.py.
    """
    if value is not None and not is_known(name):
        raise ValueError(f"unknown query parameter: {name}")
    parameters = _parameters()
    if value is None:
        parameters.pop(name, None)
    else:
        parameters[name] = value


def write_to_url() -> None:
    """Write the parameters to the URL of the browser."""
    query = dict(_parameters())
    if any(map(_versioned, query)):
        query[_VERSION] = VERSION
    if st.query_params.to_dict() != query:
        st.query_params.from_dict(query)


def note_page(page: str) -> None:
    """Record which page runs; see `page_is_new`."""
    st.session_state[_PAGE_IS_NEW] = st.session_state.get(_PAGE) != page
    st.session_state[_PAGE] = page


def page_is_new() -> bool:
    """Return whether this is the first run of the page since another page was shown."""
    return bool(st.session_state.get(_PAGE_IS_NEW, False))


def end_run() -> None:
    """Record that the whole page has been drawn, so its controls are no longer new."""
    st.session_state[_PAGE_IS_NEW] = False


def _versioned(name: str) -> bool:
    return _sets(name) or _COMPARED.fullmatch(name) is not None


def _sets(name: str) -> bool:
    return name == "scenario" or name.startswith(ASSUMED) or name in intervention_ids()


def _parameters() -> dict[str, str]:
    parameters: dict[str, str] = st.session_state.setdefault(_KEY, {})
    return parameters
