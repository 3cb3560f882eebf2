"""The control of one lever: its size as a slider, and behind it timing, levels and evidence."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import partial

import numpy as np
import streamlit as st

from forecasting.core.parameters import Parameter
from forecasting.core.series import Source, Unit
from forecasting.model.assumptions import intervention_parameters
from forecasting.model.interventions import Intervention, Precedent, Setting
from pages.cache.database import known_sources
from pages.components import lever as slider
from pages.scenario_state.editor import ScenarioEditor
from pages.scenario_state.lever_settings import (
    LONGEST_RAMP,
    Lever,
    setting_of,
    size_factor,
    size_unit,
)
from pages.shell import document, url_state
from pages.shell.locale import Locale
from pages.shell.routes import PREVIEWS, visit
from pages.shell.url_controls import show_rejected, synchronise, widget_key
from pages.widgets.labels import amount, grade_badge, noted, parameter_range, source_link
from reporting.format.i18n import Language, message
from reporting.format.numbers import format_quantity
from reporting.words.plausibility import warning_text

_MONEY = {Language.ZH: (1e8, "亿元"), Language.EN: (1e6, "million yuan")}
AMBITION_NAMES = (message("Start"), message("Steady"), message("Ambitious"), message("Utmost"))


def lever_block(editor: ScenarioEditor, name: str) -> None:
    """Show a lever. The content of its buttons is made only when they are opened.

    Args:
        editor: on which the lever is one.
        name: id of its intervention.
    """
    locale, state = editor.locale, editor.state()
    lever = next(lever for lever in state.levers if lever.id == name)
    tr, setting = locale.tr, setting_of(lever)
    with st.container(border=True, key=f"lever.{lever.id}", gap="xxsmall"):
        _size(editor, lever, setting)
        with st.container(horizontal=True, gap="small", vertical_alignment="center"):
            st.markdown(_marks(locale, lever, setting), width="content")
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
        for warning in state.warnings_of(name):
            st.caption(f":material/warning: {warning_text(warning, _known(lever), tr)}")
        show_rejected(locale, lever.id, tr("the setting of the ready scenario"))
    if timing.open:
        with timing:
            _exactly(editor, lever, setting)
    if about.open:
        with about:
            _about(locale, lever, known_sources(editor.warehouse))


def level_name(locale: Locale, intervention: Intervention, level: int) -> str:
    """What a level of ambition is called."""
    named = intervention.levels
    own = named.names_zh if locale.language is Language.ZH else named.names_en
    return own[level] if own else locale.tr(AMBITION_NAMES[level])


def _known(lever: Lever) -> dict[str, Intervention]:
    return {lever.id: lever.intervention}


def _size(editor: ScenarioEditor, lever: Lever, setting: Setting) -> None:
    language, intervention = editor.locale.language, lever.intervention
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
            "label": f"{editor.locale.tr.name(intervention)} ({unit})",
            "about": noted(editor.locale, intervention.mechanism_zh, intervention.mechanism_en),
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
        on_rested_change=partial(_rested, editor, lever, key, factor),
    )


def _rest(key: str) -> dict[str, float]:
    """Where a slider last came to rest, and at which turn; nothing before its first move."""
    return (st.session_state.get(key) or {}).get("rested") or {}


def _marks(locale: Locale, lever: Lever, setting: Setting) -> str:
    """The level that is reached, how good the evidence is, and whether the lever was moved."""
    level = _level(lever, setting.reach)
    reached = f":gray-badge[{level_name(locale, lever.intervention, level)}]" if level >= 0 else ""
    changed = ":material/edit:" if url_state.chosen(lever.id) is not None else ""
    grade = grade_badge(locale, lever.intervention.effects[0].size.grade)
    return " ".join(fragment for fragment in (reached, grade, changed) if fragment)


def _level(lever: Lever, reach: float) -> int:
    """The highest level of ambition that a size reaches; −1 below the first and for no change."""
    if reach == 0:
        return -1
    near = lever.step / 2
    return sum(1 for size in lever.levels if reach >= size - near) - 1


def _exactly(editor: ScenarioEditor, lever: Lever, setting: Setting) -> None:
    """Levels of ambition, the exact size, the timing and the way back."""
    tr, intervention = editor.locale.tr, lever.intervention
    _ambition(editor, lever, setting)
    _exact_size(editor, lever, setting)
    years, ramps = lever.years, range(LONGEST_RAMP + 1)
    _whole(editor, lever, "start_year", tr("First intake"), years, setting.start_year)
    _whole(editor, lever, "ramp_years", tr("Years to full size"), ramps, setting.ramp_years)
    _whole(
        editor,
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
    _end(editor, lever, setting)
    if url_state.chosen(lever.id) is not None:
        st.button(
            tr("Reset"),
            icon=":material/undo:",
            key=f"reset.{lever.id}",
            on_click=editor.take_back,
            args=(lever,),
        )


def _ambition(editor: ScenarioEditor, lever: Lever, setting: Setting) -> None:
    """Draw the named levels, with their meaning below."""
    locale, intervention = editor.locale, lever.intervention
    key = _key(lever, f"level.{locale.language}")
    level = _level(lever, setting.reach)
    exact = level >= 0 and abs(setting.reach - lever.levels[level]) <= lever.step / 2
    synchronise(key, level if exact else None)
    st.segmented_control(
        locale.tr("Level of ambition"),
        range(len(lever.levels)),
        format_func=lambda place: level_name(locale, intervention, place),
        key=key,
        on_change=_to_level,
        args=(editor, lever, key),
    )
    st.caption(noted(locale, intervention.levels.note_zh, intervention.levels.note_en))


def _exact_size(editor: ScenarioEditor, lever: Lever, setting: Setting) -> None:
    people = lever.unit is Unit.PERSONS_PER_YEAR
    factor = 1.0 if people else 0.01
    cost = lever.intervention.cost_per_person
    if cost is not None:
        _money(editor, lever, setting, cost)
    key = _key(lever, "exact")
    synchronise(key, setting.reach / factor)
    tr = editor.locale.tr
    st.number_input(
        tr("Exact size (people a year)") if people else tr("Exact size (points of growth a year)"),
        min_value=float(lever.floor / factor),
        max_value=max(float(lever.ceiling / factor), setting.reach / factor),
        step=1.0 if people else 0.01,
        format="%.0f" if people else "%.2f",
        key=key,
        on_change=_resized,
        args=(editor, lever, key, factor),
    )


def _money(editor: ScenarioEditor, lever: Lever, setting: Setting, cost: Parameter) -> None:
    """The same size as money a year at full size, by the cost of a person."""
    locale = editor.locale
    tr, (factor, unit) = locale.tr, _MONEY[locale.language]
    key = _key(lever, f"money.{locale.language}")
    synchronise(key, setting.reach * cost.mean / factor)
    st.number_input(
        tr("Money a year ({unit})", unit=unit),
        min_value=0.0,
        max_value=max(lever.ceiling, setting.reach) * cost.mean / factor,
        step=1.0,
        format="%.2f",
        key=key,
        on_change=_paid,
        args=(editor, lever, key, factor / cost.mean),
        help=tr(
            "At {cost} for each person reached: the mean over the documented range, as in all costs.",
            cost=amount(locale, cost.mean, cost.unit),
        ),
    )


def _whole(
    editor: ScenarioEditor,
    lever: Lever,
    fragment: str,
    label: str,
    allowed: range,
    value: int,
    explanation: str | None = None,
) -> None:
    """A slider over whole years; where only one is allowed, it is just stated."""
    if len(allowed) == 1:
        st.caption(f"{label}: {allowed[0]}", help=explanation)
        return
    key = _key(lever, fragment)
    synchronise(key, value)
    st.slider(
        label,
        allowed[0],
        allowed[-1],
        key=key,
        on_change=_changed,
        args=(editor, lever, key, fragment),
        help=explanation,
    )


def _end(editor: ScenarioEditor, lever: Lever, setting: Setting) -> None:
    """The last intake; the last year of the slider means that it goes on."""
    tr, key = editor.locale.tr, _key(lever, "end_year")
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
        args=(editor, lever, key, "end_year"),
    )


def _about(locale: Locale, lever: Lever, sources: Mapping[str, Source]) -> None:
    intervention, tr = lever.intervention, locale.tr
    st.markdown(noted(locale, intervention.mechanism_zh, intervention.mechanism_en))
    ceiling = f"{lever.id}.ceiling"
    for name, parameter in intervention_parameters(intervention).items():
        if name == ceiling:
            continue
        value = amount(locale, parameter.value, parameter.unit)
        spread = tr("80% range {range}", range=parameter_range(locale, parameter))
        st.markdown(
            f"**{tr.name(parameter)}** {grade_badge(locale, parameter.grade)}  \n{value} · {spread}"
        )
        st.caption(noted(locale, parameter.note_zh, parameter.note_en))
        for source in parameter.source_ids:
            st.caption(source_link(sources[source], locale.language))
    most = format_quantity(lever.ceiling, lever.unit, locale.language)
    st.markdown(tr("At most {value} can be reached.", value=most))
    st.caption(noted(locale, intervention.ceiling_note_zh, intervention.ceiling_note_en))
    if intervention.precedent:
        _precedent(locale, intervention.precedent, sources)
    actors = noted(locale, intervention.actors_zh, intervention.actors_en)
    st.caption(
        tr(
            "Who acts: {actors} · Paper, section {section}",
            actors=actors,
            section=intervention.paper_section,
        )
    )


def _precedent(locale: Locale, precedent: Precedent, sources: Mapping[str, Source]) -> None:
    tr = locale.tr
    done = format_quantity(precedent.reach, Unit.PERSONS_PER_YEAR, locale.language)
    st.markdown(
        tr("The most so far, whole nation: {value} ({what}).", value=done, what=tr.name(precedent))
    )
    st.caption(noted(locale, precedent.note_zh, precedent.note_en))
    for source in precedent.source_ids:
        st.caption(source_link(sources[source], locale.language))


def _rested(editor: ScenarioEditor, lever: Lever, key: str, factor: float) -> None:
    """The slider has come to rest."""
    reach = float(_rest(key)["size"]) * factor
    editor.move(lever, replace(setting_of(lever), reach=reach))


def _resized(editor: ScenarioEditor, lever: Lever, key: str, factor: float) -> None:
    """The size has been moved."""
    reach = float(st.session_state[key]) * factor
    editor.move(lever, replace(setting_of(lever), reach=reach))


def _paid(editor: ScenarioEditor, lever: Lever, key: str, people: float) -> None:
    """The money has been set: as many whole people as it pays for."""
    reach = float(np.floor(float(st.session_state[key]) * people + 1e-6))
    editor.move(lever, replace(setting_of(lever), reach=reach))


def _to_level(editor: ScenarioEditor, lever: Lever, key: str) -> None:
    """A level has been chosen; taken back, the lever returns to nothing."""
    level = st.session_state[key]
    reach = 0.0 if level is None else lever.levels[level]
    editor.move(lever, replace(setting_of(lever), reach=reach))


def _changed(editor: ScenarioEditor, lever: Lever, key: str, fragment: str) -> None:
    """One of the years has been moved; a measure that would end before it starts goes on."""
    setting, value = setting_of(lever), st.session_state[key]
    ends_early = (
        fragment == "start_year" and setting.end_year is not None and setting.end_year < value
    )
    if ends_early:
        setting = replace(setting, end_year=None)
    changes: dict[str, int | None] = {fragment: value}
    editor.move(lever, replace(setting, **changes))  # type: ignore[arg-type]  # one field, by its name


def _key(lever: Lever, fragment: str) -> str:
    return f"{widget_key(lever.id)}.{lever.place}.{fragment}"
