"""Follow the folder of facts while a server runs: notice a change, build beside, and swap."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path
from tempfile import mkdtemp
from threading import Lock
from time import monotonic
from weakref import WeakValueDictionary, finalize

from data.build.database import open_database
from data.build.ingest import Progress
from data.reading.files import FACTS, facts_digest, facts_fingerprint
from data.store.warehouse import DATABASE, Warehouse
from forecasting.core.errors import FactsError, TalentGapError, WarehouseError

CHECK_SECONDS = 1.0  # the folder is looked at no more often than this
RETRY_SECONDS = (
    30.0  # after a failure that a change of the facts does not mend, such as a full disk
)


@dataclass(frozen=True, eq=False)
class FactsVersion:
    """The facts at one moment, and the database that was built from exactly these files.

    Attributes:
        facts: a copy of the folder, which lives as long as this object: what is read from it later fits
            the database even when the folder has changed since.
    """

    warehouse: Warehouse
    facts: Path

    def __post_init__(self) -> None:
        finalize(self, shutil.rmtree, self.facts, ignore_errors=True)

    @property
    def digest(self) -> str:
        """Identifies the facts (SHA-256, hexadecimal)."""
        return self.warehouse.digest


class FactsVersions:
    """The newest usable version of the facts, and those before that somebody still holds.

    Safe to share among threads. One thread at a time looks at the folder; while it builds a changed
    version, the others get the version there is.

    Attributes:
        problem: why the present facts cannot be used; None when the newest version is made from them.
    """

    def __init__(self, facts: Path = FACTS, database: Path = DATABASE) -> None:
        self.problem: TalentGapError | None = None
        self._facts, self._database = facts, database
        self._lock = Lock()
        self._newest: FactsVersion | None = None
        self._held: WeakValueDictionary[str, FactsVersion] = WeakValueDictionary()
        self._fingerprint: object = None
        self._next_check = 0.0

    def newest(self, progress: Progress | None = None) -> FactsVersion:
        """Return the newest version; build it first when the facts have changed.

        Args:
            progress: called with what the build does and the part (0 to 1) that is done.

        Raises:
            TalentGapError: the facts cannot be used, and there is no version before.
        """
        if self._newest is None:
            return self._first(progress)
        if monotonic() >= self._next_check and self._lock.acquire(blocking=False):
            try:
                self._follow(progress)
            finally:
                self._lock.release()
        return self._newest

    def _first(self, progress: Progress | None) -> FactsVersion:
        with self._lock:
            if self._newest is not None:  # opened by another visit meanwhile
                return self._newest
            try:
                return self._read(progress)
            except OSError as error:
                raise _unreadable(self._facts, error) from error

    def held(self, digest: str) -> FactsVersion:
        """Return the version of that digest, which a visit still uses.

        Raises:
            WarehouseError: nobody uses it any more.
        """
        version = self._held.get(digest)
        if version is None:
            raise WarehouseError(
                "The facts of version {digest} are no longer open. Reload the page.",
                digest=digest[:8],
            )
        return version

    def _follow(self, progress: Progress | None) -> None:
        """Take over the facts if they have changed; after a failure the version before stays."""
        wait = CHECK_SECONDS
        try:
            fingerprint = facts_fingerprint(self._facts)
            if fingerprint != self._fingerprint:
                self._read(progress)
        except FactsError as error:
            self.problem, self._fingerprint = error, fingerprint
        except TalentGapError as error:
            self.problem, wait = error, RETRY_SECONDS
        except OSError as error:
            self.problem = _unreadable(self._facts, error)
        self._next_check = monotonic() + wait

    def _read(self, progress: Progress | None) -> FactsVersion:
        fingerprint = facts_fingerprint(self._facts)
        version = self._held.get(facts_digest(self._facts)) or self._open(progress)
        self._newest = self._held[version.digest] = version
        self.problem, self._fingerprint = None, fingerprint
        self._next_check = monotonic() + CHECK_SECONDS
        return version

    def _open(self, progress: Progress | None) -> FactsVersion:
        copy = Path(mkdtemp(prefix="talent-gap-facts-"))
        try:
            hidden = shutil.ignore_patterns(".*")
            shutil.copytree(self._facts, copy, ignore=hidden, dirs_exist_ok=True)
            return FactsVersion(open_database(copy, self._database, progress), copy)
        except BaseException:
            shutil.rmtree(copy)
            raise


def _unreadable(facts: Path, error: OSError) -> FactsError:
    return FactsError(
        "The folder of facts {path} cannot be read ({reason}). Check that it is there.",
        path=facts,
        reason=error.strerror or error,
    )
