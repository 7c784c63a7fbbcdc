"""Commands of the region: `flask import`, `flask organiser`."""

import os
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import click
from flask import Flask
from flask_babel import gettext as _

from app import clock
from app.errors import Refused
from region.actions import lists, passwords
from region.actions.organisers import add_organiser
from region.actions.reports import end_confidant, make_confidant
from region.queries import lists as queries
from region.rules import fields
from region.rules.compare import Through, emails_in, read_rows
from region.rules.kinds import KINDS
from region.rules.sheets import Fault, Sheet
from region.rules.trial import CHANGED, NEW, SAME, Trial
from region.tables import write


@click.command("import")
@click.argument("kind", type=click.Choice(list(KINDS)))
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--dry-run", is_flag=True, help="Only say what would change.")
@click.option(
    "--passwords",
    "password_file",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Write start passwords for people who have none to this new CSV file.",
)
def import_list(kind: str, file: Path, dry_run: bool, password_file: Path | None) -> None:
    """Read in a list from a CSV or XLSX file: all rows, or none when one is faulty."""
    if password_file and password_file.exists():
        raise click.ClickException(_("%(file)s is there already. Choose another name.", file=password_file))
    try:
        sheet = lists.open_list(kind, file.read_bytes())
        rows, faults = read_rows(sheet, _bar(_("Checking")))
        trial = queries.trial(sheet, rows, faults)
        _report(sheet, trial)
        if not trial.is_ready:
            raise click.exceptions.Exit(1)
        if dry_run:
            click.echo(_("This was a trial. Nothing has changed."))
            return
        lists.write(trial, _bar(_("Reading in")))
        click.echo(_("The list is read in."))
        if password_file:
            _write_passwords(emails_in(rows), password_file)
    except Refused as refusal:
        raise click.ClickException(str(refusal)) from None


@click.command("organiser")
@click.argument("first_name")
@click.argument("last_name")
@click.argument("email")
def organiser(first_name: str, last_name: str, email: str) -> None:
    """Make somebody an organiser, who can do the rest on the pages."""
    try:
        address = fields.email(email)
    except Refused as refusal:
        raise click.ClickException(str(refusal)) from None
    password = add_organiser(first_name=first_name, last_name=last_name, email=address)
    click.echo(_("%(name)s is an organiser now.", name=f"{first_name} {last_name}"))
    if password:
        click.echo(_("Start password: %(password)s", password=password))


@click.command("confidant")
@click.argument("email")
@click.option("--stop", is_flag=True, help="Take the reports away from this person again.")
def confidant(email: str, stop: bool) -> None:
    """Let an organiser read what students report to the regional service."""
    change = end_confidant if stop else make_confidant
    try:
        change(email=fields.email(email), now=clock.now())
    except Refused as refusal:
        raise click.ClickException(str(refusal)) from None
    click.echo(_("Done."))


def _write_passwords(emails: set[str], file: Path) -> None:
    given = passwords.give_start_passwords(emails, renew=False, through=_bar(_("Start passwords")))
    # Only the operator may read it, from the first byte on.
    with os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as handle:
        handle.write(write(*passwords.as_table(given)))
    click.echo(_("Start passwords are in %(file)s. Hand them out, then remove the file.", file=file))


def _bar(label: str) -> Through:
    """Show progress while rows go by."""

    def through(rows: Iterable[Any]) -> Iterator[Any]:
        with click.progressbar(list(rows), label=label) as bar:
            yield from bar

    return through


def _report(sheet: Sheet, trial: Trial) -> None:
    for heading in sheet.unused:
        click.echo(_("Column not used: %(name)s", name=heading))
    for heading in sheet.unused_secret:
        click.echo(_("Column %(name)s may hold citizen service numbers. Take it out.", name=heading))
    for school in trial.new_schools:
        click.echo(_("New school: %(name)s", name=school))
    for fault in trial.faults:
        click.echo(_line(fault))
    for line in trial.changed_lines:
        for change in line.changes:
            what = f"{line.title}, {change.column}: {change.was} → {change.becomes}"
            click.echo(_("Row %(row)s", row=line.number) + f": {what}")
    click.echo(
        _(
            "%(total)s rows: %(new)s new, %(changed)s changed, %(same)s the same, %(faulty)s faulty.",
            total=trial.total,
            new=trial.count(NEW),
            changed=trial.count(CHANGED),
            same=trial.count(SAME),
            faulty=trial.faulty,
        )
    )


def _line(fault: Fault) -> str:
    place = ", ".join(filter(None, (_("Row %(row)s", row=fault.row), fault.column)))
    found = f" “{fault.found}”" if fault.found else ""
    return f"{place}:{found} {fault.reason} {fault.remedy}"


def init_app(app: Flask) -> None:
    """Add the commands."""
    app.cli.add_command(import_list)
    app.cli.add_command(organiser)
    app.cli.add_command(confidant)
