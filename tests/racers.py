"""People who do something at the same moment, half of them by form and half over the line."""

import asyncio
import re
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

import aiohttp

from tests.line import Line

BROKEN = "broken:"
REFERENCE = re.compile(r": [0-9a-f]{8}$")  # how an answer to a fault of ours ends
NOTICE = re.compile(r'<div class="banner danger" role="alert">.*?<strong>(.+?)</strong>')


@dataclass
class Racer:
    """A browser of one person at one server, with a page open: its token, its cookie and its line."""

    http: aiohttp.ClientSession
    base: str
    cookie: str
    token: str
    line: Line

    @classmethod
    async def ready(cls, http: aiohttp.ClientSession, base: str, cookie: str, page: str) -> "Racer":
        """Load a page and open the line."""
        async with http.get(base + page, headers={"Cookie": f"stagepact={cookie}"}) as answer:
            body = await answer.text()
            assert answer.status == 200, body
            newest = answer.cookies["stagepact"].value if "stagepact" in answer.cookies else cookie
        token = body.split('name="csrf-token" content="')[1].split('"')[0]
        return cls(http, base, newest, token, await Line.open(http, base, newest))

    async def post(self, path: str, **fields: Any) -> tuple[int, str]:
        """Send a form; returns the status, and where it leads or what it says."""
        headers = {"Cookie": f"stagepact={self.cookie}"}
        data = fields | {"csrf_token": self.token}
        sent = self.http.post(self.base + path, data=data, headers=headers, allow_redirects=False)
        async with sent as answer:
            self._keep_cookie(answer)
            return answer.status, answer.headers.get("Location") or await answer.text()

    async def notices(self, path: str) -> str:
        """Load a page; returns the warnings on it."""
        async with self.http.get(self.base + path, headers={"Cookie": f"stagepact={self.cookie}"}) as answer:
            self._keep_cookie(answer)
            return " ".join(NOTICE.findall(await answer.text()))

    def _keep_cookie(self, answer: aiohttp.ClientResponse) -> None:
        if "stagepact" in answer.cookies:
            self.cookie = answer.cookies["stagepact"].value

    async def send(self, command: str, **fields: Any) -> str:
        """Send a command; returns the refusal, or nothing when it was done."""
        answer = await self.line.command(command, **fields)
        error = answer.get("error", "")
        assert error or answer["ok"]
        return f"{BROKEN} {error}" if REFERENCE.search(error) else error

    async def book_by_form(self, slot_id: int, key: str) -> str:
        """Book with the form of the page; returns the refusal, or nothing."""
        status, said = await self.post(f"/tijden/{slot_id}/boeken", question="", key=key)
        if status == 302:
            return ""
        return " ".join(NOTICE.findall(said)) if status == 409 else f"{BROKEN} {status}"

    async def book(self, slot_id: int, key: str) -> str:
        """Book over the line; returns the refusal, or nothing."""
        return await self.send("slot:book", slot_id=slot_id, question="", key=key)


async def at_once(jobs: list[Callable[[], Awaitable[str]]]) -> list[str]:
    """Begin all jobs at the same moment; returns what each was told."""
    start = asyncio.Event()

    async def wait_and(job: Callable[[], Awaitable[str]]) -> str:
        await start.wait()
        return await job()

    waiting = [asyncio.create_task(wait_and(job)) for job in jobs]
    await asyncio.sleep(0)
    start.set()
    return await asyncio.gather(*waiting)
