"""What never stands in a log."""

import logging
import secrets

import pytest

from app.log import without_secrets


@pytest.fixture
def token():
    return secrets.token_urlsafe(32)


def test_secret_addresses_are_taken_out(token):
    line = f'GET /agenda/{token}/alles.ics?x=1 HTTP/1.1" 200 "https://site.example/uitnodiging/{token}"'
    assert without_secrets(line) == (
        'GET /agenda/***/alles.ics?x=1 HTTP/1.1" 200 "https://site.example/uitnodiging/***"'
    )


def test_other_words_stay():
    line = "page failed reference=4f2a path=/static/0123456789/js/fair/day.js method=GET"
    assert without_secrets(line) == line


def test_every_logger_is_discreet(app, token, caplog):
    with caplog.at_level(logging.INFO):
        logging.getLogger("gunicorn.access").info("%(r)s", {"r": f"GET /agenda/{token}/dag.ics"})
        logging.getLogger("werkzeug").info('"%s" %s', f"GET /agenda/{token}/dag.ics", 200)
    assert "/agenda/***/dag.ics" in caplog.text
    assert token not in caplog.text
