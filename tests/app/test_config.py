"""Settings that must not go live are refused at the start."""

import os
import subprocess
import sys

import pytest

from app import config

SAFE = {
    "PRODUCTION": True,
    "DEMO": False,
    "SECRET_KEY": "k" * 32,
    "PUBLIC_URL": "https://stagepact.example",
    "MEETING_PROVIDER": "webrtc",
    "JITSI_URL": "",
    "SMTP_HOST": "mail.stagepact.example",
    "SMTP_TLS": "starttls",
    "SMTP_USER": "beurs",
    "SMTP_PASSWORD": "geheim",
    "MAIL_FROM": "Stagepact <post@stagepact.example>",
    "IMAP_HOST": "mail.stagepact.example",
    "IMAP_TLS": "tls",
    "IMAP_USER": "beurs",
    "IMAP_PASSWORD": "geheim",
    "IMAP_FOLDER": "INBOX",
}


def test_safe_settings_may_go_live():
    config.check(SAFE)


@pytest.mark.parametrize(
    ("setting", "value", "named"),
    [
        ("DEMO", True, "STAGEPACT_DEMO"),
        ("SECRET_KEY", None, "SECRET_KEY"),
        ("SECRET_KEY", "short", "SECRET_KEY"),
        ("PUBLIC_URL", "", "PUBLIC_URL"),
        ("PUBLIC_URL", "http://stagepact.example", "PUBLIC_URL"),
    ],
)
def test_an_unsafe_setting_is_refused_and_named(setting, value, named):
    with pytest.raises(config.UnsafeSetting, match=named):
        config.check(SAFE | {setting: value})
    config.check(SAFE | {setting: value, "PRODUCTION": False})


@pytest.mark.parametrize(
    ("provider", "base", "named"),
    [
        ("zoom", "", "webrtc, link, jitsi"),
        ("jitsi", "", "STAGEPACT_JITSI_URL"),
        ("jitsi", "http://x", "https"),
    ],
)
def test_how_talks_are_held_is_one_of_three_ways(provider, base, named):
    with pytest.raises(config.UnsafeSetting, match=named):
        config.check(SAFE | {"MEETING_PROVIDER": provider, "JITSI_URL": base, "PRODUCTION": False})
    config.check(SAFE | {"MEETING_PROVIDER": "jitsi", "JITSI_URL": "https://meet.example"})


@pytest.mark.parametrize(
    ("given", "named"),
    [
        ({"SMTP_TLS": "maybe"}, "starttls, tls, none"),
        ({"SMTP_TLS": "none"}, "set STAGEPACT_SMTP_TLS to starttls"),
        ({"SMTP_USER": ""}, "both STAGEPACT_SMTP_USER and"),
        ({"SMTP_PASSWORD": ""}, "both STAGEPACT_SMTP_USER and"),
        ({"MAIL_FROM": ""}, "STAGEPACT_MAIL_FROM"),
        ({"MAIL_FROM": "Stagepact"}, "STAGEPACT_MAIL_FROM"),
        ({"MAIL_FROM": "post@"}, "STAGEPACT_MAIL_FROM"),
        ({"IMAP_TLS": "maybe"}, "starttls, tls, none"),
        ({"IMAP_TLS": "none"}, "set STAGEPACT_IMAP_TLS to tls"),
        ({"IMAP_PASSWORD": ""}, "both STAGEPACT_IMAP_USER and"),
        ({"IMAP_USER": "", "IMAP_PASSWORD": ""}, "STAGEPACT_IMAP_USER"),
        ({"IMAP_FOLDER": "Postvak\r\nIN"}, "STAGEPACT_IMAP_FOLDER"),
        ({"IMAP_PASSWORD": "geheim\u00e9"}, "STAGEPACT_IMAP_PASSWORD"),
        ({"SMTP_HOST": ""}, "STAGEPACT_SMTP_HOST too"),
    ],
)
def test_letters_and_replies_travel_by_tls_and_say_who_they_are_from(given, named):
    with pytest.raises(config.UnsafeSetting, match=named):
        config.check(SAFE | given)


@pytest.mark.parametrize(
    "given",
    [
        {"SMTP_TLS": "none", "SMTP_HOST": "localhost", "IMAP_TLS": "none", "IMAP_HOST": "127.0.0.1"},
        {"SMTP_TLS": "none", "SMTP_HOST": "", "MAIL_FROM": "", "IMAP_HOST": ""},
        {"SMTP_USER": "", "SMTP_PASSWORD": "", "IMAP_HOST": "", "IMAP_USER": "", "IMAP_PASSWORD": ""},
    ],
)
def test_on_one_machine_or_without_a_mail_server_less_is_asked(given):
    config.check(SAFE | given)


@pytest.mark.parametrize("said", ["vijf", "-1", "0", "65536", "\u00b2"])
def test_a_port_is_a_number(monkeypatch, said):
    monkeypatch.setenv("STAGEPACT_IMAP_PORT", said)
    with pytest.raises(config.UnsafeSetting, match="STAGEPACT_IMAP_PORT is a number from 1 to 65535"):
        config._mail_settings()


def test_the_operator_reads_what_to_change_and_no_page_of_code():
    said = subprocess.run(
        [sys.executable, "wsgi.py"],
        env=os.environ | {"STAGEPACT_SMTP_HOST": "mail.stagepact.example", "STAGEPACT_MAIL_FROM": ""},
        cwd=config.ROOT,
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert said.returncode == 1
    assert said.stderr.startswith("Set STAGEPACT_MAIL_FROM to who letters come from")
    assert said.stderr.count("\n") == 1


def test_the_environment_cannot_bring_the_demo_into_production(monkeypatch, tmp_path):
    from flask import Flask

    monkeypatch.setenv("STAGEPACT_PRODUCTION", "1")
    monkeypatch.setenv("STAGEPACT_DEMO", "1")
    with pytest.raises(config.UnsafeSetting, match="STAGEPACT_DEMO"):
        config.init_app(Flask(__name__), {"DATA": tmp_path, "SECRET_KEY": "k" * 32})


def test_the_own_secret_is_made_once_and_kept_to_oneself(tmp_path):
    first = config._own_secret(tmp_path / "data")
    assert config._own_secret(tmp_path / "data") == first
    assert len(first) >= 32
    assert (tmp_path / "data" / "secret_key").stat().st_mode & 0o077 == 0


@pytest.mark.parametrize("scheme", ["postgres", "postgresql"])
def test_short_addresses_of_postgresql_get_their_driver(monkeypatch, tmp_path, scheme):
    monkeypatch.setenv("DATABASE_URL", f"{scheme}://somebody@db.example/pact")
    assert config._database_url(tmp_path) == "postgresql+psycopg://somebody@db.example/pact"
