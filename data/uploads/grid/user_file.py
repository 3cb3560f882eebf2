"""Any file of a person → its sheets of cells: text in several encodings, workbooks, saved web pages.

Everything is read from memory and nothing is written anywhere. What a file is, its content decides and
not its name.
"""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from zipfile import BadZipFile, ZipFile

from data.files.decoding import decode_text
from data.uploads.grid.delimited import cells_of
from data.uploads.grid.sheet import Limits, Sheet, UserFile
from data.uploads.grid.web_page import is_web_page, tables_of
from data.uploads.grid.workbook import calamine_sheets, ods_cells, unpacked_bytes, xlsx_sheets
from forecasting.core.errors import PanelError
from forecasting.engine import Notice

_MOST_CELLS = 2_000_000
_PACKED, _COMPOUND = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_NO_WORKBOOK = {  # in compound files, which XLS is one of
    "WordDocument".encode("utf-16-le"): "DOC",
    "PowerPoint Document".encode("utf-16-le"): "PPT",
}
_OTHER_KINDS = {
    b"%PDF": "PDF",
    b"\x89PNG": "PNG",
    b"\xff\xd8\xff": "JPEG",
    b"Rar!": "RAR",
    b"7z\xbc\xaf": "7Z",
    b"\x1f\x8b": "GZIP",
    b"{\\rtf": "RTF",
    b"PAR1": "Parquet",
    b"MIME-Version": "MHTML",
    b"PK\x05\x06": "ZIP",
}
_MHTML = b"Content-Type: multipart/related"


def open_file(content: bytes, name: str, limits: Limits) -> UserFile:
    """Return the sheets of a file.

    Args:
        content: the whole file.
        name: shown in errors; its ending says nothing about the content.
        limits: the most that is read.

    Raises:
        PanelError: the file is too large, protected, or no table; nothing of it is used then.
        TextFileError: the encoding of a text is unknown or doubtful.
    """
    if len(content) > limits.megabytes * 1_000_000:
        raise _too_large(name, limits.megabytes)
    other = next((kind for begin, kind in _OTHER_KINDS.items() if content.startswith(begin)), None)
    if other or _MHTML in content[:1000]:
        raise _no_table(name, other or "MHTML")
    if content.startswith(_COMPOUND):
        return _compound(content, name, limits)
    if content.startswith(_PACKED):
        return _packed(content, name, limits)
    return _text_file(content, name, limits)


def open_text(text: str, name: str = "") -> UserFile:
    """Return a pasted text or the text of a file as one sheet.

    Raises:
        PanelError: a quotation mark is not closed.
    """
    try:
        rows, separator = cells_of(text)
    except ValueError as error:
        reason, row = error.args
        if name:
            raise PanelError(
                "{file}, row {row}: this is not CSV ({reason}). Close the quotation mark or save the "
                "file again as CSV UTF-8.",
                file=name,
                row=row,
                reason=reason,
            ) from error
        raise PanelError(
            "Row {row}: this is no table ({reason}). Close the quotation mark and paste it again.",
            row=row,
            reason=reason,
        ) from error
    return UserFile(name, "text", (Sheet("", rows, separator),), text=text)


def read_content(path: Path) -> bytes:
    """Return the content of a file.

    Raises:
        PanelError: the file cannot be opened.
    """
    try:
        return path.read_bytes()
    except FileNotFoundError as error:
        raise PanelError("There is no file {file}.", file=path) from error
    except IsADirectoryError as error:
        raise PanelError("{file} is a folder. Name a file in it.", file=path) from error
    except OSError as error:
        raise PanelError(
            "{file} cannot be read: {reason}.", file=path.name, reason=error.strerror or error
        ) from error


def _text_file(content: bytes, name: str, limits: Limits) -> UserFile:
    decoded = decode_text(content, name)
    if is_web_page(decoded.text):
        sheets = tables_of(decoded.text, limits)
        if not sheets:
            raise PanelError(
                "{file} is a web page without a table. Open it in Excel or WPS and save it as XLSX.",
                file=name,
            )
        remark = Notice("{file} is a web page; its table was read.", {"file": name})
        return UserFile(name, "html", sheets, decoded.encoding, (remark,))
    file = open_text(decoded.text, name)
    _check_width(name, file.sheets, limits)
    return replace(file, encoding=decoded.encoding)


def _compound(content: bytes, name: str, limits: Limits) -> UserFile:
    """The old kind of Office files, which is also what a password wraps an XLSX into."""
    if _ENCRYPTED in content:
        raise _protected(name)
    for mark, kind in _NO_WORKBOOK.items():
        if mark in content:
            raise _no_table(name, kind)
    return _workbook(content, name, "xls", calamine_sheets, limits)


def _packed(content: bytes, name: str, limits: Limits) -> UserFile:
    try:
        too_large = unpacked_bytes(content) > limits.unpacked_megabytes * 1_000_000
        with ZipFile(io.BytesIO(content)) as packed:
            parts = set(packed.namelist())
    except BadZipFile as error:
        raise _unreadable(name, error) from error
    if too_large:
        raise _too_large(name, limits.unpacked_megabytes)
    if "xl/workbook.bin" in parts:
        return _workbook(content, name, "xlsb", calamine_sheets, limits)
    if "content.xml" in parts:
        if ods_cells(content) > _MOST_CELLS:
            raise _too_large(name, limits.megabytes)
        return _workbook(content, name, "ods", calamine_sheets, limits)
    if any(part.startswith("xl/") for part in parts):
        return _workbook(content, name, "xlsx", xlsx_sheets, limits)
    kinds = {"word/document.xml": "DOCX", "ppt/presentation.xml": "PPTX"}
    raise _no_table(name, next((kind for part, kind in kinds.items() if part in parts), "ZIP"))


def _workbook(
    content: bytes,
    name: str,
    kind: str,
    sheets_of: Callable[[bytes, Limits], tuple[Sheet, ...]],
    limits: Limits,
) -> UserFile:
    from python_calamine import PasswordError

    try:
        sheets = sheets_of(content, limits)
    except PasswordError as error:
        raise _protected(name) from error
    except Exception as error:  # a damaged workbook raises anything
        if "password" in str(error).lower() or "encrypt" in str(error).lower():
            raise _protected(name) from error
        raise _unreadable(name, error) from error
    if not sheets:
        raise _no_table(name, kind.upper())
    _check_width(name, sheets, limits)
    remarks: tuple[Notice, ...] = ()
    if kind != "xlsx":
        remarks = (
            Notice(
                "{kind} does not tell how numbers are shown (12% may come as 0.12); check rates and "
                "units, or save the file as XLSX.",
                {"kind": kind.upper()},
            ),
        )
    return UserFile(name, kind, sheets, remarks=remarks)


def _check_width(name: str, sheets: tuple[Sheet, ...], limits: Limits) -> None:
    for sheet in sheets:
        if any(any(row[limits.columns :]) for row in sheet.rows):
            raise PanelError(
                "{file} has more than {most} columns. Keep only the table of your own figures in it.",
                file=name,
                most=limits.columns,
            )


def _too_large(name: str, megabytes: int) -> PanelError:
    return PanelError(
        "{file} is larger than {most} MB. Keep only the table of your own figures in it.",
        file=name,
        most=megabytes,
    )


def _no_table(name: str, kind: str) -> PanelError:
    return PanelError(
        "{file} holds no table ({kind}). Save the table as XLSX or as CSV UTF-8.",
        file=name,
        kind=kind,
    )


def _protected(name: str) -> PanelError:
    return PanelError(
        "{file} is protected by a password. Open it in Excel or WPS, remove the password and save it "
        "again.",
        file=name,
    )


def _unreadable(name: str, error: Exception) -> PanelError:
    return PanelError(
        "{file} cannot be read as a workbook ({reason}). Save it as CSV UTF-8.",
        file=name,
        reason=f"{type(error).__name__}: {error}"[:200],
    )
