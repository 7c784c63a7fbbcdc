"""Sessions in the demo world: a programme around today, one series, and who comes."""

from datetime import datetime, time, timedelta
from random import Random
from typing import Any
from uuid import NAMESPACE_OID, uuid5

from sqlalchemy import select

from app import clock
from app.db import db
from app.people import Person
from region.models import COORDINATOR, STAFF, Membership, StudentProfile
from region.seeds import SEED
from sessions.kinds import (
    ALL,
    CANCELLED,
    DRAFT,
    EMPLOYERS,
    HYBRID,
    INSTITUTIONS,
    MONTHLY,
    ON_SITE,
    PUBLISHED,
    STUDENTS,
)
from sessions.models import InspirationSession, Registration, Series
from sessions.models.registration import OFFERED, SIGNED_UP, WAITING
from sessions.rules import series, signup
from sessions.seeds.guests import plant_guest

VIDEO = "https://video.stagepact.example/sessie"
YARA, MILAN = "yara.bakker@student.mborijnland.example", "milan.degroot@student.mborijnland.example"

# Days from today, the time, minutes, title, text, host, and what else there is to say.
PROGRAMME: tuple[tuple[int, time, int, str, str, str, dict[str, Any]], ...] = (
    (
        -20,
        time(15),
        60,
        "Zo wordt u een erkend leerbedrijf",
        "In een uur van aanvraag tot erkenning. Met twee bedrijven die het net zijn.",
        "Stagepact Leidse regio",
        {
            "audience": EMPLOYERS,
            "tags": ["erkenning"],
            "transcript": "De belangrijkste tip: begin **op tijd**.",
        },
    ),
    (
        -6,
        time(16),
        45,
        "Werken in de bloemen",
        "Een teler, een verkoper en een student vertellen over hun dag.",
        "Bollenstreek Bloeit",
        {"audience": STUDENTS, "tags": ["groen", "kijkje in het werk"]},
    ),
    (
        1,
        time(19),
        45,
        "Stage lopen als Engels je eerste taal is",
        "For students who feel more at home in English: how to find a place, and what to say.",
        "Leiden Bio Science Park",
        {"audience": STUDENTS, "language": "en", "tags": ["engels", "bio"]},
    ),
    (
        3,
        time(9),
        60,
        "De eerste week van uw stagiair",
        "Wat een student nodig heeft:\n\n- iemand die er echt is\n- werk dat ertoe doet",
        "Zorggroep Rijnoever",
        {"audience": EMPLOYERS, "tags": ["begeleiden"], "capacity": 40},
    ),
    (
        5,
        time(13),
        90,
        "Meelopen in de werkplaats",
        "Zien, horen en zelf proberen. Trek dichte schoenen aan.",
        "Van Duin Techniek",
        {
            "audience": STUDENTS,
            "tags": ["techniek", "kijkje in het werk"],
            "mode": ON_SITE,
            "location": "Vondellaan 45, Leiden",
            "capacity": 8,
        },
    ),
    (
        7,
        time(15, 30),
        60,
        "Stagediscriminatie herkennen en bespreken",
        "Wat kunt u doen als een student wordt afgewezen om wie hij is?",
        "Stagepact Leidse regio",
        {"audience": INSTITUTIONS, "tags": ["gelijke kansen"], "capacity": 30},
    ),
    (
        9,
        time(12, 30),
        30,
        "Lunch met een ontwerper",
        "Een half uur over portfolio's: wat valt op, en wat kan weg?",
        "Atelier Nieuwe Rijn",
        {"audience": STUDENTS, "tags": ["creatief"], "state": CANCELLED, "reason": "De ontwerper is ziek."},
    ),
    (
        12,
        time(16),
        60,
        "Wat doet een gemeente eigenlijk?",
        "Van paspoort tot park: vier mensen over hun werk.",
        "Gemeente Leiden",
        {"tags": ["overheid"], "mode": HYBRID, "location": "Stadhuisplein 1, Leiden", "capacity": 80},
    ),
)
NOT_SHOWN_YET: dict[str, Any] = {
    "title": "Terugblik op het stagejaar",
    "text": "",
    "host": "Stagepact Leidse regio",
    "state": DRAFT,
}


def plant_programme(now: datetime) -> None:
    """A programme around today, and people who come."""
    on_now = _plant_now(now)
    planted = [_plant(now, *each) for each in PROGRAMME]
    _plant_series(now)
    _keep(now, (now + timedelta(days=3)).replace(minute=0, second=0, microsecond=0), 60, **NOT_SHOWN_YET)
    _let_people_come([on_now, *planted], now, Random(SEED))
    plant_guest(now)


def _plant_now(now: datetime) -> InspirationSession:
    """The session that goes on while one looks around; it began a few minutes ago."""
    starts_at = now.replace(second=0, microsecond=0) - timedelta(minutes=10)
    return _keep(
        now,
        starts_at,
        120,
        title="Een dag op de ambulance",
        text="Femke Postma vertelt hoe haar dienst eruitziet. En hoe jij er kunt komen.",
        host="Ambulance Hollands Midden",
        speakers=[["Femke Postma", "ambulanceverpleegkundige"], ["Bas Vlieland", "chauffeur"]],
        agreed_at=now,
        audience=ALL,
        tags=["zorg", "kijkje in het werk"],
        captions=True,
        stage="https://beeld.stagepact.example/ambulance",
        programme=[
            [0, "Femke stelt zich voor"],
            [8, "Mee op een rit (filmpje met ondertiteling)"],
            [60, "Jullie vragen"],
            [105, "Welke stages zijn er?"],
        ],
    )


def _plant(
    now: datetime, days: int, at: time, minutes: int, title: str, text: str, host: str, more: dict[str, Any]
) -> InspirationSession:
    day = clock.local(now).date() + timedelta(days=days)
    starts_at = clock.from_local(datetime.combine(day, at))
    return _keep(now, starts_at, minutes, title=title, text=text, host=host, **more)


def _plant_series(now: datetime) -> None:
    """A coffee hour for coordinators each month, on the same weekday."""
    first = clock.local(now).date() + timedelta(days=10)
    rule, days = series.days(MONTHLY, first, first + timedelta(days=100))
    made = Series(rule=rule)
    db.session.add(made)
    db.session.flush()
    for day in days:
        _keep(
            now,
            clock.from_local(datetime.combine(day, time(8, 30))),
            45,
            title="Koffie met stagecoördinatoren",
            text="Bijpraten, vragen en plekken uitwisselen.",
            host="mboRijnland",
            audience=INSTITUTIONS,
            tags=["uitwisselen"],
            series_id=made.id,
            occurs_on=day,
        )


def _keep(now: datetime, starts_at: datetime, minutes: int, **said: Any) -> InspirationSession:
    ends_at = starts_at + timedelta(minutes=minutes)
    uid = uuid5(NAMESPACE_OID, f"{said['title']} {starts_at}").hex
    values = {"state": PUBLISHED, "capacity": 60, "link": VIDEO, "changed_at": now, "uid": uid} | said
    session = InspirationSession(starts_at=starts_at, ends_at=ends_at, **values)
    db.session.add(session)
    db.session.flush()
    return session


def _let_people_come(sessions: list[InspirationSession], now: datetime, random: Random) -> None:
    students = list(db.session.scalars(select(StudentProfile.person_id).order_by(StudentProfile.person_id)))
    people = {
        STUDENTS: students,
        ALL: students,
        EMPLOYERS: _members(STAFF),
        INSTITUTIONS: _members(COORDINATOR),
    }
    yara, milan = _person(YARA), _person(MILAN)
    for session in sessions:
        among = [each for each in people[session.audience] if each not in (yara, milan)]
        number = min(len(among), session.capacity - 1, random.randint(8, 26))
        coming = random.sample(among, number)
        if session.audience in (STUDENTS, ALL) and session.mode != HYBRID:
            coming.append(yara)
        _sign_up(session, coming, now, random)
    _fill_workshop(sessions, milan, now)


def _sign_up(session: InspirationSession, coming: list[int], now: datetime, random: Random) -> None:
    for seat, person_id in enumerate(coming, 1):
        db.session.add(
            Registration(
                session_id=session.id,
                person_id=person_id,
                state=SIGNED_UP,
                seat=seat,
                show_name=random.random() < 0.2,
                asked_at=now - timedelta(days=random.randint(1, 20)),
                came_at=session.starts_at if session.ends_at <= now and random.random() < 0.8 else None,
            )
        )


def _fill_workshop(sessions: list[InspirationSession], milan: int, now: datetime) -> None:
    """The workshop is full: for one seat somebody has an offer, and Milan waits."""
    full = next(session for session in sessions if session.capacity == 8)
    db.session.flush()
    last = db.session.scalars(
        select(Registration).where(Registration.session_id == full.id, Registration.seat == 1)
    ).one()
    last.state, last.offered_until, last.show_name = OFFERED, signup.answer_until(full, now), False
    db.session.add(Registration(session_id=full.id, person_id=milan, state=WAITING, asked_at=now))


def _person(email: str) -> int:
    return db.session.scalars(select(Person.id).where(Person.email == email)).one()


def _members(role: str) -> list[int]:
    found = select(Membership.person_id).where(Membership.role == role).distinct()
    return list(db.session.scalars(found.order_by(Membership.person_id)))
