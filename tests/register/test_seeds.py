"""The register's part of the demo world: every placement could have come about by the rules."""

from collections import Counter
from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest
from sqlalchemy import select

from app import clock
from app.db import db
from region.models import Membership, Place
from region.seeds import plant_everybody, plant_region
from region.seeds.cast import CAST
from register.models import (
    ACCEPTED,
    AGREED,
    COUNTED,
    IN_REVIEW,
    LIVE,
    PARTIES,
    PROPOSED,
    SIGNING,
    Placement,
    Pledge,
    Target,
)
from register.rules import moves
from register.seeds import plant_register

DAYS = [
    datetime(2026, 11, 26, 10, 42, tzinfo=UTC),
    datetime(2027, 8, 1, 5, 0, tzinfo=UTC),
]


@pytest.fixture(params=DAYS, ids=lambda day: day.date().isoformat())
def planted(app, request):
    """The register as it is on different days of the year."""
    plant_region(request.param)
    plant_everybody(request.param)
    plant_register(request.param)
    return request.param


def placements(*states):
    """The placements in these states, or all."""
    found = select(Placement).order_by(Placement.id)
    return db.session.scalars(found.where(Placement.state.in_(states)) if states else found).all()


def check_there_is_something_in_every_state():
    states = Counter(each.state for each in placements())
    assert set(states) == set(moves.STATES)
    assert sum(states.values()) > 250
    assert sum(states[state] for state in COUNTED) > 120


def check_every_step_is_one_the_rules_know(now):
    for placement in placements():
        before = None
        for step in placement.steps:
            known = [m for m in moves.MOVES.values() if m.to == step.to_state and before in m.since]
            assert step.from_state == before
            assert any(step.role in each.who and (step.reason or not each.reasoned) for each in known)
            assert (step.actor_id is None) == (step.role == "system")
            before = step.to_state
        assert placement.state == before
        assert all(first.at <= second.at for first, second in pairwise(placement.steps))
        assert placement.steps[-1].at <= now


def check_signatures_come_before_the_agreement_and_all_three_make_it(now):
    for placement in placements():
        signed = set(placement.signed)
        assert (placement.agreed_at is not None) == (signed == set(PARTIES))
        agreed = [step.at for step in placement.steps if step.to_state == AGREED]
        assert agreed == ([placement.agreed_at] if agreed else [])
        assert all(each.at <= (placement.agreed_at or now) for each in placement.signatures)
        assert len({each.person_id for each in placement.signatures}) == len(signed)


def check_proposals_can_still_be_answered(now):
    for placement in placements(PROPOSED):
        assert placement.expires_at > now


def check_seats_hold_and_nobody_is_in_two_places_at_once():
    seats = {each.id: each.seats for each in db.session.scalars(select(Place))}
    taken = Counter(each.place_id for each in placements(*LIVE))
    assert all(number <= seats[place_id] for place_id, number in taken.items())
    assert max(Counter(each.person_id for each in placements(*LIVE)).values()) == 1


def check_placements_fit_the_programme_and_the_calendar(now):
    today = clock.local(now).date()
    for placement in placements():
        assert placement.place.programme_code == placement.programme.code
        assert placement.level in placement.place.levels
        started = placement.state in ("active", "completed", "terminated_early")
        assert (placement.starts_on <= today) == started


def check_the_coordinator_of_the_cast_has_work():
    email = next(each.email for each in CAST if each.slug == "coordinator")
    memberships = [m for m in db.session.scalars(select(Membership)) if m.person.email == email]
    hers = {each.programme_id for each in memberships}
    assert len([each for each in placements(IN_REVIEW) if each.programme_id in hers]) >= 3
    to_sign = [each for each in placements(SIGNING) if each.programme_id in hers]
    assert [each for each in to_sign if set(PARTIES) - set(each.signed) == {"school"}]


def check_an_accepted_place_waits_where_nobody_coordinates():
    coordinated = {each.programme_id for each in db.session.scalars(select(Membership))}
    assert all(each.programme_id not in coordinated for each in placements(ACCEPTED))


def check_the_target_is_of_this_study_year_and_pledges_come_near_it(now):
    target = db.session.scalars(select(Target)).one()
    pledges = db.session.scalars(select(Pledge)).all()
    assert target.number == 1000
    assert target.starts_on <= clock.local(now).date() <= target.ends_on
    assert 600 < sum(each.number for each in pledges) < 800
    assert all(target.starts_on <= each.starts_on <= target.ends_on for each in pledges)
    assert all(each.pledged_on < now.date() + timedelta(days=1) for each in pledges)


def test_the_register_is_believable(planted):
    check_there_is_something_in_every_state()
    check_every_step_is_one_the_rules_know(planted)
    check_signatures_come_before_the_agreement_and_all_three_make_it(planted)
    check_proposals_can_still_be_answered(planted)
    check_seats_hold_and_nobody_is_in_two_places_at_once()
    check_placements_fit_the_programme_and_the_calendar(planted)
    check_the_coordinator_of_the_cast_has_work()
    check_an_accepted_place_waits_where_nobody_coordinates()
    check_the_target_is_of_this_study_year_and_pledges_come_near_it(planted)
