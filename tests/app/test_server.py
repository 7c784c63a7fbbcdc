"""The server itself: what reaches the line from outside, over real sockets."""

import asyncio
import socket
import time

import aiohttp
import pytest

from tests.line import Line
from tests.server import a_place, serving


@pytest.fixture(scope="module")
def served(tmp_path_factory):
    with a_place(tmp_path_factory.mktemp("served")) as place:
        made = place.prepare(1)
        with serving(place) as base:
            yield base, made


def run(base, scene):
    async def play():
        async with aiohttp.ClientSession() as http:
            return await scene(http, base)

    return asyncio.run(play())


async def refused(http, base, origin):
    """The server takes up the phone, says nothing and hangs up."""
    with pytest.raises(aiohttp.WSMessageTypeError):
        await Line.open(http, base, origin=origin)
    return True


def test_a_page_of_another_site_gets_no_line(served):
    base, _made = served
    for origin in ("https://evil.example", "null", base + ".evil.example"):
        assert run(base, lambda http, base, origin=origin: refused(http, base, origin))


def test_our_own_page_gets_a_line(served):
    base, made = served

    async def scene(http, base):
        line = await Line.open(http, base, made["cookies"]["yara"])
        await line.watch(f"person:{made['world']['yara']}")
        await line.close()

    run(base, scene)


def test_polling_is_not_a_way_in(served):
    base, _made = served

    async def scene(http, base):
        async with http.get(base + "/socket.io/?EIO=4&transport=polling") as answer:
            return answer.status

    assert run(base, scene) == 400


def test_a_giant_message_ends_the_line_and_nothing_else(served):
    base, made = served

    async def scene(http, base):
        small = await Line.open(http, base, made["cookies"]["milan"])
        giant = await Line.open(http, base, made["cookies"]["yara"])
        assert "error" in await giant.ask("word:unknown", "x" * 60_000)
        await giant.socket.send_str('421["word:unknown","' + "x" * 70_000 + '"]')
        for _moment in range(50):
            if not giant.is_open:
                break
            await asyncio.sleep(0.1)
        assert not giant.is_open
        assert "error" in await small.ask("word:unknown", "still here")

    run(base, scene)


def test_signing_out_hangs_up_the_real_socket(served):
    base, made = served
    cookie = made["students"][0]["cookie"]

    async def scene(http, base):
        line = await Line.open(http, base, cookie)
        headers = {"Cookie": f"stagepact={cookie}"}
        async with http.get(base + "/teller", headers=headers) as page:
            token = (await page.text()).split('name="csrf-token" content="')[1].split('"')[0]
            cookies = page.cookies
        newest = cookies["stagepact"].value if "stagepact" in cookies else cookie
        headers = {"Cookie": f"stagepact={newest}", "Referer": base}
        async with http.post(base + "/uitloggen", data={"csrf_token": token}, headers=headers) as answer:
            assert answer.status == 200
        for _moment in range(50):
            if not line.is_open:
                break
            await asyncio.sleep(0.1)
        assert not line.is_open

    run(base, scene)


def test_odd_frames_leave_the_server_standing(served):
    base, made = served

    async def scene(http, base):
        for frame in ('42["a"', "42{}", "4", "9", "42[]", '42[{"a":1}]', "420[null]", "42" + "[" * 5000, ""):
            line = await Line.open(http, base, made["cookies"]["yara"])
            await line.socket.send_str(frame)
            await line.close()
        line = await Line.open(http, base, made["cookies"]["yara"])
        assert "error" in await line.ask("word:unknown", "still here")

    run(base, scene)


def masked(text):
    """A frame as browsers send it; with a mask of zeros it is the text itself."""
    said = text.encode()
    size = bytes([0x80 | len(said)]) if len(said) < 126 else b"\xfe" + len(said).to_bytes(2, "big")
    return b"\x81" + size + bytes(4) + said


def stalled_socket(base, cookie):
    """A browser that sends and never reads, as when a laptop goes to sleep."""
    host, port = base.removeprefix("http://").split(":")
    line = socket.socket()
    line.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
    line.connect((host, int(port)))
    line.sendall(
        f"GET /socket.io/?EIO=4&transport=websocket HTTP/1.1\r\nHost: {host}:{port}\r\nOrigin: {base}\r\n"
        f"Cookie: stagepact={cookie}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
        "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n".encode()
    )
    line.sendall(masked("40"))
    return line


def talk_on_and_on(line):
    """Ask for long answers until the buffers are full, then for short ones until the server hangs up."""
    shut = ",".join(['"' + 2000 * "x" + '"'] * 20)
    for number in range(60):
        line.sendall(masked(f'42{number}["watch",[{shut}],"nl"]'))
    for number in range(60, 20_000):
        line.sendall(masked(f'42{number}["word:unknown",""]'))
        if number % 100 == 0:
            time.sleep(0.1)


def test_a_client_that_no_longer_reads_is_cut(served):
    base, made = served
    hung_up = pytest.raises((ConnectionResetError, BrokenPipeError))
    with stalled_socket(base, made["cookies"]["noor"]) as line, hung_up:
        talk_on_and_on(line)

    async def scene(http, base):
        other = await Line.open(http, base, made["cookies"]["yara"])
        assert "error" in await other.ask("word:unknown", "still here")

    run(base, scene)
