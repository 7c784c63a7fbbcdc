"""Pages of the register: placements, a coordinator's desk, the public counter."""

from flask import Flask
from flask_babel import lazy_gettext as _l

from app import clock, pages
from app.wording import deadline as deadline_words
from register.rules import moves
from register.views.counter import counter, counter_file
from register.views.doors import WAY_OUT
from register.views.placements import blueprint
from register.views.target import target

blueprint.add_url_rule("/teller", view_func=counter)
blueprint.add_url_rule("/teller.csv", view_func=counter_file)
blueprint.add_url_rule("/organisatie/doel", view_func=target, methods=["GET", "POST"])


def init_app(app: Flask) -> None:
    """Put the pages in the menus and give templates the words of the register."""
    app.register_blueprint(blueprint)
    app.jinja_env.globals.update(
        placement_states=moves.STATES,
        said=moves.said,
        way_out=WAY_OUT,
    )
    app.jinja_env.filters.update(
        deadline=lambda moment: deadline_words(moment, clock.today()),
        waits_for=lambda placement: moves.waiting_for(placement, clock.today()),
    )
    pages.add_to_menu(
        "coordinator", 10, "register.work", _l("My work"), "list-checks", also=("register.placement",)
    )
    pages.add_to_menu(
        "employer", 40, "register.placements", _l("Placements"), "signature", also=("register.placement",)
    )
    for role in ("visitor", "student", "employer", "coordinator", "organiser"):
        pages.add_to_menu(
            role, 90, "register.counter", _l("Counter"), "trending-up", also=("register.target",)
        )
