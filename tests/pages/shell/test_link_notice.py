"""What a page says about parameters of a link that it cannot use."""

from __future__ import annotations

import pytest

from tests.pages.test_every_page import query_of, visit


@pytest.mark.parametrize("tag", ["EN", "en-US"])
def test_a_variant_of_a_language_tag_is_understood(tag: str) -> None:
    app = visit("overview", {"lang": tag, "region": "510100"})
    assert app.title[0].value == "Overview"
    assert not app.warning
    assert query_of(app) == {"lang": "en", "region": "510100"}


def test_another_language_is_reported() -> None:
    app = visit("overview", {"lang": "fr", "region": "510100"})
    assert app.title[0].value == "总览"
    assert "`fr`" in app.warning[0].value
    assert query_of(app) == {"region": "510100"}


def test_a_misspelt_lever_is_reported_with_the_right_name_until_it_is_dismissed() -> None:
    query = {"lang": "en", "targeted_trainning": "50000_2026_3_3", "v": "1"}
    app = visit("scenarios", query)
    (warning,) = app.warning
    assert "`targeted_trainning` (50000_2026_3_3)" in warning.value
    assert "do not contain it" in warning.value
    assert "`targeted_training`" in warning.value
    assert query_of(app) == {"lang": "en"}
    app.button(key="link.unknown.dismiss").click().run()
    assert not app.warning


@pytest.mark.parametrize(("language", "said"), [("zh", "未予采用"), ("en", "It was left out")])
def test_unknown_parameters_are_reported_once_and_trackers_are_not(
    language: str, said: str
) -> None:
    query = {"lang": language, "horizon": "1900", "`foo`": "a`b", "utm_source": "mail", "from": "x"}
    app = visit("overview", query)
    (warning,) = app.warning
    assert "`horizon=1900`" in warning.value
    assert "`'foo'=a'b`" in warning.value
    assert warning.value.count(said) == 2
    assert "utm_source" not in warning.value
    assert set(query_of(app)) <= {"lang"}
