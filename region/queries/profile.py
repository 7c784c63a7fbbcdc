"""What is read of a student's own profile and menu card."""

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from app.db import db
from app.errors import NotFound
from region.models import Programme, SkillsCard, StudentProfile


def own_profile(person_id: int) -> StudentProfile:
    """A student's own profile, with programme and school."""
    found = select(StudentProfile).where(StudentProfile.person_id == person_id)
    programme = joinedload(StudentProfile.programme, innerjoin=True)
    profile = db.session.scalar(found.options(programme.joinedload(Programme.institution, innerjoin=True)))
    if profile is None:
        raise NotFound
    return profile


def card(person_id: int) -> SkillsCard | None:
    """What a student wrote on her menu card, if anything."""
    return db.session.get(SkillsCard, person_id)
