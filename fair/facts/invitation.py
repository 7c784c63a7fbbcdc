"""What has happened to invitations of employers."""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class EmployerInvited:
    """An organiser asked an employer to come to a fair, or made a new link; the link is kept nowhere."""

    invitation_id: int
    token: str = field(default="", repr=False)


@dataclass(frozen=True)
class InvitationUsed:
    """An employer that was invited has a booth now, or asked for one."""

    invitation_id: int
    booth_id: int
