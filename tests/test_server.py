"""What the server answers besides pages."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest
from starlette.requests import Request
from starlette.responses import FileResponse, Response
from starlette.routing import Match

from pages.shell.routes import LIBRARY_PATH, PREVIEWS
from reporting.render.plotly_figure import LIBRARY, LIBRARY_VERSION
from server import answer_preview, app, serve_library


def asked(visit: str, query: str = "") -> Response:
    """The answer to a question for a preview."""
    scope = {"type": "http", "path_params": {"visit": visit}, "query_string": query.encode()}
    return answer_preview(Request(scope))


def test_a_visit_that_is_not_known_is_answered_so() -> None:
    response = asked("nobody", "targeted_training=50")
    assert response.status_code == 404


@pytest.mark.parametrize("path", [f"{PREVIEWS}/somebody", LIBRARY_PATH])
def test_the_addresses_that_pages_name_are_served(path: str) -> None:
    scope = {"type": "http", "method": "GET", "path": path}
    matches = [route.matches(scope)[0] for route in app._user_routes]
    assert Match.FULL in matches


def test_the_chart_library_is_that_of_the_figures() -> None:
    response = serve_library(
        Request({"type": "http", "headers": [(b"accept-encoding", b"gzip, br")]})
    )
    script = gzip.decompress(bytes(response.body))
    assert f"plotly.js v{LIBRARY_VERSION}".encode() in script[:200]


def test_the_chart_library_is_the_same_for_who_cannot_unpack_it() -> None:
    plain = serve_library(Request({"type": "http", "headers": []}))
    assert isinstance(plain, FileResponse)
    assert Path(plain.path) == LIBRARY
