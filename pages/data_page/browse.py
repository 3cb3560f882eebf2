"""Looking through the catalogue: a kind, a search, a page of rows, a file of all of them."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from data.store.warehouse import Warehouse
from forecasting.model.inputs import ModelInputs
from pages.data_page.catalogue import KINDS
from pages.shell.feedback import empty
from pages.shell.locale import Locale
from pages.shell.url_controls import pick, search
from pages.widgets.chart_block import plain_table
from pages.widgets.downloads import download
from reporting.render.csv_table import csv_of

_MOST = 60  # rows shown at once


def browse(locale: Locale, warehouse: Warehouse, inputs: ModelInputs) -> None:
    """Show the rows of a kind that contain the words looked for."""
    tr = locale.tr
    left, right = st.columns([1, 2])
    with left:
        names = {kind: tr(title) for kind, (title, _) in KINDS.items()}
        kind = pick(locale, "kind", tr("What to look at"), names, next(iter(KINDS)))
    with right:
        words = search(locale, "q", tr("Search"))
    rows = KINDS[kind][1](locale, warehouse, inputs)
    found = _containing(rows, words)
    if found.empty:
        empty(
            tr('No row contains "{words}". Try fewer words or look at another kind.', words=words)
        )
        return
    digest = warehouse.digest
    remark = tr("Full data version: {digest}", digest=digest)
    title = names[kind]
    download(
        tr("All rows found (CSV)"),
        lambda: csv_of(found, [title, remark]),
        f"{kind}_{digest[:8]}.csv",
        "text/csv",
    )
    st.caption(
        tr("{shown} of {count} rows are shown.", shown=min(_MOST, len(found)), count=len(found))
    )
    plain_table(found.head(_MOST), locale.language)


def _containing(rows: pd.DataFrame, words: str) -> pd.DataFrame:
    """Rows that contain every word, in any column."""
    text = rows.apply(lambda row: " ".join(row.astype(str)).lower(), axis=1)
    kept = pd.Series(data=True, index=rows.index)
    for word in words.split():
        kept &= text.str.contains(word, regex=False)
    return rows[kept]
