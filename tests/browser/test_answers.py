"""The page that answers a form stays when the line comes up: what was typed, and what is wrong."""


def test_what_was_typed_stays_when_a_form_comes_back(open_as):
    bram = open_as("bram", "/organisatie/beurzen/nieuw")
    bram.get_by_label("Naam van de beurs").fill("Stagebeurs voorjaar")
    bram.get_by_label("Dag", exact=True).fill("2027-03-28")
    bram.get_by_label("Opent om").fill("02:30")
    bram.get_by_role("button", name="Bewaar de beurs").click()
    bram.wait_for_selector("html[data-answer][data-line=up]")
    bram.wait_for_load_state("networkidle")
    assert "Deze tijd bestaat niet" in bram.locator(".errsum").inner_text()
    assert bram.get_by_label("Naam van de beurs").input_value() == "Stagebeurs voorjaar"
    assert bram.get_by_label("Opent om").input_value() == "02:30"
