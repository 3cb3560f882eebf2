"""Parameters: one quantity each, with its 80% range, its evidence and the way it is drawn."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from math import pi, sqrt

import numpy as np
from scipy.special import ndtri

from forecasting.core.errors import ParameterError
from forecasting.core.series import Unit, Values

Z90 = float(ndtri(0.9))  # an 80% range ends at the 10% and 90% quantiles


class Grade(StrEnum):
    """How good the evidence behind a number is, best first."""

    OFFICIAL = "official"
    TRIAL = "trial"
    QUASI_EXPERIMENTAL = "quasi_experimental"
    OBSERVATIONAL = "observational"
    FOREIGN = "foreign"
    SECOND_HAND = "second_hand"  # quoted by others; the original was not found
    JUDGEMENT = "judgement"
    CALIBRATED = "calibrated"  # computed by the project from official series


@dataclass(frozen=True)
class Parameter:
    """One uncertain quantity.

    `low` and `high` are the 10% and 90% quantiles, `value` the median. `minimum` and `maximum` are
    hard bounds that no draw passes.
    """

    id: str
    name_zh: str
    name_en: str
    unit: Unit
    value: float
    low: float
    high: float
    grade: Grade
    source_ids: tuple[str, ...]
    note_zh: str = ""
    note_en: str = ""
    minimum: float = -np.inf
    maximum: float = np.inf

    def __post_init__(self) -> None:
        if not self.minimum <= self.low <= self.value <= self.high <= self.maximum:
            raise ParameterError(
                "Parameter {id}: minimum ≤ low ≤ value ≤ high ≤ maximum does not hold "
                "({minimum}, {low}, {value}, {high}, {maximum}). Correct its file.",
                id=self.id,
                minimum=self.minimum,
                low=self.low,
                value=self.value,
                high=self.high,
                maximum=self.maximum,
            )

    @property
    def is_assumption(self) -> bool:
        """True when the value rests on no published figure."""
        return self.grade is Grade.JUDGEMENT

    @property
    def mean(self) -> float:
        """Expected value of the two-piece normal, before clipping.

        Each half is a half-normal of mean σ·√(2/π), drawn half of the time.
        """
        skew = (self.high - self.value) - (self.value - self.low)
        return self.value + skew / Z90 / sqrt(2 * pi)

    def from_normal(self, normal: Values) -> Values:
        """Map standard normal draws to the parameter: a two-piece normal.

        The median is `value`, the 10% and 90% quantiles are `low` and `high`; draws are clipped to
        the hard bounds. Shape is that of `normal`.
        """
        below = (self.value - self.low) / Z90
        above = (self.high - self.value) / Z90
        drawn = self.value + np.where(normal < 0, below, above) * normal
        return np.clip(drawn, self.minimum, self.maximum)
