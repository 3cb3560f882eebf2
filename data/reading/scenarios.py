"""Ready scenarios: YAML of data/facts → types of the model."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from pathlib import Path

from data.reading.files import FACTS
from data.reading.interventions import read_interventions
from data.reading.observations import read_regions, read_sources
from data.reading.parameters import MOST_YEARS, NOTES, check_id, read_folder
from data.reading.validation import Problems, Record
from forecasting.core.errors import FactsError
from forecasting.model.interventions import Intervention, ReadyScenario, ScheduledIntervention

TEXTS = ("name_zh", "name_en", "description_zh", "description_en")
SCHEDULE = ("intervention", "share_of_base", "start_year", "ramp_years")


def scenario(identifier: str, facts: Path = FACTS) -> ReadyScenario:
    """One ready scenario.

    Raises:
        FactsError: there is none of that id, or a file breaks a rule.
    """
    known = scenarios(facts)
    if identifier not in known:
        raise FactsError(
            "There is no scenario {id}. Known: {known}.",
            id=identifier,
            known=", ".join(known),
        )
    return known[identifier]


def scenarios(facts: Path = FACTS) -> dict[str, ReadyScenario]:
    """scenarios/*.yml by id.

    Raises:
        FactsError: a file breaks a rule.
    """
    problems = Problems()
    sources = read_sources(facts, problems)
    known = read_interventions(facts, sources, problems)
    found = read_scenarios(facts, known, sources, read_regions(facts, problems), problems)
    problems.raise_all()
    return found


def read_scenarios(
    facts: Path,
    known: Mapping[str, Intervention],
    sources: Collection[str],
    regions: Collection[str],
    problems: Problems,
) -> dict[str, ReadyScenario]:
    """scenarios/*.yml by id; faults are added to `problems`."""
    return read_folder(
        facts,
        "scenarios",
        lambda name, record: _scenario(name, record, known, sources, regions),
        problems,
    )


def _scenario(
    stem: str,
    record: Record,
    known: Mapping[str, Intervention],
    sources: Collection[str],
    regions: Collection[str],
) -> ReadyScenario | None:
    record.check_names(("id", *TEXTS, "measures"), (*NOTES, "sources", "region"))
    check_id(record, stem)
    cited = record.references("sources", sources, "sources.yml")
    has_region = "region" in record.fields
    region = record.reference("region", regions, "regions.csv") if has_region else None
    texts = {name: record.text(name) for name in TEXTS}
    children = record.children("measures")
    policies = [_scheduled(child, known) for child in children]
    names = [policy.intervention for policy in policies]
    if len(set(names)) < len(names):
        record.fault(
            FactsError(
                "{place}: an intervention stands more than once ({found}). Keep one of each.",
                place=record.at("measures"),
                found=", ".join(sorted({name for name in names if names.count(name) > 1})),
            )
        )
    if not all(child.ok for child in children):
        return None
    return record.make(
        lambda: ReadyScenario(
            id=stem, scheduled=tuple(policies), source_ids=cited, region=region, **texts
        )
    )


def _scheduled(record: Record, known: Mapping[str, Intervention]) -> ScheduledIntervention:
    record.check_names((*SCHEDULE, *NOTES), ("end_year",))
    for note in NOTES:
        record.text(note)
    name = record.reference("intervention", known, "interventions/")
    ceiling = known[name].ceiling_share if name in known else 1.0
    floor = known[name].floor_share if name in known else 0.0
    return ScheduledIntervention(
        name,
        float(record.number("share_of_base", minimum=floor, maximum=ceiling)),
        record.year("start_year"),
        record.whole("ramp_years", minimum=0, maximum=MOST_YEARS),
        record.year("end_year") if "end_year" in record.fields else None,
    )
