"""Reports of discrimination in the demo world, and who reads them."""

from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from app.db import transaction
from app.people import Person
from fair.models import ATTENDED, Booking
from region.models import Confidant, Report, ReportStep, StudentProfile
from region.rules.reports import REGION
from region.seeds.cast import member

TOLD = (
    ("Zij vroegen of ik mijn hoofddoek af wil doen op het werk.", "", True, True),
    ("De man zei dat meisjes dit werk niet volhouden. Ik mocht geen vragen meer stellen.", "", True, False),
    ("Mijn naam was te moeilijk, zei ze. Zij heeft hem niet een keer goed gezegd.", "", False, True),
    ("Hij wilde weten waar ik 'echt' vandaan kom. Dat vroeg hij drie keer.", "", True, True),
    ("Zij zeiden dat ik met mijn stotteren niet bij klanten kan staan.", "", True, False),
    ("Ik moest meteen zeggen of ik later kinderen wil.", "Bel mij gerust: 06 00 00 00 00", True, True),
)
DONE = "Gebeld met de werkgever. Zij praten er in het team over en bellen de student terug."


def plant_reports(now: datetime) -> None:
    """Six students told what happened in a talk; the organiser of the cast reads for the region."""
    with transaction() as work:
        organiser = member("organisator")
        assert organiser
        person_id = work.scalars(select(Person.id).where(Person.email == organiser.email)).one()
        work.add(Confidant(person_id=person_id, since=now - timedelta(days=30)))
        schools = select(StudentProfile).options(joinedload(StudentProfile.programme))
        profiles = {each.person_id: each for each in work.scalars(schools)}
        talks = select(Booking).where(Booking.state == ATTENDED, Booking.ends_at < now)
        found = work.scalars(talks.options(joinedload(Booking.booth)).order_by(Booking.id).limit(len(TOLD)))
        for talk, (text, contact, to_school, to_region) in zip(found, TOLD, strict=False):
            work.add(
                Report(
                    reporter_id=talk.person_id,
                    institution_id=profiles[talk.person_id].programme.institution_id,
                    organisation_id=talk.booth.organisation_id,
                    about_kind="gesprek",
                    about_id=talk.id,
                    text=text,
                    contact=contact,
                    to_school=to_school,
                    to_region=to_region,
                    reported_at=min(now, talk.ends_at + timedelta(hours=1)),
                )
            )
        work.flush()
        told = work.scalars(select(Report).where(Report.to_region).order_by(Report.id)).first()
        if told:
            at = min(now, told.reported_at + timedelta(days=1))
            work.add(
                ReportStep(report_id=told.id, side=REGION, person_id=person_id, words=DONE, decided_at=at)
            )
