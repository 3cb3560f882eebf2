"""Tables of a scenario's results: every figure against the baseline, and lever by lever."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd

from forecasting.analysis.cost import InterventionOutcome, UnpricedReason, cost_per_post
from forecasting.core.series import Unit, Values
from forecasting.model.interventions import Intervention
from forecasting.model.result import Comparison, GapResult, Spread
from reporting.format.i18n import Language, Translator, message, translator
from reporting.format.labels import KINDS
from reporting.format.numbers import (
    MISSING,
    add_up,
    format_change,
    format_quantity,
    format_range,
    round_to,
    scale_for,
    with_unit,
)
from reporting.words.key_figures import differences, key_figures

REASONS = {
    UnpricedReason.DEVELOPMENT: message("A development: nobody decides on it, so it has no cost"),
    UnpricedReason.AFTER_HORIZON: message("Its effect begins after the last year shown"),
    UnpricedReason.WIDENS: message("It widens the gap"),
    UnpricedReason.HARDLY: message("It closes hardly any post in that year"),
}
_DIGITS = 3  # of the largest contribution
_TABLE_DIGITS = 3


def answer_table(
    comparison: Comparison, per_post: float | None, language: Language
) -> pd.DataFrame:
    """Return one row per figure: with the levers set, its 80% interval, and against the baseline.

    Args:
        comparison: the scenario beside its baseline.
        per_post: yuan per post closed by all measures, None where they close none.
        language: of names and units.
    """
    tr = translator(language)
    result, baseline = comparison.result, comparison.baseline
    year = result.horizon
    rows = [
        _row(tr("Gap {year}", year=year), result.gap, baseline.gap, result, language),
        _row(
            tr("Qualified gap {year}", year=year),
            result.qualified_gap,
            baseline.qualified_gap,
            result,
            language,
        ),
        *(
            _row(
                tr("{kind}, gap {year}", kind=tr(name), year=year),
                result.gap_of(kind),
                baseline.gap_of(kind),
                result,
                language,
            )
            for kind, name in KINDS.items()
        ),
        *_timing(comparison, language),
        *_people(comparison, language),
        _cost(comparison, tr),
        (tr("Cost per post closed"), _yuan(per_post, language), MISSING, MISSING),
    ]
    headings = (tr("Figure"), tr("Value"), tr("80% interval"), tr("Against the baseline"))
    return pd.DataFrame(rows, columns=list(headings))


def lever_table(
    outcomes: Sequence[InterventionOutcome],
    horizon: int,
    interventions: Mapping[str, Intervention],
    language: Language,
) -> pd.DataFrame:
    """Return one row per lever, the one that narrows the gap most first, and their sum.

    The contributions are rounded so that they add up to the last digit shown.
    """
    tr = translator(language)
    closed = np.array([outcome.closed for outcome in outcomes])
    whole, place = _rounded(closed)
    spent = sum(outcome.cost or 0.0 for outcome in outcomes)
    people = scale_for([*closed, closed.sum()], Unit.PERSONS, language)
    money = scale_for([spent], Unit.YUAN, language)
    overall = cost_per_post(tuple(outcomes))
    prices = [outcome.per_post for outcome in outcomes]
    each = scale_for([price for price in (*prices, overall) if price], Unit.YUAN, language)
    scaled = [float(round_to(units * place / people.factor, 12)) for units in whole]
    costs = [outcome.cost for outcome in outcomes]
    return pd.DataFrame(
        {
            tr("Lever"): [
                *(tr.name(interventions[outcome.intervention]) for outcome in outcomes),
                tr("All together"),
            ],
            with_unit(tr("Narrowing of the gap {year}", year=horizon), people): [
                *scaled,
                float(round_to(float(whole.sum()) * place / people.factor, 12)),
            ],
            with_unit(tr("Cost up to {year}", year=horizon), money): [
                *(_scaled(cost, money.factor) for cost in costs),
                _scaled(spent, money.factor),
            ],
            with_unit(tr("Cost per post closed"), each): [
                *(_scaled(price, each.factor) for price in prices),
                _scaled(overall, each.factor),
            ],
        }
    )


def lever_remarks(
    outcomes: Sequence[InterventionOutcome],
    interventions: Mapping[str, Intervention],
    language: Language,
) -> list[str]:
    """Return a sentence for each lever without a cost per post closed that says why."""
    tr = translator(language)
    return [
        tr(
            "{name}: {value}",
            name=tr.name(interventions[o.intervention]),
            value=tr(REASONS[o.unpriced]),
        )
        for o in outcomes
        if o.unpriced
    ]


def _rounded(closed: Values) -> tuple[np.ndarray, float]:
    """Return contributions as whole numbers of a power of ten, and that power."""
    largest = max(float(np.abs(closed).max(initial=0.0)), abs(float(closed.sum())), 1.0)
    place = 10.0 ** (np.floor(np.log10(largest)) - _DIGITS + 1)
    total = np.rint(np.asarray(closed.sum() / place)).astype(np.int64)
    return add_up(closed / place, total), float(place)


def _scaled(value: float | None, factor: float) -> float:
    return float("nan") if value is None else float(round_to(value / factor, _TABLE_DIGITS))


def _row(
    name: str, paths: Values, baseline: Values, result: GapResult, language: Language
) -> tuple[str, str, str, str]:
    at = result.column(result.horizon)
    return _people_row(name, paths[:, at], baseline[:, at], language)


def _people_row(
    name: str, draws: Values, baseline: Values, language: Language
) -> tuple[str, str, str, str]:
    spread, change = Spread.of(draws), float(np.mean(draws - baseline))
    return (
        name,
        format_quantity(spread.median, Unit.PERSONS, language),
        format_range(spread.low, spread.high, Unit.PERSONS, language),
        format_change(change, Unit.PERSONS, language) if abs(change) >= 1 else MISSING,
    )


def _timing(comparison: Comparison, language: Language) -> list[tuple[str, str, str, str]]:
    """Return the rows on closing year, closing probability and peak, with those of the baseline."""
    tr = translator(language)
    result, baseline = comparison.result, comparison.baseline
    now, before = key_figures(result), key_figures(baseline)
    change = differences(comparison)
    closed, closed_before = result.closing_year, baseline.closing_year

    def year(closing: int | None) -> str:
        return str(closing) if closing else tr("not in sight")

    def against(text: str) -> str:
        return tr("baseline: {value}", value=text)

    def share(value: float) -> str:
        return format_quantity(value, Unit.SHARE, language)

    return [
        (tr("The gap closes in"), year(closed.p50), MISSING, against(year(closed_before.p50))),
        (
            tr("Probability of being closed in {year}", year=result.horizon),
            share(now.closed_probability),
            MISSING,
            against(share(before.closed_probability)),
        ),
        (
            tr("Peak gap"),
            format_quantity(now.peak_gap, Unit.PERSONS, language),
            MISSING,
            format_change(change.peak_gap, Unit.PERSONS, language)
            if abs(change.peak_gap) >= 1
            else MISSING,
        ),
        (tr("Year of the peak"), str(now.peak_year), MISSING, against(str(before.peak_year))),
    ]


def _people(comparison: Comparison, language: Language) -> list[tuple[str, str, str, str]]:
    """Return the rows on graduates who enter and adults retrained, first projected year to horizon."""
    tr = translator(language)
    result, baseline = comparison.result, comparison.baseline
    ahead = result.shown & (result.years > result.last_observed)
    period = {"start": result.last_observed + 1, "end": result.horizon}
    names = {
        "graduates": tr("New graduates who enter, {start}–{end}", **period),
        "retrained": tr("Adults retrained, {start}–{end}", **period),
    }
    return [
        _people_row(
            name,
            getattr(result.flows, flow)[:, ahead].sum(axis=1),
            getattr(baseline.flows, flow)[:, ahead].sum(axis=1),
            language,
        )
        for flow, name in names.items()
    ]


def _cost(comparison: Comparison, tr: Translator) -> tuple[str, str, str, str]:
    result, language = comparison.result, tr.language
    change = differences(comparison).cost
    return (
        tr("Cost up to {year}", year=result.horizon),
        format_quantity(result.cost_total, Unit.YUAN, language),
        MISSING,
        format_change(change, Unit.YUAN, language) if change else MISSING,
    )


def _yuan(value: float | None, language: Language) -> str:
    return MISSING if value is None else format_quantity(value, Unit.YUAN, language, 2)
