"""Areas, schools, employers, people's roles, and the places on offer."""

from region.models.area import Area
from region.models.employer import Establishment, Organisation, Recognition
from region.models.membership import COORDINATOR, ORGANISER, STAFF, Membership, TeamInvitation
from region.models.place import Place
from region.models.report import Confidant, Report, ReportStep
from region.models.school import Institution, Programme
from region.models.student import SkillsCard, StudentProfile
from region.models.upload import Upload

__all__ = [
    "COORDINATOR",
    "ORGANISER",
    "STAFF",
    "Area",
    "Confidant",
    "Establishment",
    "Institution",
    "Membership",
    "Organisation",
    "Place",
    "Programme",
    "Recognition",
    "Report",
    "ReportStep",
    "SkillsCard",
    "StudentProfile",
    "TeamInvitation",
    "Upload",
]
