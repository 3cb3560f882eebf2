"""A package of measures in words and as a table: its effect, and why each measure is in or out."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from forecasting.analysis.packages import InclusionReason, Package, PackageItem
from forecasting.analysis.target import Obstacle
from forecasting.core.series import Unit
from forecasting.model.interventions import Intervention
from reporting.format.context import Context
from reporting.format.i18n import Language, message
from reporting.format.numbers import MISSING, format_quantity, format_range, scale_for, with_unit
from reporting.words.sentences import probability

_DIGITS = 2
_FURTHER = 1e8  # yuan, in which the price of a further post is stated
_VERDICTS = {
    InclusionReason.FULL: message("In, at its limit"),
    InclusionReason.PARTLY: message("In, in part: further money would go here first"),
    InclusionReason.REQUIRED: message(
        "In, at the least size asked for; more expensive than the margin"
    ),
    InclusionReason.DEARER: message("Out: {price} for each post, against {margin} at the margin"),
    InclusionReason.LAG: message("Out: acts from {first} at the earliest"),
    InclusionReason.ELSEWHERE: message("Out: what one region gains another loses"),
    InclusionReason.INEFFECTIVE: message("Out: does not narrow the gap of {year}"),
    InclusionReason.EXCLUDED: message("Out: limited to 0"),
}
_OBSTACLES = {
    Obstacle.LAG: message("No measure acts before the end of {year}."),
    Obstacle.CEILING: message("The median gap stays above the target."),
    Obstacle.UNCERTAINTY: message(
        "The median gap meets the target, but the probability is {probability}."
    ),
}


def package_answer(package: Package, context: Context) -> str:
    """Return the sentences on effect and cost of the package, and on a goal that is out of reach."""
    tr, language = context.tr, context.language
    before, after = package.before.gap, package.after.gap
    values = {
        "year": package.year,
        "budget": _money(package.budget, context),
        "cost": _money(package.cost, context),
        "before": _people(before.median, context),
        "after": _people(after.median, context),
        "range": format_range(after.low, after.high, Unit.PERSONS, language, _DIGITS),
        "narrowing": _people(package.narrowing, context),
        "probability": probability(package.after.probability, context),
    }
    if package.reached is False:
        sentences = [
            tr(
                "No package reaches the goal. With every measure that helps at its limit, at a cost of "
                "{cost} up to {year}, the gap of {year} goes from about {before} to about {after} "
                "(medians; 80% interval {range}).",
                **values,
            ),
            tr(_OBSTACLES[package.obstacle or Obstacle.CEILING], **values),
        ]
        return _joined(sentences, context)
    if package.reached and package.cost == 0:
        return tr("The goal is reached already without any measure ({probability}).", **values)
    if package.reached:
        return tr(
            "The cheapest package that reaches the goal costs about {cost} up to {year}. The gap of "
            "{year} goes from about {before} to about {after} (medians; 80% interval {range}); the "
            "probability of the goal is {probability}.",
            **values,
        )
    return tr(
        "With {budget} up to {year}, the best package narrows the gap of {year} by about {narrowing} "
        "(mean): from about {before} to about {after} (medians; 80% interval {range}). It costs {cost}.",
        **values,
    )


def price_sentence(package: Package, context: Context) -> str:
    """Return the sentence on what further money buys, by the dual value of the budget."""
    tr = context.tr
    if package.posts_per_yuan <= 0:
        return tr("Further money buys nothing: every measure that helps is at its limit.")
    return tr(
        "At the margin a further {money} closes about {posts} posts in {year}, about {price} for each.",
        money=format_quantity(_FURTHER, Unit.YUAN, context.language),
        posts=_count(package.posts_per_yuan * _FURTHER, context),
        price=_money(1 / package.posts_per_yuan, context),
        year=package.year,
    )


def horizon_note(year: int, context: Context) -> str:
    """Return the note on what lies outside the period that is counted."""
    return context.tr(
        "Costs count up to {year} and posts in {year}. A measure that takes long to act spends money "
        "whose effect comes later, so it looks more expensive for an early year than for a late one.",
        year=year,
    )


def verdict_text(part: PackageItem, package: Package, context: Context) -> str:
    """Return why a measure is in the package or out of it."""
    margin = 1 / package.posts_per_yuan if package.posts_per_yuan > 0 else None
    return context.tr(
        _VERDICTS[part.inclusion],
        price=MISSING if part.price is None else _money(part.price, context),
        margin=MISSING if margin is None else _money(margin, context),
        first=part.first_effect,
        year=package.year,
    )


def package_table(
    package: Package, interventions: Mapping[str, Intervention], context: Context
) -> pd.DataFrame:
    """Return one row per measure, those of the package first, then by cost per post."""
    tr, language = context.tr, context.language
    people = scale_for([p.limit for p in package.items], Unit.PERSONS_PER_YEAR, language)
    money = scale_for([p.cost for p in package.items], Unit.YUAN, language)
    price = scale_for([p.price or 0.0 for p in package.items], Unit.YUAN, language)
    rows = [
        {
            tr("Measure"): tr.name(interventions[part.setting.intervention]),
            with_unit(tr("Size"), people): part.setting.reach / people.factor,
            with_unit(tr("At most"), people): part.limit / people.factor,
            with_unit(tr("Cost up to {year}", year=package.year), money): part.cost / money.factor,
            with_unit(tr("Cost per post closed"), price): None
            if part.price is None
            else part.price / price.factor,
            tr("Why"): verdict_text(part, package, context),
        }
        for part in ranked(package)
    ]
    return pd.DataFrame(rows)


def reasons(
    package: Package, interventions: Mapping[str, Intervention], context: Context
) -> list[str]:
    """Return for each measure a line that says why it is in or out."""
    return [
        context.tr(
            "{name}: {value}",
            name=context.tr.name(interventions[part.setting.intervention]),
            value=verdict_text(part, package, context),
        )
        for part in ranked(package)
    ]


def ranked(package: Package) -> list[PackageItem]:
    """Return the measures taken, then the others, each in order of the cost per post."""
    return sorted(package.items, key=lambda p: (p.setting.reach == 0, p.price or float("inf")))


def _people(value: float, context: Context) -> str:
    return format_quantity(value, Unit.PERSONS, context.language, _DIGITS)


def _count(value: float, context: Context) -> str:
    return format_quantity(value, Unit.UNKNOWN, context.language, _DIGITS)


def _money(value: float, context: Context) -> str:
    return format_quantity(value, Unit.YUAN, context.language, _DIGITS)


def _joined(sentences: list[str], context: Context) -> str:
    return ("" if context.language is Language.ZH else " ").join(filter(None, sentences))
