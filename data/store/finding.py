"""A remark on the facts, for people."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class Severity(StrEnum):
    """How much a finding matters to someone who uses the figures."""

    WARNING = "warning"
    NOTE = "note"


@dataclass(frozen=True)
class Finding:
    """A remark on the figures: an English template (the msgid) and the values that fill it.

    `detail_zh` and `detail_en` go on with what the facts themselves say, e.g. the reason of a break.
    """

    severity: Severity
    template: str
    values: Mapping[str, str | int | float] = field(default_factory=dict)
    detail_zh: str = ""
    detail_en: str = ""

    def __str__(self) -> str:
        return " ".join(filter(None, (self.template.format(**self.values), self.detail_en)))
