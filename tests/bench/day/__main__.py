"""Play a whole fair day twice, without and with standby, and prove it after every minute: `make day`.

Each day is a process of its own on a database of its own: SQLite in a temporary folder, or one that is made
beside the PostgreSQL database in DATABASE_URL and thrown away. Nothing that is in that one is touched.
"""

import argparse
import json
import multiprocessing
import sys
import time
from multiprocessing.connection import Connection, wait
from pathlib import Path
from typing import Any

from tests.bench.day.figures import draw
from tests.bench.day.one import play_one
from tests.bench.day.play import Size

WIDTH = 40


class Stopped(Exception):
    """A day that was not played to its end, and why."""


def main() -> int:
    """Play, draw the table; 1 when something happened that must never be."""
    wanted = arguments()
    size, began = Size(wanted.booths, wanted.students, wanted.seed), time.monotonic()
    try:
        without, with_standby = play_both(size)
    except Stopped as stopped:
        print(f"\n{stopped}", file=sys.stderr)
        return 1
    took = round(time.monotonic() - began, 1)
    print(f"{size.booths} booths, {size.students} students, seed {size.seed}: every minute was in order.\n")
    print(draw(without, with_standby))
    print(f"\n{speed_words(took, without['speed'], with_standby['speed'])}")
    if wanted.json:
        found = {"size": vars(size), "seconds": took, "without": without, "with": with_standby}
        wanted.json.write_text(json.dumps(found, indent=1))
    return 0


def speed_words(took: float, *days: dict[str, float]) -> str:
    """How fast it went."""
    actions, used = (sum(day[what] for day in days) for what in ("actions", "of the processor"))
    return (
        f"{actions:,} actions in {took:.0f} seconds, {actions / took:.0f} each second; "
        f"{1000 * used / actions:.0f} ms of the processor for each, all proofs and drawings included."
    )


def arguments() -> argparse.Namespace:
    """What was asked for."""
    parser = argparse.ArgumentParser(prog="make day", description=__doc__)
    parser.add_argument("--booths", type=int, default=Size.booths)
    parser.add_argument("--students", type=int, default=Size.students)
    parser.add_argument("--seed", type=int, default=Size.seed, help="the same seed is the same day")
    parser.add_argument("--json", type=Path, help="write the figures here, too")
    return parser.parse_args()


def play_both(size: Size) -> list[dict[str, Any]]:
    """Both days at the same time; returns what each came to."""
    spawn = multiprocessing.get_context("spawn")
    lines, players = {}, []
    for number, standby in enumerate((False, True)):
        here, there = spawn.Pipe(duplex=False)
        players.append(spawn.Process(target=play_one, args=(there, size, standby)))
        lines[here] = number
        players[-1].start()
        there.close()
    try:
        return _hear_out(lines)
    finally:
        for player in players:
            player.terminate()
            player.join()


def _hear_out(lines: dict[Connection, int]) -> list[dict[str, Any]]:
    over, results = [0.0] * len(lines), [{} for _line in lines]
    open_lines = dict(lines)
    while open_lines:
        for line in wait(list(open_lines)):
            number = open_lines[line]
            try:
                kind, said = line.recv()
            except EOFError:
                kind, said = "stopped", "A day ended without a word; what it said is above."
            if kind == "stopped":
                raise Stopped(said)
            if kind == "over":
                before, over[number] = draw_bar(over), said
                if draw_bar(over) != before:
                    print(f"\r{draw_bar(over)}", end="", file=sys.stderr, flush=True)
            else:
                results[number] = said
                del open_lines[line]
    print(file=sys.stderr)
    return results


def draw_bar(over: list[float]) -> str:
    """How far it is."""
    share = sum(over) / len(over)
    full = int(share * WIDTH)
    return f"Playing the day [{'#' * full}{'.' * (WIDTH - full)}] {share:4.0%}"


if __name__ == "__main__":
    sys.exit(main())
