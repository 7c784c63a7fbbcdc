"""Groups that go first: who may book when, which times are kept, and who decides."""

from datetime import timedelta

import pytest
from sqlalchemy.exc import IntegrityError

from app.db import db, transaction
from app.errors import NotFound, Refused
from fair.actions import booking
from fair.actions import priority as actions
from fair.groups import MBO12, SHORTAGE, URGENT
from fair.live import booking as live_booking
from fair.models import Booking, Fair, PriorityWindow, Slot
from fair.queries import priority as queries
from fair.queries import square
from fair.reactions.priority import release_kept_times
from region.models import StudentProfile
from tests.factories import save


@pytest.fixture(autouse=True)
def no_waiting(monkeypatch):
    """The square is told by hand in its own tests."""
    monkeypatch.setattr(live_booking.squares, "add", lambda number: None)


def change(kind, number, **values):
    with transaction() as work:
        for name, value in values.items():
            setattr(work.get(kind, number), name, value)


def book(slot_id, person_id, now):
    return booking.book_slot(slot_id=slot_id, person_id=person_id, question="", now=now)


@pytest.fixture
def before(world, now):
    """Everybody may book in two hours; urgent students two hours ago, mbo 1 and 2 in an hour."""
    change(Fair, world.fair, booking_opens_at=now + timedelta(hours=2))
    save(PriorityWindow(fair_id=world.fair, group=URGENT, opens_at=now - timedelta(hours=2)))
    save(PriorityWindow(fair_id=world.fair, group=MBO12, opens_at=now + timedelta(hours=1)))


def test_who_goes_first_books_before_everybody(world, now, before):
    slot_id = world.sanne_slots[1]
    for person_id, opens in ((world.yara, "13.42"), (world.milan, "12.42")):
        with pytest.raises(Refused, match=rf"Je kunt boeken vanaf donderdag 26 november om {opens}"):
            book(slot_id, person_id, now)
    change(StudentProfile, world.yara, urgent=True)
    book(slot_id, world.yara, now)


def test_the_sheet_says_from_when_before_anybody_tries(visit, world, now, before):
    url = f"/stands/{world.care_booth}?tijd={world.sanne_slots[1]}"
    assert "vanaf donderdag 26 november om 12.42 uur" in visit(world.milan).get(url).text
    assert "vanaf donderdag 26 november om 13.42 uur" in visit().get(url).text
    change(StudentProfile, world.milan, urgent=True)
    assert "Boek 12.15 uur" in visit(world.milan).get(url).text


def test_a_kept_time_is_for_its_group(visit, world, now):
    slot_id = world.sanne_slots[1]
    change(Slot, slot_id, reserved_for=MBO12)
    change(Fair, world.fair, reserved_until=now + timedelta(hours=1))
    url = f"/stands/{world.care_booth}?tijd={slot_id}"
    page = visit(world.yara).get(url).text
    assert f'id="slot-{slot_id}" name="tijd" value="{slot_id}" data-state="reserved"' in page
    assert "Voorrang tot 12.42" in page
    assert "tot donderdag 26 november om 12.42 uur gereserveerd voor studenten van mbo 1 en 2" in page
    assert "Sommige tijden zijn gereserveerd voor studenten van mbo 1 en 2." in page
    assert "Boek 12.15 uur" in page  # of Omar, at the same time
    assert f"/tijden/{world.omar_slots[1]}/boeken" in page
    with pytest.raises(Refused, match="gereserveerd voor studenten van mbo 1 en 2"):
        book(slot_id, world.yara, now)
    assert f"/tijden/{slot_id}/boeken" in visit(world.milan).get(url).text
    book(slot_id, world.milan, now)


def test_a_kept_time_is_for_everybody_from_a_moment_on(visit, world, now):
    change(Slot, world.sanne_slots[1], reserved_for=MBO12)
    change(Fair, world.fair, reserved_until=now)
    page = visit(world.yara).get(f"/stands/{world.care_booth}?tijd={world.sanne_slots[1]}").text
    assert "gereserveerd" not in page
    book(world.sanne_slots[1], world.yara, now)


def test_when_the_moment_comes_whoever_looks_sees_it(visit, world, now):
    slot_id = world.sanne_slots[1]
    change(Slot, slot_id, reserved_for=MBO12)
    change(Slot, world.sanne_slots[0], reserved_for=MBO12, starts_at=now)
    change(Fair, world.fair, reserved_until=now + timedelta(minutes=1))
    watcher = visit()
    watcher.open_line(f"booth:{world.care_booth}")
    assert release_kept_times(now) == 0
    assert watcher.patches() == []
    assert release_kept_times(now + timedelta(minutes=1)) == 1
    [times] = [each for each in watcher.patches() if 'id="slots"' in each]
    assert f'value="{slot_id}" data-state="free"' in times
    assert release_kept_times(now + timedelta(minutes=2)) == 0
    assert actions.release_times(booth_id=world.care_booth, now=now + timedelta(minutes=2)) == 0
    book(slot_id, world.yara, now + timedelta(minutes=2))


def test_organisers_count_kept_times_apart(world, now):
    change(Slot, world.sanne_slots[1], reserved_for=MBO12)
    change(Fair, world.fair, reserved_until=now + timedelta(minutes=1))
    for minutes, free, kept in ((0, 11, 1), (1, 12, 0)):
        fair = db.session.get(Fair, world.fair, populate_existing=True)
        figures = square.today(fair, now + timedelta(minutes=minutes)).figures
        assert (figures.free, figures.kept) == (free, kept)


def test_what_is_left_is_for_her_too(world, now):
    """The next free time is neither kept for others nor too near to another talk."""
    change(Fair, world.fair, gap_minutes=15)
    change(Slot, world.omar_slots[1], reserved_for=MBO12)
    book(world.sanne_slots[1], world.milan, now)
    with pytest.raises(Refused, match=r"12\.30"):
        book(world.sanne_slots[1], world.yara, now)
    book(world.daan_slots[1], world.noor, now)
    with pytest.raises(Refused, match=r"12\.45"):
        book(world.sanne_slots[1], world.noor, now)


def test_moving_to_a_kept_time_is_for_its_group(world, now):
    change(Slot, world.sanne_slots[2], reserved_for=MBO12)
    booking_id = book(world.sanne_slots[1], world.yara, now)
    with pytest.raises(Refused, match="gereserveerd"):
        booking.move_booking(
            booking_id=booking_id, slot_id=world.sanne_slots[2], person_id=world.yara, now=now
        )


def test_others_see_a_kept_time_go_and_come_back_as_kept(visit, world, now):
    change(Slot, world.sanne_slots[1], reserved_for=MBO12)
    watcher, milan = visit(), visit(world.milan)
    watcher.open_line(f"booth:{world.care_booth}")
    milan.open_line()
    assert milan.send("slot:book", slot_id=world.sanne_slots[1], question="", key="a")["notice"]
    assert 'data-state="taken"' in watcher.patches()[0]
    number = db.session.query(Booking).one().id
    assert milan.send("booking:undo", booking_id=number, key="b")["notice"]
    assert any('data-state="reserved"' in each for each in watcher.patches())


# ---- who decides ----


def test_organisers_say_from_when_groups_may_book(world, now):
    opens = {URGENT: now - timedelta(days=9), MBO12: now - timedelta(days=8)}
    ids = {"fair_id": world.fair, "person_id": world.bram, "now": now}
    actions.set_windows(opens=opens, **ids)
    assert {each.group: each.opens_at for each in queries.windows(world.fair)} == opens
    opens = {MBO12: now - timedelta(days=10), SHORTAGE: now - timedelta(days=9)}
    actions.set_windows(opens=opens, **ids)
    assert {each.group: each.opens_at for each in queries.windows(world.fair)} == opens
    with pytest.raises(Refused, match="Voorrang moet eerder beginnen"):
        actions.set_windows(opens={URGENT: now}, **ids)
    assert len(queries.windows(world.fair)) == 2


def reserve(world, now, **said):
    said = {"booth_id": 0, "group": MBO12, "every": 2, "person_id": world.bram} | said
    return actions.reserve_times(fair_id=world.fair, now=now, **said)


def kept(slot_ids):
    return [db.session.get(Slot, each, populate_existing=True).reserved_for for each in slot_ids]


def test_organisers_keep_every_so_many_th_time(visit, world, now):
    watcher = visit()
    watcher.open_line(f"booth:{world.tech_booth}")
    assert reserve(world, now, booth_id=world.tech_booth) == 2
    assert kept(world.daan_slots) == [None, MBO12, None, MBO12]
    assert kept(world.sanne_slots) == [None] * 4
    assert any('data-state="reserved"' in each for each in watcher.patches())
    assert reserve(world, now, group=URGENT, every=4) == 3
    assert kept(world.daan_slots) == [None, None, None, URGENT]
    assert set().union(*queries.reserved(world.fair).values()) == {URGENT}
    assert reserve(world, now, every=0) == 0
    assert queries.reserved(world.fair) == {}


def test_a_booth_of_another_fair_is_not_there(world, now):
    with pytest.raises(NotFound):
        reserve(world, now, booth_id=10**6)


@pytest.mark.parametrize("who", ["yara", "sanne", "fatima"])
def test_only_organisers_decide(visit, world, now, who):
    person_id = getattr(world, who)
    for path in ("voorrang", "voorrang/tijden"):
        url = f"/organisatie/beurzen/{world.fair}/{path}"
        assert visit(person_id).post(url, {"urgent_day": "2026-11-01"}).status_code == 404
    with pytest.raises(NotFound):
        reserve(world, now, person_id=person_id)
    with pytest.raises(NotFound):
        actions.set_windows(fair_id=world.fair, opens={}, person_id=person_id, now=now)


def test_the_page_keeps_both_and_says_what_people_read(visit, world):
    bram, url = visit(world.bram), f"/organisatie/beurzen/{world.fair}/voorrang"
    assert "Niemand heeft voorrang" in bram.get(url).text
    assert f'href="{url}"' in bram.get(f"/organisatie/beurzen/{world.fair}").text
    page = bram.post(url, {"urgent_day": "2026-11-17", "urgent_time": "10.00"}).text
    assert "Vanaf dinsdag 17 november om 10.00 uur: studenten voor wie de school haast ziet." in page
    assert 'value="2026-11-17"' in page
    page = bram.post(f"{url}/tijden", {"booth_id": world.care_booth, "group": SHORTAGE, "every": 3}).text
    assert "Er zijn 2 tijden gereserveerd." in page
    assert "Sommige tijden zijn gereserveerd voor studenten van een opleiding in een sector" in page


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ({"urgent_day": "2026-11-17"}, "Vul een dag én een tijd in, of laat beide leeg."),
        ({"mbo12_time": "10.00"}, "Vul een dag én een tijd in, of laat beide leeg."),
        ({"shortage_day": "2026-11-26", "shortage_time": "10.00"}, "Voorrang moet eerder beginnen."),
    ],
)
def test_half_a_moment_or_a_late_one_is_refused_in_words(visit, world, typed, says):
    page = visit(world.bram).post(f"/organisatie/beurzen/{world.fair}/voorrang", typed).text
    assert says in page
    assert queries.windows(world.fair) == []


def test_nonsense_keeps_nothing(visit, world):
    url = f"/organisatie/beurzen/{world.fair}/voorrang/tijden"
    answer = visit(world.bram).post(url, {"booth_id": "0", "group": "friends", "every": "2"})
    assert answer.status_code == 422
    assert queries.reserved(world.fair) == {}


def test_the_database_knows_no_other_groups(world, now):
    with pytest.raises(IntegrityError):
        save(PriorityWindow(fair_id=world.fair, group="friends", opens_at=now))
    with pytest.raises(IntegrityError):
        change(Slot, world.sanne_slots[0], reserved_for="friends")
    save(PriorityWindow(fair_id=world.fair, group=URGENT, opens_at=now))
    with pytest.raises(IntegrityError):
        save(PriorityWindow(fair_id=world.fair, group=URGENT, opens_at=now))


# ---- what a booking costs ----

STATEMENTS = 7  # the rules, the offers and the waiting list together; one more is a decision


def test_a_booking_asks_no_more_than_it_did(world, now, count_queries):
    """The time, the student, what is in the way, who waits, the row, the version; no more."""
    change(Slot, world.sanne_slots[1], reserved_for=MBO12)
    assert count_queries(lambda: book(world.sanne_slots[1], world.milan, now)) == STATEMENTS
    assert count_queries(lambda: book(world.omar_slots[2], world.yara, now)) == STATEMENTS
