"""What all parts of the scenario page use: the place, and the scenario that the levers make."""

from __future__ import annotations

from dataclasses import dataclass, field

from data.store.warehouse import Warehouse
from forecasting.analysis.plausibility import PlausibilityWarning, plausibility_warnings
from forecasting.model.interventions import Assumption, ReadyScenario, Scenario, Setting
from pages.scenario_state.assumptions import assumptions_of, levers_under, under
from pages.scenario_state.lever_settings import Lever, put, scenario_of, setting_of
from pages.shell import url_state
from pages.shell.fragments import run_again
from pages.shell.locale import Locale
from pages.shell.url_controls import reset
from pages.widgets.region_controls import Selection

OWN = "custom"
GAP, ANSWERS, HISTORY, FILES, SEARCH = "gap", "answers", "history", "files", "search"


@dataclass(frozen=True, eq=False)
class EditorState:
    """Settings of the levers, the scenario that they make, and remarks on its plausibility."""

    levers: tuple[Lever, ...]
    settings: tuple[Setting, ...]  # of the levers, in their order
    scenario: Scenario
    plausibility_warnings: tuple[PlausibilityWarning, ...]

    def warnings_of(self, lever: str) -> list[PlausibilityWarning]:
        """What is doubtful about one lever."""
        return [warning for warning in self.plausibility_warnings if warning.intervention == lever]


@dataclass(eq=False)
class ScenarioEditor:
    """The place where a scenario is made, as the last run of the whole page left it.

    Attributes:
        selection: with the inputs as the facts have them, not as assumed.
    """

    locale: Locale
    warehouse: Warehouse
    selection: Selection
    ready: ReadyScenario
    _known: tuple[dict[str, str], EditorState] | None = field(default=None, init=False)

    def state(self) -> EditorState:
        """Read from the view's choices, once for each state of them."""
        state = url_state.scenario()
        if self._known is None or self._known[0] != state:
            found = self._read()
            self._known = (
                url_state.scenario(),
                found,
            )  # what could not be read has been rejected by now
        return self._known[1]

    def move(self, lever: Lever, setting: Setting) -> None:
        """End the callback of a lever's control: set it, and draw again what answers to it."""
        before = self.state()
        put(lever, setting)
        self._follow(lever, before)

    def take_back(self, lever: Lever) -> None:
        """End the callback of a lever's way back: it has the setting of the ready scenario again."""
        before = self.state()
        reset([lever.id])
        self._follow(lever, before)

    def _follow(self, lever: Lever, before: EditorState) -> None:
        """The gap first, as it is what is watched; of the other levers those with another doubt."""
        other = set(before.plausibility_warnings) ^ set(self.state().plausibility_warnings)
        levers = dict.fromkeys((lever.id, *(warning.intervention for warning in other)))
        run_again((GAP, *map(lever_fragment, levers), HISTORY, ANSWERS, FILES, SEARCH))

    def _read(self) -> EditorState:
        selection = self.selection
        assumptions = assumptions_of(selection)
        levers = levers_under(selection, assumptions, self.ready)
        settings = tuple(map(setting_of, levers))
        scenario = scenario_set(settings, self.ready, assumptions)
        found = plausibility_warnings(under(selection, assumptions).run, scenario)
        return EditorState(levers, settings, scenario, found)


def lever_fragment(lever: str) -> str:
    """The name of the part of the page that shows a lever."""
    return f"lever.{lever}"


def scenario_set(
    settings: tuple[Setting, ...], ready: ReadyScenario, assumptions: tuple[Assumption, ...]
) -> Scenario:
    """Return the scenario of the present settings: the ready one until something is changed."""
    changed = assumptions or any(url_state.chosen(setting.intervention) for setting in settings)
    return scenario_of(OWN if changed else ready.id, settings, assumptions)
