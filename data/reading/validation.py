"""Collect the faults of all files, each with its place, and say pydantic's findings in our own sentences."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass, field
from typing import Any, NamedTuple, TypeVar

from pydantic import ValidationError

from forecasting.core.errors import FactsError

Item = TypeVar("Item")


class ManyFactsError(FactsError):
    """Several faults of the facts, each an error of its own in `problems`."""

    @property
    def problems(self) -> tuple[FactsError, ...]:
        """The single faults, each translatable."""
        problems = self.values["problems"]
        return tuple(problems) if isinstance(problems, Listing) else ()


class Listing(tuple[FactsError, ...]):
    """Errors that print one to a line."""

    __slots__ = ()

    def __str__(self) -> str:
        return "\n".join(str(error) for error in self)

    def __format__(self, spec: str) -> str:
        return str(self)


@dataclass
class Problems:
    """Collects the faults of all files."""

    faults: list[FactsError] = field(default_factory=list)

    def add(self, error: FactsError) -> None:
        """Note one fault."""
        self.faults.append(error)

    def raise_all(self) -> None:
        """Raise the faults: nothing, the one fault, or all of them in one error.

        Raises:
            FactsError: there is a fault.
        """
        if len(self.faults) == 1:
            raise self.faults[0]
        if self.faults:
            raise ManyFactsError(
                "The facts have {count} faults. Correct them in data/facts:\n{problems}",
                count=len(self.faults),
                problems=Listing(self.faults),
            )


class Place(NamedTuple):
    """A place in a document, seen from the value that is being checked.

    Attributes:
        path: names of groups and fields and positions in lists, from that value inwards.
        is_group: whether it is named as a group of fields, not as one field.
    """

    path: tuple[str | int, ...] = ()
    is_group: bool = False

    def full(self, file: str, outer: tuple[str | int, ...]) -> str:
        """Name file, groups and field: “risk.yml · indicators[0] (amber)”."""
        parts: list[str] = []
        for step in (*outer, *self.path):
            if isinstance(step, int) and parts:
                parts[-1] += f"[{step}]"
            else:
                parts.append(str(step))
        if self.is_group or not parts:
            return " · ".join((file, *parts))
        return f"{' · '.join((file, *parts[:-1]))} ({parts[-1]})"


FIELD = Place()  # the value that is being checked, as a field
GROUP = Place(is_group=True)  # the same, as a group of fields


def at(*path: str | int) -> Place:
    """Return the place of a field inside the group that is being checked."""
    return Place(path)


class FieldError(ValueError):
    """Faults found by a validator. Their values that are a `Place` are completed when they are listed."""

    def __init__(self, *errors: FactsError) -> None:
        super().__init__(*errors)
        self.errors = errors


def faults_of(error: ValidationError, file: str, outer: tuple[str | int, ...]) -> list[FactsError]:
    """Return our sentences for what pydantic found.

    Args:
        error: of a document or a part of it.
        file: its name, with the line of a table.
        outer: where the part stands in the document.
    """
    faults = []
    for detail in error.errors(include_url=False):
        inner = detail.get("ctx", {}).get("error")
        errors = inner.errors if isinstance(inner, FieldError) else (_sentence(detail),)
        faults += [_with_places(fault, file, (*outer, *detail["loc"])) for fault in errors]
    return faults


def _with_places(fault: FactsError, file: str, outer: tuple[str | int, ...]) -> FactsError:
    values = {
        name: value.full(file, outer) if isinstance(value, Place) else value
        for name, value in fault.values.items()
    }
    return FactsError(fault.template, **values)


def _sentence(detail: Any) -> FactsError:
    """Return the fault of one of pydantic's own rules."""
    if detail["type"] == "missing":
        return FactsError("{place} is missing. Add it.", place=FIELD)
    if detail["type"] in {"list_type", "tuple_type"}:
        return FactsError("{place}: “{found}” is not a list.", place=FIELD, found=detail["input"])
    if detail["type"] in {"model_type", "dict_type"}:
        return FactsError(
            "{place}: “{found}” is not a group of fields.", place=FIELD, found=detail["input"]
        )
    return FactsError("{place}: {reason}", place=FIELD, reason=detail["msg"])


def check_unique(
    items: Iterable[tuple[Place | str, Hashable]], add: Callable[[FactsError], None]
) -> None:
    """Report each key that was there before.

    Args:
        items: places and their keys.
        add: takes the faults.
    """
    first: dict[Hashable, Place | str] = {}
    for place, key in items:
        if key in first:
            add(
                FactsError(
                    "{place}: “{key}” stands here and at {first}. Keep one of the two.",
                    place=place,
                    key=key,
                    first=first[key],
                )
            )
        first.setdefault(key, place)
