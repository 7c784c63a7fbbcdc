"""A fair chance: what an employer sees of a student before a booking, after it, and never."""

import re
from datetime import date

import pytest

from app.db import db
from fair.actions import booking as bookings
from fair.actions import prepare, talk
from fair.live import booking as live_booking
from fair.live import organiser as live_organiser
from region.actions import reports
from region.actions.profile import save_card, save_profile
from register.models import Placement
from tests.factories import make_student

FIRST_NAME, CARD, QUESTION = "Canariana", "Kanarie kaart", "Kanarie vraag"
NEVER = ("Geheimschuil", "geheim.schuil@", "Kanarie wens", "Kanarie melding", "Kanarie contact", "2027-02-03")
LINK = re.compile(r'(?:href|action)="(/[^"#]*)')
ROOMS = ("booth-desk:{booth}", "booth:{booth}", "fair:{fair}", "organiser:{fair}", "person:{sanne}")


@pytest.fixture(autouse=True)
def told_at_once(monkeypatch):
    """The square is told at once instead of once a second."""
    monkeypatch.setattr(live_booking.squares, "add", lambda number: live_booking.tell_squares({number}))
    monkeypatch.setattr(live_organiser.changed, "add", lambda number: live_organiser.draw({number}))


@pytest.fixture
def student(world, now):
    """A student who has told the site everything that it asks."""
    person_id = make_student(
        FIRST_NAME, world.programme_mbo3, last_name="Geheimschuil", email="geheim.schuil@school.example"
    )
    save_profile(
        person_id=person_id,
        now=now,
        wanted_from=date(2027, 2, 3),
        wanted_until=None,
        days_per_week=4,
        wish="Kanarie wens",
        languages=["zgh"],
    )
    save_card(person_id=person_id, now=now, can=CARD, wants="", must="")
    prepare.add_favourite(booth_id=world.care_booth, person_id=person_id, now=now)
    reports.file_report(
        text="Kanarie melding",
        contact="Kanarie contact",
        readers=["school"],
        about_kind="stand",
        about_id=world.care_booth,
        organisation_id=world.care,
        person_id=person_id,
        now=now,
    )
    return person_id


@pytest.fixture
def sanne(visit, world):
    """Somebody of the booth who watches every room there is for her."""
    visitor = visit(world.sanne)
    rooms = [room.format(booth=world.care_booth, fair=world.fair, sanne=world.sanne) for room in ROOMS]
    assert visitor.open_line(*rooms) == [f"organiser:{world.fair}"]
    return visitor


def everything(app, visitor, most=200):
    """The text of every page and file that an employer reaches: by links, and by trying every address."""
    waiting = ["/welkom", *_addresses(app)]
    seen: dict[str, str] = {}
    for address in waiting:
        if address in seen or len(seen) >= most or address.startswith(("/static", "/taal", "/uitloggen")):
            continue
        answer = visitor.get(address, follow_redirects=True)
        seen[address] = answer.text if answer.status_code == 200 else ""
        waiting.extend(link.replace("&amp;", "&") for link in LINK.findall(seen[address]))
    return {address: text for address, text in seen.items() if text}


def _addresses(app):
    """Every address of the site with small numbers filled in."""
    for rule in app.url_map.iter_rules():
        if "GET" in (rule.methods or ()) and rule.endpoint != "static" and not _wants_words(rule):
            for number in (1, 2):
                yield rule.rule if not rule.arguments else re.sub(r"<int:[^>]+>", str(number), rule.rule)


def _wants_words(rule):
    return "<" in re.sub(r"<int:[^>]+>", "", rule.rule)


def told(texts, *words):
    """Which of these words stand anywhere, and where."""
    found = {word: [where for where, text in texts.items() if word in text] for word in words}
    return {word: where for word, where in found.items() if where}


def drawn(visitor):
    return {f"patch {number}": text for number, text in enumerate(visitor.patches())}


def test_before_a_booking_an_employer_sees_nothing(app, world, student, sanne):
    pages = everything(app, sanne)
    assert "/balie/1" in pages, "The walk comes where students would stand."
    assert "/plaatsingen" in pages
    assert told(pages | drawn(sanne), FIRST_NAME, CARD, QUESTION, *NEVER) == {}


def test_the_student_herself_sees_all_of_it(app, visit, student):
    """The positive control: these words are in the database and would be found."""
    own = everything(app, visit(student))
    assert set(told(own, FIRST_NAME, CARD, "Geheimschuil", "Kanarie wens", "2027-02-03")) == {
        FIRST_NAME,
        CARD,
        "Geheimschuil",
        "Kanarie wens",
        "2027-02-03",
    }


def test_after_a_booking_first_name_programme_and_question_and_the_card_only_if_shared(
    app, world, now, student, sanne, visit
):
    booking_id = bookings.book_slot(
        slot_id=world.sanne_slots[1], person_id=student, question=QUESTION, now=now
    )
    pages, patches = everything(app, sanne), drawn(sanne)
    assert told(patches, FIRST_NAME)
    desk = pages[f"/balie/{world.care_booth}?gesprek={booking_id}"]
    for word in (FIRST_NAME, "mbo 3 Verzorgende IG, jaar 2", QUESTION):
        assert word in desk
    assert told(pages | patches, CARD, *NEVER) == {}
    prepare.share_card(booking_id=booking_id, person_id=student, now=now)
    pages, patches = everything(app, sanne), drawn(sanne)
    assert told(pages, CARD)
    assert told(patches, CARD)
    assert told(pages | patches, *NEVER) == {}
    other = everything(app, visit(world.daan))
    assert told(other, FIRST_NAME, CARD, QUESTION, *NEVER) == {}


def test_a_placement_tells_an_employer_no_more(app, world, now, student, sanne):
    booking_id = bookings.book_slot(
        slot_id=world.sanne_slots[0], person_id=student, question=QUESTION, now=now
    )
    placement_id = talk.record_outcome(
        booking_id=booking_id,
        outcome="onward",
        place_id=world.place,
        person_id=world.sanne,
        now=now.replace(hour=11, minute=5),
    )
    assert db.session.get(Placement, placement_id)
    pages = everything(app, sanne)
    assert f"/plaatsingen/{placement_id}" in pages
    assert told(pages | drawn(sanne), CARD, *NEVER) == {}
