"""An organiser makes a fair after last year's."""

from datetime import UTC, date, datetime

import pytest

from app.db import db
from app.errors import NotFound, Refused
from fair.actions.copying import copy_fair
from fair.models import DRAFT, Booth, Fair, Invitation
from tests.factories import make_booth, make_fair, make_organisation

HOURS = {
    "starts_at": datetime(2026, 10, 8, 8, 0, tzinfo=UTC),  # 10.00 in summer time
    "ends_at": datetime(2026, 10, 8, 14, 0, tzinfo=UTC),
    "booking_opens_at": datetime(2026, 9, 24, 7, 0, tzinfo=UTC),
    "booking_closes_at": datetime(2026, 10, 8, 13, 30, tzinfo=UTC),
    "limit_until": datetime(2026, 10, 1, 7, 0, tzinfo=UTC),
    "gap_minutes": 25,
    "one_per_employer": False,
    "levels": ["mbo4", "hbo"],
    "shortage_sectors": ["zorg"],
    "sequence": 3,
}


@pytest.fixture
def last_fair(world, now):
    """A fair in summer time, with a booth."""
    fair = make_fair(now, title="Stagebeurs oktober", state="closed", **HOURS)
    make_booth(fair, world.care, number=1)
    make_booth(fair, world.tech, number=2, state="declined")
    return fair


def the_copy():
    """The fair that was made last."""
    db.session.rollback()
    return db.session.query(Fair).order_by(Fair.id.desc()).first()


def test_a_copy_keeps_settings_and_times_on_the_wall(visit, world, last_fair, now):
    bram = visit(world.bram)
    assert "Kopieer" in bram.get(f"/organisatie/beurzen/{last_fair}").text
    page = bram.get(f"/organisatie/beurzen/{last_fair}/kopieren").text
    assert "1 werkgever heeft een stand" in page
    for _twice in range(2):
        page = bram.post(
            f"/organisatie/beurzen/{last_fair}/kopieren",
            {"title": "Stagebeurs januari", "day": "2027-01-14", "invite": "y", "key": "once"},
        ).text
    assert "Stagebeurs januari" in page
    copy = the_copy()
    assert (copy.state, copy.title, copy.gap_minutes, copy.one_per_employer) == (
        DRAFT,
        "Stagebeurs januari",
        25,
        False,
    )
    assert (copy.levels, copy.shortage_sectors) == (["mbo4", "hbo"], ["zorg"])
    assert copy.starts_at == datetime(2027, 1, 14, 9, 0, tzinfo=UTC)  # 10.00 in winter time
    assert copy.booking_opens_at == datetime(2026, 12, 31, 8, 0, tzinfo=UTC)
    assert copy.limit_until == datetime(2027, 1, 7, 8, 0, tzinfo=UTC)
    assert copy.reserved_until is None
    assert (copy.sequence, copy.changed_at) == (0, now), "a fair of its own in calendars"
    assert db.session.query(Fair).filter_by(title="Stagebeurs januari").count() == 1


def test_the_same_employers_are_invited_and_ask_themselves(visit, world, last_fair, now):
    make_booth(last_fair, make_organisation("Bakkerij Vlo", "gastvrij"), number=3, state="requested")
    bram, sanne = visit(world.bram), visit(world.sanne)
    bram.post(
        f"/organisatie/beurzen/{last_fair}/kopieren", {"title": "Nieuw", "day": "2027-01-14", "invite": "y"}
    )
    copy = the_copy()
    [invitation] = db.session.query(Invitation).all()
    assert (invitation.fair_id, invitation.organisation_id) == (copy.id, world.care)
    assert db.session.query(Booth).filter_by(fair_id=copy.id).count() == 0
    assert "Te zien op de site" in bram.get(f"/organisatie/beurzen/{copy.id}/uitnodigingen").text
    page = sanne.get("/mijn-beurzen").text
    assert "U bent uitgenodigd" in page
    asked = {"organisation_id": world.care, "slogan": "Wij zorgen.", "levels": ["hbo"]}
    sanne.post(f"/beurs/{copy.id}/stand-aanvragen", asked)
    db.session.rollback()
    assert db.session.query(Booth).filter_by(fair_id=copy.id).one().organisation_id == world.care
    assert db.session.query(Invitation).one().used_by_id == world.sanne


def test_without_the_tick_nobody_is_invited(visit, world, last_fair):
    visit(world.bram).post(
        f"/organisatie/beurzen/{last_fair}/kopieren", {"title": "Leeg", "day": "2027-01-14"}
    )
    assert the_copy().title == "Leeg"
    assert db.session.query(Invitation).count() == 0


@pytest.mark.parametrize(
    ("wrong", "reason"),
    [
        ({"day": ""}, "Kies een dag"),
        ({"day": "2026-01-14"}, "voorbij"),
        ({"day": "2030-01-14"}, "te ver vooruit"),
        ({"day": "9999-12-31"}, "te ver vooruit"),
        ({"day": "0001-01-01"}, "bestaat dan niet"),
        ({"title": " "}, "naam"),
    ],
)
def test_a_day_that_cannot_be_is_refused(visit, world, last_fair, wrong, reason):
    form = {"title": "Nieuw", "day": "2027-01-14"} | wrong
    assert reason in visit(world.bram).post(f"/organisatie/beurzen/{last_fair}/kopieren", form).text
    assert db.session.query(Fair).count() == 2


def test_a_time_that_the_clock_skips_is_refused(world, now):
    night = {
        "starts_at": datetime(2026, 12, 6, 1, 30, tzinfo=UTC),
        "ends_at": datetime(2026, 12, 6, 4, 0, tzinfo=UTC),
    }
    night |= {"booking_closes_at": night["ends_at"]}
    fair = make_fair(now, **night)
    with pytest.raises(Refused, match="bestaat dan niet"):
        copy_fair(fair_id=fair, title="x", day=date(2027, 3, 28), invite=False, person_id=world.bram, now=now)


def test_copying_is_the_organisers(visit, world, last_fair, now):
    url = f"/organisatie/beurzen/{last_fair}/kopieren"
    for who in (world.sanne, world.yara):
        assert visit(who).get(url).status_code == 404
        assert visit(who).post(url, {"title": "x", "day": "2027-01-14"}).status_code == 404
        with pytest.raises(NotFound):
            copy_fair(
                fair_id=last_fair, title="x", day=date(2027, 1, 14), invite=True, person_id=who, now=now
            )
    assert db.session.query(Fair).count() == 2
