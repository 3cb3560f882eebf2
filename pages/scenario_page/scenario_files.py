"""The scenario as a file: saved from the page, opened on it."""

from __future__ import annotations

from dataclasses import dataclass, replace

import streamlit as st

from data.model_inputs.scenario_file import ScenarioFile, Vocabulary, read_scenario, write_scenario
from data.store.warehouse import Warehouse
from forecasting.core.errors import ScenarioError, TalentGapError
from forecasting.core.series import NATION
from forecasting.model.assumptions import known_parameters
from forecasting.model.inputs import RunSettings
from forecasting.model.interventions import ReadyScenario, Scenario, Setting
from forecasting.model.run import BASELINE
from pages.cache.database import allocation_rules, gap_anchors_of, ready_scenarios
from pages.cache.runs import inputs_of, run_of
from pages.scenario_page.lever_list import scenario_name
from pages.scenario_page.undo import State, restore
from pages.scenario_state.assumptions import address_of, levers_under
from pages.scenario_state.lever_settings import LONGEST_RAMP, encode_setting, read_setting
from pages.scenario_state.saved_scenarios import LONGEST
from pages.shell import url_state
from pages.shell.fragments import run_all
from pages.shell.locale import Locale
from pages.widgets.downloads import download, safe_stem
from pages.widgets.labels import escaped
from pages.widgets.region_controls import DEFAULT_HORIZON, HORIZONS, Selection
from pages.widgets.uploader import uploader
from reporting.format.i18n import explain

_NAME, _OUTCOME = "file.name", "file.outcome"


@dataclass(frozen=True)
class _Outcome:
    """What came of opening a file.

    Attributes:
        state: of the page after it; the message holds until this changes.
        rounded: the page could not take every size over exactly.
    """

    state: State
    fault: TalentGapError | None = None
    saved: ScenarioFile | None = None
    rounded: bool = False


def file_buttons(
    locale: Locale, warehouse: Warehouse, selection: Selection, scenario: Scenario
) -> None:
    """Save the scenario as a file, open one, and how to share it.

    Args:
        locale: language of the page.
        warehouse: the database.
        selection: with the inputs as the facts have them, not as assumed.
        scenario: as it is set and assumed.
    """
    tr = locale.tr
    files = st.expander(
        tr("Save, open and share"), icon=":material/save:", key="files", on_change="rerun"
    )
    if not files.open:
        return
    with files:
        st.caption(
            tr(
                "The address in the address bar is the link to all that is set here: copy it to share "
                "it or to come back. A file holds the same, and the command line repeats its figures "
                "to the digit."
            )
        )
        _save(locale, selection, scenario)
        _open(locale, warehouse, selection)


def _save(locale: Locale, selection: Selection, scenario: Scenario) -> None:
    tr, usual = locale.tr, scenario_name(locale, scenario)
    with st.container(horizontal=True, vertical_alignment="bottom"):
        typed = st.text_input(
            tr("Name in the file"), key=_NAME, max_chars=LONGEST, placeholder=usual
        )
        saved = ScenarioFile(
            name=" ".join(typed.split()) or usual,
            started_from=url_state.chosen("scenario") or BASELINE.id,
            region=selection.region.code,
            rule=selection.rule.id,
            baseline=selection.inputs.gap_anchor.id,
            run=selection.settings,
            scenario=scenario,
            data_digest=selection.inputs.digest,
        )
        stem = safe_stem("scenario", tr.name(selection.region), saved.name)
        download(
            tr("Save as a file"),
            lambda: write_scenario(saved),
            f"{stem}.json",
            "application/json",
        )


def _open(locale: Locale, warehouse: Warehouse, selection: Selection) -> None:
    uploader(
        locale,
        "open-file",
        locale.tr("Open a saved scenario (JSON file)"),
        lambda name, content: _opened(name, content, warehouse, selection),
    )
    outcome: _Outcome | None = st.session_state.get(_OUTCOME)
    if outcome and outcome.state == url_state.scenario():
        _tell(locale, outcome, selection)


def _opened(file: str, content: bytes, warehouse: Warehouse, selection: Selection) -> None:
    """Read the file; only when all of it can be used does anything change."""
    known = Vocabulary(
        [region.code for region in warehouse.regions()],
        list(allocation_rules()),
        list(gap_anchors_of(warehouse)),
        selection.inputs,
    )
    try:
        saved = read_scenario(content, file, known)
        state, rounded = _state(saved, file, warehouse)
    except TalentGapError as error:
        st.session_state[_OUTCOME] = _Outcome(url_state.scenario(), fault=error)
        return
    restore(state)
    st.session_state[_OUTCOME] = _Outcome(url_state.scenario(), saved=saved, rounded=rounded)
    run_all()


def _state(saved: ScenarioFile, file: str, warehouse: Warehouse) -> tuple[State, bool]:
    """The parameters of the page for a file, and whether a size had to be rounded.

    Raises:
        ScenarioError: the page cannot take a lever over as it is set.
    """
    selection = _selection(saved, warehouse)
    known = known_parameters(selection.inputs)
    ready = _ready(saved)
    defaults = {
        "region": (saved.region, NATION),
        "rule": (saved.rule, next(iter(allocation_rules()))),
        "baseline": (saved.baseline, next(iter(gap_anchors_of(warehouse)))),
        "until": (str(selection.settings.horizon), DEFAULT_HORIZON),
        "scenario": (ready.id, BASELINE.id),
    }
    state = {name: value for name, (value, default) in defaults.items() if value != default}
    for wanted in saved.scenario.assumptions:
        text = address_of(wanted, known[wanted.parameter])
        if text is not None:
            state[url_state.ASSUMED + wanted.parameter] = text
    wishes = {setting.intervention: setting for setting in saved.scenario.settings}
    rounded = False
    for lever in levers_under(selection, saved.scenario.assumptions, ready):
        setting = wishes.get(lever.id) or replace(lever.default, reach=0.0)
        text = encode_setting(setting, lever.intervention)
        taken = read_setting(lever, text)
        if taken is None:
            raise _refused(setting, file, lever.years)
        rounded = rounded or taken.reach != setting.reach
        if text != encode_setting(lever.default, lever.intervention):
            state[lever.id] = text
    return state, rounded


def _refused(setting: Setting, file: str, years: range) -> ScenarioError:
    return ScenarioError(
        "{file}: the page cannot show {lever} from {start} on with {ramp} years to full size. It shows "
        "starts from {first} to {last} and at most {most} years to full size. Run the file on the "
        "command line instead.",
        file=file,
        lever=setting.intervention,
        start=setting.start_year,
        ramp=setting.ramp_years,
        first=years[0],
        last=years[-1],
        most=LONGEST_RAMP,
    )


def _selection(saved: ScenarioFile, warehouse: Warehouse) -> Selection:
    """Place and years of a file, up to a horizon that the page offers."""
    later = [year for year in HORIZONS if int(year) >= saved.run.horizon]
    settings = RunSettings(horizon=int((later or HORIZONS[-1:])[0]))
    inputs = inputs_of(warehouse, saved.region, saved.rule, saved.baseline)
    rule = allocation_rules()[saved.rule]
    return Selection(rule, run_of(inputs, settings))


def _ready(saved: ScenarioFile) -> ReadyScenario:
    """The ready scenario a file started from, the baseline where there is no such one here."""
    known = ready_scenarios()
    found = known.get(saved.started_from, known[BASELINE.id])
    return found if found.fits(saved.region) else known[BASELINE.id]


def _tell(locale: Locale, outcome: _Outcome, selection: Selection) -> None:
    """What came of the file, and where the page departs from it."""
    tr, saved = locale.tr, outcome.saved
    if outcome.fault:
        st.error(
            escaped(explain(outcome.fault, locale.language)).replace("\n", "\n\n"),
            icon=":material/error:",
        )
    if saved is None:
        return
    name = escaped(saved.name)
    st.success(tr("“{name}” has been opened.", name=name), icon=":material/check:")
    if saved.run != selection.settings:
        st.info(
            tr(
                "The file was made with {draws} draws, seed {seed} and years up to {horizon}; this page "
                "shows {shown_draws} draws, seed {shown_seed} and years up to {shown_horizon}.",
                draws=saved.run.draws,
                seed=saved.run.seed,
                horizon=saved.run.horizon,
                shown_draws=selection.settings.draws,
                shown_seed=selection.settings.seed,
                shown_horizon=selection.settings.horizon,
            )
        )
    if outcome.rounded:
        st.info(tr("Sizes were rounded to what the page can set."))
    if saved.data_digest != selection.inputs.digest:
        st.info(
            tr(
                "{name} was saved with other data (version {then}, now {now}); its figures may differ "
                "from those of that time.",
                name=name,
                then=saved.data_digest[:8],
                now=selection.inputs.digest[:8],
            )
        )
