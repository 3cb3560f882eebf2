"""Kinds of fields: what may be written in them, what becomes of it, and their JSON Schema.

Each is a type for a pydantic model. A validator raises `FieldError` with the sentences for people.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from math import inf, isfinite
from types import GenericAlias
from typing import Annotated, Any, TypeVar

from pydantic import BeforeValidator, Field, PlainValidator, ValidationInfo, WithJsonSchema

from data.reading.validation import FIELD, FieldError, Place
from forecasting.core.errors import FactsError
from forecasting.core.published import Indicator
from forecasting.model.interventions import Intervention

Context = TypeVar("Context")

YEARS = range(1949, 2101)  # the years that a fact may name
MOST_YEARS = 50  # a lag, a ramp or a duration longer than this is a slip of the pen
REGION_LEVELS = ("nation", "province", "city")
SEPARATOR = ";"  # between the ids of several sources in one cell


@dataclass(frozen=True)
class KnownIds:
    """The ids to which facts may refer, by the file that holds them; None where they are not checked.

    An id whose own entry has faults is known, so that no fault is reported twice.

    Attributes:
        identifier: id of the entry or file that is being read.
        figures: of the indicators in risk.yml.
    """

    identifier: str = ""
    sources: Collection[str] | None = None
    regions: Collection[str] | None = None
    indicators: Mapping[str, Indicator | None] | None = None
    estimates: Collection[str] | None = None
    interventions: Mapping[str, Intervention | None] | None = None
    figures: Collection[str] | None = None

    @property
    def regions_and_levels(self) -> Collection[str] | None:
        """To what a break may be limited."""
        return None if self.regions is None else {*self.regions, *REGION_LEVELS}


def context_of(info: ValidationInfo, kind: type[Context]) -> Context:
    """Return the context of a validation, which is of this kind."""
    if not isinstance(info.context, kind):
        raise TypeError(kind)
    return info.context


def text(value: object) -> str:
    """Return a text, which may be blank.

    Raises:
        FieldError: it is something else.
    """
    if isinstance(value, str):
        return value
    raise FieldError(
        FactsError(
            "{place}: “{found}” is not a text. Put it in quotation marks.",
            place=FIELD,
            found=value,
        )
    )


def filled_text(value: object) -> str:
    """Return a text that is not blank.

    Raises:
        FieldError: it is blank or no text.
    """
    if not text(value).strip():
        raise FieldError(FactsError("{place} is empty. Fill it in.", place=FIELD))
    return text(value)


def decimal(value: object, minimum: float = -inf, maximum: float = inf) -> Decimal:
    """Return a finite number within bounds, which are allowed themselves.

    Floats of YAML are taken by their shortest form, so that 0.1 stays 0.1.

    Raises:
        FieldError: it is no number, not finite or out of bounds.
    """
    number = _finite(value)
    if number is None:
        raise FieldError(
            FactsError(
                "{place}: “{found}” is not a number. Write digits and a decimal point only.",
                place=FIELD,
                found=value,
            )
        )
    if fault := outside(number, minimum, maximum):
        raise FieldError(fault)
    return number


def _finite(value: object) -> Decimal | None:
    if isinstance(value, bool) or not isinstance(value, str | int | float | Decimal):
        return None
    written = str(value)
    if "_" in written or (isinstance(value, str) and not value.isascii()):
        return None
    try:
        number = Decimal(written)
    except InvalidOperation:
        return None
    return number if number.is_finite() and isfinite(float(number)) else None


def outside(
    number: Decimal, minimum: float, maximum: float, place: Place = FIELD
) -> FactsError | None:
    """Return the fault of a number out of bounds, which are allowed themselves; None within them."""
    if minimum <= float(number) <= maximum:
        return None
    return FactsError(
        "{place}: {found} is outside {minimum} to {maximum}. Check the figure.",
        place=place,
        found=number,
        minimum=minimum,
        maximum=maximum,
    )


def whole_number(value: object, minimum: int, maximum: int) -> int:
    """Return a whole number within bounds.

    Raises:
        FieldError: it is no number, not whole or out of bounds.
    """
    number = decimal(value)
    faults = [outside(number, minimum, maximum)]
    if number != int(number):
        faults.append(
            FactsError("{place}: {found} is not a whole number.", place=FIELD, found=number)
        )
    if any(faults):
        raise FieldError(*filter(None, faults))
    return int(number)


def one_of_words(value: object, allowed: Collection[str]) -> str:
    """Return one of the allowed words.

    Raises:
        FieldError: it is another.
    """
    if isinstance(value, str) and value in allowed:
        return value
    raise FieldError(
        FactsError(
            "{place}: “{found}” is not known. Allowed are {allowed}.",
            place=FIELD,
            found=value,
            allowed=", ".join(allowed),
        )
    )


def identifier(value: object, allowed: Collection[str]) -> str:
    """Return one of the allowed ids, which may be written as a number: 510100 is "510100".

    Raises:
        FieldError: it is another.
    """
    is_number = isinstance(value, int | float | Decimal) and not isinstance(value, bool)
    number = _finite(value) if is_number else None
    is_whole = number is not None and number == int(number)
    return one_of_words(str(int(number or 0)) if is_whole else value, allowed)


def _true_or_false(value: object) -> bool:
    if isinstance(value, bool):
        return value
    raise FieldError(
        FactsError("{place}: “{found}” is neither true nor false.", place=FIELD, found=value)
    )


ANY_TEXT = Annotated[str, BeforeValidator(text)]
TEXT = Annotated[str, BeforeValidator(filled_text), Field(json_schema_extra={"pattern": r"\S"})]
FLAG = Annotated[bool, BeforeValidator(_true_or_false)]


def number(minimum: float = -inf, maximum: float = inf, kind: type[float | Decimal] = float) -> Any:
    """Return the type of a number within bounds: `Decimal` where it is still to be converted."""
    bounds = {"minimum": minimum, "maximum": maximum}
    schema = {"type": "number"} | {k: v for k, v in bounds.items() if isfinite(v)}
    check = PlainValidator(lambda value: kind(decimal(value, minimum, maximum)))
    return Annotated[kind, check, WithJsonSchema(schema)]


def number_or_blank(minimum: float) -> Any:
    """Return the type of a `Decimal` that a table may leave blank."""
    check = PlainValidator(lambda value: None if value in {None, ""} else decimal(value, minimum))
    return Annotated[Decimal | None, check]


def whole(minimum: int, maximum: int) -> Any:
    """Return the type of a whole number within bounds."""
    check = PlainValidator(lambda value: whole_number(value, minimum, maximum))
    return Annotated[
        int, check, WithJsonSchema({"type": "integer", "minimum": minimum, "maximum": maximum})
    ]


def list_of(kind: Any) -> Any:
    """Return the type of a list."""
    return GenericAlias(tuple, (kind, ...))


YEAR = whole(YEARS[0], YEARS[-1])
SPAN = whole(0, MOST_YEARS)


def choice(kind: type[StrEnum]) -> Any:
    """Return the type of a member of an enumeration."""
    allowed = [member.value for member in kind]
    return Annotated[kind, BeforeValidator(lambda value: one_of_words(value, allowed))]


def one_of(allowed: Collection[str]) -> Any:
    """Return the type of one of several words."""
    check = BeforeValidator(lambda value: one_of_words(value, allowed))
    return Annotated[str, check, Field(json_schema_extra={"enum": list(allowed)})]


def checked(
    check: Callable[[Any, ValidationInfo], object], schema: Mapping[str, Any] | None = None
) -> Any:
    """Return the type of a field whose rule depends on other fields or on the context."""
    return Annotated[Any, PlainValidator(check), WithJsonSchema(dict(schema or {}))]


def reference(name: str, where: str) -> Any:
    """Return the type of an id of another file: `name` is its attribute of `Known`, `where` its file."""

    def check(value: object, info: ValidationInfo) -> str:
        return known_id(filled_text(value), getattr(info.context, name), where)

    return checked(check, {"type": "string", "pattern": r"\S"})


def references(name: str, where: str, *, needed: bool = False) -> Any:
    """Return the type of several ids: in a cell separated by semicolons, in YAML a list."""

    def check(value: object, info: ValidationInfo) -> tuple[str, ...]:
        listed = value.split(SEPARATOR) if isinstance(value, str) else value
        if not isinstance(listed, list | tuple):
            raise FieldError(
                FactsError("{place}: “{found}” is not a list.", place=FIELD, found=value)
            )
        ids = tuple(str(item).strip() for item in listed if str(item).strip())
        if needed and not ids:
            raise FieldError(FactsError("{place} is empty. Fill it in.", place=FIELD))
        _known_ids(ids, getattr(info.context, name), where)
        return ids

    return checked(check, {"type": "array", "items": {"type": "string"}})


def known_id(identifier: str, known: Collection[str] | None, where: str) -> str:
    """Return an id that is known.

    Raises:
        FieldError: it is not in the file named by `where`.
    """
    if known is None or identifier in known:
        return identifier
    raise FieldError(
        FactsError(
            "{place}: “{found}” does not stand in {where}. Correct it or add it there.",
            place=FIELD,
            found=identifier,
            where=where,
        )
    )


def _known_ids(ids: Collection[str], known: Collection[str] | None, where: str) -> None:
    faults: list[FactsError] = []
    for identifier in ids:
        try:
            known_id(identifier, known, where)
        except FieldError as error:
            faults += error.errors
    if faults:
        raise FieldError(*faults)


SOURCES = references("sources", "sources.yml")
NEEDED_SOURCES = references("sources", "sources.yml", needed=True)
REGION = reference("regions", "regions.csv")
INDICATOR = reference("indicators", "measures.yml")


def _file_id(value: object, info: ValidationInfo) -> str:
    identifier = filled_text(value)
    expected = context_of(info, KnownIds).identifier
    if identifier != expected:
        raise FieldError(
            FactsError(
                "{place}: “{found}” differs from the name of the file. Write {wanted}.",
                place=FIELD,
                found=identifier,
                wanted=expected,
            )
        )
    return identifier


FILE_ID = checked(_file_id, {"type": "string", "pattern": r"\S"})
