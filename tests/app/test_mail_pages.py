"""Notices, switches and the list of what was not delivered: who sees what, and without a script too."""

import re
from datetime import timedelta

import pytest

from app import live, mail
from app.db import transaction
from app.mail import Words, choices, outbox
from app.mail import words as registry
from app.mail.letters import DEAD, KEPT, SENT, Letter
from tests.app.test_mail import letters, send, states, write
from tests.mailbox import text_of


@pytest.fixture(autouse=True)
def kinds(app, monkeypatch):
    """Kinds of letters that are only known here."""
    monkeypatch.setattr(registry, "_kinds", dict(registry._kinds))
    monkeypatch.setattr(registry, "_topics", {"hints": "Tips", "news": "Nieuws"})
    mail.wording("plain")(lambda said: Words(said.get("subject", "Hallo"), ("Tot straks",)))
    mail.wording("hint", topic="hints")(
        lambda said: Words("Een tip", ("Neem water mee.",), (), "/beurs", "Kijk")
    )


@pytest.fixture
def demo(app):
    """The site as a demo."""
    app.config["DEMO"] = True
    yield app
    app.config["DEMO"] = False


# ---- notices ----


def test_the_bell_counts_and_the_list_opens_what_it_is_about(visit, world, now):
    write(now, world.yara, "plain")
    write(now, world.yara, "hint")
    write(now, world.yara, "plain", seen=True, said={"subject": "Zelf gedaan"})
    write(now, world.milan, "plain", said={"subject": "Voor Milan"})
    yara = visit(world.yara)
    page = yara.get("/berichten").text
    assert '<span class="dot" aria-hidden="true">2</span>' in page
    assert "Berichten, 2 nieuwe" in page
    assert page.index("Zelf gedaan") < page.index("Een tip") < page.index("Hallo")
    assert "Voor Milan" not in page
    number = letters()[1].id
    answer = yara.http.post(f"/berichten/{number}")
    assert answer.location == "/beurs"
    assert "Berichten, 1 nieuwe" in yara.get("/berichten").text
    yara.post("/berichten/gelezen")
    page = yara.get("/berichten").text
    assert 'class="dot"' not in page
    assert "Alles gelezen" not in page


def test_a_notice_about_nothing_leads_back_to_the_list(visit, world, now):
    number = write(now, world.yara).id
    assert visit(world.yara).http.post(f"/berichten/{number}").location == "/berichten"


def test_notices_of_others_are_not_there(visit, world, now):
    number = write(now, world.yara).id
    milan = visit(world.milan)
    assert milan.post(f"/berichten/{number}").status_code == 404
    assert milan.post("/berichten/999999").status_code == 404
    milan.post("/berichten/gelezen")
    assert letters()[0].read_at is None
    assert "/inloggen" in visit().http.get("/berichten").location


def test_the_bell_rings_at_once_for_who_looks_and_only_there(visit, world, now):
    yara, milan = visit(world.yara), visit(world.milan)
    yara.open_line(f"person:{world.yara}", f"notices:{world.yara}")
    milan.open_line(f"person:{world.milan}")
    write(now, world.yara, "hint")
    bell, listed = yara.patches()
    assert 'id="bell"' in bell
    assert "1 nieuwe" in bell
    assert "Een tip" in listed
    assert "csrf_token" not in listed
    assert milan.patches() == []
    yara.post(f"/berichten/{letters()[0].id}")
    assert "nieuwe" not in yara.patches()[0]


def test_nobody_who_looks_costs_no_question(app, world, now, count_queries):
    assert not live.is_watched(f"person:{world.yara}")
    assert count_queries(lambda: write(now, world.yara)) == 2  # the letter, and reading it here


def test_the_bell_asks_nothing_of_its_own(visit, world, now, count_queries):
    yara = visit(world.yara)
    before = count_queries(lambda: yara.get("/mijn/favorieten"))
    write(now, world.yara)
    assert count_queries(lambda: yara.get("/mijn/favorieten")) == before


def test_notices_without_words_are_left_out(visit, world, now):
    with transaction() as work:
        write(now, world.yara)
        work.query(Letter).update({"kind": "gone"})
    assert "Nog geen berichten" in visit(world.yara).get("/berichten").text


# ---- switches ----


def test_one_switch_for_each_topic_and_a_language(visit, world, now, box):
    yara = visit(world.yara)
    page = yara.get("/berichten/post").text
    assert page.count("checked") == 3
    page = yara.post("/berichten/post", {"wanted": ["news"], "language": "en"}).text
    assert "De keuzes zijn opgeslagen." in page
    assert page.count("checked") == 2
    write(now, world.yara, "hint")
    write(now, world.yara)
    assert send(now) == 1
    assert states() == [KEPT, SENT]
    yara.post("/berichten/post", {"wanted": ["news", "hints"], "language": "nl"})
    write(now, world.yara, "hint")
    assert send(now) == 1


def test_nonsense_keeps_what_was(visit, world):
    yara = visit(world.yara)
    page = yara.post("/berichten/post", {"wanted": ["everything"], "language": "de"})
    assert "Er moet nog iets anders" in page.text or "errsum" in page.text
    assert choices.switched_off(world.yara) == set()


def test_the_link_in_a_letter_opens_the_switches_without_signing_in(visit, world, now, box):
    write(now, world.yara, "hint")
    send(now)
    (message,) = box.taken
    assert message["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    link = re.fullmatch(r"<https://stagepact\.example(/post/uit/[^>]+)>", str(message["List-Unsubscribe"]))
    assert link
    assert f"https://stagepact.example{link[1]}" in text_of(message)
    stranger = visit()
    page = stranger.get(link[1], follow_redirects=True).text
    assert page.count("checked") == 3, "looking changes nothing"
    assert "Yara" not in page
    assert "@" not in re.sub(r"<head>.*</head>", "", page, flags=re.S).split("<main")[1].split("</main>")[0]
    page = stranger.post(link[1], {"List-Unsubscribe": "One-Click"}).text
    assert page.count("checked") == 2
    stranger.post(link[1])
    assert choices.switched_off(world.yara) == {"hints"}
    stranger.post(link[1].replace("/uit/", "/keuze/"), {"wanted": ["hints"], "language": "nl"})
    assert choices.switched_off(world.yara) == {"news"}
    assert choices.switched_off(world.milan) == set()


def test_one_click_needs_no_token_of_a_form(app, visit, world):
    app.config["WTF_CSRF_ENABLED"] = True
    with app.test_request_context():
        token = choices.token_for(world.yara, "hints")
    try:
        assert visit().post(f"/post/uit/{token}").status_code == 200
        assert visit().post(f"/post/keuze/{token}").status_code == 400
    finally:
        app.config["WTF_CSRF_ENABLED"] = False
    assert choices.switched_off(world.yara) == {"hints"}


def test_a_link_that_somebody_made_up_opens_nothing(app, visit, world, monkeypatch):
    tokens = [choices.token_for(world.yara, "gone"), choices.token_for(10**6, "hints"), "WzEsImhpbnRzIl0.abc"]
    for token in [*tokens, choices.token_for(world.yara, "hints")[:-1]]:
        assert visit().get(f"/post/keuze/{token}").status_code == 404
        assert visit().post(f"/post/uit/{token}").status_code == 404


# ---- what was not delivered ----


def test_organisers_see_what_was_not_delivered_and_send_it_again(visit, world, now, box):
    bram = visit(world.bram)
    assert "Alle post is bezorgd" in bram.get("/post").text
    box.answer = "550 no such mailbox"
    for subject in ("Een", "Twee", "Drie"):
        write(now, world.yara, said={"subject": subject})
    send(now)
    assert states() == [DEAD] * 3
    page = bram.get("/post").text
    assert page.count("550 no such mailbox") == 3
    assert "Twee" not in page, "what it says is only for who gets it"
    first = letters()[0].id
    assert bram.get(f"/post/{first}").status_code == 404
    assert bram.get(f"/post/{first}.eml").status_code == 404
    box.answer = ""
    page = bram.post(f"/post/{first}/opnieuw").text
    assert "1 brief gaat opnieuw op weg." in page
    assert send(now) == 1
    assert "2 brieven gaan opnieuw op weg." in bram.post("/post/opnieuw").text
    assert send(now) == 2
    assert sorted(box.subjects) == ["Drie", "Een", "Twee"]
    assert len(set(box.names)) == 3


def test_organisers_see_that_letters_wait_for_a_mail_server(visit, world, now, box):
    bram = visit(world.bram)
    for _n in range(2):
        write(now, world.yara)
    assert "nog niet afgegeven" not in bram.get("/post").text
    box.answer = "421 closing"
    send(now)
    page = bram.get("/post").text
    assert "2 brieven konden we nog niet afgeven." in page
    assert '<span class="mono">421</span>' in page
    assert "Alle post is bezorgd" not in page
    box.answer = ""
    send(now + timedelta(minutes=2))
    assert "Alle post is bezorgd" in bram.get("/post").text


@pytest.mark.parametrize("who", ["yara", "sanne", "fatima"])
def test_letters_are_for_organisers_only(visit, world, now, demo, who):
    number = write(now, world.milan).id
    person = visit(getattr(world, who))
    for path in ("/post", f"/post/{number}", f"/post/{number}.eml"):
        assert person.get(path).status_code == 404
    for path in ("/post/opnieuw", f"/post/{number}/opnieuw"):
        assert person.post(path).status_code == 404
    assert "/inloggen" in visit().http.get("/post").location


def test_in_a_demo_the_organiser_reads_everything_and_it_lies_in_the_folder(visit, world, now, demo):
    waiting = write(now, world.yara, "hint", due_at=now + timedelta(days=1)).id
    sent = write(now, world.milan, "hint").id
    send(now)
    bram = visit(world.bram)
    page = bram.get("/post").text
    assert f'href="/post/{waiting}">Een tip</a>' in page
    assert "Verstuurd" in page
    for number in (waiting, sent):
        page = bram.get(f"/post/{number}").text
        assert "Een tip" in page
        assert "Neem water mee." in page
    assert bram.get(f"/post/{waiting}.eml").status_code == 404
    file = bram.get(f"/post/{sent}.eml")
    assert file.mimetype == "message/rfc822"
    assert b"Subject: Een tip" in file.data
    assert bram.get("/post/999999").status_code == 404
    assert outbox.post_due(now) == 0


def test_in_a_demo_a_letter_of_which_little_is_kept_still_has_a_name(visit, world, now, demo):
    gone, lying = write(now, world.yara, "plain").id, write(now, world.milan, "hint").id
    send(now)
    with transaction() as work:
        for number in (gone, lying):
            work.get_one(Letter, number).kind = "of-an-older-version"
        work.get_one(Letter, gone).uid = "elsewhere"
    page = visit(world.bram).get("/post").text
    assert f'href="/post/{lying}">Een tip</a>' in page
    assert f'href="/post/{gone}">yara' in page
