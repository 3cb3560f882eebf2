"""Entry point of the server: the Streamlit pages and two routes of our own. `make run` starts it."""

from __future__ import annotations

import gzip
from functools import cache

import streamlit as st
from starlette.requests import Request
from starlette.responses import FileResponse, JSONResponse, Response
from starlette.routing import Route

from pages.scenario_page.preview import preview
from pages.shell.routes import LIBRARY_PATH, PREVIEWS
from reporting.render.plotly_figure import LIBRARY

_FOREVER = {  # the path contains the version of the library
    "Cache-Control": "public, max-age=31536000, immutable",
    "Vary": "Accept-Encoding",
}


def answer_preview(request: Request) -> Response:
    """Answer with the gap for the lever sizes in the query, as JSON; 404 or 400 when it cannot."""
    try:
        chart = preview(request.path_params["visit"], request.query_params)
    except KeyError:
        return Response("unknown visit", 404)
    except ValueError as error:
        return Response(f"not a lever's size: {error}", 400)
    return JSONResponse(chart)


def serve_library(request: Request) -> Response:
    """Serve plotly.js from the installed package, compressed where the browser accepts it."""
    if "gzip" not in request.headers.get("accept-encoding", ""):
        return FileResponse(LIBRARY, media_type="text/javascript", headers=_FOREVER)
    packed = _FOREVER | {"Content-Encoding": "gzip"}
    return Response(_compressed_library(), media_type="text/javascript", headers=packed)


@cache
def _compressed_library() -> bytes:
    """Return plotly.js compressed with gzip; compressing takes longer than sending, so it is done once."""
    return gzip.compress(LIBRARY.read_bytes())


app = st.App(
    "app.py",
    routes=[Route(f"{PREVIEWS}/{{visit}}", answer_preview), Route(LIBRARY_PATH, serve_library)],
)
