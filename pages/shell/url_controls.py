"""Controls bound to a query parameter, so that a link restores their value."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from math import isclose

import streamlit as st

from pages.shell import url_state
from pages.shell.locale import Locale

_REJECTED = "rejected"
_MOST = 1e15  # of a number in the URL, persons or yuan


def show_select(
    locale: Locale,
    name: str,
    label: str,
    options: Mapping[str, str],
    default: str,
    explanation: str | None = None,
) -> str:
    """Show a select box bound to the query parameter `name`; return the id selected.

    Args:
        locale: of this visit.
        name: query parameter.
        label: of the control.
        options: labels by id.
        default: id that is selected without the parameter.
        explanation: help text of the control.
    """
    key = widget_key(name)
    # Always written, because a control that is new on a page would start at its first option.
    st.session_state[key] = _initial_option(name, options, default)
    value: str = st.selectbox(
        label,
        list(options),
        format_func=options.__getitem__,
        key=key,
        on_change=_store_selection,
        args=(name, default),
        help=explanation,
        filter_mode=None,  # its "No results" is English only
    )
    show_rejected(locale, name, options.get(default, default))
    return value


def show_search_box(locale: Locale, name: str, label: str) -> str:
    """Show a search box bound to the query parameter `name`; return its text in lower case."""
    key = widget_key(name)
    st.session_state.setdefault(key, url_state.get(name) or "")
    text: str = st.text_input(
        label,
        key=key,
        placeholder=locale.tr("Any word of a row"),
        on_change=_store_selection,
        args=(name, ""),
        icon=":material/search:",
    )
    return text.strip().lower()


def show_number_box(
    locale: Locale,
    name: str,
    label: str,
    factor: float,
    default: float,
    *,
    help: str | None = None,  # noqa: A002 - as Streamlit calls it
) -> float:
    """Show a number box bound to the query parameter `name`; return the number in base units.

    The URL holds whole base units (persons, yuan); the box shows multiples of `factor`.

    Args:
        locale: of this visit.
        name: query parameter.
        label: of the control, with the unit of the box.
        factor: base units in one unit of the box.
        default: number without the parameter, base units.
        help: help text of the control.
    """
    text, value = url_state.get(name), default
    if text is not None and text.isdecimal() and float(text) <= _MOST:
        value = float(text)
    elif text is not None:
        reject(name, text)
    key = widget_key(f"{name}.{locale.language}")
    synchronise(key, value / factor)
    st.number_input(
        label,
        min_value=0.0,
        max_value=_MOST / factor,
        format="%.8g",
        key=key,
        on_change=_store_number,
        args=(name, key, factor, default),
        help=help,
    )
    show_rejected(locale, name, f"{default / factor:g}")
    return value


def widget_key(name: str) -> str:
    """Return the session key of the control that is bound to a query parameter."""
    return f"input.{name}"


def synchronise(key: str, value: object) -> None:
    """Set a control to a value from the URL where it shows another one.

    A control that shows the value already is left alone, because writing it would undo what the visitor
    is typing. On a page that has just been opened every control is new and is set.
    """
    shown = st.session_state.get(key)
    same = not url_state.page_is_new() and (
        isclose(shown, value, rel_tol=1e-9, abs_tol=1e-12)
        if isinstance(shown, float) and isinstance(value, float)
        else shown == value and key in st.session_state
    )
    if not same:
        st.session_state[key] = value


def reject(name: str, value: str) -> None:
    """Remove an unusable parameter value from the URL state and record it for `show_rejected`."""
    url_state.put(name, None)
    _rejections()[name] = value


def rejections_of(prefix: str = "") -> dict[str, str]:
    """Return the rejected values by parameter, for names that begin with `prefix`."""
    return {name: text for name, text in _rejections().items() if name.startswith(prefix)}


def clear_rejection(name: str) -> None:
    """Forget the rejected value of a parameter, because the visitor has set a new one."""
    _rejections().pop(name, None)


def show_rejected(locale: Locale, name: str, instead: str) -> None:
    """Show which value of the link was rejected, if any, and what the page shows instead."""
    if name in _rejections():
        st.warning(
            locale.tr(
                'The link asks for "{value}", which this page does not know. It shows {instead} '
                "instead.",
                value=_rejections()[name],
                instead=instead,
            ),
            icon=":material/link_off:",
        )


def reset_parameters(names: Iterable[str]) -> None:
    """Return parameters and their controls to the defaults."""
    for name in names:
        url_state.put(name, None)
        clear_rejection(name)
        for key in [str(key) for key in st.session_state]:
            if key == widget_key(name) or key.startswith(f"{widget_key(name)}."):
                del st.session_state[key]


def _initial_option(name: str, options: Mapping[str, str], default: str) -> str:
    value = url_state.get(name)
    if value is None or value in options:
        return value or default
    reject(name, value)
    return default


def _store_selection(name: str, default: str) -> None:
    value: str = st.session_state[widget_key(name)]
    clear_rejection(name)
    url_state.put(name, None if value == default else value)


def _store_number(name: str, key: str, factor: float, default: float) -> None:
    typed: float | None = st.session_state[key]
    clear_rejection(name)
    value = round((typed or 0.0) * factor)
    url_state.put(name, None if value == round(default) else str(value))


def _rejections() -> dict[str, str]:
    rejections: dict[str, str] = st.session_state.setdefault(_REJECTED, {})
    return rejections
