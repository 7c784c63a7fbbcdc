"""Real servers for tests: processes of their own, on a database of their own, on loopback only."""

import json
import os
import re
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import uuid4

import psycopg

ROOT = Path(__file__).resolve().parent.parent
SECRET = "a key for tests, long enough to be one"


@dataclass
class Place:
    """A folder and a database that servers share; `url` is the database's."""

    folder: Path
    url: str

    @property
    def environment(self) -> dict[str, str]:
        """What a process needs to know to work on this database."""
        return os.environ | {
            "STAGEPACT_DATA": str(self.folder),
            "DATABASE_URL": self.url,
            "SECRET_KEY": SECRET,
            "PYTHONPATH": str(ROOT),
            "STAGEPACT_DEMO": "",
            "STAGEPACT_PRODUCTION": "",
        }

    def prepare(self, *arguments: object) -> dict[str, Any]:
        """Fill the database with the cast and more students; returns ids and cookies."""
        return json.loads(self.run("tests.prepare", *arguments).splitlines()[-1])

    def fill(self, booths: int, slots: int, students: int, talks: int = 0) -> dict[str, Any]:
        """Fill the database with a fair of this size; returns ids and cookies."""
        file = self.folder / "world.json"
        self.run("tests.bench.world", file, booths, slots, students, talks)
        return json.loads(file.read_text())

    def run(self, module: str, *arguments: object) -> str:
        """Run a module on this database in a process of its own; returns what it prints."""
        command = [sys.executable, "-m", module, *map(str, arguments)]
        done = subprocess.run(
            command, env=self.environment, cwd=ROOT, capture_output=True, text=True, check=False, timeout=300
        )
        assert done.returncode == 0, done.stderr
        return done.stdout


@contextmanager
def a_place(folder: Path) -> Iterator[Place]:
    """An empty database of the kind that TEST_DATABASE names."""
    if os.environ.get("TEST_DATABASE", "sqlite") == "sqlite":
        yield Place(folder, f"sqlite:///{folder / 'server.sqlite'}")
        return
    with a_database(os.environ["TEST_POSTGRES_URL"]) as url:
        yield Place(folder, url)


@contextmanager
def a_database(beside: str) -> Iterator[str]:
    """An empty PostgreSQL database on the server of another one; it is thrown away afterwards."""
    server = re.sub(r"^postgres(ql)?(\+psycopg)?://", "postgresql://", beside)
    name = f"server_{uuid4().hex[:8]}"
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")
        try:
            yield server.rpartition("/")[0] + f"/{name}"
        finally:
            connection.execute(f"DROP DATABASE {name} WITH (FORCE)")


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.create_server(("127.0.0.1", 0)) as door:
        return door.getsockname()[1]


@dataclass
class Server:
    """A running server: its address, its process and where it writes its log."""

    url: str
    process: subprocess.Popen
    log: Path

    def kill(self) -> None:
        """Take it away at once, as a power cut would."""
        self.process.kill()
        self.process.wait()


@contextmanager
def running(
    place: Place, program: str = "wsgi.py", port: int | None = None, **environment: str
) -> Iterator[Server]:
    """Run a server until the block ends, on a port of its own or on the one that another had."""
    port = port or free_port()
    path = place.folder / f"server-{port}.log"
    log = path.open("a+")
    process = subprocess.Popen(
        [sys.executable, *program.split()],
        env=place.environment | {"PORT": str(port)} | environment,
        cwd=ROOT,
        stdout=log,
        stderr=subprocess.STDOUT,
    )
    try:
        _wait_for(port, process, log)
        yield Server(f"http://127.0.0.1:{port}", process, path)
    finally:
        process.terminate()
        try:
            process.wait(10)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
        log.close()


@contextmanager
def serving(place: Place, program: str = "wsgi.py", **environment: str) -> Iterator[str]:
    """Run a server until the block ends; gives its address."""
    with running(place, program, **environment) as server:
        yield server.url


def _wait_for(port: int, process: subprocess.Popen, log: Any) -> None:
    for _attempt in range(3000):
        if process.poll() is not None:
            break
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            time.sleep(0.01)
        else:
            return
    log.seek(0)
    raise AssertionError(f"The server did not start:\n{log.read()[-3000:]}")
