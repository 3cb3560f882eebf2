"""Reading fields of facts so that every fault is named and all faults are reported together."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from math import isfinite
from typing import TypeVar

from forecasting.core.errors import FactsError, TalentGapError

Kind = TypeVar("Kind", bound=StrEnum)
Made = TypeVar("Made")

YEARS = range(1949, 2101)  # the years a fact may be about
SEPARATOR = ";"  # between the ids of several sources in one cell
PLACEHOLDER = Decimal(0)  # replaces a faulty number; no record with a fault is ever used


class ManyFactsError(FactsError):
    """Several faults of the facts, each an error of its own in `problems`."""

    @property
    def problems(self) -> tuple[FactsError, ...]:
        """The single faults, each translatable."""
        found = self.values["problems"]
        return tuple(found) if isinstance(found, Listing) else ()


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

    found: list[FactsError] = field(default_factory=list)

    def add(self, error: FactsError) -> None:
        self.found.append(error)

    def raise_all(self) -> None:
        """Raise what was found: nothing, the one fault, or all of them in one error.

        Raises:
            FactsError: something was found.
        """
        if len(self.found) == 1:
            raise self.found[0]
        if self.found:
            raise ManyFactsError(
                "The facts have {count} faults. Correct them in data/facts:\n{problems}",
                count=len(self.found),
                problems=Listing(self.found),
            )


@dataclass
class Record:
    """One row of a table or one mapping of a YAML file.

    Attributes:
        place: file and line, or file and path inside it; named in every message.
        ok: False once a field was at fault.
    """

    place: str
    fields: Mapping[str, object]
    problems: Problems
    ok: bool = True

    def fault(self, error: FactsError) -> None:
        """Record a fault of this record."""
        self.ok = False
        self.problems.add(error)

    def at(self, name: str) -> str:
        """The place of one field."""
        return f"{self.place} ({name})"

    def check_names(self, required: Collection[str], optional: Collection[str] = ()) -> None:
        """Every required field is there and no unknown one."""
        for name in sorted(set(required) - set(self.fields)):
            self.fault(FactsError("{place} is missing. Add it.", place=self.at(name)))
        known = {*required, *optional}
        for name in sorted(set(map(str, self.fields)) - known):
            self.fault(
                FactsError(
                    "{place} is an unknown field. Known are {allowed}.",
                    place=self.at(name),
                    allowed=", ".join(sorted(known)),
                )
            )

    def text(self, name: str, *, empty: bool = False) -> str:
        """A text; an error when it is blank, unless that is allowed."""
        value = self.fields.get(name, "")
        if not isinstance(value, str):
            self.fault(
                FactsError(
                    "{place}: “{found}” is not a text. Put it in quotation marks.",
                    place=self.at(name),
                    found=value,
                )
            )
            return ""
        if not value.strip() and not empty and name in self.fields:
            self.fault(FactsError("{place} is empty. Fill it in.", place=self.at(name)))
        return value

    def number(
        self, name: str, *, minimum: float = -float("inf"), maximum: float = float("inf")
    ) -> Decimal:
        """A finite number within bounds; `maximum` and `minimum` are allowed themselves."""
        value = self.fields.get(name, PLACEHOLDER)
        number = _decimal(value)
        if number is None:
            self.fault(
                FactsError(
                    "{place}: “{found}” is not a number. Write digits and a decimal point only.",
                    place=self.at(name),
                    found=value,
                )
            )
            return PLACEHOLDER
        if name in self.fields and not minimum <= float(number) <= maximum:
            self.fault(
                FactsError(
                    "{place}: {found} is outside {minimum} to {maximum}. Check the figure.",
                    place=self.at(name),
                    found=number,
                    minimum=minimum,
                    maximum=maximum,
                )
            )
        return number

    def numbers(self, name: str, *, minimum: float, maximum: float) -> tuple[Decimal, ...]:
        """A list of finite numbers within bounds."""
        return self._each(name, lambda item, at: item.number(at, minimum=minimum, maximum=maximum))

    def texts(self, name: str) -> tuple[str, ...]:
        """A list of texts, none of them blank."""
        return self._each(name, lambda item, at: item.text(at))

    def optional_number(self, name: str, *, minimum: float = -float("inf")) -> Decimal | None:
        """A number, or None when the field is absent or blank."""
        if self.fields.get(name) in {None, ""}:
            return None
        return self.number(name, minimum=minimum)

    def whole(self, name: str, *, minimum: int, maximum: int) -> int:
        """A whole number within bounds."""
        number = self.number(name, minimum=minimum, maximum=maximum)
        if number != int(number):
            self.fault(
                FactsError(
                    "{place}: {found} is not a whole number.", place=self.at(name), found=number
                )
            )
        return int(number)

    def year(self, name: str) -> int:
        """A calendar year."""
        return self.whole(name, minimum=YEARS[0], maximum=YEARS[-1])

    def flag(self, name: str) -> bool:
        """Whether the field is true; absent means false."""
        value = self.fields.get(name, False)
        if not isinstance(value, bool):
            self.fault(
                FactsError(
                    "{place}: “{found}” is neither true nor false.",
                    place=self.at(name),
                    found=value,
                )
            )
        return value is True

    def choice(self, name: str, kind: type[Kind]) -> Kind:
        """A member of an enumeration."""
        return kind(self.one_of(name, [member.value for member in kind]))

    def one_of(self, name: str, allowed: Collection[str]) -> str:
        """One of the allowed words; the first of them replaces a faulty one."""
        value = self.fields.get(name)
        if value in allowed:
            return str(value)
        if name in self.fields:
            self.fault(
                FactsError(
                    "{place}: “{found}” is not known. Allowed are {allowed}.",
                    place=self.at(name),
                    found=value,
                    allowed=", ".join(allowed),
                )
            )
        return next(iter(allowed), "")

    def reference(self, name: str, known: Collection[str], where: str) -> str:
        """Read an id that must be defined in another file, named by `where`."""
        value = self.text(name)
        self._check_known(name, [value] if value else [], known, where)
        return value

    def references(self, name: str, known: Collection[str], where: str) -> tuple[str, ...]:
        """Several ids, in a cell separated by semicolons, in YAML a list."""
        value = self.fields.get(name, ())
        listed = value.split(SEPARATOR) if isinstance(value, str) else value
        if not isinstance(listed, list | tuple):
            self.fault(
                FactsError("{place}: “{found}” is not a list.", place=self.at(name), found=value)
            )
            return ()
        ids = tuple(str(item).strip() for item in listed if str(item).strip())
        self._check_known(name, ids, known, where)
        return ids

    def _check_known(
        self, name: str, ids: Iterable[str], known: Collection[str], where: str
    ) -> None:
        for identifier in ids:
            if identifier not in known:
                self.fault(
                    FactsError(
                        "{place}: “{found}” does not stand in {where}. Correct it or add it there.",
                        place=self.at(name),
                        found=identifier,
                        where=where,
                    )
                )

    def children(self, name: str) -> list[Record]:
        """The mappings of a list, each a record that shares the problems."""
        return [self._nested(f"{name}[{i}]", item) for i, item in enumerate(self._listed(name))]

    def _each(self, name: str, read: Callable[[Record, str], Made]) -> tuple[Made, ...]:
        """Every item of a list, read as a field of its own."""
        found = []
        for place, value in enumerate(self._listed(name)):
            at = f"{name}[{place}]"
            item = Record(self.place, {at: value}, self.problems)
            found.append(read(item, at))
            self.ok = self.ok and item.ok
        return tuple(found)

    def _listed(self, name: str) -> list[object]:
        value = self.fields.get(name, [])
        if isinstance(value, list):
            return value
        self.fault(
            FactsError("{place}: “{found}” is not a list.", place=self.at(name), found=value)
        )
        return []

    def child(self, name: str) -> Record:
        """A mapping inside this one."""
        return self._nested(name, self.fields.get(name, {}))

    def _nested(self, name: str, value: object) -> Record:
        if isinstance(value, Mapping):
            return Record(f"{self.place} · {name}", value, self.problems)
        self.fault(
            FactsError(
                "{place}: “{found}” is not a group of fields.", place=self.at(name), found=value
            )
        )
        return Record(f"{self.place} · {name}", {}, self.problems, ok=False)

    def make(self, build: Callable[[], Made]) -> Made | None:
        """The object built from this record, None when a field is at fault.

        A rule that the object itself enforces becomes a fault of the facts.
        """
        if not self.ok:
            return None
        try:
            return build()
        except TalentGapError as error:
            self.fault(FactsError("{place}: {reason}", place=self.place, reason=error))
            return None


def _decimal(value: object) -> Decimal | None:
    """A finite decimal; floats of YAML through their shortest form, so that 0.1 stays 0.1."""
    if isinstance(value, bool) or not isinstance(value, str | int | float | Decimal):
        return None
    written = str(value)
    if isinstance(value, str) and not value.isascii():
        return None
    try:
        number = Decimal(written)
    except InvalidOperation:
        return None
    usable = number.is_finite() and isfinite(float(number)) and "_" not in written
    return number if usable else None


def check_unique(records: Iterable[tuple[Record, object]]) -> None:
    """Check that each key occurs once; a second one is a fault that names the first."""
    first: dict[object, Record] = {}
    for record, key in records:
        if key in first:
            record.fault(
                FactsError(
                    "{place}: “{key}” stands here and at {first}. Keep one of the two.",
                    place=record.place,
                    key=key,
                    first=first[key].place,
                )
            )
        else:
            first[key] = record
