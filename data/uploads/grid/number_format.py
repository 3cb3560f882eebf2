"""What a spreadsheet shows for a stored number: 0.12 under 0% is 12%, 0.4 under 0.0"%" is 0.4%."""

from __future__ import annotations

import operator
import re
from collections.abc import Callable, Mapping
from decimal import Decimal

_TOKEN = re.compile(r'"([^"]*)"|[\\!](.)|\[[^\]]*\]|[_*].|(.)', re.DOTALL)
_SECTION = re.compile(r'(?:"[^"]*"|[\\!].|[^;"])*')
_CONDITION = re.compile(r"\[(<=|>=|<>|<|>|=)(-?[0-9.]+)\]")
_COMPARED: Mapping[str, Callable[[float, float], bool]] = {
    "<=": operator.le,
    ">=": operator.ge,
    "<>": operator.ne,
    "<": operator.lt,
    ">": operator.gt,
    "=": operator.eq,
}
_PLACES = "0#?"
_COMMAS = re.compile(rf"[{_PLACES}](,+)(?![,{_PLACES}])")
_SCALES = {2: "百", 3: "千", 4: "万", 6: "百万", 8: "亿"}
_UNIT = re.compile(r"[%‰]|(?:百万|[百千万亿])?[人名]?|k", re.IGNORECASE)
_NOISE = Decimal("1e-14")  # of binary fractions: a stored 0.07 times 100 is 7.000000000000001


def shown_number(value: float, number_format: str) -> str:
    """Return a stored number as the sheet shows it, with its unit and at full precision.

    A number that the format scales keeps its size by naming the scale: 1,200,000 under `0,` is shown as
    1200 and returned as 1200千. Literal units behind the digits stay: 0.4% for 0.0"%", 1200人 for 0"人".
    """
    signs, unit, power = _parts(_section(value, number_format))
    number = Decimal(repr(value))
    if "%" in signs:
        return _digits(number * 100) + "%"
    if power and not re.search("[百千万亿k]", unit, re.IGNORECASE):
        if power not in _SCALES:
            return _digits(number)
        unit = _SCALES[power] + unit.strip("%‰")
    return _digits(number.scaleb(-power)) + unit


def _section(value: float, number_format: str) -> str:
    """Return the part of a format that holds for a number: [>=10000]0!.0,"万";0 has two."""
    sections = [found[0] for found in _SECTION.finditer(number_format)]
    for section in sections if _CONDITION.search(number_format) else ():
        condition = _CONDITION.search(section)
        if section and (not condition or _COMPARED[condition[1]](value, float(condition[2]))):
            return section
    return sections[0] if sections else ""


def _parts(section: str) -> tuple[str, str, int]:
    """Return the signs of a format, the literal unit behind its digits, and its power of ten.

    Commas behind the digits divide by thousands; a literal point between digits (0!.0,) by ten for each
    digit behind it.
    """
    signs, suffix, behind_point, point = "", "", 0, False
    for quoted, escaped, sign in _TOKEN.findall(section):
        text = quoted or escaped
        if sign:
            signs += sign
            if sign in _PLACES:
                suffix = ""
                behind_point += point
        elif text == "." and any(place in signs for place in _PLACES):
            point = True
        else:
            suffix += text
    commas = sum(len(found) for found in _COMMAS.findall(signs))
    unit = suffix.strip()
    return signs, unit if _UNIT.fullmatch(unit) else "", 3 * commas + behind_point


def _digits(number: Decimal) -> str:
    rounded = Decimal(f"{number:.11e}")
    near = rounded if abs(rounded - number) <= abs(number) * _NOISE else number
    text = f"{near:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
