"""A mail server for tests: a real one, on loopback, that can be made to refuse, or to hang."""

import asyncio
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import SMTP
from threading import Event
from typing import Any

from aiosmtpd.controller import Controller

from tests.server import free_port


class Mailbox:
    """What a mail server took; `answer` is what it says to the next letters instead of taking them.

    `verdict` is what it says when it has read a letter. It takes its time for that until `may_say` is set,
    and if it `hangs_up` it never says it.
    """

    def __init__(self, port: int) -> None:
        self.port, self.answer, self.refuses, self.verdict = port, "", "", ""
        self.may_say, self.hangs_up, self.reading = Event(), False, Event()
        self.may_say.set()
        self.taken: list[EmailMessage] = []
        self.raw: list[bytes] = []
        self.asked = 0

    async def handle_RCPT(
        self, _server: Any, _session: Any, envelope: Any, address: str, _options: Any
    ) -> str:
        """Whether it takes letters for this address."""
        self.asked += 1
        if self.answer or address == self.refuses:
            return self.answer or "550 no such mailbox"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: Any, _session: Any, envelope: Any) -> str:
        """Take a letter, or not when it has been read."""
        assert len(envelope.rcpt_tos) == 1, "one receiver for each letter"
        self.reading.set()
        while not self.may_say.is_set():
            await asyncio.sleep(0.01)
        if self.verdict:
            return self.verdict
        self._keep(envelope)
        if self.hangs_up:
            server.transport.abort()
        return "250 taken"

    def _keep(self, envelope: Any) -> None:
        self.raw.append(envelope.original_content)
        message = message_from_bytes(envelope.original_content, policy=SMTP)
        assert str(message["To"]) == envelope.rcpt_tos[0]
        self.taken.append(message)  # type: ignore[arg-type]

    @property
    def names(self) -> list[str]:
        """The Message-ID of everything that was taken, in order."""
        return [str(message["Message-ID"]) for message in self.taken]

    @property
    def subjects(self) -> list[str]:
        """What was written above it."""
        return [str(message["Subject"]) for message in self.taken]


@contextmanager
def a_mailbox(port: int = 0, **options: Any) -> Iterator[Mailbox]:
    """A mail server in a thread of its own."""
    box = Mailbox(port or free_port())
    server = Controller(box, hostname="127.0.0.1", port=box.port, **options)
    server.start()
    try:
        yield box
    finally:
        server.stop()


@contextmanager
def a_hanging_server() -> Iterator[int]:
    """A port on which somebody seems to be there and never says a word."""
    with socket.create_server(("127.0.0.1", 0)) as door:
        yield door.getsockname()[1]


def settings(port: int) -> dict[str, Any]:
    """The settings of a site that sends to a mail server of tests."""
    return {
        "SMTP_HOST": "127.0.0.1",
        "SMTP_PORT": port,
        "SMTP_TLS": "none",
        "MAIL_FROM": "Stagepact <post@stagepact.example>",
        "PUBLIC_URL": "https://stagepact.example",
    }


def text_of(message: EmailMessage) -> str:
    """The text part of a letter."""
    part = message.get_body(("plain",))
    assert part is not None
    return part.get_content()


def html_of(message: EmailMessage) -> str:
    """The HTML part of a letter."""
    part = message.get_body(("html",))
    assert part is not None
    return part.get_content()
