"""The page docs/benchmarks.md."""

from __future__ import annotations

import math
from collections.abc import Mapping
from pathlib import Path

from benchmarks.measures import Score

PAGE = Path(__file__).with_name("page.md")


def page(
    results: Mapping[str, Mapping[str, Score]],
    sizes: Mapping[str, int],
    date: str,
    versions: str,
) -> str:
    """The whole page; `results` holds a score by set and method."""
    tables = [_overview(results), *(_table(name, scores) for name, scores in results.items())]
    return PAGE.read_text(encoding="utf-8").format(
        sets=", ".join(f"{name} ({size} series)" for name, size in sizes.items()),
        date=date,
        versions=versions,
        tables="\n".join(tables),
    )


def _overview(results: Mapping[str, Mapping[str, Score]]) -> str:
    names = list(results)
    methods = list(results[names[0]])
    table = {method: [results[name][method].owa for name in names] for method in methods}
    average = {method: sum(values) / len(values) for method, values in table.items()}
    lines = ["## OWA\n", _row(["method", *names, "average"]), _rule(len(names) + 2)]
    for method in sorted(methods, key=lambda method: average[method]):
        values = [*table[method], average[method]]
        lines.append(_row([method, *(f"{value:.3f}" for value in values)]))
    return "\n".join(lines) + "\n"


def _table(name: str, scores: Mapping[str, Score]) -> str:
    head = ["method", "OWA", "sMAPE", "MASE", "80%", "95%", "MSIS95", "seconds a series"]
    lines = [f"## {name}\n", _row(head), _rule(len(head))]
    for method, score in sorted(scores.items(), key=lambda item: item[1].owa):
        lines.append(
            _row(
                [
                    method,
                    f"{score.owa:.3f}",
                    f"{score.smape:.2f}",
                    f"{score.mase:.2f}",
                    _percent(score.coverage80),
                    _percent(score.coverage95),
                    "" if score.msis95 is None else f"{score.msis95:.1f}",
                    "" if math.isnan(score.seconds) else f"{score.seconds:.2f}",
                ]
            )
        )
    return "\n".join(lines) + "\n"


def _percent(share: float | None) -> str:
    return "" if share is None else f"{100 * share:.1f}%"


def _row(cells: list[str]) -> str:
    return "| " + " | ".join(cells) + " |"


def _rule(columns: int) -> str:
    return "|" + "---|" * columns
