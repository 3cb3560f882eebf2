"""Labels of grades, qualities and units, and formatting of single values as text."""

from __future__ import annotations

import re
from collections.abc import Iterable

from forecasting.core.parameters import Grade, Parameter
from forecasting.core.published import (
    Bound,
    Comparable,
    OtherUnit,
    Quantity,
    TargetStatus,
    Topic,
)
from forecasting.core.series import Quality, Source, SourceAccess, Unit
from pages.shell.locale import Locale
from reporting.format.i18n import Language, message, translator
from reporting.format.numbers import MISSING, format_quantity, format_range, round_to, write

_NAMED_TWICE = re.compile(r"(?P<zh>.*[\u4e00-\u9fff）》]) (?P<en>[A-Za-z].*)")
_MARKDOWN = re.compile(r"([\[\]!<$`*~\\])")

GRADES = {
    Grade.OFFICIAL: message("Official figure"),
    Grade.TRIAL: message("Trial"),
    Grade.QUASI_EXPERIMENTAL: message("Quasi-experiment"),
    Grade.OBSERVATIONAL: message("Observational study"),
    Grade.FOREIGN: message("Evidence from abroad"),
    Grade.SECOND_HAND: message("Second-hand, original not found"),
    Grade.JUDGEMENT: message("Assumption"),
    Grade.CALIBRATED: message("Calibrated"),
}
# Colour and sign of a judgement, always with a word: colour is never the only signal (WCAG 1.4.1).
GOOD = ("green", ":material/check_circle:")
DOUBTFUL = ("orange", ":material/warning:")
BAD = ("red", ":material/error:")
GRADE_COLOURS = {
    Grade.OFFICIAL: "green",
    Grade.TRIAL: "green",
    Grade.QUASI_EXPERIMENTAL: "green",
    Grade.OBSERVATIONAL: "blue",
    Grade.FOREIGN: "orange",
    Grade.SECOND_HAND: "orange",
    Grade.JUDGEMENT: "red",
    Grade.CALIBRATED: "blue",
}
QUALITIES = {
    Quality.PUBLISHED: message("Published"),
    Quality.ROUNDED: message("Rounded"),
    Quality.LOWER_BOUND: message("Lower bound"),
    Quality.UPPER_BOUND: message("Upper bound"),
    Quality.DERIVED: message("Derived"),
}
QUANTITIES = {
    Quantity.GAP: message("Gap"),
    Quantity.STOCK: message("Stock"),
    Quantity.DEMAND: message("Demand"),
    Quantity.DEMAND_PER_YEAR: message("Demand per year"),
}
COMPARABLES = {
    Comparable.YES: message("Same scope"),
    Comparable.PARTLY: message("Overlapping scope"),
    Comparable.NO: message("Other scope"),
}
STATUSES = {
    TargetStatus.TARGET: message("Target"),
    TargetStatus.DRAFT: message("Draft"),
    TargetStatus.SUPERSEDED: message("Superseded"),
    TargetStatus.OUTTURN: message("Outturn"),
}
BOUNDS = {
    Bound.EXACT: message("{value}"),
    Bound.ABOUT: message("about {value}"),
    Bound.AT_LEAST: message("at least {value}"),
    Bound.AT_MOST: message("at most {value}"),
}
READINGS = {
    SourceAccess.PUBLISHER: message("Publisher's own page"),
    SourceAccess.COPY: message("Copy of the whole text or table"),
    SourceAccess.QUOTATION: message("Second-hand: quoted by others"),
}
TOPICS = {
    Topic.OCCUPATIONS: message("Numbers of occupations"),
    Topic.JOB_FAMILIES: message("Job families"),
    Topic.AI_EXPOSURE: message("Exposure to AI"),
    Topic.OCCUPATION_PROJECTIONS: message("Occupations abroad"),
    Topic.TECHNOLOGY_AND_TERMINALS: message("Technology and terminals"),
    Topic.LAW_AND_GOVERNANCE: message("Law and governance"),
    Topic.DATA_SECURITY_AND_MONOPOLY: message("Data security and monopoly"),
    Topic.CENSUS: message("Economic census"),
    Topic.POPULATION_SURVEY: message("Population census and sample survey"),
    Topic.VACANCIES: message("Vacancies and applicants"),
    Topic.WAGES: message("Wages and salaries"),
    Topic.TURNOVER: message("Turnover of staff"),
    Topic.SOFTWARE: message("Software industry"),
    Topic.DIGITAL_ECONOMY: message("Digital economy"),
    Topic.EDUCATION: message("Education and graduates"),
    Topic.ECONOMY: message("Economy and employment"),
    Topic.FORECASTS: message("Forecasts by others"),
}
OTHER_UNITS = {
    OtherUnit.RATIO: message("{value}"),
    OtherUnit.PERCENTAGE_POINTS: message("{value} percentage points"),
    OtherUnit.COUNT: message("{value}"),
    OtherUnit.PERSON_TIMES_PER_YEAR: message("{value} person-times a year"),
    OtherUnit.YUAN_PER_PERSON_TIME: message("{value} yuan a person-time"),
    OtherUnit.YUAN_PER_PERSON_YEAR: message("{value} yuan a person and year"),
    OtherUnit.USD_PER_PERSON: message("{value} US dollars a person"),
    OtherUnit.PER_MONTH: message("{value} a month"),
    OtherUnit.YUAN_PER_MONTH: message("{value} yuan a month"),
    OtherUnit.USD: message("{value} US dollars"),
    OtherUnit.EXAFLOPS: message("{value} EFLOPS"),
    OtherUnit.ZETTABYTES: message("{value} ZB"),
    OtherUnit.RANK: message("rank {value}"),
    OtherUnit.DIRECTION: message("direction only: {value}"),
}

_SCALED = frozenset({OtherUnit.COUNT, OtherUnit.USD})
_LARGE = 1e4  # from here on counts are written in 万 or million


def grade_badge(locale: Locale, grade: Grade) -> str:
    """Return the grade of evidence as a coloured Markdown badge with its name."""
    return f":{GRADE_COLOURS[grade]}-badge[{locale.tr(GRADES[grade])}]"


def amount(
    locale: Locale, value: float | None, unit: Unit | OtherUnit, digits: int | None = None
) -> str:
    """Return a figure with its unit, also in the units in which the model does not calculate.

    Args:
        locale: of the reader.
        value: in `unit`; None for a missing figure.
        unit: of the value.
        digits: significant digits; by default 3, or 4 in units in which the model does not calculate.
    """
    if value is None:
        return MISSING
    if isinstance(unit, Unit):
        return format_quantity(value, unit, locale.language, digits or 3)
    if unit in _SCALED and abs(value) >= _LARGE:
        number = format_quantity(value, Unit.UNKNOWN, locale.language, digits or 4)
    else:
        number = write(round_to(value, digits or 4), locale.language)
    return locale.tr(OTHER_UNITS[unit], value=number)


def with_bound(locale: Locale, value: str, bound: Bound) -> str:
    """Return a formatted value with its bound: exact, about, at least, at most."""
    return locale.tr(BOUNDS[bound], value=value)


def parameter_range(locale: Locale, parameter: Parameter) -> str:
    """Format the 80% range of a parameter."""
    return format_range(parameter.low, parameter.high, parameter.unit, locale.language, 3)


def source_link(source: Source, language: Language) -> str:
    """Return a source as a Markdown link, with a mark where its figures were read second-hand.

    It is just its name where the publisher has no page.
    """
    label = f"{producer(source, language)}: {source.title}".replace("[", "(").replace("]", ")")
    link = f"[{label}]({source.url})" if source.url else label
    if source.reading is not SourceAccess.QUOTATION:
        return link
    tr = translator(language)
    return tr("{source} (second-hand)", source=link)


def producer(source: Source, language: Language) -> str:
    """Return the publisher of a source, of two names the one in the reader's language."""
    both = _NAMED_TWICE.fullmatch(source.producer)
    return both[str(language)] if both else source.producer


def escape_markdown(text: str) -> str:
    """Escape a text of others for Markdown, so that it cannot make a link, image or formula."""
    return _MARKDOWN.sub(r"\\\1", text)


def join_texts(locale: Locale, parts: Iterable[str]) -> str:
    """Join texts with the semicolon of the language."""
    return ("；" if locale.language is Language.ZH else "; ").join(parts)


def localised(locale: Locale, note_zh: str, note_en: str) -> str:
    """Return the text in the language of the visitor."""
    return note_zh if locale.language is Language.ZH else note_en


PEOPLE_UNITS = {Language.ZH: (1e4, "万人"), Language.EN: (1e3, "thousand people")}
