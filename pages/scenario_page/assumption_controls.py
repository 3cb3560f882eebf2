"""Show the assumptions: every parameter of the model can be opened and changed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from math import floor, log10
from typing import NoReturn

import streamlit as st

from data.store.warehouse import Warehouse
from forecasting.core.errors import ScenarioError
from forecasting.core.parameters import Parameter
from forecasting.model.assumptions import (
    CEILING,
    OVER_PEOPLE,
    assumed,
    bounds,
    known_parameters,
)
from forecasting.model.inputs import ModelInputs
from forecasting.model.interventions import Assumption
from pages.cache.database import known_sources
from pages.scenario_state.assumptions import read_assumption, reset_assumptions, set_assumption
from pages.shell import url_state
from pages.shell.fragments import rerun_page
from pages.shell.link_parameters import ASSUMED
from pages.shell.locale import Locale
from pages.shell.url_controls import rejections_of, reset_parameters, synchronise, widget_key
from pages.widgets.labels import grade_badge, localised, source_link
from pages.widgets.region_controls import Selection
from reporting.format.numbers import Scale, format_quantity, round_to, scale_for, with_unit
from reporting.words.assumptions import assumption_texts, facts_text, parameter_names, quantity_text

MODEL = "model"  # group of the parameters that belong to no lever
_GROUP, _FAULTS = "assume.group", "assume.faults"
_DIGITS = 4  # of a number in a control
_CERTAIN = "certain"


@dataclass(frozen=True)
class _Control:
    """The control of one parameter.

    Attributes:
        id: of the parameter, including those of levers.
        facts: the documented parameter.
        now: value, low and high as assumed, else as documented.
        scale: unit of the boxes.
    """

    id: str
    facts: Parameter
    now: Assumption
    scale: Scale

    @property
    def fields(self) -> tuple[str, ...]:
        """Fields that can be set; a ceiling has no range."""
        return ("value",) if self.id.endswith(CEILING) else ("value", "low", "high")

    def key(self, field: str) -> str:
        """Return the session key of the box of a field; the unit depends on the language."""
        return f"{widget_key(ASSUMED + self.id)}.{self.scale.language}.{field}"

    def shown(self, field: str) -> float:
        """Return the number of a field in the unit of its box."""
        return float(_exact(getattr(self.now, field)) / _exact(self.scale.factor))

    def in_model_units(self, shown: float) -> float:
        """Convert a number of the box to the unit of the model."""
        return float(_exact(shown) * _exact(self.scale.factor))


@dataclass(frozen=True)
class _Fault:
    """Rejected numbers; None when one of them is missing."""

    typed: Assumption | None


def show_assumptions(locale: Locale, warehouse: Warehouse, selection: Selection) -> None:
    """Show the changed assumptions, and every parameter in groups with its controls.

    Args:
        locale: language of the page.
        warehouse: the database, for the sources.
        selection: with documented inputs, without assumptions.
    """
    tr, inputs = locale.tr, selection.inputs
    _show_rejections(locale, inputs)
    changed = _changed(inputs)
    block = st.expander(
        _with_count(locale, tr("Assumptions"), len(changed)),
        key="assumptions",
        icon=":material/edit_note:",
        on_change="rerun",
    )
    if not block.open:
        return
    with block:
        st.markdown(
            tr(
                "Every number of the model can be replaced by an assumption. It changes the result"
                " and the baseline alike; the facts themselves stay unchanged."
            )
        )
        if changed:
            _show_changed(locale, inputs, changed)
        group = _show_group_select(locale, inputs, changed)
        for name, parameter in known_parameters(inputs).items():
            if _group(name) == group:
                _show_parameter(
                    locale, warehouse, _control(locale, name, parameter, changed.get(name))
                )


def _show_group_select(
    locale: Locale, inputs: ModelInputs, changed: Mapping[str, Assumption]
) -> str:
    """Show the choice of a group: the model or one lever; only its parameters are drawn."""
    tr = locale.tr
    groups = {MODEL: tr("Model")} | {n: tr.name(lever) for n, lever in inputs.interventions.items()}
    if st.session_state.get(_GROUP) not in groups:
        st.session_state[_GROUP] = MODEL
    counts = {group: sum(_group(name) == group for name in changed) for group in groups}
    return st.selectbox(
        tr("Show the numbers of"),
        list(groups),
        format_func=lambda group: _with_count(locale, groups[group], counts[group]),
        key=_GROUP,
        filter_mode=None,  # its "No results" is English only
    )


def _changed(inputs: ModelInputs) -> dict[str, Assumption]:
    known = known_parameters(inputs)
    chosen = url_state.get_with_prefix(ASSUMED)
    return {
        name: assumption
        for name in known
        if name in chosen and (assumption := read_assumption(name, chosen[name], known))
    }


def _show_rejections(locale: Locale, inputs: ModelInputs) -> None:
    """Show the assumptions of the link that cannot be used."""
    names = parameter_names(inputs, locale.tr)
    for name, text in rejections_of(ASSUMED).items():
        parameter = name.removeprefix(ASSUMED)
        st.warning(
            locale.tr(
                'The link assumes "{value}" for {name}, which cannot be used. The documented value '
                "stays.",
                value=text,
                name=names.get(parameter, f'"{parameter}"'),
            ),
            icon=":material/link_off:",
        )


def _group(name: str) -> str:
    group, dot, _ = name.partition(".")
    return group if dot else MODEL


def _with_count(locale: Locale, name: str, count: int) -> str:
    return locale.tr("{name} ({count} changed)", name=name, count=count) if count else name


def _show_changed(locale: Locale, inputs: ModelInputs, changed: Mapping[str, Assumption]) -> None:
    """Show the changed assumptions, each with a reset button."""
    tr = locale.tr
    for name, text in assumption_texts(tuple(changed.values()), inputs, tr).items():
        with st.container(horizontal=True, vertical_alignment="center", key=f"assumed.{name}"):
            st.markdown(f":material/edit: {text}", width="stretch")
            _show_reset_button(locale, name, f"assume.reset.{name}")
    st.button(
        tr("Reset all assumptions"),
        icon=":material/restart_alt:",
        key="assume.reset",
        on_click=_reset_all_assumptions,
    )


def _reset_assumption(name: str) -> NoReturn:
    """Return one parameter to its documented value."""
    st.session_state.get(_FAULTS, {}).pop(name, None)
    reset_parameters([ASSUMED + name])
    rerun_page()


def _reset_all_assumptions() -> NoReturn:
    reset_assumptions()
    rerun_page()


def _show_reset_button(locale: Locale, name: str, key: str) -> None:
    st.button(
        locale.tr("Reset"),
        icon=":material/undo:",
        key=key,
        on_click=_reset_assumption,
        args=(name,),
    )


def _control(locale: Locale, name: str, facts: Parameter, changed: Assumption | None) -> _Control:
    documented = Assumption(name, facts.value, facts.low, facts.high)
    scale = scale_for((facts.value or facts.high,), facts.unit, locale.language)
    return _Control(name, facts, changed or documented, scale)


def _show_parameter(locale: Locale, warehouse: Warehouse, control: _Control) -> None:
    """Show a line with name, value and grade; its contents are drawn only when it is opened."""
    tr, now = locale.tr, control.now
    changed = url_state.get(ASSUMED + control.id) is not None
    value = quantity_text(now.value, now.low, now.high, control.facts, tr)
    heading = [
        f"**{tr.name(control.facts)}**",
        value,
        grade_badge(locale, control.facts.grade),
        f":orange-badge[:material/edit: {tr('Changed')}]" if changed else "",
    ]
    line = st.expander(
        " ".join(filter(None, heading)), key=f"assume.open.{control.id}", on_change="rerun"
    )
    if line.open:
        with line:
            _show_parameter_details(locale, warehouse, control, changed=changed)


def _show_parameter_details(
    locale: Locale, warehouse: Warehouse, control: _Control, *, changed: bool
) -> None:
    tr, facts = locale.tr, control.facts
    _show_form(locale, control)
    fault = st.session_state.get(_FAULTS, {}).get(control.id)
    if fault:
        st.error(_fault_text(locale, control, fault), icon=":material/error:")
    if changed:
        _show_reset_button(locale, control.id, f"assume.back.{control.id}")
    st.markdown(tr("Documented: {value}", value=facts_text(facts, tr)))
    st.caption(localised(locale, facts.note_zh, facts.note_en))
    sources = known_sources(warehouse)
    for source in facts.source_ids:
        st.caption(source_link(sources[source], locale.language))


def _show_form(locale: Locale, control: _Control) -> None:
    """Show the form for value, range and certainty, which take effect together."""
    tr = locale.tr
    labels = {"value": tr("Value"), "low": tr("Lower end, 10%"), "high": tr("Upper end, 90%")}
    with st.form(f"assume.form.{control.id}.{locale.language}", border=False):
        columns = st.columns(len(control.fields), vertical_alignment="bottom")
        for field, column in zip(control.fields, columns, strict=True):
            with column:
                _show_number_box(control, field, with_unit(labels[field], control.scale))
        if len(control.fields) > 1 and control.id != OVER_PEOPLE:
            synchronise(control.key(_CERTAIN), control.now.low == control.now.high)
            st.checkbox(tr("Take the value as certain, without a range"), key=control.key(_CERTAIN))
        st.form_submit_button(
            tr("Assume this"),
            icon=":material/check:",
            key=f"assume.set.{control.id}",
            on_click=_on_submit,
            args=(control,),
        )


def _show_number_box(control: _Control, field: str, label: str) -> None:
    value = control.shown(field)
    synchronise(control.key(field), value)
    size = floor(log10(abs(value))) if value else 0
    st.number_input(
        label,
        value=None,
        step=10.0 ** (size - 1),
        format=f"%.{_decimals(value)}f",
        key=control.key(field),
    )


def _on_submit(control: _Control) -> None:
    """Store the numbers of the form, or record why they cannot be used."""
    typed: list[float | None] = [st.session_state[control.key(field)] for field in control.fields]
    faults: dict[str, _Fault] = st.session_state.setdefault(_FAULTS, {})
    faults.pop(control.id, None)
    numbers = [control.in_model_units(number) for number in typed if number is not None]
    if len(numbers) < len(typed):
        faults[control.id] = _Fault(None)
        return
    certain = st.session_state.get(control.key(_CERTAIN), False)
    assumption = _typed_assumption(control, numbers, certain=certain)
    try:
        assumed(assumption, {control.id: control.facts})
    except ScenarioError:
        faults[control.id] = _Fault(assumption)
    else:
        set_assumption(assumption, control.facts)
        rerun_page()


def _typed_assumption(control: _Control, numbers: list[float], *, certain: bool) -> Assumption:
    """Return the assumption typed; unticking "certain" without a range restores the documented one."""
    value = numbers[0]
    if certain or len(numbers) == 1:
        return Assumption(control.id, value, value, value)
    low, high = numbers[1:]
    if low == high == value and control.now.low == control.now.high:
        facts, (least, most) = control.facts, bounds(control.facts)
        low = max(least, value - (facts.value - facts.low))
        high = min(most, value + (facts.high - facts.value))
    return Assumption(control.id, value, low, high)


def _fault_text(locale: Locale, control: _Control, fault: _Fault) -> str:
    """Return why the numbers cannot be used, in the unit of the boxes."""
    tr, typed = locale.tr, fault.typed
    if typed is None:
        return tr("Fill in every number. The one used so far stays.")

    def text(number: float) -> str:
        return format_quantity(number, control.facts.unit, locale.language, _DIGITS)

    least, most = bounds(control.facts)
    if not least <= min(typed.low, typed.value) <= max(typed.value, typed.high) <= most:
        return tr(
            "The numbers must lie between {least} and {most}. The one used so far stays.",
            least=text(least),
            most=text(most),
        )
    return tr(
        "The numbers must rise from the lower end ({low}) over the value ({value}) to the upper end "
        "({high}). The one used so far stays.",
        low=text(typed.low),
        value=text(typed.value),
        high=text(typed.high),
    )


def _exact(number: float) -> Decimal:
    return Decimal(repr(float(number)))


def _decimals(number: float) -> int:
    """Return the decimal places that show a number to four significant digits."""
    return max(0, -int(round_to(number, _DIGITS).normalize().as_tuple().exponent))
