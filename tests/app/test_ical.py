"""Calendar files, read back."""

from datetime import UTC, datetime, timedelta

import pytest
from icalendar import Calendar

from app import ical

MOMENT = datetime(2026, 11, 26, 10, 42, tzinfo=UTC)


def entry(**fields) -> ical.Entry:
    values = {
        "uid": "a1@example.org",
        "sequence": 0,
        "changed_at": MOMENT,
        "starts_at": MOMENT,
        "ends_at": MOMENT + timedelta(minutes=15),
        "summary": "Gesprek",
        "description": "",
        "place": "Online",
    }
    return ical.Entry(**values | fields)


def made(*entries: ical.Entry) -> bytes:
    return ical.calendar(entries, "Stagepact071")


def test_a_file_says_who_made_it_and_has_no_name_of_its_own():
    body = made(entry())
    calendar = Calendar.from_ical(body)
    assert calendar["PRODID"] == "-//Stagepact071//Stagepact//NL"
    assert calendar["VERSION"] == "2.0"
    assert "UID" not in calendar
    assert b"METHOD" not in body
    assert body == made(entry())


@pytest.mark.parametrize("minutes", range(-180, 181, 45))
@pytest.mark.parametrize(
    "middle", [datetime(2026, 10, 25, 1, 0, tzinfo=UTC), datetime(2027, 3, 28, 1, 0, tzinfo=UTC)]
)
def test_moments_come_back_as_they_went_through_both_nights(middle, minutes):
    starts = middle + timedelta(minutes=minutes)
    body = made(entry(starts_at=starts, ends_at=starts + timedelta(minutes=15)))
    (event,) = Calendar.from_ical(body).walk("VEVENT")
    assert event.decoded("DTSTART") == starts
    assert f"DTSTART:{starts:%Y%m%dT%H%M%S}Z".encode() in body


@pytest.mark.parametrize(
    "text",
    [
        "x\r\nATTENDEE:mailto:a@b.example",
        "x\nEND:VEVENT\nBEGIN:VEVENT",
        "x\x85ATTENDEE:a",
        "x\u2028ATTENDEE:a\u2029",
        "x\x00\x07\x1b\x9f",
        "half \ud83d character",
        'quotes " and; commas, and \\ backslashes',
    ],
)
@pytest.mark.parametrize("where", ["uid", "summary", "description", "place"])
def test_text_cannot_become_structure(where, text):
    body = made(entry(**{where: text}))
    (event,) = Calendar.from_ical(body).walk("VEVENT")
    assert "ATTENDEE" not in event
    lines = body.split(b"\r\n")
    assert not any(line.startswith(b"ATTENDEE") for line in lines)
    assert lines.count(b"BEGIN:VEVENT") == 1
    assert all(char == 10 or char >= 32 for line in lines for char in line)


def test_long_text_is_folded_by_bytes_and_comes_back_whole():
    text = "Één gesprek over 😀 zorg en técniek " * 20
    body = made(entry(summary=text))
    assert max(len(line) for line in body.split(b"\r\n")) <= 75
    (event,) = Calendar.from_ical(body).walk("VEVENT")
    assert event["SUMMARY"] == text


@pytest.mark.parametrize(
    "link",
    ["http://x.example", "javascript:alert(1)", "https://x.example/a b", "https://x.example\r\nURL:y", ""],
)
def test_only_a_whole_https_address_is_a_link(link):
    (event,) = Calendar.from_ical(made(entry(link=link))).walk("VEVENT")
    assert "CONFERENCE" not in event
    assert "URL" not in event
    assert event["LOCATION"] == "Online"


def test_a_link_stands_where_clients_look():
    body = made(entry(link="https://talk.example/a;b,c", link_label='Naar "het" gesprek'))
    assert b"CONFERENCE;FEATURE=VIDEO;LABEL=Naar ^'het^' gesprek;VALUE=URI:https://" in body.replace(
        b"\r\n ", b""
    )
    (event,) = Calendar.from_ical(body).walk("VEVENT")
    assert event["LOCATION"] == event["DESCRIPTION"] == event["CONFERENCE"] == "https://talk.example/a;b,c"


def test_what_is_off_is_marked_as_cancelled():
    (event,) = Calendar.from_ical(made(entry(cancelled=True, sequence=3))).walk("VEVENT")
    assert (event["STATUS"], event["SEQUENCE"]) == ("CANCELLED", 3)
