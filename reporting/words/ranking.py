"""Which scenario leaves the smaller gap: a small table and one sentence."""

from __future__ import annotations

import pandas as pd

from forecasting.analysis.ranking import Ranking
from reporting.format.context import Context
from reporting.format.numbers import MISSING
from reporting.words.sentences import probability


def ranking_table(ranking: Ranking, context: Context) -> pd.DataFrame:
    """Return the probability that the scenario of the row leaves a smaller gap than that of the column."""
    tr = context.tr

    def cell(one: str, other: str) -> str:
        if one == other:
            return MISSING
        chance = ranking.beats(one, other)
        return tr("equal") if chance is None else probability(chance, context)

    return pd.DataFrame(
        {tr("Smaller gap than …"): list(ranking.names)}
        | {other: [cell(one, other) for one in ranking.names] for other in ranking.names}
    )


def ranking_sentence(ranking: Ranking, context: Context) -> str:
    """Return the sentence on the scenario with the smallest median gap against the next one."""
    tr = context.tr
    best, other = ranking.names[:2]
    values = {"best": best, "other": other, "year": ranking.year}
    chance = ranking.beats(best, other)
    if chance is None:
        return tr("“{best}” and “{other}” leave the same gap in {year}.", **values)
    return tr(
        "“{best}” leaves the smallest median gap in {year}; it beats “{other}” with a probability of "
        "{probability}.",
        probability=probability(chance, context),
        **values,
    )
