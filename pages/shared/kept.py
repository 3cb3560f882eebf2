"""Scenarios that the visitor has kept, each as one parameter of the address.

`keep1=baseline.targeted_training.50000-2026-3-4~My plan` starts from the baseline, sets one lever and
carries its name behind the tilde. A kept scenario is what was set, not a result: it is run again for
whatever region is looked at.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace

from forecasting.interventions import Scenario
from pages.shared import view
from pages.shared.cache import ready_scenarios
from pages.shared.inputs import reject, reset
from pages.shared.levers import read_setting
from pages.shared.selection import Selection
from pages.shared.workbench import OWN, levers_of

SLOTS = tuple(f"keep{number}" for number in range(1, 9))
LONGEST = 40  # characters of a name
_FORM = re.compile(r"(\w+)((?:\.\w+\.[\d-]+)*)~(.+)")


@dataclass(frozen=True)
class Kept:
    """A ready scenario, the levers that were moved away from it, and the visitor's name for it."""

    slot: str
    name: str
    ready: str
    levers: Mapping[str, str]

    @property
    def text(self) -> str:
        """As it stands in the address."""
        parts = [part for lever in self.levers.items() for part in lever]
        return f"{'.'.join((self.ready, *parts))}~{self.name}"


def kept_scenarios(selection: Selection) -> dict[str, tuple[Kept, Scenario]]:
    """What was kept, by slot, as scenarios of the region. What cannot be read is rejected."""
    found = {}
    for slot in SLOTS:
        text = view.chosen(slot)
        if text is None:
            continue
        kept = _read(slot, text, selection)
        scenario = _scenario(kept, selection) if kept else None
        if kept and scenario:
            found[slot] = (kept, scenario)
        else:
            reject(slot, text)
    return found


def free_slot() -> str | None:
    """Where the next scenario can be kept; None when all places are taken."""
    return next((slot for slot in SLOTS if view.chosen(slot) is None), None)


def keep(name: str, ready: str, levers: Mapping[str, str]) -> None:
    """Keep a scenario under a name."""
    slot = free_slot()
    if slot is not None:
        _store(Kept(slot, name, ready, levers))


def rename(kept: Kept, name: str) -> None:
    """Give a kept scenario another name."""
    _store(replace(kept, name=name))


def forget(kept: Kept) -> None:
    """Delete a kept scenario."""
    reset([kept.slot])


def _store(kept: Kept) -> None:
    name = " ".join(kept.name.split())[:LONGEST]
    if name:
        view.choose(kept.slot, replace(kept, name=name).text)


def _read(slot: str, text: str, selection: Selection) -> Kept | None:
    found = _FORM.fullmatch(text)
    if found is None or found[1] not in ready_scenarios() or len(found[3]) > LONGEST:
        return None
    parts = found[2].split(".")[1:]
    levers = dict(zip(parts[::2], parts[1::2], strict=True))
    if not levers.keys() <= selection.inputs.interventions.keys():
        return None
    return Kept(slot, found[3], found[1], levers)


def _scenario(kept: Kept, selection: Selection) -> Scenario | None:
    """The scenario for the region; None when a lever does not allow its setting."""
    settings = []
    for lever in levers_of(selection, ready_scenarios()[kept.ready]):
        text = kept.levers.get(lever.intervention.id)
        setting = lever.default if text is None else read_setting(lever, text)
        if setting is None:
            return None
        settings.append(setting)
    active = tuple(setting for setting in settings if setting.reach > 0)
    return Scenario(OWN if kept.levers else kept.ready, active)
