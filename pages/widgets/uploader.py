"""Opening a file: Streamlit's uploader without its English words."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from pages.shell.locale import Locale

# The uploader's own words are English only: the limit, "Upload" and what shows while dragging.
_STYLE = """<style>
.st-key-{key} [data-testid="stFileUploaderDropzoneInstructions"] {{ display: none; }}
.st-key-{key} [data-testid="stFileUploaderDropzone"] > div > span {{ font-size: 0; }}
.st-key-{key} [data-testid="stFileUploaderDropzone"] > span button p {{ font-size: 0; }}
.st-key-{key} [data-testid="stFileUploaderDropzone"] > span button p::after {{
  content: "{choose}"; font-size: 0.875rem;
}}
</style>"""


def uploader(locale: Locale, key: str, label: str, opened: Callable[[str, bytes], None]) -> None:
    """A place to open a file. It is empty again afterwards, so that the same file can be opened twice.

    Args:
        locale: language of the page.
        key: of the control, in lower case with hyphens.
        label: what to open.
        opened: receives name and content of the file, in a callback.
    """
    st.html(_STYLE.format(key=key, choose=locale.tr("Choose a file")))
    turn = f"{key}.turn"
    box = f"{key}.{st.session_state.get(turn, 0)}"

    def received() -> None:
        file = st.session_state[box]
        if file is not None:
            st.session_state[turn] = st.session_state.get(turn, 0) + 1
            opened(file.name, file.getvalue())

    with st.container(key=key):
        st.file_uploader(label, key=box, on_change=received)
