"""The documents keep their form, and say what is so."""

from __future__ import annotations

import ast
import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PACKAGES = {"benchmarks", "commands", "data", "forecasting", "pages", "reporting", "tests"}
CHANGELOG = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
MAKEFILE = (ROOT / "Makefile").read_text(encoding="utf-8")
DECISIONS = sorted((ROOT / "docs" / "decisions").glob("0*.md"))
CHANGES = {"Added", "Changed", "Deprecated", "Removed", "Fixed", "Security"}
PARTS_OF_A_DECISION = ["Context", "Options", "Choice", "Consequences"]


def versions() -> dict[str, dict[str, list[str]]]:
    """Version → kind of change → its entries, each as one line."""
    result: dict[str, dict[str, list[str]]] = {}
    for version in re.split(r"(?m)^## ", CHANGELOG)[1:]:
        name, _, body = version.partition("\n")
        parts = [part.partition("\n") for part in re.split(r"(?m)^### ", body)[1:]]
        result[name.strip()] = {
            kind.strip(): [" ".join(entry.split()) for entry in re.split(r"(?m)^- ", text)[1:]]
            for kind, _, text in parts
        }
    return result


def test_the_changelog_names_versions_and_dates() -> None:
    released = [name for name in versions() if name != "Unreleased"]
    assert "Unreleased" not in list(versions())[1:]
    assert not [
        name for name in released if not re.fullmatch(r"\d+\.\d+\.\d+ - \d{4}-\d\d-\d\d", name)
    ]


def test_each_version_lists_changes_by_kind() -> None:
    for version, kinds in versions().items():
        headings = re.findall(r"(?m)^### (.+)$", CHANGELOG.partition(f"## {version}\n")[2])
        assert kinds, version
        assert set(kinds) <= CHANGES, version
        assert len(headings) >= len(kinds), version
        assert not [kind for kind, entries in kinds.items() if not entries], version


def test_each_entry_of_the_changelog_is_a_sentence_of_its_own() -> None:
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


def test_every_decision_has_status_date_and_parts() -> None:
    index = (ROOT / "docs" / "decisions" / "README.md").read_text(encoding="utf-8")
    for number, path in enumerate(DECISIONS, start=1):
        text = path.read_text(encoding="utf-8")
        assert text.startswith(f"# {number}. "), path.name
        assert re.search(
            r"(?m)^- Status: (proposed|accepted|(amended|superseded) by \d+)$", text
        ), path.name
        assert re.search(r"(?m)^- Date: \d{4}-\d\d-\d\d$", text), path.name
        assert re.findall(r"(?m)^## (.+)$", text) == PARTS_OF_A_DECISION, path.name
        assert path.name in index, path.name


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


GLOSSARY = (ROOT / "docs" / "glossary.md").read_text(encoding="utf-8")
CODE = [path for path in ROOT.glob("*/**/*.py") if path.relative_to(ROOT).parts[0] in PACKAGES]


def glossary() -> list[list[str]]:
    """Rows of the tables: term, Chinese, meaning, names in code, names not used."""
    cells = [[cell.strip() for cell in line.split("|")[1:-1]] for line in GLOSSARY.splitlines()]
    return [row for row in cells if len(row) == 5 and row[0] not in {"term", "---"}]


def names(column: int) -> set[str]:
    return {name for row in glossary() for name in re.findall(r"`(\w+)`", row[column])}


def defined() -> set[str]:
    """Names of all classes and functions of the project and its tests."""
    kinds = ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef
    trees = (ast.parse(path.read_text(encoding="utf-8")) for path in CODE)
    return {node.name for tree in trees for node in ast.walk(tree) if isinstance(node, kinds)}


def test_a_term_is_defined_once_in_both_languages() -> None:
    terms = [row[0] for row in glossary()]
    assert len(terms) > 50
    assert len(set(terms)) == len(terms)
    assert not [row[0] for row in glossary() if not re.search("[一-鿿]", row[1]) or not row[2]]


def test_names_of_the_glossary_are_in_the_code() -> None:
    text = "\n".join(path.read_text(encoding="utf-8") for path in CODE)
    modules = {path.stem for path in CODE}
    words = set(re.findall(r"\w+", text)) | modules
    assert not names(3) - words


def test_no_class_or_function_has_a_name_that_is_not_used() -> None:
    reused = names(4) & {name.lstrip("_") for name in defined()}
    assert not reused, sorted(reused)
