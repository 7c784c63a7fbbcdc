"""The table of all pages: who sees them, and the states in which they are looked at."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from playwright.sync_api import Page

from tests.browser.crawl import TOKEN, Walk

STUDENT, OTHER_STUDENT = "student-mbo3", "student-mbo2"
STAFF, SCHOOL, ORGANISER = "standhouder", "coordinator", "organisator"

# By role, the pages that links lead to. The walk finds an address of each, and a page that is not here.
LINKED = {
    None: """fair.home fair.current fair.lobby fair.booth register.counter security.login reports.new
        fair.participants fair.fair_calendar sessions.index sessions.month sessions.show
        sessions.questions
        sessions.calendar sessions.calendars sessions.as_guest""",
    STUDENT: """mail.notices mail.settings
        fair.home fair.current fair.lobby fair.booth fair.my_day fair.booking fair.ask_cancel
        register.placement register.step:antwoord register.counter
        prepare.favourites prepare.profile prepare.card reports.new fair.participants room.show
        waiting.standby agenda.show fair.booking_calendar fair.fair_calendar
        sessions.index sessions.month sessions.show sessions.mine sessions.room sessions.questions
        sessions.feedback
        sessions.calendar sessions.calendars""",
    STAFF: """mail.notices mail.settings
        fair.home fair.lobby fair.booth desk.index desk.show roster.show stand.edit stand.discard
        roster.shift roster.remove register.placements register.placement register.step:intrekken
        register.counter region.places region.place region.new_place desk.report reports.new
        roster.block handover.show team.show team.remove fair.participants signup.fairs
        roster.request_booth stall.pause room.show group.create wanted.edit agenda.show
        fair.fair_calendar sessions.index sessions.month sessions.show sessions.mine
        sessions.questions
        sessions.calendar sessions.calendars""",
    SCHOOL: """mail.notices mail.settings
        fair.home fair.lobby fair.booth register.work register.placement register.step:terugsturen
        register.step:intrekken register.counter reports.index reports.new fair.participants
        absence.show agenda.show fair.fair_calendar
        sessions.index sessions.month sessions.show sessions.mine sessions.questions
        sessions.room sessions.desk
        sessions.calendar sessions.calendars""",
    ORGANISER: """mail.notices mail.settings mail.post mail.letter
        fair.home fair.current fair.lobby fair.booth organiser.index organiser.fair organiser.create
        organiser.edit organiser.report organiser.close_fair organiser.ask organiser.decline roster.show
        stand.edit roster.shift roster.remove region.imports register.target register.counter
        reports.index reports.new roster.block fair.participants organiser.copy_fair
        organiser.announce_fair organiser.archive_fair organiser.invitations organiser.revoke
        priority.show group.create wanted.edit chat.reported announcement.show
        organiser.stall organiser.close_booth agenda.show fair.fair_calendar sessions.index
        sessions.calendar sessions.calendars
        sessions.month sessions.show sessions.mine planning.index planning.create planning.show planning.edit
        planning.copy planning.cancel planning.drop planning.hand_out planning.figures
        planning.all_figures sessions.room sessions.desk sessions.questions""",
}
FILES = {
    "agenda.own_file",
    "agenda.shared",
    "fair.booking_file",
    "fair.fair_file",
    "mail.letter_file",
    "organiser.report_csv",
    "planning.figures_csv",
    "planning.figures_workbook",
    "organiser.report_workbook",
    "region.faults",
    "region.template",
    "register.counter_file",
    "sessions.atom",
    "sessions.certificate",
    "sessions.file",
    "sessions.material",
    "sessions.series_file",
    "stand.download",
}
SHARED = {
    "sessions.calendar",
    "sessions.calendars",
    "fair.booth",
    "fair.current",
    "fair.fair_calendar",
    "fair.home",
    "fair.lobby",
    "fair.participants",
    "register.counter",
    "reports.new",
    "sessions.index",
    "sessions.mine",
    "sessions.month",
    "sessions.questions",
    "sessions.show",
}
SAME_PAGE = {"fair.current": "fair.lobby", "desk.index": "desk.show", "roster.remove": "roster.shift"}

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


def page_with(kind: str, mark: str) -> Callable[[Walk], str]:
    """The first page of a kind that has this in it."""
    return lambda walk: next(each for each in walk.found[kind] if mark in walk.read(each))


def talk_at_desk(mark: str) -> Callable[[Walk], str]:
    """The desk with the first talk open that has this in it."""

    def find(walk: Walk) -> str:
        desk = walk.found["desk.show"][0].split("?")[0]
        talks = re.findall(r'href="\?gesprek=(\d+)', walk.read(desk))
        return next(each for each in (f"{desk}?gesprek={n}" for n in talks) if mark in walk.read(each))

    return find


def booth_that_shows(sign: str) -> Callable[[Walk], str]:
    """A booth of the square on whose page this stands."""

    def find(walk: Walk) -> str:
        links = dict.fromkeys(re.findall(r'href="(/stands/\d+)"', walk.read("/beurs")))
        return next(booth for booth in links if sign in walk.read(booth))

    return find


def stall_that_shows(sign: str, page: str = "") -> Callable[[Walk], str]:
    """A booth of the board, or a page of it, on whose own page this stands."""

    def find(walk: Walk) -> str:
        links = dict.fromkeys(re.findall(r'href="(/organisatie/stands/\d+)"', walk.read("/organisatie")))
        return next(stall for stall in links if sign in walk.read(stall)) + page

    return find


def room(which: int, page: str = "gesprek") -> Callable[[Walk], str]:
    """The room, or another page, of a talk of the day: the first is over, the last is still to come."""

    def find(walk: Walk) -> str:
        talks = re.findall(r"[?]gesprek=(\d+)#open", walk.read(walk.found["desk.show"][0]))
        return f"/{page}/{talks[which]}"

    return find


def session_with(mark: str) -> Callable[[Walk], str]:
    """The first session of the programme on whose page this stands."""

    def find(walk: Walk) -> str:
        links = dict.fromkeys(re.findall(r'href="(/sessies/\d+)"', walk.read("/sessies")))
        return next(each for each in links if mark in walk.read(each))

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


def unfold(page: Page) -> None:
    """Load a page again and open all that is folded on it."""
    page.reload()
    page.evaluate("document.querySelectorAll('main details').forEach(each => { each.open = true })")


def told_about_itself(walk: Walk) -> str:
    """A booth with a logo and a download."""
    booths = [booth for booth in walk.found["fair.booth"] if "/beeld/" in walk.read(booth)]
    return booths[0]


def send_faulty_stand(page: Page) -> None:
    """A stand without a sentence, with a link that is none and a logo that is no picture."""
    page.locator("#slogan").fill("")
    page.locator("#link_url_0").fill("http://zorg.example")
    file = {"name": "logo.png", "mimeType": "image/png", "buffer": b"<html>"}
    page.locator("#logo").set_input_files(file)
    page.locator("button[value=publish]").click()


def try_list(kind: str, text: str) -> Callable[[Page], None]:
    """Bring a list to the page on which lists are tried."""

    def act(page: Page) -> None:
        page.locator(f"input[name=kind][value={kind}]").check(force=True)
        file = {"name": "lijst.csv", "mimeType": "text/csv", "buffer": text.encode()}
        page.locator("main input[type=file]").set_input_files(file)
        page.locator("main form button.btn").first.click()

    return act


def shorten(page: Page) -> None:
    """Let a block begin at the end of the fair but one talk, past what is booked."""
    ends = page.locator("#ends").input_value()
    hour, minute = map(int, ends.split(":"))
    first = (hour * 60 + minute - 15) % (24 * 60)
    page.locator("#starts").fill(f"{first // 60:02d}:{first % 60:02d}")
    page.locator("main form button.btn").first.click()


def invite(page: Page) -> None:
    """Make a link for a new colleague."""
    page.locator("#email").fill("nieuw@rijnoever.example")
    page.locator("#invite-form button").click()


def make_address(page: Page) -> None:
    """Make the address of one's own calendar."""
    page.locator("#subscription form button").first.click()


STANDBY = "form[data-command='standby:start']"
INVITATIONS = "/organisatie/beurzen/2/uitnodigingen"


def invitation(name: str, taken_back: bool = False) -> Callable[[Walk], str]:
    """Where a link leads that the organiser has just made for a new employer."""

    def make(walk: Walk) -> str:
        organiser = Walk(walk.base, walk.routes)
        organiser.enter_as(ORGANISER)
        token = TOKEN.search(organiser.read(INVITATIONS))
        assert token
        page = organiser.read(INVITATIONS, {"csrf_token": token[1], "name": name, "organisation_id": "0"})
        if taken_back:
            newest = max(int(number) for number in re.findall(r"/uitnodigingen/(\d+)/intrekken", page))
            organiser.read(f"/organisatie/uitnodigingen/{newest}/intrekken", {"csrf_token": token[1]})
        link = re.search(r'value="[^"]*(/uitnodiging/[^"]+)"', page)
        assert link
        return link[1]

    return make


def in_letter(kind: str, which: int = 0) -> Callable[[Walk], str]:
    """Where the link leads in one of the letters of this kind; the newest is the first."""

    def find(walk: Walk) -> str:
        organiser = Walk(walk.base, walk.routes)
        organiser.enter_as(ORGANISER)
        rows = organiser.read("/post").split('<li class="card notice-row"')[1:]
        letters = [re.search(r"/post/\d+", row) for row in rows if f'data-kind="{kind}"' in row]
        letter = letters[which]
        assert letter
        link = re.search(r"https?://[^/\s]+(/[^\s<]+)", organiser.read(letter[0]))
        assert link
        return link[1].replace("&amp;", "&")

    return find


def guest_of(name: str, confirms: bool = False) -> Callable[[Walk], str]:
    """The link in the letter to somebody who asked to come as a guest; used already if she confirms."""

    def ask(walk: Walk) -> str:
        guest, form = Walk(walk.base, walk.routes), walk.found["sessions.as_guest"][0]
        token = TOKEN.search(guest.read(form))
        assert token
        said = {"csrf_token": token[1], "name": name, "email": f"{name.lower()}@thuis.example"}
        guest.read(form, said)
        link = in_letter("guest-asked")(walk)
        if confirms:
            guest.read(link, {"csrf_token": token[1]})
        return link

    return ask


def asking(walk: Walk) -> str:
    """The page on which a desk asks for help."""
    return walk.found["desk.show"][0].split("?")[0] + "/hulp"


def announced(words: str) -> Callable[[Walk], str]:
    """The page before an announcement goes out, which then stands for a quarter of an hour."""

    def find(walk: Walk) -> str:
        there = walk.found["announcement.show"][0]
        now = re.search(r"<h1[^>]*>[^<]*?(\d\d)[.:](\d\d)", walk.read("/organisatie"))
        assert now
        soon = (int(now[1]) * 60 + int(now[2]) + 15) % (24 * 60)
        number = there.split("/")[3]
        said = f"fair_id={number}&audience=students&words={words.replace(' ', '+')}"
        return f"{there}/bekijken?{said}&until={soon // 60:02d}:{soon % 60:02d}"

    return find


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
    Exhibit("fair.booth", STUDENT, time_that_is("reserved"), "kept time"),
    Exhibit("group.create", STAFF, linked("group.create"), "group talk with faults", send_empty()),
    Exhibit("fair.booth", STUDENT, time_that_is("offered"), "held for me"),
    Exhibit("fair.booth", STAFF, time_that_is("free"), "free time"),
    Exhibit("fair.booth", STUDENT, booth_that_shows('class="pausebar'), "booth with a pause"),
    Exhibit("fair.booth", STUDENT, booth_that_shows('id="join-'), "queue to join"),
    Exhibit("fair.booth", OTHER_STUDENT, booth_that_shows('id="leave-'), "place in a queue"),
    Exhibit("fair.my_day", OTHER_STUDENT, "/mijn-dag", "day with a queue"),
    Exhibit("agenda.show", STUDENT, "/agenda", "address of one's own", make_address),
    Exhibit("help.ask", STAFF, asking, "ask for help"),
    Exhibit("help.ask", STAFF, asking, "a line too long", send_empty(words="x" * 121), 422),
    Exhibit("organiser.index", ORGANISER, "/organisatie?sector=zorg&aandacht=help", "filtered board"),
    Exhibit(
        "organiser.stall", ORGANISER, page_with("organiser.stall", 'id="end-call-'), "booth that is called"
    ),
    Exhibit("organiser.stall", ORGANISER, stall_that_shows("/heropenen"), "booth that is closed"),
    Exhibit(
        "organiser.stall",
        ORGANISER,
        linked("organiser.stall"),
        "call without words",
        send_empty("#call-booth"),
        422,
    ),
    Exhibit(
        "organiser.close_booth",
        ORGANISER,
        linked("organiser.close_booth"),
        "no reason to close",
        send_empty("#close-booth"),
        422,
    ),
    Exhibit("organiser.reopen_booth", ORGANISER, stall_that_shows("/heropenen", "/heropenen")),
    Exhibit("fair.booth", None, booth_that_shows('class="pausebar mt-4"'), "closed booth"),
    Exhibit("announcement.look", ORGANISER, announced("Tot straks"), "announcement to send"),
    Exhibit("announcement.show", ORGANISER, announced(""), "announcement with faults"),
    Exhibit("room.show", STAFF, room(0), "talk that is over"),
    Exhibit("room.show", STAFF, room(-1), "talk to come"),
    Exhibit("room.show", STUDENT, linked("room.show"), "no text", send_empty("form[data-clears]"), 422),
    Exhibit("stall.pause", STAFF, linked("stall.pause"), "late pause", send_empty(until="00:00"), 422),
    Exhibit(
        "security.login", None, "/inloggen", "sign-in fails", send_empty(email="a@b.example", password="x")
    ),
    Exhibit(
        "waiting.standby",
        STUDENT,
        linked("waiting.standby"),
        "no time chosen",
        send_empty(STANDBY, until=""),
        422,
    ),
    Exhibit("organiser.create", ORGANISER, "/organisatie/beurzen/nieuw", "fair with faults", send_empty()),
    Exhibit("organiser.ask", ORGANISER, linked("organiser.ask"), "question with faults", send_empty()),
    Exhibit("region.imports", ORGANISER, "/inlezen", "no file", send_empty()),
    Exhibit("fair.booth", None, told_about_itself, "booth with a logo"),
    Exhibit("stand.edit", STAFF, linked("stand.edit"), "booth with faults", send_faulty_stand),
    Exhibit("roster.show", STAFF, linked("roster.show"), "block with faults", send_empty()),
    Exhibit("roster.shift", STAFF, linked("roster.shift"), "change that touches talks", shorten),
    Exhibit("roster.block", STAFF, linked("roster.block"), "blocked time with faults", send_empty()),
    Exhibit(
        "handover.show",
        STAFF,
        room(-1, "gesprekken"),
        "no reason",
        send_empty("#call-off form"),
        422,
    ),
    Exhibit("team.show", STAFF, "/team", "a new link", invite),
    Exhibit("team.show", STAFF, "/team", "no address", send_empty("#invite-form")),
    Exhibit("error", None, "/uitnodiging/team/weg", "no such invitation", status=404),
    Exhibit("region.new_place", STAFF, "/stageplekken/nieuw", "place with faults", send_empty()),
    Exhibit("organiser.open_fair", ORGANISER, "/organisatie/beurzen/2/openen"),
    Exhibit("organiser.take_back_fair", ORGANISER, "/organisatie/beurzen/2/terugnemen"),
    Exhibit(
        "organiser.copy_fair", ORGANISER, linked("organiser.copy_fair"), "copy with faults", send_empty()
    ),
    Exhibit("organiser.invitations", ORGANISER, INVITATIONS, "invite nobody", send_empty()),
    Exhibit("organiser.invitations", ORGANISER, INVITATIONS, "fresh link", send_empty(name="Atelier Een")),
    Exhibit("signup.invitation", None, invitation("Atelier Twee")),
    Exhibit("signup.invitation", None, invitation("Atelier Drie"), "join with faults", send_empty()),
    Exhibit("signup.invitation", None, invitation("Atelier Vier", taken_back=True), "taken back", status=410),
    Exhibit("signup.invitation", STUDENT, invitation("Atelier Vijf"), "not for me", status=403),
    Exhibit("sessions.index", None, "/sessies?thema=zzzz", "no session found"),
    Exhibit("sessions.show", OTHER_STUDENT, session_with('id="come_in-'), "session that is on"),
    Exhibit("sessions.show", STUDENT, session_with('/zaal"'), "session that I am in"),
    Exhibit(
        "sessions.room", STUDENT, linked("sessions.room"), "no question", send_empty("form[data-clears]"), 422
    ),
    Exhibit("sessions.desk", ORGANISER, linked("sessions.desk"), "desk with all of it", unfold),
    Exhibit(
        "sessions.desk", ORGANISER, linked("sessions.desk"), "nobody appointed", send_empty("#appoint"), 422
    ),
    Exhibit("sessions.room", STUDENT, linked("sessions.room"), "no idea", send_empty("[id^=hand-in-]"), 422),
    Exhibit(
        "sessions.room", STUDENT, linked("sessions.room"), "no message", send_empty("form[id^=say-]"), 422
    ),
    Exhibit(
        "sessions.desk",
        ORGANISER,
        linked("sessions.desk"),
        "poll with faults",
        send_empty("#new-poll form"),
        422,
    ),
    Exhibit("sessions.show", STUDENT, session_with('id="sign_up-'), "session to sign up for"),
    Exhibit("sessions.show", OTHER_STUDENT, session_with('class="pill info"'), "session to wait for"),
    Exhibit("sessions.show", None, session_with("awning big rolled"), "session called off"),
    Exhibit("sessions.show", STUDENT, session_with('id="not-welcome"'), "session for others"),
    Exhibit("sessions.as_guest", None, linked("sessions.as_guest"), "guest with faults", send_empty()),
    Exhibit("sessions.guest_asked", None, lambda walk: walk.found["sessions.as_guest"][0] + "/post"),
    Exhibit("sessions.confirm", None, guest_of("Kees")),
    Exhibit("sessions.confirm", None, guest_of("Truus", confirms=True), "link of a guest used", status=410),
    Exhibit("sessions.way_in", None, in_letter("guest-way-in")),
    Exhibit("planning.create", ORGANISER, "/organisatie/sessies/nieuw", "session with faults", send_empty()),
    Exhibit("sessions.show", STUDENT, session_with('id="afterwards-'), "session that one was at"),
    Exhibit("sessions.feedback", STUDENT, linked("sessions.feedback"), "answers with faults", send_empty()),
    Exhibit("planning.hand_out", ORGANISER, linked("planning.hand_out"), "nothing to hand out", send_empty()),
    Exhibit("planning.figures", ORGANISER, page_with("planning.figures", "bars-table"), "answers shown"),
    Exhibit("planning.cancel", ORGANISER, linked("planning.cancel"), "no reason to call off", send_empty()),
    Exhibit("register.students", SCHOOL, "/werk/studenten"),
    Exhibit("region.trial", ORGANISER, "/inlezen", "new rows", try_list("programmes", NEW_PROGRAMME)),
    Exhibit(
        "region.trial",
        ORGANISER,
        "/inlezen",
        "faulty rows",
        try_list("programmes", NEW_PROGRAMME + ";x\n;;;"),
    ),
    Exhibit(
        "register.step", STAFF, linked("register.step:intrekken"), "withdrawal without reason", send_empty()
    ),
    Exhibit("fair.booking", STUDENT, page_with("fair.booking", 'id="reply-to-'), "after the talk"),
    Exhibit("fair.booking", OTHER_STUDENT, page_with("fair.booking", 'id="say-'), "what do you want"),
    Exhibit("desk.show", STAFF, talk_at_desk('id="refuse-'), "student asks for a place"),
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
