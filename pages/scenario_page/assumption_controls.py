"""The controls of the assumptions: every parameter of the model can be opened and changed."""

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
from pages.scenario_state.assumptions import drop_assumptions, put_assumption, read_assumption
from pages.shell import url_state
from pages.shell.fragments import run_all
from pages.shell.locale import Locale
from pages.shell.url_controls import rejected, reset, synchronise, widget_key
from pages.widgets.labels import grade_badge, noted, source_link
from pages.widgets.region_controls import Selection
from reporting.format.numbers import Scale, format_quantity, round_to, scale_for, with_unit
from reporting.words.assumptions import assumption_texts, facts_text, parameter_names, quantity_text

MODEL = "model"  # the group of what belongs to no lever
_GROUP, _FAULTS = "assume.group", "assume.faults"
_DIGITS = 4  # of a number in a control
_CERTAIN = "certain"


@dataclass(frozen=True)
class _Control:
    """One parameter on the screen.

    Attributes:
        id: of the parameter, also where it belongs to a lever.
        facts: the parameter as the facts have it.
        now: value, low and high as assumed, or those of the facts.
    """

    id: str
    facts: Parameter
    now: Assumption
    scale: Scale

    @property
    def fragments(self) -> tuple[str, ...]:
        """The numbers that can be set; a ceiling has no range."""
        return ("value",) if self.id.endswith(CEILING) else ("value", "low", "high")

    def key(self, fragment: str) -> str:
        """Of the control of one number; another language may have another unit."""
        return f"{widget_key(url_state.ASSUMED + self.id)}.{self.scale.language}.{fragment}"

    def shown(self, fragment: str) -> float:
        """A number in the unit of the screen."""
        return float(_exact(getattr(self.now, fragment)) / _exact(self.scale.factor))

    def meant(self, shown: float) -> float:
        """A number of the screen in the unit of the model."""
        return float(_exact(shown) * _exact(self.scale.factor))


@dataclass(frozen=True)
class _Fault:
    """Numbers that cannot be used; None where one of them is missing."""

    wanted: Assumption | None


def assumptions_block(locale: Locale, warehouse: Warehouse, selection: Selection) -> None:
    """What is assumed otherwise, and every parameter in groups, to be opened and changed.

    Args:
        locale: language of the page.
        warehouse: the database, for the sources.
        selection: with the inputs as the facts have them, not as assumed.
    """
    tr, inputs = locale.tr, selection.inputs
    _rejected(locale, inputs)
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
                "Every number of the model can be taken otherwise than documented. Result and "
                "baseline follow together; the facts themselves stay as they are."
            )
        )
        if changed:
            _list(locale, inputs, changed)
        group = _pick_group(locale, inputs, changed)
        for name, parameter in known_parameters(inputs).items():
            if _group(name) == group:
                _parameter(locale, warehouse, _control(locale, name, parameter, changed.get(name)))


def _pick_group(locale: Locale, inputs: ModelInputs, changed: Mapping[str, Assumption]) -> str:
    """The model itself or one lever; only what is chosen is made and sent."""
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
    chosen = url_state.chosen_with(url_state.ASSUMED)
    found = {name: read_assumption(name, chosen[name], known) for name in known if name in chosen}
    return {name: wanted for name, wanted in found.items() if wanted}


def _rejected(locale: Locale, inputs: ModelInputs) -> None:
    """Name what the link assumes and what cannot be used."""
    names = parameter_names(inputs, locale.tr)
    for name, text in rejected(url_state.ASSUMED).items():
        parameter = name.removeprefix(url_state.ASSUMED)
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


def _list(locale: Locale, inputs: ModelInputs, changed: Mapping[str, Assumption]) -> None:
    """What differs from the facts, each with its way back."""
    tr = locale.tr
    for name, text in assumption_texts(tuple(changed.values()), inputs, tr).items():
        with st.container(horizontal=True, vertical_alignment="center", key=f"assumed.{name}"):
            st.markdown(f":material/edit: {text}", width="stretch")
            _reset(locale, name, f"assume.reset.{name}")
    st.button(
        tr("Reset all assumptions"),
        icon=":material/restart_alt:",
        key="assume.reset",
        on_click=_forget_all,
    )


def _forget(name: str) -> NoReturn:
    """Return one parameter to the facts."""
    st.session_state.get(_FAULTS, {}).pop(name, None)
    reset([url_state.ASSUMED + name])
    run_all()


def _forget_all() -> NoReturn:
    drop_assumptions()
    run_all()


def _reset(locale: Locale, name: str, key: str) -> None:
    st.button(
        locale.tr("Reset"),
        icon=":material/undo:",
        key=key,
        on_click=_forget,
        args=(name,),
    )


def _control(locale: Locale, name: str, facts: Parameter, wanted: Assumption | None) -> _Control:
    documented = Assumption(name, facts.value, facts.low, facts.high)
    scale = scale_for((facts.value or facts.high,), facts.unit, locale.language)
    return _Control(name, facts, wanted or documented, scale)


def _parameter(locale: Locale, warehouse: Warehouse, control: _Control) -> None:
    """A line with name, value and grade; its content is made only when it is opened."""
    tr, now = locale.tr, control.now
    changed = url_state.chosen(url_state.ASSUMED + control.id) is not None
    value = quantity_text(now.value, now.low, now.high, control.facts, tr)
    fragments = [
        f"**{tr.name(control.facts)}**",
        value,
        grade_badge(locale, control.facts.grade),
        f":orange-badge[:material/edit: {tr('Changed')}]" if changed else "",
    ]
    line = st.expander(
        " ".join(filter(None, fragments)), key=f"assume.open.{control.id}", on_change="rerun"
    )
    if line.open:
        with line:
            _inside(locale, warehouse, control, changed=changed)


def _inside(locale: Locale, warehouse: Warehouse, control: _Control, *, changed: bool) -> None:
    tr, facts = locale.tr, control.facts
    _form(locale, control)
    fault = st.session_state.get(_FAULTS, {}).get(control.id)
    if fault:
        st.error(_explained(locale, control, fault), icon=":material/error:")
    if changed:
        _reset(locale, control.id, f"assume.back.{control.id}")
    st.markdown(tr("Documented: {value}", value=facts_text(facts, tr)))
    st.caption(noted(locale, facts.note_zh, facts.note_en))
    sources = known_sources(warehouse)
    for source in facts.source_ids:
        st.caption(source_link(sources[source], locale.language))


def _form(locale: Locale, control: _Control) -> None:
    """Value, range and certainty, which take effect together."""
    tr = locale.tr
    labels = {"value": tr("Value"), "low": tr("Lower end, 10%"), "high": tr("Upper end, 90%")}
    with st.form(f"assume.form.{control.id}.{locale.language}", border=False):
        columns = st.columns(len(control.fragments), vertical_alignment="bottom")
        for fragment, column in zip(control.fragments, columns, strict=True):
            with column:
                _number(control, fragment, with_unit(labels[fragment], control.scale))
        if len(control.fragments) > 1 and control.id != OVER_PEOPLE:
            synchronise(control.key(_CERTAIN), control.now.low == control.now.high)
            st.checkbox(tr("Take the value as certain, without a range"), key=control.key(_CERTAIN))
        st.form_submit_button(
            tr("Assume this"),
            icon=":material/check:",
            key=f"assume.set.{control.id}",
            on_click=_submitted,
            args=(control,),
        )


def _number(control: _Control, fragment: str, label: str) -> None:
    value = control.shown(fragment)
    synchronise(control.key(fragment), value)
    size = floor(log10(abs(value))) if value else 0
    st.number_input(
        label,
        value=None,
        step=10.0 ** (size - 1),
        format=f"%.{_decimals(value)}f",
        key=control.key(fragment),
    )


def _submitted(control: _Control) -> None:
    """Take the numbers over, or remember why they cannot be used."""
    typed: list[float | None] = [
        st.session_state[control.key(fragment)] for fragment in control.fragments
    ]
    faults: dict[str, _Fault] = st.session_state.setdefault(_FAULTS, {})
    faults.pop(control.id, None)
    numbers = [control.meant(number) for number in typed if number is not None]
    if len(numbers) < len(typed):
        faults[control.id] = _Fault(None)
        return
    certain = st.session_state.get(control.key(_CERTAIN), False)
    wanted = _wanted(control, numbers, certain=certain)
    try:
        assumed(wanted, {control.id: control.facts})
    except ScenarioError:
        faults[control.id] = _Fault(wanted)
    else:
        put_assumption(wanted, control.facts)
        run_all()


def _wanted(control: _Control, numbers: list[float], *, certain: bool) -> Assumption:
    """What was typed. Who takes certainty back without naming a range gets the one of the facts."""
    value = numbers[0]
    if certain or len(numbers) == 1:
        return Assumption(control.id, value, value, value)
    low, high = numbers[1:]
    if low == high == value and control.now.low == control.now.high:
        facts, (least, most) = control.facts, bounds(control.facts)
        low = max(least, value - (facts.value - facts.low))
        high = min(most, value + (facts.high - facts.value))
    return Assumption(control.id, value, low, high)


def _explained(locale: Locale, control: _Control, fault: _Fault) -> str:
    """Why the numbers cannot be used, in the unit of the screen."""
    tr, wanted = locale.tr, fault.wanted
    if wanted is None:
        return tr("Fill in every number. The one used so far stays.")

    def text(number: float) -> str:
        return format_quantity(number, control.facts.unit, locale.language, _DIGITS)

    least, most = bounds(control.facts)
    if not least <= min(wanted.low, wanted.value) <= max(wanted.value, wanted.high) <= most:
        return tr(
            "The numbers must lie between {least} and {most}. The one used so far stays.",
            least=text(least),
            most=text(most),
        )
    return tr(
        "The numbers must rise from the lower end ({low}) over the value ({value}) to the upper end "
        "({high}). The one used so far stays.",
        low=text(wanted.low),
        value=text(wanted.value),
        high=text(wanted.high),
    )


def _exact(number: float) -> Decimal:
    return Decimal(repr(float(number)))


def _decimals(number: float) -> int:
    """Decimal places that show a number to four significant digits."""
    return max(0, -int(round_to(number, _DIGITS).normalize().as_tuple().exponent))
