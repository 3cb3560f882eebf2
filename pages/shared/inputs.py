"""Controls whose value stands in the address, so that a link restores it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import streamlit as st

from pages.shared import view
from pages.shared.frame import Frame

_REJECTED = "rejected"


def pick(
    frame: Frame,
    name: str,
    label: str,
    options: Mapping[str, str],
    default: str,
    explanation: str | None = None,
) -> str:
    """A select box bound to the parameter `name`.

    Args:
        frame: of this visit.
        name: of the parameter in the address.
        label: of the control.
        options: ids and how they are shown.
        default: the id that leaves the address empty.
        explanation: shown behind a question mark.
    """
    key = widget_key(name)
    if st.session_state.get(key) not in options:
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
    show_rejected(frame, name, options.get(default, default))
    return value


def search(frame: Frame, name: str, label: str) -> str:
    """A search box bound to the parameter `name`; its text in lower case."""
    key = widget_key(name)
    st.session_state.setdefault(key, view.chosen(name) or "")
    text: str = st.text_input(
        label,
        key=key,
        placeholder=frame.tr("Any word of a row"),
        on_change=_picked,
        args=(name, ""),
        icon=":material/search:",
    )
    return text.strip().lower()


def widget_key(name: str) -> str:
    """The key of the control that is bound to a parameter."""
    return f"input.{name}"


def reject(name: str, value: str) -> None:
    """Forget a value of the address that cannot be used; the control says so until it is changed."""
    view.choose(name, None)
    _rejections()[name] = value


def accept(name: str) -> None:
    """The visitor has changed the control: what was wrong with the address no longer matters."""
    _rejections().pop(name, None)


def show_rejected(frame: Frame, name: str, instead: str) -> None:
    """Say that the address held a value that cannot be used, and what is shown instead."""
    if name in _rejections():
        st.warning(
            frame.tr(
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
        view.choose(name, None)
        accept(name)
        for key in [str(key) for key in st.session_state]:
            if key == widget_key(name) or key.startswith(f"{widget_key(name)}."):
                del st.session_state[key]


def _start(name: str, options: Mapping[str, str], default: str) -> str:
    wanted = view.chosen(name)
    if wanted is None or wanted in options:
        return wanted or default
    reject(name, wanted)
    return default


def _picked(name: str, default: str) -> None:
    value: str = st.session_state[widget_key(name)]
    accept(name)
    view.choose(name, None if value == default else value)


def _rejections() -> dict[str, str]:
    rejections: dict[str, str] = st.session_state.setdefault(_REJECTED, {})
    return rejections
