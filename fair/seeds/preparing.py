"""How the cast has prepared: wishes, a menu card that one booth may read, and favourites."""

from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from app import clock
from app.db import transaction
from app.people import Person
from fair.models import APPROVED, LIVE_BOOKING, OPEN, Booking, Booth, Fair
from fair.models.prepare import Favourite, SharedCard
from fair.seeds.story import CARE_GROUP
from region.models import Organisation, SkillsCard, StudentProfile
from region.seeds import periods
from region.seeds.cast import member

FAVOURITES = ("Zorggroep Rijnoever", "Thuiszorg Het Bruggetje", "Woonzorg De Lindenkade")
CAN = ["Koken voor tien mensen", "Rustig blijven als het druk is", "Luisteren naar oudere mensen"]
WANTS = ["Mensen helpen met wassen en aankleden", "Werken in een wijkteam"]
MUST = ["Bloeddruk meten", "Een zorgplan lezen en bijhouden"]


def plant_preparing(now: datetime) -> None:
    """Yara has prepared well; Milan has begun."""
    with transaction() as work:
        yara, milan = _profile(work, "student-mbo3"), _profile(work, "student-mbo2")
        _wish(yara, clock.local(now).date())
        milan.languages = ["nl", "tr"]
        work.add(SkillsCard(person_id=yara.person_id, can=CAN, wants=WANTS, must=MUST, changed_at=now))
        _share(work, yara.person_id, now)
        _keep(work, yara.person_id)


def _profile(work: Session, slug: str) -> StudentProfile:
    cast = member(slug)
    assert cast
    found = select(StudentProfile).join(StudentProfile.person).where(Person.email == cast.email)
    return work.scalars(found).one()


def _wish(profile: StudentProfile, today: date) -> None:
    period = periods.upcoming(today)[0]
    profile.wanted_from, profile.wanted_until = period.starts_on, period.ends_on
    profile.days_per_week, profile.wish = 3, "Mensen thuis verzorgen"
    profile.languages = ["nl", "en"]


def _share(work: Session, person_id: int, now: datetime) -> None:
    """Sanne may read Yara's card before they talk."""
    talks = select(Booking).join(Booking.booth).join(Booth.organisation)
    here = talks.where(Booking.person_id == person_id, Organisation.name == CARE_GROUP)
    for talk in work.scalars(here.where(Booking.state.in_(LIVE_BOOKING))):
        work.add(SharedCard(booking_id=talk.id, shared_at=now))


def _keep(work: Session, person_id: int) -> None:
    booths = select(Booth).join(Booth.fair).join(Booth.organisation).where(Fair.state == OPEN)
    booths = booths.where(Organisation.name.in_(FAVOURITES), Booth.state == APPROVED).order_by(Booth.number)
    for position, booth in enumerate(work.scalars(booths), 1):
        work.add(Favourite(person_id=person_id, fair_id=booth.fair_id, position=position, booth_id=booth.id))
