"""Sentences and tables about a headcount of one's own."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from forecasting.analysis.own_headcount import Exits, MarketLoad, OwnLevers, Staffing, staffing
from reporting.format.context import Context
from reporting.format.i18n import Language
from reporting.words.headcount import (
    Strain,
    lever_sentence,
    market_sentence,
    own_lever_table,
    staffing_table,
    strain,
    strain_sentence,
)

LEVERS = OwnLevers(attrition_cut=0.02, interns=40, intern_share=0.5)


def flows(levers: OwnLevers) -> Staffing:
    """1,000 people in two years, a tenth quits; the draws differ in who retires."""
    exits = Exits(np.full((3, 2), 0.1), np.array([[0.0], [0.01], [0.02]]) * np.ones((3, 2)))
    return staffing(np.array([2026, 2027]), 1000, np.full((3, 2), 1000.0), exits, levers)


def load(share: float = 0.004, rate: float = 0.1) -> MarketLoad:
    ones = np.array([0.9, 1.0, 1.1])
    return MarketLoad(200 * ones, 50_000 * ones, share * ones, rate * ones, 0.2 * ones)


@pytest.mark.parametrize(
    ("found", "wanted"),
    [
        (load(), Strain.USUAL),
        (load(rate=0.3), Strain.MORE_THAN_USUAL),
        (load(share=1.2, rate=0.1), Strain.MORE_THAN_ALL),
    ],
)
def test_the_strain_is_relative_to_the_turnover_of_the_market(
    found: MarketLoad, wanted: Strain, context: Context
) -> None:
    assert strain(found) is wanted
    assert context.tr.name(context.region) in strain_sentence(found, context)


def test_the_sentence_gives_hires_and_share_with_their_intervals(context: Context) -> None:
    text = market_sentence(load(), context)
    assert "0.4%" in text
    if context.language is Language.ZH:
        assert "每年需招聘约200人（80%区间180–220人）" in text
    else:
        assert "hire about 200 people a year (80% interval 180–220 people)" in text


def test_what_has_no_spread_has_no_interval(context: Context) -> None:
    fixed = replace(load(), hires=np.full(3, 200.0), share=np.full(3, 0.004))
    assert "80%" not in market_sentence(fixed, context)


def test_the_columns_of_the_table_conserve_people(context: Context) -> None:
    table = staffing_table(flows(OwnLevers()), flows(LEVERS), context)
    _, start, attrition, retirement, end, trained, interns, hires, low, high, without = (
        table[name].to_numpy(float) for name in table.columns
    )
    assert start + hires + trained + interns - attrition - retirement == pytest.approx(end)
    assert end[0] == start[1]
    assert np.all((low <= hires) & (hires <= high))
    assert without.tolist() == [110.0, 110.0]
    assert hires.tolist() == [70.0, 70.0]  # 20 fewer quit, 20 interns stay


def test_each_lever_is_listed_alone_and_all_together(context: Context) -> None:
    before, after = flows(OwnLevers()), flows(LEVERS)
    alone = {name: flows(part) for name, part in LEVERS.alone.items()}
    table = own_lever_table(before, alone, after, context)
    assert [text[:3] for text in table.iloc[:, 2]] == ["−20", "−20", "−40"]
    assert len(own_lever_table(before, {"interns": alone["interns"]}, after, context)) == 1


def test_levers_that_do_nothing_are_said_to(context: Context) -> None:
    before = flows(OwnLevers())
    assert "2027" in lever_sentence(before, before, context)
    moved = lever_sentence(before, flows(LEVERS), context)
    assert "110" in moved
    assert "70" in moved
    assert "80" in moved  # 40 a year over two years
