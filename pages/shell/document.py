"""Set what Streamlit does not set in the HTML document: language, print size of charts, preloading.

Screen readers choose their voice by the language of the document, browsers their fonts and their offer to
translate. Charts have a width in pixels and would be cut off on paper; a view box scales them to the page. The
chart library is preloaded while the page is still computed.
"""

from __future__ import annotations

import streamlit as st

from pages.shell.routes import LIBRARY_PATH
from reporting.format.i18n import Language

KEY = "document-language"  # pages/shell/frame.py hides its container
TAGS = {Language.ZH: "zh-CN", Language.EN: "en"}
_mount = st.components.v2.component(
    "document_language",
    js="""
export default ({ data }) => {
  document.documentElement.lang = data.language;
  if (!document.querySelector(`link[href="${data.library}"]`)) {
    document.head.append(Object.assign(document.createElement("link"), {
      rel: "preload", as: "script", href: data.library,
    }));
  }
  const charts = () => document.querySelectorAll(".js-plotly-plot .main-svg");
  window.onbeforeprint = () => charts().forEach((svg) => {
    const [width, height] = ["width", "height"].map((side) => parseFloat(svg.getAttribute(side)));
    svg.setAttribute("viewBox", `0 0 ${width} ${height}`);
  });
  window.onafterprint = () => charts().forEach((svg) => svg.removeAttribute("viewBox"));
};
""",
)


def set_language(language: Language) -> None:
    """Set the language of the HTML document and preload the chart library."""
    _mount(key=KEY, data={"language": TAGS[language], "library": LIBRARY_PATH})
