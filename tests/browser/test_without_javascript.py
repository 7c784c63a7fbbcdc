"""The whole walk with JavaScript switched off: ordinary forms, ordinary pages."""

from datetime import date, timedelta

from playwright.sync_api import expect

from tests.browser.words import _
from tests.factories import PASSWORD

NO_SCRIPT = {"java_script_enabled": False}
TODAY = date.today()


def state_of(page, slot):
    return page.locator(f"#slot-{slot}")


def press(page, label, **values):
    page.get_by_role("button", name=_(label, **values)).first.click()


def test_signing_in_filtering_booking_moving_cancelling(site, open_as):
    first, second = site.world["sanne_slots"][2:4]
    page = open_as(None, "/mijn-dag", **NO_SCRIPT)
    page.get_by_label(_("E-mail address")).fill(site.emails["noor"])
    page.get_by_label(_("Password")).fill(PASSWORD)
    press(page, "Sign in")
    expect(page).to_have_url(f"{site.url}/mijn-dag")

    # The lobby filters by form.
    page.goto("/beurs")
    page.get_by_label(_("Search for a company or a profession")).fill("Rijnoever")
    press(page, "Search")
    expect(page.locator(".stand")).to_have_count(1)
    page.get_by_role("link", name="Zorggroep Rijnoever").click()

    # Book, undo, book again.
    for last in ("undone", "kept"):
        state_of(page, first).click()
        page.get_by_label(_("What do you want to talk about?")).fill("Kan ik in de avond werken?")
        page.locator("#press").click()
        expect(state_of(page, first)).to_have_attribute("data-state", "mine")
        if last == "undone":
            press(page, "Undo")
            page.goto(f"/stands/{site.world['care_booth']}")
            expect(state_of(page, first)).to_have_attribute("data-state", "free")

    # Move to another time, then call it off on a page that says what happens.
    state_of(page, second).click()
    page.locator("#press").click()
    expect(state_of(page, second)).to_have_attribute("data-state", "mine")
    expect(state_of(page, first)).to_have_attribute("data-state", "free")
    page.get_by_role("link", name=_("Cancel the talk")).first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text(_("Are you sure?"))
    press(page, "Cancel the talk")
    expect(page.locator("#notices")).to_contain_text(
        _("The talk is off. The time is free for somebody else.")
    )


def test_from_the_desk_to_the_counter(site, open_as):
    world, slot = site.world, site.world["sanne_slots"][0]
    counter = open_as(None, "/teller", **NO_SCRIPT)
    headline = counter.locator("#counter .big-n")
    agreed = int(headline.inner_text())

    student = open_as("yara", f"/stands/{world['care_booth']}?tijd={slot}", **NO_SCRIPT)
    student.locator("#press").click()
    expect(state_of(student, slot)).to_have_attribute("data-state", "mine")

    desk = open_as("sanne", f"/balie/{world['care_booth']}", **NO_SCRIPT)
    desk.locator(".qitem", has_text="Yara").get_by_role("link").click()
    press(desk, "Is here")
    desk.get_by_label(_("Notes on %(name)s", name="Yara")).fill("Belt morgen terug.")
    press(desk, "Save")
    expect(desk.get_by_label(_("Notes on %(name)s", name="Yara"))).to_have_value("Belt morgen terug.")
    desk.get_by_label(_("Which internship place?")).select_option(str(world["place"]))
    desk.get_by_label(_("From when?")).fill(f"{TODAY + timedelta(days=70)}")
    press(desk, "Send a proposal to %(name)s", name="Yara")
    desk.get_by_role("link", name=_("See the placement")).click()

    student.goto("/mijn-dag")
    student.get_by_role("link", name=_("View proposal")).click()
    press(student, "Yes, I want this")
    school = open_as("fatima", "/werk", **NO_SCRIPT)
    school.locator("#work li", has_text="Yara").get_by_role("link").click()
    press(school, "Approve")
    sign = _("Sign version %(version)s", version=1)
    for page, label in ((student, _("Sign")), (desk, sign), (school, sign)):
        page.goto(desk.url)
        button = page.get_by_role("button", name=label, exact=True)
        button.click()
        expect(button).to_have_count(0)
    counter.reload()
    expect(headline).to_have_text(str(agreed + 1))


def test_an_organiser_plans_and_opens_a_fair(site, open_as):
    page = open_as("bram", "/organisatie/beurzen/nieuw", **NO_SCRIPT)
    day = f"{TODAY + timedelta(days=30)}"
    for label, value in {
        "Name of the fair": "Stagebeurs voorjaar",
        "Day": day,
        "Opens at": "10:00",
        "Closes at": "12:00",
        "A talk lasts": "10",
        "Time between two talks": "5",
        "So many talks may a student book": "4",
        "Booking starts on": f"{TODAY}",
        "Booking starts at": "08:00",
        "Booking ends on": day,
        "Booking ends at": "11:30",
    }.items():
        page.get_by_label(_(label), exact=True).fill(value)
    for level in page.locator("input[name=levels]").all():
        level.check(force=True)
    page.locator("main form button.btn").last.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Stagebeurs voorjaar")

    # A booth for an employer, and a block on its roster.
    fair = page.url
    page.locator("select[name=organisation_id]").select_option(str(site.world["care"]))
    press(page, "Add the booth")
    page.locator("details.menu summary", has_text="Zorggroep Rijnoever").click()
    page.get_by_role("link", name=_("Roster")).click()
    page.get_by_label(_("Who")).select_option(str(site.world["sanne"]))
    page.get_by_label(_("From"), exact=True).fill("10:00")
    page.get_by_label(_("Until"), exact=True).fill("11:00")
    press(page, "Add the block")
    expect(page.locator("#notices")).to_contain_text(
        _("The block is on the roster. Students can book its times.")
    )

    # Open it, and everybody sees it.
    page.goto(fair)
    page.get_by_role("link", name=_("Open the fair")).click()
    press(page, "Open the fair")
    expect(page.locator("#notices")).to_contain_text(_("The fair is open. Everybody sees it."))


def test_a_list_is_tried_and_read_in(open_as):
    page = open_as("bram", "/inlezen", **NO_SCRIPT)
    example = page.context.request.get("/inlezen/voorbeeld/programmes.csv").body()
    ours = example.replace(b"Verzorgende IG", b"Kok").replace(b"25491", b"25180")
    page.locator("input[name=kind][value=programmes]").check(force=True)
    page.locator("input[type=file]").set_input_files(
        {"name": "opleidingen.csv", "mimeType": "text/csv", "buffer": ours}
    )
    press(page, "Try this list")
    expect(page.locator("main")).to_contain_text(_("This was a trial. Nothing has changed."))
    page.locator("form[action^='/inlezen/'] button.btn.block").first.click()
    expect(page.locator("main")).to_contain_text(_("The list is read in."))
