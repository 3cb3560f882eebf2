"""Read risk.yml: the talent risks, the thresholds of their indicators and how actuals are judged."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import cast

from data.reading.document import Document, Values
from data.reading.fields import KnownIds, number, one_of, references
from data.reading.files import FACTS, read_yaml
from data.reading.parameters import parameter, read_alone
from data.reading.validation import FieldError, Problems, at
from forecasting.analysis.indicators import IndicatorKind, Risk, RiskIndicator
from forecasting.analysis.tracking import TrackingRule
from forecasting.core.errors import FactsError
from forecasting.core.parameters import Parameter
from forecasting.core.series import Unit

FILE = "risk.yml"
ASSUMPTIONS = {"note_zh": "假设", "note_en": "Assumption"}
_UNITS = {IndicatorKind.FIRST_EFFECT: Unit.YEARS}  # all other figures are shares


@dataclass(frozen=True)
class RiskFacts:
    """The content of risk.yml, in its order."""

    risks: tuple[Risk, ...]
    indicators: tuple[RiskIndicator, ...]
    tracking: TrackingRule

    def cited(self) -> tuple[str, ...]:
        """Return the ids of the sources."""
        ids = [name for risk in self.risks for name in risk.source_ids]
        for indicator in self.indicators:
            ids += indicator.source_ids
            if indicator.orientation:
                ids += indicator.orientation.source_ids
        return tuple(ids)


def _risk(values: Values, _known: KnownIds) -> Risk:
    return Risk(**values | {"kinds": tuple(map(IndicatorKind, values["kinds"]))})


def _indicator(values: Values, _known: KnownIds) -> RiskIndicator:
    kind, unit = values["kind"], values["unit"]
    expected = _UNITS.get(kind, Unit.SHARE)
    faults = list(_note_faults(values))
    if unit is not expected:
        faults.append(
            FactsError(
                "{place}: {figure} is measured in {wanted}, not in {found}.",
                place=at("unit"),
                figure=kind,
                wanted=expected,
                found=unit,
            )
        )
    if faults:
        raise FieldError(*faults)
    return RiskIndicator(more_is_better=values.pop("better") == "more", **values)


def _orientation(values: Values, known: KnownIds) -> Parameter:
    if values["unit"] is not Unit.YUAN_PER_YEAR:
        raise FieldError(
            FactsError(
                "{place}: money is held against yuan a year (yuan_per_year).", place=at("unit")
            )
        )
    return parameter(values | {"id": "orientation"})


def _tracking(values: Values, _known: KnownIds) -> TrackingRule:
    faults = list(_note_faults(values))
    if faults:
        raise FieldError(*faults)
    return TrackingRule(**values)


def _note_faults(values: Values) -> Iterator[FactsError]:
    """Yield notes that do not say that a threshold is a judgement."""
    for name, word in ASSUMPTIONS.items():
        if not values[name].startswith(word):
            yield FactsError(
                "{place}: a threshold is a judgement; begin its note with “{word}”.",
                place=at(name),
                word=word,
            )


RISK = Document(
    Risk,
    _risk,
    names={"kinds": "figures"},
    types={"kinds": references("figures", "the indicators of this file")},
)
ORIENTATION = Document(
    Parameter,
    _orientation,
    types={"value": number(1)},
    omit={"id", "minimum", "maximum"},
    title="Orientation",
)
INDICATOR = Document(
    RiskIndicator,
    _indicator,
    names={"kind": "figure"},
    types={
        "amber": number(0),
        "red": number(0),
        "orientation": ORIENTATION.nested,
    },
    omit={"more_is_better"},
    optional={"orientation"},
    extra={"better": one_of(("less", "more"))},
)
TRACKING = Document(TrackingRule, _tracking)
RISK_FILE: Document[RiskFacts] = Document(
    RiskFacts,
    types={
        "risks": RISK.listed(key=lambda risk: risk.id),
        "indicators": INDICATOR.listed(key=lambda indicator: indicator.kind),
        "tracking": TRACKING.nested,
    },
)


def risk_facts(facts: Path = FACTS) -> RiskFacts:
    """Return the content of risk.yml.

    Raises:
        FactsError: the file breaks a rule.
    """
    return cast("RiskFacts", read_alone(facts, read_risk))  # without faults there is one


def read_risk(facts: Path, problems: Problems, known: KnownIds) -> RiskFacts | None:
    """Read risk.yml; None when it has faults."""
    content = read_yaml(facts, FILE, problems)
    if content is None:
        return None
    entries = content.get("indicators")
    listed = entries if isinstance(entries, list) else []
    figures = [str(entry.get("figure")) for entry in listed if isinstance(entry, dict)]
    return RISK_FILE.read(content, FILE, problems, replace(known, figures=figures))
