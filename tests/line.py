"""A Socket.IO client in a few lines of asyncio: thousands of these fit in one process."""

import asyncio
import json
from collections.abc import Callable
from contextlib import suppress
from typing import Any
from urllib.parse import urlencode

import aiohttp


class Line:
    """One browser's line: commands with acknowledgements, patches as they come."""

    def __init__(self, socket: aiohttp.ClientWebSocketResponse) -> None:
        self.socket = socket
        self.patches: list[str] = []
        self.on_patch: Callable[[str], None] = self.patches.append
        self.is_open = True
        self._asked = 0
        self._waiting: dict[int, asyncio.Future[Any]] = {}
        self._reading = asyncio.create_task(self._read())

    @classmethod
    async def open(cls, http: aiohttp.ClientSession, base: str, cookie: str = "", origin: str = "") -> "Line":
        """Connect as whoever the cookie says."""
        headers = {"Origin": origin or base} | ({"Cookie": f"stagepact={cookie}"} if cookie else {})
        socket = await http.ws_connect(
            base.replace("http", "ws", 1) + "/socket.io/?EIO=4&transport=websocket",
            headers=headers,
            autoping=True,
            max_msg_size=0,
            compress=0,
        )
        await socket.receive_str()
        await socket.send_str("40")
        await socket.receive_str()
        return cls(socket)

    async def _read(self) -> None:
        async for message in self.socket:
            said = message.data
            if said == "2":
                with suppress(aiohttp.ClientConnectionResetError):  # a test that hangs up just then
                    await self.socket.send_str("3")
            elif said.startswith("43"):
                number, _bracket, body = said[2:].partition("[")
                self._waiting.pop(int(number)).set_result(json.loads("[" + body)[0])
            elif said.startswith("42"):
                name, *rest = json.loads(said[2:])
                if name == "patch":
                    self.on_patch(rest[0])
        self.is_open = False
        for future in self._waiting.values():
            future.cancel()

    async def ask(self, name: str, *said: Any, within: float = 30) -> Any:
        """Send an event and wait for its acknowledgement."""
        self._asked += 1
        number = self._asked
        future = self._waiting[number] = asyncio.get_running_loop().create_future()
        await self.socket.send_str(f"42{number}" + json.dumps([name, *said]))
        return await asyncio.wait_for(future, within)

    async def command(self, name: str, within: float = 30, **fields: Any) -> dict[str, Any]:
        """Send what a form would have posted."""
        return await self.ask(name, urlencode(fields), within=within)

    async def watch(self, *rooms: str, language: str = "nl") -> None:
        """Join rooms."""
        answer = await self.ask("watch", list(rooms), language)
        assert answer["shut"] == [], answer

    async def close(self) -> None:
        """Hang up."""
        self._reading.cancel()
        await self.socket.close()
