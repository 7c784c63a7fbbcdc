"""The page with the ways to put one thing in one's calendar."""

from flask import render_template

from app import ical
from app.agenda.addresses import Address


def ways(entry: ical.Entry, *, file: str, back: str, shared: Address | None, series: str = "") -> str:
    """The page: a file, a subscription, Google and Outlook.

    `shared` is a calendar for everybody; without it one subscribes to one's own. `series` is a file with all
    times of what comes back.
    """
    return render_template(
        "agenda/add.html",
        entry=entry,
        google=ical.google(entry),
        outlook=ical.outlook(entry),
        at_work=ical.outlook_at_work(entry),
        file=file,
        back=back,
        shared=shared,
        series=series,
    )
