"""The query parameters that links may hold; docs/links.md describes them."""

from __future__ import annotations

import re
from difflib import get_close_matches

from data.reading.interventions import intervention_ids
from reporting.format.i18n import Language

PLACE = frozenset({"region", "rule", "baseline", "until"})
ASSUMED = "assume."  # prefix of an assumption, before the id of its parameter
_OTHER = frozenset(
    {
        "lang",
        "scenario",
        "compare",
        "band",
        "response",
        "adopt",
        "adopted",
        "target",
        "measure",
        "ahead",
        "scale",
        "methods",
        "kind",
        "q",
        "goal.lever",
        "package.mode",
        "package.budget",
    }
)
_SAVED = re.compile(r"keep[1-8]")
_PREFIXED = (ASSUMED, "actual.")
_GOAL = re.compile(r"(goal|package)\.(target|gap|year|certainty)")
_LIMIT = "limit."  # prefix of the limit of a measure, before its id
_LEVER_VALUE = re.compile(r"-?\d+_\d{4}_\d+_\d+(_\d{4})?")
# Added by Streamlit, by mail and advertising services, and by WeChat and Baidu; ignored without a notice.
_TRACKER = re.compile(
    r"utm_\w+|embed|embed_options|[a-z]*clid|_ga|_gl|mc_[ce]id|spm|from|isappinstalled|nsukey|bd_vid"
)
_LANGUAGES = {"zh": Language.ZH, "en": Language.EN}


def is_known(name: str) -> bool:
    """Return whether a page uses the parameter."""
    return (
        name in PLACE | _OTHER | intervention_ids()
        or name.startswith(_PREFIXED)
        or any(form.fullmatch(name) for form in (_SAVED, _GOAL))
        or (name.startswith(_LIMIT) and name.removeprefix(_LIMIT) in intervention_ids())
    )


def is_tracker(name: str) -> bool:
    """Return whether Streamlit or a service that forwards links adds the parameter."""
    return _TRACKER.fullmatch(name) is not None


def sets_a_lever(value: str) -> bool:
    """Return whether a value has the form of a lever setting, size_start_ramp_lag."""
    return _LEVER_VALUE.fullmatch(value) is not None


def similar_name(name: str, value: str) -> str | None:
    """Return the known parameter that an unknown one was most likely meant to be, if any."""
    names = intervention_ids() if sets_a_lever(value) else PLACE | _OTHER | intervention_ids()
    return next(iter(get_close_matches(name, sorted(names), n=1, cutoff=0.8)), None)


def language_of(tag: str) -> Language | None:
    """Return the language of a tag such as "en", "EN" or "zh-CN"; None when it is another one."""
    primary = re.split(r"[-_]", tag.strip().lower(), maxsplit=1)[0]
    return _LANGUAGES.get(primary)
