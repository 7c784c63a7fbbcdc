"""Letters are sent beside everything else: who books does not wait, and two processes send each once."""

import asyncio
import signal
import subprocess
import sys
from contextlib import contextmanager

import aiohttp
import pytest

from tests.ledger import Ledger
from tests.mailbox import a_mailbox
from tests.racers import Racer, at_once
from tests.server import ROOT, a_place, running

STUDENTS = 12


@pytest.fixture(scope="module")
def fair(tmp_path_factory):
    """A database with a fair in it, for servers and senders of their own."""
    with a_place(tmp_path_factory.mktemp("posting")) as place:
        yield place, place.fill(booths=1, slots=STUDENTS, students=30)


def to(box):
    """The settings of a process that sends to a mail server of tests."""
    return {
        "STAGEPACT_SMTP_HOST": "127.0.0.1",
        "STAGEPACT_SMTP_PORT": str(box.port),
        "STAGEPACT_SMTP_TLS": "none",
        "STAGEPACT_MAIL_FROM": "post@stagepact.example",
    }


# ---- beside a server in use ----


@contextmanager
def a_slow_mailbox():
    """A mail server that reads letters, and says nothing until it may."""
    with a_mailbox() as box:
        box.may_say.clear()
        yield box


async def all_book(base, world):
    """Each student books, half of them by form and half over the line."""
    async with aiohttp.ClientSession(cookie_jar=aiohttp.DummyCookieJar()) as http:
        page = f"/stands/{world['booths'][0]}"
        racers = [await Racer.ready(http, base, cookie, page) for cookie in world["cookies"][:STUDENTS]]
        jobs = [
            lambda racer=racer, slot=slot, how=how: getattr(racer, how)(slot, f"key-{slot}")
            for racer, slot, how in zip(
                racers, world["slots"][0], ["book", "book_by_form"] * STUDENTS, strict=False
            )
        ]
        return await at_once(jobs)


def test_while_a_mail_server_hangs_everybody_books_and_stopping_finishes_the_letter(fair):
    place, world = fair
    place.run("tests.posting", "write", 3)
    with a_slow_mailbox() as box, running(place, **to(box)) as server:
        assert box.reading.wait(30), "a letter is being handed over"
        assert asyncio.run(all_book(server.url, world)) == [""] * STUDENTS
        assert box.taken == [], "and the mail server still says nothing"
        server.process.send_signal(signal.SIGTERM)
        with pytest.raises(subprocess.TimeoutExpired):
            server.process.wait(1)
        box.may_say.set()
        assert server.process.wait(15) == 0
    assert len(Ledger(place.url).booked()) == STUDENTS
    sent = [name for name, state in Ledger(place.url).letters() if state == "sent"]
    assert [f"<{name}@stagepact.example>" for name in sent] == box.names
    assert len(box.names) == 1, "the others wait for the next process"


# ---- two processes ----


@contextmanager
def a_sender(place, box, how):
    """A process that is ready to send."""
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.posting", how],
        env=place.environment | to(box),
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        yield process
    finally:
        process.kill()
        process.communicate()


def both_send(place, how):
    """Two processes send many letters at the same moment; returns what was written, and what arrived."""
    written = place.run("tests.posting", "write", 30).split()
    with a_mailbox() as box, a_sender(place, box, how) as one, a_sender(place, box, how) as other:
        assert [each.stdout.readline() for each in (one, other)] == ["ready\n"] * 2
        for each in (one, other):
            each.stdin.write("\n")
            each.stdin.flush()
        assert [each.wait(60) for each in (one, other)] == [0, 0]
    return {f"<{name}@stagepact.example>" for name in written}, box.names


@pytest.mark.race
def test_two_processes_send_every_letter_once(fair):
    written, arrived = both_send(fair[0], "send")
    assert len(written) == 30
    assert written <= set(arrived)
    assert len(arrived) == len(set(arrived))


@pytest.mark.race
def test_without_comparing_two_processes_send_letters_twice(fair):
    written, arrived = both_send(fair[0], "send-unguarded")
    assert written <= set(arrived)
    assert len(arrived) > len(set(arrived)), "the test above would have shown it"
