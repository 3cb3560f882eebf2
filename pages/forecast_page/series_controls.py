"""Show the controls of the forecast page: indicator, region, years ahead, methods, transformation."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import streamlit as st

from data.store.warehouse import Warehouse
from forecasting.core.series import NATION, SeriesKey
from forecasting.engine import COMBINATION, METHODS, Transformation, with_transformation
from pages.shell import url_state
from pages.shell.locale import Locale
from pages.shell.url_controls import clear_rejection, reject, show_rejected, show_select, widget_key
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
_METHODS = "methods"  # query parameter
_SEPARATOR = "."


@dataclass(frozen=True)
class ForecastRequest:
    """The forecast that the visitor asks for.

    Attributes:
        ahead: years to forecast.
        chosen: names from METHODS; empty when the visitor has removed all.
    """

    key: SeriesKey
    ahead: int
    chosen: tuple[str, ...]
    transformation: Transformation

    @property
    def members(self) -> tuple[str, ...]:
        """Names of the chosen methods with the chosen transformation."""
        return with_transformation(self.transformation, self.chosen)

    @property
    def is_standard(self) -> bool:
        """Whether this is the combination that the build stores."""
        return self.members == COMBINATION


def show_series_controls(locale: Locale, warehouse: Warehouse) -> ForecastRequest:
    """Show the controls; return the forecast asked for."""
    tr = locale.tr
    known = [info.key for info in warehouse.catalogue()]
    indicators = {m.id: tr.name(m) for m in warehouse.indicators()}
    first, second, third, fourth = st.columns([3, 2, 1, 2], vertical_alignment="bottom")
    with first:
        indicator = show_select(locale, "measure", tr("Series"), indicators, FIRST_INDICATOR)
    places = {key.region for key in known if key.indicator == indicator}
    regions = {r.code: tr.name(r) for r in warehouse.regions() if r.code in places}
    with second:
        home = NATION if NATION in regions else next(iter(regions))
        region = show_select(locale, "region", tr("Region"), regions, home)
    ahead = {str(years): tr("{years} years", years=years) for years in HORIZONS}
    with third:
        years = show_select(locale, "ahead", tr("Years ahead"), ahead, str(HORIZONS[1]))
    scales = {str(each): tr(words) for each, words in TRANSFORMATIONS.items()}
    with fourth:
        scale = show_select(locale, "scale", tr("Transformation"), scales, Transformation.OWN.value)
    chosen = _show_method_pills(locale, {name: method_name(name, tr) for name in METHODS})
    return ForecastRequest(SeriesKey(indicator, region), int(years), chosen, Transformation(scale))


def _show_method_pills(locale: Locale, names: Mapping[str, str]) -> tuple[str, ...]:
    """Show the methods as pills bound to the URL; return the chosen ones in the order of METHODS."""
    key = widget_key(_METHODS)
    if key not in st.session_state:
        st.session_state[key] = _initial_methods()
    chosen: list[str] = st.pills(
        locale.tr("Methods whose median is the forecast"),
        list(names),
        format_func=names.__getitem__,
        selection_mode="multi",
        key=key,
        on_change=_store_methods,
    )
    show_rejected(locale, _METHODS, locale.tr("the standard combination"))
    return tuple(name for name in METHODS if name in chosen)


def _initial_methods() -> list[str]:
    text = url_state.get(_METHODS)
    if text is None:
        return list(COMBINATION)
    names = text.split(_SEPARATOR)
    if set(names) <= set(METHODS):
        return names
    reject(_METHODS, text)
    return list(COMBINATION)


def _store_methods() -> None:
    chosen: list[str] = st.session_state[widget_key(_METHODS)]
    clear_rejection(_METHODS)
    standard = not chosen or set(chosen) == set(COMBINATION)
    ordered = (name for name in METHODS if name in chosen)
    url_state.put(_METHODS, None if standard else _SEPARATOR.join(ordered))
