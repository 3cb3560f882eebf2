"""A comparison as JSON for programs: whole persons and whole yuan, the same call, the same bytes."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import Any

import numpy as np
from numpy.typing import NDArray

from forecasting.core.series import Values
from forecasting.model.result import Comparison, Flows, GapResult, Quantiles
from reporting.format.numbers import Whole, add_up


def result_json(comparison: Comparison) -> str:
    """Return the scenario of a comparison up to the horizon as JSON: sorted keys, no line breaks.

    Quantities are persons and yuan. `mean` is given beside the quantiles because means add up over
    regions and flows while quantiles do not.
    """
    return json.dumps(result_document(comparison), ensure_ascii=False, sort_keys=True)


def result_document(comparison: Comparison) -> dict[str, Any]:
    """Return the JSON document as plain values."""
    result = comparison.result
    shown = result.shown
    effect = _whole((comparison.baseline.gap - result.gap).mean(axis=0))
    return {
        "region": result.region,
        "scenario": result.scenario.id,
        "baseline": result.baseline,
        "settings": [asdict(setting) for setting in result.scenario.settings],
        "assumptions": [asdict(assumed) for assumed in result.scenario.assumptions],
        "years": result.years[shown].tolist(),
        "demand": _quantiles(result.demand[:, shown]),
        "supply": _quantiles(result.supply[:, shown]),
        "gap": _quantiles(result.gap[:, shown]),
        "qualified_gap": _quantiles(result.qualified_gap[:, shown]),
        "baseline_gap": _quantiles(comparison.baseline.gap[:, shown]),
        "flows": _flows(result, shown),
        "closing_year": asdict(result.closing_year),
        "cost_total": round(result.cost_total),
        "effect": effect[shown].tolist(),
        "contributions": {
            name: values[shown].tolist()
            for name, values in whole_contributions(comparison, effect).items()
        },
        "manifest": {**asdict(result.manifest), "versions": dict(result.manifest.versions)},
    }


def whole_contributions(comparison: Comparison, total: Whole) -> dict[str, Whole]:
    """Return contributions in whole persons that add up to the whole effect, by largest remainders."""
    names = list(comparison.contributions)
    if not names:
        return {}
    exact = np.array([comparison.contributions[name] for name in names])
    whole = add_up(exact, total)
    return dict(zip(names, whole, strict=True))


def _quantiles(paths: Values) -> dict[str, list[int]]:
    quantiles = Quantiles.of(paths)
    return {
        name: _whole(getattr(quantiles, name)).tolist() for name in ("p10", "p50", "p90", "mean")
    }


def _flows(result: GapResult, shown: NDArray[np.bool_]) -> dict[str, list[int]]:
    """Return mean flows in whole persons; opening + inflows − exits is exactly the closing stock.

    The rounding of the five terms, at most three persons, is put into the exits.
    """
    flows: Flows = result.flows
    closing = _whole(result.supply.mean(axis=0))
    opening = np.concatenate([_whole(flows.opening[:, :1].mean(axis=0)), closing[:-1]])
    inflows = {
        name: _whole(getattr(flows, name).mean(axis=0))
        for name in ("graduates", "retrained", "migration")
    }
    exits = opening + sum(inflows.values()) - closing
    balance = {"opening": opening, **inflows, "exits": exits, "closing": closing}
    return {name: values[shown].tolist() for name, values in balance.items()}


def _whole(values: Values) -> Whole:
    return np.rint(values).astype(np.int64)
