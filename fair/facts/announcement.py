"""What has happened to announcements."""

from dataclasses import dataclass


@dataclass(frozen=True)
class AnnouncementSaid:
    """An organiser announced something to a group at a fair."""

    announcement_id: int
    fair_id: int


@dataclass(frozen=True)
class AnnouncementEnded:
    """An announcement was withdrawn, or its time is over."""

    announcement_id: int
    fair_id: int
