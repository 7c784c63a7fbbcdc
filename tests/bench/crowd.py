"""Load from a process of its own: `python -m tests.bench.crowd SCENE FILE` plays a scene and prints figures.

FILE holds the world, the server's address and process, and the scene's numbers. All scenes end by themselves.
"""

import asyncio
import json
import os
import random
import re
import resource
import sys
import time
from collections.abc import Callable, Coroutine, Iterable
from itertools import islice
from pathlib import Path
from typing import Any

import aiohttp

from tests.bench.world import plan
from tests.line import Line

TICKS = os.sysconf("SC_CLK_TCK")
PAGE = os.sysconf("SC_PAGE_SIZE")
SLOT_ID = re.compile(r'id="slot-(\d+)"')

Spec = dict[str, Any]


def cpu(pid: int) -> float:
    """Seconds of CPU that a process has used, in user code and in the kernel for it."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / TICKS


def memory(pid: int) -> int:
    """Bytes of memory that a process holds."""
    return int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * PAGE


def percentile(values: Iterable[float], share: float) -> float:
    """The value under which this share of the values lies."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))] if ordered else float("nan")


def in_ms(values: list[float]) -> dict[str, float]:
    """Median, p95 and worst of a list of seconds, in milliseconds."""
    return {
        "p50_ms": 1000 * percentile(values, 0.5),
        "p95_ms": 1000 * percentile(values, 0.95),
        "worst_ms": 1000 * max(values, default=float("nan")),
    }


async def together(jobs: Iterable[Coroutine[Any, Any, Any]], at_once: int) -> list[Any]:
    """Do many things, so many at once; returns what they return, in order."""
    seats = asyncio.Semaphore(at_once)

    async def seated(job: Coroutine[Any, Any, Any]) -> Any:
        async with seats:
            return await job

    return await asyncio.gather(*map(seated, jobs))


class Crowd:
    """Open lines to one server, each signed in and watching what its page would watch."""

    def __init__(self, http: aiohttp.ClientSession, spec: Spec) -> None:
        self.http, self.spec, self.world = http, spec, spec["world"]
        self.lines: list[Line] = []

    async def enter(self, students: list[int], booths: list[int], rooms: bool = True) -> None:
        """Connect these students, each watching a booth and themselves."""
        jobs = [self._enter(s, b, rooms) for s, b in zip(students, booths, strict=True)]
        self.lines = await together(jobs, at_once=100)

    async def _enter(self, student: int, booth: int, rooms: bool) -> Line:
        line = await Line.open(self.http, self.spec["base"], self.world["cookies"][student])
        line.on_patch = ignore
        if rooms:
            await line.watch(
                f"booth:{self.world['booths'][booth]}", f"person:{self.world['students'][student]}"
            )
        return line

    async def book(self, line: Line, booth: int, slot: int) -> tuple[float, str]:
        """Book a slot; returns how long the answer took, and the refusal if it was one."""
        slot_id, began = self.world["slots"][booth][slot], time.perf_counter()
        try:
            answer = await line.command("slot:book", slot_id=slot_id, question="", key=os.urandom(9).hex())
        except (TimeoutError, asyncio.CancelledError):
            return time.perf_counter() - began, "no answer"
        return time.perf_counter() - began, answer.get("error", "")


def ignore(_html: str) -> None:
    """A watcher who only looks."""


async def idle(crowd: Crowd) -> Spec:
    """Many lines that only stay open."""
    spec = crowd.spec
    before, began = memory(spec["pid"]), time.perf_counter()
    number = spec["sockets"]
    students, booths = len(crowd.world["students"]), len(crowd.world["booths"])
    await crowd.enter([n % students for n in range(number)], [n % booths for n in range(number)])
    took = time.perf_counter() - began
    await asyncio.sleep(3)
    held = sum(line.is_open for line in crowd.lines)
    used = memory(spec["pid"]) - before
    return {"held": held, "bytes_each": used / number, "connects_per_second": number / took}


async def rush(crowd: Crowd) -> Spec:
    """Everybody books within a minute; one in four has a second browser that tries an overlapping time."""
    spec, chance = crowd.spec, random.Random(71)
    sockets, booths = spec["sockets"], len(crowd.world["booths"])
    people = sockets * 4 // 5
    students = [n % people for n in range(sockets)]
    booth_of = [n % booths for n in range(people)] + [(n + 1) % booths for n in range(sockets - people)]
    slot_of = [chance.randrange(len(crowd.world["slots"][0])) for _ in range(people)]
    await crowd.enter(students, booth_of)
    used = cpu(spec["pid"])

    async def attempt(number: int) -> tuple[float, str]:
        await asyncio.sleep(chance.random() * spec["seconds"])
        return await crowd.book(crowd.lines[number], booth_of[number], slot_of[students[number]])

    answers = await asyncio.gather(*map(attempt, range(sockets)))
    used = cpu(spec["pid"]) - used
    booked = [
        [crowd.world["students"][students[n]], crowd.world["slots"][booth_of[n]][slot_of[students[n]]]]
        for n, (_took, refusal) in enumerate(answers)
        if not refusal
    ]
    refusals = [refusal for _took, refusal in answers if refusal]
    figures = in_ms([took for took, _refusal in answers])
    return figures | {
        "booked": booked,
        "refusals": {words: refusals.count(words) for words in set(refusals)},
        "unanswered": refusals.count("no answer"),
        "load": used / spec["seconds"],
    }


async def sustain(crowd: Crowd) -> Spec:
    """Bookings one after the other on many lines at once, each seen by the watchers of its booth."""
    spec, world = crowd.spec, crowd.world
    students = list(range(spec["sockets"]))
    await crowd.enter(students, [student % len(world["booths"]) for student in students])
    wishes = list(islice(plan(world, spec["rounds"]), spec["rounds"] * len(students)))
    warm, wishes = wishes[:100], wishes[100:]

    def jobs(some: list[tuple[int, int, int]]) -> list[Coroutine[Any, Any, tuple[float, str]]]:
        return [crowd.book(crowd.lines[student], booth, slot) for student, booth, slot in some]

    await together(jobs(warm), at_once=10)
    used, began = cpu(spec["pid"]), time.perf_counter()
    answers = await together(jobs(wishes), at_once=50)
    took = time.perf_counter() - began
    await asyncio.sleep(1.5)  # what is gathered for a second counts too
    used = cpu(spec["pid"]) - used
    refused = [refusal for _took, refusal in answers if refusal]
    assert not refused, refused[:3]
    figures = in_ms([took for took, _refusal in answers])
    return figures | {"per_second": len(wishes) / took, "cpu_ms": 1000 * used / len(wishes)}


async def delay(crowd: Crowd) -> Spec:
    """How long until a booked slot is on the screens of others who watch the booth, at a calm pace."""
    spec, world = crowd.spec, crowd.world
    students = list(range(spec["sockets"]))
    booths = [student % len(world["booths"]) for student in students]
    await crowd.enter(students, booths)
    began: dict[int, float] = {}
    delays: list[float] = []

    def seen(html: str) -> None:
        found = SLOT_ID.search(html)
        if found and int(found[1]) in began:
            delays.append(time.perf_counter() - began[int(found[1])])

    for line in crowd.lines:
        line.on_patch = seen
    for student, booth, slot in islice(plan(world, 1), spec["bookings"]):
        began[world["slots"][booth][slot]] = time.perf_counter()
        _took, refusal = await crowd.book(crowd.lines[student], booth, slot)
        assert not refusal, refusal
        await asyncio.sleep(0.05)
    await asyncio.sleep(1)
    return in_ms(delays) | {"seen": len(delays)}


async def emit(crowd: Crowd) -> Spec:
    """CPU per recipient of a bare message to everybody, from a server that does nothing else."""
    spec = crowd.spec
    await crowd.enter([0] * spec["sockets"], [0] * spec["sockets"], rooms=False)
    await crowd.lines[0].ask("again", spec["times"])
    used = cpu(spec["pid"])
    await crowd.lines[0].ask("again", spec["times"])
    used = cpu(spec["pid"]) - used
    return {"cpu_us": 1e6 * used / spec["times"] / spec["sockets"]}


SCENES: dict[str, Callable[[Crowd], Coroutine[Any, Any, Spec]]] = {
    scene.__name__: scene for scene in (idle, rush, sustain, delay, emit)
}


async def play(scene: str, spec: Spec) -> Spec:
    """Play one scene to its end, at most three minutes."""
    connector = aiohttp.TCPConnector(limit=0)
    async with aiohttp.ClientSession(connector=connector) as http, asyncio.timeout(180):
        crowd = Crowd(http, spec)
        figures = await SCENES[scene](crowd)
        await together([line.close() for line in crowd.lines], at_once=200)
        return figures


def main(scene: str, file: str) -> None:
    """Play a scene and print what it measured."""
    _soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
    print(json.dumps(asyncio.run(play(scene, json.loads(Path(file).read_text())))))


if __name__ == "__main__":
    main(*sys.argv[1:])
