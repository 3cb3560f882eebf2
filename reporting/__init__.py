"""Results for people."""

from __future__ import annotations

import forecasting  # noqa: F401  # before NumPy, whose threads it limits
