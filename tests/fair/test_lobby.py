"""The square as visitors and students see it."""

from datetime import timedelta

import pytest

from app.db import transaction
from fair.actions import booking as actions
from fair.groups import MBO12, URGENT
from fair.live import booking as live_booking
from fair.models import CLOSED, DECLINED, DRAFT, OPEN, Booth, Fair, Slot
from fair.queries import free_times
from tests.factories import make_booth, make_fair, make_organisation, make_place, make_slots


def change(kind, row_id, **fields):
    with transaction() as work:
        row = work.get(kind, row_id)
        for name, value in fields.items():
            setattr(row, name, value)


def test_everybody_sees_the_stalls_with_what_is_free(visit, world):
    page = visit().get(f"/beurs/{world.fair}").text
    assert "Zorggroep Rijnoever" in page
    assert "Van Duin Techniek" in page
    assert "8 tijden vrij" in page
    assert '<dd id="free-total">12</dd>' in page
    assert "Nu bezig" in page


def test_the_front_page_and_the_fair_of_today(visit, world):
    home = visit().get("/").text
    assert f"/beurs/{world.fair}" in home
    assert "Zorggroep Rijnoever" in visit().get("/beurs").text


def test_without_a_fair_there_is_still_a_page(visit, app):
    assert visit().get("/").status_code == 200
    assert "Er is nog geen beurs." in visit().get("/beurs").text


def test_a_draft_is_not_there(visit, world):
    change(Fair, world.fair, state=DRAFT)
    visitor = visit(world.yara)
    assert visitor.get(f"/beurs/{world.fair}").status_code == 404
    assert visitor.get(f"/stands/{world.care_booth}").status_code == 404
    assert visitor.open_line(f"fair:{world.fair}", f"booth:{world.care_booth}") == [
        f"fair:{world.fair}",
        f"booth:{world.care_booth}",
    ]


def test_a_booth_that_is_not_approved_is_not_there(visit, world):
    change(Booth, world.care_booth, state=DECLINED)
    assert "Zorggroep" not in visit().get("/beurs").text
    assert visit().get(f"/stands/{world.care_booth}").status_code == 404


def test_a_closed_fair_says_that_it_is_over(visit, world):
    change(Fair, world.fair, state=CLOSED)
    page = visit().get(f"/beurs/{world.fair}").text
    assert "Deze beurs is voorbij" in page
    assert "Geen tijden meer" in page
    assert "awning rolled" in page


def test_the_fair_of_today_is_the_one_that_is_on_then_the_next_then_the_last(visit, world, now):
    change(Fair, world.fair, title="Beurs van nu")
    make_fair(
        now, title="Beurs van later", starts_at=now + timedelta(days=9), ends_at=now + timedelta(days=10)
    )
    assert "Loop langs 2 stands" in visit().get("/beurs").text
    change(Fair, world.fair, starts_at=now - timedelta(days=2), ends_at=now - timedelta(days=1))
    assert "Loop langs 0 stands" in visit().get("/beurs").text


@pytest.mark.parametrize(
    ("query", "seen", "unseen"),
    [
        ("niveau=mbo3", "Van Duin Techniek", None),
        ("niveau=wo", "Geen stands gevonden.", "Van Duin Techniek"),
        ("niveau=wo&niveau=hbo", "Van Duin Techniek", None),
        ("niveau=nonsense", "Van Duin Techniek", None),
        ("sector=techniek", "Van Duin Techniek", "Zorggroep Rijnoever"),
        ("q=rijnoever", "Zorggroep Rijnoever", "Van Duin Techniek"),
        ("q=wijk", "Zorggroep Rijnoever", "Van Duin Techniek"),
        ("q=%25", "Geen stands gevonden.", "Van Duin Techniek"),
        ("q=" + "x" * 500, "Geen stands gevonden.", None),
        ("q=%00%3Cscript%3E", "Geen stands gevonden.", "<script>alert"),
    ],
)
def test_filters(visit, world, query, seen, unseen):
    page = visit().get(f"/beurs/{world.fair}?{query}").text
    assert seen in page
    assert unseen is None or unseen not in page


def test_what_was_filtered_can_be_removed(visit, world):
    page = visit(world.yara).get(f"/beurs/{world.fair}?niveau=wo").text
    assert "Wis filters" in page
    assert "Alleen stands voor mbo 3" in page


def test_a_booking_changes_the_square_for_everybody_together(visit, world, now, monkeypatch):
    monkeypatch.setattr(live_booking.squares, "add", lambda number: None)
    watcher = visit()
    assert watcher.open_line(f"fair:{world.fair}") == []
    actions.book_slot(slot_id=world.sanne_slots[0], person_id=world.yara, question="", now=now)
    live_booking.tell_squares({world.care_booth, world.tech_booth})
    (message,) = watcher.patches()
    assert "7 tijden vrij" in message
    assert "4 tijden vrij" in message
    assert '<dd id="free-total">11</dd>' in message


def test_times_that_are_kept_for_a_group_are_counted_apart(visit, world, now, monkeypatch):
    """The same on the page as over the line, for whoever looks."""
    with transaction() as work:
        for slot_id in world.sanne_slots[:3]:
            work.get_one(Slot, slot_id).reserved_for = MBO12
        for slot_id in world.daan_slots:
            work.get_one(Slot, slot_id).reserved_for = MBO12 if slot_id % 2 else URGENT
    free = free_times.at_fair(world.fair, now)
    assert (free[world.care_booth].number, free[world.care_booth].kept) == (5, {MBO12: 3})
    assert (free[world.tech_booth].number, free[world.tech_booth].is_full) == (0, False)
    watcher = visit()
    watcher.open_line(f"fair:{world.fair}")
    live_booking.tell_squares({world.care_booth, world.tech_booth})
    for text in (watcher.patches()[0], visit(world.milan).get(f"/beurs/{world.fair}").text):
        assert "5 tijden vrij" in text
        assert "+ 3 gereserveerd voor studenten van mbo 1 en 2" in text
        assert "+ 2 gereserveerd voor " in text
        assert '<dd id="free-total">5<span class="small blk w-400">+ 7 gereserveerd</span></dd>' in text
        assert "Vol" not in text
    with transaction() as work:
        work.get_one(Fair, world.fair).reserved_until = now
    assert free_times.at_fair(world.fair, now)[world.care_booth].number == 8


def test_facts_of_the_organiser_reach_the_square(visit, world, monkeypatch):
    told = []
    monkeypatch.setattr(live_booking.squares, "add", told.append)
    live_booking.show_fair(live_booking.FairChanged(world.fair))
    live_booking.show_booth(live_booking.BoothChanged(world.care_booth))
    assert sorted(told) == sorted([world.care_booth, world.tech_booth, world.care_booth])


def test_after_signing_in_everybody_reaches_their_own_door(visit, world):
    doors = {
        world.yara: "/mijn-dag",
        world.sanne: "/balie",
        world.fatima: "/werk",
        world.bram: "/organisatie",
    }
    for person_id, door in doors.items():
        assert visit(person_id).get("/welkom").location == door
    assert visit().get("/welkom").location == "/"


def test_ten_times_the_booths_take_no_more_questions(visit, world, now, count_queries):
    yara, url = visit(world.yara), f"/beurs/{world.fair}"
    actions.book_slot(slot_id=world.sanne_slots[0], person_id=world.yara, question="", now=now)
    yara.get(url)
    few = count_queries(lambda: yara.get(url))
    for number in range(20):
        organisation = make_organisation(f"Bedrijf {number}")
        make_place(organisation)
        make_slots(make_booth(world.fair, organisation), world.bram, now + timedelta(days=number), 1)
    assert count_queries(lambda: yara.get(url)) == few <= 12


@pytest.mark.parametrize(
    ("starts", "state", "words"),
    [(0, OPEN, "Nu bezig"), (1, OPEN, "De volgende beurs"), (0, CLOSED, "De laatste beurs")],
)
def test_the_front_page_says_which_fair_it_shows(visit, world, now, starts, state, words):
    first = now + timedelta(days=starts)
    last = first + timedelta(hours=4)
    change(Fair, world.fair, starts_at=first, ends_at=last, state=state, slot_minutes=20)
    page = visit().get("/").text
    assert words in page
    assert "Praat 20 minuten" in page
