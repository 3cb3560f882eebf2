"""The bytes of a text file → its text: UTF-8 with or without byte-order mark, UTF-16 or GB18030 (GBK).

Nearly any sequence of bytes decodes as GB18030, so its result is checked: text of another encoding
(Latin-1, Big5, Shift-JIS, Windows-1251) turns into rare characters, kana or private-use characters.
"""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

from forecasting.core.errors import TextFileError

_MARKS = (  # the longer marks first: UTF-32 little-endian begins like UTF-16 little-endian
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_CHECKED = 200_000  # characters in which other encodings are looked for
_BESIDE_LETTER = re.compile(r"[A-Za-z]([^\x00-\x7f])|([^\x00-\x7f])(?=[A-Za-z])")
_RARE_SHARE = 0.3  # of the different characters; Chinese text has below 0.03, Big5 read as GBK 0.5
_SECOND_LEVEL_SHARE = 0.5
_FEWEST = 4  # different characters below which the share of second-level characters says nothing


@dataclass(frozen=True)
class DecodedText:
    """A text and the name of its encoding: utf-8, utf-8-sig, utf-16, utf-32 or gb18030."""

    text: str
    encoding: str


def decode_text(content: bytes, file: str) -> DecodedText:
    """Return the text of a file.

    Args:
        content: the whole file.
        file: its name, for the error.

    Raises:
        TextFileError: the encoding is none of the known ones, or is doubtful.
    """
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            return _decoded(content, encoding, file)
    if content.startswith(codecs.BOM_UTF8):
        text = _decoded(content.removeprefix(codecs.BOM_UTF8), "utf-8", file)
        return DecodedText(text.text, "utf-8-sig")
    wide = _utf16_without_mark(content)
    if wide:
        return _decoded(content, wide, file)
    try:
        text = DecodedText(content.decode("utf-8"), "utf-8")
    except UnicodeDecodeError:
        text = _decoded(content, "gb18030", file)
        _check_chinese(text.text, file)
    if "\0" in text.text:
        raise _not_text(file, text.text[: text.text.index("\0")].count("\n") + 1)
    return text


def _decoded(content: bytes, encoding: str, file: str) -> DecodedText:
    try:
        return DecodedText(content.decode(encoding), encoding)
    except UnicodeDecodeError as error:
        raise _not_text(file, error.object[: error.start].count(b"\n") + 1) from error


def _not_text(file: str, row: int) -> TextFileError:
    return TextFileError(
        "{file}, row {row}: this is text in none of UTF-8, UTF-16 and GB18030. Save the file as CSV "
        "UTF-8.",
        file=file,
        row=row,
    )


def _utf16_without_mark(content: bytes) -> str | None:
    """Return the byte order of UTF-16 without a mark: its line ends or digits have a zero byte."""
    head = content[:4000]
    if len(content) % 2 or b"\0" not in head:
        return None
    zeros = {"utf-16-le": head[1::2].count(0), "utf-16-be": head[0::2].count(0)}
    (_, fewer), (encoding, more) = sorted(zeros.items(), key=lambda item: item[1])
    return encoding if fewer == 0 and more * 5 >= len(head) // 2 else None


def _check_chinese(text: str, file: str) -> None:
    """Refuse a text that reads as GB18030 but is none in earnest."""
    text = text[:_CHECKED]
    different = {character for character in text if character > "\x7f"}
    latin = {a or b for a, b in _BESIDE_LETTER.findall(text) if not _in_gb2312(a or b)}
    rare = {c for c in different if c in latin or not (_in_gb2312(c) or _is_traditional(c))}
    second = {c for c in different if c.encode("gb18030")[0] > 0xD7}
    few_common = len(different) >= _FEWEST and len(second) > _SECOND_LEVEL_SHARE * len(different)
    if len(rare) > _RARE_SHARE * len(different) or few_common:
        shown = next((c for c in text if c in (rare or second)), "")
        row = text[: text.index(shown)].count("\n") + 1
        line = text.splitlines()[row - 1].strip()
        raise TextFileError(
            "{file}, row {row}: the encoding is not certain (it would read “{line}”). It is "
            "not UTF-8 and probably not GBK, but for instance Latin-1 or Big5. Save the file as CSV "
            "UTF-8.",
            file=file,
            row=row,
            line=line[:40],
        )


def _in_gb2312(character: str) -> bool:
    """Whether GB2312 has it as Chinese character, punctuation, full-width form or pinyin letter."""
    code = character.encode("gb18030")
    if len(code) != 2 or code[1] < 0xA1:
        return False
    return code[0] in {0xA1, 0xA2, 0xA3, 0xA8} or 0xB0 <= code[0] <= 0xF7


def _is_traditional(character: str) -> bool:
    """Whether Big5 has it among its frequently used characters."""
    try:
        return 0xA4 <= character.encode("big5")[0] <= 0xC6
    except UnicodeEncodeError:
        return False
