"""The page docs/benchmarks.md."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from benchmarks.scoring import Score
from benchmarks.selection import Choice
from forecasting.core.series import Values
from forecasting.engine import METHODS

PAGE = Path(__file__).with_name("page.md")


@dataclass(frozen=True)
class Times:
    """The two methods whose times are compared."""

    engine: str
    peer: str


def page(
    results: Mapping[str, Mapping[str, Score]],
    sizes: Mapping[str, int],
    date: str,
    versions: str,
    times: Times,
    choice: Choice,
) -> str:
    """The whole page; `results` holds a score by set and method."""
    tables = [
        _overview(results),
        _by_horizon(results, times.engine),
        *(_table(name, scores) for name, scores in results.items()),
    ]
    return PAGE.read_text(encoding="utf-8").format(
        sets=", ".join(f"{name} ({size} series)" for name, size in sizes.items()),
        date=date,
        versions=versions,
        tables="\n".join(tables),
        times=_ratio(results, times),
        windows=", ".join(f"{name} ({size} series)" for name, size in choice.sizes.items()),
        choice=_choice(choice),
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


def _by_horizon(results: Mapping[str, Mapping[str, Score]], engine: str) -> str:
    """Coverage of the engine one, two, … years ahead."""
    lines = ["## Coverage of the engine by years ahead\n"]
    longest = max(len(scores[engine].horizon80) for scores in results.values())
    lines += [_row(["set, interval", *map(str, range(1, longest + 1))]), _rule(longest + 1)]
    for name, scores in results.items():
        score = scores[engine]
        for level, held in (("80%", score.horizon80), ("95%", score.horizon95)):
            cells = [f"{100 * share:.0f}%" for share in held]
            lines.append(_row([f"{name}, {level}", *cells, *[""] * (longest - len(held))]))
    return "\n".join(lines) + "\n"


def _ratio(results: Mapping[str, Mapping[str, Score]], times: Times) -> str:
    """How the engine's time compares with that of the strongest combination of peers."""
    engine, peer = (
        {name: scores[method].seconds for name, scores in results.items()}
        for method in (times.engine, times.peer)
    )
    ratios = ", ".join(f"{name} {engine[name] / peer[name]:.1f}" for name in results)
    mean, other = np.mean(list(engine.values())), np.mean(list(peer.values()))
    return (
        f"The engine takes {mean:.2f} s a series on average over the sets, {times.peer} "
        f"{other:.2f} s; engine ÷ peer by set: {ratios}."
    )


def _choice(choice: Choice) -> str:
    """The combination in use, what a search would have taken, and the typical candidate."""
    rows = {
        "the combination in use": choice.in_use,
        "the best on the windows": choice.best_on_windows,
    }
    parts = {"windows": choice.windows, **choice.tests}
    head = ["candidate", "members", *parts]
    lines = [_row(head), _rule(len(head))]
    for label, position in rows.items():
        members = ", ".join(METHODS[name].name_en for name in choice.candidates[position])
        lines.append(_row([label, members, *(_ranked(part, position) for part in parts.values())]))
    middle = [f"{np.median(part):.3f}" for part in parts.values()]
    lines.append(_row(["the middle candidate", "", *middle]))
    return "\n".join(lines) + "\n"


def _ranked(values: Values, position: int) -> str:
    """An OWA and its rank among all candidates."""
    rank = int(np.sum(values < values[position])) + 1
    return f"{values[position]:.3f} ({rank} of {len(values)})"


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
