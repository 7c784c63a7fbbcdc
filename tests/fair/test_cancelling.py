"""Calling a talk off early and late, and who reads why."""

import pytest

from app.db import db, transaction
from app.errors import Refused
from fair.actions import booking as actions
from fair.live import booking as live_booking
from fair.models import CANCELLED_BY_STUDENT, Booking, Fair


@pytest.fixture(autouse=True)
def no_waiting(monkeypatch):
    """The square is told by hand in its own tests."""
    monkeypatch.setattr(live_booking.squares, "add", lambda number: None)


@pytest.fixture
def soon(world, now):
    """A talk of Yara with Sanne in half an hour, where an hour is the limit."""
    with transaction() as work:
        work.get(Fair, world.fair).cancel_free_minutes = 60
    return actions.book_slot(slot_id=world.sanne_slots[1], person_id=world.yara, question="", now=now)


def test_late_one_says_why(world, now, soon):
    ids = {"booking_id": soon, "person_id": world.yara, "now": now}
    with pytest.raises(Refused, match="Zeg waarom je afzegt"):
        actions.cancel_booking(**ids)
    actions.cancel_booking(**ids, reason="other", words="Mijn trein rijdt niet")
    talk = db.session.get(Booking, soon, populate_existing=True)
    kept = (talk.state, talk.cancel_reason, talk.reason)
    assert kept == (CANCELLED_BY_STUDENT, "other", "Mijn trein rijdt niet")


def test_the_form_asks_why_and_keeps_what_was_typed(visit, world, soon):
    yara, url = visit(world.yara), f"/afspraken/{soon}/afzeggen"
    page = yara.get(url).text
    assert "Sanne leest waarom je afzegt" in page
    assert "Ik ben ziek" in page
    refused = yara.post(url, {"key": "a"})
    assert refused.status_code == 422
    assert "Zeg waarom je afzegt. De werkgever rekende op je." in refused.text
    refused = yara.post(url, {"key": "b", "reason": "other", "words": "nee"})
    assert "Schrijf in je eigen woorden waarom je afzegt." in refused.text
    assert 'value="nee"' in refused.text
    assert "tekens" in yara.post(url, {"key": "c", "reason": "other", "words": "x" * 201}).text
    assert "Je gesprek is afgezegd." in yara.post(url, {"key": "d", "reason": "ill"}).text
    assert "Ik ben ziek" in yara.get(f"/afspraken/{soon}").text


def test_early_nobody_asks_and_the_page_says_until_when(visit, world, soon):
    with transaction() as work:
        work.get(Fair, world.fair).cancel_free_minutes = 15
    yara, url = visit(world.yara), f"/afspraken/{soon}/afzeggen"
    page = yara.get(url).text
    assert "Tot vandaag om 12.00 uur hoef je geen reden te geven." in page
    assert "Ik ben ziek" not in page
    assert "Je gesprek is afgezegd." in yara.post(url, {"key": "a", "reason": "ill"}).text
    assert db.session.get(Booking, soon, populate_existing=True).cancel_reason == ""


def test_the_employer_reads_why_at_once_and_later(visit, world, soon):
    sanne, yara, milan = visit(world.sanne), visit(world.yara), visit(world.milan)
    sanne.open_line(f"booth-desk:{world.care_booth}")
    for each in (yara, milan):
        each.open_line()
    assert milan.send("booking:cancel", booking_id=soon, reason="ill", words="", key="x")["error"]
    assert "Zeg waarom" in yara.send("booking:cancel", booking_id=soon, key="a")["error"]
    sanne.patches()
    done = yara.send("booking:cancel", booking_id=soon, reason="school", words="", key="b")
    assert done["go"] == "/mijn-dag"
    (drawn,) = [patch for patch in sanne.patches() if 'id="called-off"' in patch]
    assert "Yara" in drawn
    assert "Ik heb dan school of werk" in drawn
    page = sanne.get(f"/balie/{world.care_booth}").text
    assert "Ik heb dan school of werk" in page
    assert visit(world.daan).get(f"/balie/{world.care_booth}").status_code == 404


def test_nobody_at_the_desk_costs_nothing(world, now, soon):
    actions.cancel_booking(booking_id=soon, person_id=world.yara, now=now, reason="ill")
