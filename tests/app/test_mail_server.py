"""How the site meets its mail server: it trusts no stranger, tells nobody its password, and letters wait."""

from datetime import timedelta
from threading import Timer

import pytest
from aiosmtpd.smtp import AuthResult, LoginPassword

from app import mail
from app.mail import Words, server
from app.mail import words as registry
from app.mail.letters import DEAD, SENT, WAITING
from tests.app.test_mail import letters, send, states, write
from tests.certificates import a_certificate
from tests.factories import make_person
from tests.mailbox import a_mailbox, settings

MINUTE = timedelta(minutes=1)
LATER = timedelta(minutes=20)
PASSWORD = b"geheim"


@pytest.fixture(autouse=True)
def kinds(app, monkeypatch):
    """A kind of letter that is only known here."""
    monkeypatch.setattr(registry, "_kinds", dict(registry._kinds))
    mail.wording("plain")(lambda said: Words("Hallo", ("Tot straks",)))


@pytest.fixture
def letter(app, now):
    """A letter that waits."""
    return write(now, make_person("Yara", email="yara@stagepact.example"))


@pytest.fixture
def use(app, monkeypatch):
    """Send letters to a mail server by these settings."""

    def use_settings(port, **given):
        for name, value in (settings(port) | given).items():
            monkeypatch.setitem(app.config, name, value)

    return use_settings


class Doorkeeper:
    """A mail server's list of who may send; `known` is what it was told."""

    def __init__(self):
        self.known = []

    def __call__(self, _server, _session, _envelope, _mechanism, said):
        assert isinstance(said, LoginPassword)
        self.known.append((said.login, said.password))
        return AuthResult(success=said.password == PASSWORD, handled=False)


def guarded(tls, shown, doorkeeper):
    """How a mail server is started that asks for TLS and for a password."""
    if tls == "tls":  # it sees no TLS that was there from the first byte, so it cannot ask for it
        return {"ssl_context": shown, "authenticator": doorkeeper, "auth_require_tls": False}
    asks = {"auth_required": True, "authenticator": doorkeeper}
    return asks | {"tls_context": shown, "require_starttls": True}


@pytest.mark.parametrize("tls", ["starttls", "tls"])
def test_only_a_server_with_the_right_certificate_gets_letters(
    now, use, letter, tls, tmp_path, monkeypatch, caplog
):
    pem, shown = a_certificate(tmp_path)
    doorkeeper = Doorkeeper()
    with a_mailbox(**guarded(tls, shown, doorkeeper)) as box:
        use(box.port, SMTP_TLS=tls, SMTP_HOST="localhost", SMTP_USER="beurs", SMTP_PASSWORD="fout")
        assert send(now) == 0
        assert "CERTIFICATE_VERIFY_FAILED" in letters()[0].error
        monkeypatch.setenv("SSL_CERT_FILE", str(pem))
        use(box.port, SMTP_TLS=tls, SMTP_HOST="127.0.0.1", SMTP_USER="beurs", SMTP_PASSWORD="fout")
        assert send(now + LATER) == 0
        assert "IP address mismatch" in letters()[0].error
        assert doorkeeper.known == [], "a server that cannot be trusted learns no password"
        use(box.port, SMTP_TLS=tls, SMTP_HOST="localhost", SMTP_USER="beurs", SMTP_PASSWORD="fout")
        assert send(now + 2 * LATER) == 0
        assert letters()[0].error.startswith("SMTPAuthenticationError")
        assert (states(), box.taken) == ([WAITING], [])
        use(box.port, SMTP_TLS=tls, SMTP_HOST="localhost", SMTP_USER="beurs", SMTP_PASSWORD="geheim")
        assert send(now + 3 * LATER) == 1
        assert send(now + 9 * LATER) == 0
    assert doorkeeper.known[-1] == (b"beurs", PASSWORD)
    assert (states(), box.names) == ([SENT], [f"<{letter.uid}@stagepact.example>"])
    caplog.clear()  # the mail server complains of a caller who hung up


@pytest.mark.parametrize("tls", ["starttls", "tls"])
def test_a_server_that_only_speaks_in_the_clear_hears_nothing(now, use, letter, tls, caplog):
    doorkeeper = Doorkeeper()
    with a_mailbox(authenticator=doorkeeper, auth_require_tls=False) as box:
        use(box.port, SMTP_TLS=tls, SMTP_HOST="localhost", SMTP_USER="beurs", SMTP_PASSWORD="geheim")
        assert send(now) == 0
    assert (states(), box.taken, doorkeeper.known) == ([WAITING], [], [])
    caplog.clear()


@pytest.mark.parametrize(
    ("verdict", "state", "names"),
    [
        ("451 later", WAITING, 1),
        ("452 full", WAITING, 1),
        ("550 spam", DEAD, 0),
        ("552 too large", DEAD, 0),
        ("554 no", DEAD, 0),
    ],
)
def test_what_a_server_says_after_reading_counts_too(now, use, letter, verdict, state, names):
    with a_mailbox() as box:
        use(box.port)
        box.verdict = verdict
        assert send(now) == 0
        assert (states(), letters()[0].error) == ([state], verdict)
        box.verdict = ""
        assert send(now + LATER) == names
        assert len(box.names) == names


def test_a_server_that_reads_for_long_gets_the_time_and_the_letter_goes_once(now, use, letter, monkeypatch):
    monkeypatch.setattr(server, "PATIENCE", 0.3)
    with a_mailbox() as box:
        use(box.port)
        box.may_say.clear()
        Timer(1, box.may_say.set).start()
        assert send(now) == 1
        assert send(now + LATER) == 0
        assert len(box.names) == 1


def test_a_server_that_takes_a_letter_and_hangs_up_gets_it_again_under_the_same_name(now, use, letter):
    """Nobody can know whether it was taken, and a letter twice is better than none."""
    with a_mailbox() as box:
        use(box.port)
        box.hangs_up = True
        assert send(now) == 0
        box.hangs_up = False
        assert send(now + LATER) == 1
    assert box.names == [f"<{letter.uid}@stagepact.example>"] * 2
    assert states() == [SENT]
