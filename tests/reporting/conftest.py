"""A small deterministic result, comparison, forecast and back-test, with every chart made of them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import numpy as np
import pytest

from forecasting.analysis.cohort_forecast import CohortRecord
from forecasting.analysis.cost import lever_outcomes
from forecasting.analysis.goalseek import GoalSeekResult, Response
from forecasting.analysis.own_headcount import OwnLevers, exits_ahead, planned_target, staffing
from forecasting.analysis.packages import Package, TradeOff
from forecasting.analysis.sensitivity import Consequence, Influence
from forecasting.analysis.target import Goal, GoalOutcome, Target
from forecasting.analysis.tracking import TargetLine, TrackingRule, published_actuals, track
from forecasting.core.parameters import Grade, Parameter
from forecasting.core.published import Bound, Comparable, PublishedEstimate, Quantity
from forecasting.core.series import Region, Series, SeriesKey, Unit, Values
from forecasting.engine.backtest import BacktestResult, Coverage, MethodScore
from forecasting.engine.forecast import Forecast, MemberForecast
from forecasting.model.elasticity import Estimate
from forecasting.model.entry_share import EntryFit
from forecasting.model.interventions import (
    AmbitionLevels,
    Channel,
    Effect,
    Intervention,
    Scenario,
    Setting,
    TalentKind,
    TargetPopulation,
)
from forecasting.model.result import Comparison, Flows, GapResult, Manifest, Spread, TalentMix
from reporting.charts.balance import stock_balance
from reporting.charts.changes import yearly_changes
from reporting.charts.chart import Chart
from reporting.charts.cohorts import cohort_errors
from reporting.charts.comparison import compared_gaps
from reporting.charts.cost import price_per_post
from reporting.charts.evidence import calibration_fit, estimates
from reporting.charts.flows import contributions, costs, flows
from reporting.charts.forecasts import backtest_errors, coverage, forecast_chart
from reporting.charts.gap import (
    demand_and_supply,
    gap_and_qualified_gap,
    gap_over_time,
    tightness,
)
from reporting.charts.headcount import own_headcount, own_hires, own_openings
from reporting.charts.kinds import kinds_of_shortage
from reporting.charts.published import published_and_model
from reporting.charts.regions import RegionGap, ranked_regions
from reporting.charts.sensitivity import consequences, tornado
from reporting.charts.track_record import track_record
from reporting.charts.tracking import target_line
from reporting.charts.trade_off import gap_by_budget, gap_by_size
from reporting.format.context import Context
from reporting.format.i18n import Language
from reporting.format.provenance import Provenance

YEARS = np.arange(2020, 2041)
NATION = Region("100000", "全国", "China", "nation", None)
MANIFEST = Manifest(11, 200, 2035, "ab" * 32, "cd" * 32, {"numpy": "2"})


def published(year: int, low: float, high: float, issuer: str, scope: str) -> PublishedEstimate:
    """An estimate whose Chinese words say the same as the English ones, more or less."""
    bound = Bound.ABOUT if high == low else Bound.EXACT
    kind = (bound, Unit.PERSONS, f"口径：{scope}", scope, f"发布机构{issuer}", issuer)
    rest = (Comparable.PARTLY, "", "", "", "", ())
    return PublishedEstimate(f"{issuer}-{year}", Quantity.GAP, year, year, low, high, *kind, *rest)


TRACKING = TrackingRule(0.5, 0.8, 3.0, "假设", "Assumption")
PUBLISHED = (
    published(2020, 11e6, 11e6, "CAICT", "Digital industry"),
    published(2023, 25e6, 30e6, "Renrui and Deloitte", "11 industries"),
    published(2025, 20e6, 20e6, "CSIA", "ICT talent"),
    published(2025, 32e6, 32e6, "Press", "Digital economy"),
)


def make_mix(added: Values) -> TalentMix:
    """Shares that are certain; a quarter of what is added is compound talent."""
    posts = dict(zip(TalentKind, (0.25, 0.3, 0.25, 0.2), strict=True))
    people = dict(zip(TalentKind, (0.2, 0.26, 0.22, 0.32), strict=True))
    trained = {kind: np.zeros((200, len(YEARS))) for kind in TalentKind}
    trained[TalentKind.COMPOUND] += 0.25 * added
    return TalentMix(
        {kind: np.full(200, share) for kind, share in posts.items()},
        {kind: np.full(200, share) for kind, share in people.items()},
        trained,
    )


def make_result(scenario: Scenario, added: Values, costs: dict[str, Values]) -> GapResult:
    """A result whose supply is the baseline's plus `added`; the same draws for every scenario."""
    rng = np.random.default_rng(5)
    ahead = np.arange(len(YEARS), dtype=np.float64)
    growth = 0.035 + 0.012 * rng.standard_normal((200, 1))
    demand = 45e6 * np.exp(growth * ahead)
    graduates = np.full((200, len(YEARS)), 2.0e6) + 1e5 * rng.standard_normal((200, 1))
    retrained = np.zeros_like(graduates) + np.diff(added, prepend=0.0)
    migration = np.full_like(graduates, 5e4)
    opening, exits = np.empty_like(graduates), np.empty_like(graduates)
    supply = np.empty_like(graduates)
    stock = np.full(200, 33e6)
    for t in range(len(YEARS)):
        opening[:, t], exits[:, t] = stock, 0.022 * stock
        stock = stock + graduates[:, t] + retrained[:, t] + migration[:, t] - exits[:, t]
        supply[:, t] = stock
    demand += supply[:, :1] + 11e6 - demand[:, :1]
    flows_ = Flows(opening, graduates, retrained, migration, exits)
    return GapResult(
        "100000",
        scenario,
        "gap_2020",
        2020,
        YEARS,
        2035,
        2024,
        demand,
        supply,
        0.9 * supply,
        make_mix(added),
        flows_,
        MANIFEST,
        costs,
    )


def make_intervention(name: str, zh: str, en: str) -> Intervention:
    size = Parameter("size", "规模", "size", Unit.SHARE, 0.1, 0.05, 0.2, Grade.JUDGEMENT, ())
    cost = Parameter("c", "费用", "cost", Unit.YUAN_PER_PERSON, 1e4, 5e3, 2e4, Grade.JUDGEMENT, ())
    return Intervention(
        id=name,
        name_zh=zh,
        name_en=en,
        paper_section="5.3",
        mechanism_zh="机制",
        mechanism_en="how",
        actors_zh="高校",
        actors_en="universities",
        effects=(Effect(Channel.ENTRY, size),),
        lag_years=3,
        lag_low=2,
        lag_high=5,
        ramp_years=2,
        target_population=TargetPopulation.GRADUATES,
        ceiling_share=0.5,
        ceiling_note_zh="",
        ceiling_note_en="",
        levels=AmbitionLevels((0.1, 0.2, 0.3, 0.5), "假设", "Assumption"),
        cost_per_person=cost,
    )


INTERVENTIONS = {
    name: make_intervention(name, zh, en)
    for name, zh, en in (
        ("integration", "产教融合", "Industry–education integration"),
        ("targeted", "定向培养", "Targeted training"),
        ("skills", "多元化技能培训", "Diversified skills training"),
    )
}


def _prospect(reach: float, gap: float, probability: float) -> GoalOutcome:
    spread = Spread(gap - 15e6, gap, gap + 25e6)
    return GoalOutcome((Setting("skills", reach, 2026, 2),), spread, probability)


GOAL = Goal(Target(persons=9e6), 2035, 0.5)
RESPONSES = tuple(
    Response(share, _prospect(3e6 * share, 13e6 - 6e6 * share, 0.3 + 0.3 * share))
    for share in (0.0, 0.25, 0.5, 0.75, 1.0)
)
SOUGHT = GoalSeekResult(
    goal=GOAL,
    levers=("skills",),
    without=RESPONSES[0].goal_outcome,
    found=_prospect(2e6, 9e6, 0.5),
    most=RESPONSES[-1].goal_outcome,
    share=2 / 3,
    obstacle=None,
    first_effect=2028,
    median_excess=-2e6,
)
TRADE_OFF = tuple(
    TradeOff(1e10 * step**2, Spread(-8e6, 13e6 - 1e6 * step, 4e7), 1e6 * step, 0.3)
    for step in range(6)
)
PACKAGE = Package(
    year=2035,
    budget=9e10,
    scenario=Scenario("package"),
    before=RESPONSES[0].goal_outcome,
    after=_prospect(1e6, 10e6, 0.4),
    narrowing=3e6,
    cost=9e10,
    posts_per_yuan=1 / 5e4,
    items=(),
)


@pytest.fixture(scope="session")
def comparison() -> Comparison:
    ahead = np.clip(YEARS - 2027, 0, None).astype(np.float64)
    parts = {"integration": 1.5e5 * ahead, "targeted": 6e4 * ahead, "skills": 9e4 * ahead}
    costs_ = {name: np.where(YEARS > 2025, 2.1e10, 0.0) for name in parts}
    settings = tuple(Setting(name, 1e5, 2026, 2) for name in parts)
    baseline = make_result(Scenario("baseline"), np.zeros(len(YEARS)), {})
    added = np.sum(list(parts.values()), axis=0)
    scenario = make_result(Scenario("package", settings), added, costs_)
    gains = (baseline.gap - scenario.gap).mean(axis=0)
    shares = {name: path / np.where(added > 0, added, 1.0) for name, path in parts.items()}
    return Comparison(baseline, scenario, {name: gains * share for name, share in shares.items()})


@pytest.fixture(scope="session")
def history() -> Series:
    years = np.arange(2010, 2025)
    values = 1.3e12 * np.exp(0.15 * np.arange(15.0)) * (1 + 0.03 * np.sin(np.arange(15.0)))
    key = SeriesKey("software_revenue", "100000")
    return Series(key, Unit.YUAN_PER_YEAR, years, values, breaks=(2024,))


@pytest.fixture(scope="session")
def forecast(history: Series) -> Forecast:
    years = np.arange(2025, 2036)
    ahead = np.arange(1.0, 12.0)
    middle = history.values[-1] * np.exp(0.08 * ahead)
    probabilities = np.array([0.025, 0.1, 0.5, 0.9, 0.975])
    spread = np.array([-2.0, -1.3, 0.0, 1.3, 2.0]) * 0.05
    quantiles = middle[:, None] * np.exp(spread * np.sqrt(ahead)[:, None])
    members = tuple(
        MemberForecast(name, middle * factor, 0.25)
        for name, factor in (("naive", 0.7), ("drift", 0.9), ("theta", 1.05), ("prophet", 1.1))
    )
    return Forecast(
        history.key, history.unit, 2024, years, probabilities, quantiles, members, "combination"
    )


@pytest.fixture(scope="session")
def backtest_result(history: Series) -> BacktestResult:
    target_population = np.array([[1.0, 2.1, 3.3, 4.2, 5.5]]) * 1e11
    scores = tuple(
        MethodScore(name, target_population, target_population * factor, 10.0, 1.0, factor)
        for name, factor in (("combination", 0.8), ("naive", 1.0), ("drift", 0.9), ("theta", 0.95))
    )
    origins = np.array([2018])
    held = (Coverage(0.8, 0.77, 40), Coverage(0.95, 0.96, 40))
    return BacktestResult(history.key, history.unit, origins, 5, target_population, scores, held)


@pytest.fixture(scope="session")
def entry_fit() -> EntryFit:
    found = (
        Estimate("recent", "近期", "Recent", 0.22, None, 1, 2019, 2024),
        Estimate("pooled", "合并", "Pooled", 0.2, 0.02, 7, 2013, 2024),
    )
    years = tuple(range(2014, 2020))
    entries = np.array([1.5, 1.7, 1.6, 1.9, 2.1, 2.0]) * 1e6
    fitted = np.array([1.6, 1.65, 1.7, 1.8, 1.95, 2.05]) * 1e6
    return EntryFit(found, years, (1,) * 6, entries, fitted)


@pytest.fixture(scope="session")
def elasticity_parameter() -> Parameter:
    names = ("就业对产出的弹性", "Elasticity of employment to output")
    return Parameter("elasticity", *names, Unit.ELASTICITY, 0.34, 0.14, 0.54, Grade.CALIBRATED, ())


def context_in(language: Language) -> Context:
    """The nation, with provenance in the language."""
    zh = language is Language.ZH
    provenance = Provenance(
        source="国家统计局;教育部;中国信息通信研究院"
        if zh
        else "NBS; Ministry of Education; CAICT",
        scenario="组合方案" if zh else "Package",
        created="2025-01-31",
        data_digest="ab" * 32,
        notes=(
            "数字经济核心产业从业人员口径,含制造业。"
            if zh
            else "Core digital economy, manufacturing included.",
        ),
    )
    return Context(NATION, language, provenance)


def _cohort_record() -> CohortRecord:
    """The last origin knows only the first year ahead."""
    cohort = np.array([[0.03, 0.04, 0.06], [0.02, np.nan, np.nan]])
    return CohortRecord((2022, 2024), (1, 2, 3), cohort, 1.5 * cohort)


def _influences(parameter: Parameter) -> tuple[Influence, ...]:
    """A strong parameter and one without any influence."""
    return Influence(parameter, 2035, 1e6, 30e6), Influence(parameter, 2035, 9e6, 9e6)


def _consequences(fit: EntryFit) -> tuple[Consequence, ...]:
    gaps = {2030: (-1e6, 8e6, 20e6), 2035: (-4e6, 9e6, 30e6)}
    return tuple(Consequence(estimate, gaps) for estimate in fit.estimates)


def _own(context: Context) -> tuple[Chart, ...]:
    """A headcount of one's own with a plan that grows, and attrition halved."""
    years, draws = np.arange(2026, 2034), 200
    past = {2023: 0.08, 2024: 0.12, 2025: 0.1}
    exits = exits_ahead(
        past, dict.fromkeys(past, 0.01), draws, len(years), np.random.default_rng(1)
    )
    plan = {2030: 2600.0}
    target = planned_target(plan, 2025, 2000, years, draws)
    before, after = (
        staffing(years, 2000, target, exits, OwnLevers(attrition_cut=cut)) for cut in (0, 0.05)
    )
    known = np.array([2023, 2024, 2025]), np.array([1800.0, 1900, 2000])
    so_far = Series(SeriesKey("headcount", ""), Unit.PERSONS, *known)
    return (
        own_headcount(so_far, plan, before, context.tr("Own plan"), context),
        own_openings(before, context),
        own_hires(before, after, context),
    )


def _prices(comparison: Comparison, context: Context) -> Chart:
    outcomes = lever_outcomes(comparison, INTERVENTIONS)
    chart = price_per_post(outcomes, 2035, INTERVENTIONS, context)
    assert chart is not None
    return chart


def _target_line(result: GapResult, context: Context) -> Chart:
    """A line fixed when 2022 was the last year known, with published and own actuals."""
    early = replace(result, last_observed=2022)
    line = TargetLine.of(early, TRACKING)
    judged = track(line, published_actuals(result, line), {2026: 5e7, 2027: 4.2e7}, result)
    return target_line(line, TRACKING, result, judged, date(2024, 7, 1), context)


Charts = dict[str, Chart]


@pytest.fixture(scope="session")
def charts_in(request: pytest.FixtureRequest) -> Callable[[Language], Charts]:
    """Every chart there is, by id."""
    comparison: Comparison = request.getfixturevalue("comparison")
    history: Series = request.getfixturevalue("history")
    forecast: Forecast = request.getfixturevalue("forecast")
    backtest_result: BacktestResult = request.getfixturevalue("backtest_result")
    entry_fit: EntryFit = request.getfixturevalue("entry_fit")
    parameter: Parameter = request.getfixturevalue("elasticity_parameter")

    def build(language: Language) -> Charts:
        context = context_in(language)
        result, measure = comparison.result, "软件业务收入"
        if language is Language.EN:
            measure = "Software revenue"
        provinces = [
            RegionGap(Region(f"{i}", f"地区{i}", f"Region {i}", "province", "100000"), g, g / 11e6)
            for i, g in enumerate((1.9e6, 1.2e6, 0.8e6, 0.31e6, 0.05e6, -0.02e6))
        ]
        charts = (
            gap_over_time(result, context, baseline=comparison.baseline, published=PUBLISHED),
            demand_and_supply(result, context),
            gap_and_qualified_gap(result, context),
            tightness(result, context, baseline=comparison.baseline),
            flows(result, context),
            contributions(comparison, INTERVENTIONS, context),
            costs(result, INTERVENTIONS, context),
            ranked_regions(provinces, 2030, context),
            forecast_chart(history, forecast, measure, context),
            yearly_changes(history, forecast, measure, context),
            backtest_errors(backtest_result, measure, context),
            coverage(backtest_result, context),
            track_record(history, backtest_result, measure, context),
            estimates(parameter, entry_fit.estimates, context),
            calibration_fit(entry_fit, context),
            published_and_model(result, PUBLISHED, context),
            cohort_errors(_cohort_record(), context),
            tornado(_influences(parameter), result, context),
            consequences(parameter, _consequences(entry_fit), context),
            compared_gaps({measure: result}, comparison.baseline, measure, context),
            gap_by_budget(TRADE_OFF, PACKAGE, context),
            gap_by_size(RESPONSES, SOUGHT, INTERVENTIONS, context),
            stock_balance(result, context),
            kinds_of_shortage(result, comparison.baseline, context),
            _prices(comparison, context),
            *_own(context),
        )
        return {chart.id: chart for chart in charts}

    return build


CHART_IDS = (
    "gap",
    "demand-supply",
    "qualified-gap",
    "tightness",
    "flows",
    "contributions",
    "costs",
    "regions",
    "forecast",
    "yearly-changes",
    "backtest-errors",
    "coverage",
    "track-record",
    "estimates-elasticity",
    "calibration-fit",
    "published",
    "cohort-errors",
    "tornado",
    "consequences-elasticity",
    "compared-gaps",
    "gap-by-budget",
    "gap-by-size",
    "balance",
    "kinds",
    "cost-per-post",
    "own-headcount",
    "own-openings",
    "own-hires",
)


@pytest.fixture(params=list(Language), ids=str, scope="session")
def language(request: pytest.FixtureRequest) -> Language:
    found: Language = request.param
    return found


@pytest.fixture(scope="session")
def charts(language: Language, charts_in: Callable[[Language], Charts]) -> Charts:
    return charts_in(language)


@pytest.fixture(params=CHART_IDS)
def chart(request: pytest.FixtureRequest, charts: Charts) -> Chart:
    return charts[request.param]


@pytest.fixture
def context(language: Language) -> Context:
    return context_in(language)


@pytest.fixture(scope="session")
def interventions() -> dict[str, Intervention]:
    return INTERVENTIONS
