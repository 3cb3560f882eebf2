"""Numbers as people read them: 1100万人 in Chinese, 11 million people in English.

Values come in base units (persons, yuan, shares). They are rounded half to even (ISO 80000-1,
annex B, rule A) to significant digits, before the power of ten is chosen, so that nothing ever
prints as "10000万".
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import ROUND_HALF_EVEN, Decimal
from math import ceil, floor, isfinite, log10

import numpy as np
from numpy.typing import NDArray

from forecasting.core.series import Unit, Values
from reporting.format.i18n import Language

Whole = NDArray[np.int64]

MISSING = "—"
MINUS = "−"
TICKS_WANTED = 5

_ZH_POWERS = ((1e12, "万亿"), (1e8, "亿"), (1e4, "万"), (1.0, ""))
_EN_POWERS = ((1e12, "trillion"), (1e9, "billion"), (1e6, "million"), (1e4, "thousand"), (1.0, ""))
_EN_FACTORS = {"thousand": 1e3}  # used from ten thousand on: "7,900 firms", "12 thousand people"

_ZH_COUNTED = {
    Unit.PERSONS: "人",
    Unit.PERSONS_PER_YEAR: "人/年",
    Unit.YUAN: "元",
    Unit.YUAN_PER_YEAR: "元/年",
    Unit.YUAN_PER_PERSON: "元/人",
    Unit.FIRMS: "家",
    Unit.CATEGORIES: "类",
    Unit.UNKNOWN: "",
}
_EN_COUNTED = {
    Unit.PERSONS: "people",
    Unit.PERSONS_PER_YEAR: "people a year",
    Unit.YUAN: "yuan",
    Unit.YUAN_PER_YEAR: "yuan a year",
    Unit.YUAN_PER_PERSON: "yuan a person",
    Unit.FIRMS: "firms",
    Unit.CATEGORIES: "categories",
    Unit.UNKNOWN: "",
}
_COUNTED = {Language.ZH: _ZH_COUNTED, Language.EN: _EN_COUNTED}
_POWERS = {Language.ZH: _ZH_POWERS, Language.EN: _EN_POWERS}
_PLAIN = {
    Language.ZH: {
        Unit.PER_YEAR: "%/年",
        Unit.YEARS: "年",
        Unit.ELASTICITY: "",
        Unit.RATIO: "",
        Unit.SHARE: "%",
    },
    Language.EN: {
        Unit.PER_YEAR: "% a year",
        Unit.YEARS: "years",
        Unit.ELASTICITY: "",
        Unit.RATIO: "",
        Unit.SHARE: "%",
    },
}
_SINGULAR = {"people": "person", "years": "year", "firms": "firm", "categories": "category"}
_WHOLE = frozenset({Unit.PERSONS, Unit.PERSONS_PER_YEAR, Unit.FIRMS, Unit.CATEGORIES})
_PERCENT = frozenset({Unit.SHARE, Unit.PER_YEAR})


@dataclass(frozen=True)
class Scale:
    """How a quantity is written: divided by `factor` and followed by `label`."""

    factor: float
    label: str
    language: Language

    def apply(self, values: Values) -> Values:
        """Return values in the unit of the label."""
        return np.asarray(values / self.factor, dtype=np.float64)


@dataclass(frozen=True)
class Ticks:
    """Round positions on an axis and its two ends, in base units, and how they are written."""

    positions: tuple[float, ...]
    texts: tuple[str, ...]
    span: tuple[float, float]
    scale: Scale


def ratio_scale(language: Language) -> Scale:
    """Return the scale of a pure number such as demand ÷ supply."""
    return Scale(1.0, "", language)


def scale_for(values: Iterable[float], unit: Unit, language: Language) -> Scale:
    """Return the scale whose power of ten suits the largest of the values."""
    if unit not in _COUNTED[language]:
        return Scale(0.01 if unit in _PERCENT else 1.0, _PLAIN[language][unit], language)
    largest = max((abs(value) for value in values if isfinite(value)), default=0.0)
    powers = _POWERS[language]
    least, power = next(((at, word) for at, word in powers if largest >= at), powers[-1])
    noun = _COUNTED[language][unit]
    label = f"{power} {noun}".strip() if language is Language.EN else f"{power}{noun}"
    return Scale(_EN_FACTORS.get(power, least), label, language)


def format_quantity(
    value: float, unit: Unit, language: Language, digits: int = 3, *, signed: bool = False
) -> str:
    """Return a value with its unit to `digits` significant digits: "1100万人", "11 million people".

    Args:
        value: in base units; a value that is not finite prints as a dash.
        unit: of the value.
        language: of the reader.
        digits: significant digits; more would pretend a precision that is not there.
        signed: write "+" before a rise, for differences.
    """
    if not isfinite(value):
        return MISSING
    rounded = round_to(value, digits)
    if unit in _WHOLE and abs(value) < 10**digits:
        rounded = round_to(round(value), digits)  # nobody is a fraction
    scale = scale_for((float(rounded),), unit, language)
    return join(write(rounded / _exact(scale.factor), language, signed=signed), scale)


def format_change(value: float, unit: Unit, language: Language, digits: int = 3) -> str:
    """Return a difference with its sign: "+120万人", "−45万人"."""
    return format_quantity(value, unit, language, digits, signed=True)


def format_ratio(value: float, language: Language, digits: int = 3) -> str:
    """Return a pure number: "1.32"."""
    return write(round_to(value, digits), language) if isfinite(value) else MISSING


def format_range(low: float, high: float, unit: Unit, language: Language, digits: int = 2) -> str:
    """Return two bounds in one unit: "900–1300万人", "−2 to 38 million people".

    Both are rounded to the place that is the last significant one of the larger bound, or to one
    more where the smaller bound alone would be written in another power (4600万 beside 1亿).
    """
    if not (isfinite(low) and isfinite(high)):
        return MISSING
    largest = max(abs(low), abs(high))
    apart = scale_for((low,), unit, language) != scale_for((high,), unit, language)
    if apart and min(abs(low), abs(high)) > largest / 10:
        digits += 1
    quantum = _quantum(largest, digits)
    bounds = (_round_to_quantum(low, quantum), _round_to_quantum(high, quantum))
    if low < 0 < high and not (bounds[0] and bounds[1]):
        bounds = (_kept_in_sight(low, bounds[0]), _kept_in_sight(high, bounds[1]))
    scale = scale_for([float(bound) for bound in bounds], unit, language)
    first, last = (write(bound / _exact(scale.factor), language) for bound in bounds)
    if first == last:
        return join(first, scale)
    word = "至" if language is Language.ZH else " to "
    return join(f"{first}{'–' if bounds[0] >= 0 else word}{last}", scale)


def _kept_in_sight(value: float, rounded: Decimal) -> Decimal:
    """Return a bound on its own side of zero: a surplus that cannot be ruled out is not rounded away."""
    return rounded or _round_to_quantum(value, _quantum(abs(value), 1))


def ticks_for(values: Iterable[float], unit: Unit | None, language: Language) -> Ticks:
    """Return round tick positions that span the values, also where these are equal.

    Where only the topmost tick would need the next power (一亿 above 9000万), it is left out.

    Args:
        values: what the axis has to show, in base units.
        unit: of the values; None for a pure number.
        language: of the tick texts.
    """
    finite = [value for value in values if isfinite(value)] or [0.0]
    positions = _nice(min(finite), max(finite))
    span = (positions[0], positions[-1])
    scale = ratio_scale(language)
    if unit is not None:
        scale = scale_for(finite, unit, language)
        if scale != scale_for(positions, unit, language):
            inside = [position for position in positions if abs(position) <= max(map(abs, finite))]
            positions = inside or positions
            span = (span[0] if span[0] in inside else min(finite), max(finite))
            scale = scale_for(positions, unit, language)
    scaled = [round_to(position / scale.factor, 12) for position in positions]
    decimals = max(max(0, -int(str(d.normalize().as_tuple().exponent))) for d in scaled)
    texts = tuple(_grouped(f"{number:.{decimals}f}", language) for number in scaled)
    return Ticks(tuple(positions), texts, span, scale)


def round_to(value: float, digits: int) -> Decimal:
    """Round half to even to `digits` significant digits."""
    return _round_to_quantum(value, _quantum(value, digits))


def add_up(parts: Values, total: Whole) -> Whole:
    """Return parts in whole numbers that add up to a whole total, by largest remainders.

    Args:
        parts: shape [parts] or [parts, …]; along the first axis they add up to about `total`.
        total: of the remaining shape.
    """
    floor = np.floor(parts)
    missing = total - floor.sum(axis=0)
    order = np.argsort(-(parts - floor), axis=0, kind="stable")
    rank = np.argsort(order, axis=0, kind="stable")
    return np.asarray(floor + (rank < missing), dtype=np.int64)


def write(number: Decimal, language: Language, *, signed: bool = False) -> str:
    """Return the digits of a decimal without trailing zeros, with a true minus sign."""
    plain = f"{number:f}"
    if "." in plain:
        plain = plain.rstrip("0").rstrip(".")
    text = _grouped(plain, language)
    return f"+{text}" if signed and number > 0 else text


def with_unit(title: str, scale: Scale) -> str:
    """Return a heading with its unit: "缺口（万人）", "Gap (million people)"."""
    if not scale.label:
        return title
    return (
        f"{title}（{scale.label}）" if scale.language is Language.ZH else f"{title} ({scale.label})"
    )


def join(text: str, scale: Scale) -> str:
    """Return digits and unit as the language joins them: "1100万人", "11 million people", "12%"."""
    label = scale.label
    if scale.language is Language.ZH or not label or label.startswith("%"):
        return f"{text}{label}"
    noun, _, rest = label.partition(" ")
    if text.lstrip("+−") == "1" and noun in _SINGULAR:
        label = f"{_SINGULAR[noun]} {rest}".strip()
    return f"{text} {label}"


def _grouped(plain: str, language: Language) -> str:
    """Return digits with thousands separators in English; Chinese counts in 万 and uses none."""
    sign = MINUS if plain.startswith("-") and any(c in "123456789" for c in plain) else ""
    whole, dot, rest = plain.lstrip("-").partition(".")
    grouped = f"{int(whole):,}" if language is Language.EN else whole
    return f"{sign}{grouped}{dot}{rest}"


def _exact(value: float) -> Decimal:
    return Decimal(repr(float(value)))


def _quantum(value: float, digits: int) -> Decimal:
    number = _exact(value)
    exponent = number.adjusted() if number else 0
    rounded = abs(number).quantize(Decimal(1).scaleb(exponent - digits + 1), ROUND_HALF_EVEN)
    carried = rounded.adjusted() if rounded else exponent  # 99.96 to three digits is 100
    return Decimal(1).scaleb(carried - digits + 1)


def _round_to_quantum(value: float, quantum: Decimal) -> Decimal:
    return _exact(value).quantize(quantum, ROUND_HALF_EVEN)


def _nice(low: float, high: float) -> list[float]:
    """Return multiples of 1, 2, 2.5 or 5 × 10ⁿ that enclose [low, high]."""
    largest = max(abs(low), abs(high))
    if high - low <= 1e-9 * largest or largest < 1e-12:  # equal, as far as digits can tell
        reach = largest if largest > 1e-12 else 1.0
        low, high = min(low, 0.0), max(low + reach, reach)
    rough = (high - low) / TICKS_WANTED
    magnitude = 10.0 ** floor(log10(rough))
    step = next(m * magnitude for m in (1.0, 2.0, 2.5, 5.0, 10.0) if m * magnitude >= rough * 0.999)
    first, last = floor(low / step + 1e-9), ceil(high / step - 1e-9)
    return [float(round_to(index * step, 12)) for index in range(first, last + 1)]
