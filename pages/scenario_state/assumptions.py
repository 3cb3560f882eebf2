"""Assumptions of a scenario that differ from the facts: read from the URL, apply, write to the URL.

The URL holds an assumption as "value_low_high" in the unit of the model, in exact decimals:
`assume.elasticity=0.3_0.1_0.5`; equal numbers make the parameter certain. An assumed baseline gap replaces the gap
of the chosen published baseline; its year stays.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from decimal import Decimal

from forecasting.core.errors import ScenarioError
from forecasting.core.parameters import Parameter
from forecasting.model.assumptions import assumed, known_parameters
from forecasting.model.interventions import Assumption, ReadyScenario
from pages.cache.runs import run_under
from pages.scenario_state.lever_settings import Lever, levers_of
from pages.shell import url_state
from pages.shell.link_parameters import ASSUMED
from pages.shell.url_controls import clear_rejection, reject, rejections_of, reset_parameters
from pages.widgets.region_controls import Selection

_NUMBER = r"(-?\d+(?:\.\d+)?)"
_FORM = re.compile(f"{_NUMBER}_{_NUMBER}_{_NUMBER}")


def assumptions_of(selection: Selection) -> tuple[Assumption, ...]:
    """Return the assumptions of the URL; reject unusable ones, which `show_assumptions` names."""
    known, assumptions = known_parameters(selection.inputs), []
    for name, text in url_state.get_with_prefix(ASSUMED).items():
        assumption = read_assumption(name, text, known)
        if assumption is None:
            reject(ASSUMED + name, text)
        else:
            assumptions.append(assumption)
    return in_parameter_order(assumptions, known)


def in_parameter_order(
    assumptions: Iterable[Assumption], known: Mapping[str, Parameter]
) -> tuple[Assumption, ...]:
    """Sort assumptions in the order of the parameters, so that equal sets make equal scenarios."""
    places = {name: place for place, name in enumerate(known)}
    return tuple(sorted(assumptions, key=lambda assumption: places[assumption.parameter]))


def under_assumptions(selection: Selection, assumptions: tuple[Assumption, ...]) -> Selection:
    """Return the selection with its run under assumptions."""
    return replace(selection, run=run_under(selection.run, assumptions))


def levers_under(
    selection: Selection, assumptions: tuple[Assumption, ...], ready: ReadyScenario
) -> tuple[Lever, ...]:
    """Return the levers with their ceilings under the assumptions.

    Each lever keeps the documented intervention, so that its sources are named for documented numbers only.
    """
    documented = selection.inputs.interventions
    levers = levers_of(under_assumptions(selection, assumptions), ready)
    return tuple(replace(lever, intervention=documented[lever.id]) for lever in levers)


def read_assumption(name: str, text: str, known: Mapping[str, Parameter]) -> Assumption | None:
    """Read an assumption from its URL value; None when it cannot be used."""
    match = _FORM.fullmatch(text)
    if match is None:
        return None
    assumption = Assumption(name, *(float(number) for number in match.groups()))
    try:
        assumed(assumption, known)
    except ScenarioError:
        return None
    return assumption


def encode_assumption(assumption: Assumption) -> str:
    """Write an assumption as a URL value."""
    return "_".join(map(plain_decimal, (assumption.value, assumption.low, assumption.high)))


def plain_decimal(number: float) -> str:
    """Write a number as the shortest exact decimal without an exponent."""
    digits = f"{Decimal(repr(float(number))):f}"
    return digits.rstrip("0").rstrip(".") if "." in digits else digits


def url_value_of(assumption: Assumption, parameter: Parameter) -> str | None:
    """Write an assumption as a URL value; None when it equals the facts."""
    facts = (parameter.value, parameter.low, parameter.high)
    same = (assumption.value, assumption.low, assumption.high) == facts
    return None if same else encode_assumption(assumption)


def set_assumption(assumption: Assumption, parameter: Parameter) -> None:
    """Put an assumption into the URL state."""
    name = ASSUMED + assumption.parameter
    clear_rejection(name)
    url_state.put(name, url_value_of(assumption, parameter))


def reset_assumptions() -> None:
    """Remove all assumptions from the URL state."""
    changed = [ASSUMED + name for name in url_state.get_with_prefix(ASSUMED)]
    reset_parameters([*changed, *rejections_of(ASSUMED)])
