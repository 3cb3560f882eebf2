"""The language of the HTML document, which Streamlit leaves at English.

Screen readers choose their voice by it and browsers their fonts and their offer to translate.
"""

from __future__ import annotations

import streamlit as st

from reporting.i18n import Language

KEY = "document-language"  # its container takes no room: pages/shared/frame.py
_TAGS = {Language.ZH: "zh-CN", Language.EN: "en"}
_mount = st.components.v2.component(
    "document_language",
    js="export default ({ data }) => { document.documentElement.lang = data; };",
)


def announce(language: Language) -> None:
    """Tell the browser in which language the page is."""
    _mount(key=KEY, data=_TAGS[language])
