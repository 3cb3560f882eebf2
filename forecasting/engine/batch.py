"""Many jobs of one kind, in this process or through any concurrent.futures.Executor."""

from __future__ import annotations

import signal
import sys
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Executor, Future, ProcessPoolExecutor, as_completed
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from multiprocessing.context import SpawnContext, SpawnProcess
from types import ModuleType
from typing import Generic, TypeAlias, TypeVar

import numpy as np

from forecasting.core.errors import BatchError, TalentGapError
from forecasting.engine import COMBINATION, METHODS

Job = TypeVar("Job")
Made = TypeVar("Made")
Progress = Callable[[int, int], None]


@dataclass(frozen=True)
class Done(Generic[Made]):
    """A job that came to its end, with what it made."""

    result: Made


@dataclass(frozen=True)
class Failed:
    """A job that did not, with the reason."""

    error: TalentGapError


Outcome: TypeAlias = Done[Made] | Failed


def run_batch(
    jobs: Sequence[Job],
    work: Callable[[Job], Made],
    executor: Executor | None = None,
    progress: Progress | None = None,
) -> tuple[Outcome[Made], ...]:
    """What `work` makes of each job, in the order of the jobs; a failure concerns its job alone.

    Args:
        jobs: what `work` is called with, one at a time.
        work: a function that other processes can import, or a partial of one.
        executor: where the work is done; here, one after the other, by default.
        progress: called in this thread with (jobs done, jobs in all).
    """
    tell = progress or _silent
    attempt = partial(attempted, work)
    if executor is None:
        outcomes = []
        for done, job in enumerate(jobs, start=1):
            outcomes.append(attempt(job))
            tell(done, len(jobs))
        return tuple(outcomes)
    futures = [_submitted(executor, attempt, job) for job in jobs]
    try:
        for done, _ in enumerate(as_completed(futures), start=1):
            tell(done, len(jobs))
    except BaseException:
        for future in futures:
            future.cancel()
        raise
    return tuple(_collected(future) for future in futures)


def attempted(work: Callable[[Job], Made], job: Job) -> Outcome[Made]:
    """Do one job; whatever it raises becomes its outcome."""
    try:
        return Done(work(job))
    except TalentGapError as error:
        return Failed(error)
    except Exception as error:  # noqa: BLE001  # fitting libraries raise anything; it is reported
        return _unforeseen(error)


@contextmanager
def workers(processes: int) -> Iterator[Executor | None]:
    """An executor of that many processes; none for a single one, which is this process itself.

    Processes are spawned, as a fork would copy locks that other threads hold. Each computes with one
    thread (see forecasting/__init__.py).
    """
    if processes <= 1:
        yield None
        return
    pool = ProcessPoolExecutor(processes, mp_context=_Spawn(), initializer=_prepare_worker)
    try:
        yield pool
    finally:
        pool.shutdown(cancel_futures=True)


def _submitted(
    executor: Executor, attempt: Callable[[Job], Outcome[Made]], job: Job
) -> Future[Outcome[Made]]:
    """The job's future, failed already when the executor takes no more jobs."""
    try:
        return executor.submit(attempt, job)
    except RuntimeError as error:  # also the one of a broken executor
        refused: Future[Outcome[Made]] = Future()
        refused.set_exception(error)
        return refused


def _collected(future: Future[Outcome[Made]]) -> Outcome[Made]:
    try:
        return future.result()
    except Exception as error:  # noqa: BLE001  # a lost worker, or a job that cannot be sent to one
        return _unforeseen(error)


def _unforeseen(error: Exception) -> Failed:
    return Failed(
        BatchError(
            "The calculation stopped unexpectedly ({reason}). Check the figures of the series, or "
            "run it again in one process (--jobs 1).",
            reason=f"{type(error).__name__}: {error}",
        )
    )


def _silent(_done: int, _count: int) -> None:
    """Nobody listens."""


class _Worker(SpawnProcess):
    """A process that does not run the main module again.

    Under Streamlit the main module is the dashboard, which has no guard against that.
    """

    def start(self) -> None:
        main = sys.modules["__main__"]
        sys.modules["__main__"] = ModuleType("__main__")
        try:
            super().start()
        finally:
            sys.modules["__main__"] = main


class _Spawn(SpawnContext):
    Process = _Worker


def _prepare_worker() -> None:
    """Leave Ctrl-C to the parent, and load the heavy libraries before the first job."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    for name in COMBINATION:
        METHODS[name].forecast(np.arange(1.0, 11.0), 1)
