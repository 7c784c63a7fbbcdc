"""The programs that read: installed into a temporary folder in these versions, and asked what they see."""

import json
import re
import shutil
import socket
import subprocess
import sys
import time
from collections import defaultdict
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.request import urlopen

from tests.calendars.cases import Seen

HERE = Path(__file__).parent
ROOT = HERE.parent.parent
NODE = {"ical.js": "2.2.1", "node-ical": "0.27.2"}
PYTHON = {"radicale": "3.9.0", "caldav": "3.6.0"}

Read = dict[tuple[str, str], Any]  # by reader and file: what was seen, or what went wrong in words


def run(*command: object, **options: Any) -> str:
    """What a command prints; it must succeed."""
    said = [str(part) for part in command]
    return subprocess.run(said, check=True, text=True, stdout=subprocess.PIPE, **options).stdout


def install(folder: Path) -> None:
    """Node, a C compiler and libical when they are missing; the others into the folder."""
    wanted = {"node": "nodejs", "npm": "npm", "cc": "gcc", "pkg-config": "pkg-config"}
    missing = [package for program, package in wanted.items() if not shutil.which(program)]
    if not Path("/usr/include/libical/ical.h").exists():
        missing.append("libical-dev")
    if missing:
        run(ROOT / "bin/apt-install", *missing)
    (folder / "package.json").write_text("{}")
    run("npm", "install", "--silent", "--no-audit", "--no-fund", *map("@".join, NODE.items()), cwd=folder)
    run("cc", "-O1", "-o", folder / "read", HERE / "read.c", "-lical")
    run(sys.executable, "-m", "venv", folder / "venv")
    pinned = [f"{name}=={version}" for name, version in PYTHON.items()]
    run(folder / "venv/bin/pip", "install", "--quiet", *pinned, stderr=subprocess.DEVNULL)


def versions() -> dict[str, str]:
    """Which version of each reader this is."""
    header = Path("/usr/include/libical/ical.h").read_text(errors="replace")
    found = re.search(r'#define ICAL_VERSION "([\d.]+)"', header)
    named = {"libical": found[1] if found else "", "Radicale": PYTHON["radicale"]}
    return NODE | named


def by_node(files: Path, folder: Path) -> Read:
    """What ical.js and node-ical read, on a machine whose own clock is elsewhere."""
    said = run(
        "node", HERE / "read.mjs", files, folder, env={"TZ": "America/New_York", "PATH": "/usr/bin:/bin"}
    )
    return _from_lines(said.splitlines())


def by_radicale(files: Path, folder: Path) -> tuple[Read, dict[str, int]]:
    """What a CalDAV server gives back, and how many entries it keeps after each file."""
    with _radicale(folder) as address:
        said = run(folder / "venv/bin/python", HERE / "read_caldav.py", files, address).splitlines()
    kept = {each["name"]: each["entries"] for each in map(json.loads, said)}
    return _from_lines(said), kept


def _from_lines(lines: Iterable[str]) -> Read:
    read: Read = {}
    for each in map(json.loads, lines):
        found = each["found"]
        read[each["reader"], each["name"]] = (
            found if isinstance(found, str) else sorted(Seen(**one) for one in found)
        )
    return read


def by_libical(files: Path, folder: Path) -> tuple[Read, dict[str, bool]]:
    """What libical reads, and whether it finds that a file keeps to the standard."""
    said = run(folder / "read", *sorted(files.glob("*.ics")))
    found: dict[str, list[Seen]] = defaultdict(list)
    keeps = {}
    for line in said.splitlines():
        kind, name, *rest = line.split("\t")
        if kind == "check":
            keeps[name] = rest == ["1", "0"]
            found[name].sort()
        else:
            uid, start, end, state, sequence, title = rest
            title = re.sub(r"\\(.)", lambda sign: "\n" if sign[1] == "n" else sign[1], title)
            found[name].append(Seen(uid, start, end, state, title, int(sequence)))
    return {("libical", name): seen for name, seen in found.items()}, keeps


@contextmanager
def _radicale(folder: Path) -> Iterator[str]:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    settings = ["--auth-type", "none", "--storage-filesystem-folder", folder / "collections"]
    command = [folder / "venv/bin/python", "-m", "radicale", "--hosts", f"127.0.0.1:{port}", *settings]
    with (folder / "radicale.log").open("w") as log:
        server = subprocess.Popen([str(part) for part in command], stdout=log, stderr=log)
        try:
            _wait_for(f"http://127.0.0.1:{port}/.web/")
            yield f"http://127.0.0.1:{port}/"
        finally:
            server.terminate()
            server.wait()


def _wait_for(address: str) -> None:
    for _try in range(100):
        try:
            urlopen(address, timeout=5).close()
        except OSError:
            time.sleep(0.2)
        else:
            return
    raise RuntimeError("Radicale did not start")
