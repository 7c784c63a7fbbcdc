"""Settings with safe defaults; the environment overrides; unsafe production settings are refused."""

import os
import re
import secrets
from datetime import timedelta
from email.utils import parseaddr
from pathlib import Path
from typing import Any

from flask import Flask

ROOT = Path(__file__).resolve().parent.parent

LANGUAGES = ("nl", "en")
PROVIDERS = ("webrtc", "link", "jitsi")
MAIL_TLS = ("starttls", "tls", "none")
HERE = ("localhost", "127.0.0.1", "::1")
MEGABYTE = 1024 * 1024


class UnsafeSetting(RuntimeError):
    """A setting that must not go live; the text tells the operator what to change."""


def init_app(app: Flask, overrides: dict[str, object]) -> None:
    """Fill `app.config` from defaults, environment and overrides, in that order."""
    data = Path(os.environ.get("STAGEPACT_DATA", ROOT / "data"))
    production = _flag("STAGEPACT_PRODUCTION")
    app.config.from_mapping(
        DATA=data,
        DEMO=_flag("STAGEPACT_DEMO"),
        PRODUCTION=production,
        SITE_NAME=os.environ.get("STAGEPACT_NAME", "Stagepact071"),
        SITE_REGION=os.environ.get("STAGEPACT_REGION", "Leidse regio"),
        REPORT_PHONE=os.environ.get("STAGEPACT_REPORT_PHONE", ""),
        REPORT_EMAIL=os.environ.get("STAGEPACT_REPORT_EMAIL", ""),
        PUBLIC_URL=os.environ.get("PUBLIC_URL", "").rstrip("/"),
        PROXIES=_number("STAGEPACT_PROXIES", 0, range(100)),
        REDIS_URL=os.environ.get("REDIS_URL"),
        ICE_URLS=os.environ.get("STAGEPACT_ICE_URLS", "").replace(",", " ").split(),
        TURN_SECRET=os.environ.get("STAGEPACT_TURN_SECRET", ""),
        MEETING_PROVIDER=os.environ.get("STAGEPACT_MEETING_PROVIDER", "webrtc"),
        JITSI_URL=os.environ.get("STAGEPACT_JITSI_URL", ""),
        **_mail_settings(),
        SQLALCHEMY_DATABASE_URI=_database_url(data),
        SECRET_KEY=os.environ.get("SECRET_KEY"),
        MAX_CONTENT_LENGTH=5 * MEGABYTE,
        SESSION_COOKIE_NAME="__Host-stagepact" if production else "stagepact",
        SESSION_COOKIE_SECURE=production,
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        PERMANENT_SESSION_LIFETIME=timedelta(days=14),
        WTF_CSRF_TIME_LIMIT=None,
    )
    app.config.update(overrides)
    if not app.config["SECRET_KEY"] and not production:
        app.config["SECRET_KEY"] = _own_secret(app.config["DATA"])
    check(app.config)


def _mail_settings() -> dict[str, Any]:
    """Where letters go, and the mailbox in which replies of calendars arrive."""
    settings: dict[str, Any] = {"MAIL_FROM": os.environ.get("STAGEPACT_MAIL_FROM", "")}
    for kind, port, tls in (("SMTP", 587, "starttls"), ("IMAP", 993, "tls")):
        for name in ("HOST", "USER", "PASSWORD"):
            settings[f"{kind}_{name}"] = os.environ.get(f"STAGEPACT_{kind}_{name}", "")
        settings[f"{kind}_PORT"] = _number(f"STAGEPACT_{kind}_PORT", port, range(1, 65_536))
        settings[f"{kind}_TLS"] = os.environ.get(f"STAGEPACT_{kind}_TLS", tls)
    return settings | {"IMAP_FOLDER": os.environ.get("STAGEPACT_IMAP_FOLDER", "INBOX")}


def _number(name: str, default: int, allowed: range) -> int:
    said = os.environ.get(name, "").strip() or str(default)
    if not said.isascii() or not said.isdigit() or int(said) not in allowed:
        raise UnsafeSetting(f"{name} is a number from {allowed[0]} to {allowed[-1]}.")
    return int(said)


def check(settings: dict) -> None:
    """Refuse to start with settings that mean nothing, or in production with one that is a risk to people."""
    if settings["MEETING_PROVIDER"] not in PROVIDERS:
        raise UnsafeSetting(f"STAGEPACT_MEETING_PROVIDER is one of: {', '.join(PROVIDERS)}.")
    if settings["MEETING_PROVIDER"] == "jitsi" and not settings["JITSI_URL"].startswith("https://"):
        raise UnsafeSetting("Set STAGEPACT_JITSI_URL to the https:// address of your Jitsi.")
    _check_mail(settings)
    if not settings["PRODUCTION"]:
        return
    if settings["DEMO"]:
        raise UnsafeSetting("STAGEPACT_DEMO lets anybody sign in as anybody. Unset it in production.")
    if len(settings["SECRET_KEY"] or "") < 32:
        raise UnsafeSetting("Set SECRET_KEY to at least 32 random characters.")
    if not settings["PUBLIC_URL"].startswith("https://"):
        raise UnsafeSetting("Set PUBLIC_URL to the https:// address of this site.")


def _check_mail(settings: dict) -> None:
    for kind, what in (("SMTP", "letters"), ("IMAP", "replies")):
        _check_line(settings, kind, what)
    address = parseaddr(settings["MAIL_FROM"])[1]
    if settings["SMTP_HOST"] and not re.fullmatch(r"[^@\s]+@[^@\s]+", address):
        raise UnsafeSetting(
            "Set STAGEPACT_MAIL_FROM to who letters come from, as in: Stagepact <post@beurs.example.nl>"
        )
    if settings["IMAP_HOST"]:
        _check_mailbox(settings)


def _check_line(settings: dict, kind: str, what: str) -> None:
    """A line to a mail server: nobody reads along, and who signs in has a name and a password."""
    host, tls, user, password = (settings[f"{kind}_{name}"] for name in ("HOST", "TLS", "USER", "PASSWORD"))
    if tls not in MAIL_TLS:
        raise UnsafeSetting(f"STAGEPACT_{kind}_TLS is one of: {', '.join(MAIL_TLS)}.")
    if tls == "none" and host not in ("", *HERE):
        safe = "starttls" if kind == "SMTP" else "tls"
        raise UnsafeSetting(
            f"Without TLS {what} can be read on their way: set STAGEPACT_{kind}_TLS to {safe}."
        )
    if bool(user) != bool(password):
        raise UnsafeSetting(f"Set both STAGEPACT_{kind}_USER and STAGEPACT_{kind}_PASSWORD, or neither.")


def _check_mailbox(settings: dict) -> None:
    """Replies come to the sender of letters, so without letters there are none to read."""
    if not settings["SMTP_HOST"]:
        raise UnsafeSetting(
            "Replies come to letters: set STAGEPACT_SMTP_HOST too, or unset STAGEPACT_IMAP_HOST."
        )
    if not settings["IMAP_USER"]:
        raise UnsafeSetting("Set STAGEPACT_IMAP_USER and STAGEPACT_IMAP_PASSWORD to read the mailbox with.")
    for name in ("USER", "PASSWORD", "FOLDER"):
        said = settings[f"IMAP_{name}"]
        if not (said and said.isascii() and said.isprintable()):
            raise UnsafeSetting(f"STAGEPACT_IMAP_{name} has letters, digits and signs from ASCII only.")


def _flag(name: str) -> bool:
    return os.environ.get(name, "").lower() in {"1", "true", "yes", "on"}


def _database_url(data: Path) -> str:
    url = os.environ.get("DATABASE_URL") or f"sqlite:///{data / 'stagepact.sqlite'}"
    for short in ("postgres://", "postgresql://"):
        if url.startswith(short):
            return "postgresql+psycopg://" + url.removeprefix(short)
    return url


def _own_secret(data: Path) -> str:
    """Make a secret once and keep it beside the database, so that people stay signed in."""
    path = data / "secret_key"
    if not path.exists():
        data.mkdir(parents=True, exist_ok=True)
        path.touch(mode=0o600)
        path.write_text(secrets.token_urlsafe(48))
    return path.read_text().strip()
