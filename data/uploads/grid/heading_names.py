"""The names of headings: without units and notes, in one language of two, and never of another measure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from enum import StrEnum
from typing import TypeVar

from data.uploads.grid.cells import without_note
from data.uploads.grid.plain_text import plain, squeezed
from data.uploads.grid.units import is_unit

Meaning = TypeVar("Meaning", bound=StrEnum)

_END = re.compile(
    r"\s*(?:[(\[【〔/,:].*|单位.*|[%‰]|\bin (?:ten |hundred )?(?:thousand|million)s?.*)$"
)
_GROUP = re.compile(r"[(\[【〔][^()\[\]【】〔〕]*[)\]】〕]?")
_JOINED = re.compile(r"(?<=[\u4e00-\u9fff)]) ?/? ?(?=[a-z])|(?<=[a-z)]) ?/? ?(?=[\u4e00-\u9fff])")
_NEUTRAL = re.compile(
    r"年末|年底|期末|年终|合计|总计|总数|全部|total|all|(at )?(the )?(year[- ]end|end of (the )?year)"
)
# A part of the staff is not the staff: 其中：女, of which contract workers.
_PART = re.compile(
    r"其中|男|女|临时|外包|派遣|实习|兼职|研发|技术|管理|高级|新增|离退|"
    r"\b(of which|fe?male|wom[ae]n|m[ae]n|part-?time|contract|interns?|new)\b"
)
# Another measure is not the measure: 同比 growth, 月均 monthly, 占比 share, 目标 target, 行业平均 industry.
_OTHER = re.compile(
    r"同比|环比|增长|增速|增幅|增加|增减|变化|变动|比重|占比|比例|指数|=100|月均|月度|每月|当月|(?<![0-9])月(?!末|底)|"
    r"季|目标|计划|预算|行业|同业|全国|平均工资|工资|年初|期初|"
    r"\b(growth|changes?|share|index|monthly|quarterly|per month|target|plan(ned)?|budget|industry|opening|wages?)\b"
)
_WHOLE = re.compile(
    r"含|包括|扣除|剔除|\b(incl|excl|with)"
)  # （含外包）: what the whole is made of


def is_part(text: str) -> bool:
    """Return whether a heading names a part of the staff."""
    return bool(_PART.search(plain(text)))


def bare_heading(text: str) -> str:
    """Return a heading in one form without unit, footnote mark and the spaces between characters.

    What is behind the name stays when it makes another measure of it: 离职率（月均）, 从业人数/同比.
    """
    whole = without_note(squeezed(text))
    name = without_note(_END.sub("", whole).strip()).strip()
    if name and _is_other(whole[len(name) :]):
        return whole
    first, _, last = name.rpartition(" ")
    name = first if first and is_unit(last) else name
    return re.sub(r"(?<=[数员工])(百万|[百千万亿])?人$", "", name)


def meaning_of(heading: str, names: Mapping[Meaning, str]) -> Meaning | None:
    """Return what a heading means.

    Args:
        heading: as written, also in two languages: 年份 Year.
        names: pattern of the names of each meaning.
    """
    return next((meaning for meaning in _meanings(heading, names) if meaning), None)


def _meanings(heading: str, names: Mapping[Meaning, str]) -> Iterator[Meaning | None]:
    """The meaning of the whole heading, of its name, and of its two languages where they agree."""
    yield _named(squeezed(heading), names)
    yield _named(bare_heading(heading), names)
    parts = _JOINED.split(squeezed(heading), maxsplit=1)
    latin = [bool(re.match("[a-z]", part)) for part in parts]
    if latin.count(True) == latin.count(False) and not _is_other_measure(parts[1]):
        first, second = (_named(bare_heading(part), names) for part in parts)
        if first is second or (latin[1] and not second):
            yield first


def _named(name: str, names: Mapping[Meaning, str]) -> Meaning | None:
    return next((meaning for meaning in names if re.fullmatch(names[meaning], name)), None)


def _is_other(end: str) -> bool:
    """Whether what is behind a name in brackets or after a comma is more than a unit or a note."""
    groups = " ".join(_GROUP.findall(end))
    if not _WHOLE.search(groups) and _is_other_measure(groups):
        return True
    rest = without_note(_GROUP.sub("", end)).strip(" /,:_")
    known = is_unit(rest) or rest.startswith(("单位", "in ")) or _NEUTRAL.fullmatch(rest)
    return bool(rest) and not known


def _is_other_measure(text: str) -> bool:
    return bool(_PART.search(text) or _OTHER.search(text))
