from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from pages.cache.database import ready_scenarios
from pages.scenario_state.saved_scenarios import LONGEST, SavedScenario, _read

NAMES = st.text(min_size=1, max_size=LONGEST).filter(lambda name: name.isprintable())
CHANGES = st.dictionaries(
    st.sampled_from(["targeted_training", "skills_fund", "assume.exit_rate", "assume.a_b.cost"]),
    st.from_regex(r"-?[0-9]{1,5}_[0-9]{4}_[0-9.]{1,4}", fullmatch=True),
)


@given(NAMES, st.sampled_from(sorted(ready_scenarios())), CHANGES)
def test_a_saved_scenario_is_read_back(name: str, ready: str, changes: dict[str, str]) -> None:
    saved = SavedScenario("keep1", name, ready, changes)
    assert _read("keep1", saved.url_value) == saved


def test_levers_and_assumptions_are_separated() -> None:
    changes = {"skills_fund": "1_2027_2_3", "assume.exit_rate": "0.02_0.01_0.03"}
    saved = SavedScenario("keep1", "A~B", "baseline", changes)
    assert saved.url_value == "baseline;skills_fund=1_2027_2_3;assume.exit_rate=0.02_0.01_0.03~A~B"
    assert saved.levers == {"skills_fund": "1_2027_2_3"}
    assert saved.assumptions == {"exit_rate": "0.02_0.01_0.03"}


def test_nonsense_is_not_read() -> None:
    for text in ("nonsense", "wishes~name", "baseline;a~name", "baseline;a=1=2~name", "baseline~"):
        assert _read("keep1", text) is None
