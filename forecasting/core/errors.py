"""Errors that a user can act on, in either language.

An error carries an English template and the values that fill it, so that the screen can show it in
Chinese while logs and tests read it in English. The template is also the message id of the
translation catalogue.
"""

from __future__ import annotations


class TalentGapError(Exception):
    """Base of every error that is shown to a user: what is wrong, where, and what to do."""

    def __init__(self, template: str, **values: object) -> None:
        self.template = template
        self.values = values
        super().__init__(template.format(**values))

    def __reduce__(self) -> tuple[object, ...]:
        return _rebuild, (type(self), self.template, self.values)


class SeriesError(TalentGapError):
    """A series cannot be used as it is: too short, a wrong unit, years out of order."""


class ParameterError(TalentGapError):
    """A parameter is outside its bounds or missing."""


class ScenarioError(TalentGapError):
    """A scenario or a measure setting is not valid."""


class FactsError(TalentGapError):
    """A file of facts breaks a rule; the message names the file, the row and the field."""


class TextFileError(TalentGapError):
    """The encoding of a text file is not known; the message names the file and the row."""


class PanelError(TalentGapError):
    """A user's own file of series cannot be used; the message names the file, row and column."""


class BatchError(TalentGapError):
    """A job of a batch stopped for a reason that no rule foresees."""


class WarehouseError(TalentGapError):
    """The database is missing, busy or holds no such record."""


class ExportError(TalentGapError):
    """A chart or table cannot be written."""


def _rebuild(
    kind: type[TalentGapError], template: str, values: dict[str, object]
) -> TalentGapError:
    return kind(template, **values)
