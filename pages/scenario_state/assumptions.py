"""What the scenario assumes otherwise than the facts, from the address to the controls.

In the address an assumption is "value_low_high" in the unit of the model, in exact decimals:
`assume.elasticity=0.3_0.1_0.5`; equal numbers make the parameter certain. An assumed baseline gap stands
in for the gap of whichever published baseline is chosen; the year stays that of the baseline.
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
from pages.shell.url_controls import accept, reject, rejected, reset
from pages.widgets.region_controls import Selection

_NUMBER = r"(-?\d+(?:\.\d+)?)"
_FORM = re.compile(f"{_NUMBER}_{_NUMBER}_{_NUMBER}")


def assumptions_of(selection: Selection) -> tuple[Assumption, ...]:
    """What the address assumes. What cannot be used is rejected and named by `assumptions_block`."""
    known, found = known_parameters(selection.inputs), []
    for name, text in url_state.chosen_with(url_state.ASSUMED).items():
        wanted = read_assumption(name, text, known)
        if wanted is None:
            reject(url_state.ASSUMED + name, text)
        else:
            found.append(wanted)
    return in_order(found, known)


def in_order(
    assumptions: Iterable[Assumption], known: Mapping[str, Parameter]
) -> tuple[Assumption, ...]:
    """Assumptions in the order of the parameters, so that the same ones are the same scenario."""
    places = {name: place for place, name in enumerate(known)}
    return tuple(sorted(assumptions, key=lambda wanted: places[wanted.parameter]))


def under(selection: Selection, assumptions: tuple[Assumption, ...]) -> Selection:
    """Return the selection with its run under assumptions."""
    return replace(selection, run=run_under(selection.run, assumptions))


def levers_under(
    selection: Selection, assumptions: tuple[Assumption, ...], ready: ReadyScenario
) -> tuple[Lever, ...]:
    """The levers with the reach they have under assumptions.

    What is said about each stays what the facts say, so that no source is named for an assumed number.
    """
    documented = selection.inputs.interventions
    levers = levers_of(under(selection, assumptions), ready)
    return tuple(replace(lever, intervention=documented[lever.id]) for lever in levers)


def read_assumption(name: str, text: str, known: Mapping[str, Parameter]) -> Assumption | None:
    """Read an assumption from its query parameter; None when it cannot be used."""
    found = _FORM.fullmatch(text)
    if found is None:
        return None
    wanted = Assumption(name, *(float(number) for number in found.groups()))
    try:
        assumed(wanted, known)
    except ScenarioError:
        return None
    return wanted


def encode_assumption(wanted: Assumption) -> str:
    """Return an assumption as a query parameter."""
    return "_".join(map(plain, (wanted.value, wanted.low, wanted.high)))


def plain(number: float) -> str:
    """The shortest decimal that is exactly this number, without an exponent."""
    digits = f"{Decimal(repr(float(number))):f}"
    return digits.rstrip("0").rstrip(".") if "." in digits else digits


def address_of(wanted: Assumption, parameter: Parameter) -> str | None:
    """Return an assumption as a query parameter; None for what the facts hold anyway."""
    facts = (parameter.value, parameter.low, parameter.high)
    return None if (wanted.value, wanted.low, wanted.high) == facts else encode_assumption(wanted)


def put_assumption(wanted: Assumption, parameter: Parameter) -> None:
    """Assume something."""
    name = url_state.ASSUMED + wanted.parameter
    accept(name)
    url_state.choose(name, address_of(wanted, parameter))


def drop_assumptions() -> None:
    """Return to the facts."""
    changed = [url_state.ASSUMED + name for name in url_state.chosen_with(url_state.ASSUMED)]
    reset([*changed, *rejected(url_state.ASSUMED)])
