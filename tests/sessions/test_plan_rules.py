"""What a plan may say."""

from datetime import UTC, date, datetime, time, timedelta

import pytest

from app.errors import Refused
from sessions.kinds import CANCELLED, DRAFT, HYBRID, ON_SITE, ONLINE, PUBLISHED
from sessions.models import InspirationSession
from sessions.rules import plan, series, words

NOW = datetime(2026, 11, 26, 10, 42, tzinfo=UTC)
pytestmark = pytest.mark.usefixtures("app")


def session(**fields):
    values = {
        "title": "Een dag op de ambulance",
        "text": "Over het werk.",
        "starts_at": NOW + timedelta(days=1),
        "ends_at": NOW + timedelta(days=1, minutes=30),
        "mode": ONLINE,
        "link": "https://video.example",
        "stage": "",
        "state": DRAFT,
        "location": "",
        "programme": [],
    }
    return InspirationSession(**values | fields)


def refusal(check, *arguments):
    with pytest.raises(Refused) as refused:
        check(*arguments)
    return refused.value.field


def test_tags_stand_once_in_small_letters():
    assert plan.tags_of(" Zorg,  eerste  dag ,zorg,,") == ["zorg", "eerste dag"]
    assert plan.tags_of("") == []


@pytest.mark.parametrize("typed", ["a,b,c,d,e,f,g", "x" * 31])
def test_too_many_or_too_long_tags(typed):
    assert refusal(plan.tags_of, typed) == "tags"


def test_speakers_are_named_with_their_consent():
    typed = "Femke Postma, ambulanceverpleegkundige\n\n  Bas \n"
    assert plan.speakers_of(typed, True) == [["Femke Postma", "ambulanceverpleegkundige"], ["Bas", ""]]
    assert plan.speakers_of(" \n", False) == []
    assert refusal(plan.speakers_of, "Femke", False) == "agreed"
    assert refusal(plan.speakers_of, "x\n" * 9, True) == "speakers"
    assert refusal(plan.speakers_of, "x" * 121, True) == "speakers"


def test_the_programme_is_kept_as_minutes_after_the_start():
    typed = "23.58 Begin\n0:05 Mee op een rit"
    assert plan.programme_of(typed, time(23, 58), 30) == [[0, "Begin"], [7, "Mee op een rit"]]
    assert plan.programme_of("", time(13), 30) == []


@pytest.mark.parametrize(
    "typed", ["Begin", "13 Begin", "24:00 Begin", "13:60 Begin", "12:59 Te vroeg", "13:30 Te laat"]
)
def test_a_programme_that_cannot_be(typed):
    assert refusal(plan.programme_of, typed, time(13), 30) == "programme"


def test_when_and_where():
    plan.check_plan(session(), None, NOW)
    plan.check_plan(session(mode=HYBRID, location="Leiden"), None, NOW)
    gone = NOW - timedelta(days=1)
    plan.check_plan(session(starts_at=gone), gone, NOW)  # what is over may still get a transcript
    assert refusal(plan.check_plan, session(starts_at=gone), NOW + timedelta(1), NOW) == "day"
    assert refusal(plan.check_plan, session(starts_at=NOW), None, NOW) == "day"
    assert refusal(plan.check_plan, session(mode=ON_SITE), None, NOW) == "location"


def test_seats_that_are_taken_stay():
    plan.check_capacity(2, 2)
    assert refusal(plan.check_capacity, 1, 2) == "capacity"
    assert plan.new_seats({1, 4, 5}, 3) == {4: 2, 5: 3}
    assert plan.new_seats({1, 2}, 2) == {}


@pytest.mark.parametrize(
    ("fields", "done"),
    [
        ({}, [True, True, True]),
        ({"link": ""}, [True, True, False]),
        ({"link": "", "stage": "https://beeld.example"}, [True, True, True]),
        ({"text": "", "starts_at": NOW}, [False, False, True]),
        ({"mode": ON_SITE, "link": ""}, [True, True]),
    ],
)
def test_what_a_session_needs(fields, done):
    assert [check.done for check in plan.readiness(session(**fields), NOW)] == done


def test_a_session_is_taken_away_from_nobody():
    for audience, registered in (("all", 3), (session().audience, 3), ("employers", 0)):
        plan.check_audience(session(), audience, registered)
    assert refusal(plan.check_audience, session(), "employers", 1) == "audience"


def test_steps_in_the_life_of_a_session():
    plan.check_publish(session(), NOW)
    plan.check_drop(session())
    plan.check_cancel(session(state=PUBLISHED), NOW)
    plan.check_changeable(session(), plan.look_of(session()))
    refusal(plan.check_publish, session(state=PUBLISHED), NOW)
    refusal(plan.check_publish, session(link=""), NOW)
    refusal(plan.check_drop, session(state=PUBLISHED))
    refusal(plan.check_cancel, session(), NOW)
    refusal(plan.check_cancel, session(state=PUBLISHED), NOW + timedelta(days=2))
    refusal(plan.check_changeable, session(state=CANCELLED), plan.look_of(session()))
    refusal(plan.check_changeable, session(), plan.look_of(session(text="Anders")))


FIRST = date(2026, 11, 26)  # the fourth Thursday


@pytest.mark.parametrize(
    ("repeat", "first", "until", "days"),
    [
        ("weekly", FIRST, date(2026, 12, 17), ["2026-11-26", "2026-12-03", "2026-12-10", "2026-12-17"]),
        ("monthly", FIRST, date(2027, 2, 28), ["2026-11-26", "2026-12-24", "2027-01-28", "2027-02-25"]),
        ("monthly", date(2026, 10, 29), date(2026, 12, 31), ["2026-10-29", "2026-11-26", "2026-12-31"]),
        ("yearly", FIRST, date(2028, 11, 26), ["2026-11-26", "2027-11-26", "2028-11-26"]),
    ],
)
def test_the_days_of_a_series(repeat, first, until, days):
    rule, found = series.days(repeat, first, until)
    assert [day.isoformat() for day in found] == days
    assert rule.startswith(f"FREQ={repeat.upper()}")


@pytest.mark.parametrize("until", [None, FIRST, date(2028, 11, 26), date(2040, 1, 1)])
def test_a_series_that_cannot_be(until):
    assert refusal(series.days, "weekly", FIRST, until) == "until"


def test_words():
    today = session(starts_at=NOW, ends_at=NOW + timedelta(minutes=30), programme=[[0, "Begin"], [8, "Rit"]])
    assert words.when(today, NOW) == "Vandaag, 11.42 tot 12.12 uur"
    assert words.when(session(), NOW) == "Vrijdag 27 november, 11.42 tot 12.12 uur"
    assert [part.is_now for part in words.parts(today, NOW + timedelta(minutes=8))] == [False, True]
    assert words.until_words(NOW, NOW) == "tot 11.42 uur"
    assert words.until_words(NOW + timedelta(days=1), NOW) == "tot vrijdag 27 november, 11.42 uur"
    assert words.ahead_words(0) == "Er wacht niemand voor jou."
    assert words.ahead_words(1) == "Er wacht 1 persoon voor je."
    assert words.ahead_words(2) == "Er wachten 2 mensen voor je."
