"""The assumptions in which a scenario differs from the facts, in words."""

from __future__ import annotations

from collections.abc import Mapping

from forecasting.core.parameters import Parameter
from forecasting.model.assumptions import CEILING, known_parameters
from forecasting.model.inputs import ModelInputs
from forecasting.model.interventions import Assumption
from reporting.format.i18n import Translator
from reporting.format.numbers import format_quantity, format_range

_DIGITS = 4


def parameter_names(inputs: ModelInputs, tr: Translator) -> dict[str, str]:
    """Return the name of every parameter; a lever's own ones carry the lever's name."""
    levers: Mapping[str, str] = {
        name: tr.name(lever) for name, lever in inputs.interventions.items()
    }
    names = {}
    for name, parameter in known_parameters(inputs).items():
        lever, part, _ = name.partition(".")
        names[name] = (
            tr("{lever}: {parameter}", lever=levers[lever], parameter=tr.name(parameter))
            if part
            else tr.name(parameter)
        )
    return names


def quantity_text(
    value: float, low: float, high: float, parameter: Parameter, tr: Translator
) -> str:
    """Return a value with its range in the unit of the parameter: "0.5 (80% range 0.4–0.6)"."""
    shown = format_quantity(value, parameter.unit, tr.language, _DIGITS)
    if low == high:
        return shown if parameter.id.endswith(CEILING) else tr("{value}, certain", value=shown)
    spread = format_range(low, high, parameter.unit, tr.language, _DIGITS)
    return tr("{value} (80% range {range})", value=shown, range=spread)


def assumption_texts(
    assumptions: tuple[Assumption, ...], inputs: ModelInputs, tr: Translator
) -> dict[str, str]:
    """Return by parameter a text with its name, the assumption and the value of the facts.

    Args:
        assumptions: of a scenario.
        inputs: as the facts have them, not as assumed.
        tr: of the reader's language.
    """
    names, known = parameter_names(inputs, tr), known_parameters(inputs)
    return {
        assumption.parameter: tr(
            "{name}: {value} instead of {facts}",
            name=names[assumption.parameter],
            value=quantity_text(
                assumption.value, assumption.low, assumption.high, known[assumption.parameter], tr
            ),
            facts=facts_text(known[assumption.parameter], tr),
        )
        for assumption in assumptions
    }


def facts_text(parameter: Parameter, tr: Translator) -> str:
    """Return value and range of the facts."""
    return quantity_text(parameter.value, parameter.low, parameter.high, parameter, tr)
