"""Reports of discrimination: who reads them, and what each reader may see."""

from datetime import datetime
from typing import Any

from sqlalchemy import exists, func, select
from sqlalchemy.orm import joinedload, selectinload

from app.db import db
from app.errors import NotFound
from region.models import COORDINATOR, ORGANISER, Confidant, Membership, Report, ReportStep
from region.rules.reports import REGION, SCHOOL


def readers(institution_id: int) -> set[str]:
    """Who would read a report of a student of this school: the school, the region, both or nobody."""
    coordinates = exists().where(*_coordinates(), Membership.institution_id == institution_id)
    confides = exists().where(*_organises(), Confidant.person_id == Membership.person_id)
    school, region = db.session.execute(select(coordinates, confides)).one()
    return ({SCHOOL} if school else set()) | ({REGION} if region else set())


def is_confidant(person_id: int) -> bool:
    """Whether a person reads for the regional service: an organiser who was made confidant."""
    held = select(Confidant.person_id).join(Membership, Membership.person_id == Confidant.person_id)
    return db.session.scalar(held.where(*_organises(), Confidant.person_id == person_id).limit(1)) is not None


def for_school(person_id: int) -> list[Report]:
    """What students told the schools of which this person is a coordinator, newest first."""
    schools = select(Membership.institution_id).where(*_coordinates(), Membership.person_id == person_id)
    return _reports(Report.to_school, Report.institution_id.in_(schools))


def for_region(person_id: int) -> list[Report]:
    """What students told the regional service, newest first; nothing for who is no confidant."""
    return _reports(Report.to_region) if is_confidant(person_id) else []


def report_of(report_id: int, side: str, person_id: int) -> Report:
    """A report for somebody who reads it for the school or for the region."""
    readable = for_school(person_id) if side == SCHOOL else for_region(person_id)
    found = next((report for report in readable if report.id == report_id), None)
    if found is None:
        raise NotFound
    return found


def number(since: datetime, until: datetime) -> int:
    """How many reports there were in a time."""
    found = select(func.count(Report.id)).where(Report.reported_at >= since, Report.reported_at < until)
    return db.session.scalar(found) or 0


def _reports(*conditions: Any) -> list[Report]:
    steps = selectinload(Report.steps).joinedload(ReportStep.person)
    found = select(Report).where(*conditions).options(joinedload(Report.organisation), steps)
    return list(db.session.scalars(found.order_by(Report.reported_at.desc(), Report.id.desc())))


def _coordinates() -> tuple[Any, ...]:
    return Membership.role == COORDINATOR, Membership.ended_at.is_(None)


def _organises() -> tuple[Any, ...]:
    return Membership.role == ORGANISER, Membership.ended_at.is_(None)
