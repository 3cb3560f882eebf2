"""Paths that server.py serves besides the pages: previews of a moving lever and the chart library."""

from __future__ import annotations

import secrets

import streamlit as st

from reporting.render.plotly_figure import LIBRARY_VERSION

BASE = f"/{base}" if (base := str(st.get_option("server.baseUrlPath")).strip("/")) else ""
PREVIEWS = f"{BASE}/preview"
LIBRARY_PATH = f"{BASE}/plotly/{LIBRARY_VERSION}.js"  # the version that the figures are written for
_KEY = "visit"


def visit() -> str:
    """Return a random token that identifies this visit in preview requests."""
    name: str = st.session_state.setdefault(_KEY, secrets.token_urlsafe(16))
    return name
