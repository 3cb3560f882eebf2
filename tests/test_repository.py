"""Rules of the repository that no other tool checks."""

from __future__ import annotations

import ast
import re
import subprocess
from collections import Counter
from pathlib import Path

import pytest

from reporting.format.i18n import Language, translator

ROOT = Path(__file__).parent.parent
PAGES = sorted(p for p in (ROOT / "pages").glob("*.py") if p.name != "__init__.py")
PACKAGES = (
    *("app.py", "server.py", "cli.py", "scripts"),
    *("benchmarks", "commands", "data", "forecasting", "pages", "reporting", "tests"),
)
LONGEST_FILE = 400
LONGEST_PAGE = 80
LONGEST_FUNCTION = 50
FULLEST_FOLDER = 20


def tracked() -> list[Path]:
    """The files of the repository, also those not yet added; nothing that Git ignores."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    return [ROOT / name for name in listed.stdout.splitlines() if (ROOT / name).is_file()]


def code() -> list[Path]:
    return [p for p in tracked() if p.suffix == ".py" and p.relative_to(ROOT).parts[0] in PACKAGES]


def test_facts_hold_no_code() -> None:
    assert not list((ROOT / "data" / "facts").rglob("*.py"))


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_a_page_begins_with_the_guard(page: Path) -> None:
    statements = ast.parse(page.read_text(encoding="utf-8")).body
    imports = ast.Import | ast.ImportFrom
    first = next(s for s in statements if not isinstance(s, imports) and not _is_docstring(s))
    assert ast.unparse(first) == "locale = require_app(__file__)"


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_a_page_has_an_address_and_a_title_in_both_languages(page: Path) -> None:
    app = (ROOT / "app.py").read_text(encoding="utf-8")
    registered = re.search(
        rf'st\.Page\(\s*"pages/{page.name}",\s*title=tr\("([^"]+)"\).*?url_path="{page.stem}"',
        app,
        re.DOTALL,
    )
    assert registered, f"{page.name} is not registered in app.py"
    title = registered.group(1)
    assert re.search("[一-鿿]", translator(Language.ZH)(title)), f"{title} has no Chinese title"


def test_files_are_short() -> None:
    limits = {path: LONGEST_PAGE if path in PAGES else LONGEST_FILE for path in code()}
    lengths = {path: len(path.read_text(encoding="utf-8").splitlines()) for path in limits}
    assert not [f"{_name(p)}: {lengths[p]}" for p in limits if lengths[p] > limits[p]]


def test_functions_are_short() -> None:
    lengths = [
        (f"{_name(path)}:{node.lineno} {node.name}", (node.end_lineno or 0) - node.lineno + 1)
        for path in code()
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    ]
    assert not [(name, lines) for name, lines in lengths if lines > LONGEST_FUNCTION]


def test_no_folder_holds_more_than_twenty_modules() -> None:
    folders = Counter(path.parent for path in code())
    assert not {_name(f): count for f, count in folders.items() if count > FULLEST_FOLDER}


def test_no_file_holds_a_path_of_one_machine() -> None:
    pattern = re.compile(r"(?<![\w./-])/(?:home|root|Users|work)/\w")
    result = [p for p in tracked() if p != Path(__file__) and pattern.search(_text(p))]
    assert not result


def test_no_lock_file_or_registry_address_is_kept() -> None:
    names = {path.name for path in tracked()}
    assert not names & {"uv.lock", "poetry.lock", "pdm.lock", "Pipfile.lock", "package-lock.json"}


@pytest.mark.parametrize("name", ["requirements.txt", "requirements-dev.txt"])
def test_requirements_are_pinned_with_hashes_and_name_no_registry(name: str) -> None:
    text = (ROOT / name).read_text(encoding="utf-8")
    assert not re.search(r"index-url|find-links|https?://|file://|trusted-host", text)
    blocks = re.split(r"\n(?=\S)", re.sub(r"(?m)^\s*#.*\n", "", text).strip())
    assert len(blocks) > 20
    assert not [b.split()[0] for b in blocks if "==" not in b or "--hash=sha256:" not in b]


def _is_docstring(statement: ast.stmt) -> bool:
    return isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Constant)


def _text(path: Path) -> str:
    return path.read_bytes().decode("utf-8", errors="replace")


def _name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()
