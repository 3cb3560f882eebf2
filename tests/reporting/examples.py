"""Small deterministic examples of what reporting shows, made without the model."""

from __future__ import annotations

import numpy as np

from forecasting.analysis.goalseek import GoalSeekResult, Response
from forecasting.analysis.packages import Package, TradeOff
from forecasting.analysis.target import Goal, GoalOutcome, Target
from forecasting.analysis.tracking import TrackingRule
from forecasting.core.parameters import Grade, Parameter
from forecasting.core.published import Bound, Comparable, PublishedEstimate, Quantity
from forecasting.core.series import Region, Unit, Values
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
from forecasting.model.result import Flows, GapResult, Manifest, Spread, TalentMix
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


def prospect(reach: float, gap: float, probability: float) -> GoalOutcome:
    spread = Spread(gap - 15e6, gap, gap + 25e6)
    return GoalOutcome((Setting("skills", reach, 2026, 2),), spread, probability)


GOAL = Goal(Target(persons=9e6), 2035, 0.5)
RESPONSES = tuple(
    Response(share, prospect(3e6 * share, 13e6 - 6e6 * share, 0.3 + 0.3 * share))
    for share in (0.0, 0.25, 0.5, 0.75, 1.0)
)
GOAL_SEEK_RESULT = GoalSeekResult(
    goal=GOAL,
    interventions=("skills",),
    at_zero=RESPONSES[0].goal_outcome,
    required=prospect(2e6, 9e6, 0.5),
    at_ceiling=RESPONSES[-1].goal_outcome,
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
    after=prospect(1e6, 10e6, 0.4),
    narrowing=3e6,
    cost=9e10,
    posts_per_yuan=1 / 5e4,
    items=(),
)


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
