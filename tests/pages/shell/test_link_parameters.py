"""Names that links may hold, names of trackers, and language tags."""

from __future__ import annotations

import pytest

from pages.shell.link_parameters import (
    is_known,
    is_tracker,
    language_of,
    sets_a_lever,
    similar_name,
)
from reporting.format.i18n import Language


@pytest.mark.parametrize(
    "name",
    [
        "lang",
        "until",
        "targeted_training",
        "assume.exit_rate",
        "actual.2026",
        "keep8",
        "goal.gap",
        "package.budget",
        "limit.targeted_training",
    ],
)
def test_parameters_of_pages_are_known(name: str) -> None:
    assert is_known(name)
    assert not is_tracker(name)


@pytest.mark.parametrize(
    "name", ["", "horizon", "keep9", "keep", "limit.luck", "goal.luck", "Region", "v2"]
)
def test_other_names_are_unknown(name: str) -> None:
    assert not is_known(name)
    assert not is_tracker(name)


@pytest.mark.parametrize("name", ["utm_source", "gclid", "fbclid", "embed", "isappinstalled"])
def test_names_of_trackers_are_recognised(name: str) -> None:
    assert is_tracker(name)
    assert not is_known(name)


def test_a_lever_setting_is_recognised_by_its_form() -> None:
    assert sets_a_lever("50000_2026_3_3")
    assert sets_a_lever("-150_2027_2_0_2031")
    assert not sets_a_lever("0.02_0.01_0.03")
    assert not sets_a_lever("50000")


def test_a_misspelt_name_is_matched() -> None:
    assert similar_name("targeted_trainning", "50000_2026_3_3") == "targeted_training"
    assert similar_name("regoin", "510100") == "region"
    assert similar_name("foo", "1") is None


@pytest.mark.parametrize(
    ("tag", "language"),
    [
        ("en", Language.EN),
        ("EN", Language.EN),
        ("en-US", Language.EN),
        ("en_GB", Language.EN),
        ("zh", Language.ZH),
        ("zh-CN", Language.ZH),
        ("ZH-Hans-CN", Language.ZH),
        ("fr", None),
        ("english", None),
        ("", None),
    ],
)
def test_a_language_tag_is_read_by_its_primary_part(tag: str, language: Language | None) -> None:
    assert language_of(tag) is language
