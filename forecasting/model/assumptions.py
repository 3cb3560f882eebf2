"""Parameters that a scenario takes otherwise than the facts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, replace

from forecasting.core.errors import ScenarioError
from forecasting.core.parameters import Grade, Parameter
from forecasting.core.series import Unit
from forecasting.model.inputs import ModelInputs, ModelParameters
from forecasting.model.interventions import Assumption, Intervention

CEILING = ".ceiling"  # ends the id of what is one number, without a range
OVER_PEOPLE = "competence_spread"  # its range says how people differ, not how unsure it is
_FARTHEST = 10.0
_LEAST_CEILING = 1e-4  # what reaches nobody is no lever


def known_parameters(inputs: ModelInputs) -> dict[str, Parameter]:
    """Every parameter that can be assumed otherwise, by id.

    Those of the model have the name of their field; those of a lever under
    `lever.channel` (effects), `lever.cost`, `lever.multiplier` and `lever.ceiling`.
    """
    found: dict[str, Parameter] = {
        field.name: getattr(inputs.parameters, field.name) for field in fields(ModelParameters)
    }
    for lever in inputs.interventions.values():
        found |= intervention_parameters(lever)
    return found


def intervention_parameters(lever: Intervention) -> dict[str, Parameter]:
    """The parameters of one lever, by id."""
    found = {f"{lever.id}.{effect.channel}": effect.size for effect in lever.effects}
    if lever.cost_per_person:
        found[f"{lever.id}.cost"] = lever.cost_per_person
    if lever.multiplier:
        found[f"{lever.id}.multiplier"] = lever.multiplier
    return found | {f"{lever.id}{CEILING}": _ceiling(lever)}


def assume(inputs: ModelInputs, assumptions: tuple[Assumption, ...]) -> ModelInputs:
    """The inputs with some parameters as assumed. Applied once; again with the same is no change.

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
    found = {wanted.parameter: assumed(wanted, known) for wanted in assumptions}
    own = {field.name for field in fields(ModelParameters)} & found.keys()
    changed = {name: found[name] for name in own}
    gap = changed.get("baseline_gap", inputs.gap_anchor.gap)
    return replace(
        inputs,
        parameters=replace(inputs.parameters, **changed),
        gap_anchor=replace(inputs.gap_anchor, gap=gap),
        interventions={name: _lever(lever, found) for name, lever in inputs.interventions.items()},
        assumptions=assumptions,
    )


def assumed(wanted: Assumption, known: Mapping[str, Parameter]) -> Parameter:
    """The parameter as an assumption takes it.

    Raises:
        ScenarioError: the parameter is unknown, or its values are out of order or out of bounds.
    """
    if wanted.parameter not in known:
        raise ScenarioError(
            "There is no parameter {parameter} to be assumed otherwise. Known: {known}.",
            parameter=wanted.parameter,
            known=", ".join(sorted(known)),
        )
    parameter = known[wanted.parameter]
    least, most = bounds(parameter)
    if not least <= wanted.low <= wanted.value <= wanted.high <= most:
        raise ScenarioError(
            "{parameter}: assumed are {low}, {value} and {high}; they must rise from low to high and "
            "lie between {minimum} and {maximum}.",
            parameter=wanted.parameter,
            low=wanted.low,
            value=wanted.value,
            high=wanted.high,
            minimum=least,
            maximum=most,
        )
    if wanted.parameter == OVER_PEOPLE and wanted.low == wanted.high:
        raise ScenarioError(
            "{parameter}: this range is one over people, who differ; its ends must not be equal.",
            parameter=wanted.parameter,
        )
    return replace(parameter, value=wanted.value, low=wanted.low, high=wanted.high)


def bounds(parameter: Parameter) -> tuple[float, float]:
    """What can be assumed: the hard bounds; where there is none, ten times what the facts hold."""
    widest = _FARTHEST * max(abs(parameter.low), abs(parameter.high))
    return max(parameter.minimum, -widest), min(parameter.maximum, widest)


def _lever(lever: Intervention, found: Mapping[str, Parameter]) -> Intervention:
    own = {**intervention_parameters(lever), **found}
    ceiling = own[f"{lever.id}{CEILING}"].value
    return replace(
        lever,
        effects=tuple(
            replace(effect, size=own[f"{lever.id}.{effect.channel}"]) for effect in lever.effects
        ),
        cost_per_person=own.get(f"{lever.id}.cost"),
        multiplier=own.get(f"{lever.id}.multiplier"),
        ceiling_share=ceiling,
    )


def _ceiling(lever: Intervention) -> Parameter:
    """A ceiling is one number; as a parameter it has no range."""
    share = lever.ceiling_share
    return Parameter(
        id=f"{lever.id}{CEILING}",
        name_zh="每年至多覆盖对象的比例",
        name_en="Most of the base that can be reached in a year",
        unit=Unit.SHARE,
        value=share,
        low=share,
        high=share,
        grade=Grade.JUDGEMENT,
        source_ids=(),
        note_zh=lever.ceiling_note_zh,
        note_en=lever.ceiling_note_en,
        minimum=_LEAST_CEILING,
        maximum=1.0,
    )
