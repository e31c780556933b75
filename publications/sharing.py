"""The same work on all publications, shared between processes of this machine.

Each process is a fresh interpreter with a connection of its own, whatever threads this one has. Where this one has
ended, the others do so too, as soon as they ask for what to do next.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from importlib import import_module
from multiprocessing import get_context, parent_process
from multiprocessing.connection import wait
from multiprocessing.process import BaseProcess
from typing import NamedTuple

from django.db import connection

MOST = 4  # processes; each has the memory that its work takes
_WORTH = 20_000  # publications, below which starting a process takes longer than it saves


class Share(NamedTuple):
    """Which of the processes this is, and how many there are."""

    number: int
    of: int

    def part(self, whole: Sequence[int]) -> Iterator[int]:
        """Yield every second or third ... of all there is, as long as the process that shares the work is there."""
        return _while_wanted(whole[self.number :: self.of])

    def stretch(self, whole: Sequence[int]) -> Iterator[int]:
        """Yield the first half or third ... of all there is, or the second ..., as long as that process is there."""
        ends = [len(whole) * number // self.of for number in (self.number, self.number + 1)]
        return _while_wanted(whole[slice(*ends)])


ALONE = Share(0, 1)


def _while_wanted(whole: Iterable[int]) -> Iterator[int]:
    """Yield all; ChildProcessError where the process that shares the work has ended, as then nobody waits for it."""
    parent = parent_process()
    for one in whole:
        if parent is not None and not parent.is_alive():
            raise ChildProcessError("The process that shared this work has ended.")
        yield one


def number_for(publications: int) -> int:
    """Return in how many processes work on so many publications is best done."""
    if connection.in_atomic_block:  # what is not committed yet is seen by this connection only
        return 1
    return min(MOST, os.cpu_count() or 1, 1 + publications // _WORTH)


def shared(work: str, arguments: Iterable, processes: int) -> None:
    """Run `work`, "package.module.function", with a Share and the arguments: here, or in several processes at once.

    ChildProcessError where one of them has failed, which stops the others; what went wrong there stands in the log.
    """
    if processes == 1:
        _function(work)(ALONE, *arguments)
        return
    context = get_context("spawn")
    tasks = [(connection.settings_dict, work, Share(number, processes), *arguments) for number in range(processes)]
    running = [context.Process(target=_work, args=task, daemon=True) for task in tasks]
    for process in running:
        process.start()
    _wait_for(running)
    if any(process.exitcode for process in running):
        raise ChildProcessError(f"Of {processes} processes of {work} not all have ended well.")


def _wait_for(running: Iterable[BaseProcess]) -> None:
    """Wait until all have ended; where one fails, nobody needs what the others do."""
    left = {process.sentinel: process for process in running}
    while left:
        for ended in wait(left):
            process = left.pop(ended)
            process.join()
            if process.exitcode:
                for other in left.values():
                    other.terminate()


def _function(name: str):
    module, _, function = name.rpartition(".")
    return getattr(import_module(module), function)


def _work(database: dict, work: str, share: Share, *arguments) -> None:
    """Begin a process: Django, with the database of the one that started it."""
    import django

    django.setup()
    connection.settings_dict.update(database)
    try:
        _function(work)(share, *arguments)
    finally:
        connection.close()
