"""Measure sockets, bookings and pages on this machine, beside the least they could cost: `make bench`.

Compare ratios and CPU of one run with each other, not times of different runs. Servers, load and floors
are processes of their own on loopback; everything is stopped and thrown away at the end.
"""

import argparse
import json
import os
import platform
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from app.config import ROOT
from tests.bench import pages
from tests.bench.table import Line, as_json, draw
from tests.ledger import Ledger
from tests.server import Place, Server, a_place, running

OUT = ROOT / "data" / "bench.json"
FREE, TRIED = 3200, 5000  # in the first minute of a large fair

World = dict[str, Any]


def play(place: Place, server: Server, world: World, scene: str, **numbers: object) -> dict[str, Any]:
    """Let a crowd play a scene at a server; returns its figures."""
    file = place.folder / f"{scene}.json"
    spec = {"base": server.url, "pid": server.process.pid, "world": world} | numbers
    file.write_text(json.dumps(spec))
    return json.loads(place.run("tests.bench.crowd", scene, file).splitlines()[-1])


class Bench:
    """One run: parts that each leave lines in the table."""

    def __init__(self, wanted: argparse.Namespace, folder: Path) -> None:
        self.wanted, self.folder = wanted, folder
        self.lines: list[Line] = []
        self.part = ""

    def say(self, part: str) -> None:
        """Begin a part, and tell whoever waits."""
        self.part = part
        print(f"{time.strftime('%H:%M:%S')}  {part} ...", file=sys.stderr, flush=True)

    def note(self, what: str, value: float, unit: str = "", **bar: Any) -> None:
        """Put a figure in the table."""
        self.lines.append(Line(self.part, what, value, unit, **bar))

    @contextmanager
    def world(self, booths: int, slots: int, students: int, talks: int = 0) -> Iterator[tuple[Place, World]]:
        """A database of its own, filled; the kind is what TEST_DATABASE names."""
        with a_place(Path(tempfile.mkdtemp(dir=self.folder))) as place:
            yield place, place.fill(booths, slots, students, talks)

    def start(self) -> None:
        """From starting the process until it answers."""
        self.say("Start of the server")
        with self.world(40, 30, 300) as (place, _world):
            began = time.perf_counter()
            with running(place) as server:
                pages.time_page(server.url, server.process.pid, "/teller", "", times=1)
                self.note("until it answers", time.perf_counter() - began, "s", bar=2)

    def idle(self) -> None:
        """Lines that only stay open."""
        number = self.wanted.sockets
        self.say(f"{number:,} idle sockets")
        with self.world(100, 1, 1000) as (place, world), running(place) as server:
            made = play(place, server, world, "idle", sockets=number)
        self.note("sockets held", made["held"], bar=number, at_least=True)
        self.note("memory of each, above the bare server", made["bytes_each"] / 1024, "kB", bar=64)
        self.note("connected and watching", made["connects_per_second"], "per second")

    def broadcast(self) -> None:
        """The floor of a message to everybody."""
        self.say("Bare broadcast to 1,000 sockets (floor)")
        with self.world(1, 1, 1) as (place, world), running(place, "-m tests.bench.bare") as server:
            made = play(place, server, world, "emit", sockets=1000, times=40)
        self.note("CPU for each that receives", made["cpu_us"], "µs")

    def rush(self) -> None:
        """Everybody at once, for fewer times than there are people."""
        sockets = self.wanted.rush
        slots, seconds = sockets * FREE // TRIED // 100, sockets * 60 // TRIED
        self.say(f"Rush: {sockets:,} sockets try to book {slots * 100:,} times in {seconds} s")
        with self.world(100, slots, sockets * 4 // 5) as (place, world):
            with running(place) as server:
                made = play(place, server, world, "rush", sockets=sockets, seconds=seconds)
            ledger = Ledger(place.url)
            booked = {tuple(pair) for pair in made["booked"]}
            self.note("attempts", sockets)
            self.note("booked", len(booked))
            self.note("slots given twice", ledger.doubles(), bar=0)
            self.note("people in two talks at once", ledger.overlaps(), bar=0)
            lost = len(booked.symmetric_difference(ledger.booked())) + made["unanswered"]
            self.note("acknowledgements lost", lost, bar=0)
        self.note("acknowledged, median", made["p50_ms"], "ms")
        self.note("acknowledged, p95", made["p95_ms"], "ms", bar=500)
        self.note("load of the server", 100 * made["load"], "% of a core")

    def sustain(self) -> None:
        """Bookings in a row, beside the floors of the same run."""
        kind = os.environ.get("TEST_DATABASE", "sqlite")
        self.say(f"Bookings in a row, 1,000 sockets watching, on {NAMES[kind]}")
        before = self.floors()
        with self.world(100, 36, 1000) as (place, world):
            with running(place) as server:
                made = play(place, server, world, "sustain", sockets=1000, rounds=self.wanted.rounds)
            assert Ledger(place.url).doubles() == 0
        after = self.floors()  # measured on both sides: on a shared machine the speed drifts
        raw, orm = ((before[name] + after[name]) / 2 for name in ("raw", "orm"))
        self.note("bookings", made["per_second"], "per second")
        self.note("acknowledged, median of 50 at once", made["p50_ms"], "ms")
        self.note("CPU of the driver alone (floor)", raw, "ms")
        self.note("CPU of the bare ORM transaction (floor)", orm, "ms")
        self.note("CPU of the server for a booking", made["cpu_ms"], "ms", bar=BARS[kind])
        self.note("times the bare ORM transaction", made["cpu_ms"] / orm, "x", bar=3)

    def floors(self) -> dict[str, float]:
        """CPU of the same rows without a server, in milliseconds."""
        with self.world(100, 36, 1000) as (place, _world):
            return json.loads(place.run("tests.bench.floors", place.folder / "world.json"))

    def delay(self) -> None:
        """How soon others see it."""
        self.say("From booking to other screens, 1,000 sockets connected")
        with self.world(100, 36, 1000) as (place, world), running(place) as server:
            made = play(place, server, world, "delay", sockets=1000, bookings=150)
        self.note("screens that saw it", made["seen"])
        self.note("median", made["p50_ms"], "ms")
        self.note("p95", made["p95_ms"], "ms", bar=150)

    def pages(self) -> None:
        """Pages served alone."""
        for booths in (40, 250):
            self.say(f"Pages, {booths} booths with 36 times each")
            with self.world(booths, 36, 300, talks=8) as (place, world):
                counts = json.loads(place.run("tests.bench.pages", place.folder / "world.json"))
                with running(place) as server:
                    for name, (path, cookie) in pages.addresses(world).items():
                        if booths == 250 and name != "lobby":
                            continue
                        made = pages.time_page(server.url, server.process.pid, path, cookie)
                        self.note(f"{name}, queries", counts[name], bar=12)
                        self.note(f"{name}, median", made["p50_ms"], "ms")
                        self.note(f"{name}, p95", made["p95_ms"], "ms", bar=150 if name == "lobby" else 60)
                        self.note(f"{name}, CPU", made["cpu_ms"], "ms")


NAMES = {"sqlite": "SQLite", "postgresql": "PostgreSQL"}
BARS = {"sqlite": 2, "postgresql": 4}


def arguments() -> argparse.Namespace:
    """What to measure."""
    parser = argparse.ArgumentParser(prog="make bench", description=__doc__)
    parser.add_argument("--sockets", type=int, default=1000, help="idle sockets to hold, for example 9000")
    parser.add_argument("--rush", type=int, default=2000, help="sockets in the rush; 5000 is all of it")
    parser.add_argument("--rounds", type=int, default=2, help="rounds of 1,000 bookings in a row")
    parser.add_argument("--only", nargs="*", default=PARTS, choices=PARTS, help="parts to measure")
    return parser.parse_args()


PARTS = ["start", "idle", "broadcast", "rush", "sustain", "postgresql", "delay", "pages"]


def main() -> None:
    """Measure all that is wanted, print the table, and keep the figures."""
    wanted = arguments()
    began = time.perf_counter()
    os.environ["TEST_DATABASE"] = "sqlite"
    with tempfile.TemporaryDirectory() as folder:
        bench = Bench(wanted, Path(folder))
        for part in wanted.only:
            if part != "postgresql":
                getattr(bench, part)()
            elif "TEST_POSTGRES_URL" in os.environ:
                os.environ["TEST_DATABASE"] = "postgresql"
                bench.sustain()
                os.environ["TEST_DATABASE"] = "sqlite"
    print(draw(bench.lines))
    OUT.parent.mkdir(exist_ok=True)
    machine = {"cores": os.cpu_count(), "python": platform.python_version(), "at": time.strftime("%F %T")}
    OUT.write_text(json.dumps({"machine": machine, "lines": as_json(bench.lines)}, indent=1))
    missed = [line for line in bench.lines if line.reached is False]
    print(f"\n{len(missed)} bars not reached. {time.perf_counter() - began:.0f} s. Figures: {OUT}")


if __name__ == "__main__":
    main()
