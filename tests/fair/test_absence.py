"""Who stayed away more than once: only for the coordinator, and nothing changes for the student."""

import pytest

from app.db import transaction
from fair.actions import booking
from fair.models import NO_SHOW, Booking
from region.models import COORDINATOR
from tests.factories import make_member


def stay_away(world, now, *slot_ids, person_id=None):
    for slot_id in slot_ids:
        number = booking.book_slot(slot_id=slot_id, person_id=person_id or world.yara, question="", now=now)
        with transaction() as work:
            work.get(Booking, number).state = NO_SHOW


def test_two_talks_missed_at_one_fair_are_shown_to_the_school(visit, world, now):
    fatima = visit(world.fatima)
    stay_away(world, now, world.sanne_slots[0])
    assert "Niemand miste gesprekken" in fatima.get("/werk/afwezig").text
    stay_away(world, now, world.daan_slots[2])
    page = fatima.get("/werk/afwezig").text
    assert "Yara Tester" in page
    assert "2 gesprekken gemist" in page
    assert "Zorggroep Rijnoever" in page
    assert "Van Duin Techniek" in page
    assert 'href="/werk/afwezig"' in fatima.get("/werk").text


def test_more_students_take_no_more_questions(visit, world, now, count_queries):
    fatima = visit(world.fatima)
    stay_away(world, now, world.sanne_slots[0], world.daan_slots[2])
    fatima.get("/werk/afwezig")
    few = count_queries(lambda: fatima.get("/werk/afwezig"))
    stay_away(world, now, world.sanne_slots[1], world.daan_slots[3], person_id=world.noor)
    assert count_queries(lambda: fatima.get("/werk/afwezig")) == few


def test_another_coordinator_sees_nothing(visit, world, now):
    stay_away(world, now, world.sanne_slots[0], world.daan_slots[2])
    own = {"institution_id": world.institution, "programme_id": world.programme_hbo}
    other = make_member("Els", COORDINATOR, **own)
    assert "Yara" not in visit(other).get("/werk/afwezig").text
    assert "Yara" in visit(world.fatima).get("/werk/afwezig").text


@pytest.mark.parametrize("who", ["yara", "sanne", "bram"])
def test_it_is_for_coordinators(visit, world, who):
    assert visit(getattr(world, who)).get("/werk/afwezig").status_code == 404


def test_who_stayed_away_can_still_book_elsewhere(world, now):
    stay_away(world, now, world.sanne_slots[0])
    booking.book_slot(slot_id=world.daan_slots[2], person_id=world.yara, question="", now=now)
