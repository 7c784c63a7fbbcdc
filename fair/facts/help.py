"""What has happened to calls for help."""

from dataclasses import dataclass


@dataclass(frozen=True)
class HelpChanged:
    """A booth asked for help or organisers called it, or such a call was answered or closed."""

    booth_id: int
