"""What is left of sessions of the demo world: hand-outs, recordings, answers and shared contacts."""

import hashlib
from collections.abc import Sequence
from datetime import datetime, timedelta

from fpdf import FPDF
from sqlalchemy import select

from app import files
from app.db import db
from app.people import Person
from sessions.models import ContactShare, Feedback, InspirationSession, Material, Registration
from sessions.models.registration import SIGNED_UP
from sessions.seeds.programme import YARA

FLOWERS, RECOGNISED, AMBULANCE = (
    "Werken in de bloemen",
    "Zo wordt u een erkend leerbedrijf",
    "Een dag op de ambulance",
)
ANSWERS = (
    (5, 4, "Fijn dat er een student bij was."),
    (4, 4, "Ik wil vaker iets van een bedrijf zelf horen."),
    (5, 5, ""),
    (3, 4, "Het geluid viel soms weg."),
    (4, 2, ""),
    (5, 4, "Goede tips."),
    (4, 5, ""),
    (2, 3, "Te kort voor alle vragen."),
)


def plant_afterwards(now: datetime) -> None:
    """Two sessions that are over, one of them with Yara, and hand-outs for the one that is on."""
    flowers, recognised, ambulance = (_the(title) for title in (FLOWERS, RECOGNISED, AMBULANCE))
    for session in (flowers, recognised):
        session.recording = "https://beeld.stagepact.example/opname"
        _answer(_there(session))
    flowers.transcript_link = "https://beeld.stagepact.example/uitgeschreven"
    _link(flowers, "Stages in de bollen", "https://bollenstreek.stagepact.example/stages")
    _file(flowers, "Dia's van de teler", now)
    _link(recognised, "Erkenning aanvragen", "https://leerbedrijf.stagepact.example/erkenning", early=True)
    _file(ambulance, "Zo ziet een dienst eruit", now, early=True)
    _link(ambulance, "Opleidingen in de ambulancezorg", "https://zorg.stagepact.example/ambulance")
    for session in (flowers, recognised):
        for registration in _there(session)[:4]:
            db.session.add(ContactShare(registration_id=registration.id))


def _the(title: str) -> InspirationSession:
    return db.session.scalars(select(InspirationSession).where(InspirationSession.title == title)).one()


def _there(session: InspirationSession) -> Sequence[Registration]:
    """Who was there; Yara first, who was there from the start."""
    found = select(Registration).where(Registration.session_id == session.id, Registration.state == SIGNED_UP)
    yara = db.session.scalars(select(Person.id).where(Person.email == YARA)).one()
    all_of = list(db.session.scalars(found.order_by(Registration.person_id != yara, Registration.id)))
    for registration in all_of[: len(ANSWERS) + 1]:
        registration.came_at = session.starts_at + timedelta(minutes=2)
    return [registration for registration in all_of if registration.came_at]


def _answer(there: Sequence[Registration]) -> None:
    """All but the first say what they thought."""
    for registration, (liked, useful, text) in zip(there[1:], ANSWERS, strict=False):
        db.session.add(Feedback(registration_id=registration.id, liked=liked, useful=useful, text=text))


def _link(session: InspirationSession, title: str, url: str, early: bool = False) -> None:
    db.session.add(Material(session_id=session.id, title=title, url=url, early=early))


def _file(session: InspirationSession, title: str, now: datetime, early: bool = False) -> None:
    """A PDF with one line of text."""
    pdf = FPDF()
    pdf.set_creation_date(now)
    pdf.add_page()
    pdf.set_font("helvetica", size=24)
    pdf.cell(text=title)
    content = bytes(pdf.output())
    digest, stored = hashlib.sha256(content).hexdigest(), files.keep(content)
    values = {"title": title, "digest": digest, "stored": stored, "early": early}
    db.session.add(Material(session_id=session.id, **values))
