"""Each rule of the facts, broken once; the message says where, what was found and what is allowed."""

from __future__ import annotations

import pickle
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.reading.facts_reader import read_facts
from data.reading.fields import decimal
from data.reading.units import WRITTEN, to_base
from data.reading.validation import FieldError, ManyFactsError, Problems
from forecasting.core.errors import FactsError

Edit = Callable[[str, str, str], None]

STAFF = "series/staff.csv"
FIRST = "100000,2018,3.5,万人,published,census,yearbook"
PARAMETER = "parameters/exit_rate.yml"
TRAINING = "interventions/training.yml"
PACKAGE = "scenarios/package.yml"

# file, text, its replacement, words that the message must contain
BROKEN = {
    "not a number": (STAFF, "3.5,", "3.5x,", ["staff.csv:2", "value", "3.5x", "number"]),
    "thousands separator": (STAFF, "3.5,", '"3,500",', ["staff.csv:2", "value", "3,500"]),
    "infinite": (STAFF, "3.5,", "inf,", ["staff.csv:2", "value", "inf"]),
    "full-width digits": (STAFF, "3.5,", "３,", ["staff.csv:2", "value", "３"]),
    "negative": (STAFF, "3.5,", "-3.5,", ["staff.csv:2", "value", "-3.5", "outside"]),
    "empty value": (STAFF, "2018,3.5,", "2018,,", ["staff.csv:2", "value", "number"]),
    "year": (STAFF, "100000,2018", "100000,20180", ["staff.csv:2", "year", "20180", "2100"]),
    "half a year": (STAFF, "100000,2018", "100000,2018.5", ["staff.csv:2", "year", "whole"]),
    "unit": (STAFF, "3.5,万人", "3.5,亿元", ["staff.csv:2", "unit", "亿元", "万人"]),
    "quality": (STAFF, "rounded", "guessed", ["staff.csv:5", "quality", "guessed", "lower_bound"]),
    "region": (STAFF, "100000,", "999999,", ["staff.csv:2", "region", "999999", "regions.csv"]),
    "definition": (
        STAFF,
        "rounded,census",
        "rounded,cencus",
        ["staff.csv:5", "definition", "cencus", "measures.yml"],
    ),
    "source": (
        STAFF,
        "rounded,census,yearbook",
        "rounded,census,book",
        ["staff.csv:5", "source", "book", "sources.yml"],
    ),
    "no source": (STAFF, "rounded,census,yearbook", "rounded,census,", ["staff.csv:5", "source"]),
    "duplicate": (STAFF, FIRST, f"{FIRST}\n{FIRST}", ["staff.csv:3", "staff.csv:2", "2018"]),
    "unknown column": (STAFF, "value,unit", "value,units", ["staff.csv:1", "units", "unit"]),
    "short row": (STAFF, "rounded,census,yearbook", "rounded", ["staff.csv:5", "definition"]),
    "long row": (STAFF, FIRST, f"{FIRST},more", ["staff.csv:2", "more fields"]),
    "share": ("series/share.csv", "7.8", "780", ["share.csv:2", "780", "100"]),
    "measure unit": (
        "measures.yml",
        "unit: persons",
        "unit: people",
        ["measures.yml", "staff", "unit", "people", "persons"],
    ),
    "measure key": (
        "measures.yml",
        "name_zh: 从业人员",
        "name_ch: 从业人员",
        ["measures.yml", "staff", "name_ch", "name_zh"],
    ),
    "yaml key twice": (
        "measures.yml",
        "name_en: Staff\n",
        "name_en: Staff\n  name_en: People\n",
        ["measures.yml", "name_en", "twice", "line 4"],
    ),
    "broken yaml": ("sources.yml", "title: Yearbook", "title: [", ["sources.yml", "read"]),
    "break region": (
        "measures.yml",
        "reason_en: Sampling}",
        "reason_en: Sampling, regions: [county]}",
        ["measures.yml", "breaks[0]", "regions", "county"],
    ),
    "sum without definition": (
        "measures.yml",
        "sum_of_provinces: {zh: 各省之和",
        "sum: {zh: 各省之和",
        ["measures.yml", "staff", "definitions", "sum_of_provinces"],
    ),
    "unquoted date": (
        "sources.yml",
        'date: "2024"',
        "date: 2024",
        ["sources.yml", "yearbook", "date", "quotation"],
    ),
    "cut address": (
        "sources.yml",
        "https://example.org/yearbook",
        "example.org/…",
        ["sources.yml", "yearbook", "url", "example.org/…", "http"],
    ),
    "nowhere read": (
        "sources.yml",
        "trail: a printed copy",
        'trail: ""',
        ["sources.yml", "survey", "url", "trail"],
    ),
    "region twice": (
        "regions.csv",
        "120000,天津",
        "110000,天津",
        ["regions.csv:4", "110000", "regions.csv:3"],
    ),
    "region level": (
        "regions.csv",
        "Tianjin,province",
        "Tianjin,state",
        ["regions.csv:4", "state"],
    ),
    "region parent": (
        "regions.csv",
        "Tianjin,province,100000",
        "Tianjin,province,100001",
        ["regions.csv:4", "parent", "100001"],
    ),
    "estimate range": ("estimates.csv", "1100,1100", "1200,1100", ["estimates.csv:2", "low"]),
    "estimate bound": (
        "estimates.csv",
        "about",
        "at_least",
        ["estimates.csv:2", "low, high", "at_least"],
    ),
    "estimate measure": ("estimates.csv", "2020,gap", "2020,gaps", ["estimates.csv:2", "gaps"]),
    "estimate comparable": (
        "estimates.csv",
        "yes",
        "maybe",
        ["estimates.csv:2", "maybe", "partly"],
    ),
    "second of two sources": (
        "estimates.csv",
        "yearbook;survey",
        "yearbook;surveys",
        ["estimates.csv:2", "sources", "surveys"],
    ),
    "target value": ("targets.csv", "1500", "1500+", ["targets.csv:2", "value", "1500+"]),
    "target unit": ("targets.csv", "亿元", "亿", ["targets.csv:2", "unit", "亿元"]),
    "target date": ("targets.csv", "2022-12", "2022/12", ["targets.csv:2", "issued", "2022/12"]),
    "evidence order": ("evidence.csv", "0.4,0.5", "0.6,0.5", ["evidence.csv:2", "central"]),
    "evidence grade": ("evidence.csv", "foreign", "good", ["evidence.csv:2", "good", "trial"]),
    "evidence source": ("evidence.csv", "Survey,survey", "Survey,", ["evidence.csv:2", "sources"]),
    "alternate measure": (
        "alternates.csv",
        "staff,",
        "stuff,",
        ["alternates.csv:2", "measure", "stuff", "measures.yml"],
    ),
    "file name": (PARAMETER, "id: exit_rate", "id: exit", ["exit_rate.yml", "exit"]),
    "parameter order": (PARAMETER, "low: 0.008", "low: 0.1", ["exit_rate.yml", "low", "0.1"]),
    "parameter bound": (PARAMETER, "minimum: 0", "minimum: 0.01", ["exit_rate.yml", "minimum"]),
    "parameter unit": (PARAMETER, "per_year", "percent", ["exit_rate.yml", "unit", "percent"]),
    "parameter text": (
        PARAMETER,
        "value: 0.016",
        "value: about",
        ["exit_rate.yml", "value", "about"],
    ),
    "grade without source": (PARAMETER, "[survey]", "[]", ["exit_rate.yml", "sources", "foreign"]),
    "unknown parameter source": (PARAMETER, "[survey]", "[poll]", ["exit_rate.yml", "poll"]),
    "sources no list": (PARAMETER, "[survey]", "{a: 1}", ["exit_rate.yml", "sources", "list"]),
    "unknown key": (PARAMETER, "note_en: Note", "notes: Note", ["exit_rate.yml", "notes"]),
    "missing key": (PARAMETER, "grade: foreign\n", "", ["exit_rate.yml", "grade", "missing"]),
    "empty text": (PARAMETER, "name_en: Exit rate", 'name_en: ""', ["exit_rate.yml", "name_en"]),
    "channel": (TRAINING, "channel: entry", "channel: entries", ["training.yml", "effects[0]"]),
    "no effect": (TRAINING, "  - channel: entry", "  []\nx:\n  - channel: entry", ["effects"]),
    "effect range": (TRAINING, "low: 0.1", "low: 0.25", ["training.yml", "effects[0]", "0.25"]),
    "lag": (TRAINING, "lag_years: 3", "lag_years: 1", ["training.yml", "lag_years", "(2, 1, 5)"]),
    "long lag": (TRAINING, "lag_high: 5", "lag_high: 500", ["training.yml", "lag_high", "500"]),
    "ceiling": (TRAINING, "ceiling_share: 0.2", "ceiling_share: 20", ["ceiling_share", "20"]),
    "base": (TRAINING, "base: graduates", "base: students", ["base", "students", "stock"]),
    "flag": (
        TRAINING,
        "ramp_years: 3",
        "ramp_years: 3\nconserving: maybe",
        ["conserving", "maybe"],
    ),
    "cost source": (TRAINING, "[yearbook]", "[]", ["cost_per_person", "sources", "official"]),
    "scenario measure": (PACKAGE, "intervention: training", "intervention: talks", ["talks"]),
    "scenario ceiling": (
        PACKAGE,
        "share_of_base: 0.1",
        "share_of_base: 0.3",
        ["package.yml", "measures[0]", "share_of_base", "0.3", "0.2"],
    ),
    "scenario note": (
        PACKAGE,
        "    note_en: The size is an assumption.\n",
        "",
        ["package.yml", "note_en", "missing"],
    ),
}


def test_the_small_facts_are_sound(small_facts: Path) -> None:
    assert len(read_facts(small_facts).observations) == 7


@pytest.mark.parametrize("case", BROKEN.values(), ids=BROKEN)
def test_a_broken_rule_is_named(
    case: tuple[str, str, str, list[str]], small_facts: Path, edit: Edit
) -> None:
    name, old, new, words = case
    edit(name, old, new)
    with pytest.raises(FactsError) as caught:
        read_facts(small_facts)
    assert not [word for word in words if word not in str(caught.value)], str(caught.value)


def test_an_intervention_occurs_once_in_a_scenario(small_facts: Path) -> None:
    path = small_facts / PACKAGE
    text = path.read_text(encoding="utf-8")
    path.write_text(text + text[text.index("  - intervention") :], encoding="utf-8")
    with pytest.raises(FactsError, match=r"package\.yml.*more than once.*training"):
        read_facts(small_facts)


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("series/unknown.csv", "belongs to no measure"),
        ("series/notes.txt", r"notes\.txt does not belong"),
        ("parameters/exit.yaml", r"exit\.yaml does not belong"),
    ],
)
def test_a_file_out_of_place_is_named(small_facts: Path, name: str, words: str) -> None:
    (small_facts / name).write_text("", encoding="utf-8")
    with pytest.raises(FactsError, match=words):
        read_facts(small_facts)


def test_a_missing_file_is_named(small_facts: Path) -> None:
    (small_facts / "targets.csv").unlink()
    with pytest.raises(FactsError, match=r"targets\.csv cannot be read"):
        read_facts(small_facts)


def test_a_measure_without_figures_is_named(small_facts: Path) -> None:
    (small_facts / "series/share.csv").unlink()
    with pytest.raises(FactsError, match=r"share has no file series/share\.csv"):
        read_facts(small_facts)


def test_an_empty_yaml_file_is_named(small_facts: Path) -> None:
    (small_facts / PARAMETER).write_text("", encoding="utf-8")
    with pytest.raises(FactsError, match=r"exit_rate\.yml holds no fields"):
        read_facts(small_facts)


@pytest.mark.parametrize("encoding", ["gb18030", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("name", ["regions.csv", STAFF, "measures.yml", TRAINING])
def test_a_file_saved_in_another_encoding_is_the_same(
    small_facts: Path, name: str, encoding: str
) -> None:
    before, path = read_facts(small_facts), small_facts / name
    path.write_bytes(path.read_text(encoding="utf-8").encode(encoding))
    assert read_facts(small_facts) == before


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("regions.csv", r"regions\.csv, row 1: .* Save the file as CSV UTF-8"),
        ("measures.yml", r"measures\.yml is text in another encoding .* Save it as UTF-8"),
    ],
)
def test_a_file_in_an_unknown_encoding_is_named_without_bytes(
    small_facts: Path, name: str, words: str
) -> None:
    (small_facts / name).write_bytes(b"caf\xe9,\xff\xff\n")
    with pytest.raises(FactsError, match=words) as raised:
        read_facts(small_facts)
    assert "codec" not in str(raised.value)


def test_all_faults_are_reported_together(small_facts: Path, edit: Edit) -> None:
    edit(STAFF, "3.5,", "many,")
    edit("targets.csv", "1500", "lots")
    edit(PARAMETER, "foreign", "hearsay")
    with pytest.raises(ManyFactsError) as caught:
        read_facts(small_facts)
    assert len(caught.value.problems) == 3
    assert all(word in str(caught.value) for word in ("many", "lots", "hearsay"))


def test_the_report_of_many_faults_can_be_sent_to_another_process() -> None:
    problems = Problems([FactsError("{place} a", place="x"), FactsError("{place} b", place="y")])
    with pytest.raises(ManyFactsError) as caught:
        problems.raise_all()
    copy = pickle.loads(pickle.dumps(caught.value))
    assert str(copy) == str(caught.value)
    assert len(copy.problems) == 2


def test_3615_9_wan_are_exactly_36159000_persons() -> None:
    (written,) = (form for form in WRITTEN.values() if "万人" in form and "万人/年" not in form)
    assert to_base(Decimal("3615.9"), written["万人"]) == 36_159_000


@given(st.decimals(min_value=0, max_value=10**8, places=4))
def test_ten_thousands_of_persons_become_whole_persons(value: Decimal) -> None:
    persons = to_base(value, Decimal(10_000))
    assert persons == int(persons) == int(value.scaleb(4))


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_a_number_of_yaml_is_read_back_as_it_is(value: float) -> None:
    assert float(decimal(value)) == value


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_a_number_of_a_table_is_read_back_as_it_is(value: float) -> None:
    assert float(decimal(repr(value))) == value


@given(st.text(alphabet="0123456789.,-+_eE ０１％%万", max_size=8))
def test_a_cell_is_a_finite_number_or_a_fault(text: str) -> None:
    try:
        number = decimal(text)
    except FieldError as error:
        number = Decimal(0)
        named = [fault.values["found"] for fault in error.errors]
    else:
        named = [text]
    assert number.is_finite()
    assert named == [text]
