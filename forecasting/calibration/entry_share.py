"""The share of job-seeking graduates who enter digital work, calibrated on the observed growth."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.special import stdtrit

from forecasting.calibration.elasticity import Estimate
from forecasting.core.parameters import Grade, Parameter
from forecasting.core.series import Unit, Values
from forecasting.model.stockflow import Seekers, StockHistory


@dataclass(frozen=True, eq=False)
class EntryFit:
    """How well one entry share reproduces the entries of all years.

    Attributes:
        years: the years observed one by one, then the last year of the bridge.
        spans: years each observation covers (1, or the length of the bridge).
        entries, fitted: persons a year on average over the span, shape [observations].
    """

    estimates: tuple[Estimate, ...]
    years: tuple[int, ...]
    spans: tuple[int, ...]
    entries: Values
    fitted: Values


def fit_entry_share(history: StockHistory, job_seekers: Seekers, bridge_start: int) -> EntryFit:
    """Weighted least squares through the origin: entries = p · job-seeking graduates.

    The years before the bridge count one by one; the bridge counts as one observation over several
    years, whose error variance grows with its length (weights 1 ÷ years).
    """
    from statsmodels.api import WLS
    from statsmodels.stats.stattools import durbin_watson

    entries, job_seeking_graduates, spans, years = _observations(history, job_seekers, bridge_start)
    fit = WLS(entries, job_seeking_graduates, weights=1 / spans).fit()
    yearly = WLS(entries[:-1], job_seeking_graduates[:-1]).fit()
    share, error = float(fit.params[0]), float(fit.bse[0])
    return EntryFit(
        (
            _recent(entries[-1] / job_seeking_graduates[-1], bridge_start, years[-1]),
            _pooled(share, error, years, float(fit.rsquared), float(durbin_watson(fit.wresid))),
            _yearly(float(yearly.params[0]), float(yearly.bse[0]), years[0], bridge_start),
        ),
        years,
        tuple(int(span) for span in spans),
        entries / spans,
        share * job_seeking_graduates / spans,
    )


def _recent(share: float, first: int, last: int) -> Estimate:
    return Estimate(
        "recent",
        f"{first}–{last} 年存量增长",
        f"Growth of the stock, {first}–{last}",
        float(share),
        None,
        1,
        first,
        last,
    )


def _pooled(
    share: float, error: float, years: tuple[int, ...], r_squared: float, durbin_watson: float
) -> Estimate:
    first, last = years[0], years[-1]
    return Estimate(
        "pooled",
        f"{first}–{last} 年全部观测，加权最小二乘",
        f"All observations, {first}–{last}, weighted least squares",
        share,
        error,
        len(years),
        first,
        last,
        r_squared,
        durbin_watson,
    )


def _yearly(share: float, error: float, first: int, last: int) -> Estimate:
    return Estimate(
        "yearly",
        f"{first}–{last} 年逐年，最小二乘",
        f"Year by year, {first}–{last}, least squares",
        share,
        error,
        last - first + 1,
        first,
        last,
    )


def entry_share(fit: EntryFit, source_ids: tuple[str, ...]) -> Parameter:
    """The parameter the model draws.

    Median: the share of the last period, the one that the two newest official counts span. The 80%
    range is that of the pooled fit (Student's t), so that the variation of earlier years counts.
    """
    recent, pooled = fit.estimates[0], fit.estimates[1]
    error = pooled.standard_error or 0.0
    reach = error * float(stdtrit(pooled.observations - 1, 0.9))
    return Parameter(
        id="entry_share",
        name_zh="毕业生进入数字岗位的比例",
        name_en="Share of job-seeking graduates who enter digital work",
        unit=Unit.SHARE,
        value=recent.value,
        low=recent.value - reach,
        high=recent.value + reach,
        grade=Grade.CALIBRATED,
        source_ids=source_ids,
        note_zh="由存量增长倒推，包含毕业生以外渠道的净进入；中值取最近一个时期，区间取全部年份拟合的误差。",
        note_en="Inferred from the growth of the stock, so it contains the net entry by other ways. "
        "Median: the latest period; range: the error of the fit over all years.",
        minimum=0.0,
        maximum=1.0,
    )


def _observations(
    history: StockHistory, job_seekers: Seekers, bridge_start: int
) -> tuple[Values, Values, Values, tuple[int, ...]]:
    entered = history.entries.mean(axis=0)
    job_seeking_graduates = job_seekers.total.mean(axis=0)
    single = range(history.years[1], bridge_start + 1)
    bridged = range(bridge_start + 1, history.years[-1] + 1)

    def total(values: Values, years: range, covered: range) -> float:
        return float(sum(values[covered.index(year)] for year in years))

    blocks = [range(year, year + 1) for year in single] + [bridged]
    return (
        np.array([total(entered, block, history.years) for block in blocks]),
        np.array([total(job_seeking_graduates, block, job_seekers.years) for block in blocks]),
        np.array([float(len(block)) for block in blocks]),
        (*single, bridged[-1]),
    )
