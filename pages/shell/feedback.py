"""Show errors, and messages where there is no result to show."""

from __future__ import annotations

import logging
import secrets
from collections.abc import Iterator
from contextlib import contextmanager

import streamlit as st

from forecasting.core.errors import TalentGapError
from pages.shell.locale import Locale
from reporting.format.i18n import explain

_log = logging.getLogger(__name__)


@contextmanager
def show_errors(locale: Locale) -> Iterator[None]:
    """Show an error raised inside the `with` block in the reader's language.

    A TalentGapError is shown as its own sentence. Any other exception is a defect: it is logged with its
    traceback and shown with a reference that finds it in the log.
    """
    try:
        yield
    except TalentGapError as error:
        st.error(explain(error, locale.language), icon=":material/error:")
    except Exception:  # noqa: BLE001  # every exception becomes a sentence for the visitor
        reference = secrets.token_hex(4)
        _log.exception("Unexpected error, reference %s", reference)
        st.error(
            locale.tr(
                "Something went wrong that should not have. Reload the page; if it happens again, "
                "send the reference {reference} to whoever runs this server.",
                reference=reference,
            ),
            icon=":material/error:",
        )


def show_empty_state(message: str) -> None:
    """Show why there is no result here and what to do about it."""
    st.info(message, icon=":material/info:")
