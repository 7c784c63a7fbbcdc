"""Settings with safe defaults; the environment overrides; unsafe production settings are refused."""

import os
import secrets
from datetime import timedelta
from pathlib import Path

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
        PROXIES=int(os.environ.get("STAGEPACT_PROXIES", "0")),
        REDIS_URL=os.environ.get("REDIS_URL"),
        ICE_URLS=os.environ.get("STAGEPACT_ICE_URLS", "").replace(",", " ").split(),
        TURN_SECRET=os.environ.get("STAGEPACT_TURN_SECRET", ""),
        MEETING_PROVIDER=os.environ.get("STAGEPACT_MEETING_PROVIDER", "webrtc"),
        JITSI_URL=os.environ.get("STAGEPACT_JITSI_URL", ""),
        SMTP_HOST=os.environ.get("STAGEPACT_SMTP_HOST", ""),
        SMTP_PORT=int(os.environ.get("STAGEPACT_SMTP_PORT", "587")),
        SMTP_USER=os.environ.get("STAGEPACT_SMTP_USER", ""),
        SMTP_PASSWORD=os.environ.get("STAGEPACT_SMTP_PASSWORD", ""),
        SMTP_TLS=os.environ.get("STAGEPACT_SMTP_TLS", "starttls"),
        MAIL_FROM=os.environ.get("STAGEPACT_MAIL_FROM", ""),
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
    if settings["SMTP_TLS"] not in MAIL_TLS:
        raise UnsafeSetting(f"STAGEPACT_SMTP_TLS is one of: {', '.join(MAIL_TLS)}.")
    if settings["SMTP_HOST"] and "@" not in settings["MAIL_FROM"]:
        raise UnsafeSetting("Set STAGEPACT_MAIL_FROM to the address that letters come from.")
    if settings["SMTP_TLS"] == "none" and settings["SMTP_HOST"] not in ("", *HERE):
        raise UnsafeSetting(
            "Without TLS letters can be read on their way: set STAGEPACT_SMTP_TLS to starttls."
        )


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
