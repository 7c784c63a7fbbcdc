"""What strangers send to the mailbox: a reply brings a question at most, the rest is left for people."""

from datetime import timedelta

import pytest

from app import mail, worker
from app.ical.replies import Reply, Unreadable, read_reply
from app.mail import Words, inbox, outbox, replies
from app.mail import words as registry
from app.mail.server import Away
from tests.app.test_mail import letters
from tests.certificates import a_certificate
from tests.factories import make_person
from tests.imap import PASSWORD, USER, a_postbox, reading
from tests.mailbox import a_hanging_server
from tests.replies import UID, a_body, a_reply

MINUTE = timedelta(minutes=1)
SEEN, FLAGGED = {r"\Seen"}, {r"\Flagged"}


@pytest.fixture
def yara(app):
    return make_person("Yara", email="yara@stagepact.example")


@pytest.fixture
def planned(app, now, yara, monkeypatch):
    """Something in the calendar of Yara that only exists here, to be changed by the test."""
    stands = {"sequence": 0, "is_on": True, "until": now + 60 * MINUTE}
    monkeypatch.setattr(replies, "_readers", {})
    monkeypatch.setattr(registry, "_kinds", dict(registry._kinds))

    @replies.reads("thing")
    def thing(uid, email):
        known = f"{uid}@stagepact.example" == UID and email == "yara@stagepact.example"
        return replies.Invited(person_id=yara, said={}, **stands) if known else None

    for kind in ("declined", "countered"):
        mail.wording(f"thing-{kind}")(lambda said, kind=kind: Words(f"Een vraag: {kind}"))
    return stands


@pytest.fixture
def box(app, planned, monkeypatch):
    """A mailbox that the site reads."""
    with a_postbox() as postbox:
        use(app, monkeypatch, postbox.port)
        yield postbox


def use(app, monkeypatch, port, **given):
    for name, value in reading(port, **given).items():
        monkeypatch.setitem(app.config, name, value)


def asked():
    return [letter.kind for letter in letters()]


# ---- the calendar part ----


def test_a_reply_is_read_in_all_its_spellings():
    said = Reply("REPLY", UID, 0, "yara@stagepact.example", "DECLINED")
    assert read_reply(a_body()) == said
    assert read_reply(a_body().replace(b"\r\n", b"\n")) == said
    assert read_reply(a_body(address="YARA%40stagepact.example").replace(b"mailto", b"MAILTO")) == said
    assert read_reply(a_body(sequence="")) == said
    assert read_reply(a_body(method="counter", sequence="SEQUENCE:3")).sequence == 3
    zone = b"BEGIN:VTIMEZONE\r\nTZID:Europe/Amsterdam\r\nEND:VTIMEZONE\r\nBEGIN:VEVENT"
    assert read_reply(a_body().replace(b"BEGIN:VEVENT", zone)) == said


BODY = a_body()
EVENT = BODY[BODY.index(b"BEGIN:VEVENT") : BODY.index(b"END:VCALENDAR")]
HOSTILE = {
    "nothing": b"",
    "no text": bytes(range(256)) * 9,
    "other signs": BODY.decode().encode("utf-16"),
    "too large": BODY.replace(b"SUMMARY:", b"SUMMARY:" + b"a" * 66_000),
    "no end": BODY[:-30],
    "bottomless": b"BEGIN:VCALENDAR\r\n" * 3000,
    "two calendars": BODY * 2,
    "two events": BODY.replace(EVENT, EVENT * 2),
    "no event": BODY.replace(EVENT, b""),
    "a task": BODY.replace(b"VEVENT", b"VTODO"),
    "an event in an event": BODY.replace(EVENT, b"BEGIN:VEVENT\r\n" + EVENT + b"END:VEVENT\r\n"),
    "one of a series": a_body(more="RECURRENCE-ID:20261126T110000Z"),
    "no method": BODY.replace(b"METHOD:REPLY\r\n", b""),
    "two methods": BODY.replace(b"METHOD:REPLY\r\n", b"METHOD:REPLY\r\nMETHOD:COUNTER\r\n"),
    "our own invitation": a_body(method="REQUEST"),
    "a cancellation": a_body(method="CANCEL"),
    "nobody": BODY.replace(b"ATTENDEE", b"X-ATTENDEE"),
    "two people": a_body(more="ATTENDEE:mailto:milan@stagepact.example"),
    "no address": a_body(address="yara"),
    "two addresses": a_body(address="yara@a.example,milan@b.example"),
    "a web address": BODY.replace(b"mailto:yara@", b"https://yara@"),
    "an address with a zero": a_body(address="yara%00@stagepact.example"),
    "an address on two lines": a_body(address="yara%0D%0ABcc:x@stagepact.example"),
    "no name": BODY.replace(b"UID:", b"X-UID:"),
    "an empty name": a_body(uid=""),
    "two names": a_body(more="UID:another@stagepact.example"),
    "a name with a zero": a_body(uid="a\0b"),
    "a name with an accent": a_body(uid="\u00e9"),
    "a name with spaces": a_body(uid="a' OR 1=1 --"),
    "a long name": a_body(uid="a" * 251),
    "before the first": a_body(sequence="SEQUENCE:-1"),
    "beyond counting": a_body(sequence="SEQUENCE:" + "9" * 5000),
    "no number": a_body(sequence="SEQUENCE:een"),
    "two numbers": a_body(sequence="SEQUENCE:0\r\nSEQUENCE:1"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_rubbish_is_no_reply_and_what_is_said_of_it_repeats_nothing(name):
    with pytest.raises(Unreadable) as refusal:
        read_reply(HOSTILE[name])
    assert "stagepact" not in str(refusal.value)


# ---- the message around it ----


def nested(depth):
    heads = (f'Content-Type: multipart/mixed; boundary="b{n}"\n\n--b{n}\n' for n in range(depth))
    return "".join(heads).encode() + a_reply()


@pytest.mark.parametrize(
    "message",
    [
        b"",
        b"\xff\xfe\0",
        b"Subject: Ik ben ziek\r\n\r\nTot volgende week.\r\n",
        a_reply(method="").replace(b"text/calendar", b"text/x-calendar"),
        a_reply(body=a_body(method="COUNTER")),
        a_reply().replace(b"application/ics", b"text/calendar"),
        a_reply().replace(b'method="REPLY"', b"method*=utf-8''COUNTER"),
        a_reply().replace(b"base64", b"x-uuencode"),
        nested(20),
        b"Content-Type: message/rfc822\n\n" * 3000,
        b'Content-Type: multipart/mixed; boundary="a"\n\n' + b"--a\n\n\n" * 10_000,
        b"Content-Type: text/calendar; method=REPLY\n\n",
    ],
)
def test_a_message_without_exactly_one_reply_is_none(message):
    with pytest.raises(Unreadable):
        replies.reply_in(message)


@pytest.mark.parametrize(
    "message",
    [
        a_reply(),
        a_reply(copy=False),
        a_reply().replace(b"text/calendar", b"TEXT/Calendar"),
        a_reply().replace(b'; method="REPLY"', b""),
        nested(3),
    ],
)
def test_a_reply_is_found_in_the_shapes_that_calendars_send(message):
    assert replies.reply_in(message).uid == UID


# ---- what comes of it ----


def test_no_in_a_calendar_is_asked_back_once_and_yes_takes_a_question_back(box, now, yara):
    box.deliver(a_reply(), a_reply(), a_reply(answer="TENTATIVE"))
    assert inbox.read_inbox(now) == {"declined": 2, "undecided": 1}
    assert asked() == [], "she thought better of it before the letter went"
    box.deliver(a_reply(), a_reply())
    inbox.read_inbox(now)
    assert asked() == ["thing-declined"]
    assert (letters()[0].person_id, letters()[0].until) == (yara, now + 60 * MINUTE)
    outbox.post_due(now)
    box.deliver(a_reply(answer="ACCEPTED"), a_reply())
    assert inbox.read_inbox(now) == {"accepted": 1, "declined": 1}
    assert asked() == ["thing-declined"], "one question for each version of an invitation"
    assert all(flags == SEEN for flags in box.flags)


def test_another_time_is_answered_and_changes_nothing(box, now):
    box.deliver(a_reply(method="COUNTER", answer="TENTATIVE"), a_reply(method="COUNTER"))
    assert inbox.read_inbox(now) == {"countered": 2}
    assert asked() == ["thing-countered"]


@pytest.mark.parametrize(
    ("sequence", "stands"),
    [
        (0, {"sequence": 1}),
        (2, {"sequence": 1}),
        (0, {"is_on": False}),
        (0, {"until": None}),
    ],
)
def test_what_is_out_of_date_brings_nothing(box, now, planned, sequence, stands):
    planned |= stands if stands != {"until": None} else {"until": now}
    box.deliver(*(a_reply(sequence=f"SEQUENCE:{sequence}", method=how) for how in ("REPLY", "COUNTER")))
    assert inbox.read_inbox(now) == {"out of date": 2}
    assert asked() == []
    assert box.flags == [SEEN, SEEN]


@pytest.mark.parametrize(
    "said", [{"address": "milan@stagepact.example"}, {"uid": "another@stagepact.example"}, {"uid": "%"}]
)
def test_of_somebody_else_or_of_nothing_of_ours_is_left_for_people(box, now, said, caplog):
    box.deliver(a_reply(**said))
    caplog.set_level("INFO")
    assert inbox.read_inbox(now) == {"left": 1}
    assert (asked(), box.flags) == ([], [FLAGGED])
    assert "message left" in caplog.text
    assert "@stagepact" not in caplog.text, "the log tells nothing of what stands in it"


# ---- the mailbox ----


def test_everything_is_read_once_and_what_is_no_reply_keeps_a_flag(box, now):
    huge = a_reply() + b"\r\n" + b"a" * inbox.LARGEST
    box.deliver(b"Subject: Ik ben ziek\r\n\r\nTot volgende week.\r\n", a_reply(), huge)
    assert inbox.read_inbox(now) == {"left": 2, "declined": 1}
    assert box.flags == [FLAGGED, SEEN, FLAGGED]
    assert [number for number, what in box.fetched if "BODY" in what] == [1, 2], (
        "too large is not even asked for"
    )
    assert inbox.read_inbox(now) == {}
    assert len(box.fetched) == 5


def test_a_round_ends_and_the_next_goes_on(box, now, monkeypatch):
    monkeypatch.setattr(inbox, "AT_ONCE", 2)
    box.deliver(*[a_reply()] * 3)
    assert [inbox.read_inbox(now).total() for _n in range(3)] == [2, 1, 0]
    box.deliver(a_reply())
    monkeypatch.setattr(inbox, "LONGEST_ROUND", -1)
    assert inbox.read_inbox(now) == {}


def test_a_message_that_went_meanwhile_is_no_fault(box, now, monkeypatch):
    box.deliver(a_reply())
    monkeypatch.setattr(box, "fetch", lambda *_asked: ("OK done", []))
    assert inbox.read_inbox(now) == {"left": 1}
    box.deliver(a_reply())
    monkeypatch.setattr(box, "fetch", lambda *_asked: ("OK done", [b"2 FETCH (RFC822.SIZE 9)"]))
    assert inbox.read_inbox(now) == {"left": 1}


def test_what_cannot_be_marked_is_said(box, now):
    box.deliver(a_reply())
    box.keeps_flags = False
    with pytest.raises(Away, match="not writable"):
        inbox.read_inbox(now)


def test_a_folder_with_a_space_is_opened_and_one_that_is_not_there_is_said(app, box, now, monkeypatch):
    box.folder = "Stage antwoorden"
    box.deliver(a_reply())
    with pytest.raises(Away, match="no such folder"):
        inbox.read_inbox(now)
    use(app, monkeypatch, box.port, IMAP_FOLDER="Stage antwoorden")
    assert inbox.read_inbox(now) == {"declined": 1}


def test_a_wrong_password_is_said_without_the_password(app, box, now, monkeypatch):
    use(app, monkeypatch, box.port, IMAP_PASSWORD="verkeerd")
    with pytest.raises(Away) as away:
        inbox.read_inbox(now)
    assert "does not let us in" in str(away.value)
    assert "verkeerd" not in str(away.value)


def test_only_a_server_with_the_right_certificate_hears_the_password(
    app, planned, now, monkeypatch, tmp_path
):
    pem, shown = a_certificate(tmp_path)
    with a_postbox(shown) as box:
        box.deliver(a_reply())
        use(app, monkeypatch, box.port, IMAP_TLS="tls", IMAP_HOST="localhost")
        with pytest.raises(Away, match="CERTIFICATE_VERIFY_FAILED"):
            inbox.read_inbox(now)
        monkeypatch.setenv("SSL_CERT_FILE", str(pem))
        use(app, monkeypatch, box.port, IMAP_TLS="tls")
        with pytest.raises(Away, match="IP address mismatch"):
            inbox.read_inbox(now)
        assert box.signed_in == []
        use(app, monkeypatch, box.port, IMAP_TLS="tls", IMAP_HOST="localhost")
        assert inbox.read_inbox(now) == {"declined": 1}
    assert box.signed_in == [(USER, PASSWORD)]


def test_a_mailbox_in_the_clear_gets_no_password_when_tls_is_asked(app, box, now, monkeypatch):
    use(app, monkeypatch, box.port, IMAP_TLS="starttls")
    with pytest.raises(Away, match="TLS not supported"):
        inbox.read_inbox(now)
    assert box.signed_in == []


# ---- who reads, and when ----


def test_the_worker_reads_every_few_minutes_and_outlives_a_mailbox_that_hangs(
    app, box, now, monkeypatch, caplog
):
    later = now + 30 * MINUTE
    box.deliver(a_reply())
    assert worker.do_what_is_due_elsewhere(later) == 1 + 1, "a reply, and the letter that it brought"
    box.deliver(a_reply())
    assert worker.do_what_is_due_elsewhere(later + 4 * MINUTE) == 0
    assert worker.do_what_is_due_elsewhere(later + 5 * MINUTE) == 1
    monkeypatch.setattr(inbox, "PATIENCE", 0.2)
    with a_hanging_server() as port:
        use(app, monkeypatch, port)
        assert worker.do_what_is_due_elsewhere(later + 10 * MINUTE) == 0
    assert "mailbox away" in caplog.text


def test_without_a_mailbox_nobody_reads(app, now):
    assert not replies.are_read()
    assert worker.do_what_is_due_elsewhere(now + timedelta(days=2)) == 0
    answer = app.test_cli_runner().invoke(args=["mail", "read"])
    assert answer.exit_code == 1
    assert "Set STAGEPACT_IMAP_HOST" in answer.output


def test_the_command_says_what_it_read(app, box, monkeypatch):
    box.deliver(a_reply(), a_reply(answer="ACCEPTED"), b"Subject: Hallo\r\n\r\nDag\r\n")
    answer = app.test_cli_runner().invoke(args=["mail", "read"])
    assert answer.output == (
        "Replies: 1 accepted, 1 declined.\nNot replies of a calendar, so left unseen with a flag: 1.\n"
    )
    assert app.test_cli_runner().invoke(args=["mail", "read"]).output == "Replies: none.\n"
    use(app, monkeypatch, 1)
    answer = app.test_cli_runner().invoke(args=["mail", "read"])
    assert answer.exit_code == 1
    assert "The mailbox cannot be read" in answer.output
