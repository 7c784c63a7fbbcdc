"""When somebody may leave the team of a booth."""

from flask_babel import ngettext

from app.errors import Refused


def check_nothing_ahead(talks: int) -> None:
    """Refuse to remove somebody with whom students have talks to come."""
    if talks:
        raise Refused(
            ngettext(
                "There is %(num)d talk to come. Give it to a colleague first, or call it off.",
                "There are %(num)d talks to come. Give them to a colleague first, or call them off.",
                talks,
            )
        )
