"""Handing letters over: to a mail server, or into a folder when there is none."""

import smtplib
import ssl
from contextlib import suppress
from pathlib import Path
from typing import Any

from flask import current_app

from app.mail.message import host, sender_address

PATIENCE = 10  # seconds that one answer of the mail server may take
# Who hangs up on a server that is taking a letter never hears whether it did, and sends it twice. A server
# that looks for viruses takes its time, so the standard says ten minutes (RFC 5321, 4.5.3.2.6).
PATIENCE_WHILE_TAKING = 600
NOT_NOW = 421  # with this answer a server closes the line


class Away(Exception):
    """The mail server cannot be reached, hangs, or does not let us in: no letter is to blame."""


class NotTaken(Exception):
    """The mail server does not take this letter: not now, or never."""

    def __init__(self, code: int, said: bytes | str) -> None:
        text = said.decode(errors="replace") if isinstance(said, bytes) else said
        super().__init__(f"{code} {text}"[:300])
        self.never = code >= 500


class _Patient:
    """A line that does not hang up while the server is taking a letter."""

    def data(self, letter: Any) -> Any:
        """Hand over what the letter says, and hear whether the server took it."""
        line: Any = self
        line.sock.settimeout(PATIENCE_WHILE_TAKING)
        try:
            return super().data(letter)  # type: ignore[misc]
        finally:
            if line.sock:
                line.sock.settimeout(PATIENCE)


class _Line(_Patient, smtplib.SMTP):
    """A line that may become safe after the first words."""


class _SafeLine(_Patient, smtplib.SMTP_SSL):
    """A line that is safe from the first byte."""


class MailServer:
    """A line to the mail server: opened with the first letter, closed after the last."""

    def __init__(self) -> None:
        self.line: _Line | _SafeLine | None = None

    def __enter__(self) -> "MailServer":
        return self

    def __exit__(self, *_error: object) -> None:
        if self.line:
            with suppress(OSError, smtplib.SMTPException):
                self.line.quit()

    def take(self, to: str, body: bytes, name: str) -> None:
        """Hand one letter over, to one receiver."""
        try:
            self.line = self.line or _open()
            self.line.sendmail(sender_address(), [to], body)
        except smtplib.SMTPRecipientsRefused as refusal:
            raise _not_taken(*refusal.recipients[to]) from refusal
        except (smtplib.SMTPSenderRefused, smtplib.SMTPDataError) as refusal:
            raise _not_taken(refusal.smtp_code, refusal.smtp_error) from refusal
        except (smtplib.SMTPException, OSError) as error:
            if self.line:
                self.line.close()  # to say goodbye to a server that hangs takes as long again
            self.line = None
            raise Away(f"{type(error).__name__}: {error}"[:300]) from error


def _not_taken(code: int, said: bytes | str) -> Exception:
    return Away(f"{code}") if code == NOT_NOW else NotTaken(code, said)


def _open() -> _Line | _SafeLine:
    settings = current_app.config
    trusted = ssl.create_default_context()  # without it the library believes every certificate
    # Its own guess at our name may ask a name server that does not answer.
    said: dict[str, Any] = {"local_hostname": host(), "timeout": PATIENCE}
    address = (settings["SMTP_HOST"], settings["SMTP_PORT"])
    is_safe = settings["SMTP_TLS"] == "tls"
    line = _SafeLine(*address, context=trusted, **said) if is_safe else _Line(*address, **said)
    try:
        if settings["SMTP_TLS"] == "starttls":
            line.starttls(context=trusted)
        if settings["SMTP_USER"]:
            line.login(settings["SMTP_USER"], settings["SMTP_PASSWORD"])
    except (smtplib.SMTPException, OSError):
        line.close()
        raise
    return line


class Folder:
    """Without a mail server letters lie in the data folder, to be opened with a mail program."""

    def __enter__(self) -> "Folder":
        return self

    def __exit__(self, *_error: object) -> None:
        pass

    def take(self, to: str, body: bytes, name: str) -> None:
        """Put one letter down; the same letter again lands on itself."""
        folder = folder_of_letters()
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        (folder / f"{name}.eml").write_bytes(body)


def folder_of_letters() -> Path:
    """Where letters lie when there is no mail server."""
    return Path(current_app.config["DATA"]) / "post"


def receiver() -> MailServer | Folder:
    """Who takes the letters of this site."""
    return MailServer() if current_app.config["SMTP_HOST"] else Folder()
