"""Scenarios that the visitor has saved, each as one query parameter.

`keep1=baseline;targeted_training=50000_2026_3_4;assume.exit_rate=0.02_0.01_0.03~My plan` starts from the
baseline, sets one lever, changes one assumption and has its name behind the tilde. A saved scenario holds
settings, no results: it is run again for the region shown.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from forecasting.model.assumptions import known_parameters
from forecasting.model.inputs import ModelInputs
from forecasting.model.interventions import Assumption, Scenario
from forecasting.model.run import BASELINE
from pages.cache.database import ready_scenarios
from pages.scenario_state.assumptions import in_parameter_order, levers_under, read_assumption
from pages.scenario_state.editor import OWN
from pages.scenario_state.lever_settings import read_setting, scenario_of
from pages.shell import url_state
from pages.shell.link_parameters import ASSUMED
from pages.shell.url_controls import reject, reset_parameters
from pages.widgets.region_controls import Selection

SLOTS = tuple(f"keep{number}" for number in range(1, 9))
LONGEST = 40  # characters of a name
_FORM = re.compile(r"(\w+)((?:;[\w.]+=[\w.-]+)*)~(.+)")


@dataclass(frozen=True)
class SavedScenario:
    """A ready scenario with the visitor's changes and name.

    Attributes:
        slot: query parameter that holds it.
        ready: id of the ready scenario.
        changes: URL values of levers and assumptions by query parameter.
    """

    slot: str
    name: str
    ready: str
    changes: Mapping[str, str]

    @property
    def url_value(self) -> str:
        """Value of the query parameter."""
        settings = (self.ready, *(f"{name}={text}" for name, text in self.changes.items()))
        return f"{';'.join(settings)}~{self.name}"

    @property
    def levers(self) -> dict[str, str]:
        """URL values of the levers that differ from the ready scenario, by intervention."""
        return {n: text for n, text in self.changes.items() if not n.startswith(ASSUMED)}

    @property
    def assumptions(self) -> dict[str, str]:
        """URL values of the assumptions that differ from the facts, by parameter."""
        return {
            n.removeprefix(ASSUMED): t for n, t in self.changes.items() if n.startswith(ASSUMED)
        }


def saved_scenarios(selection: Selection) -> dict[str, tuple[SavedScenario, Scenario]]:
    """Return the saved scenarios by slot, as scenarios of the region; reject unreadable ones."""
    by_slot = {}
    for slot in SLOTS:
        text = url_state.get(slot)
        if text is None:
            continue
        saved = _read(slot, text)
        scenario = _scenario(saved, selection) if saved else None
        if saved and scenario:
            by_slot[slot] = (saved, scenario)
        else:
            reject(slot, text)
    return by_slot


def free_slot() -> str | None:
    """Return the first free slot, None when all are taken."""
    return next((slot for slot in SLOTS if url_state.get(slot) is None), None)


def save_scenario(name: str, ready: str, changes: Mapping[str, str]) -> None:
    """Save a scenario under a name in the first free slot."""
    slot = free_slot()
    if slot is not None:
        _store(SavedScenario(slot, name, ready, changes))


def rename_saved(saved: SavedScenario, name: str) -> None:
    """Rename a saved scenario."""
    _store(replace(saved, name=name))


def delete_saved(saved: SavedScenario) -> None:
    """Delete a saved scenario."""
    reset_parameters([saved.slot])


def _store(saved: SavedScenario) -> None:
    name = " ".join(saved.name.split())[:LONGEST]
    if name:
        url_state.put(saved.slot, replace(saved, name=name).url_value)


def _read(slot: str, text: str) -> SavedScenario | None:
    match = _FORM.fullmatch(text)
    if match is None or match[1] not in ready_scenarios() or len(match[3]) > LONGEST:
        return None
    changes = dict(change.split("=") for change in match[2].split(";")[1:])
    return SavedScenario(slot, match[3], match[1], changes)


def _scenario(saved: SavedScenario, selection: Selection) -> Scenario | None:
    """Return the scenario for the region; None when a lever or parameter refuses its value."""
    assumptions = _assumptions(saved, selection.inputs)
    if assumptions is None or not saved.levers.keys() <= selection.inputs.interventions.keys():
        return None
    settings = []
    for lever in levers_under(selection, assumptions, ready_scenarios()[saved.ready]):
        text = saved.levers.get(lever.id)
        setting = lever.default if text is None else read_setting(lever, text)
        if setting is None:
            return None
        settings.append(setting)
    return scenario_of(OWN if saved.changes else saved.ready, settings, assumptions)


def _assumptions(saved: SavedScenario, inputs: ModelInputs) -> tuple[Assumption, ...] | None:
    known = known_parameters(inputs)
    usable = [
        assumption
        for name, text in saved.assumptions.items()
        if (assumption := read_assumption(name, text, known))
    ]
    return in_parameter_order(usable, known) if len(usable) == len(saved.assumptions) else None


def save_editor_state(name: str, interventions: Iterable[str]) -> str | None:
    """Save the scenario set on the scenario page; return its slot, None when all are taken."""
    changes = {lever: text for lever in interventions if (text := url_state.get(lever)) is not None}
    changes |= {ASSUMED + n: text for n, text in url_state.get_with_prefix(ASSUMED).items()}
    slot = free_slot()
    save_scenario(name, url_state.get("scenario") or BASELINE.id, changes)
    return slot
