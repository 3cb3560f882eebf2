"""Read the files below data/facts, tables and YAML, and the digest of all of them."""

from __future__ import annotations

import csv
import hashlib
import io
import os
from collections.abc import Collection, Hashable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path, PurePath
from typing import Any, Generic, TypeVar

import yaml

from data.files.decoding import decode_text
from data.reading.document import Document
from data.reading.fields import KnownIds
from data.reading.validation import Problems
from forecasting.core.errors import FactsError, TextFileError

# The folder of facts; TALENT_GAP_FACTS names another one.
FACTS = Path(os.environ.get("TALENT_GAP_FACTS") or Path(__file__).parents[1] / "facts").absolute()


Item = TypeVar("Item")


@dataclass(frozen=True)
class Row(Generic[Item]):
    """A row of a table: its place, what is written there, and the object; None when it has faults."""

    place: str
    written: Mapping[str, object]
    item: Item | None


class _StrictLoader(yaml.CSafeLoader):
    """YAML in which a duplicate key is an error instead of the last one winning."""

    def construct_mapping(
        self,
        node: yaml.MappingNode,
        deep: bool = False,  # noqa: FBT001, FBT002  # YAML's own
    ) -> dict[Hashable, object]:
        """Return a mapping with its keys as texts."""
        seen: set[object] = set()
        for key_node, _ in node.value:
            key = key_node.value
            if key in seen:
                raise yaml.constructor.ConstructorError(
                    problem=f"“{key}” stands twice", problem_mark=key_node.start_mark
                )
            seen.add(key)
        return {str(key): value for key, value in super().construct_mapping(node, deep).items()}


def read_table(
    facts: Path, name: str, document: Document[Item], problems: Problems, known: KnownIds
) -> list[Row[Item]]:
    """Read the rows of a CSV file, whose columns may come in any order.

    Args:
        facts: the folder of facts.
        name: of the file, relative to `facts`.
        document: what a row is.
        problems: takes the faults.
        known: what a row may refer to.

    Returns:
        The rows; without one when the file or its header has faults.
    """
    try:
        text = decode_text((facts / name).read_bytes(), name).text
        reader = csv.DictReader(
            io.StringIO(text, newline=""), restkey="(more fields than columns)", strict=True
        )
        header = list(reader.fieldnames or ())
        rows = [(f"{name}:{reader.line_num}", _present(row)) for row in reader]
    except TextFileError as error:
        problems.add(FactsError(error.template, **error.values))
        return []
    except (OSError, csv.Error) as error:
        problems.add(_unreadable(name, error))
        return []
    faults = _header_faults(f"{name}:1", header, document.columns)
    for fault in faults:
        problems.add(fault)
    if faults:
        return []
    return [Row(place, row, document.read(row, place, problems, known)) for place, row in rows]


def _present(row: dict[str, str | None]) -> dict[str, object]:
    """Return the fields that the row has; a short row lacks the last ones."""
    return {name: value for name, value in row.items() if value is not None}


def _header_faults(
    place: str, header: Collection[str], columns: Collection[str]
) -> list[FactsError]:
    missing = [
        FactsError("{place} is missing. Add it.", place=f"{place} ({name})")
        for name in sorted(set(columns) - set(header))
    ]
    unknown = [
        FactsError(
            "{place} is an unknown field. Known are {allowed}.",
            place=f"{place} ({name})",
            allowed=", ".join(sorted(columns)),
        )
        for name in sorted(set(header) - set(columns))
    ]
    return missing + unknown


def read_yaml(facts: Path, name: str, problems: Problems) -> dict[str, Any] | None:
    """Read the mapping of a YAML file; None when it cannot be read or holds none."""
    try:
        text = decode_text((facts / name).read_bytes(), name).text
        content = yaml.load(text, Loader=_StrictLoader)  # noqa: S506  # a SafeLoader
    except TextFileError:
        problems.add(
            FactsError(
                "{file} is text in another encoding than UTF-8, UTF-16 or GBK. Save it as UTF-8.",
                file=name,
            )
        )
        return None
    except (OSError, yaml.YAMLError) as error:
        problems.add(_unreadable(name, error))
        return None
    if isinstance(content, dict):
        return content
    problems.add(FactsError("{file} holds no fields. Fill it in or delete it.", file=name))
    return None


def read_document(
    facts: Path, name: str, document: Document[Item], problems: Problems, known: KnownIds
) -> Item | None:
    """Read a YAML file that holds one group of fields; None when it has faults."""
    content = read_yaml(facts, name, problems)
    return None if content is None else document.read(content, name, problems, known)


def read_folder(
    facts: Path, folder: str, document: Document[Item], problems: Problems, known: KnownIds
) -> dict[str, Item | None]:
    """Read the YAML files of a folder by id; None in place of a file with faults."""
    items: dict[str, Item | None] = {}
    for name in names_in(facts, folder, ".yml", problems):
        identifier = PurePath(name).stem
        named = replace(known, identifier=identifier)
        items[identifier] = read_document(facts, name, document, problems, named)
    return items


def read_entries(
    facts: Path, name: str, document: Document[Item], problems: Problems, known: KnownIds
) -> dict[str, Item | None]:
    """Read the entries of a YAML file by their keys; None in place of an entry with faults."""
    return {
        key: document.read(entry, name, problems, replace(known, identifier=key), (key,))
        for key, entry in (read_yaml(facts, name, problems) or {}).items()
    }


def without_faults(items: Mapping[str, Item | None]) -> dict[str, Item]:
    """Return the items without faults; after `Problems.raise_all` these are all."""
    return {key: item for key, item in items.items() if item is not None}


def _unreadable(name: str, error: Exception) -> FactsError:
    reason = " ".join(str(error).split())
    return FactsError("{file} cannot be read: {reason}.", file=name, reason=reason)


def names_in(facts: Path, folder: str, suffix: str, problems: Problems) -> list[str]:
    """Return the files of a folder, relative to `facts`, sorted; any other kind of file is a fault."""
    paths = sorted(path for path in (facts / folder).glob("*") if not path.name.startswith("."))
    for path in paths:
        if path.suffix != suffix:
            problems.add(
                FactsError(
                    "{file} does not belong into this folder; it holds {suffix} files only.",
                    file=f"{folder}/{path.name}",
                    suffix=suffix,
                )
            )
    return [f"{folder}/{path.name}" for path in paths if path.suffix == suffix]


def facts_digest(facts: Path = FACTS) -> str:
    """Return the SHA-256 over the names and contents of all files below `facts` but hidden ones."""
    digest = hashlib.sha256()
    for name, path in _files_below(facts):
        content = path.read_bytes()
        digest.update(f"{name}\0{len(content)}\0".encode())
        digest.update(content)
    return digest.hexdigest()


def facts_fingerprint(facts: Path = FACTS) -> tuple[tuple[str, int, int], ...]:
    """Return name, time of modification (ns) and size (bytes) of every file that the digest covers.

    No file is read, so this is a cheap test of whether the digest may have changed.
    """
    stats = ((name, path.stat()) for name, path in _files_below(facts))
    return tuple((name, stat.st_mtime_ns, stat.st_size) for name, stat in stats)


def _files_below(facts: Path) -> Iterator[tuple[str, Path]]:
    """Yield the files below `facts` with their relative names, sorted by name, hidden ones left out."""
    for path in sorted(facts.rglob("*"), key=lambda path: path.relative_to(facts).as_posix()):
        relative = path.relative_to(facts)
        if path.is_file() and not any(part.startswith(".") for part in relative.parts):
            yield relative.as_posix(), path
