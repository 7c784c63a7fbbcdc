"""A stand, live: its preview follows who types, and what is published shows at once."""

from flask import Flask

from app import clock, live
from app.db import after_commit
from fair.facts import BoothChanged
from fair.forms.stand import PreviewForm
from fair.queries import lobby
from fair.queries.booths import own_booth
from fair.rules import booking as booking_rules
from fair.rules import stand as rules


@live.command("stand:preview", PreviewForm)
def preview(person_id: int, form: PreviewForm) -> None:
    """Draw what is typed as students would see it; nothing is kept."""
    booth = own_booth(form.booth_id.data, person_id)
    said = rules.with_files(form.content(), [])
    live.patch(f"person:{person_id}", "stand/_preview.html", booth=booth, said=said)


@after_commit(BoothChanged)
def show_stand(fact: BoothChanged) -> None:
    """The booth page and the card on the square, for whoever looks at them."""
    if lobby.shows_booth(fact.booth_id):
        booth, now = lobby.booth(fact.booth_id), clock.now()
        phase = booking_rules.phase(booth.fair, now)
        live.patch(f"booth:{booth.id}", "stand/_plate.html", booth=booth, phase=phase, now=now)
        live.patch(f"booth:{booth.id}", "stand/_who.html", booth=booth, staff=lobby.staff(booth.id))
        live.patch(f"fair:{booth.fair_id}", "stand/_card.html", booth=booth)


def init_app(app: Flask) -> None:
    """Loading this module is enough: the command and the listener are in place."""
