"""Show the control of one lever: a slider for its size; timing, levels and evidence in popovers."""

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
from pages.widgets.labels import amount, grade_badge, localised, parameter_range, source_link
from reporting.format.i18n import Language, message
from reporting.format.numbers import format_quantity
from reporting.words.plausibility import warning_text

_MONEY = {Language.ZH: (1e8, "亿元"), Language.EN: (1e6, "million yuan")}
_SLIDER_DIGITS = 9  # decimals of a slider limit, base units
AMBITION_NAMES = (message("Start"), message("Steady"), message("Ambitious"), message("Utmost"))


def show_lever(editor: ScenarioEditor, name: str) -> None:
    """Show a lever; the contents of its popovers are made only when they are opened.

    Args:
        editor: the scenario editor.
        name: id of the intervention.
    """
    locale, state = editor.locale, editor.state()
    lever = next(lever for lever in state.levers if lever.id == name)
    tr, setting = locale.tr, setting_of(lever)
    with st.container(border=True, key=f"lever.{lever.id}", gap="xxsmall"):
        _show_slider(editor, lever, setting)
        with st.container(horizontal=True, gap="small", vertical_alignment="center"):
            st.markdown(_badges(locale, lever, setting), width="content")
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
            st.caption(
                f":material/warning: {warning_text(warning, _interventions_by_id(lever), tr)}"
            )
        show_rejected(locale, lever.id, tr("the setting of the ready scenario"))
    if timing.open:
        with timing:
            _show_exact_controls(editor, lever, setting)
    if about.open:
        with about:
            _show_evidence(locale, lever, known_sources(editor.warehouse))


def level_name(locale: Locale, intervention: Intervention, level: int) -> str:
    """Return the name of a level of ambition."""
    named = intervention.levels
    own = named.names_zh if locale.language is Language.ZH else named.names_en
    return own[level] if own else locale.tr(AMBITION_NAMES[level])


def _interventions_by_id(lever: Lever) -> dict[str, Intervention]:
    return {lever.id: lever.intervention}


def _show_slider(editor: ScenarioEditor, lever: Lever, setting: Setting) -> None:
    """Show the slider. Its numbers are base units; it writes the size in the unit of the language."""
    language, intervention, step = editor.locale.language, lever.intervention, lever.step
    factor, unit = size_factor(lever.unit, language), size_unit(lever.unit, language)
    low = round(np.floor(lever.floor / step) * step, _SLIDER_DIGITS)
    high = round(max(np.ceil(lever.ceiling / step - 1e-9) * step, step), _SLIDER_DIGITS)
    key = f"slider.{lever.id}.{lever.place}.{language}"
    slider(
        key=key,
        data={
            "lever": lever.id,
            "label": f"{editor.locale.tr.name(intervention)} ({unit})",
            "about": localised(editor.locale, intervention.mechanism_zh, intervention.mechanism_en),
            "unit": unit,
            "language": document.TAGS[language],
            "factor": factor,
            "decimals": max(0, -int(np.floor(np.log10(step / factor) + 1e-9))),
            "low": float(low),
            "high": float(high),
            "step": step,
            "value": min(setting.reach, float(high)),
            "turn": _last_rest(key).get("turn"),
            "preview": f"{PREVIEWS}/{visit()}",
        },
        on_rested_change=partial(_on_rest, editor, lever, key),
    )


def _last_rest(key: str) -> dict[str, float]:
    """Return size and turn of a slider when it last came to rest; empty before its first move."""
    return (st.session_state.get(key) or {}).get("rested") or {}


def _badges(locale: Locale, lever: Lever, setting: Setting) -> str:
    """Return badges: level reached, grade of evidence, and whether the lever was changed."""
    level = _level_reached(lever, setting.reach)
    reached = f":gray-badge[{level_name(locale, lever.intervention, level)}]" if level >= 0 else ""
    changed = ":material/edit:" if url_state.get(lever.id) is not None else ""
    grade = grade_badge(locale, lever.intervention.effects[0].size.grade)
    return " ".join(filter(None, (reached, grade, changed)))


def _level_reached(lever: Lever, reach: float) -> int:
    """Return the highest level of ambition that a size reaches, −1 below the first."""
    if reach == 0:
        return -1
    near = lever.step / 2
    return sum(1 for size in lever.levels if reach >= size - near) - 1


def _show_exact_controls(editor: ScenarioEditor, lever: Lever, setting: Setting) -> None:
    """Show levels of ambition, exact size, timing and the reset button."""
    tr, intervention = editor.locale.tr, lever.intervention
    _show_levels(editor, lever, setting)
    _show_exact_size(editor, lever, setting)
    years, ramps = lever.years, range(LONGEST_RAMP + 1)
    _show_year_slider(editor, lever, "start_year", tr("First intake"), years, setting.start_year)
    _show_year_slider(
        editor, lever, "ramp_years", tr("Years to full size"), ramps, setting.ramp_years
    )
    _show_year_slider(
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
    _show_last_intake(editor, lever, setting)
    if url_state.get(lever.id) is not None:
        st.button(
            tr("Reset"),
            icon=":material/undo:",
            key=f"reset.{lever.id}",
            on_click=editor.reset,
            args=(lever,),
        )


def _show_levels(editor: ScenarioEditor, lever: Lever, setting: Setting) -> None:
    """Show the levels of ambition with their explanation."""
    locale, intervention = editor.locale, lever.intervention
    key = _key(lever, f"level.{locale.language}")
    level = _level_reached(lever, setting.reach)
    exact = level >= 0 and abs(setting.reach - lever.levels[level]) <= lever.step / 2
    synchronise(key, level if exact else None)
    st.segmented_control(
        locale.tr("Level of ambition"),
        range(len(lever.levels)),
        format_func=lambda place: level_name(locale, intervention, place),
        key=key,
        on_change=_on_level,
        args=(editor, lever, key),
    )
    st.caption(localised(locale, intervention.levels.note_zh, intervention.levels.note_en))


def _show_exact_size(editor: ScenarioEditor, lever: Lever, setting: Setting) -> None:
    people = lever.unit is Unit.PERSONS_PER_YEAR
    factor = 1.0 if people else 0.01
    cost = lever.intervention.cost_per_person
    if cost is not None:
        _show_money_box(editor, lever, setting, cost)
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
        on_change=_on_exact_size,
        args=(editor, lever, key, factor),
    )


def _show_money_box(
    editor: ScenarioEditor, lever: Lever, setting: Setting, cost: Parameter
) -> None:
    """Show the size as yuan a year at full size, by the cost of one person."""
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
        on_change=_on_money,
        args=(editor, lever, key, factor / cost.mean),
        help=tr(
            "At {cost} for each person reached: the mean over the documented range, as in all costs.",
            cost=amount(locale, cost.mean, cost.unit),
        ),
    )


def _show_year_slider(
    editor: ScenarioEditor,
    lever: Lever,
    field: str,
    label: str,
    allowed: range,
    value: int,
    explanation: str | None = None,
) -> None:
    """Show a slider over whole years; a caption where only one value is allowed."""
    if len(allowed) == 1:
        st.caption(f"{label}: {allowed[0]}", help=explanation)
        return
    key = _key(lever, field)
    synchronise(key, value)
    st.slider(
        label,
        allowed[0],
        allowed[-1],
        key=key,
        on_change=_on_timing,
        args=(editor, lever, key, field),
        help=explanation,
    )


def _show_last_intake(editor: ScenarioEditor, lever: Lever, setting: Setting) -> None:
    """Show the slider for the last intake; its last position means that there is none."""
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
        on_change=_on_timing,
        args=(editor, lever, key, "end_year"),
    )


def _show_evidence(locale: Locale, lever: Lever, sources: Mapping[str, Source]) -> None:
    intervention, tr = lever.intervention, locale.tr
    st.markdown(localised(locale, intervention.mechanism_zh, intervention.mechanism_en))
    ceiling = f"{lever.id}.ceiling"
    for name, parameter in intervention_parameters(intervention).items():
        if name == ceiling:
            continue
        value = amount(locale, parameter.value, parameter.unit)
        spread = tr("80% range {range}", range=parameter_range(locale, parameter))
        st.markdown(
            f"**{tr.name(parameter)}** {grade_badge(locale, parameter.grade)}  \n{value} · {spread}"
        )
        st.caption(localised(locale, parameter.note_zh, parameter.note_en))
        for source in parameter.source_ids:
            st.caption(source_link(sources[source], locale.language))
    most = format_quantity(lever.ceiling, lever.unit, locale.language)
    st.markdown(tr("At most {value} can be reached.", value=most))
    st.caption(localised(locale, intervention.ceiling_note_zh, intervention.ceiling_note_en))
    if intervention.precedent:
        _show_precedent(locale, intervention.precedent, sources)
    actors = localised(locale, intervention.actors_zh, intervention.actors_en)
    st.caption(
        tr(
            "Who acts: {actors} · Paper, section {section}",
            actors=actors,
            section=intervention.paper_section,
        )
    )


def _show_precedent(locale: Locale, precedent: Precedent, sources: Mapping[str, Source]) -> None:
    tr = locale.tr
    done = format_quantity(precedent.reach, Unit.PERSONS_PER_YEAR, locale.language)
    st.markdown(
        tr("The most so far, whole nation: {value} ({what}).", value=done, what=tr.name(precedent))
    )
    st.caption(localised(locale, precedent.note_zh, precedent.note_en))
    for source in precedent.source_ids:
        st.caption(source_link(sources[source], locale.language))


def _on_rest(editor: ScenarioEditor, lever: Lever, key: str) -> None:
    """Store the size at which the slider has come to rest."""
    reach = float(_last_rest(key)["size"])
    editor.move(lever, replace(setting_of(lever), reach=reach))


def _on_exact_size(editor: ScenarioEditor, lever: Lever, key: str, factor: float) -> None:
    """Store the size typed into the box."""
    reach = float(st.session_state[key]) * factor
    editor.move(lever, replace(setting_of(lever), reach=reach))


def _on_money(editor: ScenarioEditor, lever: Lever, key: str, people: float) -> None:
    """Store the number of whole people that the money pays for."""
    reach = float(np.floor(float(st.session_state[key]) * people + 1e-6))
    editor.move(lever, replace(setting_of(lever), reach=reach))


def _on_level(editor: ScenarioEditor, lever: Lever, key: str) -> None:
    """Store the size of the level chosen, 0 when the choice was taken back."""
    level = st.session_state[key]
    reach = 0.0 if level is None else lever.levels[level]
    editor.move(lever, replace(setting_of(lever), reach=reach))


def _on_timing(editor: ScenarioEditor, lever: Lever, key: str, field: str) -> None:
    """Store a new year; an end before the new start is removed."""
    setting, value = setting_of(lever), st.session_state[key]
    ends_early = field == "start_year" and setting.end_year is not None and setting.end_year < value
    if ends_early:
        setting = replace(setting, end_year=None)
    changes: dict[str, int | None] = {field: value}
    editor.move(lever, replace(setting, **changes))  # type: ignore[arg-type]  # one field, by its name


def _key(lever: Lever, control: str) -> str:
    return f"{widget_key(lever.id)}.{lever.place}.{control}"
