"""The scenario editor: region and ready scenario, and the scenario that the levers define."""

from __future__ import annotations

from dataclasses import dataclass, field

from data.store.warehouse import Warehouse
from forecasting.analysis.plausibility import PlausibilityWarning, plausibility_warnings
from forecasting.model.interventions import Assumption, ReadyScenario, Scenario, Setting
from pages.scenario_state.assumptions import assumptions_of, levers_under, under_assumptions
from pages.scenario_state.lever_settings import Lever, put_setting, scenario_of, setting_of
from pages.shell import url_state
from pages.shell.fragments import rerun_fragments
from pages.shell.locale import Locale
from pages.shell.url_controls import reset_parameters
from pages.widgets.region_controls import Selection

OWN = "custom"
READY_KEY = "scenario.ready"  # session key: id of the ready scenario that the levers start from
GAP, ANSWERS, HISTORY, FILES, SEARCH = "gap", "answers", "history", "files", "search"


@dataclass(frozen=True, eq=False)
class EditorState:
    """Levers, their settings, the scenario that they define, and its plausibility warnings."""

    levers: tuple[Lever, ...]
    settings: tuple[Setting, ...]  # of the levers, in their order
    scenario: Scenario
    plausibility_warnings: tuple[PlausibilityWarning, ...]

    def warnings_of(self, lever: str) -> list[PlausibilityWarning]:
        """Return the warnings about one lever."""
        return [warning for warning in self.plausibility_warnings if warning.intervention == lever]


@dataclass(eq=False)
class ScenarioEditor:
    """Region and ready scenario of the scenario page, as of the last run of the whole page.

    Attributes:
        selection: with documented inputs, without assumptions.
    """

    locale: Locale
    warehouse: Warehouse
    selection: Selection
    ready: ReadyScenario
    _cached: tuple[dict[str, str], EditorState] | None = field(default=None, init=False)

    def state(self) -> EditorState:
        """Return the editor state for the URL state; compute it once for each URL state."""
        if self._cached is None or self._cached[0] != url_state.scenario_parameters():
            state = self._read()  # removes what it rejects from the URL state
            self._cached = (url_state.scenario_parameters(), state)
        return self._cached[1]

    def move(self, lever: Lever, setting: Setting) -> None:
        """End the callback of a lever's control: store the setting and rerun the dependent fragments."""
        before = self.state()
        put_setting(lever, setting)
        self._follow(lever, before)

    def reset(self, lever: Lever) -> None:
        """End the callback of a lever's reset button: return it to the setting of the ready scenario."""
        before = self.state()
        reset_parameters([lever.id])
        self._follow(lever, before)

    def _follow(self, lever: Lever, before: EditorState) -> None:
        """Rerun the gap first, then this lever and those whose plausibility warnings have changed."""
        other = set(before.plausibility_warnings) ^ set(self.state().plausibility_warnings)
        levers = dict.fromkeys((lever.id, *(warning.intervention for warning in other)))
        rerun_fragments((GAP, *map(lever_fragment, levers), HISTORY, ANSWERS, FILES, SEARCH))

    def _read(self) -> EditorState:
        selection = self.selection
        assumptions = assumptions_of(selection)
        levers = levers_under(selection, assumptions, self.ready)
        settings = tuple(map(setting_of, levers))
        scenario = scenario_from_settings(settings, self.ready, assumptions)
        run = under_assumptions(selection, assumptions).run
        warnings = plausibility_warnings(run, scenario)
        return EditorState(levers, settings, scenario, warnings)


def lever_fragment(lever: str) -> str:
    """Return the name of the fragment that shows a lever."""
    return f"lever.{lever}"


def scenario_from_settings(
    settings: tuple[Setting, ...], ready: ReadyScenario, assumptions: tuple[Assumption, ...]
) -> Scenario:
    """Return the scenario of the settings; it keeps the id of the ready one until something is changed."""
    changed = assumptions or any(url_state.get(setting.intervention) for setting in settings)
    return scenario_of(OWN if changed else ready.id, settings, assumptions)
