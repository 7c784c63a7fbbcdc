"""Letters arrive once, whatever the mail server does; what cannot be sent is seen and holds up nobody."""

import random
import threading
import time
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import update
from sqlalchemy.exc import OperationalError

from app import mail, worker
from app.db import db, transaction
from app.errors import Refused
from app.mail import Draft, Words, keeping, outbox, server
from app.mail import words as registry
from app.mail.letters import DEAD, KEPT, SENT, WAITING, Letter
from app.people import Person
from tests.factories import make_person
from tests.mailbox import a_hanging_server, html_of, text_of

MINUTE = timedelta(minutes=1)
CALENDAR = b"BEGIN:VCALENDAR\r\nMETHOD:REQUEST\r\nSUMMARY:Gesprek \xe2\x98\x95\r\nEND:VCALENDAR\r\n"


@pytest.fixture(autouse=True)
def kinds(app, monkeypatch):
    """Kinds of letters that are only known here."""
    monkeypatch.setattr(registry, "_kinds", dict(registry._kinds))
    monkeypatch.setattr(registry, "_topics", {"hints": "Hints"})
    mail.wording("plain")(lambda said: Words(said.get("subject", "Hallo"), (said.get("line", "Tot straks"),)))
    mail.wording("hint", topic="hints")(lambda said: Words("Een tip", ("Neem water mee.",), link="/beurs"))
    mail.wording("gathered", topic="hints", gathered=True)(lambda said: Words(said["subject"]))


@pytest.fixture
def yara(app):
    return make_person("Yara", email="yara@stagepact.example")


def write(now, person_id, kind="plain", **fields):
    with transaction():
        mail.write(now, Draft(kind=kind, person_id=person_id, said=fields.pop("said", {}), **fields))
    return letters()[-1]


def letters():
    db.session.expire_all()
    return db.session.query(Letter).order_by(Letter.id).all()


def states():
    return [letter.state for letter in letters()]


def send(now):
    return outbox.post_due(now)


# ---- written with its reason ----


def test_a_letter_is_kept_with_its_reason_or_not_at_all(app, now, yara):
    def refuse():
        with transaction():
            mail.write(now, Draft(kind="plain", person_id=yara, said={}))
            raise Refused("no")

    with pytest.raises(Refused):
        refuse()
    assert letters() == []


def test_any_number_of_letters_is_one_statement(app, now, yara, count_queries):
    drafts = [Draft(kind="plain", person_id=yara, said={"line": str(n)}) for n in range(9)]

    def do():
        with transaction():
            mail.write(now, *drafts)

    assert count_queries(do) == 1
    assert len(letters()) == 9


def test_writing_nothing_is_nothing(app, now):
    with transaction():
        mail.write(now)
    assert letters() == []


def test_a_letter_with_a_key_is_written_once(app, now, yara):
    write(now, yara, key="a")
    write(now, yara, key="a")
    write(now, yara, key="b")
    assert [letter.key for letter in letters()] == ["a", "b"]


def test_what_is_gone_is_forgotten_unless_it_arrived(box, now, yara):
    write(now, yara, about="talk:1")
    send(now)
    write(now, yara, about="talk:1")
    write(now, yara, about="talk:2")
    with transaction():
        mail.forget("talk:1")
    assert [(letter.about, letter.state) for letter in letters()] == [("talk:1", SENT), ("talk:2", WAITING)]


# ---- how it looks ----


def test_a_letter_arrives_as_text_and_html_in_the_language_of_who_reads(box, now, yara):
    letter = write(now, yara, "hint")
    assert send(now) == 1
    (message,) = box.taken
    assert message["To"] == "yara@stagepact.example"
    assert message["From"] == "Stagepact <post@stagepact.example>"
    assert message["Message-ID"] == f"<{letter.uid}@stagepact.example>"
    assert message["Subject"] == "Een tip"
    assert message["Auto-Submitted"] == "auto-generated"
    assert message.get_content_type() == "multipart/alternative"
    assert [part.get_content_type() for part in message.iter_parts()] == ["text/plain", "text/html"]
    for body in (text_of(message), html_of(message)):
        assert "Neem water mee." in body
        assert "https://stagepact.example/beurs" in body
        assert "Geen post meer zoals deze?" in body
    assert max(map(len, box.raw[0].split(b"\r\n"))) < 250
    assert b"\n" not in box.raw[0].replace(b"\r\n", b"")
    with transaction() as work:
        work.get(Person, yara).language = "en"
    write(now, yara, "hint")
    send(now)
    assert "No more letters like this?" in text_of(box.taken[1])
    assert '<html lang="en">' in html_of(box.taken[1])


def test_what_people_typed_is_no_html(box, now, yara):
    write(now, yara, said={"line": "<b>hoi</b> & tot straks"})
    send(now)
    assert "<b>hoi</b> & tot straks" in text_of(box.taken[0])
    assert "&lt;b&gt;hoi&lt;/b&gt; &amp; tot straks" in html_of(box.taken[0])


@pytest.mark.parametrize("method", ["REQUEST", ""])
def test_a_calendar_file_is_the_last_alternative_and_an_attachment(box, now, yara, method):
    write(now, yara, calendar=CALENDAR, method=method)
    send(now)
    (message,) = box.taken
    alternative, attachment = message.iter_parts()
    assert message.get_content_type() == "multipart/mixed"
    assert alternative.get_content_type() == "multipart/alternative"
    kinds = [part.get_content_type() for part in alternative.iter_parts()]
    assert kinds == ["text/plain", "text/html", "text/calendar"]
    calendar = list(alternative.iter_parts())[-1]
    assert calendar["Content-Type"].params.get("method", "") == method
    assert calendar["Content-Type"].params["charset"] == "utf-8"
    assert calendar.get_payload(decode=True) == CALENDAR
    assert attachment.get_content_type() == "application/ics"
    assert attachment.get_payload(decode=True) == CALENDAR
    assert "method" not in attachment["Content-Type"].params


def test_a_letter_to_an_address_is_empty_once_it_is_sent(box, now):
    with transaction():
        mail.write(
            now, Draft(kind="plain", address="els@zilt.example", said={"line": "geheim"}, language="en")
        )
    assert send(now) == 1
    assert box.taken[0]["To"] == "els@zilt.example"
    assert "geheim" in text_of(box.taken[0])
    assert [letter.said for letter in letters()] == [{}]


# ---- a server that does not do what it should ----


def test_not_now_is_tried_again_later_and_arrives_once(box, now, yara):
    letter, box.answer = write(now, yara), "451 busy"
    assert send(now) == 0
    (waiting,) = letters()
    assert (waiting.state, waiting.tries, waiting.error) == (WAITING, 1, "451 busy")
    assert now + 0.7 * MINUTE < waiting.due_at < now + 1.3 * MINUTE
    assert send(now) == 0
    assert box.asked == 1, "nobody asks again before its time"
    box.answer = ""
    assert send(now + 2 * MINUTE) == 1
    assert send(now + 60 * MINUTE) == 0
    assert box.names == [f"<{letter.uid}@stagepact.example>"]


def test_each_pause_is_longer_up_to_a_quarter_and_none_is_the_same():
    means = [sum((outbox.pause(tries) for _n in range(99)), timedelta()) / 99 for tries in (1, 2, 3, 4, 9)]
    assert [round(mean / MINUTE) for mean in means[:3]] == [1, 2, 4]
    assert timedelta(minutes=13) < means[-1] < timedelta(minutes=17)
    assert len({outbox.pause(3) for _n in range(9)}) == 9


def test_after_days_of_not_now_a_letter_is_dead_and_seen(box, now, yara):
    write(now, yara)
    box.answer = "451 busy"
    send(now)
    send(now + timedelta(days=4))
    assert states() == [DEAD]


def test_never_is_dead_and_the_others_go_on(box, now, yara):
    box.refuses = "yara@stagepact.example"
    write(now, yara)
    write(now, make_person("Milan"))
    assert send(now) == 1
    assert states() == [DEAD, SENT]
    assert letters()[0].error == "550 no such mailbox"
    assert send(now + timedelta(days=1)) == 0


def test_a_server_that_hangs_up_is_away_and_no_letter_is_to_blame(box, now, yara):
    write(now, yara)
    write(now, yara)
    box.answer = "421 closing"
    assert send(now) == 0
    assert states() == [WAITING, WAITING]
    assert box.asked == 1


def test_a_hanging_server_keeps_the_worker_for_a_moment_and_nobody_else(app, box, now, yara, monkeypatch):
    monkeypatch.setattr(server, "PATIENCE", 0.5)
    names = {f"<{write(now, yara).uid}@stagepact.example>" for _n in range(3)}
    with a_hanging_server() as port:
        app.config["SMTP_PORT"] = port
        began, took, rounds = time.monotonic(), [], []
        round_ = threading.Thread(
            target=in_app(app, lambda: rounds.append((send(now), time.monotonic() - began)))
        )
        round_.start()
        while round_.is_alive():
            started = time.monotonic()
            write(now, yara, due_at=now + 30 * MINUTE)
            took.append(time.monotonic() - started)
        round_.join()
        (sent, lasted), *_none = rounds
        assert sent == 0
        assert 0.4 < lasted < 2
        assert len(took) > 3
        assert max(took) < 0.4, "whoever writes a letter does not wait for the server"
        assert send(now) == 0, "nobody looks for the server again at once"
        assert all(letter.due_at > now for letter in letters())
    app.config["SMTP_PORT"] = box.port
    assert send(now + 5 * MINUTE) == 3
    assert sorted(box.names) == sorted(names)


def in_app(app, do):
    def run():
        with app.app_context():
            do()

    return run


def test_dead_for_ten_minutes_loses_nothing_and_sends_nothing_twice(app, box, now, yara):
    """The worker looks every quarter of a minute; letters are written all the while."""
    random.seed(12)
    names, minute = [], timedelta(0)
    live, app.config["SMTP_PORT"] = box.port, 1  # where nobody listens
    while minute < timedelta(minutes=30):
        if minute >= timedelta(minutes=10):
            app.config["SMTP_PORT"] = live
        if minute < timedelta(minutes=10) and minute.seconds % 60 == 0:
            person_id = make_person(f"Kim{minute.seconds}")
            names += [f"<{write(now + minute, person_id).uid}@stagepact.example>" for _n in range(2)]
        send(now + minute)
        minute += timedelta(seconds=15)
    assert len(names) == 20
    assert sorted(box.names) == sorted(names)
    assert set(states()) == {SENT}


def test_who_dies_after_handing_over_leaves_a_letter_with_the_same_name(box, now, yara, monkeypatch):
    write(now, yara)

    def die(*_args, **_values):
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(outbox, "_mark", die)
        with pytest.raises(KeyboardInterrupt):
            send(now)
    outbox._handed_over.clear()  # what a process knows dies with it
    assert send(now + 11 * MINUTE) == 0, "it may still be on its way"
    assert send(now + 13 * MINUTE) == 1
    assert len(set(box.names)) == 1


def test_what_was_handed_over_while_the_database_was_away_is_not_sent_again(box, now, yara, monkeypatch):
    write(now, yara)
    write(now, yara)

    def is_away(*_args, **_values):
        raise OperationalError("UPDATE", {}, Exception("server closed the connection"))

    with monkeypatch.context() as patch:
        patch.setattr(outbox, "_mark", is_away)
        for _round in range(3):
            with pytest.raises(OperationalError):
                send(now)
    assert states() == [WAITING, WAITING]
    assert len(box.names) == 1, "nothing more goes out before that is written down"
    assert send(now + 60 * MINUTE) == 1
    assert states() == [SENT, SENT]
    assert len(set(box.names)) == len(box.names) == 2


# ---- two workers ----


def both_at_once(app, now):
    barrier = threading.Barrier(2)

    def work():
        barrier.wait()
        send(now)

    workers = [threading.Thread(target=in_app(app, work)) for _n in range(2)]
    for each in workers:
        each.start()
    for each in workers:
        each.join()


def test_two_workers_send_each_letter_once(app, box, now):
    names = [f"<{write(now, make_person(f'Kim{n}')).uid}@stagepact.example>" for n in range(12)]
    both_at_once(app, now)
    assert sorted(box.names) == sorted(names)


def test_without_a_claim_two_workers_send_letters_twice(app, box, now, monkeypatch):
    """The control: the test above would have shown it."""

    def unguarded(ids, _now):
        with transaction() as work:
            found = list(work.query(Letter).filter(Letter.id.in_(ids)))
            assert all(letter.to for letter in found)
            return found

    monkeypatch.setattr(outbox, "_claimed", unguarded)
    for n in range(12):
        write(now, make_person(f"Kim{n}"))
    both_at_once(app, now)
    assert len(box.names) > 12


# ---- letters that cannot be ----


@pytest.mark.parametrize(
    "said",
    [
        {"line": "Yara \ud800"},
        {"subject": "Yara \ud800"},
        {"line": "Yara \0"},
        {"subject": "Yara \0"},
        {"subject": "Gesprek\r\nBcc: iedereen@zilt.example"},
        {"subject": "Gesprek\nBcc: iedereen@zilt.example"},
        {"subject": "Gesprek\x0bBcc: iedereen@zilt.example"},
        {"subject": "Gesprek\u2028Bcc: iedereen@zilt.example"},
        {"subject": "Y" * 10_000},
        {"line": "Y" * 10_000},
        {"subject": None},
    ],
)
def test_poison_is_dead_and_others_go_on(box, now, yara, said):
    write(now, yara, said=said)
    write(now, yara)
    assert send(now) == 1
    assert states() == [DEAD, SENT]
    assert box.subjects == ["Hallo"]
    assert letters()[0].error


@pytest.mark.parametrize(
    "address",
    [
        "geen adres",
        "a@b.example, c@d.example",
        "a@b.example\r\nBcc: c@d.example",
        "<a@b.example>",
        "é@é.example",
    ],
)
def test_an_address_that_is_none_or_two_is_dead(box, now, yara, address):
    with transaction():
        mail.write(now, Draft(kind="plain", address=address, said={}))
    write(now, yara)
    assert send(now) == 1
    assert states() == [DEAD, SENT]


def test_a_kind_that_nobody_knows_any_more_is_dead(box, now, yara):
    write(now, yara)
    with transaction() as work:
        work.execute(update(Letter).values(kind="gone"))
    write(now, yara)
    send(now)
    assert states() == [DEAD, SENT]


# ---- how many, and which ----


def test_nobody_gets_more_than_so_many_an_hour(box, now, yara):
    milan = make_person("Milan")
    for n in range(outbox.MOST_PER_HOUR + 5):
        write(now, yara, said={"line": str(n)})
    write(now, milan)
    assert send(now) == outbox.MOST_PER_HOUR + 1
    assert send(now + 16 * MINUTE) == 0
    sent = sum(send(now + minutes * MINUTE) for minutes in range(17, 90))
    assert sent == 5
    assert len(set(box.names)) == len(box.names) == outbox.MOST_PER_HOUR + 6


def test_what_is_gathered_goes_out_together_at_the_whole_hour(box, now, yara):
    milan = make_person("Milan")
    for n in range(3):
        write(now + n * MINUTE, yara, "gathered", said={"subject": f"Gesprek {n}"})
    write(now, milan, "gathered", said={"subject": "Gesprek 9"})
    assert send(now + 10 * MINUTE) == 0
    assert send(now.replace(hour=11, minute=0)) == 2
    assert box.subjects == ["3 berichten", "Gesprek 9"]
    assert all(f"Gesprek {n}" in text_of(box.taken[0]) for n in range(3))
    assert states() == [SENT] * 4
    assert send(now + 60 * MINUTE) == 0


def test_many_at_one_whole_hour_get_one_letter_each(box, now, yara, monkeypatch):
    monkeypatch.setattr(outbox, "AT_ONCE", 2)
    for n in range(4):
        for person_id in (yara, make_person(f"Kim{n}")):
            write(now, person_id, "gathered", said={"subject": f"Gesprek {n}"})
    rounds = [send(now.replace(hour=11, minute=0)) for _n in range(3)]
    assert rounds == [2, 2, 1]
    assert sorted(box.subjects) == ["4 berichten", *(f"Gesprek {n}" for n in range(4))]


def test_what_was_gathered_anew_has_another_name(box, now, yara, monkeypatch):
    """Mail programs throw away what has a name that they know, and with it what was new in it."""
    for n in range(2):
        write(now, yara, "gathered", said={"subject": f"Gesprek {n}"})
    hour = now.replace(hour=11, minute=0)
    assert send(hour) == 1
    with transaction() as work:
        work.execute(update(Letter).values(state=WAITING))  # as if nobody had written down that it went
    assert send(hour + 13 * MINUTE) == 1
    assert len(set(box.names)) == 1
    with transaction() as work:
        work.execute(update(Letter).values(state=WAITING))
    write(hour, yara, "gathered", said={"subject": "Gesprek 3"})
    assert send(hour + 60 * MINUTE) == 1
    assert len(set(box.names)) == 2


def test_what_is_too_late_is_only_on_the_site(box, now, yara):
    write(now, yara, until=now + MINUTE)
    assert send(now + MINUTE) == 0
    assert states() == [KEPT]


def test_who_has_no_account_any_more_gets_nothing(box, now, yara):
    write(now, yara)
    with transaction() as work:
        work.get(Person, yara).active = False
    assert send(now) == 0
    assert states() == [KEPT]


def test_a_round_ends_in_time_and_the_next_goes_on(box, now, yara, monkeypatch):
    monkeypatch.setattr(outbox, "LONGEST_ROUND", -1)
    write(now, yara)
    assert send(now) == 0
    assert states() == [WAITING]


def test_the_worker_has_a_loop_of_its_own_for_letters(box, now, yara):
    write(now, yara)
    assert worker.do_what_is_due(now) == 0
    assert worker.do_what_is_due_elsewhere(now) == 1


def test_after_a_month_nothing_is_left_of_a_letter(app, now, yara):
    write(now, yara)
    write(now, yara, said={"subject": "\0"})
    send(now)
    (path,) = (app.config["DATA"] / "post").glob(f"*-{letters()[0].uid}.eml")
    month = now + timedelta(days=31)
    assert keeping.forget_old_letters(now) == 0
    assert keeping.forget_old_letters(max(month, datetime.now(UTC) + timedelta(days=31))) == 1
    assert states() == [DEAD]
    assert not path.exists()
