"""The files below data/facts: tables, YAML and the digest of all of them."""

from __future__ import annotations

import csv
import hashlib
import os
from collections.abc import Collection, Hashable, Iterator
from pathlib import Path

import yaml

from data.reading.validation import Problems, Record
from forecasting.core.errors import FactsError

# The folder of facts; TALENT_GAP_FACTS names another one.
FACTS = Path(os.environ.get("TALENT_GAP_FACTS") or Path(__file__).parents[1] / "facts").absolute()


class _StrictLoader(yaml.CSafeLoader):
    """YAML in which a duplicate key is an error instead of the last one winning."""

    def construct_mapping(
        self,
        node: yaml.MappingNode,
        deep: bool = False,  # noqa: FBT001, FBT002  # YAML's own
    ) -> dict[Hashable, object]:
        seen: set[object] = set()
        for key_node, _ in node.value:
            key = key_node.value
            if key in seen:
                raise yaml.constructor.ConstructorError(
                    problem=f"“{key}” stands twice", problem_mark=key_node.start_mark
                )
            seen.add(key)
        return super().construct_mapping(node, deep=deep)


def read_table(
    facts: Path, name: str, columns: Collection[str], problems: Problems
) -> list[Record]:
    """The rows of a CSV file; `name` is relative to `facts`. Columns may be in any order."""
    try:
        with (facts / name).open(encoding="utf-8-sig", newline="") as file:
            reader = csv.DictReader(file, restkey="(more fields than columns)", strict=True)
            header = list(reader.fieldnames or ())
            records = [
                Record(f"{name}:{reader.line_num}", _present(row), problems) for row in reader
            ]
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        problems.add(_unreadable(name, error))
        return []
    head = Record(f"{name}:1", dict.fromkeys(header, ""), problems)
    head.check_names(columns)
    if not head.ok:
        return []
    for record in records:
        record.check_names(columns)
    return records


def _present(row: dict[str, str | None]) -> dict[str, object]:
    """Fields that the row has; a short row lacks the last ones."""
    return {name: value for name, value in row.items() if value is not None}


def read_yaml(facts: Path, name: str, problems: Problems) -> Record:
    """The mapping of a YAML file; empty when it cannot be read."""
    try:
        text = (facts / name).read_text(encoding="utf-8")
        content = yaml.load(text, Loader=_StrictLoader)  # noqa: S506  # a SafeLoader
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        problems.add(_unreadable(name, error))
        return Record(name, {}, problems, ok=False)
    if isinstance(content, dict):
        return Record(name, content, problems)
    problems.add(FactsError("{file} holds no fields. Fill it in or delete it.", file=name))
    return Record(name, {}, problems, ok=False)


def _unreadable(name: str, error: Exception) -> FactsError:
    reason = " ".join(str(error).split())
    return FactsError("{file} cannot be read: {reason}.", file=name, reason=reason)


def names_in(facts: Path, folder: str, suffix: str, problems: Problems) -> list[str]:
    """The files of a folder, relative to `facts`, sorted; any other kind of file is a fault."""
    found = sorted(path for path in (facts / folder).glob("*") if not path.name.startswith("."))
    for path in found:
        if path.suffix != suffix:
            problems.add(
                FactsError(
                    "{file} does not belong into this folder; it holds {suffix} files only.",
                    file=f"{folder}/{path.name}",
                    suffix=suffix,
                )
            )
    return [f"{folder}/{path.name}" for path in found if path.suffix == suffix]


def facts_digest(facts: Path = FACTS) -> str:
    """SHA-256 over the names and contents of all files below `facts`, hidden ones left out."""
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
