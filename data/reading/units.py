"""Units in which figures are published, and their exact size in base units."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from forecasting.core.published import OtherUnit
from forecasting.core.series import Unit

AnyUnit = Unit | OtherUnit

_PERSONS = {"人": Decimal(1), "万人": Decimal(10_000)}
_YUAN = {"元": Decimal(1), "万元": Decimal(10_000), "亿元": Decimal(100_000_000)}
_TRILLION = {"万亿元": Decimal(10**12)}
_HUNDRED_MILLION = Decimal(100_000_000)
_TEN_THOUSAND = Decimal(10_000)

# For each base unit, how a figure may be written and what one of it is.
WRITTEN: Mapping[AnyUnit, Mapping[str, Decimal]] = {
    Unit.PERSONS: _PERSONS,
    Unit.PERSONS_PER_YEAR: _PERSONS | {"人/年": Decimal(1), "万人/年": Decimal(10_000)},
    Unit.YUAN: _YUAN | _TRILLION,
    Unit.YUAN_PER_YEAR: {"元/年": Decimal(1)},
    Unit.YUAN_PER_PERSON: {"元/人": Decimal(1)},
    Unit.SHARE: {"%": Decimal("0.01")},
    Unit.PER_YEAR: {"%/年": Decimal("0.01")},
    Unit.YEARS: {"年": Decimal(1)},
    Unit.FIRMS: {"家": Decimal(1), "万家": _TEN_THOUSAND},
    Unit.CATEGORIES: {"类": Decimal(1)},
    OtherUnit.PERCENTAGE_POINTS: {"百分点": Decimal(1)},
    Unit.RATIO: {"倍": Decimal(1), "指数": Decimal(1)},
    OtherUnit.COUNT: {
        **dict.fromkeys(("个", "所", "款", "件", "家次"), Decimal(1)),
        **dict.fromkeys(("万个", "万起", "万台"), _TEN_THOUSAND),
        **dict.fromkeys(("亿户", "亿次"), _HUNDRED_MILLION),
    },
    OtherUnit.YUAN_PER_MONTH: {"元/月": Decimal(1)},
    OtherUnit.USD: {"亿美元": _HUNDRED_MILLION},
    OtherUnit.EXAFLOPS: {"EFLOPS": Decimal(1)},
    OtherUnit.ZETTABYTES: {"ZB": Decimal(1)},
    OtherUnit.RANK: {"名": Decimal(1)},
    OtherUnit.PERSON_TIMES_PER_YEAR: {"人次/年": Decimal(1), "万人次/年": Decimal(10_000)},
    OtherUnit.YUAN_PER_PERSON_TIME: {"元/人次": Decimal(1)},
    OtherUnit.YUAN_PER_PERSON_YEAR: {"元/人年": Decimal(1)},
    OtherUnit.USD_PER_PERSON: {"美元/人": Decimal(1)},
}


def by_written_form() -> dict[str, tuple[AnyUnit, Decimal]]:
    """Each written unit with its base unit and size; base units may also be written by their id.

    A form that serves several base units means the first: 万人 are persons.
    """
    forms: dict[str, tuple[AnyUnit, Decimal]] = {}
    for unit, written in WRITTEN.items():
        for form, size in written.items():
            forms.setdefault(form, (unit, size))
    known = (unit for unit in (*Unit, *OtherUnit) if unit is not Unit.UNKNOWN)
    return forms | {unit.value: (unit, Decimal(1)) for unit in known}


def to_base(value: Decimal, size: Decimal) -> float:
    """A figure in base units, multiplied exactly: 3615.9 万人 are 36,159,000 persons."""
    return float(value * size)
