"""Settings that must not go live are refused at the start."""

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
    "MAIL_FROM": "post@stagepact.example",
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
        ({"SMTP_TLS": "none"}, "STAGEPACT_SMTP_TLS"),
        ({"MAIL_FROM": ""}, "STAGEPACT_MAIL_FROM"),
    ],
)
def test_letters_travel_by_tls_and_say_who_sends_them(given, named):
    with pytest.raises(config.UnsafeSetting, match=named):
        config.check(SAFE | given)
    config.check(SAFE | {"SMTP_TLS": "none", "SMTP_HOST": "localhost"})
    config.check(SAFE | {"SMTP_TLS": "none", "SMTP_HOST": "", "MAIL_FROM": ""})


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
