"""Goals and packages as JSON for programs: whole persons and whole yuan, sorted keys."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from forecasting.analysis.goalseek import GoalSeekResult
from forecasting.analysis.packages import Package, PackageItem
from forecasting.analysis.target import Goal, GoalOutcome, Target
from forecasting.model.interventions import Intervention, Scenario, Setting, TargetPopulation
from forecasting.model.prepared_run import PreparedRun
from forecasting.model.result import Spread


def goal_seek_json(result: GoalSeekResult, run: PreparedRun, scenario: Scenario) -> str:
    """Return a goal-seek result; `value` is the size of a single lever, null for a group or a no."""
    levers, outcome = run.documented.interventions, result.required
    single = outcome.settings[0] if outcome and len(outcome.settings) == 1 else None
    return _render(
        _goal(result.goal)
        | {
            "levers": list(result.interventions),
            "reachable": outcome is not None,
            "value": single and _reach(single, levers),
            "share_of_most": result.share,
            "found": outcome and _prospect(outcome, levers),
            "most": _prospect(result.at_ceiling, levers),
            "without": _prospect(result.at_zero, levers),
            "obstacle": result.obstacle,
            "first_effect": result.first_effect,
        }
        | _run(run, scenario)
    )


def package_json(package: Package, run: PreparedRun, scenario: Scenario, goal: Goal | None) -> str:
    """Return a package with its shadow price and the verdict on each measure."""
    levers, price = run.documented.interventions, package.posts_per_yuan
    return _render(
        {
            "year": package.year,
            "budget": round(package.budget),
            "goal": goal and _goal(goal),
            "reached": package.reached,
            "obstacle": package.obstacle,
            "cost": round(package.cost),
            "narrowing": round(package.narrowing),
            "before": _prospect(package.before, levers),
            "after": _prospect(package.after, levers),
            "shadow_price": {
                "posts_per_100_million_yuan": round(price * 1e8),
                "yuan_per_post": round(1 / price) if price else None,
            },
            "measures": [_package_item(part) for part in package.items],
            "settings": [_setting(setting, levers) for setting in package.scenario.settings],
        }
        | _run(run, scenario)
    )


def _render(document: Mapping[str, Any]) -> str:
    return json.dumps(document, ensure_ascii=False, sort_keys=True)


def _run(run: PreparedRun, scenario: Scenario) -> dict[str, Any]:
    """Return the settings that reproduce the result."""
    inputs, national = run.inputs, run.national
    return {
        "region": inputs.region.code,
        "baseline": inputs.gap_anchor.id,
        "scenario": scenario.id,
        "manifest": {
            "data_digest": national.basis.digest,
            "draws": national.draws.count,
            "scenario_digest": scenario.digest,
            "seed": national.draws.seed,
            "versions": dict(inputs.versions),
        },
    }


def _goal(goal: Goal) -> dict[str, Any]:
    return {"year": goal.year, "certainty": goal.certainty, "target": _target(goal.target)}


def _target(target: Target) -> dict[str, Any]:
    return {"persons": round(target.persons), "share_of_supply": target.share_of_supply}


def _prospect(goal_outcome: GoalOutcome, levers: Mapping[str, Intervention]) -> dict[str, Any]:
    return {
        "settings": [_setting(setting, levers) for setting in goal_outcome.settings],
        "gap": _spread(goal_outcome.gap),
        "probability": goal_outcome.probability,
    }


def _package_item(part: PackageItem) -> dict[str, Any]:
    return {
        "intervention": part.setting.intervention,
        "people": round(part.setting.reach),
        "most": round(part.limit),
        "start_year": part.setting.start_year,
        "first_effect": part.first_effect,
        "cost": round(part.cost),
        "posts": round(part.posts),
        "yuan_per_post": None if part.price is None else round(part.price),
        "verdict": part.inclusion,
    }


def _spread(spread: Spread) -> dict[str, int]:
    return {"p10": round(spread.low), "p50": round(spread.median), "p90": round(spread.high)}


def _setting(setting: Setting, levers: Mapping[str, Intervention]) -> dict[str, Any]:
    return asdict(setting) | {"reach": _reach(setting, levers)}


def _reach(setting: Setting, levers: Mapping[str, Intervention]) -> float:
    """Return a size in whole persons; a rate of growth unrounded."""
    growth = levers[setting.intervention].target_population is TargetPopulation.OUTPUT
    return setting.reach if growth else round(setting.reach)
