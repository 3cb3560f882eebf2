"""How strongly digital employment follows digital output: estimates side by side, one parameter.

Elasticity ε of employment to output, from log N = a + ε·log Y (Hamermesh, Labor Demand, 1993, ch. 2).
statsmodels is imported where it is used, because a page that shows stored estimates needs none of it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from forecasting.core.errors import SeriesError
from forecasting.core.parameters import Grade, Parameter
from forecasting.core.series import Series, Unit, Values, Years


@dataclass(frozen=True)
class Estimate:
    """One estimate of a calibrated quantity, how it was obtained and how well it fits.

    Attributes:
        standard_error: None where a single step between two years leaves nothing to judge it by.
        r_squared: share of the variation that is explained, None where there is none left over.
        durbin_watson: near 2 when the residuals of neighbouring years are unrelated, near 0 when
            they follow each other (Durbin & Watson, Biometrika 37, 1950).
    """

    id: str
    name_zh: str
    name_en: str
    value: float
    standard_error: float | None
    observations: int
    first_year: int
    last_year: int
    r_squared: float | None = None
    durbin_watson: float | None = None


def national(output: Series, employment: Series, first: int, last: int) -> Estimate:
    """Ordinary least squares on the logs of the nation, one break-free period."""
    from statsmodels.api import OLS, add_constant
    from statsmodels.stats.stattools import durbin_watson

    years = _common_years(output, employment, first, last)
    log_output = np.log([output.at(year) for year in years])
    log_employment = np.log([employment.at(year) for year in years])
    fit = OLS(log_employment, add_constant(log_output)).fit()
    return Estimate(
        "national",
        f"全国，{years[0]}–{years[-1]} 年，对数最小二乘",
        f"Nation, {years[0]}–{years[-1]}, least squares on logs",
        float(fit.params[1]),
        float(fit.bse[1]),
        len(years),
        years[0],
        years[-1],
        float(fit.rsquared),
        float(durbin_watson(fit.resid)),
    )


def between(output: Series, employment: Series, first: int, last: int) -> Estimate:
    """The ratio of the log changes between two years: ln(N₂/N₁) ÷ ln(Y₂/Y₁)."""
    change = np.log(employment.at(last) / employment.at(first))
    growth = np.log(output.at(last) / output.at(first))
    return Estimate(
        "between",
        f"全国，{first} 年与 {last} 年两点之比（跨 2020 年统计方法变化）",
        f"Nation, from {first} to {last}, two points (across the 2020 change of method)",
        float(change / growth),
        None,
        2,
        first,
        last,
    )


def panel(
    outputs: Mapping[str, Series], employments: Mapping[str, Series], first: int, last: int
) -> Estimate:
    """Provinces with fixed effects for province and year; standard errors clustered by province.

    Measurement error in provincial figures pulls this estimate towards zero (Griliches & Hausman,
    Journal of Econometrics 31, 1986), so it serves as the lower end of the range.
    """
    from statsmodels.api import OLS
    from statsmodels.stats.stattools import durbin_watson

    log_output, log_employment, groups = _balanced(outputs, employments, first, last)
    fit = OLS(_demean(log_employment).ravel(), _demean(log_output).ravel()).fit(
        cov_type="cluster", cov_kwds={"groups": groups}
    )
    regions = log_output.shape[0]
    return Estimate(
        "panel",
        f"{regions} 个省份面板，{first}–{last} 年，双向固定效应",
        f"Panel of {regions} provinces, {first}–{last}, two-way fixed effects",
        float(fit.params[0]),
        float(fit.bse[0]),
        int(log_output.size),
        first,
        last,
        float(fit.rsquared),
        float(np.mean(durbin_watson(fit.resid.reshape(log_output.shape), axis=1))),
    )


def elasticity(
    first_period: Estimate,
    second_period: Estimate,
    provinces: Estimate,
    source_ids: tuple[str, ...],
) -> Parameter:
    """The parameter the model draws.

    Median: the mean of the two national periods. 10% quantile: the panel estimate, attenuated by
    noise and therefore a lower end; the 90% quantile lies as far above the median.
    """
    centre = (first_period.value + second_period.value) / 2
    reach = abs(centre - provinces.value)
    return Parameter(
        id="elasticity",
        name_zh="数字就业对数字产出的弹性",
        name_en="Elasticity of digital employment to digital output",
        unit=Unit.ELASTICITY,
        value=centre,
        low=centre - reach,
        high=centre + reach,
        grade=Grade.CALIBRATED,
        source_ids=source_ids,
        note_zh="中值取全国两个时期估计的平均；下限取省级面板估计（测量误差使其偏低），上限与之对称。",
        note_en="Median: mean of the two national periods. Low: the provincial panel, which "
        "measurement error pulls down; high: as far above.",
        minimum=0.0,
    )


def _common_years(output: Series, employment: Series, first: int, last: int) -> list[int]:
    years = sorted(
        int(year)
        for year in set(output.years.tolist()) & set(employment.years.tolist())
        if first <= year <= last
    )
    if len(years) < 4:
        raise SeriesError(
            "Series {first_key} and {second_key} share only {count} years between {first} and "
            "{last}; the elasticity needs at least 4. Add figures in data/facts/series.",
            first_key=output.key,
            second_key=employment.key,
            count=len(years),
            first=first,
            last=last,
        )
    return years


def _balanced(
    outputs: Mapping[str, Series], employments: Mapping[str, Series], first: int, last: int
) -> tuple[Values, Values, Years]:
    years = range(first, last + 1)
    complete = [
        region
        for region in sorted(outputs)
        if region in employments
        and set(years) <= set(outputs[region].years.tolist())
        and set(years) <= set(employments[region].years.tolist())
        and all(outputs[region].at(year) > 0 for year in years)
    ]
    if len(complete) < 2:
        raise SeriesError(
            "Only {count} provinces have output and employment in every year from {first} to "
            "{last}; a panel needs at least 2. Add figures in data/facts/series.",
            count=len(complete),
            first=first,
            last=last,
        )
    log_output = np.log([[outputs[region].at(year) for year in years] for region in complete])
    log_employment = np.log(
        [[employments[region].at(year) for year in years] for region in complete]
    )
    groups = np.repeat(np.arange(len(complete)), len(years))
    return log_output, log_employment, groups


def _demean(table: Values) -> Values:
    """Take out the effects of rows (provinces) and columns (years)."""
    demeaned = table - table.mean(axis=1, keepdims=True) - table.mean(axis=0) + table.mean()
    return np.asarray(demeaned)
