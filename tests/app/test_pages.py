"""What every page shares: the language and the way back, people's own text."""

import pytest

from app.pages import markdown


@pytest.mark.parametrize("page", ["/", "/beurs?q=zorg&niveau=mbo3", "/stands/3?tijd=7"])
def test_who_changes_the_language_stays_on_the_page(visit, page):
    visitor = visit()
    answer = visitor.get("/taal/en", query_string={"terug": page})
    assert answer.location == page
    assert 'lang="en"' in visitor.get("/teller").text


@pytest.mark.parametrize(
    "elsewhere",
    [
        "https://evil.example",
        "//evil.example",
        "/\\evil.example",
        "/\t/evil.example",
        "/\n/evil.example",
        "/beurs\r\nSet-Cookie: a=b",
        "\t//evil.example",
        "javascript:alert(1)",
        "",
    ],
)
def test_changing_the_language_leads_nowhere_else(visit, elsewhere):
    answer = visit().get("/taal/en", query_string={"terug": elsewhere})
    assert answer.location == "/"


@pytest.mark.parametrize("page", ["/", "/beurs", "/inloggen", "/teller"])
def test_only_pages_of_nobody_in_particular_are_kept_by_browsers(visit, world, page):
    assert visit().get(page).headers["Cache-Control"] == "no-cache"
    assert visit(world.yara).get(page).headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("**Wij** zorgen", "<p><strong>Wij</strong> zorgen</p>\n"),
        ("[a](javascript:alert(1))", "<p>[a](javascript:alert(1))</p>\n"),
        ("[a](http://b.example)", '<p><a rel="noopener noreferrer">a</a></p>\n'),
        ("<script>alert(1)</script>", "<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>\n"),
        ("![a](https://b.example/c.png)", "<p></p>\n"),
    ],
)
def test_own_text_keeps_only_a_little_markup(text, html):
    assert markdown(text) == html


def test_own_text_is_drawn_once_for_everybody():
    assert markdown("Samen **sterk**") is markdown("Samen **sterk**")
