"""What a page shows when there is nothing to show, or when something went wrong."""

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
def explained(locale: Locale) -> Iterator[None]:
    """Show an error of the enclosed part in the reader's language.

    What is not one of the project's own errors is a fault of the program: it is logged in full and
    shown with a reference that finds it in the log.
    """
    try:
        yield
    except TalentGapError as error:
        st.error(explain(error, locale.language), icon=":material/error:")
    except Exception:  # noqa: BLE001  # whatever it is, the visitor gets a sentence
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


def empty(message: str) -> None:
    """Say why there is nothing to show here and what to do."""
    st.info(message, icon=":material/info:")
