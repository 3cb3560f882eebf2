from __future__ import annotations

import subprocess
import sys


def test_importing_the_package_loads_no_heavy_library() -> None:
    program = (
        "import sys, forecasting.engine, forecasting.engine.backtest; "
        "print([m for m in ('prophet', 'statsmodels', 'pandas', 'cmdstanpy') if m in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "[]"
