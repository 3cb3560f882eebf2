"""The prepared run: a region's inputs with the national draws made for exactly these."""

from __future__ import annotations

from dataclasses import dataclass, replace

from forecasting.core.series import Region
from forecasting.model.allocation import Shares
from forecasting.model.assumptions import assume
from forecasting.model.inputs import ModelInputs, RunSettings
from forecasting.model.interventions import Assumption
from forecasting.model.national_draws import NationalDraws, draw_national


@dataclass(frozen=True, eq=False)
class PreparedRun:
    """A region ready to run under any scenario. Make one with `PreparedRun.of`.

    The settings are read from the draws, so a run cannot state settings other than those of its
    draws; the constructor refuses draws made for other inputs.

    Attributes:
        documented: the inputs with every parameter as the facts have it.
        inputs: the same under the assumptions of the run; equal to `documented` without any.
        national: the national draws made for `inputs`.

    Raises:
        ValueError: the draws were made for other facts, parameters or another gap anchor.
    """

    documented: ModelInputs
    inputs: ModelInputs
    national: NationalDraws

    def __post_init__(self) -> None:
        if not self.national.fit(self.inputs):
            raise ValueError("These national draws were made for other inputs; use PreparedRun.of.")

    @classmethod
    def of(
        cls, inputs: ModelInputs, settings: RunSettings, assumptions: tuple[Assumption, ...] = ()
    ) -> PreparedRun:
        """Draw all that depends on neither region nor scenario.

        Args:
            inputs: of the region, as the facts have them.
            settings: number of draws, seed and horizon.
            assumptions: under which the parameters are drawn.

        Raises:
            ScenarioError: the horizon lies outside the years that can be simulated, or an assumption
                is unknown or out of bounds.
        """
        assumed = assume(inputs, assumptions)
        return cls(inputs, assumed, draw_national(assumed, settings))

    @property
    def settings(self) -> RunSettings:
        """Number of draws, seed and horizon of the draws."""
        return self.national.settings

    def under(self, assumptions: tuple[Assumption, ...]) -> PreparedRun:
        """Return the run under assumptions; the nation is drawn again only if these change its draws.

        Raises:
            ScenarioError: an assumption is unknown or out of bounds.
        """
        if assumptions == self.inputs.assumptions:
            return self
        assumed = assume(self.documented, assumptions)
        fits = self.national.fit(assumed)
        national = self.national if fits else draw_national(assumed, self.settings)
        return PreparedRun(self.documented, assumed, national)

    def in_region(self, region: Region, shares: Shares) -> PreparedRun:
        """Return the run of another region or allocation rule; it shares the national draws."""
        return PreparedRun(
            replace(self.documented, region=region, shares=shares),
            replace(self.inputs, region=region, shares=shares),
            self.national,
        )

    def until(self, year: int) -> PreparedRun:
        """Return the same run simulated no further than `year`, one of the projected years."""
        return PreparedRun(self.documented, self.inputs, self.national.until(year))
