"""Word remarks on the data with names instead of ids and with localised amounts."""

from __future__ import annotations

from dataclasses import replace

from data.store.finding import Finding
from data.store.warehouse import Warehouse
from forecasting.core.published import Indicator
from forecasting.core.series import Region
from forecasting.engine.forecast import Notice
from pages.shell.locale import Locale
from pages.widgets.labels import localised
from reporting.format.i18n import explain
from reporting.format.numbers import format_change, format_quantity

_AMOUNTS = ("total", "nation", "before", "after", "part", "whole", "stock")
_NAMES = ("key", "indicator", "other")  # each an indicator or a series


class _FormattedAmount(str):
    """A text that ignores the number format of a template."""

    __slots__ = ()

    def __format__(self, _: str) -> str:
        return str(self)


def problem_text(locale: Locale, warehouse: Warehouse, problem: Notice) -> str:
    """Return the sentence why a series has no forecast."""
    values = dict(problem.values)
    if "key" in values:
        values["key"] = _series_name(locale, warehouse, str(values["key"]))
    return explain(replace(problem, values=values), locale.language)


def finding_text(locale: Locale, warehouse: Warehouse, finding: Finding) -> str:
    """Return the sentence of a remark on the data."""
    values = dict(finding.values)
    subject = values.get("key", values.get("indicator"))
    if subject is not None:
        unit = _indicator(warehouse, subject).unit
        for key in _AMOUNTS:
            if key in values:
                values[key] = _FormattedAmount(
                    format_quantity(float(values[key]), unit, locale.language)
                )
        if "difference" in values:
            change = format_change(float(values["difference"]), unit, locale.language)
            values["difference"] = _FormattedAmount(change)
    if "count" in values and "other" in values:
        unit = _indicator(warehouse, values["other"]).unit
        values["count"] = _FormattedAmount(
            format_quantity(float(values["count"]), unit, locale.language)
        )
    values |= {
        key: _series_name(locale, warehouse, str(values[key])) for key in _NAMES if key in values
    }
    detail = localised(locale, finding.detail_zh, finding.detail_en)
    return f"{explain(replace(finding, values=values), locale.language)} {detail}"


def _indicator(warehouse: Warehouse, subject: object) -> Indicator:
    """Return the indicator of "indicator" or "indicator/region"."""
    return warehouse.indicator(str(subject).partition("/")[0])


def _series_name(locale: Locale, warehouse: Warehouse, subject: str) -> str:
    """Return the name of "indicator" or "indicator/region"."""
    name, _, region = subject.partition("/")
    title = locale.tr.name(warehouse.indicator(name))
    if not region:
        return title
    return locale.tr("{name} ({range})", name=title, range=_place(locale, warehouse, region))


def _place(locale: Locale, warehouse: Warehouse, code: str) -> str:
    place: Region = warehouse.region(code)
    return locale.tr.name(place)
