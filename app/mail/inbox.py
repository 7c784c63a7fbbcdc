"""The mailbox in which replies arrive: read over IMAP every few minutes, or by `flask mail read`.

What was read is marked as seen. What is no reply of a calendar stays unseen and gets a flag: somebody has to
read it, and we do not read it again.
"""

import imaplib
import re
import ssl
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import datetime, timedelta
from typing import Any

import click
import structlog
from flask import current_app
from flask.cli import AppGroup

from app import clock, worker
from app.ical.replies import Unreadable
from app.mail import replies
from app.mail.server import PATIENCE, Away

log = structlog.get_logger()

EVERY = timedelta(minutes=5)
AT_ONCE = 50
LONGEST_ROUND = 30  # seconds; what is left comes in the next round
LARGEST = 100 * 1024
SEEN, FLAGGED = r"\Seen", r"\Flagged"
LEFT = "left"

commands = AppGroup("mail", help="Letters and the replies to them.")


@worker.due_elsewhere
@worker.at_most_every(EVERY)
def read_replies(now: datetime) -> int:
    """Read what came, if there is a mailbox; returns how many messages."""
    if not replies.are_read():
        return 0
    try:
        return read_inbox(now).total()
    except Away as away:
        log.warning("mailbox away", reason=str(away))
        return 0


@commands.command("read")
def read() -> None:
    """Read the replies of calendars from the mailbox now."""
    if not replies.are_read():
        raise click.ClickException("There is no mailbox to read. Set STAGEPACT_IMAP_HOST.")
    try:
        told = read_inbox(clock.now())
    except Away as away:
        raise click.ClickException(f"The mailbox cannot be read: {away}") from away
    left = told.pop(LEFT, 0)
    words = ", ".join(f"{number} {what}" for what, number in sorted(told.items()))
    click.echo(f"Replies: {words or 'none'}.")
    if left:
        click.echo(f"Not replies of a calendar, so left unseen with a flag: {left}.")


def read_inbox(now: datetime) -> Counter[str]:
    """Read what nobody has seen or flagged; returns how many there were of each kind."""
    told, began = Counter[str](), time.monotonic()
    try:
        with _mailbox() as box:
            for number in _fresh(box)[:AT_ONCE]:
                if time.monotonic() - began > LONGEST_ROUND or worker.is_ending():
                    break
                told[_read(box, number, now)] += 1
    except (imaplib.IMAP4.error, OSError) as error:
        raise Away(f"{type(error).__name__}: {error}"[:300]) from error
    return told


@contextmanager
def _mailbox() -> Iterator[imaplib.IMAP4]:
    settings = current_app.config
    box = _line(settings)
    try:
        _sign_in(box, settings)
        folder = settings["IMAP_FOLDER"].replace("\\", "\\\\").replace('"', '\\"')
        _said(box.select(f'"{folder}"'))
        yield box
    except BaseException:
        box.shutdown()  # to say goodbye to a server that hangs takes as long again
        raise
    with suppress(imaplib.IMAP4.error, OSError):
        box.logout()


def _line(settings: dict[str, Any]) -> imaplib.IMAP4:
    address = (settings["IMAP_HOST"], settings["IMAP_PORT"])
    trusted = ssl.create_default_context()  # without it the library believes every certificate
    if settings["IMAP_TLS"] == "tls":
        return imaplib.IMAP4_SSL(*address, ssl_context=trusted, timeout=PATIENCE)
    box = imaplib.IMAP4(*address, timeout=PATIENCE)
    if settings["IMAP_TLS"] == "starttls":
        try:
            box.starttls(ssl_context=trusted)
        except BaseException:
            box.shutdown()
            raise
    return box


def _sign_in(box: imaplib.IMAP4, settings: dict[str, Any]) -> None:
    user = settings["IMAP_USER"].replace("\\", "\\\\").replace('"', '\\"')
    try:
        box.login(f'"{user}"', settings["IMAP_PASSWORD"])
    except imaplib.IMAP4.abort:
        raise
    except imaplib.IMAP4.error as error:  # some servers repeat what they did not understand
        raise Away("it does not let us in with this name and password") from error


def _said(answer: tuple[str, list[Any]]) -> list[Any]:
    state, said = answer
    if state != "OK":
        raise imaplib.IMAP4.error(state, *said)
    return said


def _fresh(box: imaplib.IMAP4) -> list[str]:
    [found, *_more] = _said(box.uid("SEARCH", "UNSEEN", "UNFLAGGED")) or [b""]
    return [number.decode() for number in (found or b"").split()]


def _read(box: imaplib.IMAP4, number: str, now: datetime) -> str:
    try:
        what, mark = replies.take(reply=replies.reply_in(_message(box, number)), now=now), SEEN
    except Unreadable as why:
        log.info("message left in the mailbox", uid=number, reason=str(why))
        what, mark = LEFT, FLAGGED
    _said(box.uid("STORE", number, "+FLAGS", f"({mark})"))
    return what


def _message(box: imaplib.IMAP4, number: str) -> bytes:
    """A whole message, without marking it; one that is too large is not even asked for."""
    told = b" ".join(each for each in _said(box.uid("FETCH", number, "(RFC822.SIZE)")) if each)
    size = re.search(rb"RFC822\.SIZE (\d{1,12})", told)
    if size is None or int(size[1]) > LARGEST:
        raise Unreadable("too large" if size else "gone")
    parts = _said(box.uid("FETCH", number, f"(BODY.PEEK[]<0.{LARGEST}>)"))
    for part in parts:
        if isinstance(part, tuple):
            return part[1]
    raise Unreadable("gone")
