"""Writing a stand: the preview follows, who watches sees it at once, and no script is needed."""

from io import BytesIO

from PIL import Image
from playwright.sync_api import expect

from tests.browser.site import wait_for_line
from tests.browser.words import _


def a_logo():
    file = BytesIO()
    Image.new("RGB", (400, 200), "navy").save(file, "PNG")
    return {"name": "logo.png", "mimeType": "image/png", "buffer": file.getvalue()}


def test_the_preview_follows_and_watchers_see_what_is_published(site, open_as):
    booth = site.world["care_booth"]
    sanne, yara = open_as("sanne", f"/stands/{booth}/bewerken"), open_as("yara", f"/stands/{booth}")
    for page in (sanne, yara):
        wait_for_line(page)
    preview = sanne.locator(f"#stand-preview-{booth}")
    sanne.locator("#slogan").fill("Zorg dichtbij.")
    sanne.locator("#about").fill("Je leert **veel** van ons.")
    expect(preview).to_contain_text("Zorg dichtbij.")
    expect(preview.locator("strong")).to_have_text("veel")
    expect(yara.locator("#plate")).not_to_contain_text("Zorg dichtbij.")
    sanne.locator("#logo").set_input_files(a_logo())
    sanne.get_by_role("button", name=_("Publish"), exact=True).click()
    expect(sanne.locator("#notices")).to_contain_text(_("Published. This is what students see."))
    expect(yara.locator("#plate")).to_contain_text("Zorg dichtbij.")
    expect(yara.locator("#who strong")).to_have_text("veel")
    logo = yara.locator(".plate-logo")
    expect(logo).to_be_visible()
    assert logo.evaluate("each => each.decode().then(() => each.naturalWidth)") == 400


def test_without_a_script_a_button_shows_the_preview(site, open_as):
    booth = site.world["tech_booth"]
    page = open_as("daan", f"/stands/{booth}/bewerken", java_script_enabled=False)
    page.locator("#slogan").fill("Leer door te doen.")
    page.get_by_role("button", name=_("See a preview")).click()
    expect(page.locator(f"#stand-preview-{booth}")).to_contain_text("Leer door te doen.")
    expect(page.locator("#slogan")).to_have_value("Leer door te doen.")
    page.get_by_role("button", name=_("Save"), exact=True).click()
    expect(page.locator("#notices")).to_contain_text(_("The draft is saved."))
    page.get_by_role("link", name=_("Throw the changes away")).click()
    page.get_by_role("button", name=_("Throw the changes away")).click()
    expect(page.locator("#slogan")).to_have_value("")
