"""Two people hold a video talk: they see each other move, one loads the page anew, and text always works."""

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import expect

from tests.browser.conftest import PHONE
from tests.browser.gallery import ALL, AXE
from tests.browser.site import wait_for_line
from tests.browser.words import _

PIXELS = """video => {
  const canvas = Object.assign(document.createElement("canvas"), { width: 64, height: 48 })
  const pen = canvas.getContext("2d")
  pen.drawImage(video, 0, 0, 64, 48)
  return [...pen.getImageData(0, 0, 64, 48).data].join()
}"""
IN = 20_000  # a connection may take a while on a busy machine


def book(site, open_as, who, slot):
    """Somebody books a time; gives the address of the room."""
    page = open_as(who, f"/stands/{site.world['care_booth']}?tijd={slot}")
    wait_for_line(page)
    page.locator("#press").click()
    expect(page.locator(f"#slot-{slot}")).to_have_attribute("data-state", "mine")
    page.goto("/mijn-dag")
    address = page.locator("a[href^='/gesprek/']").first.get_attribute("href")
    page.context.close()
    return address


@pytest.fixture(scope="module")
def rooms():
    """The addresses of rooms by who booked them."""
    return {}


@pytest.fixture
def room(site, open_as, rooms):
    """The room of Yara's talk with Sanne."""
    if "yara" not in rooms:
        rooms["yara"] = book(site, open_as, "yara", site.world["sanne_slots"][0])
    return rooms["yara"]


def big(page):
    return page.locator("[data-big]")


def sees_the_other_move(page):
    """The other side's picture is there, with its sound on, and changes."""
    expect(page.locator("[data-conn-words]")).to_have_text(_("You are connected."), timeout=IN)
    expect(big(page)).to_be_visible(timeout=IN)
    seen = set()
    for _try in range(50):
        if big(page).evaluate("video => video.videoWidth"):
            seen.add(big(page).evaluate(PIXELS))
        if len(seen) > 1:
            break
        page.wait_for_timeout(200)
    assert len(seen) > 1, "The picture stands still."
    assert not big(page).evaluate("video => video.muted")


def press(page, name):
    button = page.locator(f"[data-press={name}]")
    button.click()
    return button


def test_two_people_hold_a_video_talk(room, open_as):
    yara, sanne = open_as("yara", room, **PHONE), open_as("sanne", room)
    expect(yara.get_by_text(_("You will be let in in a moment."))).to_be_visible(timeout=IN)
    expect(yara.locator("[data-check=camera][data-is=yes]")).to_be_visible(timeout=IN)
    expect(yara.locator("[data-check=mic][data-is=yes]")).to_be_visible(timeout=IN)
    expect(yara.locator("[data-level] i.on").first).to_be_visible(timeout=IN)  # the fake microphone beeps
    sanne.get_by_role("button", name=_("Let %(name)s in", name="Yara")).click()
    for page in (yara, sanne):
        sees_the_other_move(page)
    expect(sanne.locator("[data-press=screen]")).to_be_visible(timeout=IN)
    for page in (yara, sanne):
        page.evaluate(AXE_SCRIPT)
        assert page.evaluate(AXE, ALL) == []

    # The camera off and on again, without anything being agreed on anew.
    off = press(yara, "camera")
    expect(off).to_have_attribute("aria-pressed", "true")
    expect(sanne.locator("[data-caption]")).to_have_text(_("The camera of %(name)s is off.", name="Yara"))
    expect(big(sanne)).to_be_hidden(timeout=IN)
    press(yara, "camera")
    sees_the_other_move(sanne)
    expect(press(yara, "mic")).to_have_attribute("aria-pressed", "true")
    expect(press(yara, "mic")).to_have_attribute("aria-pressed", "false")

    # A screen instead of the camera.
    press(sanne, "screen")
    expect(yara.locator("[data-caption]")).to_have_text(_("%(name)s shares a screen.", name="Sanne"))
    expect(sanne.locator("[data-press=screen]")).to_have_attribute("aria-pressed", "true")
    press(sanne, "screen")
    expect(yara.locator("[data-caption]")).to_be_hidden(timeout=IN)
    sees_the_other_move(yara)

    # Text beside it.
    sanne.locator("#text").fill("Hoi <b>Yara</b>!")
    sanne.locator("#text").press("Enter")
    expect(yara.locator(".msg")).to_contain_text("Hoi <b>Yara</b>!", timeout=IN)
    expect(sanne.locator("#text")).to_have_value("", timeout=IN)

    # Each of them loads the page anew, and is back; the other one is never asked to do anything.
    yara.reload()
    for page in (yara, sanne):
        sees_the_other_move(page)
    sanne.reload()
    for page in (yara, sanne):
        sees_the_other_move(page)
    expect(yara.locator(".msg")).to_have_count(1)


def test_who_goes_is_waited_for(room, open_as):
    yara, sanne = open_as("yara", room), open_as("sanne", room)
    for page in (yara, sanne):
        sees_the_other_move(page)
    yara.goto("/mijn-dag")
    gone = _("%(name)s is gone for a moment. Reconnecting…", name="Yara")
    expect(sanne.locator("[data-conn-words]")).to_have_text(gone, timeout=IN)
    yara.goto(room)
    for page in (yara, sanne):
        sees_the_other_move(page)


def test_a_second_tab_takes_over(room, open_as):
    yara, sanne = open_as("yara", room), open_as("sanne", room)
    sees_the_other_move(sanne)
    second = yara.context.new_page()
    second.goto(room)
    words = _("You opened this talk in another tab or on another device.")
    expect(yara.get_by_text(words)).to_be_visible(timeout=IN)
    for page in (second, sanne):
        sees_the_other_move(page)
    yara.close()
    second.wait_for_timeout(500)
    sees_the_other_move(sanne)


def test_a_broken_line_is_mended(room, open_as):
    lost = ("WebSocket", "ERR_INTERNET_DISCONNECTED", "ERR_CONNECTION")
    yara, sanne = open_as("yara", room, allow=lost), open_as("sanne", room)
    for page in (yara, sanne):
        sees_the_other_move(page)
    yara.context.set_offline(True)
    down = _("You have no internet. Reconnecting…")
    expect(yara.locator("[data-conn-words]")).to_have_text(down, timeout=60_000)
    yara.context.set_offline(False)
    wait_for_line(yara)
    for page in (yara, sanne):
        sees_the_other_move(page)


def test_without_a_camera_one_goes_on_with_sound(room, open_as):
    yara = open_as("yara", "/mijn-dag")
    yara.add_init_script("""
      const ask = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices)
      navigator.mediaDevices.getUserMedia = async wish => {
        if (wish.video) throw new DOMException("no", "NotAllowedError")
        return ask(wish)
      }""")
    yara.goto(room)
    sanne = open_as("sanne", room)
    expect(yara.get_by_text(_("We cannot use your camera"))).to_be_attached(timeout=IN)
    expect(yara.locator("[data-check=mic][data-is=yes]")).to_be_attached(timeout=IN)
    sees_the_other_move(yara)
    expect(sanne.locator("[data-caption]")).to_have_text(_("The camera of %(name)s is off.", name="Yara"))
    assert sanne.evaluate(
        "document.querySelector('[data-big]').srcObject.getAudioTracks().some(each => !each.muted)"
    )


def test_text_works_without_javascript(room, open_as):
    yara = open_as("yara", room, java_script_enabled=False)
    expect(yara.locator("noscript .banner")).to_be_visible(timeout=IN)
    yara.locator("#text").fill("Zonder script")
    yara.get_by_role("button", name=_("Send the message")).click()
    expect(yara.locator(".msg.me").last).to_contain_text("Zonder script")
