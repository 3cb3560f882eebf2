"""The documents keep their form, and say what is so."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
CHANGELOG = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
MAKEFILE = (ROOT / "Makefile").read_text(encoding="utf-8")
DECISIONS = sorted((ROOT / "docs" / "decisions").glob("0*.md"))
CHANGES = {"Added", "Changed", "Deprecated", "Removed", "Fixed", "Security"}
PARTS_OF_A_DECISION = ["Context", "Options", "Choice", "Consequences"]


def versions() -> dict[str, dict[str, list[str]]]:
    """Version → kind of change → its entries, each as one line."""
    found: dict[str, dict[str, list[str]]] = {}
    for version in re.split(r"(?m)^## ", CHANGELOG)[1:]:
        name, _, body = version.partition("\n")
        parts = [part.partition("\n") for part in re.split(r"(?m)^### ", body)[1:]]
        found[name.strip()] = {
            kind.strip(): [" ".join(entry.split()) for entry in re.split(r"(?m)^- ", text)[1:]]
            for kind, _, text in parts
        }
    return found


def test_the_changelog_begins_with_what_is_not_released() -> None:
    first, *released = versions()
    assert first == "Unreleased"
    assert not [name for name in released if not re.fullmatch(r"\[?\d+\.\d+\.\d+\]? - \S+", name)]


def test_each_version_lists_changes_by_kind() -> None:
    for version, kinds in versions().items():
        headings = re.findall(r"(?m)^### (.+)$", CHANGELOG.partition(f"## {version}\n")[2])
        assert kinds, version
        assert set(kinds) <= CHANGES, version
        assert len(headings) >= len(kinds), version
        assert not [kind for kind, entries in kinds.items() if not entries], version


def test_each_entry_of_the_changelog_is_a_sentence_said_once() -> None:
    entries = [entry for kinds in versions().values() for e in kinds.values() for entry in e]
    assert not [entry for entry in entries if len(entry.split()) < 5 or not entry.endswith(".")]
    assert len(set(entries)) == len(entries)


def test_a_kind_of_change_is_listed_once_in_a_version() -> None:
    for version in re.split(r"(?m)^## ", CHANGELOG)[1:]:
        headings = re.findall(r"(?m)^### (.+)$", version)
        assert len(set(headings)) == len(headings)


def test_make_help_lists_every_target() -> None:
    targets = set(re.findall(r"(?m)^([a-z][a-z-]*):", MAKEFILE))
    shown = subprocess.run(["make", "help"], cwd=ROOT, capture_output=True, text=True, check=True)
    listed = {line.split()[0] for line in shown.stdout.splitlines()}
    assert targets == listed
    assert targets <= set(re.search(r"\.PHONY: (.+)", MAKEFILE)[1].split())  # type: ignore[index]


def links(document: Path) -> list[str]:
    text = re.sub(r"```.*?```", "", document.read_text(encoding="utf-8"), flags=re.DOTALL)
    return [target.partition("#")[0] for target in re.findall(r"\]\(([^)\s]+)\)", text)]


def documents() -> list[Path]:
    return [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"), *(ROOT / ".github").rglob("*.md")]


@pytest.mark.parametrize(
    "document", documents(), ids=lambda path: path.relative_to(ROOT).as_posix()
)
def test_links_between_documents_lead_somewhere(document: Path) -> None:
    inside = [link for link in links(document) if link and "://" not in link]
    assert not [link for link in inside if not (document.parent / link).exists()]


@pytest.mark.parametrize(
    "document", documents(), ids=lambda path: path.relative_to(ROOT).as_posix()
)
def test_paths_in_documents_exist(document: Path) -> None:
    """A path in code marks, such as `forecasting/model/run.py`, is that of a file or folder."""
    text = document.read_text(encoding="utf-8")
    top = {path.name for path in ROOT.iterdir()}
    named = {name.rstrip("/") for name in re.findall(r"`([\w.-]+/[\w./-]*)`", text)}
    ours = {name for name in named if name.split("/")[0] in top - {"var"}}
    assert not [name for name in ours if not (ROOT / name).exists()]
