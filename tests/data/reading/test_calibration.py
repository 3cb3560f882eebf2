from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from data.reading.calibration import ENGINE, load_calibration
from forecasting.core.errors import FactsError


def copy_to(folder: Path, *, table: str | None = None, about: str | None = None) -> Path:
    for name, text in (("calibration.csv", table), ("calibration.yml", about)):
        kept = (ENGINE / name).read_text(encoding="utf-8")
        (folder / name).write_text(kept if text is None else text, encoding="utf-8")
    return folder


def test_the_shipped_calibration_is_whole_symmetric_and_sourced() -> None:
    calibration = load_calibration()
    assert calibration.longest >= 6
    np.testing.assert_allclose(calibration.probabilities, 1 - calibration.probabilities[::-1])
    assert np.all(np.diff(calibration.multipliers, axis=1) > 0)
    assert calibration.series > 1000
    assert calibration.sets
    assert "statsmodels" in calibration.versions


@pytest.mark.parametrize(
    ("change", "part"),
    [
        ({"table": "horizon,probability\n1,0.5\n"}, "multiplier"),
        ({"table": "horizon,probability,multiplier\n1,0.5,x\n"}, "calibration.csv"),
        ({"table": "horizon,probability,multiplier\n1,0.5,0\n2,0.4,0\n"}, "same probabilities"),
        ({"about": "sets: [M3]\n"}, "date, errors"),
        ({"about": "sets: [\n"}, "calibration.yml"),
    ],
)
def test_a_broken_file_is_named_with_its_fault(
    tmp_path: Path, change: dict[str, str], part: str
) -> None:
    with pytest.raises(FactsError, match=part):
        load_calibration(copy_to(tmp_path, **change))
