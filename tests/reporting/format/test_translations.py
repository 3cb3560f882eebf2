from __future__ import annotations

import re
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog

from reporting.format.i18n import CATALOGUE
from reporting.format.translations import (
    TEMPLATE,
    Key,
    faults,
    keys_of,
    merged,
    placeholders,
    python_files,
    read_catalogue,
    render_catalogue,
)

# Names that are the same in Chinese: products, formats, institutions, files and commands.
SAME_IN_CHINESE = re.compile(
    r"\{[^}]*\}|https?://\S*|`[^`]*`|--?[a-z][\w-]*"  # placeholders, addresses, code, options
    r"|[\w./{}*-]*[/_.][\w./{}*-]+"  # paths and files
    r"|python cli\.py( [a-z]+)*|make [a-z]+|pip install \S+"
    r"|%\([a-z_]+\)[rs]|Prophet|Theta|GM|DuckDB|Excel|WPS|PowerPoint|Word|Shapley|Streamlit"
    r"|OWA|MASE|sMAPE"
    r"|CSV|TSV|XLS[XB]?|ODS|JSON|YAML|PNG|SVG|PDF|UTF|GBK|GB/T|CAICT|GDP|SHA|DOCX|PPTX|SQL|ISO|LibreOffice"
    r"|Makridakis|Hyndman|Koehler|http|true|false|\b[a-z]+_[a-z_]+\b|lag_\w+|\bCtrl\b|[Uu]nicode",
)
FIELDS = {
    "about",
    "at_least",
    "at_most",
    "bound",
    "central",
    "definitions",
    "exact",
    "high",
    "judgement",
    "low",
    "trail",
    "url",
}


def test_every_sentence_is_translated_and_every_translation_used() -> None:
    keys, problems = keys_of(python_files())
    problems += faults(keys, read_catalogue())
    assert not problems, (
        "\n".join(map(str, problems)) + "\nRun `python -m reporting.format.translations`."
    )


def test_no_english_is_left_in_chinese_sentences() -> None:
    for entry in read_catalogue():
        texts = [entry.string] if isinstance(entry.string, str) else list(entry.string or ())
        for text in texts if entry.id else ():
            words = re.findall(r"[A-Za-z]{3,}", SAME_IN_CHINESE.sub(" ", text))
            assert set(words) <= FIELDS, f"{text}: {words}"


def test_catalogue_and_template_are_as_the_command_writes_them() -> None:
    keys, _ = keys_of(python_files())
    catalogue = merged(keys, read_catalogue())
    assert CATALOGUE.read_text(encoding="utf-8") == render_catalogue(catalogue, "zh")
    assert TEMPLATE.read_text(encoding="utf-8") == render_catalogue(merged(keys, Catalog()), "")


CODE = """
from dataclasses import dataclass
class SpecialError(TalentGapError): ...
@dataclass
class Finding:
    template: str
def f(tr, context):
    tr("one", name=tr("two {x}", x=1))
    context.tr("joined "
               "literal")
    tr.plural("{count} year", "{count} years", 3)
    message("marked")
    translator(language)("direct")
    raise SpecialError("an error in {place}", place=1)
    Finding(template="a finding")
    other("not for readers")
"""


def test_sentences_are_found_in_every_kind_of_expression(tmp_path: Path) -> None:
    (tmp_path / "code.py").write_text(CODE, encoding="utf-8")
    keys, problems = keys_of([tmp_path / "code.py"])
    assert not problems
    assert keys == {
        "one",
        "two {x}",
        "joined literal",
        ("{count} year", "{count} years"),
        "marked",
        "direct",
        "an error in {place}",
        "a finding",
    }


@pytest.mark.parametrize("call", ['tr(f"hello {name}")', 'tr("a" + name)'])
def test_a_sentence_that_is_put_together_is_a_fault(tmp_path: Path, call: str) -> None:
    (tmp_path / "code.py").write_text(call, encoding="utf-8")
    assert len(keys_of([tmp_path / "code.py"])[1]) == 1


def catalogue_of(**entries: str) -> Catalog:
    catalogue = Catalog(locale="zh")
    for key, text in entries.items():
        catalogue.add(key, text)
    return catalogue


def test_faults_name_what_is_wrong() -> None:
    catalogue = catalogue_of(done="完成", empty="", gone="没用")
    catalogue.add("to {place}", "去{region}")
    catalogue.add("unsure", "也许", flags=["fuzzy"])
    keys: set[Key] = {"done", "empty", "new", "to {place}", "unsure"}
    result = {problem.where for problem in faults(keys, catalogue)}
    assert result == {"missing", "obsolete", "untranslated", "fuzzy", "placeholders differ"}


def test_updating_keeps_translations_and_drops_what_is_gone() -> None:
    updated = merged({"done", "new"}, catalogue_of(done="完成", gone="没用"))
    assert {str(e.id): e.string for e in updated if e.id} == {"done": "完成", "new": None}


def test_the_file_depends_on_its_sentences_only() -> None:
    text = render_catalogue(catalogue_of(b="乙", a="甲"), "zh")
    assert text == render_catalogue(catalogue_of(a="甲", b="乙"), "zh")
    assert "POT-Creation-Date" not in text


def test_placeholders_are_read_without_their_format() -> None:
    assert placeholders("{a} and {b:.2f}, {{not}}") == {"a", "b"}
