"""A letter as it travels: text, HTML and a calendar file in the order that mail programs expect."""

import hashlib
import os
import unicodedata
from collections.abc import Sequence
from contextlib import contextmanager
from datetime import datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime, parseaddr
from typing import Any
from urllib.parse import urlsplit

from flask import current_app, url_for
from flask_babel import force_locale, get_locale, ngettext
from flask_babel import gettext as _

from app.mail.choices import token_for
from app.mail.letters import Letter
from app.mail.words import Words, kind_of, words_of

LONGEST_SUBJECT = 200
LONGEST_LINE = 3000
NOT_IN_LETTERS = {"Cc", "Cs", "Zl", "Zp"}  # control characters, half characters, line and paragraph signs


class Unbuildable(ValueError):
    """Something in a letter cannot travel."""


def site() -> str:
    """The address of this site, for links in letters."""
    here = f"http://{os.environ.get('HOST', '127.0.0.1')}:{os.environ.get('PORT', '8000')}"
    return current_app.config["PUBLIC_URL"] or here


def sender() -> str:
    """Who writes: the address that the operator set, or one at the address of this site."""
    return current_app.config["MAIL_FROM"] or f"post@{urlsplit(site()).hostname}"


def sender_address() -> str:
    """The bare address of who writes."""
    return parseaddr(sender())[1]


def host() -> str:
    """The name that makes the names of letters unique in the world."""
    return sender_address().rpartition("@")[2]


@contextmanager
def _written_in(language: str) -> Any:
    """Links lead to this site, words are in the language of who reads them."""
    with current_app.test_request_context(base_url=site()), force_locale(language):
        yield


def build(letters: Sequence[Letter], now: datetime) -> bytes:
    """One letter, or several for one person in one, as bytes to send; raises when that cannot be."""
    first = letters[0]
    with _written_in(first.spoken):
        all_words = [words_of(letter) for letter in letters]
        words = all_words[0] if len(all_words) == 1 else _gathered(all_words)
        check(words)
        way_out = _way_out(first)
        message = _message(first, words, now)
        message["Message-ID"] = f"<{_name(letters)}@{host()}>"
        _fill(message, words, way_out)
    if first.calendar:
        _add_calendar(message, first.calendar, first.method)
    return _way_out_header(way_out) + message.as_bytes()


def check(words: Words) -> None:
    """Refuse what cannot travel, or what nobody would read to the end."""
    if any(unicodedata.category(sign) in NOT_IN_LETTERS for sign in words.subject):
        raise Unbuildable("a control character in the subject")
    if len(words.subject) > LONGEST_SUBJECT:
        raise Unbuildable("the subject is too long")
    texts = [*words.lines, *(part for row in words.rows for part in row)]
    if any(len(text) > LONGEST_LINE for text in texts):
        raise Unbuildable("a line is too long")
    for text in texts:
        if any(unicodedata.category(sign) in NOT_IN_LETTERS for sign in text if sign not in "\r\n\t"):
            raise Unbuildable("a control character in the text")


def _gathered(all_words: Sequence[Words]) -> Words:
    number = len(all_words)
    return Words(
        ngettext("%(num)d notice", "%(num)d notices", number),
        (_("This happened since the last letter:"), *(each.subject for each in all_words)),
        link=url_for("mail.notices"),
        link_label=_("To your notices"),
    )


def _message(letter: Letter, words: Words, now: datetime) -> EmailMessage:
    message = EmailMessage(policy=SMTP)
    message["From"] = sender()
    message["To"] = Address(addr_spec=letter.to)  # one address, or it raises
    message["Subject"] = words.subject
    message["Date"] = format_datetime(now)
    message["Auto-Submitted"] = "auto-generated"
    return message


def _name(letters: Sequence[Letter]) -> str:
    """The name of a letter: the same whenever it is sent, and another when more is gathered in it.

    Mail programs throw away what has a name that they know.
    """
    uids = [letter.uid for letter in letters]
    return uids[0] if len(uids) == 1 else hashlib.sha256("".join(uids).encode()).hexdigest()[:32]


def _way_out(letter: Letter) -> str:
    """Where one says that one wants no more of these, if one can."""
    topic = kind_of(letter.kind).topic
    if not topic or not letter.person_id:
        return ""
    return site() + url_for("mail.way_out", token=token_for(letter.person_id, topic))


def _way_out_header(way_out: str) -> bytes:
    """Written by hand: the library would encode an address that is longer than a line."""
    if not way_out:
        return b""
    one_click = "List-Unsubscribe-Post: List-Unsubscribe=One-Click"
    return f"List-Unsubscribe: <{way_out}>\r\n{one_click}\r\n".encode("ascii")


def _fill(message: EmailMessage, words: Words, way_out: str) -> None:
    text, html = drawn(words, "txt", way_out), drawn(words, "html", way_out)
    message.set_content(text, cte="quoted-printable")
    message.add_alternative(html, subtype="html", cte="quoted-printable")


def drawn(words: Words, form: str, way_out: str = "") -> str:
    """The words of a letter as text or as HTML, in the language that is set."""
    template = current_app.jinja_env.get_template(f"mail/letter.{form}")
    link = site() + words.link if words.link else ""
    return template.render(words=words, link=link, way_out=way_out, lang=str(get_locale()))


def _add_calendar(message: EmailMessage, calendar: bytes, method: str) -> None:
    """The last of the alternatives, and once more as a file: some programs look only there."""
    params = {"method": method} if method else {}
    message.add_alternative(calendar.decode(), subtype="calendar", params=params, cte="base64")
    message.add_attachment(calendar, "application", "ics", filename="invite.ics", cte="base64")


def preview(letter: Letter) -> tuple[str, str]:
    """Subject and text of a letter as its receiver would read it."""
    with force_locale(letter.spoken):
        words = words_of(letter)
        return words.subject, drawn(words, "txt")
