"""The table of all pages: who sees them, and the states in which they are looked at."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from playwright.sync_api import Page

from tests.browser.crawl import Walk

STUDENT, STAFF, SCHOOL, ORGANISER = "student-mbo3", "standhouder", "coordinator", "organisator"

# By role, the pages that links lead to. The walk finds an address of each, and a page that is not here.
LINKED = {
    None: "fair.home fair.current fair.lobby fair.booth register.counter security.login reports.new",
    STUDENT: """fair.home fair.current fair.lobby fair.booth fair.my_day fair.booking fair.ask_cancel
        prepare.favourites prepare.profile prepare.card reports.new
        register.placement register.step:antwoord register.step:intrekken register.counter""",
    STAFF: """fair.home fair.lobby fair.booth desk.index desk.show roster.show roster.edit roster.shift
        roster.remove register.placements register.placement register.step:intrekken register.counter
        region.places region.place region.new_place reports.new""",
    SCHOOL: """reports.index reports.new fair.home fair.lobby fair.booth register.work register.placement
        register.step:terugsturen
        register.step:intrekken register.counter""",
    ORGANISER: """fair.home fair.current fair.lobby fair.booth organiser.index organiser.fair organiser.create
        organiser.edit organiser.close_fair organiser.ask organiser.decline roster.show roster.edit
        roster.shift roster.remove region.imports register.target register.counter reports.index
        reports.new chat.reported""",
}
FILES = {"register.counter_file", "fair.booking_file", "fair.my_day_file", "region.template", "region.faults"}
SHARED = {"fair.home", "fair.current", "fair.lobby", "fair.booth", "register.counter", "reports.new"}
SAME_PAGE = {"fair.current": "fair.lobby", "desk.index": "desk.show"}

Path = str | Callable[[Walk], str]


@dataclass(frozen=True)
class Exhibit:
    """A page: its kind, who opens it, where, what to do there first, and the status it answers with."""

    kind: str
    who: str | None
    path: Path
    name: str = ""
    act: Callable[[Page], Any] | None = None
    status: int = 200

    @property
    def label(self) -> str:
        """How tests name it."""
        return f"{self.who or 'visitor'}-{self.name or self.kind}"

    def address(self, walk: Walk) -> str:
        """Where it is in this world."""
        return self.path if isinstance(self.path, str) else self.path(walk)


def linked(kind: str) -> Callable[[Walk], str]:
    """The first address of a kind that links lead to."""
    return lambda walk: walk.found[kind][0]


def time_that_is(state: str) -> Callable[[Walk], str]:
    """A booth with the sheet of a time in this state."""
    times = re.compile(rf'id="slot-(\d+)"[^>]*data-state="{state}"')

    def find(walk: Walk) -> str:
        for booth in walk.found["fair.booth"]:
            found = times.search(walk.read(booth))
            if found:
                return f"{booth.split('?')[0]}?tijd={found[1]}"
        raise AssertionError(f"No booth has a time that is {state}.")

    return find


def send_empty(form: str = "main form[method=post]", **values: str) -> Callable[[Page], None]:
    """Send a form with nothing filled in but these, past what the browser itself would refuse."""

    def act(page: Page) -> None:
        page.evaluate(
            """([selector, values]) => {
              const form = document.querySelector(selector)
              form.noValidate = true
              delete form.dataset.command
              for (const field of form.querySelectorAll("input:not([type=hidden]), textarea"))
                ["checkbox", "radio"].includes(field.type) ? (field.checked = false) : (field.value = "")
              for (const [name, value] of Object.entries(values)) form.elements[name].value = value
              form.requestSubmit()
            }""",
            [form, values],
        )

    return act


def try_list(kind: str, text: str) -> Callable[[Page], None]:
    """Bring a list to the page on which lists are tried."""

    def act(page: Page) -> None:
        page.locator(f"input[name=kind][value={kind}]").check(force=True)
        file = {"name": "lijst.csv", "mimeType": "text/csv", "buffer": text.encode()}
        page.locator("main input[type=file]").set_input_files(file)
        page.locator("main form button.btn").first.click()

    return act


NEW_PROGRAMME = (
    "school;opleiding;niveau;opleidingscode;sector\nmboRijnland;Kok;mbo 3;25180;Horeca en toerisme"
)

STATES = [
    Exhibit("error", None, "/geen-pagina", "error 404", status=404),
    Exhibit("error", STUDENT, "/afspraken/999999", "not mine", status=404),
    Exhibit("error", STAFF, "/organisatie", "not my role", status=404),
    Exhibit("fair.lobby", None, "/beurs?q=zzzz", "nothing found"),
    Exhibit("fair.lobby", STUDENT, "/beurs?niveau=mbo3&sector=zorg", "filtered"),
    Exhibit("fair.booth", None, time_that_is("free"), "free time"),
    Exhibit("fair.booth", STUDENT, time_that_is("free"), "free time"),
    Exhibit("fair.booth", STUDENT, time_that_is("mine"), "my time"),
    Exhibit("fair.booth", STUDENT, time_that_is("taken"), "taken time"),
    Exhibit("fair.booth", STUDENT, time_that_is("past"), "past time"),
    Exhibit("fair.booth", STAFF, time_that_is("free"), "free time"),
    Exhibit(
        "security.login", None, "/inloggen", "sign-in fails", send_empty(email="a@b.example", password="x")
    ),
    Exhibit("organiser.create", ORGANISER, "/organisatie/beurzen/nieuw", "fair with faults", send_empty()),
    Exhibit("organiser.ask", ORGANISER, linked("organiser.ask"), "question with faults", send_empty()),
    Exhibit("region.imports", ORGANISER, "/inlezen", "no file", send_empty()),
    Exhibit("roster.edit", STAFF, linked("roster.edit"), "booth with faults", send_empty()),
    Exhibit("roster.show", STAFF, linked("roster.show"), "block with faults", send_empty()),
    Exhibit("region.new_place", STAFF, "/stageplekken/nieuw", "place with faults", send_empty()),
    Exhibit("roster.request_booth", STAFF, "/beurs/2/stand-aanvragen"),
    Exhibit("organiser.open_fair", ORGANISER, "/organisatie/beurzen/2/openen"),
    Exhibit("register.students", SCHOOL, "/werk/studenten"),
    Exhibit("region.trial", ORGANISER, "/inlezen", "new rows", try_list("programmes", NEW_PROGRAMME)),
    Exhibit(
        "region.trial",
        ORGANISER,
        "/inlezen",
        "faulty rows",
        try_list("programmes", NEW_PROGRAMME + ";x\n;;;"),
    ),
    Exhibit("register.step", STUDENT, linked("register.step:intrekken"), "no reason", send_empty()),
    Exhibit("reports.new", STUDENT, "/meld-stagediscriminatie", "report with faults", send_empty(), 409),
    Exhibit("reports.new", STUDENT, "/meld-stagediscriminatie?kind=stand&number=1", "report on a booth"),
    Exhibit("reports.sent", STUDENT, "/meld-stagediscriminatie/verstuurd"),
    Exhibit(
        "prepare.profile", STUDENT, "/mijn/profiel", "days with a fault", send_empty(days_per_week="9"), 409
    ),
    Exhibit(
        "prepare.card", STUDENT, "/mijn/menukaart", "card with a fault", send_empty(can="123456782"), 409
    ),
]

EXHIBITS = [
    Exhibit(kind, who, linked(kind))
    for who, kinds in LINKED.items()
    for kind in kinds.split()
    if who in (None, STUDENT) or kind not in SHARED
] + STATES
