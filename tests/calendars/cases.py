"""What people can have in a calendar here, each with what every program must read in it."""

from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta

from icalendar import Calendar

from app import ical
from sessions import ical as sessions
from sessions.models import InspirationSession, Series

MAKER, SENDER = "Stagepact071", "post@stagepact.example"
GUEST = ical.Guest("yara@school.example", "Yara Tester")
FIRST = datetime(2026, 11, 26, 11, tzinfo=UTC)
QUARTER, HOUR, DAY = timedelta(minutes=15), timedelta(hours=1), timedelta(days=1)


@dataclass(frozen=True, order=True)
class Seen:
    """One thing as a program shows it: moments in UTC, or dates."""

    uid: str
    start: str
    end: str
    state: str
    title: str
    sequence: int


@dataclass(frozen=True)
class Case:
    """Files that come in one after the other, and what must be seen in each."""

    name: str
    bodies: list[bytes]
    seen: list[list[Seen]] = field(default_factory=list)


def entry(number: int, **fields: object) -> ical.Entry:
    """A talk of a quarter of an hour; `number` makes its name."""
    starts = fields.get("starts_at", FIRST)
    lasts = DAY if not isinstance(starts, datetime) else QUARTER
    values = {
        "uid": f"case-{number}@stagepact.example",
        "sequence": 0,
        "changed_at": datetime(2026, 11, 1, 9, tzinfo=UTC),
        "starts_at": starts,
        "ends_at": starts + lasts,
        "summary": f"Gesprek {number}",
        "description": "Gesprek met Sanne van Zorggroep Rijnoever, stand 12.",
        "place": "Online, stand 12",
    }
    return ical.Entry(**values | fields)


def seen(each: ical.Entry, starts: date | None = None) -> Seen:
    """What must be read of an entry, or of one time of a series."""
    first = each.starts_at if starts is None else starts
    last = first + (each.ends_at - each.starts_at)
    state = "CANCELLED" if each.cancelled else "CONFIRMED"
    return Seen(each.uid, written(first), written(last), state, ical.plain(each.summary), each.sequence)


def written(moment: date) -> str:
    """A moment or a date in a form that all programs are brought to."""
    if isinstance(moment, datetime):
        return moment.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")
    return moment.strftime("%Y%m%d")


def file(name: str, *entries: ical.Entry) -> Case:
    """A file or a feed with these entries."""
    return Case(name, [ical.feed(ical.Feed("Mijn dag", entries), MAKER)], [sorted(map(seen, entries))])


def follow(name: str, *states: ical.Entry) -> Case:
    """The same entry as it is after each change."""
    bodies = [ical.calendar([state], MAKER) for state in states]
    return Case(name, bodies, [[seen(state)] for state in states])


def letters(name: str, *states: ical.Entry, guest: ical.Guest = GUEST) -> Case:
    """Invitations as letters bring them; the last takes it back when it is cancelled."""
    said = {"sender": SENDER, "maker": MAKER}
    made = [
        (ical.cancel if state.cancelled else ical.invite)(
            state, guest, **said, now=FIRST - DAY + HOUR * number
        )
        for number, state in enumerate(states)
    ]
    return Case(name, [each.body for each in made], [[seen(state)] for state in states])


def series(name: str, made: ical.Series, times: list[date], *changed: Seen) -> Case:
    """A series, the moments at which it comes, and the times that are otherwise."""
    expected = sorted([*(seen(made.first, time) for time in times), *changed])
    return Case(name, [ical.calendar([made], MAKER)], [expected])


def utc(*parts: int) -> datetime:
    """A moment in UTC."""
    return datetime(*parts, tzinfo=UTC)


def single() -> list[Case]:
    """One thing each."""
    link = "https://talk.example/a;b,c?d=e&f=g"
    return [
        file("one talk", entry(1)),
        file(
            "group talk", entry(2, summary="Groepsgesprek: een dag in de wijk", ends_at=FIRST + 3 * QUARTER)
        ),
        file("block of a roster, time stays free", entry(3, ends_at=FIRST + 4 * HOUR, busy=False)),
        file("whole day", entry(4, starts_at=date(2026, 11, 26))),
        file("three whole days", entry(5, starts_at=date(2026, 11, 26), ends_at=date(2026, 11, 29))),
        file("with a link", entry(6, link=link, link_label='Naar "het" gesprek')),
        file(
            "past midnight here",
            entry(7, starts_at=utc(2026, 11, 26, 22, 50), ends_at=utc(2026, 11, 26, 23, 10)),
        ),
        file("the last minutes of a year", entry(8, starts_at=utc(2026, 12, 31, 22, 55))),
        file("leap day", entry(9, starts_at=utc(2028, 2, 29, 11))),
        file("called off", entry(10, cancelled=True, sequence=1)),
    ]


def nights() -> list[Case]:
    """The two nights in which the clock changes."""
    march, october = utc(2027, 3, 28, 1), utc(2026, 10, 25, 1)
    return [
        file("March: ends as the hour is skipped", entry(11, starts_at=march - QUARTER)),
        file(
            "March: across the hour that is skipped",
            entry(12, starts_at=march - QUARTER, ends_at=march + QUARTER),
        ),
        file("October: the first 2.30", entry(13, starts_at=october - 2 * QUARTER)),
        file("October: the second 2.30", entry(14, starts_at=october + 2 * QUARTER)),
        file("October: across the change", entry(15, starts_at=october - QUARTER, ends_at=october + QUARTER)),
        file(
            "eight moments from summer to summer",
            *(entry(160 + number, starts_at=utc(2026, 7, 1, 10) + 52 * number * DAY) for number in range(8)),
        ),
    ]


def changes() -> list[Case]:
    """What becomes of one entry."""
    one = entry(17)
    later = {"starts_at": FIRST + HOUR, "ends_at": FIRST + HOUR + QUARTER, "sequence": 1}
    moved = replace(one, **later)
    elsewhere = replace(moved, link="https://talk.example/new", sequence=2)
    off = replace(elsewhere, cancelled=True, sequence=3)
    named = ical.Guest("zoe@school.example", 'Zoë "Z" d’Été;ROLE=CHAIR:\r\nATTENDEE:mailto:x@y.example')
    return [
        follow("file: moved", one, moved),
        follow("file: moved, other link, called off", one, moved, elsewhere, off),
        letters("letter: invited", one),
        letters("letter: sent again unchanged", one, one),
        letters("letter: invited, moved, other link, cancelled", one, moved, elsewhere, off),
        letters("letter: a name that tries to be more", one, guest=named),
    ]


def texts() -> list[Case]:
    """What people type."""
    hostile = {
        "tries a line of its own": "Zorg\r\nATTENDEE:mailto:x@y.example",
        "tries to end the entry": "Zorg\nEND:VEVENT\nBEGIN:VEVENT\nUID:other",
        "tries other ends of lines": "Zorg\x85ATTENDEE:a\u2028UID:b\u2029c\rd",
        "tries control characters": "Zorg\x00\x07\x08\x0b\x0c\x1b\x9f en half \ud83d teken",
        "quotes, commas, backslashes": 'Zorg "en"; meer, C:\\temp \\, ^n',
        "a backslash before an n": "Map C:\\nieuw",
    }
    names = {
        "Dutch": "Gesprek met Zoë d’Été-IJzendoorn",
        "Turkish": "Gesprek met Gülşah Işıkoğlu",
        "Polish": "Gesprek met Żaneta Źdźbłowska",
        "Arabic": "Gesprek met فاطمة الزهراء",
        "Chinese": "Gesprek met 王小明",
    }
    long = "Één gesprek over 😀 zorg en técniek, " * 60
    cases = [
        file("emoji, also joined ones", entry(20, summary="Gesprek 😀 👩🏽‍🔬 🇳🇱 met zorg")),
        file("very long title", entry(21, summary=long.strip())),
        file("very long text of many lines", entry(22, description="\n".join([long] * 20))),
    ]
    cases += [
        file(name, entry(30 + n, summary=text, description=text, place=text))
        for n, (name, text) in enumerate(hostile.items())
    ]
    return cases + [
        file(f"name in {name}", entry(40 + n, summary=text)) for n, (name, text) in enumerate(names.items())
    ]


def returning() -> list[Case]:
    """Series by the clock on the wall."""
    october = entry(50, starts_at=utc(2026, 10, 20, 8))  # 10.00 here, before and after the clock changes
    weeks = [utc(2026, 10, 20, 8), utc(2026, 10, 27, 9), utc(2026, 11, 3, 9), utc(2026, 11, 10, 9)]
    weekly = ical.Series(october, "FREQ=WEEKLY;COUNT=4")
    moved = replace(
        october, starts_at=weeks[2] + HOUR, ends_at=weeks[2] + HOUR + QUARTER, summary="Later", sequence=1
    )
    march = entry(53, starts_at=utc(2027, 3, 21, 9))
    months = entry(54, starts_at=utc(2026, 9, 3, 14))
    years = entry(55, starts_at=utc(2026, 11, 26, 9))
    day = entry(56, starts_at=date(2026, 11, 26))
    return [
        series("weekly, over October", weekly, weeks),
        series("weekly, one time left out", replace(weekly, without=[weeks[1]]), [weeks[0], *weeks[2:]]),
        series(
            "weekly, one time otherwise",
            replace(weekly, changed=[ical.Change(weeks[2], moved)]),
            [*weeks[:2], weeks[3]],
            seen(moved),
        ),
        series(
            "weekly, over March",
            ical.Series(march, "FREQ=WEEKLY;COUNT=2"),
            [utc(2027, 3, 21, 9), utc(2027, 3, 28, 8)],
        ),
        series(
            "first Thursday of the month",
            ical.Series(months, "FREQ=MONTHLY;BYDAY=1TH;COUNT=4"),
            [utc(2026, 9, 3, 14), utc(2026, 10, 1, 14), utc(2026, 11, 5, 15), utc(2026, 12, 3, 15)],
        ),
        series(
            "yearly",
            ical.Series(years, "FREQ=YEARLY;COUNT=3"),
            [utc(year, 11, 26, 9) for year in (2026, 2027, 2028)],
        ),
        series(
            "yearly, whole days",
            ical.Series(day, "FREQ=YEARLY;COUNT=2"),
            [date(2026, 11, 26), date(2027, 11, 26)],
        ),
    ]


def feeds() -> list[Case]:
    """Many in one."""
    many = [entry(1000 + number, starts_at=FIRST + number * QUARTER) for number in range(500)]
    mixed = [entry(60), entry(61, starts_at=date(2026, 11, 27)), entry(62, cancelled=True, sequence=2)]
    return [file("feed of three kinds", *mixed), file("feed of 500", *many)]


def plan(starts_at: datetime, **fields: object) -> InspirationSession:
    """A session of an hour."""
    said = {"id": 1, "uid": "a1", "title": "Een dag op de ambulance", "host": "Ambulance", "capacity": 5}
    values = {"mode": "online", "location": "", "link": "https://video.example/kamer", "state": "published"}
    times = {"starts_at": starts_at, "ends_at": starts_at + HOUR, "changed_at": utc(2026, 11, 1, 9)}
    return InspirationSession(**said | values | times | {"sequence": 0} | fields)


def session_entry(session: InspirationSession) -> ical.Entry:
    """A session as who comes has it."""
    page = "https://stagepact.example/sessies/1"
    return sessions.entry(session, host="stagepact.example", page=page, way_in=True)


def sessions_planned() -> list[Case]:
    """Inspiration sessions: alone, moved and called off, and a series with two that are otherwise."""
    one = session_entry(plan(FIRST))
    moved = session_entry(plan(FIRST + HOUR, sequence=1))
    off = session_entry(plan(FIRST + HOUR, sequence=2, state="cancelled"))
    weeks = [utc(2026, 10, 15, 9), utc(2026, 10, 22, 9), utc(2026, 11, 5, 10), utc(2026, 11, 12, 10)]
    each = [plan(at, id=n, uid=f"b{n}", occurs_on=at.date()) for n, at in enumerate(weeks)]
    each[2].starts_at, each[2].ends_at = weeks[2] + HOUR, weeks[2] + 2 * HOUR
    each[3].state = "cancelled"
    rule = Series(id=1, rule="FREQ=WEEKLY;UNTIL=20261112")
    made = sessions.whole_series(rule, each, host="stagepact.example", page=lambda _number: "")
    otherwise = [seen(change.entry) for change in made.changed]
    return [
        file("session", one),
        follow("session: moved, called off", one, moved, off),
        file("sessions of a series, each by itself", *map(session_entry, each)),
        series("session: series, one left out, one moved, one called off", made, weeks[:2], *otherwise),
    ]


def with_single_dates() -> Case:
    """A summer entry in a zone of single dates, as the library writes it: ical.js reads that an hour late."""
    summer = entry(70, starts_at=utc(2026, 7, 1, 10))
    made = Calendar.from_ical(ical.calendar([ical.Series(summer, "FREQ=WEEKLY;COUNT=1")], MAKER))
    made.subcomponents[:] = made.events
    made.add_missing_timezones()
    return Case("control", [made.to_ical()], [[seen(summer)]])


CASES = [*single(), *nights(), *changes(), *texts(), *returning(), *feeds(), *sessions_planned()]
