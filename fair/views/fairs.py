"""What everybody may read about a fair beside its square: who comes, and by which rules."""

from typing import Any

from flask import Flask, current_app, render_template

from app import clock
from app.pages import whole_address
from fair import linked_data
from fair.models import Fair
from fair.queries import lobby
from fair.rules import booking as rules
from fair.rules import states, words
from fair.views.my_day import blueprint


@blueprint.get("/beurs/<int:fair_id>/deelnemers")
def participants(fair_id: int) -> str:
    """All employers with a booth, to read and to print."""
    found = lobby.fair(fair_id)
    booths = lobby.booths(fair_id, lobby.Wish())
    return render_template("fair/participants.html", fair=found, booths=booths, rules=rules)


def fair_phase(fair: Fair) -> str:
    """In which phase a fair is now, for templates."""
    return states.phase(fair, clock.now())


def event(fair: Fair) -> dict[str, Any]:
    """A fair for search engines."""
    return linked_data.event(
        fair,
        page=whole_address("fair.lobby", fair_id=fair.id),
        organiser=current_app.config["SITE_NAME"],
        home=whole_address("fair.home"),
    )


def init_app(app: Flask) -> None:
    """Give templates the phase, the rules in words and the event of a fair."""
    app.jinja_env.globals.update(fair_phase=fair_phase, rules_in_words=words.in_words, fair_event=event)
