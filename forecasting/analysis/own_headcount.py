"""An organisation's own headcount: who leaves, who is needed, who must be hired.

headcount_t = headcount_{t−1} + hires_t + trained_t + interns_t − attrition_t − retirement_t holds in
every draw and year. Replacement demand is what leaves, expansion demand the change of the headcount:
job openings as in the Occupational Outlook method of the US Bureau of Labor Statistics. Nobody is
dismissed: where fewer people are wanted than stay, nobody is hired.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np

from forecasting.core.series import Values, Years
from forecasting.engine import Forecast
from forecasting.model.result import GapResult

MIN_RATES = 3  # past rates below which there is no spread to draw from


@dataclass(frozen=True)
class OwnLevers:
    """What an organisation can do itself, each year from the first year ahead.

    Attributes:
        attrition_cut: by how much the attrition rate falls, a share a year (0.01 = one point).
        trained: adults who begin a training for these posts, persons a year.
        trained_share: of them, who take up a post.
        trained_lag: years from the begin of a training to the post.
        interns: persons a year.
        intern_share: of them, who are taken on.
        intern_lag: years from the internship to the post.
    """

    attrition_cut: float = 0.0
    trained: float = 0.0
    trained_share: float = 0.0
    trained_lag: int = 0
    interns: float = 0.0
    intern_share: float = 0.0
    intern_lag: int = 0

    @property
    def alone(self) -> dict[str, OwnLevers]:
        """Each lever that is moved, without the others."""
        parts = {
            "attrition": replace(self, trained=0.0, interns=0.0),
            "training": replace(self, attrition_cut=0.0, interns=0.0),
            "interns": replace(self, attrition_cut=0.0, trained=0.0),
        }
        moved = {
            "attrition": self.attrition_cut,
            "training": self.trained,
            "interns": self.interns,
        }
        return {name: levers for name, levers in parts.items() if moved[name] > 0}


NO_LEVERS = OwnLevers()


@dataclass(frozen=True, eq=False)
class Staffing:
    """Persons, each of shape [draws, H]; the flows during a year, the stocks at its ends."""

    years: Years
    opening: Values
    attrition: Values
    retirement: Values
    trained: Values
    interns: Values
    hires: Values

    @property
    def closing(self) -> Values:
        """Headcount at 31 December."""
        return np.asarray(
            self.opening
            + self.hires
            + self.trained
            + self.interns
            - self.attrition
            - self.retirement
        )

    @property
    def replacement(self) -> Values:
        """Replacement demand: who leaves."""
        return np.asarray(self.attrition + self.retirement)

    @property
    def expansion(self) -> Values:
        """Expansion demand: the change of the headcount; negative where it shrinks."""
        return np.asarray(self.closing - self.opening)

    @property
    def openings(self) -> Values:
        """Posts to fill: replacement plus expansion; never negative."""
        return np.asarray(self.hires + self.trained + self.interns)


@dataclass(frozen=True, eq=False)
class Exits:
    """The rates at which people leave, shares of the headcount at the start of a year, [draws, H]."""

    attrition: Values
    retirement: Values


def exits_ahead(
    attrition: Mapping[int, float],
    retirement: Mapping[int, float],
    draws: int,
    years: int,
    rng: np.random.Generator,
) -> Exits:
    """Rates drawn from one's own past years, so that good and bad years come as often as they did.

    A year of the past gives both rates where it has both, so that they stay together. With fewer than
    three past rates, their mean holds in every year and there is no spread.
    """
    common = sorted(attrition.keys() & retirement.keys())
    if len(common) >= MIN_RATES:
        picked = rng.choice(common, size=(draws, years))
        return Exits(_rates(attrition, picked), _rates(retirement, picked))
    shape = (draws, years)
    return Exits(_alone(attrition, shape, rng), _alone(retirement, shape, rng))


def _alone(past: Mapping[int, float], shape: tuple[int, int], rng: np.random.Generator) -> Values:
    if len(past) >= MIN_RATES:
        return _rates(past, rng.choice(sorted(past), size=shape))
    return np.full(shape, float(np.mean(list(past.values()))) if past else 0.0)


def _rates(past: Mapping[int, float], years: Years) -> Values:
    known = np.array(sorted(past), dtype=np.int64)
    values = np.array([past[int(year)] for year in known], dtype=np.float64)
    return np.asarray(values[np.searchsorted(known, years)])


def forecast_target(forecast: Forecast, draws: int, rng: np.random.Generator) -> Values:
    """Headcounts that follow the forecast, shape [draws, H]."""
    return np.maximum(forecast.paths(draws, rng), 0.0)


def planned_target(
    plan: Mapping[int, float], last_year: int, last: float, years: Years, draws: int
) -> Values:
    """Headcounts that follow a plan, the same in every draw, shape [draws, H].

    Between the planned years a straight line, after the last one what it says; without any planned
    year the last headcount.
    """
    points = {last_year: last} | {y: value for y, value in plan.items() if y > last_year}
    known = sorted(points)
    path = np.interp(years, known, [points[year] for year in known])
    return np.tile(path, (draws, 1))


def staffing(
    years: Years, start: float | Values, target: Values, exits: Exits, levers: OwnLevers = NO_LEVERS
) -> Staffing:
    """Who leaves and who must be hired, year by year.

    Args:
        years: the years ahead, shape [H].
        start: headcount at the end of the year before the first, persons, one or by draw.
        target: headcount wanted at the end of each year, shape [draws, H].
        exits: rates without the levers, shape [draws, H].
        levers: what the organisation does itself; it fills posts before anybody is hired.
    """
    draws, count = target.shape
    rate = np.maximum(exits.attrition - levers.attrition_cut, 0.0)
    supply = {
        "trained": _arriving(levers.trained * levers.trained_share, levers.trained_lag, count),
        "interns": _arriving(levers.interns * levers.intern_share, levers.intern_lag, count),
    }
    names = ("opening", "attrition", "retirement", "trained", "interns", "hires")
    flows = {name: np.empty((draws, count)) for name in names}
    headcount = np.broadcast_to(np.asarray(start, dtype=np.float64), (draws,)).copy()
    for t in range(count):
        quit_, retired = headcount * rate[:, t], headcount * exits.retirement[:, t]
        staying = headcount - quit_ - retired
        openings = np.maximum(target[:, t] - staying, 0.0)
        trained = np.minimum(openings, supply["trained"][t])
        interns = np.minimum(openings - trained, supply["interns"][t])
        year = (headcount, quit_, retired, trained, interns, openings - trained - interns)
        for name, flow in zip(names, year, strict=True):
            flows[name][:, t] = flow
        headcount = staying + openings
    return Staffing(years, **flows)


def _arriving(persons: float, lag: int, count: int) -> Values:
    """People who take up a post, by year: none before the lag has passed."""
    return np.where(np.arange(count) >= lag, persons, 0.0)


@dataclass(frozen=True, eq=False)
class MarketLoad:
    """What the hires mean for the region's market; each a mean over the years, shape [draws].

    Attributes:
        hires: persons a year.
        entrants: graduates who enter digital work in the region, persons a year.
        share: hires ÷ entrants.
        rate: hires ÷ own headcount.
        usual_rate: the region's entrants and those who change their employer, per person of its
            workforce.
    """

    hires: Values
    entrants: Values
    share: Values
    rate: Values
    usual_rate: Values


def market_load(plan: Staffing, region: GapResult, turnover: float) -> MarketLoad:
    """Hires held against those whom the region's market brings forth.

    Args:
        plan: with as many draws as `region`.
        region: of the same region, without measures.
        turnover: share of employees who change their employer in a year.
    """
    own = np.isin(plan.years, region.years)
    there = np.searchsorted(region.years, plan.years[own])
    hires = plan.hires[:, own].mean(axis=1)
    entrants = np.asarray(region.flows.graduates[:, there].mean(axis=1))
    workforce = np.asarray(region.flows.opening[:, there].mean(axis=1))
    rate = hires / np.maximum(plan.opening[:, own].mean(axis=1), 1.0)
    return MarketLoad(hires, entrants, hires / entrants, rate, entrants / workforce + turnover)
