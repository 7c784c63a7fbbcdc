"""Feeds, series, invitations and links for web calendars, read back."""

import json
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from urllib.parse import parse_qs, urlsplit

import pytest
from icalendar import Calendar

from app import ical
from tests.app.test_ical import MOMENT, entry

GUEST = ical.Guest("yara@school.example", "Yara Tester")
LATER = MOMENT + timedelta(minutes=5)
WITH = {"sender": "post@stagepact.example", "maker": "Stagepact071", "now": LATER}


def read(body):
    return Calendar.from_ical(body)


def test_a_feed_has_a_name_and_says_when_to_come_again():
    body = ical.feed(ical.Feed("Mijn dag", [entry()]), "Stagepact071")
    for line in (b"NAME:Mijn dag", b"X-WR-CALNAME:Mijn dag", b"X-PUBLISHED-TTL:PT1H"):
        assert b"\r\n" + line + b"\r\n" in body
    assert b"\r\nREFRESH-INTERVAL;VALUE=DURATION:PT1H\r\n" in body
    assert b"METHOD" not in body
    assert read(body).get("UID") is None
    assert body == ical.feed(ical.Feed("Mijn dag", [entry()]), "Stagepact071")


def test_the_same_feed_as_json():
    made = ical.Feed("Mijn dag", [entry(summary="Gesprek; met, 😀")])
    kind, properties, parts = json.loads(ical.as_json(made, "Stagepact071"))
    assert kind == "vcalendar"
    assert ["refresh-interval", {}, "duration", "PT1H"] in properties
    [[_vevent, fields, _none]] = parts
    values = {name: (kind, value) for name, _params, kind, value in fields}
    assert values["summary"] == ("text", "Gesprek; met, 😀")
    assert values["dtstart"] == ("date-time", "2026-11-26T10:42:00Z")
    assert values["sequence"] == ("integer", 0)


def test_an_empty_feed_knows_no_last_change():
    assert ical.Feed("Leeg", []).changed_at is None
    assert ical.Feed("Een", [entry(), entry(changed_at=LATER)]).changed_at == LATER


def test_an_invitation_is_for_one_person_and_asks_no_reply():
    made = ical.invite(entry(summary="Gesprek met Zorggroep"), GUEST, **WITH)
    calendar = read(made.body)
    assert (made.method, calendar["METHOD"]) == ("REQUEST", "REQUEST")
    [event] = calendar.events
    assert event["ORGANIZER"] == "mailto:post@stagepact.example"
    assert event["ATTENDEE"] == "mailto:yara@school.example"
    assert dict(event["ATTENDEE"].params) == {
        "CN": "Yara Tester",
        "CUTYPE": "INDIVIDUAL",
        "PARTSTAT": "NEEDS-ACTION",
        "ROLE": "REQ-PARTICIPANT",
        "RSVP": "FALSE",
    }
    assert event.decoded("DTSTAMP") == LATER
    assert event.decoded("LAST-MODIFIED") == MOMENT


def test_taking_back_keeps_uid_and_time():
    made = ical.cancel(entry(sequence=4), GUEST, **WITH)
    [event] = read(made.body).events
    assert made.method == read(made.body)["METHOD"] == "CANCEL"
    assert (event["UID"], event["SEQUENCE"], event["STATUS"]) == ("a1@example.org", 4, "CANCELLED")
    assert event.decoded("DTSTART") == MOMENT


def test_sending_again_changes_only_when_it_was_sent():
    first = ical.invite(entry(), GUEST, **WITH).body
    again = ical.invite(entry(), GUEST, **WITH | {"now": LATER + timedelta(hours=1)}).body
    changed = [
        pair for pair in zip(first.split(b"\r\n"), again.split(b"\r\n"), strict=True) if len({*pair}) > 1
    ]
    assert changed == [(b"DTSTAMP:20261126T104700Z", b"DTSTAMP:20261126T114700Z")]


@pytest.mark.parametrize(
    "email", ["Yara <y@x.example>", "a b@x.example", "x", "a@b@c", "a@b\r\nX:1", "a,b@c"]
)
def test_an_address_is_only_an_address(email):
    with pytest.raises(ValueError, match="not an address"):
        ical.invite(entry(), replace(GUEST, email=email), **WITH)


def test_a_name_stays_one_parameter():
    guest = replace(GUEST, name='Yara "Y";ROLE=CHAIR:\r\nX-A:b, Ænima')
    [event] = read(ical.invite(entry(), guest, **WITH).body).events
    assert event["ATTENDEE"].params["ROLE"] == "REQ-PARTICIPANT"
    assert "X-A" not in event
    assert event["ATTENDEE"].params["CN"] == 'Yara "Y";ROLE=CHAIR: X-A:b, Ænima'


def test_a_whole_day_is_a_date():
    body = ical.calendar([entry(starts_at=date(2026, 11, 26), ends_at=date(2026, 11, 27), busy=False)], "S")
    assert b"DTSTART;VALUE=DATE:20261126\r\nDTEND;VALUE=DATE:20261127" in body
    assert b"TRANSP:TRANSPARENT" in body
    assert b"VTIMEZONE" not in body


def weekly(**fields):
    first = datetime(2026, 10, 20, 8, tzinfo=UTC)
    starts = {"starts_at": first, "ends_at": first + timedelta(hours=1)}
    return ical.Series(entry(**starts), "FREQ=WEEKLY;COUNT=4", **fields)


def test_a_series_goes_by_the_clock_of_the_region():
    body = ical.calendar([weekly()], "S")
    assert b"DTSTART;TZID=Europe/Amsterdam:20261020T100000" in body
    assert b"RRULE:FREQ=WEEKLY;COUNT=4" in body
    assert body.count(b"BEGIN:VTIMEZONE") == 1
    assert b"RDATE" not in body
    assert b"RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=3" in body
    assert b"RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10" in body
    assert b"DTSTART:19700329T020000" in body


def test_a_series_leaves_out_and_changes_single_times():
    out, other = datetime(2026, 10, 27, 9, tzinfo=UTC), datetime(2026, 11, 3, 9, tzinfo=UTC)
    moved = entry(uid="ignored", sequence=1, starts_at=other + timedelta(hours=2), changed_at=LATER)
    moved = replace(moved, ends_at=other + timedelta(hours=3))
    series = weekly(without=[out], changed=[ical.Change(other, moved)])
    assert series.changed_at == LATER
    first, second = read(ical.calendar([series], "S")).events
    assert first.decoded("EXDATE").dts[0].dt == out
    assert second.decoded("RECURRENCE-ID") == other
    assert (second["UID"], second["SEQUENCE"]) == (first["UID"], 1)


def test_a_series_of_whole_days_needs_no_clock():
    days = ical.Series(entry(starts_at=date(2026, 11, 26), ends_at=date(2026, 11, 27)), "FREQ=YEARLY;COUNT=3")
    assert b"VTIMEZONE" not in ical.calendar([days], "S")


def asked(link):
    return {name: value for name, [value] in parse_qs(urlsplit(link).query).items()}


def test_web_calendars_get_the_entry_filled_in():
    one = entry(summary="Gesprek & meer", description="Één\nvraag", link="https://talk.example/a?b=c")
    google = asked(ical.google(one))
    assert google["dates"] == "20261126T104200Z/20261126T105700Z"
    assert google["text"] == "Gesprek & meer"
    assert google["location"] == "https://talk.example/a?b=c"
    assert google["details"] == "Één\nvraag\nhttps://talk.example/a?b=c"
    outlook = asked(ical.outlook(one))
    assert (outlook["startdt"], outlook["enddt"]) == ("2026-11-26T10:42:00Z", "2026-11-26T10:57:00Z")
    assert outlook == asked(ical.outlook_at_work(one))
    assert "allday" not in outlook


def test_web_calendars_know_whole_days():
    one = entry(starts_at=date(2026, 11, 26), ends_at=date(2026, 11, 27))
    assert asked(ical.google(one))["dates"] == "20261126/20261127"
    outlook = asked(ical.outlook(one))
    assert (outlook["startdt"], outlook["enddt"], outlook["allday"]) == ("2026-11-26", "2026-11-27", "true")
