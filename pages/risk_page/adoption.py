"""The adopted scenario, its target line and own actuals, as query parameters.

`adopt=full_package` names a ready scenario or the slot of a kept one, `adopted=2026-11-22` the day,
and `target=510100_2025_162700.163600.164500.165300.166200_…` the line as it was on that day: region,
first year, then for each year five quantiles in tens of persons. An own actual is
`actual.2026=1650000`, in persons.
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
from pages.shell.url_controls import accept, reject, reset

ACTUAL = "actual."  # begins the name of an own actual, before its year
_STEP = 10.0  # persons
_LINE = re.compile(r"(\d{6})_(\d{4})((?:_\d{1,9}(?:\.\d{1,9}){4}){1,30})")


@dataclass(frozen=True, eq=False)
class Adoption:
    """What was adopted, when, and what it promised.

    Attributes:
        scenario: id of a ready scenario, or the slot of a kept one.
    """

    scenario: str
    day: date
    line: TargetLine


def today() -> date:
    """Return the day at the place of the server."""
    return datetime.now(UTC).astimezone().date()


def adopt(scenario: str, day: date, result: GapResult, rule: TrackingRule) -> None:
    """Put an adoption with its line into the address; actuals against an older line go."""
    withdraw()
    url_state.choose("adopt", scenario)
    url_state.choose("adopted", day.isoformat())
    url_state.choose("target", encode_target_line(TargetLine.of(result, rule)))


def withdraw() -> None:
    """Adopt nothing."""
    reset(
        ["adopt", "adopted", "target", *(ACTUAL + year for year in url_state.chosen_with(ACTUAL))]
    )


def adoption() -> Adoption | None:
    """What the address says is adopted. What cannot be read is rejected as a whole."""
    scenario, day_text, line_text = (url_state.chosen(n) for n in ("adopt", "adopted", "target"))
    if not (scenario or day_text or line_text):
        return None
    day, line = read_day(day_text or ""), read_line(line_text or "")
    if scenario and day and line:
        return Adoption(scenario, day, line)
    refuse("target" if scenario and day else "adopted" if scenario else "adopt")
    return None


def refuse(name: str) -> None:
    """Set the adoption aside because this parameter cannot be used; the page says so."""
    text = url_state.chosen(name) or ""
    for other in ("adopt", "adopted", "target"):
        url_state.choose(other, None)
    reject(name, text)


def encode_target_line(line: TargetLine) -> str:
    """Return a line as a query parameter."""
    whole = np.rint(line.bounds / _STEP).astype(np.int64)
    rows = (".".join(map(str, row)) for row in whole)
    return "_".join([line.region, str(line.first_year), *rows])


def read_line(text: str) -> TargetLine | None:
    """Read a line from its query parameter; None when it is none."""
    found = _LINE.fullmatch(text)
    if found is None:
        return None
    rows = [[float(cell) for cell in row.split(".")] for row in found[3].split("_")[1:]]
    bounds = np.array(rows) * _STEP
    if np.any(np.diff(bounds, axis=1) < 0) or np.any(bounds <= 0):
        return None
    return TargetLine(found[1], int(found[2]), bounds)


def own_actuals(line: TargetLine, rule: TrackingRule) -> dict[int, float]:
    """Own actuals by year, persons. What cannot be one is rejected."""
    found = {}
    for year, text in sorted(url_state.chosen_with(ACTUAL).items()):
        try:
            people = float(text) if year.isdecimal() and text.isdecimal() else 0.0
            line.check(int(year) if year.isdecimal() else 0, people, rule)
        except ScenarioError:
            reject(ACTUAL + year, text)
            continue
        found[int(year)] = people
    return found


def put_actual(year: int, people: float) -> None:
    """Enter an actual, in persons."""
    accept(f"{ACTUAL}{year}")
    url_state.choose(f"{ACTUAL}{year}", str(round(people)))


def drop_actual(year: int) -> None:
    """Take an actual out."""
    reset([f"{ACTUAL}{year}"])


def read_day(text: str) -> date | None:
    """A day as YYYY-MM-DD; None when it is none."""
    try:
        return date.fromisoformat(text) if re.fullmatch(r"\d{4}-\d{2}-\d{2}", text) else None
    except ValueError:
        return None
