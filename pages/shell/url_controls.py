"""Controls whose value is a query parameter, so that a link restores it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from math import isclose

import streamlit as st

from pages.shell import url_state
from pages.shell.locale import Locale

_REJECTED = "rejected"


def pick(
    locale: Locale,
    name: str,
    label: str,
    options: Mapping[str, str],
    default: str,
    explanation: str | None = None,
) -> str:
    """A select box bound to the parameter `name`.

    Args:
        locale: of this visit.
        name: of the parameter in the address.
        label: of the control.
        options: ids and how they are shown.
        default: the id that leaves the address empty.
        explanation: shown behind a question mark.
    """
    key = widget_key(name)
    # Always written: on another page the control is a new one, which would begin at its first option.
    st.session_state[key] = _start(name, options, default)
    value: str = st.selectbox(
        label,
        list(options),
        format_func=options.__getitem__,
        key=key,
        on_change=_picked,
        args=(name, default),
        help=explanation,
        filter_mode=None,  # its "No results" is English only
    )
    show_rejected(locale, name, options.get(default, default))
    return value


def search(locale: Locale, name: str, label: str) -> str:
    """A search box bound to the parameter `name`; its text in lower case."""
    key = widget_key(name)
    st.session_state.setdefault(key, url_state.chosen(name) or "")
    text: str = st.text_input(
        label,
        key=key,
        placeholder=locale.tr("Any word of a row"),
        on_change=_picked,
        args=(name, ""),
        icon=":material/search:",
    )
    return text.strip().lower()


def quantity(
    locale: Locale,
    name: str,
    label: str,
    factor: float,
    default: float,
    *,
    help: str | None = None,  # noqa: A002 - as Streamlit calls it
) -> float:
    """A number box bound to the parameter `name`; the query parameter holds whole base units.

    Args:
        locale: of this visit.
        name: of the parameter in the address.
        label: of the control, with the unit in which the box is filled in.
        factor: base units in one of the box.
        default: in base units; it leaves the address empty.
        help: shown behind a question mark.
    """
    wanted, value = url_state.chosen(name), default
    if wanted is not None and wanted.isdecimal():
        value = float(wanted)
    elif wanted is not None:
        reject(name, wanted)
    key = widget_key(f"{name}.{locale.language}")
    synchronise(key, value / factor)
    st.number_input(
        label,
        min_value=0.0,
        format="%.8g",
        key=key,
        on_change=_typed,
        args=(name, key, factor, default),
        help=help,
    )
    show_rejected(locale, name, f"{default / factor:g}")
    return value


def widget_key(name: str) -> str:
    """The key of the control that is bound to a parameter."""
    return f"input.{name}"


def synchronise(key: str, value: object) -> None:
    """Make a control show the value of its query parameter.

    Only where it differs, or where the page has just been entered and the control is a new one: writing
    a value that the visitor has just set would move the control back under his fingers.
    """
    shown = st.session_state.get(key)
    same = not url_state.entered() and (
        isclose(shown, value, rel_tol=1e-9, abs_tol=1e-12)
        if isinstance(shown, float) and isinstance(value, float)
        else shown == value and key in st.session_state
    )
    if not same:
        st.session_state[key] = value


def reject(name: str, value: str) -> None:
    """Forget a value of the address that cannot be used; the control says so until it is changed."""
    url_state.choose(name, None)
    _rejections()[name] = value


def rejected(prefix: str = "") -> dict[str, str]:
    """The parameters whose name begins so and whose value could not be used."""
    return {name: text for name, text in _rejections().items() if name.startswith(prefix)}


def accept(name: str) -> None:
    """The visitor has changed the control: what was wrong with the address no longer matters."""
    _rejections().pop(name, None)


def show_rejected(locale: Locale, name: str, instead: str) -> None:
    """Say that the address held a value that cannot be used, and what is shown instead."""
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


def reset(names: Iterable[str]) -> None:
    """Return the controls of these parameters to their defaults."""
    for name in names:
        url_state.choose(name, None)
        accept(name)
        for key in [str(key) for key in st.session_state]:
            if key == widget_key(name) or key.startswith(f"{widget_key(name)}."):
                del st.session_state[key]


def _start(name: str, options: Mapping[str, str], default: str) -> str:
    wanted = url_state.chosen(name)
    if wanted is None or wanted in options:
        return wanted or default
    reject(name, wanted)
    return default


def _picked(name: str, default: str) -> None:
    value: str = st.session_state[widget_key(name)]
    accept(name)
    url_state.choose(name, None if value == default else value)


def _typed(name: str, key: str, factor: float, default: float) -> None:
    typed: float | None = st.session_state[key]
    accept(name)
    value = round((typed or 0.0) * factor)
    url_state.choose(name, None if value == round(default) else str(value))


def _rejections() -> dict[str, str]:
    rejections: dict[str, str] = st.session_state.setdefault(_REJECTED, {})
    return rejections
