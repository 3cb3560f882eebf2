"""Read and check all facts in one go."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from data.reading.fields import KnownIds
from data.reading.files import FACTS, without_faults
from data.reading.interventions import read_interventions
from data.reading.model_facts import read_allocation, read_model
from data.reading.observations import (
    Observation,
    read_indicators,
    read_observations,
    read_regions,
    read_sources,
)
from data.reading.parameters import read_parameters
from data.reading.published import (
    read_alternates,
    read_estimates,
    read_evidence,
    read_published_figures,
    read_targets,
)
from data.reading.risk import RiskFacts, read_risk
from data.reading.scenarios import read_scenarios
from data.reading.validation import Problems
from forecasting.core.parameters import Parameter
from forecasting.core.published import (
    Alternate,
    Evidence,
    Indicator,
    PolicyTarget,
    PublishedEstimate,
    PublishedFigure,
)
from forecasting.core.series import Region, Source
from forecasting.model.assumptions import intervention_parameters
from forecasting.model.interventions import Intervention, ReadyScenario


@dataclass(frozen=True)
class Facts:
    """Everything below data/facts that is stored in the database or used by the model."""

    regions: dict[str, Region]
    sources: dict[str, Source]
    indicators: dict[str, Indicator]
    observations: list[Observation]
    estimates: list[PublishedEstimate]
    targets: list[PolicyTarget]
    evidence: list[Evidence]
    published_figures: list[PublishedFigure]
    alternates: list[Alternate]
    parameters: dict[str, Parameter]
    interventions: dict[str, Intervention]
    scenarios: dict[str, ReadyScenario]
    risk: RiskFacts | None

    def cited(self) -> Iterator[str]:
        """Yield the source of every figure; an id may come more than once."""
        yield from (observation.source for observation in self.observations)
        yield from (alternate.source for alternate in self.alternates)
        for table in (self.estimates, self.targets, self.evidence, self.published_figures):
            for entry in table:
                yield from entry.source_ids
        yield from _cited_by(self.parameters.values())
        for intervention in self.interventions.values():
            yield from _cited_by(intervention_parameters(intervention).values())
            if intervention.precedent:
                yield from intervention.precedent.source_ids
        for scenario in self.scenarios.values():
            yield from scenario.source_ids
        yield from self.risk.cited() if self.risk else ()


def _cited_by(parameters: Iterable[Parameter]) -> Iterator[str]:
    for parameter in parameters:
        yield from parameter.source_ids


def read_facts(facts: Path = FACTS) -> Facts:
    """Read and check every file.

    Raises:
        FactsError: one fault, or all faults together, each with file, line and field.
    """
    problems = Problems()
    regions = read_regions(facts, problems)
    sources = read_sources(facts, problems)
    known = KnownIds(regions=regions, sources=sources)
    indicators = read_indicators(facts, problems, known)
    interventions = read_interventions(facts, problems, known)
    known = replace(known, indicators=indicators, interventions=interventions)
    estimates = read_estimates(facts, problems, known)
    known = replace(known, estimates=estimates)
    read = Facts(
        regions=without_faults(regions),
        sources=without_faults(sources),
        indicators=without_faults(indicators),
        observations=read_observations(facts, regions, problems, known),
        estimates=list(without_faults(estimates).values()),
        targets=read_targets(facts, problems, known),
        evidence=read_evidence(facts, problems, known),
        published_figures=read_published_figures(facts, problems, known),
        alternates=read_alternates(facts, problems, known),
        parameters=without_faults(read_parameters(facts, problems, known)),
        interventions=without_faults(interventions),
        scenarios=without_faults(read_scenarios(facts, problems, known)),
        risk=read_risk(facts, problems, known),
    )
    read_model(facts, problems, known)
    read_allocation(facts, problems, known)
    problems.raise_all()
    return read
