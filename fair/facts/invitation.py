"""What has happened to invitations of employers."""

from dataclasses import dataclass


@dataclass(frozen=True)
class EmployerInvited:
    """An organiser asked an employer to come to a fair."""

    invitation_id: int


@dataclass(frozen=True)
class InvitationUsed:
    """An employer that was invited has a booth now, or asked for one."""

    invitation_id: int
    booth_id: int
