"""Jobs keep their order, a failure concerns its job alone, and workers start clean."""

from __future__ import annotations

import math
import os
import sys
from concurrent.futures import BrokenExecutor, Executor, Future, ThreadPoolExecutor
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from forecasting.core.errors import BatchError, SeriesError
from forecasting.engine.batch import Failed, Succeeded, run_batch, workers


def root(number: float) -> float:
    if number < 0:
        raise SeriesError("{number} is negative.", number=number)
    return 1 / math.sqrt(number)


class Scripted(Executor):
    """Returns the futures it was given, one a job; then it is broken and takes no more."""

    def __init__(self, *futures: Future[Any]) -> None:
        self._futures = list(futures)

    def submit(self, *_: Any, **__: Any) -> Future[Any]:
        if not self._futures:
            raise BrokenExecutor("no more jobs")
        return self._futures.pop(0)


@pytest.mark.parametrize("threads", [None, 3])
def test_outcomes_are_in_the_order_of_the_jobs(threads: int | None) -> None:
    reported: list[tuple[int, int]] = []
    jobs = [4.0, -1.0, 0.0, 16.0]
    if threads is None:
        outcomes = run_batch(jobs, root, None, lambda *part: reported.append(part))
    else:
        with ThreadPoolExecutor(threads) as pool:
            outcomes = run_batch(jobs, root, pool, lambda *part: reported.append(part))
    first, negative, zero, last = outcomes
    assert (first, last) == (Succeeded(0.5), Succeeded(0.25))
    assert isinstance(negative, Failed)
    assert isinstance(negative.error, SeriesError)
    assert isinstance(zero, Failed)
    assert isinstance(zero.error, BatchError)
    assert "ZeroDivisionError" in str(zero.error)
    assert reported == [(1, 4), (2, 4), (3, 4), (4, 4)]


def test_no_jobs_are_no_fault() -> None:
    assert run_batch([], root) == ()


def test_a_lost_worker_is_the_outcome_of_its_jobs() -> None:
    lost: Future[Any] = Future()
    lost.set_exception(BrokenExecutor("a worker died"))
    outcomes = run_batch([1.0, 4.0], root, Scripted(lost))
    reasons = [str(outcome.error) for outcome in outcomes if isinstance(outcome, Failed)]
    assert ["a worker died" in reasons[0], "no more jobs" in reasons[1]] == [True, True]
    assert all("--jobs 1" in reason for reason in reasons)


def test_an_interruption_cancels_the_jobs_that_wait() -> None:
    waiting: list[Future[Any]] = [Future(), Future(), Future()]
    waiting[0].set_result(Succeeded(1.0))

    def interrupt(done: int, count: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        run_batch([1.0, 4.0, 9.0], root, Scripted(*waiting), interrupt)
    assert [future.cancelled() for future in waiting] == [False, True, True]


def test_one_process_is_this_one() -> None:
    with workers(1) as executor:
        assert executor is None


def test_workers_use_one_thread_and_do_not_run_the_main_module_again(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    script = tmp_path / "app.py"
    script.write_text(f"open({str(tmp_path / 'ran')!r}, 'w')", encoding="utf-8")
    main = ModuleType("__main__")
    main.__file__ = str(script)
    monkeypatch.setitem(sys.modules, "__main__", main)
    with workers(2) as executor:
        threads = run_batch(["OMP_NUM_THREADS"], os.getenv, executor)
    assert threads == (Succeeded("1"),)
    assert not (tmp_path / "ran").exists()
    assert sys.modules["__main__"] is main
