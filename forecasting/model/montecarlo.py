"""Random draws, the same for baseline and scenario and for every region.

Each uncertain quantity has a stream of its own, derived from the run's seed and the quantity's name
(common random numbers). Adding a measure therefore never changes the draws of anything else, and a
difference between two runs carries no sampling noise.
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
    """`count` draws from `seed`."""

    seed: int
    count: int

    def generator(self, name: str) -> np.random.Generator:
        """The stream that belongs to `name`."""
        return np.random.default_rng([self.seed, crc32(name.encode())])

    def of(self, parameter: Parameter) -> Values:
        """Draws of a parameter, shape [count], in its unit."""
        return _drawn(self, parameter)


@lru_cache(maxsize=128)
def _drawn(draws: Draws, parameter: Parameter) -> Values:
    """Kept, because every run with the same draws takes the same ones."""
    drawn = parameter.from_normal(draws.generator(parameter.id).standard_normal(draws.count))
    drawn.setflags(write=False)
    return drawn
