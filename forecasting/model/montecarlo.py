"""Random draws, the same for baseline and scenario and for every region.

Each uncertain quantity has a stream of its own, derived from the run's seed and the quantity's name
(common random numbers). Adding an intervention therefore never changes other draws, and a difference
between two runs carries no sampling noise.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from zlib import crc32

import numpy as np

from forecasting.core.parameters import Parameter
from forecasting.core.series import Values


@dataclass(frozen=True)
class Draws:
    """Random streams: `count` draws from `seed`."""

    seed: int
    count: int

    def generator(self, name: str) -> np.random.Generator:
        """Return the generator that belongs to `name`."""
        return np.random.default_rng([self.seed, crc32(name.encode())])

    def of(self, parameter: Parameter) -> Values:
        """Return draws of a parameter, shape [count], in its unit; the array is read-only."""
        return _drawn(self, parameter)


@lru_cache(maxsize=128)
def _drawn(draws: Draws, parameter: Parameter) -> Values:
    """Draw and cache: every run with the same seed and number uses the same array."""
    drawn = parameter.from_normal(draws.generator(parameter.id).standard_normal(draws.count))
    drawn.setflags(write=False)
    return drawn
