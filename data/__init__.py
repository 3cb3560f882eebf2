"""All that touches DuckDB or files."""

from __future__ import annotations

import forecasting  # noqa: F401  # before NumPy, whose threads it limits
