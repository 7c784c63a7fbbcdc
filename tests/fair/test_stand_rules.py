"""What a stand may say, and what it still lacks."""

import re
from pathlib import Path
from time import perf_counter

import pytest

from app.errors import Refused
from app.forms import without_tags
from fair.forms.stand import COLOURS
from fair.models import APPROVED, REQUESTED, Booth, Fair
from fair.models.stand import DOWNLOAD, PICTURE, Stand
from fair.rules import stand as rules
from fair.rules.stand import Received
from tests.conftest import NOW

A, B, C = "a" * 64, "b" * 64, "c" * 64
EMPTY = {
    "slogan": "Kom.",
    "about": "",
    "sector": "zorg",
    "colour": "",
    "logo": "",
    "logo_alt": "",
    "video": "",
    "levels": ["mbo2"],
    "links": [],
    "people": [],
    "questions": [],
    "downloads": [],
}
FAIR = Fair(levels=["mbo2", "hbo"], sectors=["zorg", "ict"])


@pytest.fixture(autouse=True)
def a_page(app):
    """Somebody reads the sentences."""
    with app.test_request_context():
        yield


def received(target, digest=A, title="Folder"):
    return Received(target, title, digest, stored=digest[:8])


def test_new_files_find_their_places_and_empty_rows_go():
    typed = EMPTY | {
        "links": [{"label": "", "url": "https://x.example/a"}, {"label": "", "url": ""}],
        "people": [{"name": n, "role": "", "photo": ""} for n in ("Sanne", "", "Omar")],
        "questions": ["", "Waarom?"],
        "downloads": [{"digest": A, "title": ""}],
    }
    files = [
        received("logo"),
        received("photo:2", B),
        received("download", C),
        received("download", C, "Nog"),
    ]
    said = rules.with_files(typed, files)
    assert said["logo"] == A
    assert said["links"] == [{"label": "x.example", "url": "https://x.example/a"}]
    assert [(each["name"], each["photo"]) for each in said["people"]] == [("Sanne", ""), ("Omar", B)]
    assert said["questions"] == ["Waarom?"]
    assert said["downloads"] == [{"digest": A, "title": "Document"}, {"digest": C, "title": "Nog"}]
    assert typed["people"][2]["photo"] == "", "what was typed is left alone"


@pytest.mark.parametrize(
    ("content", "field"),
    [
        ({"sector": "groen"}, "sector"),
        ({"sector": ""}, "sector"),
        ({"levels": ["mbo2", "wo"]}, "levels"),
        ({"colour": "#ff0000"}, "colour"),
        ({"downloads": [{"digest": A, "title": "x"}] * 6}, "downloads"),
        ({"logo": C}, None),
        ({"logo": B}, None),
        ({"people": [{"name": "S", "role": "", "photo": B}]}, None),
        ({"downloads": [{"digest": A, "title": "x"}]}, None),
    ],
)
def test_what_does_not_fit_is_refused(content, field):
    kept = {(PICTURE, A), (DOWNLOAD, B)}
    with pytest.raises(Refused) as refusal:
        rules.check_content(EMPTY | content, FAIR, kept)
    assert refusal.value.field == field


def test_what_fits_may_be_said():
    content = EMPTY | {"logo": A, "levels": [], "colour": "red", "downloads": [{"digest": B, "title": "x"}]}
    rules.check_content(content, FAIR, {(PICTURE, A), (DOWNLOAD, B)})


@pytest.mark.parametrize(
    ("content", "good"),
    [
        (b"%PDF-1.4 ... %%EOF\n", True),
        (b"%PDF-1.4 ... " + b"x" * 2000, False),
        (b"<html>%PDF-1.4 %%EOF", False),
        (b"PK\x03\x04 %%EOF", False),
        (b"", False),
    ],
)
def test_only_a_pdf_is_a_pdf(content, good):
    if good:
        return rules.check_pdf(content)
    with pytest.raises(Refused, match="alleen PDF"):
        rules.check_pdf(content)


@pytest.mark.parametrize(("version", "by", "refused"), [(3, 7, True), (2, 7, False), (3, 5, False)])
def test_a_colleague_is_not_written_over_unknowingly(version, by, refused):
    stand = Stand(version=version, saved_by_id=by, saved_at=NOW)
    if not refused:
        return rules.check_seen(stand, 2, 5)
    with pytest.raises(Refused, match="Iemand anders"):
        rules.check_seen(stand, 2, 5)


@pytest.mark.parametrize(
    ("fields", "field"), [({"slogan": ""}, "slogan"), ({"levels": []}, "levels"), ({"levels": ["wo"]}, None)]
)
def test_a_stand_is_shown_with_a_sentence_and_levels(fields, field):
    rules.check_publishable(Stand(**EMPTY), FAIR)
    with pytest.raises(Refused) as refusal:
        rules.check_publishable(Stand(**EMPTY | fields), FAIR)
    assert refusal.value.field == field


def test_a_booth_knows_what_it_still_needs():
    empty = Stand(**EMPTY | {"slogan": ""}, version=0)
    full = Stand(
        **EMPTY
        | {
            "about": "Wij.",
            "logo": A,
            "people": [{"name": "S", "role": "", "photo": ""}],
            "questions": ["Waarom?"],
        },
        version=1,
    )
    assert not any(todo.done for todo in rules.readiness(Booth(state=REQUESTED), empty, True, 0, 0))
    assert all(todo.done for todo in rules.readiness(Booth(state=APPROVED), full, False, 1, 1))


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("Wij **zorgen**.\r\n> en meer", "Wij **zorgen**.\n> en meer"),
        ("1 < 2 en <3 voor u", "1 < 2 en <3 voor u"),
        ("a<script>alert(1)</script>b", "aalert(1)b"),
        ("<scr<b>ipt>x", "ipt>x"),
        ("<<b>script>x", "script>x"),
        ("<img src=x onerror=alert(1)", ""),
        ("<!-- x -->y", "y"),
    ],
)
def test_no_tag_is_left_in_a_text(text, left):
    assert without_tags(text) == left
    assert without_tags(left) == left


def test_many_brackets_take_no_time():
    start = perf_counter()
    without_tags("<" * 200_000 + " " + "<b" * 100_000)
    assert perf_counter() - start < 1


# ---- the colours ----

TOKENS = Path("static/css/tokens.css").read_text()


def luminance(colour):
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (p / 12.92 if p <= 0.03928 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one, other):
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("mode", ["light", "dark"])
@pytest.mark.parametrize("colour", [name for name in COLOURS if name])
def test_every_colour_of_an_awning_stands_out(colour, mode):
    token = re.search(rf"\[data-colour={colour}\] {{ --s: var\((--[a-z-]+)\)", TOKENS)[1]
    part = TOKENS.split("@media screen {")[0 if mode == "light" else 1]
    shown, paper = (re.search(rf"{name}: (#\w{{6}})", part)[1] for name in (token, "--surface"))
    assert contrast(shown, paper) >= 3
