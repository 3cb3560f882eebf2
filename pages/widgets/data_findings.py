"""Remarks on the figures, with names instead of ids and amounts in the reader's units."""

from __future__ import annotations

from dataclasses import replace

from data.store.check import Finding
from data.store.warehouse import Warehouse
from forecasting.core.series import Region
from forecasting.engine.forecast import Notice
from pages.shell.locale import Locale
from pages.widgets.labels import noted
from reporting.format.i18n import explain
from reporting.format.numbers import format_change, format_quantity

_AMOUNTS = ("total", "nation", "before", "after")


class _Written(str):
    """A text that a template may ask to format as a number."""

    __slots__ = ()

    def __format__(self, _: str) -> str:
        return str(self)


def problem_text(locale: Locale, warehouse: Warehouse, problem: Notice) -> str:
    """Why a series has no forecast, in words."""
    values = dict(problem.values)
    if "key" in values:
        values["key"] = _series_name(locale, warehouse, str(values["key"]))
    return explain(replace(problem, values=values), locale.language)


def finding_text(locale: Locale, warehouse: Warehouse, finding: Finding) -> str:
    """A remark in words."""
    values = dict(finding.values)
    subject = str(values.get("key", values.get("indicator")))
    indicator = warehouse.indicator(subject.partition("/")[0])
    title = _series_name(locale, warehouse, subject)
    values |= {key: title for key in ("key", "indicator") if key in values}
    for key in _AMOUNTS:
        if key in values:
            values[key] = _Written(
                format_quantity(float(values[key]), indicator.unit, locale.language)
            )
    if "difference" in values:
        change = format_change(float(values["difference"]), indicator.unit, locale.language)
        values["difference"] = _Written(change)
    detail = noted(locale, finding.detail_zh, finding.detail_en)
    return f"{explain(replace(finding, values=values), locale.language)} {detail}"


def _series_name(locale: Locale, warehouse: Warehouse, subject: str) -> str:
    """The name of "indicator" or "measure/region"."""
    name, _, region = subject.partition("/")
    title = locale.tr.name(warehouse.indicator(name))
    if not region:
        return title
    return locale.tr("{name} ({range})", name=title, range=_place(locale, warehouse, region))


def _place(locale: Locale, warehouse: Warehouse, code: str) -> str:
    place: Region = warehouse.region(code)
    return locale.tr.name(place)
