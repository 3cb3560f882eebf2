"""One control for each intervention: size, start, ramp and lag, and what they rest on.

In the address a lever is "size-start-ramp-lag", for example `targeted_training=50000-2026-3-4`:
persons a year at full size, first intake, years to full size, years to the first effect.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import streamlit as st

from forecasting.interventions import Intervention, Setting
from forecasting.series import Source, Unit
from pages.shared import view
from pages.shared.frame import Frame
from pages.shared.inputs import accept, reject, reset, show_rejected, widget_key
from pages.shared.wording import amount, grade_badge, noted, parameter_range, source_link
from reporting.i18n import Language
from reporting.numbers import format_quantity

LONGEST_RAMP = 10
_STEPS = 100  # of a slider, at least
_FORM = re.compile(r"(\d{1,9})-(\d{4})-(\d{1,2})-(\d{1,2})")
_UNITS = {Language.ZH: (1e4, "万人/年"), Language.EN: (1e3, "thousand people a year")}


@dataclass(frozen=True)
class Lever:
    """An intervention in a region: what it may be set to, and what it is set to by default.

    Attributes:
        ceiling: the most people it can reach in a year.
        default: the setting of the ready scenario, with reach 0 where it has none.
        years: in which it may start.
        place: region and ready scenario; a change of either begins from the default again.
    """

    intervention: Intervention
    ceiling: float
    default: Setting
    years: range
    place: str


def lever_block(frame: Frame, lever: Lever, sources: Mapping[str, Source]) -> Setting:
    """Show the controls of a lever and return its setting."""
    name, tr = lever.intervention.id, frame.tr
    setting = setting_of(lever)
    with st.container(border=True):
        size = lever.intervention.effects[0].size
        st.markdown(f"**{tr.name(lever.intervention)}** {grade_badge(frame, size.grade)}")
        reach = _size(frame, lever, setting)
        with st.container(horizontal=True, gap="small"):
            with st.popover(tr("Timing"), icon=":material/schedule:", key=f"timing.{name}"):
                start, ramp, lag = _timing(frame, lever, setting)
            with st.popover(tr("Evidence"), icon=":material/fact_check:", key=f"why.{name}"):
                _evidence(frame, lever, sources)
            if view.chosen(name) is not None:
                st.button(
                    tr("Reset"),
                    icon=":material/undo:",
                    key=f"reset.{name}",
                    on_click=reset,
                    args=([name],),
                )
        show_rejected(frame, name, tr("the setting of the ready scenario"))
    return Setting(name, reach, start, ramp, lag)


def setting_of(lever: Lever) -> Setting:
    """The setting that the address asks for, else the default."""
    name = lever.intervention.id
    wanted = view.chosen(name)
    if wanted is None:
        return lever.default
    setting = read_setting(lever, wanted)
    if setting is None:
        reject(name, wanted)
    return setting or lever.default


def read_setting(lever: Lever, text: str) -> Setting | None:
    """A setting as it stands in the address; None when the lever does not allow it."""
    found = _FORM.fullmatch(text)
    if found is None or not _allowed(lever, *map(int, found.groups())):
        return None
    reach, start, ramp, lag = map(int, found.groups())
    return Setting(lever.intervention.id, float(min(reach, lever.ceiling)), start, ramp, lag)


def _allowed(lever: Lever, reach: int, start: int, ramp: int, lag: int) -> bool:
    intervention = lever.intervention
    lags = range(intervention.lag_low, intervention.lag_high + 1)
    return reach >= 0 and start in lever.years and ramp <= LONGEST_RAMP and lag in lags


def _size(frame: Frame, lever: Lever, setting: Setting) -> float:
    factor, unit = _UNITS[frame.language]
    step = _step(lever.ceiling) / factor
    decimals = max(0, -int(np.floor(np.log10(step))))
    ceiling = round(max(np.ceil(lever.ceiling / factor / step) * step, step), decimals)
    key = _key(lever, f"reach.{frame.language}")
    st.session_state.setdefault(key, min(setting.reach / factor, float(ceiling)))
    reach = st.slider(
        frame.tr("People reached ({unit})", unit=unit),
        0.0,
        float(ceiling),
        step=float(step),
        format=f"%.{decimals}f",
        key=key,
        on_change=_changed,
        args=(lever, frame.language),
        help=noted(frame, lever.intervention.mechanism_zh, lever.intervention.mechanism_en),
    )
    return float(round(reach * factor))


def _timing(frame: Frame, lever: Lever, setting: Setting) -> tuple[int, int, int]:
    tr, intervention = frame.tr, lever.intervention
    start = _whole(frame, lever, "start", tr("First intake"), lever.years, setting.start_year)
    ramps = range(LONGEST_RAMP + 1)
    ramp = _whole(frame, lever, "ramp", tr("Years to full size"), ramps, setting.ramp_years)
    lag = _whole(
        frame,
        lever,
        "lag",
        tr("Training lag (years)"),
        range(intervention.lag_low, intervention.lag_high + 1),
        intervention.lag_years if setting.lag_years is None else setting.lag_years,
        tr(
            "Years from the first intake to the first effect: whoever starts training today reaches "
            "the labour market only then. Growing digital talent takes 3 to 10 years."
        ),
    )
    return start, ramp, lag


def _whole(
    frame: Frame,
    lever: Lever,
    part: str,
    label: str,
    allowed: range,
    value: int,
    explanation: str | None = None,
) -> int:
    """A slider over whole years; where only one is allowed, it is just stated."""
    if len(allowed) == 1:
        st.caption(f"{label}: {allowed[0]}", help=explanation)
        return allowed[0]
    key = _key(lever, part)
    st.session_state.setdefault(key, value)
    return int(
        st.slider(
            label,
            allowed[0],
            allowed[-1],
            key=key,
            on_change=_changed,
            args=(lever, frame.language),
            help=explanation,
        )
    )


def _evidence(frame: Frame, lever: Lever, sources: Mapping[str, Source]) -> None:
    intervention, tr = lever.intervention, frame.tr
    st.markdown(noted(frame, intervention.mechanism_zh, intervention.mechanism_en))
    for parameter in (*(e.size for e in intervention.effects), intervention.cost_per_person):
        value = amount(frame, parameter.value, parameter.unit)
        spread = tr("80% range {range}", range=parameter_range(frame, parameter))
        st.markdown(
            f"**{tr.name(parameter)}** {grade_badge(frame, parameter.grade)}  \n{value} · {spread}"
        )
        st.caption(noted(frame, parameter.note_zh, parameter.note_en))
        for source in parameter.source_ids:
            st.caption(source_link(sources[source], frame.language))
    most = format_quantity(lever.ceiling, Unit.PERSONS_PER_YEAR, frame.language)
    st.markdown(tr("At most {value} can be reached.", value=most))
    st.caption(noted(frame, intervention.ceiling_note_zh, intervention.ceiling_note_en))
    actors = noted(frame, intervention.actors_zh, intervention.actors_en)
    st.caption(
        tr(
            "Who acts: {actors} · Paper, section {section}",
            actors=actors,
            section=intervention.paper_section,
        )
    )


def _changed(lever: Lever, language: Language) -> None:
    """Write what the four controls say into the address."""
    setting, state = setting_of(lever), st.session_state
    factor = _UNITS[language][0]
    reach = round(state.get(_key(lever, f"reach.{language}"), setting.reach / factor) * factor)
    lag = lever.intervention.lag_years if setting.lag_years is None else setting.lag_years
    start = state.get(_key(lever, "start"), setting.start_year)
    ramp = state.get(_key(lever, "ramp"), setting.ramp_years)
    accept(lever.intervention.id)
    lag = state.get(_key(lever, "lag"), lag)
    view.choose(lever.intervention.id, f"{reach}-{start}-{ramp}-{lag}")


def _key(lever: Lever, part: str) -> str:
    return f"{widget_key(lever.intervention.id)}.{lever.place}.{part}"


def _step(ceiling: float) -> float:
    """A round step, 1, 2 or 5 × 10ⁿ persons, that divides the way to the ceiling finely enough."""
    rough = max(ceiling / _STEPS, 1.0)
    magnitude = 10.0 ** np.floor(np.log10(rough))
    return float(next(m * magnitude for m in (1, 2, 5, 10) if m * magnitude >= rough * 0.999))
