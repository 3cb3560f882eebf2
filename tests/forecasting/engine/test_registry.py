from __future__ import annotations

import numpy as np
import pytest

from forecasting.engine import COMBINATION, METHODS, VARIANTS, Transformation, with_transformation
from forecasting.engine.registry import SIMPLE, needs_fitting

GROWTH = np.array([100.0, 110.0, 121.0])


def test_every_method_exists_on_every_scale_under_a_name_of_its_own() -> None:
    assert set(METHODS) <= set(VARIANTS)
    assert all(VARIANTS[name].name == name for name in VARIANTS)
    names = [method.name_en for method in VARIANTS.values()]
    assert len(names) == len(set(names))
    for transformation in Transformation:
        assert set(with_transformation(transformation, METHODS)) <= set(VARIANTS)


def test_methods_that_become_the_same_are_named_once() -> None:
    assert with_transformation(Transformation.OWN, COMBINATION) == COMBINATION
    assert with_transformation(Transformation.NONE, ["uc", "uc_log"]) == ("uc",)
    assert with_transformation(Transformation.LOG, ["median_change", "median_root_change"]) == (
        "median_change_log",
    )
    assert with_transformation(Transformation.ROOT, ["naive", "median_change"]) == (
        "naive",
        "median_root_change",
    )


@pytest.mark.parametrize("name", ["theta", "robust_theta"])
def test_a_method_named_on_logarithms_can_do_without(name: str) -> None:
    (plain,) = with_transformation(Transformation.NONE, [name])
    assert "logarithms" not in VARIANTS[plain].name_en
    (again,) = with_transformation(Transformation.LOG, [name])
    assert again == name


def test_growth_by_a_percentage_is_a_line_on_logarithms() -> None:
    (name,) = with_transformation(Transformation.LOG, ["median_change"])
    np.testing.assert_allclose(VARIANTS[name].forecast(GROWTH, 2), [133.1, 146.41])


def test_what_needs_no_fitting_needs_none_on_any_scale() -> None:
    assert not any(needs_fitting(name) for name in SIMPLE)
    assert not needs_fitting("median_change_log")
    assert needs_fitting("prophet_log")
