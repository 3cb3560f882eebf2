"""The adopted scenario, its target line and own actuals in the URL.

`adopt=full_package` is the id of a ready scenario or the slot of a saved one, `adopted=2026-11-22` the day,
`target=510100_2025_162700.163600.164500.165300.166200_…` the target line of that day: region, first year, then
five quantiles in tens of persons for each year. An own actual is `actual.2026=1650000`, in persons.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime

import numpy as np

from forecasting.analysis.tracking import TargetLine, TrackingRule
from forecasting.core.errors import ScenarioError
from forecasting.model.result import GapResult
from pages.shell import url_state
from pages.shell.url_controls import clear_rejection, reject, reset_parameters

ACTUAL = "actual."  # prefix of the parameter of an own actual, before its year
_STEP = 10.0  # persons
_LINE = re.compile(r"(\d{6})_(\d{4})((?:_\d{1,9}(?:\.\d{1,9}){4}){1,30})")


@dataclass(frozen=True, eq=False)
class Adoption:
    """An adopted scenario.

    Attributes:
        scenario: id of a ready scenario, or the slot of a saved one.
        day: of the adoption.
        line: the workforce promised for each year, persons.
    """

    scenario: str
    day: date
    line: TargetLine


def today() -> date:
    """Return the date in the time zone of the server."""
    return datetime.now(UTC).astimezone().date()


def adopt(scenario: str, day: date, result: GapResult, rule: TrackingRule) -> None:
    """Store an adoption with its target line in the URL state; remove actuals of an older line."""
    withdraw()
    url_state.put("adopt", scenario)
    url_state.put("adopted", day.isoformat())
    url_state.put("target", encode_target_line(TargetLine.of(result, rule)))


def withdraw() -> None:
    """Remove the adoption and its actuals from the URL state."""
    reset_parameters(
        [
            "adopt",
            "adopted",
            "target",
            *(ACTUAL + year for year in url_state.get_with_prefix(ACTUAL)),
        ]
    )


def read_adoption() -> Adoption | None:
    """Read the adoption from the URL; reject it as a whole when a part is unreadable."""
    scenario, day_text, line_text = (url_state.get(n) for n in ("adopt", "adopted", "target"))
    if not (scenario or day_text or line_text):
        return None
    day, line = read_day(day_text or ""), read_line(line_text or "")
    if scenario and day and line:
        return Adoption(scenario, day, line)
    reject_adoption("target" if scenario and day else "adopted" if scenario else "adopt")
    return None


def reject_adoption(name: str) -> None:
    """Remove the adoption because the parameter `name` cannot be used, and record it as rejected."""
    text = url_state.get(name) or ""
    for other in ("adopt", "adopted", "target"):
        url_state.put(other, None)
    reject(name, text)


def encode_target_line(line: TargetLine) -> str:
    """Write a target line as a URL value."""
    whole = np.rint(line.bounds / _STEP).astype(np.int64)
    rows = (".".join(map(str, row)) for row in whole)
    return "_".join([line.region, str(line.first_year), *rows])


def read_line(text: str) -> TargetLine | None:
    """Read a target line from its URL value; None when it is not one."""
    match = _LINE.fullmatch(text)
    if match is None:
        return None
    rows = [[float(cell) for cell in row.split(".")] for row in match[3].split("_")[1:]]
    bounds = np.array(rows) * _STEP
    if np.any(np.diff(bounds, axis=1) < 0) or np.any(bounds <= 0):
        return None
    return TargetLine(match[1], int(match[2]), bounds)


def own_actuals(line: TargetLine, rule: TrackingRule) -> dict[int, float]:
    """Return the own actuals by year, persons; reject unusable ones."""
    actuals = {}
    for year, text in sorted(url_state.get_with_prefix(ACTUAL).items()):
        try:
            people = float(text) if year.isdecimal() and text.isdecimal() else 0.0
            line.check(int(year) if year.isdecimal() else 0, people, rule)
        except ScenarioError:
            reject(ACTUAL + year, text)
            continue
        actuals[int(year)] = people
    return actuals


def set_actual(year: int, people: float) -> None:
    """Store an own actual, persons."""
    clear_rejection(f"{ACTUAL}{year}")
    url_state.put(f"{ACTUAL}{year}", str(round(people)))


def delete_actual(year: int) -> None:
    """Delete an own actual."""
    reset_parameters([f"{ACTUAL}{year}"])


def read_day(text: str) -> date | None:
    """Read a date written YYYY-MM-DD; None when it is not one."""
    try:
        return date.fromisoformat(text) if re.fullmatch(r"\d{4}-\d{2}-\d{2}", text) else None
    except ValueError:
        return None
