"""risk.yml: the talent risks, the thresholds of their indicators and how actuals are judged."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path

from data.reading.files import FACTS, read_yaml
from data.reading.parameters import NOTES, QUANTITY, quantity, read_all
from data.reading.validation import Problems, Record, check_unique
from forecasting.analysis.indicators import IndicatorKind, Risk, RiskIndicator
from forecasting.analysis.tracking import TrackingRule
from forecasting.core.errors import FactsError
from forecasting.core.parameters import Parameter
from forecasting.core.series import Unit

FILE = "risk.yml"
NAMES = ("name_zh", "name_en")
ASSUMPTIONS = {"note_zh": "假设", "note_en": "Assumption"}
_UNITS = {IndicatorKind.FIRST_EFFECT: Unit.YEARS}  # all other figures are shares


@dataclass(frozen=True)
class RiskFacts:
    """The content of risk.yml, in its order."""

    risks: tuple[Risk, ...]
    indicators: tuple[RiskIndicator, ...]
    tracking: TrackingRule

    def cited(self) -> tuple[str, ...]:
        """Ids of the sources."""
        found = [name for risk in self.risks for name in risk.source_ids]
        for indicator in self.indicators:
            found += indicator.source_ids
            if indicator.orientation:
                found += indicator.orientation.source_ids
        return tuple(found)


def risk_facts(facts: Path = FACTS) -> RiskFacts:
    """The content of risk.yml.

    Raises:
        FactsError: the file breaks a rule.
    """
    return read_all(facts, _by_name)[FILE]


def _by_name(facts: Path, sources: Collection[str], problems: Problems) -> dict[str, RiskFacts]:
    found = read_risk(facts, sources, problems)
    return {FILE: found} if found else {}


def read_risk(facts: Path, sources: Collection[str], problems: Problems) -> RiskFacts | None:
    """risk.yml; faults are added to `problems`, and then there is nothing to use."""
    record = read_yaml(facts, FILE, problems)
    if not record.ok:
        return None
    record.check_names(("risks", "indicators", "tracking"))
    indicators = [(child, _indicator(child, sources)) for child in record.children("indicators")]
    check_unique((child, found.kind) for child, found in indicators if found)
    known = [found.kind for _, found in indicators if found]
    risks = [(child, _risk(child, known, sources)) for child in record.children("risks")]
    check_unique((child, found.id) for child, found in risks if found)
    rule = _tracking(record.child("tracking"))
    if rule is None:
        return None
    return RiskFacts(
        tuple(found for _, found in risks if found),
        tuple(found for _, found in indicators if found),
        rule,
    )


def _risk(
    record: Record, known: Collection[IndicatorKind], sources: Collection[str]
) -> Risk | None:
    texts = ("id", "paper_section", *NAMES, "text_zh", "text_en")
    record.check_names((*texts, "figures", "sources"))
    figures = record.references("figures", known, "the indicators of this file")
    cited = record.references("sources", sources, "sources.yml")
    words = {name: record.text(name) for name in texts}
    return record.make(
        lambda: Risk(kinds=tuple(map(IndicatorKind, figures)), source_ids=cited, **words)
    )


def _indicator(record: Record, sources: Collection[str]) -> RiskIndicator | None:
    fields = ("figure", *NAMES, "unit", "better", "amber", "red", *NOTES, "sources")
    record.check_names(fields, ("orientation",))
    figure = record.choice("figure", IndicatorKind)
    unit = record.choice("unit", Unit)
    if record.ok and unit is not _UNITS.get(figure, Unit.SHARE):
        wanted = _UNITS.get(figure, Unit.SHARE)
        record.fault(
            FactsError(
                "{place}: {figure} is measured in {wanted}, not in {found}.",
                place=record.at("unit"),
                figure=figure,
                wanted=wanted,
                found=unit,
            )
        )
    _check_notes(record)
    more_is_better = record.one_of("better", ("less", "more")) == "more"
    amber, red = (float(record.number(name, minimum=0)) for name in ("amber", "red"))
    texts = {name: record.text(name) for name in (*NAMES, *NOTES)}
    cited = record.references("sources", sources, "sources.yml")
    orientation = _orientation(record, sources)
    return record.make(
        lambda: RiskIndicator(
            kind=figure,
            unit=unit,
            more_is_better=more_is_better,
            amber=amber,
            red=red,
            source_ids=cited,
            orientation=orientation,
            **texts,
        )
    )


def _orientation(record: Record, sources: Collection[str]) -> Parameter | None:
    if "orientation" not in record.fields:
        return None
    child = record.child("orientation")
    child.check_names((*QUANTITY, *NOTES))
    if child.ok and child.choice("unit", Unit) is not Unit.YUAN_PER_YEAR:
        child.fault(
            FactsError(
                "{place}: money is held against yuan a year (yuan_per_year).",
                place=child.at("unit"),
            )
        )
    child.number("value", minimum=1)
    found = quantity("orientation", child, sources)
    record.ok = record.ok and child.ok
    return found


def _tracking(record: Record) -> TrackingRule | None:
    numbers = ("inner", "outer", "plausible")
    record.check_names((*numbers, *NOTES))
    _check_notes(record)
    inner, outer, plausible = (float(record.number(name)) for name in numbers)
    note_zh, note_en = (record.text(name) for name in NOTES)
    return record.make(lambda: TrackingRule(inner, outer, plausible, note_zh, note_en))


def _check_notes(record: Record) -> None:
    """A threshold is somebody's judgement, and its note says so."""
    for name, word in ASSUMPTIONS.items():
        note = record.text(name)
        if record.ok and not note.startswith(word):
            record.fault(
                FactsError(
                    "{place}: a threshold is a judgement; begin its note with “{word}”.",
                    place=record.at(name),
                    word=word,
                )
            )
