"""The report of a fair: its figures, its files, and who may see them."""

import io
from datetime import timedelta

import pytest
from openpyxl import load_workbook

from app import clock
from app.db import db, transaction
from fair.models import AGAIN, ATTENDED, NO_FIT, NO_SHOW, ONWARD, WALK_IN, Booking, Fair, Slot
from fair.models.queue import LEFT, TALKED, Visit
from fair.models.waiting import PastWait
from fair.queries import report as queries
from register.models import Placement
from tests.factories import make_booth, make_organisation, make_slots, make_student


@pytest.fixture
def held(world, now):
    """Six talks of students of mbo 3 with Sanne and Omar: four came of which one is agreed, one fit not."""
    plan = [
        (ATTENDED, ONWARD, "", True),
        (ATTENDED, AGAIN, "", False),
        (ATTENDED, NO_FIT, "hours", False),
        (ATTENDED, None, "", False),
        (NO_SHOW, NO_SHOW, "", False),
        ("booked", None, "", False),
        ("cancelled_by_student", None, "", False),
    ]
    slots = [*world.sanne_slots, *world.omar_slots]
    for number, (state, outcome, reason, agreed) in enumerate(plan):
        student = make_student(f"Bo{number}", world.programme_mbo3, last_name="Geheim")
        with transaction() as work:
            slot = work.get_one(Slot, slots[number])
            booking = Booking(
                fair_id=world.fair,
                booth_id=world.care_booth,
                slot_id=slot.id,
                person_id=student,
                starts_at=slot.starts_at,
                ends_at=slot.ends_at,
                state=state,
                outcome=outcome,
                outcome_reason=reason,
                booked_at=now,
                changed_at=now,
                placement=agreement(world, student, now) if agreed else None,
            )
            work.add(booking)


def agreement(world, student, now):
    """Signed by all three forty days after the fair."""
    return Placement(
        place_id=world.place,
        person_id=student,
        programme_id=world.programme_mbo3,
        level="mbo3",
        form="regular",
        starts_on=clock.local(now + timedelta(days=90)).date(),
        ends_on=clock.local(now + timedelta(days=200)).date(),
        hours_per_week=24,
        state="agreed",
        proposed_by="employer",
        agreed_at=now + timedelta(days=40),
    )


def test_what_a_booth_brought_is_counted(world, held, now):
    report = queries.of_fair(world.fair, world.bram, now)
    care = report.line_of(world.care_booth).figures
    assert (care.seats, care.booked, care.attended, care.no_show) == (8, 6, 4, 1)
    assert (care.onward, care.again, care.no_fit, care.filled) == (1, 1, 1, 4)
    assert (care.proposals, care.agreed_30, care.agreed_60, care.agreed_90) == (1, 0, 1, 1)
    assert report.total.seats == 12
    assert report.average["booked"] == 3


def test_talks_from_the_queue_were_no_times_to_book(world, held, now):
    with transaction() as work:
        work.get_one(Slot, world.sanne_slots[0]).state = WALK_IN
    care = queries.of_fair(world.fair, world.bram, now).line_of(world.care_booth).figures
    assert (care.seats, care.booked, care.attended, care.walk_ins) == (7, 5, 4, 1)
    assert care.attendance == 75


def test_waiting_is_told_of_five_and_more(world, visit, now):
    """Ten of mbo 3 came to the queue of the care booth; nine were called after 1 to 9 minutes."""
    for number in range(10):
        student = make_student(f"Wacht{number}", world.programme_mbo3, last_name="Geheim")
        with transaction() as work:
            work.add(
                Visit(
                    booth_id=world.care_booth,
                    person_id=student,
                    place=number,
                    state=TALKED if number else LEFT,
                    joined_at=now,
                    called_at=now + timedelta(minutes=number) if number else None,
                )
            )
            work.add(
                PastWait(booth_id=world.tech_booth, level="mbo3", minutes=60 * number if number else None)
            )
    report = queries.of_fair(world.fair, world.bram, now)
    assert report.line_of(world.care_booth).figures.queue_left == 1
    assert (report.waiting.queue_half, report.waiting.queue_most) == (6, None)
    assert (report.waiting.list_half, report.total.list_waited) == (301, 10)
    (level,) = report.levels
    assert (level.name, level.cells["queue_called"].number) == ("mbo3", 9)
    page = visit(world.bram).get(f"/organisatie/beurzen/{world.fair}/verslag").text
    assert "De helft wachtte korter dan 6 minuten." in page
    assert "De helft wachtte korter dan 6 uur." in page
    assert "Wacht0" not in page
    own = visit(world.omar).get(f"/balie/{world.care_booth}/verslag").text
    assert own.count("De helft wachtte korter dan 6 minuten.") == 2
    text = visit(world.bram).get(f"/organisatie/beurzen/{world.fair}/verslag.csv").data.decode("utf-8-sig")
    (line,) = (line for line in text.splitlines() if line.startswith('"Stand";"Zorggroep Rijnoever"'))
    assert line.endswith(';"10";"9";"minder dan 5";"0";"0";"0";"0";"0";"";"6";"";"";""')


def test_an_agreement_is_final_after_so_many_days(world, held, now):
    ends_at = db.session.get_one(Fair, world.fair).ends_at
    report = queries.of_fair(world.fair, world.bram, ends_at + timedelta(days=60))
    assert [report.due(days) for days in (30, 60, 90)] == [True, True, False]


def test_the_page_shows_figures_and_no_names(world, held, visit):
    page = visit(world.bram).get(f"/organisatie/beurzen/{world.fair}/verslag").text
    for words in ("Verslag van de beurs", "Zorggroep Rijnoever", "6 van 8", "minder dan 5", "tot nu toe"):
        assert words in page
    assert "Geheim" not in page
    assert "Bo0" not in page


def test_the_files_hold_the_same_figures(world, held, visit):
    bram = visit(world.bram)
    text = bram.get(f"/organisatie/beurzen/{world.fair}/verslag.csv").data.decode("utf-8-sig").splitlines()
    assert text[0].startswith('"Soort";"Naam";"Tijden om te boeken";"Geboekt"')
    assert any(
        line.startswith('"Stand";"Zorggroep Rijnoever";"8";"6";"4";"1";"0";"minder dan 5"') for line in text
    )
    assert any(line.startswith('"Reden";"De uren of dagen passen niet"') for line in text)
    answer = bram.get(f"/organisatie/beurzen/{world.fair}/verslag.xlsx")
    sheet = load_workbook(io.BytesIO(answer.data)).active
    rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    assert next(row for row in rows if row[1] == "Zorggroep Rijnoever")[2:6] == [8, 6, 4, 1]
    assert len(rows) == len(text)


def test_text_in_a_workbook_is_never_a_formula(world, visit, now):
    evil = make_organisation('=HYPERLINK("http://x")\x07')
    make_slots(make_booth(world.fair, evil), world.daan, now + timedelta(hours=3), 1)
    answer = visit(world.bram).get(f"/organisatie/beurzen/{world.fair}/verslag.xlsx")
    cells = [cell for row in load_workbook(io.BytesIO(answer.data)).active.iter_rows() for cell in row]
    assert [cell.data_type for cell in cells if str(cell.value).startswith("=HYPER")] == ["s"]


def test_a_booth_sees_its_own_beside_the_average(world, held, visit):
    page = visit(world.omar).get(f"/balie/{world.care_booth}/verslag").text
    assert "Naast de gemiddelde stand" in page
    assert '<b>6</b></td><td class="n" data-l="Gemiddeld">3</td>' in page
    assert "Van Duin" not in page
    assert "De uren of dagen passen niet" in page
    assert 'data-l="Gemiddeld">50%' in page


@pytest.mark.parametrize("name", ["yara", "daan", "fatima", None])
def test_nobody_else_sees_a_report(world, held, visit, name):
    stranger = visit(getattr(world, name) if name else None)
    paths = [f"/organisatie/beurzen/{world.fair}/verslag{end}" for end in ("", ".csv", ".xlsx")]
    for path in [*paths, f"/balie/{world.care_booth}/verslag"]:
        answer = stranger.get(path, follow_redirects=True)
        assert "Zorggroep Rijnoever" not in answer.text
    assert "Zorggroep" in visit(world.bram).get(paths[0]).text


def test_a_booth_that_is_not_on_the_square_has_no_report(world, visit):
    booth = make_booth(world.fair, make_organisation("Nieuw"), state="requested")
    with transaction() as work:
        work.flush()
    assert visit(world.sanne).get(f"/balie/{booth}/verslag").status_code == 404


def test_an_empty_fair_says_so(world, visit, now):
    with transaction() as work:
        empty = Fair(
            title="Leeg",
            starts_at=now,
            ends_at=now + timedelta(hours=2),
            booking_opens_at=now,
            booking_closes_at=now + timedelta(hours=1),
            levels=["mbo3"],
        )
        work.add(empty)
        work.flush()
    page = visit(world.bram).get(f"/organisatie/beurzen/{empty.id}/verslag").text
    assert "Er is nog niets te melden" in page


def test_more_booths_ask_no_more_of_the_database(world, visit, count_queries, now):
    bram, path = visit(world.bram), f"/organisatie/beurzen/{world.fair}/verslag"
    bram.get(path)
    few = count_queries(lambda: bram.get(path))
    for number in range(5):
        make_booth(world.fair, make_organisation(f"Bedrijf {number}"))
    assert count_queries(lambda: bram.get(path)) == few <= 14
