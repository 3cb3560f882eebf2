"""Assessing the talent risks: indicators of a result against their thresholds.

The thresholds are facts (data/facts/risk.yml); this module measures the indicators and compares.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from forecasting.core.errors import FactsError
from forecasting.core.parameters import Parameter
from forecasting.core.series import Unit, Values
from forecasting.model.inputs import ModelInputs
from forecasting.model.interventions import Kind, Setting, TalentKind
from forecasting.model.result import GapResult, Spread


class IndicatorKind(StrEnum):
    """What an indicator measures, each at the horizon."""

    GAP_SHARE = "gap_share"  # head-count gap ÷ demand
    CLOSING_PROBABILITY = "closing_probability"  # that the head-count gap is closed
    COMPOUND_GAP_SHARE = "compound_gap_share"  # compound posts without compound people
    PRACTICAL_GAP_SHARE = "practical_gap_share"  # application-oriented and skilled posts, the same
    QUALIFIED_GAP_SHARE = "qualified_gap_share"  # posts without people of working competence
    FIRST_EFFECT = "first_effect"  # years from the first intake to the first effect of any policy
    LATE_SHARE = "late_share"  # share of the policies that act only after the horizon
    FUNDING = "funding"  # cost of the dearest year ÷ the orientation for the region


class Status(StrEnum):
    """Red, amber and green status."""

    GREEN = "green"
    AMBER = "amber"
    RED = "red"


@dataclass(frozen=True)
class Risk:
    """A talent risk named by the paper, and the indicators assigned to it."""

    id: str
    paper_section: str
    name_zh: str
    name_en: str
    text_zh: str
    text_en: str
    kinds: tuple[IndicatorKind, ...]
    source_ids: tuple[str, ...]


@dataclass(frozen=True)
class RiskIndicator:
    """An indicator with its thresholds.

    Attributes:
        amber, red: values from which the status is amber or red, in `unit`; values up to which,
            where more is better.
        orientation: reference spending of the funding indicator, yuan a year of the nation; a
            region's part follows its workforce.

    Raises:
        FactsError: red is not beyond amber, or funding has no orientation.
    """

    kind: IndicatorKind
    name_zh: str
    name_en: str
    unit: Unit
    more_is_better: bool
    amber: float
    red: float
    note_zh: str
    note_en: str
    source_ids: tuple[str, ...]
    orientation: Parameter | None = None

    def __post_init__(self) -> None:
        beyond = self.red < self.amber if self.more_is_better else self.red > self.amber
        if not beyond:
            raise FactsError(
                "Indicator {id}: red ({red}) must be worse than amber ({amber}).",
                id=self.kind,
                red=self.red,
                amber=self.amber,
            )
        if (self.orientation is not None) != (self.kind is IndicatorKind.FUNDING):
            raise FactsError(
                "Indicator {id}: funding needs an orientation, and no other figure has one.",
                id=self.kind,
            )

    def status(self, value: float) -> Status:
        """Return the status of a value. A value at a threshold counts as past it."""
        sign = -1 if self.more_is_better else 1
        if sign * value >= sign * self.red:
            return Status.RED
        return Status.AMBER if sign * value >= sign * self.amber else Status.GREEN


@dataclass(frozen=True)
class IndicatorValue:
    """The value of an indicator in one result.

    Attributes:
        value: median in the unit of the indicator; None where no policy is set.
        spread: median and 80% interval, None for indicators without one.
        in_red: share of the draws beyond the red threshold, None without an interval.
    """

    indicator: RiskIndicator
    value: float | None
    spread: Spread | None = None
    in_red: float | None = None

    @property
    def status(self) -> Status | None:
        """The status, None without a value."""
        return None if self.value is None else self.indicator.status(self.value)


def assess(
    result: GapResult, inputs: ModelInputs, indicators: Iterable[RiskIndicator]
) -> tuple[IndicatorValue, ...]:
    """Return the value of every indicator in a result, in the given order."""
    return tuple(_indicator_value(indicator, result, inputs) for indicator in indicators)


def worst(values: Iterable[IndicatorValue]) -> Status | None:
    """Return the worst status of several values, None where none has one."""
    order = {status: place for place, status in enumerate(Status)}
    return max(
        (value.status for value in values if value.status), key=order.__getitem__, default=None
    )


def values_of_risk(
    risk: Risk, values: Mapping[IndicatorKind, IndicatorValue]
) -> tuple[IndicatorValue, ...]:
    """Return the values of the indicators assigned to a risk."""
    return tuple(values[kind] for kind in risk.kinds)


def _indicator_value(
    indicator: RiskIndicator, result: GapResult, inputs: ModelInputs
) -> IndicatorValue:
    if indicator.kind in _DRAWN:
        draws = _drawn(indicator.kind, result)
        spread = Spread.of(draws)
        reds = [indicator.status(float(value)) is Status.RED for value in draws]
        return IndicatorValue(indicator, spread.median, spread, float(np.mean(reds)))
    return IndicatorValue(indicator, _single(indicator, result, inputs))


_DRAWN = frozenset(
    {
        IndicatorKind.GAP_SHARE,
        IndicatorKind.COMPOUND_GAP_SHARE,
        IndicatorKind.PRACTICAL_GAP_SHARE,
        IndicatorKind.QUALIFIED_GAP_SHARE,
    }
)


def _drawn(kind: IndicatorKind, result: GapResult) -> Values:
    """Return the share of posts unfilled at the horizon, shape [draws]; below 0 a surplus."""
    at = result.column(result.horizon)
    demand = result.demand[:, at]
    if kind is IndicatorKind.GAP_SHARE:
        return np.asarray(result.gap[:, at] / demand)
    if kind is IndicatorKind.QUALIFIED_GAP_SHARE:
        return np.asarray(result.qualified_gap[:, at] / demand)
    kinds = [TalentKind.COMPOUND]
    if kind is IndicatorKind.PRACTICAL_GAP_SHARE:
        kinds = [TalentKind.APPLICATION, TalentKind.SKILLED]
    gap = np.sum([result.gap_of(talent)[:, at] for talent in kinds], axis=0)
    posts = demand * np.sum([result.talent_mix.posts[talent] for talent in kinds], axis=0)
    return np.asarray(np.divide(gap, posts, out=np.zeros_like(gap), where=posts > 0))


def _single(indicator: RiskIndicator, result: GapResult, inputs: ModelInputs) -> float | None:
    if indicator.kind is IndicatorKind.CLOSING_PROBABILITY:
        return result.closing_year.probability_by_horizon
    policies = _policies(result, inputs)
    if not policies:
        return None
    effects = [
        inputs.interventions[setting.intervention].first_effect(setting) for setting in policies
    ]
    if indicator.kind is IndicatorKind.FIRST_EFFECT:
        return float(min(effects) - min(setting.start_year for setting in policies))
    if indicator.kind is IndicatorKind.LATE_SHARE:
        return float(np.mean([year > result.horizon for year in effects]))
    return _funding(indicator, result, inputs)


def first_effect_year(result: GapResult, inputs: ModelInputs) -> int | None:
    """Return the year in which the first policy begins to act, None without policies."""
    effects = (
        inputs.interventions[setting.intervention].first_effect(setting)
        for setting in _policies(result, inputs)
    )
    return min(effects, default=None)


def _policies(result: GapResult, inputs: ModelInputs) -> list[Setting]:
    return [
        setting
        for setting in result.scenario.settings
        if inputs.interventions[setting.intervention].kind is Kind.POLICY
    ]


def dearest_year(result: GapResult) -> float:
    """Return the cost of the policies in their dearest year up to the horizon, yuan."""
    yearly = np.sum([cost[result.shown] for cost in result.costs.values()], axis=0)
    return float(np.max(yearly, initial=0.0))


def orientation(indicator: RiskIndicator, inputs: ModelInputs) -> float | None:
    """Return the region's reference spending, yuan a year: the nation's by share of workforce."""
    national = indicator.orientation
    return national.value * inputs.shares.stock if national else None


def _funding(indicator: RiskIndicator, result: GapResult, inputs: ModelInputs) -> float | None:
    available = orientation(indicator, inputs)
    return dearest_year(result) / available if available else None
