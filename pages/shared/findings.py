"""Remarks on the figures, with names instead of ids and amounts in the reader's units."""

from __future__ import annotations

from dataclasses import replace

from data.check import Finding
from data.warehouse import Warehouse
from forecasting.series import Region
from pages.shared.frame import Frame
from pages.shared.wording import noted
from reporting.i18n import explain
from reporting.numbers import format_change, format_quantity

_AMOUNTS = ("total", "nation", "before", "after")


class _Written(str):
    """A text that a template may ask to format as a number."""

    __slots__ = ()

    def __format__(self, _: str) -> str:
        return str(self)


def finding_text(frame: Frame, warehouse: Warehouse, finding: Finding) -> str:
    """A remark in words."""
    values = dict(finding.values)
    name, _, region = str(values.get("key", values.get("measure"))).partition("/")
    measure = warehouse.measure(name)
    title = frame.tr.name(measure)
    if region:
        title = frame.tr("{name} ({range})", name=title, range=_place(frame, warehouse, region))
    values |= {key: title for key in ("key", "measure") if key in values}
    for key in _AMOUNTS:
        if key in values:
            values[key] = _Written(
                format_quantity(float(values[key]), measure.unit, frame.language)
            )
    if "difference" in values:
        change = format_change(float(values["difference"]), measure.unit, frame.language)
        values["difference"] = _Written(change)
    detail = noted(frame, finding.detail_zh, finding.detail_en)
    return f"{explain(replace(finding, values=values), frame.language)} {detail}"


def _place(frame: Frame, warehouse: Warehouse, code: str) -> str:
    place: Region = warehouse.region(code)
    return frame.tr.name(place)
