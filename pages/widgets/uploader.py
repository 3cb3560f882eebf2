"""Show a file uploader without Streamlit's English labels."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from pages.shell.locale import Locale

# The labels of the uploader are English only: the limit, "Upload" and the text shown while dragging.
_STYLE = """<style>
.st-key-{key} [data-testid="stFileUploaderDropzoneInstructions"] {{ display: none; }}
.st-key-{key} [data-testid="stFileUploaderDropzone"] > div > span {{ font-size: 0; }}
.st-key-{key} [data-testid="stFileUploaderDropzone"] > span button p {{ font-size: 0; }}
.st-key-{key} [data-testid="stFileUploaderDropzone"] > span button p::after {{
  content: "{choose}"; font-size: 0.875rem;
}}
</style>"""


def show_uploader(
    locale: Locale, key: str, label: str, opened: Callable[[str, bytes], None]
) -> None:
    """Show a file uploader that is emptied after each file, so that a file can be opened twice.

    Args:
        locale: language of the page.
        key: of the control, in lower case with hyphens.
        label: what to open.
        opened: callback with the name and content of the file.
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
