from __future__ import annotations

from pathlib import Path

import numpy as np

from benchmarks.datasets import panel


def test_a_panel_is_split_and_put_in_order(tmp_path: Path) -> None:
    file = tmp_path / "panel.csv"
    file.write_text(
        "unique_id,year,y,split\na,2002,3,test\na,2001,2,train\nb,2000,9,train\n"
        "a,2000,1,train\nb,2001,8,test\n",
        encoding="utf-8",
    )
    first, second = panel(file)
    np.testing.assert_array_equal(first.past, [1, 2])
    np.testing.assert_array_equal(first.future, [3])
    assert (second.id, second.past.tolist(), second.future.tolist()) == ("b", [9], [8])
