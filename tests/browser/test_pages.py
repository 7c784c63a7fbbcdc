"""Every page, as everybody who may see it, wide and narrow, in light and dark, in both languages."""

import re
from html import unescape

import pytest

from tests.browser.gallery import MODES, NARROWEST
from tests.browser.pages import EXHIBITS, FILES, LINKED, SAME_PAGE
from tests.browser.words import dutch

TEXT = re.compile(r">([^<>]+)<")
UNSEEN = re.compile(r"<(script|style|template)\b.*?</\1>", re.DOTALL)

every_page = pytest.mark.parametrize("exhibit", EXHIBITS, ids=lambda each: each.label)


def texts(html):
    """The words between the tags of a page."""
    return {unescape(text).strip() for text in TEXT.findall(UNSEEN.sub("", html))}


@every_page
def test_page(exhibit, gallery):
    sight = gallery.look(exhibit)
    assert sight.status == exhibit.status
    assert sight.language == "nl"
    assert sight.troubles == []
    assert {mode: sight.axe[mode] for mode in MODES if sight.axe[mode]} == {}
    assert sight.width <= NARROWEST, "scrolls sideways"


@every_page
def test_english(exhibit, gallery):
    sight = gallery.look(exhibit)
    assert '<html lang="en"' in sight.english
    said = {nl: en for en, nl in dutch()._catalog.items() if isinstance(en, str) and en and nl != en}
    assert {
        said[text]: text
        for text in texts(sight.english)
        if text in said and said[text] not in texts(sight.english)
    } == {}


def test_titles_tell_pages_apart(gallery):
    kinds = {}
    for exhibit in EXHIBITS:
        kind = SAME_PAGE.get(exhibit.kind, exhibit.kind).split(":")[0]
        kinds.setdefault(gallery.look(exhibit).title, set()).add(kind)
    assert {title: names for title, names in kinds.items() if len(names) > 1} == {}


@pytest.mark.parametrize("who", LINKED)
def test_every_link_leads_somewhere_we_look(who, gallery):
    walk = gallery.walk(who)
    assert walk.dead == []
    assert steady(walk.found) - FILES == steady(LINKED[who].split())


def steady(kinds):
    """Which steps a placement can take depends on the hour; signed-in people see links to sign in or not."""
    return {kind for kind in kinds if not kind.startswith(("register.step", "security."))}
