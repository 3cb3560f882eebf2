"""The interface of every forecasting method."""

from __future__ import annotations

from typing import Protocol

from forecasting.core.series import Values


class Forecaster(Protocol):
    """A method that forecasts from the values of consecutive years.

    Stateless: the same values give the same forecast, in any unit and for any calendar years.
    `name` identifies the method in settings and stored results; `name_zh` and `name_en` are shown;
    `min_years` is the least number of values.
    """

    @property
    def name(self) -> str: ...
    @property
    def name_zh(self) -> str: ...
    @property
    def name_en(self) -> str: ...
    @property
    def min_years(self) -> int: ...

    def forecast(self, values: Values, horizon: int) -> Values:
        """Return the point forecast of the `horizon` years after the last value.

        Args:
            values: finite, one per consecutive year, shape [n] with n ≥ `min_years`.
            horizon: H ≥ 1.

        Returns:
            Shape [H], in the unit of `values`.

        Raises:
            SeriesError: the method cannot be applied to these values.
        """
        ...
