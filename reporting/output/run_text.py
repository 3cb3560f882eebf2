"""A comparison as plain text for the terminal."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from unicodedata import east_asian_width

from forecasting.core.series import Unit
from forecasting.model.interventions import Intervention
from forecasting.model.result import Comparison, GapResult, Quantiles
from reporting.format.i18n import Language, Named, Translator, translator
from reporting.format.numbers import format_quantity, format_range

WIDE = frozenset("WF")


def run_text(
    comparison: Comparison,
    region: Named,
    scenario: Named,
    interventions: Sequence[Intervention],
    language: Language,
    assumed: Sequence[str] = (),
) -> str:
    """Return figures year by year, then closing year, cost and contributions at the horizon.

    `assumed` says in words what the scenario takes otherwise than the facts.
    """
    tr, result = translator(language), comparison.result
    title = tr(
        "{region} · {scenario} · {draws} draws, seed {seed}",
        region=tr.name(region),
        scenario=tr.name(scenario),
        draws=result.manifest.draws,
        seed=result.manifest.seed,
    )
    blocks = [title]
    if assumed:
        blocks.append("\n".join([tr("Assumed otherwise than the facts:"), *assumed]))
    blocks += [columns(_years(result, tr)), _summary(comparison, tr)]
    if comparison.contributions:
        blocks.append(_contributions(comparison, interventions, tr))
    return "\n\n".join(blocks)


def columns(rows: Sequence[Sequence[str]]) -> str:
    """Return right-aligned columns; Chinese characters count as two cells."""
    widths = [max(cells(row[i]) for row in rows) for i in range(len(rows[0]))]
    return "\n".join(
        "  ".join(
            " " * (width - cells(text)) + text for text, width in zip(row, widths, strict=True)
        )
        for row in rows
    )


def cells(text: str) -> int:
    """Return the width of a text on a terminal, cells."""
    return sum(2 if east_asian_width(character) in WIDE else 1 for character in text)


def _years(result: GapResult, tr: Translator) -> list[list[str]]:
    people = _writer(tr.language)
    demand, supply, gap, qualified = (
        Quantiles.of(paths[:, result.shown])
        for paths in (result.demand, result.supply, result.gap, result.qualified_gap)
    )
    header = [
        tr("Year"),
        tr("Demand"),
        tr("Supply"),
        tr("Gap"),
        tr("Gap, 80% interval"),
        tr("Qualified gap"),
    ]
    return [header] + [
        [
            str(year),
            people(demand.p50[i]),
            people(supply.p50[i]),
            people(gap.p50[i]),
            format_range(gap.p10[i], gap.p90[i], Unit.PERSONS, tr.language, 3),
            people(qualified.p50[i]),
        ]
        for i, year in enumerate(result.years[result.shown])
    ]


def _writer(language: Language) -> Callable[[float], str]:
    return lambda value: format_quantity(float(value), Unit.PERSONS, language)


def _summary(comparison: Comparison, tr: Translator) -> str:
    result = comparison.result
    closing = result.closing_year
    lines = [
        tr(
            "Probability that the gap is closed in {year}: {percent}%.",
            year=result.horizon,
            percent=round(100 * closing.probability_by_horizon),
        ),
        tr("Half of the draws have closed the gap by {year}.", year=closing.p50)
        if closing.p50
        else tr("In no year up to {year} have half of the draws closed it.", year=result.years[-1]),
    ]
    if result.costs:
        cost = format_quantity(result.cost_total, Unit.YUAN, tr.language)
        lines.append(
            tr("Cost up to {year}, not discounted: {cost}.", year=result.horizon, cost=cost)
        )
    return "\n".join(lines)


def _contributions(
    comparison: Comparison, interventions: Sequence[Intervention], tr: Translator
) -> str:
    people = _writer(tr.language)
    horizon = comparison.result.horizon
    at = comparison.result.column(horizon)
    names = {intervention.id: tr.name(intervention) for intervention in interventions}
    rows = [[names[name], people(values[at])] for name, values in comparison.contributions.items()]
    total = float(sum(values[at] for values in comparison.contributions.values()))
    rows.append([tr("Together"), people(total)])
    heading = tr("Narrowing of the mean gap in {year} by measure", year=horizon)
    return f"{heading}\n{columns(rows)}"
