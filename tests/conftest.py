"""Fixtures shared by all tests."""

from __future__ import annotations

from collections.abc import Iterator

import hypothesis
import pytest

from data.build.database import open_database
from data.store.warehouse import Warehouse
from forecasting.model.inputs import ModelInputs, RunSettings
from tests.builders import model_inputs

# How long an example takes depends on what else the machine does, so no test fails for it.
hypothesis.settings.register_profile("no deadline", deadline=None)
hypothesis.settings.load_profile("no deadline")


@pytest.fixture(scope="session")
def inputs() -> ModelInputs:
    """Synthetic national inputs."""
    return model_inputs()


@pytest.fixture(scope="session")
def settings() -> RunSettings:
    """Few draws: behaviour does not depend on their number."""
    return RunSettings(draws=200)


@pytest.fixture(scope="session")
def warehouse() -> Iterator[Warehouse]:
    """The database of the real facts, built first when it is out of date."""
    with open_database() as opened:
        yield opened
