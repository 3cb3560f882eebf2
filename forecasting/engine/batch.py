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
Result = TypeVar("Result")
ProgressCallback = Callable[[int, int], None]


@dataclass(frozen=True)
class Succeeded(Generic[Result]):
    """A job that succeeded, with its result."""

    result: Result


@dataclass(frozen=True)
class Failed:
    """A job that failed, with the reason."""

    error: TalentGapError


Outcome: TypeAlias = Succeeded[Result] | Failed


def run_batch(
    jobs: Sequence[Job],
    work: Callable[[Job], Result],
    executor: Executor | None = None,
    progress: ProgressCallback | None = None,
) -> tuple[Outcome[Result], ...]:
    """Do each job; return its outcome, in the order of the jobs. A failure concerns its job alone.

    Args:
        jobs: arguments of `work`, one for each call.
        work: a function that other processes can import, or a partial of one.
        executor: where the work is done; by default in this process, one job after the other.
        progress: called in this thread with (jobs done, jobs in all).
    """
    report = progress or _ignore_progress
    job_outcome = partial(attempt, work)
    if executor is None:
        outcomes = []
        for done, job in enumerate(jobs, start=1):
            outcomes.append(job_outcome(job))
            report(done, len(jobs))
        return tuple(outcomes)
    futures = [_submit(executor, job_outcome, job) for job in jobs]
    try:
        for done, _ in enumerate(as_completed(futures), start=1):
            report(done, len(jobs))
    except BaseException:
        for future in futures:
            future.cancel()
        raise
    return tuple(_outcome(future) for future in futures)


def attempt(work: Callable[[Job], Result], job: Job) -> Outcome[Result]:
    """Do one job; an error that it raises becomes its outcome."""
    try:
        return Succeeded(work(job))
    except TalentGapError as error:
        return Failed(error)
    except Exception as error:  # noqa: BLE001  # fitting libraries raise anything; it is reported
        return _unexpected(error)


@contextmanager
def workers(processes: int) -> Iterator[Executor | None]:
    """Yield an executor of that many processes, or None for one, which is this process itself.

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


def _submit(
    executor: Executor, job_outcome: Callable[[Job], Outcome[Result]], job: Job
) -> Future[Outcome[Result]]:
    """Submit a job; return its future, failed already when the executor takes no more jobs."""
    try:
        return executor.submit(job_outcome, job)
    except RuntimeError as error:  # also the one of a broken executor
        refused: Future[Outcome[Result]] = Future()
        refused.set_exception(error)
        return refused


def _outcome(future: Future[Outcome[Result]]) -> Outcome[Result]:
    try:
        return future.result()
    except Exception as error:  # noqa: BLE001  # a lost worker, or a job that cannot be sent to one
        return _unexpected(error)


def _unexpected(error: Exception) -> Failed:
    return Failed(
        BatchError(
            "The calculation stopped unexpectedly ({reason}). Check the figures of the series, or "
            "run it again in one process (--jobs 1).",
            reason=f"{type(error).__name__}: {error}",
        )
    )


def _ignore_progress(_done: int, _count: int) -> None:
    """Report to nobody."""


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
