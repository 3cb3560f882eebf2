"""Assumptions: parameters that a scenario changes from the values of the facts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, replace

from forecasting.core.errors import ScenarioError
from forecasting.core.parameters import Grade, Parameter
from forecasting.core.series import Unit
from forecasting.model.inputs import ModelInputs, ModelParameters
from forecasting.model.interventions import Assumption, Intervention

CEILING = ".ceiling"  # ends the id of what is one number, without a range
OVER_PEOPLE = "competence_spread"  # its range describes how people differ, not uncertainty
_WIDEST = 10.0  # times the range of the facts, where a parameter has no hard bound
_LEAST_CEILING = 1e-4  # an intervention has to reach somebody


def known_parameters(inputs: ModelInputs) -> dict[str, Parameter]:
    """Return every parameter that an assumption can change, by id.

    Those of the model have the name of their field; those of an intervention have the ids
    `intervention.channel` (effects), `intervention.cost`, `intervention.multiplier` and
    `intervention.ceiling`.
    """
    parameters: dict[str, Parameter] = {
        field.name: getattr(inputs.parameters, field.name) for field in fields(ModelParameters)
    }
    for intervention in inputs.interventions.values():
        parameters |= intervention_parameters(intervention)
    return parameters


def intervention_parameters(intervention: Intervention) -> dict[str, Parameter]:
    """Return the parameters of one intervention, by id."""
    parameters = {
        f"{intervention.id}.{effect.channel}": effect.size for effect in intervention.effects
    }
    if intervention.cost_per_person:
        parameters[f"{intervention.id}.cost"] = intervention.cost_per_person
    if intervention.multiplier:
        parameters[f"{intervention.id}.multiplier"] = intervention.multiplier
    return parameters | {f"{intervention.id}{CEILING}": _ceiling(intervention)}


def assume(inputs: ModelInputs, assumptions: tuple[Assumption, ...]) -> ModelInputs:
    """Return the inputs with some parameters as assumed; with the same assumptions no change.

    Raises:
        ScenarioError: a parameter is unknown, or its values are out of order or out of bounds.
        ValueError: the inputs are under other assumptions already.
    """
    if inputs.assumptions == assumptions:
        return inputs
    if inputs.assumptions:
        raise ValueError(
            "Inputs under assumptions cannot be put under others; use those of the facts."
        )
    known = known_parameters(inputs)
    values = {each.parameter: assumed(each, known) for each in assumptions}
    of_model = {field.name for field in fields(ModelParameters)} & values.keys()
    changed = {name: values[name] for name in of_model}
    gap = changed.get("baseline_gap", inputs.gap_anchor.gap)
    return replace(
        inputs,
        parameters=replace(inputs.parameters, **changed),
        gap_anchor=replace(inputs.gap_anchor, gap=gap),
        interventions={
            name: _assumed_intervention(each, values) for name, each in inputs.interventions.items()
        },
        assumptions=assumptions,
    )


def assumed(assumption: Assumption, known: Mapping[str, Parameter]) -> Parameter:
    """Return a parameter with the values of an assumption.

    Raises:
        ScenarioError: the parameter is unknown, or its values are out of order or out of bounds.
    """
    if assumption.parameter not in known:
        raise ScenarioError(
            "There is no parameter {parameter} to be assumed otherwise. Known: {known}.",
            parameter=assumption.parameter,
            known=", ".join(sorted(known)),
        )
    parameter = known[assumption.parameter]
    least, most = bounds(parameter)
    if not least <= assumption.low <= assumption.value <= assumption.high <= most:
        raise ScenarioError(
            "{parameter}: assumed are {low}, {value} and {high}; they must rise from low to high and "
            "lie between {minimum} and {maximum}.",
            parameter=assumption.parameter,
            low=assumption.low,
            value=assumption.value,
            high=assumption.high,
            minimum=least,
            maximum=most,
        )
    if assumption.parameter == OVER_PEOPLE and assumption.low == assumption.high:
        raise ScenarioError(
            "{parameter}: this range is one over people, who differ; its ends must not be equal.",
            parameter=assumption.parameter,
        )
    return replace(parameter, value=assumption.value, low=assumption.low, high=assumption.high)


def bounds(parameter: Parameter) -> tuple[float, float]:
    """Return the least and the most that can be assumed.

    The hard bounds; where a parameter has none, ten times the range of the facts.
    """
    widest = _WIDEST * max(abs(parameter.low), abs(parameter.high))
    return max(parameter.minimum, -widest), min(parameter.maximum, widest)


def _assumed_intervention(
    intervention: Intervention, values: Mapping[str, Parameter]
) -> Intervention:
    own = {**intervention_parameters(intervention), **values}
    ceiling = own[f"{intervention.id}{CEILING}"].value
    return replace(
        intervention,
        effects=tuple(
            replace(effect, size=own[f"{intervention.id}.{effect.channel}"])
            for effect in intervention.effects
        ),
        cost_per_person=own.get(f"{intervention.id}.cost"),
        multiplier=own.get(f"{intervention.id}.multiplier"),
        ceiling_share=ceiling,
    )


def _ceiling(intervention: Intervention) -> Parameter:
    """Return the ceiling, which is one number, as a parameter without a range."""
    share = intervention.ceiling_share
    return Parameter(
        id=f"{intervention.id}{CEILING}",
        name_zh="每年至多覆盖对象的比例",
        name_en="Most of the base that can be reached in a year",
        unit=Unit.SHARE,
        value=share,
        low=share,
        high=share,
        grade=Grade.JUDGEMENT,
        source_ids=(),
        note_zh=intervention.ceiling_note_zh,
        note_en=intervention.ceiling_note_en,
        minimum=_LEAST_CEILING,
        maximum=1.0,
    )
