"""Derive from a type of the model how it is written in a file: one declaration of the fields.

The fields of a dataclass are the columns of a table or the keys of a group in YAML or JSON. A `Document`
adds what the dataclass does not say: other names in the file, narrower types, rules between fields.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Hashable, Mapping
from dataclasses import MISSING, fields
from dataclasses import Field as DataclassField
from enum import StrEnum
from types import GenericAlias
from typing import Annotated, Any, Generic, TypeVar, get_type_hints

from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Field,
    TypeAdapter,
    ValidationError,
    ValidationInfo,
    create_model,
)

from data.reading.fields import (
    FLAG,
    INDICATOR,
    REGION,
    SOURCES,
    TEXT,
    YEAR,
    choice,
    list_of,
    number,
)
from data.reading.validation import (
    FIELD,
    GROUP,
    FieldError,
    Place,
    Problems,
    check_unique,
    faults_of,
)
from forecasting.core.errors import FactsError, TalentGapError

Item = TypeVar("Item")
Values = dict[str, Any]

# Fields that are written alike wherever they occur.
_NAMES = {"source_ids": "sources", "indicator": "measure"}
_TYPES = {"source_ids": SOURCES, "indicator": INDICATOR, "region": REGION}
_BY_TYPE = {str: TEXT, int: YEAR, float: number(), bool: FLAG}


class Document(Generic[Item]):
    """How an object of the model is written as a row of a table or a group of fields.

    Args:
        target: the dataclass whose fields are written.
        build: makes the object from the checked values and the context; `target` by default.
        names: names in the file that differ from those of the dataclass, besides `_NAMES`.
        types: of fields that are narrower than their Python type says (see `fields`), besides `_TYPES`.
        omit: fields of the dataclass that are not written.
        optional: fields that may be left out; they then have the default of the dataclass.
        extra: written fields that the dataclass does not have, checked first; a pair gives type and
            default.
        title: of the group in the JSON Schema; the name of the dataclass by default.
    """

    def __init__(
        self,
        target: type[Any],
        build: Callable[[Values, Any], Item] | None = None,
        *,
        names: Mapping[str, str] | None = None,
        types: Mapping[str, Any] | None = None,
        omit: Collection[str] = (),
        optional: Collection[str] = (),
        extra: Mapping[str, Any] | None = None,
        title: str = "",
    ) -> None:
        self._build: Callable[[Values, Any], Item] = build or (lambda values, _: target(**values))
        names, types = {**_NAMES, **(names or {})}, {**_TYPES, **(types or {})}
        hints = get_type_hints(target)
        written: dict[str, Any] = {}
        for name, kind in (extra or {}).items():
            written[name] = kind if isinstance(kind, tuple) else (kind, ...)
        for each in fields(target):
            if each.name not in omit:
                kind = types.get(each.name) or _type_of(hints[each.name])
                alias = names.get(each.name, each.name)
                written[each.name] = (kind, _field(each, alias, optional=each.name in optional))
        self.columns = tuple(
            getattr(spec[1], "alias", None) or name for name, spec in written.items()
        )
        self._fields = tuple(written)
        self.model = create_model(
            title or target.__name__, __base__=_closed(self.columns), **written
        )
        self._adapter = TypeAdapter[Any](self.nested)

    @property
    def nested(self) -> Any:
        """The type of a field that holds one such group."""
        return Annotated[self.model, AfterValidator(self._made)]

    def listed(self, key: Callable[[Any], Hashable] | None = None) -> Any:
        """Return the type of a field that holds a list of such groups; no `key` may come twice."""
        kind = list_of(self.nested)
        if key is None:
            return kind

        def unique(items: tuple[Any, ...]) -> tuple[Any, ...]:
            faults: list[FactsError] = []
            places = [Place((index,), is_group=True) for index in range(len(items))]
            check_unique(zip(places, map(key, items), strict=True), faults.append)
            if faults:
                raise FieldError(*faults)
            return items

        return Annotated[kind, AfterValidator(unique)]

    def by_key(self) -> Any:
        """Return the type of a field that holds such groups by key."""
        return GenericAlias(dict, (str, self.nested))

    def read(
        self,
        content: object,
        file: str,
        problems: Problems,
        context: object,
        place: tuple[str | int, ...] = (),
    ) -> Item | None:
        """Return the object of a row or group; None when it has faults, which go to `problems`.

        Args:
            content: the mapping that was read.
            file: its name, with the line of a table.
            problems: takes the faults.
            context: what it may refer to.
            place: of the group inside the file.
        """
        try:
            item: Item = self._adapter.validate_python(content, context=context)
        except ValidationError as error:
            for fault in faults_of(error, file, place):
                problems.add(fault)
            return None
        return item

    def json_schema(self) -> dict[str, Any]:
        """Return the JSON Schema of a file that holds one such group."""
        return self._adapter.json_schema()

    def _made(self, checked: BaseModel, info: ValidationInfo) -> Any:
        """Build the object; a rule that it enforces itself becomes a fault of the group."""
        try:
            values = {name: getattr(checked, name) for name in self._fields}
            return self._build(values, info.context)
        except TalentGapError as error:
            raise FieldError(FactsError("{place}: {reason}", place=GROUP, reason=error)) from error


def _field(field: DataclassField[Any], alias: str, *, optional: bool) -> Any:
    """Return a field of the model; its default is that of the dataclass, and not in the JSON Schema."""
    if not optional:
        return Field(alias=alias)
    default = None if field.default is MISSING else field.default
    return Field(default_factory=lambda: default, alias=alias)


def _type_of(hint: Any) -> Any:
    if isinstance(hint, type) and issubclass(hint, StrEnum):
        return choice(hint)
    return _BY_TYPE[hint]


def _closed(names: Collection[str]) -> type[BaseModel]:
    """Return a base that refuses other fields, with a sentence that lists the known ones."""

    def refuse(_: object) -> object:
        raise FieldError(
            FactsError(
                "{place} is an unknown field. Known are {allowed}.",
                place=FIELD,
                allowed=", ".join(sorted(names)),
            )
        )

    class Closed(BaseModel):
        __pydantic_extra__: dict[str, Annotated[Any, AfterValidator(refuse)]] = Field(init=False)
        model_config = ConfigDict(
            extra="allow",  # only to be refused by name
            json_schema_extra=lambda schema: schema.update(additionalProperties=False),
        )

    return Closed
