"""The model: numbers in, numbers out."""

from __future__ import annotations

import os

# The threads of BLAS more than double the work on matrices as small as those of annual series, and
# threads of several processes get in each other's way. NumPy reads this when it is loaded.
for _library in ("OMP", "OPENBLAS", "MKL"):
    os.environ.setdefault(f"{_library}_NUM_THREADS", "1")
