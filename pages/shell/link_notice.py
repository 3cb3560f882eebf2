"""Notices about the link with which the visit began."""

from __future__ import annotations

import streamlit as st

from pages.shell import url_state
from pages.shell.link_parameters import sets_a_lever, similar_name
from pages.shell.locale import Locale
from reporting.format.i18n import Language

_LONGEST = 80  # characters of a name or value in a notice


def show_link_notice(locale: Locale) -> None:
    """Show what of the link could not be used, with a button that dismisses the notice."""
    _show_unknown_version(locale)
    _show_unknown_parameters(locale)


def _show_unknown_parameters(locale: Locale) -> None:
    unknown = url_state.unknown_parameters()
    if not unknown:
        return
    sentences = [_unknown_parameter(locale, name, value) for name, value in unknown.items()]
    st.warning("  \n".join(sentences), icon=":material/link_off:")
    st.button(
        locale.tr("Close this notice"),
        key="link.unknown.dismiss",
        on_click=url_state.dismiss_unknown_parameters,
    )


def _unknown_parameter(locale: Locale, name: str, value: str) -> str:
    """Return the sentence about one parameter: what it is, what the page does, what to write instead."""
    tr = locale.tr
    if name == "lang":
        return tr(
            "The link asks for the language `{value}`, which this dashboard does not have. Choose Chinese "
            "or English at the top of the page, or write one of these in the link: `{codes}`.",
            value=_code(value),
            codes=" ".join(f"lang={language}" for language in Language),
        )
    if sets_a_lever(value):
        text = tr(
            "The link sets a measure `{name}` ({value}) that this dashboard does not have. The "
            "figures shown do "
            "not contain it.",
            name=_code(name),
            value=value,
        )
    else:
        text = tr(
            "The link contains `{name}={value}`, which this dashboard does not know. It was left out.",
            name=_code(name),
            value=_code(value),
        )
    similar = similar_name(name, value)
    if similar is None:
        return text
    hint = tr("A similar name that it knows: `{similar}`.", similar=similar)
    return text + ("" if locale.language is Language.ZH else " ") + hint


def _code(text: str) -> str:
    """Shorten a text of the link and remove what would end inline code in Markdown."""
    return " ".join(text.replace("`", "'").split())[:_LONGEST] or " "


def _show_unknown_version(locale: Locale) -> None:
    tr, query = locale.tr, url_state.unread_link()
    if query is None:
        return
    st.warning(
        tr(
            "The link was made by another version of this dashboard. Its scenario could not be read "
            "and was left out; language and region were taken over. To open it with the version that "
            "made it, keep these parameters of the link: `{query}`",
            query=query,
        ),
        icon=":material/link_off:",
    )
    st.button(
        tr("Discard these settings"), key="link.dismiss", on_click=url_state.dismiss_unread_link
    )
