"""Sentences and tables about a visitor's own headcount."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

import numpy as np
import pandas as pd

from forecasting.analysis.own_headcount import MarketLoad, Staffing
from forecasting.core.series import Unit, Values
from forecasting.model.result import Spread
from reporting.format.context import Context
from reporting.format.i18n import message
from reporting.format.numbers import format_change, format_quantity, format_range

_DIGITS = 3
LEVER_NAMES = {
    "attrition": message("Lower attrition"),
    "training": message("Train adults"),
    "interns": message("Take interns"),
}


class Strain(StrEnum):
    """Hires of one employer against what the region's market offers."""

    USUAL = "usual"
    MORE_THAN_USUAL = "more_than_usual"  # people have to be won from other employers
    MORE_THAN_ALL = "more_than_all"  # more than everybody who enters


def strain(load: MarketLoad) -> Strain:
    """Return the strain by medians: hires against all entrants, then against usual turnover."""
    if np.median(load.share) > 1:
        return Strain.MORE_THAN_ALL
    if np.median(load.rate) > np.median(load.usual_rate):
        return Strain.MORE_THAN_USUAL
    return Strain.USUAL


def market_sentence(load: MarketLoad, context: Context) -> str:
    """Return the sentence on hires a year and their share of the region's entrants."""
    hires, share = Spread.of(load.hires), Spread.of(load.share)
    return context.tr(
        "You need to hire about {hires} a year{hires_range}: {share}{share_range} of the graduates who "
        "enter digital work in {place} each year.",
        hires=_people(hires.median, context),
        hires_range=_interval(hires, Unit.PERSONS, context),
        share=format_quantity(share.median, Unit.SHARE, context.language, 2),
        share_range=_interval(share, Unit.SHARE, context),
        place=context.tr.name(context.region),
    )


def strain_sentence(load: MarketLoad, context: Context) -> str:
    """Return the sentence on the strain, with the figures it is judged by."""
    tr, level = context.tr, strain(load)
    values = {
        "rate": _share(load.rate, context),
        "usual": _share(load.usual_rate, context),
        "place": tr.name(context.region),
    }
    if level is Strain.MORE_THAN_ALL:
        return tr(
            "That is more than all graduates who enter digital work in {place} in a year. It cannot be "
            "hired from them; check the unit of your figures, lower the plan or spread it over years.",
            place=values["place"],
        )
    if level is Strain.MORE_THAN_USUAL:
        return tr(
            "You would hire {rate} of your headcount a year. The market of {place} provides about "
            "{usual} of its workforce (graduates who enter, and those who change their employer), so "
            "more than your part has to be won from other employers.",
            **values,
        )
    return tr(
        "You would hire {rate} of your headcount a year, no more than your part of what the market of "
        "{place} provides, about {usual} of its workforce (graduates who enter, and those who "
        "change their employer).",
        **values,
    )


def lever_sentence(before: Staffing, after: Staffing, context: Context) -> str:
    """Return the sentence on the hires that the levers save together."""
    year, tr = int(before.years[-1]), context.tr
    without, with_levers = (float(s.hires.mean()) for s in (before, after))
    if np.isclose(without, with_levers):
        return tr("No lever is moved, or none of them has an effect by {year}.", year=year)
    return tr(
        "With these levers {after} instead of {before} have to be hired a year, {saved} people fewer "
        "in total up to {year} (means).",
        after=_people(with_levers, context),
        before=_people(without, context),
        saved=format_quantity(
            float((before.hires - after.hires).sum(axis=1).mean()), Unit.UNKNOWN, context.language
        ),
        year=year,
    )


def own_lever_table(
    before: Staffing, alone: Mapping[str, Staffing], after: Staffing, context: Context
) -> pd.DataFrame:
    """Return a row for each lever alone and one for all together; overlaps make the sum differ."""
    tr, language = context.tr, context.language
    rows = {tr(LEVER_NAMES[name]): staffing for name, staffing in alone.items()}
    if len(rows) > 1:
        rows[tr("All together")] = after
    means = [staffing.hires.mean(axis=1) for staffing in rows.values()]
    totals = [float((row.hires - before.hires).sum(axis=1).mean()) for row in rows.values()]
    usual = before.hires.mean(axis=1)
    return pd.DataFrame(
        {
            tr("Own lever"): list(rows),
            tr("Hires a year"): [_people(float(mean.mean()), context) for mean in means],
            tr("Change a year"): [
                format_change(float((mean - usual).mean()), Unit.PERSONS, language)
                for mean in means
            ],
            tr("Change up to {year}", year=int(before.years[-1])): [
                format_change(value, Unit.PERSONS, language) for value in totals
            ],
        }
    )


def staffing_table(before: Staffing, after: Staffing, context: Context) -> pd.DataFrame:
    """Return a row per year, persons: means, which add up, and the 80% interval of the hires."""
    tr = context.tr
    low, high = np.quantile(after.hires, (0.1, 0.9), axis=0)
    columns: dict[str, Values] = {
        tr("Headcount at the start"): after.opening.mean(axis=0),
        tr("Attrition"): after.attrition.mean(axis=0),
        tr("Retirement"): after.retirement.mean(axis=0),
        tr("Headcount at the end"): after.closing.mean(axis=0),
        tr("Trained adults who take up a post"): after.trained.mean(axis=0),
        tr("Interns taken on"): after.interns.mean(axis=0),
        tr("Hires"): after.hires.mean(axis=0),
        tr("Hires, 80% low"): low,
        tr("Hires, 80% high"): high,
        tr("Hires without levers"): before.hires.mean(axis=0),
    }
    rounded = {name: np.round(values, 1) for name, values in columns.items()}
    return pd.DataFrame({tr("Year"): after.years, **rounded})


def _interval(spread: Spread, unit: Unit, context: Context) -> str:
    """Return the 80% interval in brackets, an empty text where all draws are equal."""
    if np.isclose(spread.low, spread.high, rtol=1e-3):
        return ""
    text = format_range(spread.low, spread.high, unit, context.language)
    return context.tr(" (80% interval {range})", range=text)


def _people(value: float, context: Context) -> str:
    return format_quantity(value, Unit.PERSONS, context.language, _DIGITS)


def _share(draws: Values, context: Context) -> str:
    return format_quantity(float(np.median(draws)), Unit.SHARE, context.language, 2)
