"""What a scenario assumes otherwise than the facts, in words."""

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
    """What every parameter is called; those of a lever follow its name."""
    levers: Mapping[str, str] = {
        name: tr.name(lever) for name, lever in inputs.interventions.items()
    }
    found = {}
    for name, parameter in known_parameters(inputs).items():
        lever, part, _ = name.partition(".")
        found[name] = (
            tr("{lever}: {parameter}", lever=levers[lever], parameter=tr.name(parameter))
            if part
            else tr.name(parameter)
        )
    return found


def quantity_text(
    value: float, low: float, high: float, parameter: Parameter, tr: Translator
) -> str:
    """A value with its range in the unit of the parameter: "0.5 (80% range 0.4–0.6)"."""
    shown = format_quantity(value, parameter.unit, tr.language, _DIGITS)
    if low == high:
        return shown if parameter.id.endswith(CEILING) else tr("{value}, certain", value=shown)
    spread = format_range(low, high, parameter.unit, tr.language, _DIGITS)
    return tr("{value} (80% range {range})", value=shown, range=spread)


def assumption_texts(
    assumptions: tuple[Assumption, ...], inputs: ModelInputs, tr: Translator
) -> dict[str, str]:
    """By parameter: its name, what is assumed and what the facts hold.

    Args:
        assumptions: of a scenario.
        inputs: as the facts have them, not as assumed.
        tr: of the reader's language.
    """
    names, known = parameter_names(inputs, tr), known_parameters(inputs)
    return {
        wanted.parameter: tr(
            "{name}: {value} instead of {facts}",
            name=names[wanted.parameter],
            value=quantity_text(wanted.value, wanted.low, wanted.high, known[wanted.parameter], tr),
            facts=facts_text(known[wanted.parameter], tr),
        )
        for wanted in assumptions
    }


def facts_text(parameter: Parameter, tr: Translator) -> str:
    """Value and range as the facts have them."""
    return quantity_text(parameter.value, parameter.low, parameter.high, parameter, tr)
