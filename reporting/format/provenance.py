"""The sources, data version and settings behind a chart or a text."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Provenance:
    """Sources, data version, date and settings that every picture and table states.

    Attributes:
        source: the sources of the figures, already in the reader's language.
        scenario: name of the scenario shown, "" where there is none.
        created: ISO date.
        data_digest: identifies the facts behind the numbers.
        notes: statistical scope and caveats.
    """

    source: str
    scenario: str
    created: str
    data_digest: str
    notes: tuple[str, ...] = ()
