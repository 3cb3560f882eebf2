"""Which series to look at: a measure, a region that has it, and how far ahead."""

from __future__ import annotations

from dataclasses import dataclass

import streamlit as st

from data.warehouse import Warehouse
from forecasting.backtest import COMBINED
from forecasting.forecasters import METHODS
from forecasting.series import SeriesKey
from pages.shared.frame import Frame
from pages.shared.inputs import pick
from reporting.charts.forecasts import method_name

FIRST_MEASURE = "software_revenue"
NATION = "100000"
HORIZONS = (5, 10, 12)  # the build stores 12 years


@dataclass(frozen=True)
class Wanted:
    """What the forecast page is to show: a series, the years ahead and whose forecast."""

    key: SeriesKey
    ahead: int
    method: str


def pick_series(frame: Frame, warehouse: Warehouse) -> Wanted:
    """The controls of the forecast page."""
    known = [info.key for info in warehouse.catalogue()]
    measures = {m.id: frame.tr.name(m) for m in warehouse.measures()}
    first, second, third, fourth = st.columns([3, 2, 2, 1], vertical_alignment="bottom")
    with first:
        measure = pick(frame, "measure", frame.tr("Series"), measures, FIRST_MEASURE)
    places = {key.region for key in known if key.measure == measure}
    regions = {r.code: frame.tr.name(r) for r in warehouse.regions() if r.code in places}
    with second:
        home = NATION if NATION in regions else next(iter(regions))
        region = pick(frame, "region", frame.tr("Region"), regions, home)
    ahead = {str(years): frame.tr("{years} years", years=years) for years in HORIZONS}
    methods = {name: method_name(name, frame.tr) for name in (COMBINED, *METHODS)}
    with third:
        method = pick(frame, "method", frame.tr("Method"), methods, COMBINED)
    with fourth:
        years = pick(frame, "ahead", frame.tr("Years ahead"), ahead, str(HORIZONS[1]))
    return Wanted(SeriesKey(measure, region), int(years), method)
