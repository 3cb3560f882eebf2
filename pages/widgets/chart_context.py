"""Make the context of a chart: region, language and provenance."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime

from data.store.warehouse import Warehouse
from forecasting.core.series import Region, Series, Source
from pages.cache.database import known_sources
from pages.shell.locale import Locale
from pages.widgets.labels import join_texts, producer
from reporting.format.context import Context
from reporting.format.provenance import Provenance

_MOST = 4


def producers(locale: Locale, sources: Iterable[Source]) -> str:
    """Return the publishers of the sources, each once, in order of appearance."""
    names = list(dict.fromkeys(producer(source, locale.language) for source in sources))
    if len(names) > _MOST:
        return locale.tr("{names} and others", names=join_texts(locale, names[:_MOST]))
    return join_texts(locale, names)


def series_context(locale: Locale, warehouse: Warehouse, series: Series, region: Region) -> Context:
    """Return the context of a chart of one series."""
    known = known_sources(warehouse)
    source = producers(locale, (known[name] for name in series.source_ids))
    return context(locale, warehouse, region, source, scenario="")


def context(
    locale: Locale,
    warehouse: Warehouse,
    region: Region,
    source: str,
    scenario: str,
    notes: tuple[str, ...] = (),
) -> Context:
    """Return the context of a chart with its provenance, dated today."""
    today = datetime.now(UTC).astimezone().date().isoformat()
    return Context(
        region, locale.language, Provenance(source, scenario, today, warehouse.digest, notes)
    )
