"""What Streamlit leaves undone in the HTML document: language, charts that fit on paper, a head start.

Screen readers choose their voice by the language, browsers their fonts and their offer to translate.
Charts have a width in pixels, which paper would cut off; with a view box they shrink to it. The chart library
is fetched while the page is still computed.
"""

from __future__ import annotations

import streamlit as st

from pages.shell.routes import LIBRARY_ADDRESS
from reporting.format.i18n import Language

KEY = "document-language"  # its container takes no room: pages/shell/frame.py
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


def announce(language: Language) -> None:
    """Tell the browser in which language the page is."""
    _mount(key=KEY, data={"language": TAGS[language], "library": LIBRARY_ADDRESS})
