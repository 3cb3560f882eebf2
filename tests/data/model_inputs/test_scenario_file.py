from __future__ import annotations

import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.model_inputs.scenario_file import (
    DRAWS,
    SEEDS,
    ScenarioFile,
    Vocabulary,
    read_scenario,
    write_scenario,
)
from forecasting.core.errors import ScenarioError
from forecasting.model.assumptions import bounds, known_parameters
from forecasting.model.inputs import RunSettings
from forecasting.model.interventions import (
    Assumption,
    Channel,
    Kind,
    Scenario,
    Setting,
    TargetPopulation,
)
from forecasting.model.national_draws import projected_years
from reporting.format.i18n import Language, explain
from tests.builders import MEASURES, intervention, model_inputs

GROWTH = intervention(
    "growth",
    Channel.OUTPUT,
    1.0,
    target_population=TargetPopulation.OUTPUT,
    kind=Kind.DEVELOPMENT,
    floor=-0.05,
)
INPUTS = model_inputs((*MEASURES, GROWTH))
KNOWN = Vocabulary(["100000", "510100"], ["gdp", "software"], ["gap_2020"], INPUTS)
YEARS = projected_years(INPUTS)
PARAMETERS = known_parameters(INPUTS)
SAVED = ScenarioFile(
    "方案一",
    "baseline",
    "510100",
    "gdp",
    "gap_2020",
    RunSettings(200, 3, 2040),
    Scenario(
        "custom",
        (Setting("internships", 5e4, 2027, 2, 4, 2033), Setting("growth", -0.013, 2026, 0)),
        (Assumption("elasticity", 0.3, 0.1, 0.7), Assumption("orders.ceiling", 0.4, 0.4, 0.4)),
    ),
    "ab" * 32,
)


@st.composite
def settings(draw: st.DrawFn) -> tuple[Setting, ...]:
    names = draw(st.lists(st.sampled_from(sorted(INPUTS.interventions)), unique=True))
    result = []
    for name in names:
        lever = INPUTS.interventions[name]
        reach = (
            st.floats(-1, 1)
            if lever.target_population is TargetPopulation.OUTPUT
            else st.floats(0, 1e9)
        )
        start = draw(st.integers(YEARS[0], YEARS[-1]))
        result.append(
            Setting(
                name,
                draw(reach),
                start,
                draw(st.integers(0, 50)),
                draw(st.none() | st.integers(lever.lag_low, lever.lag_high)),
                draw(st.none() | st.integers(start, YEARS[-1])),
            )
        )
    return tuple(result)


@st.composite
def assumptions(draw: st.DrawFn) -> tuple[Assumption, ...]:
    result = []
    for name in draw(st.lists(st.sampled_from(sorted(PARAMETERS)), unique=True)):
        values = st.lists(st.floats(*bounds(PARAMETERS[name])), min_size=3, max_size=3, unique=True)
        low, value, high = sorted(draw(values))
        result.append(Assumption(name, value, low, high))
    return tuple(result)


@st.composite
def saved_scenarios(draw: st.DrawFn) -> ScenarioFile:
    words = st.text(min_size=1).filter(str.strip)
    run = RunSettings(
        draw(st.integers(DRAWS[0], DRAWS[-1])),
        draw(st.integers(0, SEEDS[-1])),
        draw(st.integers(YEARS[0], YEARS[-1])),
    )
    return ScenarioFile(
        draw(words),
        draw(words),
        draw(st.sampled_from(list(KNOWN.regions))),
        draw(st.sampled_from(list(KNOWN.rules))),
        draw(st.sampled_from(list(KNOWN.gap_anchors))),
        run,
        Scenario(draw(words), draw(settings()), draw(assumptions())),
        draw(words),
    )


@given(saved_scenarios())
def test_what_is_written_is_read_back_to_the_last_digit(saved: ScenarioFile) -> None:
    content = write_scenario(saved)
    assert read_scenario(content, "plan.json", KNOWN) == saved
    assert write_scenario(read_scenario(content, "plan.json", KNOWN)) == content


def test_a_file_is_sorted_and_indented_so_that_two_can_be_compared() -> None:
    text = write_scenario(SAVED).decode()
    document = json.loads(text)
    assert text == json.dumps(document, ensure_ascii=False, indent=2, sort_keys=True) + "\n"
    assert "方案一" in text
    assert document["settings"][1]["reach"] == -0.013


def broken(**changes: object) -> bytes:
    return json.dumps(json.loads(write_scenario(SAVED)) | changes).encode()


def fault(content: bytes) -> ScenarioError:
    with pytest.raises(ScenarioError) as raised:
        read_scenario(content, "plan.json", KNOWN)
    return raised.value


SETTING = {
    "intervention": "internships",
    "reach": 5,
    "start_year": 2027,
    "ramp_years": 2,
    "lag_years": None,
    "end_year": None,
}
ASSUMED = {"parameter": "exit_rate", "value": 0.02, "low": 0.01, "high": 0.03}
FAULTS: dict[str, tuple[bytes, list[str]]] = {
    "region": (broken(region="999999"), ["region", "999999", "510100"]),
    "region as a list": (broken(region=["510100"]), ["region", "510100"]),
    "rule": (broken(rule="fair"), ["rule", "fair", "software"]),
    "baseline": (broken(baseline="none"), ["baseline", "none", "gap_2020"]),
    "horizon": (broken(horizon=2100), ["horizon", "2100", str(YEARS[-1])]),
    "half a year": (broken(horizon=2030.5), ["horizon", "2030.5", "whole"]),
    "draws": (broken(draws=1), ["draws", "1", "100"]),
    "seed": (broken(seed=-1), ["seed", "-1"]),
    "name": (broken(name=" "), ["name", "empty"]),
    "unknown field": (broken(budget=1), ["budget", "unknown", "horizon"]),
    "settings": (broken(settings={}), ["settings", "list"]),
    "lever": (
        broken(settings=[SETTING | {"intervention": "wishes"}]),
        ["settings[0]", "intervention", "wishes", "internships"],
    ),
    "reach": (broken(settings=[SETTING | {"reach": -5}]), ["settings[0]", "reach", "-5"]),
    "text": (broken(settings=[SETTING | {"reach": "many"}]), ["reach", "many", "number"]),
    "endless": (broken(settings=[SETTING | {"reach": "1e999999999"}]), ["reach", "number"]),
    "not a number": (broken(settings=[SETTING | {"reach": float("nan")}]), ["reach", "number"]),
    "past": (broken(settings=[SETTING | {"start_year": 2000}]), ["start_year", "2000"]),
    "lag": (broken(settings=[SETTING | {"lag_years": 1}]), ["lag_years", "1", "4"]),
    "end": (broken(settings=[SETTING | {"end_year": 2026}]), ["settings[0]", "2026", "2027"]),
    "twice": (broken(settings=[SETTING, SETTING]), ["settings[1]", "settings[0]", "internships"]),
    "missing": (
        broken(settings=[{k: v for k, v in SETTING.items() if k != "end_year"}]),
        ["settings[0]", "end_year", "missing"],
    ),
    "parameter": (
        broken(assumptions=[ASSUMED | {"parameter": "luck"}]),
        ["assumptions[0]", "luck", "elasticity", "orders.cost"],
    ),
    "bounds": (broken(assumptions=[ASSUMED | {"high": 0.9}]), ["high", "0.9", "0.2"]),
    "order": (broken(assumptions=[ASSUMED | {"low": 0.025}]), ["assumptions[0]", "0.025", "0.02"]),
    "people": (
        broken(assumptions=[{"parameter": "competence_spread", "value": 5, "low": 5, "high": 5}]),
        ["assumptions[0]", "competence_spread", "equal"],
    ),
    "assumed twice": (broken(assumptions=[ASSUMED, ASSUMED]), ["assumptions[1]", "exit_rate"]),
    "not JSON": (b"{", ["plan.json", "JSON"]),
    "not text": (b"\xff\xfe\x00", ["plan.json", "JSON"]),
    "key twice": (b'{"format": 1, "format": 1}', ["plan.json", "format", "twice"]),
    "too deep": (b"[" * 100_000, ["plan.json", "JSON"]),
    "too large": (b" " * 1_000_001, ["plan.json", "1000000"]),
    "other JSON": (b"[1]", ["plan.json", "no scenario", "talent-gap scenario"]),
    "version": (broken(version=2, budget=1), ["plan.json", "version 2", "version 1"]),
    "no version": (broken(version=True), ["plan.json", "version True", "version 1"]),
}


@pytest.mark.parametrize("name", FAULTS)
def test_a_fault_names_file_field_what_was_found_and_what_is_allowed(name: str) -> None:
    content, words = FAULTS[name]
    text = str(fault(content))
    assert [word for word in ["plan.json", *words] if word not in text] == []


def test_all_faults_are_named_at_once_in_the_readers_language() -> None:
    error = fault(broken(region="999999", draws=1, settings=[SETTING | {"lag_years": 1}]))
    english, chinese = (explain(error, language) for language in (Language.EN, Language.ZH))
    for text in (english, chinese):
        assert len(text.splitlines()) == 4
        assert all(word in text for word in ("plan.json", "999999", "draws", "lag_years"))
    assert "outside" in english
    assert "outside" not in chinese


def test_of_another_version_nothing_else_is_read() -> None:
    assert "budget" not in str(fault(broken(version=2, budget=1)))


def test_a_byte_order_mark_does_no_harm() -> None:
    assert read_scenario(b"\xef\xbb\xbf" + write_scenario(SAVED), "plan.json", KNOWN) == SAVED


@pytest.mark.parametrize("encoding", ["gb18030", "utf-16"])
def test_a_file_saved_in_another_encoding_is_read(encoding: str) -> None:
    content = write_scenario(SAVED).decode().encode(encoding)
    assert read_scenario(content, "plan.json", KNOWN) == SAVED


def test_other_facts_are_allowed() -> None:
    other = replace(SAVED, data_digest="cd" * 32)
    assert read_scenario(write_scenario(other), "plan.json", KNOWN) == other


@pytest.mark.parametrize("region", [510100, 510100.0], ids=["whole", "decimal"])
def test_a_region_may_be_written_as_a_number(region: object) -> None:
    assert read_scenario(broken(region=region), "plan.json", KNOWN) == SAVED


@pytest.mark.parametrize("horizon", ["2040", 2040.0], ids=["text", "decimal"])
def test_a_year_may_be_written_as_text(horizon: object) -> None:
    assert read_scenario(broken(horizon=horizon), "plan.json", KNOWN) == SAVED


def only_problem(error: ScenarioError) -> str:
    problems = error.values["problems"]
    assert isinstance(problems, tuple)
    assert len(problems) == 1
    return str(problems[0])


@pytest.mark.parametrize("field", ["region", "rule", "baseline"])
@pytest.mark.parametrize("value", [True, None, 510100.5, ["510100"], {"code": "510100"}])
def test_an_id_of_another_type_is_one_fault(field: str, value: object) -> None:
    problem = only_problem(fault(broken(**{field: value})))
    assert field in problem
    assert "is not known. Allowed are" in problem


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("NaN", "NaN"),
        ("-Infinity", "-Infinity"),
        ("1e999", "1E+999"),
        ("1e99999999999999999999", "1e99999999999999999999"),
    ],
)
@pytest.mark.parametrize("field", ["reach", "value"])
def test_a_number_that_is_not_finite_is_named_as_it_is_written(
    field: str, written: str, shown: str
) -> None:
    content = broken(settings=[SETTING | {"reach": 5}], assumptions=[ASSUMED | {"value": 5.5}])
    old = b'"reach": 5' if field == "reach" else b'"value": 5.5'
    content = content.replace(b"5.5", b"0.02") if field == "reach" else content
    problem = only_problem(fault(content.replace(old, f'"{field}": {written}'.encode())))
    assert f"({field}): “{shown}” is not a number." in problem
