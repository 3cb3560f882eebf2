"""The control of one lever: its size as a slider, and behind it timing, levels and evidence."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import partial

import numpy as np
import streamlit as st

from forecasting.core.parameters import Parameter
from forecasting.core.series import Source, Unit
from forecasting.model.assumptions import lever_parameters
from forecasting.model.interventions import Intervention, Precedent, Setting
from pages.cache.database import known_sources
from pages.components import lever as slider
from pages.scenario_state.editor import Bench
from pages.scenario_state.lever_settings import (
    LONGEST_RAMP,
    Lever,
    setting_of,
    size_factor,
    size_unit,
)
from pages.shell import document, url_state
from pages.shell.frame import Frame
from pages.shell.routes import PREVIEWS, visit
from pages.shell.url_controls import show_rejected, synchronise, widget_key
from pages.widgets.labels import amount, grade_badge, noted, parameter_range, source_link
from reporting.format.i18n import Language, message
from reporting.format.numbers import format_quantity
from reporting.words.plausibility import warning

_MONEY = {Language.ZH: (1e8, "亿元"), Language.EN: (1e6, "million yuan")}
LEVELS = (message("Start"), message("Steady"), message("Ambitious"), message("Utmost"))


def lever_block(bench: Bench, name: str) -> None:
    """Show a lever. What stands behind its buttons is made only when they are opened.

    Args:
        bench: on which the lever is one.
        name: id of its intervention.
    """
    frame, standing = bench.frame, bench.standing()
    lever = next(lever for lever in standing.levers if lever.id == name)
    tr, setting = frame.tr, setting_of(lever)
    with st.container(border=True, key=f"lever.{lever.id}", gap="xxsmall"):
        _size(bench, lever, setting)
        with st.container(horizontal=True, gap="small", vertical_alignment="center"):
            st.markdown(_marks(frame, lever, setting), width="content")
            timing = st.popover(
                tr("Set exactly"),
                icon=":material/tune:",
                type="tertiary",
                key=f"timing.{lever.id}",
                on_change="rerun",
            )
            about = st.popover(
                tr("About"),
                icon=":material/fact_check:",
                type="tertiary",
                key=f"why.{lever.id}",
                on_change="rerun",
            )
        for doubt in standing.doubts_of(name):
            st.caption(f":material/warning: {warning(doubt, _known(lever), tr)}")
        show_rejected(frame, lever.id, tr("the setting of the ready scenario"))
    if timing.open:
        with timing:
            _exactly(bench, lever, setting)
    if about.open:
        with about:
            _about(frame, lever, known_sources(bench.warehouse))


def level_name(frame: Frame, intervention: Intervention, level: int) -> str:
    """What a level of ambition is called."""
    named = intervention.levels
    own = named.names_zh if frame.language is Language.ZH else named.names_en
    return own[level] if own else frame.tr(LEVELS[level])


def _known(lever: Lever) -> dict[str, Intervention]:
    return {lever.id: lever.intervention}


def _size(bench: Bench, lever: Lever, setting: Setting) -> None:
    language, intervention = bench.frame.language, lever.intervention
    factor, unit = size_factor(lever.unit, language), size_unit(lever.unit, language)
    step = lever.step / factor
    decimals = max(0, -int(np.floor(np.log10(step) + 1e-9)))
    low = round(np.floor(lever.floor / factor / step) * step, decimals)
    high = round(max(np.ceil(lever.ceiling / factor / step - 1e-9) * step, step), decimals)
    key = f"slider.{lever.id}.{lever.place}.{language}"
    slider(
        key=key,
        data={
            "lever": lever.id,
            "label": f"{bench.frame.tr.name(intervention)} ({unit})",
            "about": noted(bench.frame, intervention.mechanism_zh, intervention.mechanism_en),
            "unit": unit,
            "language": document.TAGS[language],
            "decimals": decimals,
            "low": float(low),
            "high": float(high),
            "step": float(step),
            "value": min(setting.reach / factor, float(high)),
            "turn": _rest(key).get("turn"),
            "preview": f"{PREVIEWS}/{visit()}",
        },
        on_rested_change=partial(_rested, bench, lever, key, factor),
    )


def _rest(key: str) -> dict[str, float]:
    """Where a slider last came to rest, and at which turn; nothing before its first move."""
    return (st.session_state.get(key) or {}).get("rested") or {}


def _marks(frame: Frame, lever: Lever, setting: Setting) -> str:
    """The level that is reached, how good the evidence is, and whether the lever was moved."""
    level = _level(lever, setting.reach)
    reached = f":gray-badge[{level_name(frame, lever.intervention, level)}]" if level >= 0 else ""
    changed = ":material/edit:" if url_state.chosen(lever.id) is not None else ""
    grade = grade_badge(frame, lever.intervention.effects[0].size.grade)
    return " ".join(part for part in (reached, grade, changed) if part)


def _level(lever: Lever, reach: float) -> int:
    """The highest level of ambition that a size reaches; −1 below the first and for no change."""
    if reach == 0:
        return -1
    near = lever.step / 2
    return sum(1 for size in lever.levels if reach >= size - near) - 1


def _exactly(bench: Bench, lever: Lever, setting: Setting) -> None:
    """Levels of ambition, the exact size, the timing and the way back."""
    tr, intervention = bench.frame.tr, lever.intervention
    _ambition(bench, lever, setting)
    _exact_size(bench, lever, setting)
    years, ramps = lever.years, range(LONGEST_RAMP + 1)
    _whole(bench, lever, "start_year", tr("First intake"), years, setting.start_year)
    _whole(bench, lever, "ramp_years", tr("Years to full size"), ramps, setting.ramp_years)
    _whole(
        bench,
        lever,
        "lag_years",
        tr("Training lag (years)"),
        range(intervention.lag_low, intervention.lag_high + 1),
        intervention.lag_in(setting),
        tr(
            "Years from the first intake to the first effect: whoever starts training today reaches "
            "the labour market only then. Growing digital talent takes 3 to 10 years."
        ),
    )
    _end(bench, lever, setting)
    if url_state.chosen(lever.id) is not None:
        st.button(
            tr("Reset"),
            icon=":material/undo:",
            key=f"reset.{lever.id}",
            on_click=bench.take_back,
            args=(lever,),
        )


def _ambition(bench: Bench, lever: Lever, setting: Setting) -> None:
    """Named levels; what they mean stands below."""
    frame, intervention = bench.frame, lever.intervention
    key = _key(lever, f"level.{frame.language}")
    level = _level(lever, setting.reach)
    exact = level >= 0 and abs(setting.reach - lever.levels[level]) <= lever.step / 2
    synchronise(key, level if exact else None)
    st.segmented_control(
        frame.tr("Level of ambition"),
        range(len(lever.levels)),
        format_func=lambda place: level_name(frame, intervention, place),
        key=key,
        on_change=_to_level,
        args=(bench, lever, key),
    )
    st.caption(noted(frame, intervention.levels.note_zh, intervention.levels.note_en))


def _exact_size(bench: Bench, lever: Lever, setting: Setting) -> None:
    people = lever.unit is Unit.PERSONS_PER_YEAR
    factor = 1.0 if people else 0.01
    cost = lever.intervention.cost_per_person
    if cost is not None:
        _money(bench, lever, setting, cost)
    key = _key(lever, "exact")
    synchronise(key, setting.reach / factor)
    tr = bench.frame.tr
    st.number_input(
        tr("Exact size (people a year)") if people else tr("Exact size (points of growth a year)"),
        min_value=float(lever.floor / factor),
        max_value=max(float(lever.ceiling / factor), setting.reach / factor),
        step=1.0 if people else 0.01,
        format="%.0f" if people else "%.2f",
        key=key,
        on_change=_resized,
        args=(bench, lever, key, factor),
    )


def _money(bench: Bench, lever: Lever, setting: Setting, cost: Parameter) -> None:
    """The same size as money a year at full size, by the cost of a person."""
    frame = bench.frame
    tr, (factor, unit) = frame.tr, _MONEY[frame.language]
    key = _key(lever, f"money.{frame.language}")
    synchronise(key, setting.reach * cost.mean / factor)
    st.number_input(
        tr("Money a year ({unit})", unit=unit),
        min_value=0.0,
        max_value=max(lever.ceiling, setting.reach) * cost.mean / factor,
        step=1.0,
        format="%.2f",
        key=key,
        on_change=_paid,
        args=(bench, lever, key, factor / cost.mean),
        help=tr(
            "At {cost} for each person reached: the mean over the documented range, as in all costs.",
            cost=amount(frame, cost.mean, cost.unit),
        ),
    )


def _whole(
    bench: Bench,
    lever: Lever,
    part: str,
    label: str,
    allowed: range,
    value: int,
    explanation: str | None = None,
) -> None:
    """A slider over whole years; where only one is allowed, it is just stated."""
    if len(allowed) == 1:
        st.caption(f"{label}: {allowed[0]}", help=explanation)
        return
    key = _key(lever, part)
    synchronise(key, value)
    st.slider(
        label,
        allowed[0],
        allowed[-1],
        key=key,
        on_change=_changed,
        args=(bench, lever, key, part),
        help=explanation,
    )


def _end(bench: Bench, lever: Lever, setting: Setting) -> None:
    """The last intake; the last year of the slider means that it goes on."""
    tr, key = bench.frame.tr, _key(lever, "end_year")
    last = lever.years[-1]
    if setting.start_year >= last:
        return
    options = [*range(setting.start_year, last), None]
    synchronise(key, setting.end_year if setting.end_year in options else None)
    st.select_slider(
        tr("Last intake"),
        options,
        format_func=lambda year: tr("goes on") if year is None else str(year),
        key=key,
        on_change=_changed,
        args=(bench, lever, key, "end_year"),
    )


def _about(frame: Frame, lever: Lever, sources: Mapping[str, Source]) -> None:
    intervention, tr = lever.intervention, frame.tr
    st.markdown(noted(frame, intervention.mechanism_zh, intervention.mechanism_en))
    ceiling = f"{lever.id}.ceiling"
    for name, parameter in lever_parameters(intervention).items():
        if name == ceiling:
            continue
        value = amount(frame, parameter.value, parameter.unit)
        spread = tr("80% range {range}", range=parameter_range(frame, parameter))
        st.markdown(
            f"**{tr.name(parameter)}** {grade_badge(frame, parameter.grade)}  \n{value} · {spread}"
        )
        st.caption(noted(frame, parameter.note_zh, parameter.note_en))
        for source in parameter.source_ids:
            st.caption(source_link(sources[source], frame.language))
    most = format_quantity(lever.ceiling, lever.unit, frame.language)
    st.markdown(tr("At most {value} can be reached.", value=most))
    st.caption(noted(frame, intervention.ceiling_note_zh, intervention.ceiling_note_en))
    if intervention.precedent:
        _precedent(frame, intervention.precedent, sources)
    actors = noted(frame, intervention.actors_zh, intervention.actors_en)
    st.caption(
        tr(
            "Who acts: {actors} · Paper, section {section}",
            actors=actors,
            section=intervention.paper_section,
        )
    )


def _precedent(frame: Frame, precedent: Precedent, sources: Mapping[str, Source]) -> None:
    tr = frame.tr
    done = format_quantity(precedent.reach, Unit.PERSONS_PER_YEAR, frame.language)
    st.markdown(
        tr("The most so far, whole nation: {value} ({what}).", value=done, what=tr.name(precedent))
    )
    st.caption(noted(frame, precedent.note_zh, precedent.note_en))
    for source in precedent.source_ids:
        st.caption(source_link(sources[source], frame.language))


def _rested(bench: Bench, lever: Lever, key: str, factor: float) -> None:
    """The slider has come to rest."""
    reach = float(_rest(key)["size"]) * factor
    bench.move(lever, replace(setting_of(lever), reach=reach))


def _resized(bench: Bench, lever: Lever, key: str, factor: float) -> None:
    """The size has been moved."""
    reach = float(st.session_state[key]) * factor
    bench.move(lever, replace(setting_of(lever), reach=reach))


def _paid(bench: Bench, lever: Lever, key: str, people: float) -> None:
    """The money has been set: as many whole people as it pays for."""
    reach = float(np.floor(float(st.session_state[key]) * people + 1e-6))
    bench.move(lever, replace(setting_of(lever), reach=reach))


def _to_level(bench: Bench, lever: Lever, key: str) -> None:
    """A level has been chosen; taken back, the lever returns to nothing."""
    level = st.session_state[key]
    reach = 0.0 if level is None else lever.levels[level]
    bench.move(lever, replace(setting_of(lever), reach=reach))


def _changed(bench: Bench, lever: Lever, key: str, part: str) -> None:
    """One of the years has been moved; a measure that would end before it starts goes on."""
    setting, value = setting_of(lever), st.session_state[key]
    ends_early = part == "start_year" and setting.end_year is not None and setting.end_year < value
    if ends_early:
        setting = replace(setting, end_year=None)
    changes: dict[str, int | None] = {part: value}
    bench.move(lever, replace(setting, **changes))  # type: ignore[arg-type]  # one field, by its name


def _key(lever: Lever, part: str) -> str:
    return f"{widget_key(lever.id)}.{lever.place}.{part}"
