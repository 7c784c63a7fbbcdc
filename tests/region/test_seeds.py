"""The region's part of the demo world."""

from collections import Counter
from datetime import date, timedelta

import pytest
from sqlalchemy import select

from app.db import db
from app.people import Person
from region.models import (
    Area,
    Institution,
    Membership,
    Organisation,
    Place,
    Programme,
    Recognition,
    StudentProfile,
)
from region.sectors import SECTORS
from region.seeds import periods, plant_everybody, plant_region, sheets
from region.seeds.cast import CAST, PASSWORD


@pytest.fixture
def planted(app, now):
    """Schools, employers and people."""
    plant_region(now)
    plant_everybody(now)
    return now


def number(model, *where):
    """How many rows there are."""
    return len(db.session.scalars(select(model).where(*where)).all())


def test_the_region_is_as_big_as_promised(planted):
    assert number(Area) == 7
    assert number(Institution) == 4
    assert number(Programme) == 51
    assert number(Organisation) == 40
    assert number(Place, Place.published) == 120
    assert number(StudentProfile) == 300


def test_employers_are_spread_over_all_sectors_and_told_apart(planted):
    employers = db.session.scalars(select(Organisation)).all()
    assert {each.sector for each in employers} == set(SECTORS)
    assert len({each.about for each in employers}) == len({each.kvk_number for each in employers}) == 40
    assert all(each.about.count(".") >= 2 and len(each.establishments) == 1 for each in employers)


def test_slogans_fit_on_the_card():
    assert all(len(row["slogan"]) <= 84 for row in sheets.rows("employers"))


def test_places_on_offer_start_later_and_the_others_do_not(planted):
    today = planted.date()
    for place in db.session.scalars(select(Place)):
        assert (place.starts_on > today) == place.published
        assert place.ends_on > place.starts_on


def test_mbo_places_have_a_recognition_that_was_checked_lately(planted):
    known = {
        (each.establishment_id, each.programme_code): each for each in db.session.scalars(select(Recognition))
    }
    mbo = [each for each in db.session.scalars(select(Place)) if each.levels[0].startswith("mbo")]
    assert all((each.establishment_id, each.programme_code) in known for each in mbo)
    valid = [each for each in known.values() if each.state == "valid"]
    assert len(valid) > 0.9 * len(known)
    assert all(each.checked_on > planted.date() - timedelta(days=30) for each in valid)


def test_everybody_has_a_name_and_an_address_of_their_own(planted):
    people = db.session.scalars(select(Person)).all()
    assert len({(each.first_name, each.last_name) for each in people}) == len(people)
    assert all(each.email.isascii() and each.email.endswith(".example") for each in people)


def test_the_cast_is_at_home(planted):
    people = {each.email: each for each in db.session.scalars(select(Person))}
    for member in CAST:
        assert people[member.email].name == member.name
        assert people[member.email].initials == member.initials
    fatima = people["fatima.elidrissi@mborijnland.example"].id
    hers = db.session.scalars(select(Membership).where(Membership.person_id == fatima))
    assert {"25656", "25498"} <= {each.programme.code for each in hers}


def test_every_employer_has_staff_and_every_school_a_coordinator(planted):
    roles = Counter(each.role for each in db.session.scalars(select(Membership)))
    staffed = {each.organisation_id for each in db.session.scalars(select(Membership))} - {None}
    schools = {each.institution_id for each in db.session.scalars(select(Membership))} - {None}
    assert len(staffed) == 40
    assert len(schools) == 4
    assert roles["organiser"] == 2


def test_any_student_signs_in_with_the_password(visit, planted):
    student = db.session.scalars(select(StudentProfile)).all()[217].person
    visitor = visit()
    visitor.http.post("/inloggen", data={"email": student.email, "password": PASSWORD})
    assert visitor.http.get_cookie("stagepact")
    answer = visitor.http.get("/inloggen")
    assert answer.status_code == 302  # who is signed in is sent on


def test_periods_follow_each_other_on_every_day_of_two_years():
    for ahead in range(730):
        today = date(2026, 1, 1) + timedelta(days=ahead)
        past, now, coming = periods.ended(today), periods.running(today), periods.upcoming(today)
        first, last = periods.study_year(today)
        assert first <= today <= last
        assert past.starts_on < now.starts_on <= today < coming[0].starts_on
        assert past.ends_on < today
        assert len(periods.in_study_year(today)) == 3
        assert all(each.starts_on.weekday() == 0 and each.ends_on.weekday() == 4 for each in coming)
