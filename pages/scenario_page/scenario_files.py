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
from pages.scenario_state.assumptions import levers_under, url_value_of
from pages.scenario_state.lever_settings import LONGEST_RAMP, encode_setting, round_setting
from pages.scenario_state.saved_scenarios import LONGEST
from pages.shell import url_state
from pages.shell.fragments import rerun_page
from pages.shell.link_parameters import ASSUMED
from pages.shell.locale import Locale
from pages.widgets.downloads import safe_stem, show_download_button
from pages.widgets.labels import escape_markdown
from pages.widgets.region_controls import DEFAULT_HORIZON, HORIZONS, Selection
from pages.widgets.uploader import show_uploader
from reporting.format.i18n import explain

_NAME, _OUTCOME = "file.name", "file.outcome"


@dataclass(frozen=True)
class _Outcome:
    """Result of opening a file.

    Attributes:
        state: scenario parameters after it; the message is shown as long as they hold.
        fault: why the file could not be used.
        saved: the scenario of the file.
        rounded: the page had to round a size.
    """

    state: State
    fault: TalentGapError | None = None
    saved: ScenarioFile | None = None
    rounded: bool = False


def show_scenario_files(
    locale: Locale, warehouse: Warehouse, selection: Selection, scenario: Scenario
) -> None:
    """Show how to save the scenario as a file, open one, and share the link.

    Args:
        locale: language of the page.
        warehouse: the database.
        selection: with documented inputs, without assumptions.
        scenario: as set, with its assumptions.
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
                "The URL in the address bar restores everything set here: copy it to share it or "
                "to come back. A file holds the same settings, and the command line reproduces the"
                " figures exactly."
            )
        )
        _show_save_form(locale, selection, scenario)
        _show_upload(locale, warehouse, selection)


def _show_save_form(locale: Locale, selection: Selection, scenario: Scenario) -> None:
    tr, usual = locale.tr, scenario_name(locale, scenario)
    with st.container(horizontal=True, vertical_alignment="bottom"):
        typed = st.text_input(
            tr("Name in the file"), key=_NAME, max_chars=LONGEST, placeholder=usual
        )
        saved = ScenarioFile(
            name=" ".join(typed.split()) or usual,
            started_from=url_state.get("scenario") or BASELINE.id,
            region=selection.region.code,
            rule=selection.rule.id,
            baseline=selection.inputs.gap_anchor.id,
            run=selection.settings,
            scenario=scenario,
            data_digest=selection.inputs.digest,
        )
        stem = safe_stem("scenario", tr.name(selection.region), saved.name)
        show_download_button(
            tr("Save as a file"),
            lambda: write_scenario(saved),
            f"{stem}.json",
            "application/json",
        )


def _show_upload(locale: Locale, warehouse: Warehouse, selection: Selection) -> None:
    show_uploader(
        locale,
        "open-file",
        locale.tr("Open a saved scenario (JSON file)"),
        lambda name, content: _open_file(name, content, warehouse, selection),
    )
    outcome: _Outcome | None = st.session_state.get(_OUTCOME)
    if outcome and outcome.state == url_state.scenario_parameters():
        _show_outcome(locale, outcome, selection)


def _open_file(file: str, content: bytes, warehouse: Warehouse, selection: Selection) -> None:
    """Read a scenario file; change the page only if all of it can be used."""
    known = Vocabulary(
        [region.code for region in warehouse.regions()],
        list(allocation_rules()),
        list(gap_anchors_of(warehouse)),
        selection.inputs,
    )
    try:
        saved = read_scenario(content, file, known)
        state, rounded = _url_parameters(saved, file, warehouse)
    except TalentGapError as error:
        st.session_state[_OUTCOME] = _Outcome(url_state.scenario_parameters(), fault=error)
        return
    restore(state)
    st.session_state[_OUTCOME] = _Outcome(
        url_state.scenario_parameters(), saved=saved, rounded=rounded
    )
    rerun_page()


def _url_parameters(saved: ScenarioFile, file: str, warehouse: Warehouse) -> tuple[State, bool]:
    """Return the URL parameters for a file, and whether a size was rounded.

    Raises:
        ScenarioError: the page does not offer the setting of a lever.
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
    for assumption in saved.scenario.assumptions:
        text = url_value_of(assumption, known[assumption.parameter])
        if text is not None:
            state[ASSUMED + assumption.parameter] = text
    settings = {setting.intervention: setting for setting in saved.scenario.settings}
    rounded = False
    for lever in levers_under(selection, saved.scenario.assumptions, ready):
        setting = settings.get(lever.id) or replace(lever.default, reach=0.0)
        shown = round_setting(setting, lever.intervention)
        if not lever.allows(shown):
            raise _out_of_reach(setting, file, lever.years)
        rounded = rounded or shown.reach != setting.reach
        text = encode_setting(shown, lever.intervention)
        if text != encode_setting(lever.default, lever.intervention):
            state[lever.id] = text
    return state, rounded


def _out_of_reach(setting: Setting, file: str, years: range) -> ScenarioError:
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
    """Return region, rule and horizon of a file, with the next horizon that the page offers."""
    later = [year for year in HORIZONS if int(year) >= saved.run.horizon]
    settings = RunSettings(horizon=int((later or HORIZONS[-1:])[0]))
    inputs = inputs_of(warehouse, saved.region, saved.rule, saved.baseline)
    rule = allocation_rules()[saved.rule]
    return Selection(rule, run_of(inputs, settings))


def _ready(saved: ScenarioFile) -> ReadyScenario:
    """Return the ready scenario of a file, the baseline where it is unknown or of another region."""
    known = ready_scenarios()
    ready = known.get(saved.started_from, known[BASELINE.id])
    return ready if ready.fits(saved.region) else known[BASELINE.id]


def _show_outcome(locale: Locale, outcome: _Outcome, selection: Selection) -> None:
    """Show whether the file was opened, and where the page differs from it."""
    tr, saved = locale.tr, outcome.saved
    if outcome.fault:
        st.error(
            escape_markdown(explain(outcome.fault, locale.language)).replace("\n", "\n\n"),
            icon=":material/error:",
        )
    if saved is None:
        return
    name = escape_markdown(saved.name)
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
