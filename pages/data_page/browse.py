"""Show the data catalogue: choice of a kind, search, rows and download."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from data.store.warehouse import Warehouse
from forecasting.model.inputs import ModelInputs
from pages.data_page.catalogue import KINDS
from pages.shell.feedback import show_empty_state
from pages.shell.locale import Locale
from pages.shell.url_controls import show_search_box, show_select
from pages.widgets.chart_block import show_table
from pages.widgets.downloads import show_download_button
from reporting.render.csv_table import csv_of

_MOST = 60  # rows shown at once


def show_catalogue(locale: Locale, warehouse: Warehouse, inputs: ModelInputs) -> None:
    """Show the rows of the selected kind that contain the search words."""
    tr = locale.tr
    left, right = st.columns([1, 2])
    with left:
        names = {kind: tr(title) for kind, (title, _) in KINDS.items()}
        kind = show_select(locale, "kind", tr("What to look at"), names, next(iter(KINDS)))
    with right:
        words = show_search_box(locale, "q", tr("Search"))
    rows = KINDS[kind][1](locale, warehouse, inputs)
    matching = _containing(rows, words)
    if matching.empty:
        show_empty_state(
            tr('No row contains "{words}". Try fewer words or look at another kind.', words=words)
        )
        return
    digest = warehouse.digest
    remark = tr("Full data version: {digest}", digest=digest)
    title = names[kind]
    show_download_button(
        tr("All rows found (CSV)"),
        lambda: csv_of(matching, [title, remark]),
        f"{kind}_{digest[:8]}.csv",
        "text/csv",
    )
    st.caption(
        tr(
            "{shown} of {count} rows are shown.",
            shown=min(_MOST, len(matching)),
            count=len(matching),
        )
    )
    show_table(matching.head(_MOST), locale.language)


def _containing(rows: pd.DataFrame, words: str) -> pd.DataFrame:
    """Return the rows that contain every word, in any column."""
    text = rows.apply(lambda row: " ".join(row.astype(str)).lower(), axis=1)
    matches = pd.Series(data=True, index=rows.index)
    for word in words.split():
        matches &= text.str.contains(word, regex=False)
    return rows[matches]
