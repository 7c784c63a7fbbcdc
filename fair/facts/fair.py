"""What has happened to a fair."""

from dataclasses import dataclass


@dataclass(frozen=True)
class FairAnnounced:
    """Everybody can read when a fair is and who comes, from now on; perhaps nobody can book yet."""

    fair_id: int


@dataclass(frozen=True)
class FairChanged:
    """A fair was created, edited, opened or closed."""

    fair_id: int
