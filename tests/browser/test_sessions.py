"""Three people in one session: who asks, who votes, and who keeps order."""

import pytest
from playwright.sync_api import expect

from tests.browser.site import Site, wait_for_line
from tests.browser.words import _
from tests.server import a_place, running

HALF = "En hoe zit het met het "
SOON = 3_000  # milliseconds; votes are told once a second


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    """The cast, a session in which Yara and Milan are, and a small one to come."""
    with a_place(tmp_path_factory.mktemp("sessions")) as place:
        made = place.prepare(0, 5)
        world = made["world"]
        told = place.run("tests.sessions.hall", world["yara"], world["milan"])
        world["session"], world["small"] = map(int, told.split()[-2:])
        with running(place) as server:
            here = Site(server.url, world, made["cookies"], made["emails"], server)
            yield here
            assert "level=error" not in here.log(), here.log()


@pytest.fixture
def three(site, open_as):
    """Yara and Milan in the room, Bram at the desk."""
    there = f"/sessies/{site.world['session']}"
    pages = [
        open_as("yara", there + "/zaal"),
        open_as("milan", there + "/zaal"),
        open_as("bram", there + "/regie"),
    ]
    for page in pages:
        wait_for_line(page)
    return pages


def test_a_question_rises_on_anothers_screen_while_she_types(site, three):
    yara, milan, bram = three
    for page in three:
        expect(page.locator(f"#here-{site.world['session']}")).to_contain_text("3 mensen")
    for words in ("Hoe laat begin je?", "Is het zwaar werk?"):
        ask(milan, words)
        row = asked(bram, words)
        row.get_by_role("button", name=_("Show")).click()
        expect(yara.locator(".qa li", has_text=words)).to_be_visible()
    field = yara.get_by_label(_("What would you like to know?"))
    field.press_sequentially(HALF)
    before = milan.locator(".qa li").all_inner_texts()
    assert "Hoe laat" in before[0]
    vote(bram, "Is het zwaar werk?", site)
    expect(yara.locator(".qa li").first).to_contain_text("Is het zwaar werk?", timeout=SOON)
    expect(field).to_have_value(HALF)
    expect(field).to_be_focused()
    own = yara.locator(".qa li", has_text="Hoe laat").locator("input[type=checkbox]")
    own.check(force=True)
    expect(milan.locator(".qa li", has_text="Hoe laat").locator(".vote b")).to_have_text("2", timeout=SOON)
    expect(own).to_be_checked()
    expect(milan.locator(".qa li", has_text="Hoe laat").locator("input[type=checkbox]")).to_be_disabled()
    own.focus()
    yara.keyboard.press("Space")
    expect(milan.locator(".qa li", has_text="Hoe laat").locator(".vote b")).to_have_text("1", timeout=SOON)
    refused(yara, "Hoe laat")
    pin_and_answer(three)
    expect(field).to_have_value(HALF)


def asked(page, words):
    """The question with these words; others offer them too, to be merged with."""
    return page.locator(".qa li", has=page.locator(".words", has_text=words))


def ask(page, words):
    """Ask something; the field is empty again, and one's own list says that it waits."""
    field = page.get_by_label(_("What would you like to know?"))
    field.fill(words)
    page.get_by_role("button", name=_("Ask")).click()
    expect(field).to_have_value("")
    expect(page.locator("[id^=own-]")).to_contain_text(words)


def vote(bram, words, site):
    """Bram wants to know too, from a window of the room."""
    room = bram.context.new_page()
    room.goto(f"/sessies/{site.world['session']}/zaal")
    wait_for_line(room)
    room.locator(".qa li", has_text=words).locator(".vote").click()
    expect(room.locator(".qa li", has_text=words).locator("input[type=checkbox]")).to_be_checked()
    room.close()


def refused(page, words):
    """A vote for what is not there leaves no tick behind."""
    row = page.locator(".qa li", has_text=words)
    box = row.locator("input[type=checkbox]")
    number = box.evaluate("box => box.form.elements.question_id.value")
    box.evaluate("box => { box.form.elements.question_id.value = 999999 }")
    row.locator(".vote").click()
    expect(page.locator("#notices .danger")).to_be_visible()
    expect(box).not_to_be_checked()
    box.evaluate("(box, number) => { box.form.elements.question_id.value = number }", number)


def pin_and_answer(three):
    """Bram has a question answered now, and then writes what was said."""
    yara, milan, bram = three
    row = asked(bram, "Hoe laat")
    row.get_by_role("button", name=_("Answer now")).click()
    for page in (yara, milan):
        expect(page.locator(".qa li").first).to_contain_text("Hoe laat")
        expect(page.locator(".qa li.pinned")).to_contain_text(_("Answered now"))
        expect(page.locator("[id^=pinned-]")).to_contain_text("Hoe laat")
    row.locator("summary").click()
    answer = row.get_by_label(_("Answer in writing"))
    answer.fill("Om zeven uur.")
    row.get_by_role("button", name=_("Save the answer")).click()
    expect(yara.locator(".answer")).to_contain_text("Om zeven uur.")
    expect(milan.locator("[id^=own-]")).to_contain_text(_("Answered"))


def test_the_programme_moves_by_itself(three):
    yara = three[0]
    first, second = yara.locator(".now > div").nth(1), yara.locator(".now > div").nth(2)
    expect(first).to_be_visible()
    expect(second).to_be_hidden()
    over = first.get_attribute("data-from")
    yara.evaluate(
        """over => { const [, on, after] = document.querySelectorAll(".now > div")
                     on.dataset.until = over; after.dataset.from = over }""",
        over,
    )
    expect(first).to_be_hidden(timeout=SOON)
    expect(second).to_contain_text("Jullie vragen")


def test_bars_move_on_the_screen_of_who_voted(three):
    yara, milan, bram = three
    bram.locator("#new-poll summary").click()
    bram.get_by_label(_("The question of the poll")).fill("Wil je dit werk?")
    bram.get_by_label(_("Answers")).fill("Ja\nNee")
    bram.get_by_role("button", name=_("Prepare"), exact=True).click()
    bram.locator("[id^=desk-poll-]").get_by_role("button", name=_("Open")).click()
    for page in (yara, milan):
        expect(page.locator(".poll")).to_contain_text("Wil je dit werk?")
        expect(page.locator(".votes")).to_have_count(0)
    choose(yara, "Ja")
    expect(yara.locator(".votes tr", has_text="Ja")).to_contain_text("100%")
    expect(milan.locator(".votes")).to_have_count(0)
    choose(milan, "Nee")
    for page in (yara, bram):
        expect(page.locator(".votes tr", has_text="Nee")).to_contain_text("50%", timeout=SOON)
    expect(yara.locator(".poll input:checked")).to_have_value("0")


def choose(page, answer):
    """Vote for an answer."""
    page.locator(".poll .chip", has_text=answer).click()
    page.locator("[id^=vote-] button").click()


def test_what_is_said_comes_by_itself_and_who_is_muted_reads_on(three):
    yara, milan, bram = three
    milan.get_by_label(_("Message")).press_sequentially("Ik vind")
    yara.get_by_label(_("Message")).fill("Mooi verhaal!")
    yara.get_by_role("button", name=_("Send"), exact=True).click()
    expect(yara.get_by_label(_("Message"))).to_have_value("")
    expect(milan.locator(".said")).to_contain_text("Mooi verhaal!")
    expect(milan.locator(".said")).to_contain_text(_("Participant %(number)d", number=1))
    bram.locator(".said").get_by_role("button", name=_("Mute")).click()
    expect(yara.get_by_label(_("Message"))).to_have_count(0)
    bram.locator(".said").get_by_role("button", name=_("Remove")).click()
    expect(milan.locator(".said")).not_to_contain_text("Mooi verhaal!")
    expect(milan.get_by_label(_("Message"))).to_have_value("Ik vind")


def test_the_waiting_list_moves_on_anothers_screen(site, open_as):
    there = f"/sessies/{site.world['small']}"
    yara, milan, noor = (open_as(who, there) for who in ("yara", "milan", "noor"))
    for page in (yara, milan, noor):
        wait_for_line(page)
    yara.get_by_role("button", name=_("Sign me up")).click()
    for page in (milan, noor):
        page.get_by_role("button", name=_("Put me on the waiting list")).click()
        expect(page.locator("section[id^=joining-]")).to_contain_text(_("You wait for a seat"))
    yara.get_by_role("button", name=_("Sign me off")).click()
    expect(milan.locator("section[id^=joining-]")).to_contain_text(_("There is a seat for you"))
    milan.get_by_role("button", name=_("Let it go")).click()
    expect(noor.locator("section[id^=joining-]")).to_contain_text(_("There is a seat for you"))
    noor.get_by_role("button", name=_("Take this seat")).click()
    expect(noor.locator("section[id^=joining-]")).to_contain_text(_("You take part"))
