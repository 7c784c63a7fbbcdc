"""The register on the line: all parties see a step, everybody sees the counter, strangers see nothing."""

import gevent

from tests.factories import make_place, make_student


def drawn(visitor, *texts):
    drawing = "\n".join(visitor.patches())
    for text in texts:
        assert text in drawing, drawing
    return drawing


def test_rooms_are_for_the_parties_the_desk_for_one_and_the_counter_for_all(world, visit, propose):
    room = f"placement:{propose()}"
    for person in (world.yara, world.sanne, world.fatima):
        assert visit(person).open_line(room) == []
    for stranger in (world.milan, world.daan, world.bram, None):
        assert visit(stranger).open_line(room, "placement:999") == [room, "placement:999"]
    desk = f"work:{world.fatima}"
    assert visit(world.fatima).open_line(desk) == []
    assert visit(world.sanne).open_line(desk) == [desk]
    assert visit().open_line(f"counter:{world.target}", "counter:999") == ["counter:999"]


def watch(visit, person_id, number):
    visitor = visit(person_id)
    visitor.open_line(f"placement:{number}", f"person:{person_id}", f"work:{person_id}")
    visitor.patches()
    return visitor


def test_all_three_see_each_step_and_each_their_own_turn(world, visit, propose, placement):
    number = propose()
    yara, sanne, fatima = (watch(visit, who, number) for who in (world.yara, world.sanne, world.fatima))
    form = {"placement_id": number, "version": 1}
    answer = yara.send("placement:answer", answer="yes", key="a", **form)
    assert answer == {"ok": True, "notice": "Je antwoord is verstuurd."}
    drawn(sanne, "Yara zei ja. De plek is vast.", "We wachten op:", 'id="placement-steps"')
    assert "U bent aan de beurt" in drawn(fatima, 'id="work"', "Keur de plek van Yara goed")
    assert "Keur goed" not in drawn(yara, 'id="placement-turn"', "Yara zei ja.")
    assert fatima.send("placement:approve", key="b", **form)["ok"]
    drawn(yara, "Jij bent aan de beurt", "Teken</button>")
    for visitor, key in ((yara, "c"), (sanne, "d"), (fatima, "e")):
        assert visitor.send("placement:sign", key=key, **form)["notice"] == "De handtekening is vastgelegd."
    drawn(sanne, "Fatima tekende versie 1.", "Student, werkgever en school hebben getekend.")
    assert placement(number).state == "agreed"


def test_drawings_for_all_hold_nothing_of_the_actor(world, visit, bring):
    number = bring("signing")
    sanne = watch(visit, world.sanne, number)
    yara = watch(visit, world.yara, number)
    yara.send("placement:sign", placement_id=number, version=1, key="a")
    assert "csrf_token" not in drawn(sanne, "Teken versie 1")


def test_a_proposal_arrives_in_the_lists_of_its_people(world, visit, propose):
    yara = visit(world.yara)
    yara.open_line(f"person:{world.yara}")
    propose()
    drawn(yara, "Nieuw voorstel van Zorggroep Rijnoever", 'data-into="#placements"')


def test_commands_are_refused_in_words(world, visit, propose):
    number = propose()
    form = {"placement_id": number, "version": 1}
    milan, sanne, yara = visit(world.milan), visit(world.sanne), visit(world.yara)
    for visitor in (milan, sanne, yara):
        visitor.open_line()
    for command in ("placement:approve", "placement:sign"):
        assert milan.send(command, **form) == {"error": "Dit is weg, of niet van jou."}
    assert sanne.send("placement:answer", answer="yes", **form) == {
        "error": "Iemand anders beslist hierover."
    }
    outdated = yara.send("placement:answer", answer="yes", placement_id=number, version=7)
    assert outdated == {"error": "De afspraken zijn net veranderd. Lees ze eerst opnieuw."}
    assert "error" in yara.send("placement:answer", answer="maybe", **form)
    assert "error" in yara.send("placement:sign", placement_id=10**20, version=1)
    said = sanne.send("placement:send-back", placement_id=number, reason="Nee")
    assert said == {"error": "Iemand anders beslist hierover."}
    assert sanne.send("placement:send-back", placement_id=number) == {
        "error": "Geef een reden. De anderen lezen die."
    }


def test_sending_back_over_the_line_leads_back_to_the_placement(world, visit, bring, placement):
    number = bring("in_review")
    fatima = watch(visit, world.fatima, number)
    answer = fatima.send("placement:send-back", placement_id=number, reason="Graag 24 uur", key="a")
    assert answer["go"] == f"/plaatsingen/{number}"
    assert placement(number).state == "proposed"


def test_the_same_key_signs_once(world, visit, bring, placement):
    number = bring("signing")
    yara = watch(visit, world.yara, number)
    for _twice in range(2):
        assert yara.send("placement:sign", placement_id=number, version=1, key="same")["ok"]
    assert len(placement(number).signatures) == 1


def test_the_counter_moves_by_one_when_the_third_signs(world, visit, bring):
    for _four in range(4):
        bring("agreed", student_id=make_student("Extra", world.programme_mbo3), place_id=another(world))
    number = bring("signing")
    gevent.sleep(1.1)  # what was gathered so far is told
    watcher = visit()
    assert watcher.open_line(f"counter:{world.target}") == []
    assert '<p class="big-n sun-ink">4</p>' in watcher.get("/teller").text
    yara, sanne, fatima = (watch(visit, who, number) for who in (world.yara, world.sanne, world.fatima))
    for visitor in (yara, sanne):
        visitor.send("placement:sign", placement_id=number, version=1)
    gevent.sleep(1.1)
    assert watcher.patches() == []
    fatima.send("placement:sign", placement_id=number, version=1)
    gevent.sleep(1.1)
    drawing = drawn(watcher, '<p class="big-n sun-ink">5</p>', 'id="counter-figures"')
    assert drawing.count('id="counter"') == 1


def another(world):
    return make_place(world.care, "Nog een plek")


def test_a_no_over_the_line_leads_back_to_the_placement(world, visit, propose, placement):
    number = propose()
    yara = watch(visit, world.yara, number)
    answer = yara.send("placement:answer", answer="no", placement_id=number, version=1, reason="")
    assert answer["go"] == f"/plaatsingen/{number}"
    assert placement(number).state == "declined"
