"""Keep the catalogue in step with the code: `python -m reporting.format.translations [--check]`.

Sentences are found in the syntax tree, where implicit concatenation is already one string: the first
argument of `tr(…)`, `tr.plural(…)` and `message(…)`, and the template of every error, notice or
finding. A class counts as one of these when it descends from TalentGapError or has a field `template`.
"""

from __future__ import annotations

import ast
import io
import re
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po, write_po

from reporting.format.i18n import CATALOGUE, LOCALE

ROOT = Path(__file__).parents[2]
SOURCES = ("app.py", "cli.py", "commands", "pages", "reporting", "forecasting", "data")
TEMPLATE = LOCALE / "messages.pot"
CALLS = frozenset({"tr", "message"})

Key = str | tuple[str, str]  # a sentence, or its singular and plural

_HEADER = """msgid ""
msgstr ""
"Project-Id-Version: talent-gap\\n"
"Language: {language}\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"Plural-Forms: nplurals=1; plural=0;\\n"

"""


@dataclass(frozen=True)
class Problem:
    """A fault of the catalogue or of the code that feeds it."""

    where: str
    what: str

    def __str__(self) -> str:
        return f"{self.where}: {self.what}"


def python_files(root: Path = ROOT) -> list[Path]:
    """Return the files whose sentences are translated."""
    sources = [root / name for name in SOURCES]
    files = [f for path in sources for f in ([path] if path.suffix else sorted(path.rglob("*.py")))]
    return [path for path in files if path.exists()]


def keys_of(files: Iterable[Path]) -> tuple[set[Key], list[Problem]]:
    """Return every sentence of the files, and the calls whose sentence cannot be extracted."""
    trees = {path: ast.parse(path.read_text(encoding="utf-8")) for path in files}
    keywords = CALLS | _template_classes(trees.values())
    keys: set[Key] = set()
    problems: list[Problem] = []
    for path, tree in trees.items():
        for call in (node for node in ast.walk(tree) if isinstance(node, ast.Call)):
            key = _key(call, keywords)
            if isinstance(key, str | tuple):
                keys.add(key)
            elif key is not None:
                problems.append(Problem(f"{path}:{call.lineno}", "sentence is put together here"))
    return keys, problems


def _template_classes(trees: Iterable[ast.Module]) -> set[str]:
    classes = [node for tree in trees for node in ast.walk(tree) if isinstance(node, ast.ClassDef)]
    names = {"TalentGapError"} | {node.name for node in classes if _has_template(node)}
    while True:
        heirs = {node.name for node in classes if names & set(_base_names(node))}
        if heirs <= names:
            return names
        names |= heirs


def _has_template(node: ast.ClassDef) -> bool:
    return "Protocol" not in _base_names(node) and any(
        isinstance(part, ast.AnnAssign) and ast.unparse(part.target) == "template"
        for part in node.body
    )


def _base_names(node: ast.ClassDef) -> Iterator[str]:
    return (ast.unparse(base).rsplit(".", 1)[-1] for base in node.bases)


def _key(call: ast.Call, keywords: set[str] | frozenset[str]) -> Key | ast.expr | None:
    """Return the sentence of a call, its expression when that is no literal, None for other calls."""
    name = ast.unparse(call.func)
    if name.endswith("tr.plural"):
        forms = tuple(_literal(argument) for argument in call.args[:2])
        return (forms[0], forms[1]) if forms[0] and forms[1] else call.args[0]
    if not name.startswith("translator(") and name.rsplit(".", 1)[-1] not in keywords:
        return None
    sentences = _sentences(call.args) or [k.value for k in call.keywords if k.arg == "template"]
    if not sentences:
        return None
    literal = _literal(sentences[0])
    built = isinstance(sentences[0], ast.JoinedStr | ast.BinOp)
    return literal or (sentences[0] if built else None)


def _sentences(arguments: Iterable[ast.expr]) -> list[ast.expr]:
    """Return arguments that are a sentence or put one together; names and numbers are neither."""
    built = (ast.JoinedStr, ast.BinOp)
    return [node for node in arguments if _literal(node) or isinstance(node, built)]


def _literal(node: ast.expr) -> str | None:
    is_text = isinstance(node, ast.Constant) and isinstance(node.value, str)
    return node.value if is_text else None  # type: ignore[attr-defined, no-any-return, unused-ignore]


def read_catalogue(path: Path = CATALOGUE) -> Catalog:
    """Return the catalogue of the file, an empty one when there is none yet."""
    if not path.exists():
        return Catalog(locale="zh")
    with path.open("rb") as source:
        return read_po(source, locale="zh")


def merged(keys: Iterable[Key], old: Catalog) -> Catalog:
    """Return a catalogue of exactly these keys that keeps the translations there are."""
    new = Catalog(locale="zh")
    for key in keys:
        known = old.get(key)
        new.add(key, known.string if known and not known.fuzzy else None)
    return new


def render_catalogue(catalog: Catalog, language: str) -> str:
    """Return the text of a .po file: sorted, unwrapped, without dates, so that only sentences change."""
    body = io.BytesIO()
    for entry in catalog:
        entry.flags.discard("python-format")  # "50% interval" is no format
    write_po(body, catalog, width=0, no_location=True, omit_header=True, sort_output=True)
    return _HEADER.format(language=language) + body.getvalue().decode().strip("\n") + "\n"


def untranslated(catalog: Catalog) -> list[Message]:
    """Return messages without a Chinese sentence."""
    return [entry for entry in catalog if entry.id and not all(_texts(entry.string))]


def placeholders(text: str) -> set[str]:
    """Return the names in {braces}, without format specifications."""
    return set(re.findall(r"\{([A-Za-z_][A-Za-z0-9_]*)", text.replace("{{", "").replace("}}", "")))


def faults(keys: set[Key], catalog: Catalog) -> list[Problem]:
    """Return missing, fuzzy and obsolete translations, and those with other placeholders."""
    known = {_as_key(entry) for entry in catalog if entry.id}
    problems = [Problem("missing", str(key)) for key in sorted(keys - known, key=str)]
    problems += [Problem("obsolete", str(key)) for key in sorted(known - keys, key=str)]
    problems += [Problem("obsolete", str(key)) for key in catalog.obsolete]
    problems += [Problem("untranslated", str(entry.id)) for entry in untranslated(catalog)]
    problems += [Problem("fuzzy", str(entry.id)) for entry in catalog if entry.id and entry.fuzzy]
    return problems + [
        Problem("placeholders differ", f"{entry.id} → {text}")
        for entry in catalog
        if entry.id
        for text in _texts(entry.string)
        if text and placeholders(text) != placeholders(_texts(entry.id)[-1])
    ]


def _as_key(entry: Message) -> Key:
    return entry.id if isinstance(entry.id, str) else (entry.id[0], entry.id[1])


def _texts(text: str | list[str] | tuple[str, ...] | None) -> tuple[str, ...]:
    return (text or "",) if text is None or isinstance(text, str) else tuple(text)


def main(arguments: list[str]) -> int:
    """Update the catalogue, or with --check only report; 1 when a translation is missing."""
    keys, problems = keys_of(python_files())
    catalog = read_catalogue()
    if "--check" not in arguments:
        catalog = merged(keys, catalog)
        CATALOGUE.write_text(render_catalogue(catalog, "zh"), encoding="utf-8")
        TEMPLATE.write_text(render_catalogue(merged(keys, Catalog()), ""), encoding="utf-8")
    problems += faults(keys, catalog)
    sys.stdout.writelines(f"{problem}\n" for problem in problems)
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
