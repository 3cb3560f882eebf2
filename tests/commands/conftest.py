"""What the tests of the commands share."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from cli import main
from data.store.warehouse import Warehouse

Printed = Callable[..., str]


@pytest.fixture
def printed(capsys: pytest.CaptureFixture[str], warehouse: Warehouse) -> Printed:
    """Return what a command prints; it finds a database that is up to date and succeeds."""
    del warehouse  # its fixture has built the database

    def call(*arguments: str) -> str:
        assert main(arguments) == 0
        return capsys.readouterr().out

    return call


@pytest.fixture
def refused(capsys: pytest.CaptureFixture[str], warehouse: Warehouse) -> Printed:
    """Return the sentence with which a command refuses its arguments; it prints no result."""
    del warehouse

    def call(*arguments: str, code: int = 1) -> str:
        assert main(arguments) == code
        shown = capsys.readouterr()
        assert shown.out == ""
        assert "Traceback" not in shown.err
        return shown.err

    return call
