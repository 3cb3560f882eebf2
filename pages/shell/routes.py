"""What the browser asks the server for besides pages: addresses that server.py answers."""

from __future__ import annotations

import secrets

import streamlit as st

from reporting.render.plotly_figure import LIBRARY_VERSION

BASE = f"/{base}" if (base := str(st.get_option("server.baseUrlPath")).strip("/")) else ""
PREVIEWS = f"{BASE}/preview"
LIBRARY_ADDRESS = f"{BASE}/plotly/{LIBRARY_VERSION}.js"  # as the figures need it
_KEY = "visit"


def visit() -> str:
    """A name for this visit that nobody guesses."""
    name: str = st.session_state.setdefault(_KEY, secrets.token_urlsafe(16))
    return name
