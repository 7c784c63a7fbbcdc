"""Replies of calendars as they arrive, in the shapes of Google, Outlook and Apple."""

from email.message import EmailMessage
from email.policy import SMTP

from icalendar import Calendar

UID = "5f0c2d9c8d9e4d0a@stagepact.example"


def a_body(
    uid: str = UID,
    answer: str = "DECLINED",
    address: str = "yara@stagepact.example",
    method: str = "REPLY",
    sequence: str = "SEQUENCE:0",
    more: str = "",
) -> bytes:
    """The calendar part."""
    lines = [
        "BEGIN:VCALENDAR",
        "PRODID:-//Calendar//EN",
        "VERSION:2.0",
        f"METHOD:{method}",
        "BEGIN:VEVENT",
        f"UID:{uid}",
        "DTSTAMP:20261126T104300Z",
        "DTSTART:20261126T110000Z",
        "DTEND:20261126T111500Z",
        sequence,
        "ORGANIZER:mailto:post@stagepact.example",
        f"ATTENDEE;PARTSTAT={answer};CN=Yara:mailto:{address}",
        "SUMMARY:Gesprek met Zorggroep",
        more,
        "END:VEVENT",
        "END:VCALENDAR",
    ]
    return "".join(f"{line}\r\n" for line in lines if line).encode()


def a_reply(body: bytes | None = None, method: str = "REPLY", copy: bool = True, **said: str) -> bytes:
    """A whole message: text, the calendar part, and the same again as a file."""
    body = a_body(method=method, **said) if body is None else body
    message = EmailMessage(policy=SMTP)
    message["From"] = "Yara <yara@stagepact.example>"
    message["To"] = "post@stagepact.example"
    message["Subject"] = "Geweigerd: Gesprek met Zorggroep"
    message.set_content("Yara komt niet.")
    params = {"method": method} if method else {}
    message.add_alternative(body.decode(), subtype="calendar", params=params, cte="base64")
    if copy:
        message.add_attachment(body, "application", "ics", filename="invite.ics", cte="base64")
    return message.as_bytes()


def answer_to(invitation: EmailMessage, answer: str, method: str = "REPLY") -> bytes:
    """What the calendar of the receiver sends back on an invitation that arrived; she was asked for it."""
    part = next(each for each in invitation.walk() if each.get_content_type() == "text/calendar")
    calendar = Calendar.from_ical(part.get_payload(decode=True))
    assert calendar.pop("METHOD") == "REQUEST"
    calendar.add("method", method)
    [event] = calendar.events
    assert event["ATTENDEE"].params["RSVP"] == "TRUE"
    event["ATTENDEE"].params["PARTSTAT"] = answer
    return a_reply(calendar.to_ical(), method=method)
