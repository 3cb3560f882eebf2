"""A seeded run against numbers kept as rounded text, so that no change goes unnoticed.

When the model is meant to change, look at the difference, then write the new snapshot with
`python -m tests.forecasting.test_golden_run`.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np

from forecasting.model.inputs import RunSettings
from forecasting.model.prepared_run import PreparedRun
from forecasting.model.run import compare
from tests.builders import model_inputs
from tests.forecasting.model.test_run import PACKAGE

SNAPSHOT = Path(__file__).with_name("golden_run.txt")
YEARS = (2020, 2024, 2025, 2030, 2035, 2044)


def snapshot() -> str:
    """Means of the main quantities in a few years, five significant digits."""
    comparison = compare(PreparedRun.of(model_inputs(), RunSettings(draws=500, seed=7)), PACKAGE)
    result = comparison.result
    columns = [int(np.flatnonzero(result.years == year)[0]) for year in YEARS]
    rows = {
        "demand": result.demand.mean(axis=0),
        "supply": result.supply.mean(axis=0),
        "qualified supply": result.qualified_supply.mean(axis=0),
        "gap p10": np.quantile(result.gap, 0.1, axis=0),
        "gap p90": np.quantile(result.gap, 0.9, axis=0),
        "graduates": result.flows.graduates.mean(axis=0),
        "exits": result.flows.exits.mean(axis=0),
        **comparison.contributions,
    }
    lines = [f"year: {' '.join(map(str, YEARS))}"]
    lines += [
        f"{name}: {' '.join(f'{values[i]:.5g}' for i in columns)}" for name, values in rows.items()
    ]
    return "\n".join(lines) + "\n"


def test_the_seeded_run_gives_the_kept_numbers() -> None:
    assert snapshot() == SNAPSHOT.read_text(encoding="utf-8")


if __name__ == "__main__":
    SNAPSHOT.write_text(snapshot(), encoding="utf-8")
