"""Goals and packages as plain text for the terminal."""

from __future__ import annotations

from forecasting.analysis.goalseek import GoalSeekResult
from forecasting.analysis.packages import Package
from forecasting.analysis.target import Goal
from forecasting.core.series import Unit
from forecasting.model.inputs import ModelInputs
from reporting.format.context import Context
from reporting.format.i18n import Language
from reporting.format.numbers import format_quantity
from reporting.format.provenance import Provenance
from reporting.output.run_text import columns
from reporting.words.goals import goal_answer, goal_sentence, size_of
from reporting.words.packages import horizon_note, package_answer, price_sentence, verdict_text
from reporting.words.sentences import probability


def goal_seek_text(result: GoalSeekResult, inputs: ModelInputs, language: Language) -> str:
    """Return the goal, the answer, and the size of each lever."""
    context, levers = _context(inputs, language), inputs.interventions
    tr = context.tr
    blocks = [
        context.place,
        goal_sentence(result.goal, context),
        goal_answer(result, levers, context),
    ]
    if result.required is not None and len(result.interventions) > 1:
        rows = [
            [tr.name(levers[s.intervention]), size_of(s, levers[s.intervention], context)]
            for s in result.required.settings
        ]
        blocks.append(columns(rows))
    return "\n\n".join(blocks)


def package_text(
    package: Package, inputs: ModelInputs, goal: Goal | None, language: Language
) -> str:
    """Return the package measure by measure, and what further money would buy."""
    context = _context(inputs, language)
    tr = context.tr
    rows = [[tr("Measure"), tr("Size"), tr("Cost")]]
    for part in package.items:
        lever = inputs.interventions[part.setting.intervention]
        cost = format_quantity(part.cost, Unit.YUAN, language)
        size = size_of(part.setting, lever, context)
        rows.append([tr.name(lever), size, cost])
    reasons = [tr("Why"), *(verdict_text(part, package, context) for part in package.items)]
    lines = zip(columns(rows).split("\n"), reasons, strict=True)
    blocks = [context.place, *([goal_sentence(goal, context)] if goal else [])]
    blocks.append(package_answer(package, context))
    if goal and package.reached is None:
        chance = probability(package.after.probability, context)
        blocks.append(tr("The probability of the goal is {probability}.", probability=chance))
    blocks += [
        "\n".join(f"{line}  {reason}" for line, reason in lines),
        price_sentence(package, context),
    ]
    return "\n\n".join([*blocks, horizon_note(package.year, context)])


def _context(inputs: ModelInputs, language: Language) -> Context:
    return Context(inputs.region, language, Provenance("", "", "", inputs.digest))
