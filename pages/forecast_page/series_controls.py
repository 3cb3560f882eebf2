"""Which series to look at: a measure, a region that has it, how far ahead, and who forecasts it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import streamlit as st

from data.store.warehouse import Warehouse
from forecasting.core.series import NATION, SeriesKey
from forecasting.engine import COMBINATION, METHODS, Transformation, with_transformation
from pages.shell import url_state
from pages.shell.locale import Locale
from pages.shell.url_controls import accept, pick, reject, show_rejected, widget_key
from reporting.charts.forecasts import method_name
from reporting.format.i18n import message

FIRST_INDICATOR = "software_revenue"
HORIZONS = (5, 10, 12)  # the build stores 12 years
TRANSFORMATIONS = {
    Transformation.OWN: message("As each method is named"),
    Transformation.NONE: message("None: the figures themselves"),
    Transformation.ROOT: message("Square root"),
    Transformation.LOG: message("Logarithm"),
}
_METHODS = "methods"  # in the address
_SEPARATOR = "."


@dataclass(frozen=True)
class Wanted:
    """What the forecast page is to show.

    Attributes:
        ahead: years to forecast.
        chosen: names from METHODS; none when the visitor has taken all of them away.
    """

    key: SeriesKey
    ahead: int
    chosen: tuple[str, ...]
    transformation: Transformation

    @property
    def members(self) -> tuple[str, ...]:
        """The chosen methods on the chosen transformation."""
        return with_transformation(self.transformation, self.chosen)

    @property
    def is_standard(self) -> bool:
        """Whether this is the combination that the build stores."""
        return self.members == COMBINATION


def pick_series(locale: Locale, warehouse: Warehouse) -> Wanted:
    """The controls of the forecast page."""
    tr = locale.tr
    known = [info.key for info in warehouse.catalogue()]
    indicators = {m.id: tr.name(m) for m in warehouse.indicators()}
    first, second, third, fourth = st.columns([3, 2, 1, 2], vertical_alignment="bottom")
    with first:
        indicator = pick(locale, "measure", tr("Series"), indicators, FIRST_INDICATOR)
    places = {key.region for key in known if key.indicator == indicator}
    regions = {r.code: tr.name(r) for r in warehouse.regions() if r.code in places}
    with second:
        home = NATION if NATION in regions else next(iter(regions))
        region = pick(locale, "region", tr("Region"), regions, home)
    ahead = {str(years): tr("{years} years", years=years) for years in HORIZONS}
    with third:
        years = pick(locale, "ahead", tr("Years ahead"), ahead, str(HORIZONS[1]))
    scales = {str(each): tr(words) for each, words in TRANSFORMATIONS.items()}
    with fourth:
        scale = pick(locale, "scale", tr("Transformation"), scales, Transformation.OWN.value)
    chosen = _pick_methods(locale, {name: method_name(name, tr) for name in METHODS})
    return Wanted(SeriesKey(indicator, region), int(years), chosen, Transformation(scale))


def _pick_methods(locale: Locale, names: Mapping[str, str]) -> tuple[str, ...]:
    """Several methods, in the order in which they are known; bound to the address."""
    key = widget_key(_METHODS)
    if key not in st.session_state:
        st.session_state[key] = _start()
    found: list[str] = st.pills(
        locale.tr("Methods whose median is the forecast"),
        list(names),
        format_func=names.__getitem__,
        selection_mode="multi",
        key=key,
        on_change=_picked,
    )
    show_rejected(locale, _METHODS, locale.tr("the standard combination"))
    return tuple(name for name in METHODS if name in found)


def _start() -> list[str]:
    wanted = url_state.chosen(_METHODS)
    if wanted is None:
        return list(COMBINATION)
    names = wanted.split(_SEPARATOR)
    if set(names) <= set(METHODS):
        return names
    reject(_METHODS, wanted)
    return list(COMBINATION)


def _picked() -> None:
    found: list[str] = st.session_state[widget_key(_METHODS)]
    accept(_METHODS)
    standard = not found or set(found) == set(COMBINATION)
    ordered = (name for name in METHODS if name in found)
    url_state.choose(_METHODS, None if standard else _SEPARATOR.join(ordered))
