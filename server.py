"""The front door of the server: the screen, and what the browser asks for besides. `make run` starts it."""

from __future__ import annotations

import gzip
from functools import cache

import streamlit as st
from starlette.requests import Request
from starlette.responses import FileResponse, Response
from starlette.routing import Route

from pages.scenario_page.preview import preview
from pages.shell.routes import LIBRARY_ADDRESS, PREVIEWS
from reporting.render.plotly_figure import LIBRARY

_FOREVER = {  # its address has its version
    "Cache-Control": "public, max-age=31536000, immutable",
    "Vary": "Accept-Encoding",
}


def answer(request: Request) -> Response:
    """What follows from a lever that moves."""
    try:
        shown = preview(request.path_params["visit"], request.query_params)
    except KeyError:
        return Response("unknown visit", 404)
    except ValueError as error:
        return Response(f"not a lever's size: {error}", 400)
    return Response(shown, media_type="application/json")


def library(request: Request) -> Response:
    """The chart library, from the installed package."""
    if "gzip" not in request.headers.get("accept-encoding", ""):
        return FileResponse(LIBRARY, media_type="text/javascript", headers=_FOREVER)
    packed = _FOREVER | {"Content-Encoding": "gzip"}
    return Response(_packed(), media_type="text/javascript", headers=packed)


@cache
def _packed() -> bytes:
    """Once for all visits: it takes longer than to send it."""
    return gzip.compress(LIBRARY.read_bytes())


app = st.App(
    "app.py",
    routes=[Route(f"{PREVIEWS}/{{visit}}", answer), Route(LIBRARY_ADDRESS, library)],
)
