"""Who has a chat open, on real servers: one process on SQLite, two with Redis between them on PostgreSQL."""

import asyncio
import os
import re
from contextlib import ExitStack

import aiohttp
import pytest

from tests.line import Line
from tests.server import a_place, running

COUNT = re.compile(r"(\d+) (?:persoon heeft|mensen hebben) deze chat open")
SOON = 10
UNTIL_SILENT = 40


@pytest.fixture(scope="module")
def servers(tmp_path_factory):
    with a_place(tmp_path_factory.mktemp("presence")) as place, ExitStack() as open_ones:
        redis = {"REDIS_URL": os.environ["TEST_REDIS_URL"]} if "postgresql" in place.url else {}
        made = place.prepare(0, 2)
        yield made, [open_ones.enter_context(running(place, **redis)) for _server in range(2 if redis else 1)]


async def counted(line, number, within):
    """Wait until a page reads that so many people have the chat open."""

    async def read():
        while [int(each) for drawn in line.patches for each in COUNT.findall(drawn)][-1:] != [number]:
            await asyncio.sleep(0.05)

    await asyncio.wait_for(read(), within)


def test_everybody_is_counted_wherever_their_line_ends(servers):
    made, open_ones = servers
    room = f"chat:{made['world']['care_booth']}"

    async def day():
        async with aiohttp.ClientSession() as http:
            first, last = open_ones[0], open_ones[-1]
            yara = await Line.open(http, first.url, made["cookies"]["yara"])
            await yara.watch(room)
            await counted(yara, 1, SOON)
            milan = await Line.open(http, last.url, made["cookies"]["milan"])
            await milan.watch(room)
            await asyncio.gather(counted(yara, 2, SOON), counted(milan, 2, SOON))
            noor = await Line.open(http, last.url, made["cookies"]["noor"])
            await noor.watch(room)
            await asyncio.gather(counted(yara, 3, SOON), counted(milan, 3, SOON))
            await noor.close()
            await asyncio.gather(counted(yara, 2, SOON), counted(milan, 2, SOON))
            if first is last:
                await milan.close()
            else:
                last.kill()  # as a power cut: nobody says goodbye
            await counted(yara, 1, UNTIL_SILENT)

    asyncio.run(day())
