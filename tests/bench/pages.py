"""Pages served alone: `python -m tests.bench.pages WORLD` prints how many queries each one takes."""

import http.client
import json
import sys
import time
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from sqlalchemy import event

from app import create_app
from app.db import db
from tests.bench.crowd import cpu, in_ms

WARM_UP, TIMES = 5, 60


def addresses(world: dict[str, Any]) -> dict[str, tuple[str, str]]:
    """The pages that are measured: the address, and the cookie of who looks."""
    student = world["cookies"][0]
    return {
        "lobby": (f"/beurs/{world['fair']}", student),
        "booth": (f"/stands/{world['booths'][0]}", student),
        "my day": ("/mijn-dag", student),
        "desk": (f"/balie/{world['booths'][0]}", world["staff_cookies"][0]),
        "counter": ("/teller", ""),
    }


def time_page(base: str, pid: int, path: str, cookie: str, times: int = TIMES) -> dict[str, float]:
    """Load a page again and again over one connection; returns times and CPU in milliseconds."""
    door = http.client.HTTPConnection(urlsplit(base).netloc, timeout=30)
    headers = {"Cookie": f"stagepact={cookie}"} if cookie else {}

    def load() -> float:
        began = time.perf_counter()
        door.request("GET", path, headers=headers)
        answer = door.getresponse()
        body = answer.read()
        assert answer.status == 200, (path, answer.status, body[:200])
        return time.perf_counter() - began

    for _time in range(min(WARM_UP, times - 1)):
        load()
    used = cpu(pid)
    taken = [load() for _time in range(times)]
    used = cpu(pid) - used
    door.close()
    return in_ms(taken) | {"cpu_ms": 1000 * used / times}


def count_queries(world: dict[str, Any]) -> dict[str, int]:
    """How many statements each page sends to the database, the second time it is loaded."""
    app, counts, said = create_app(), {}, []
    with app.app_context():
        event.listen(db.engine, "before_cursor_execute", lambda *call: said.append(call[2]))
    for name, (path, cookie) in addresses(world).items():
        browser = app.test_client()
        if cookie:
            browser.set_cookie("stagepact", cookie)
        assert browser.get(path).status_code == 200, path
        said.clear()
        browser.get(path)
        counts[name] = len([words for words in said if not words.startswith(("BEGIN", "PRAGMA"))])
    return counts


if __name__ == "__main__":
    print(json.dumps(count_queries(json.loads(Path(sys.argv[1]).read_text()))))
