"""Scenarios that the visitor has kept, each as one parameter of the address.

`keep1=baseline;targeted_training=50000_2026_3_4;assume.exit_rate=0.02_0.01_0.03~My plan` starts from the
baseline, sets one lever, assumes one parameter otherwise and carries its name behind the tilde. A kept
scenario is what was set, not a result: it is run again for whatever region is looked at.
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
from pages.scenario_state.assumptions import in_order, levers_under, read_assumption
from pages.scenario_state.editor import OWN
from pages.scenario_state.lever_settings import read_setting, scenario_of
from pages.shell import url_state
from pages.shell.url_controls import reject, reset
from pages.widgets.region_controls import Selection

SLOTS = tuple(f"keep{number}" for number in range(1, 9))
LONGEST = 40  # characters of a name
_FORM = re.compile(r"(\w+)((?:;[\w.]+=[\w.-]+)*)~(.+)")


@dataclass(frozen=True)
class SavedScenario:
    """A ready scenario, what was changed of it, and the visitor's name for it.

    Attributes:
        changes: parameters of the address, of levers and of assumptions.
    """

    slot: str
    name: str
    ready: str
    changes: Mapping[str, str]

    @property
    def text(self) -> str:
        """Return it as a query parameter."""
        parts = (self.ready, *(f"{name}={text}" for name, text in self.changes.items()))
        return f"{';'.join(parts)}~{self.name}"

    @property
    def levers(self) -> dict[str, str]:
        """What was set otherwise than in the ready scenario, by intervention."""
        return {n: text for n, text in self.changes.items() if not n.startswith(url_state.ASSUMED)}

    @property
    def assumptions(self) -> dict[str, str]:
        """What is assumed otherwise than in the facts, by parameter."""
        found = self.changes.items()
        return {
            n.removeprefix(url_state.ASSUMED): t
            for n, t in found
            if n.startswith(url_state.ASSUMED)
        }


def saved_scenarios(selection: Selection) -> dict[str, tuple[SavedScenario, Scenario]]:
    """What was kept, by slot, as scenarios of the region. What cannot be read is rejected."""
    found = {}
    for slot in SLOTS:
        text = url_state.chosen(slot)
        if text is None:
            continue
        saved = _read(slot, text)
        scenario = _scenario(saved, selection) if saved else None
        if saved and scenario:
            found[slot] = (saved, scenario)
        else:
            reject(slot, text)
    return found


def free_slot() -> str | None:
    """Where the next scenario can be kept; None when all places are taken."""
    return next((slot for slot in SLOTS if url_state.chosen(slot) is None), None)


def save_scenario(name: str, ready: str, changes: Mapping[str, str]) -> None:
    """Keep a scenario under a name."""
    slot = free_slot()
    if slot is not None:
        _store(SavedScenario(slot, name, ready, changes))


def rename(saved: SavedScenario, name: str) -> None:
    """Give a kept scenario another name."""
    _store(replace(saved, name=name))


def forget(saved: SavedScenario) -> None:
    """Delete a kept scenario."""
    reset([saved.slot])


def _store(saved: SavedScenario) -> None:
    name = " ".join(saved.name.split())[:LONGEST]
    if name:
        url_state.choose(saved.slot, replace(saved, name=name).text)


def _read(slot: str, text: str) -> SavedScenario | None:
    found = _FORM.fullmatch(text)
    if found is None or found[1] not in ready_scenarios() or len(found[3]) > LONGEST:
        return None
    changes = dict(part.split("=") for part in found[2].split(";")[1:])
    return SavedScenario(slot, found[3], found[1], changes)


def _scenario(saved: SavedScenario, selection: Selection) -> Scenario | None:
    """The scenario for the region; None when a lever or a parameter does not allow what was set."""
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
    found = [read_assumption(name, text, known) for name, text in saved.assumptions.items()]
    usable = [wanted for wanted in found if wanted]
    return in_order(usable, known) if len(usable) == len(found) else None


def save_editor_state(name: str, interventions: Iterable[str]) -> str | None:
    """Save the choices of the editor; return the slot, None when all are taken."""
    changes = {
        lever: text for lever in interventions if (text := url_state.chosen(lever)) is not None
    }
    changes |= {
        url_state.ASSUMED + n: text for n, text in url_state.chosen_with(url_state.ASSUMED).items()
    }
    slot = free_slot()
    save_scenario(name, url_state.chosen("scenario") or BASELINE.id, changes)
    return slot
