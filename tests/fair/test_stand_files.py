"""Logos, photos and downloads of a stand: clean, bounded, and only there for who may see them."""

import os
from io import BytesIO

import pytest
from flask import request
from PIL import Image

from app import files, worker
from app.db import db
from app.files import UNNAMED
from fair.models import APPROVED, DECLINED, DRAFT, Booth, StandFile
from tests.fair.stands import PDF, address, fetch, kept, on_disk, png, post, upload


@pytest.fixture
def fresh_folder(app, monkeypatch, tmp_path):
    """No files of other tests."""
    monkeypatch.setitem(app.config, "DATA", tmp_path)


def test_a_logo_is_drawn_anew_and_kept_by_browsers(visit, world):
    sanne, booth = visit(world.sanne), world.care_booth
    page = post(sanne, booth, logo=upload(png(), "logo.png"), logo_alt="Een rood vlak").text
    assert 'alt="Een rood vlak"' in page
    url = address(page, "beeld")
    answer = fetch(sanne, url)
    assert answer.data[8:12] == b"WEBP"
    assert answer.headers["Cache-Control"] == "private, max-age=31536000, immutable"
    for stranger in (visit(), visit(world.yara), visit(world.daan)):
        assert fetch(stranger, url).status_code == 404, "a draft is not there for others"
    post(sanne, booth, "publish", logo_kept=kept(booth).logo)
    answer = fetch(visit(), url)
    assert answer.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert answer.headers["Content-Type"] == "image/webp"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in answer.headers["Content-Security-Policy"]
    assert url in visit().get(f"/beurs/{world.fair}").text
    assert url in visit().get(f"/stands/{booth}").text


def test_a_logo_goes_away(visit, world):
    sanne, booth = visit(world.sanne), world.care_booth
    post(sanne, booth, logo=upload(png(), "logo.png"))
    post(sanne, booth, logo_kept=kept(booth).logo, logo_off="y")
    assert kept(booth).logo == ""


def test_a_photo_belongs_to_its_person(visit, world):
    sanne, booth = visit(world.sanne), world.care_booth
    post(
        sanne,
        booth,
        "publish",
        person_name_2="Kees",
        person_photo_new_2=upload(png("blue", (900, 300)), "k.png"),
    )
    (kees,) = kept(booth, published=True).people
    page = visit().get(f"/stands/{booth}").text
    assert 'alt="Foto van Kees"' in page
    assert Image.open(BytesIO(fetch(visit(), address(page, "beeld")).data)).size == (320, 320)
    post(sanne, booth, person_name_0="Kees", person_photo_0=kees["photo"])
    assert kept(booth).people == [{"name": "Kees", "role": "", "photo": kees["photo"]}]
    post(sanne, booth, person_name_0="Kees", person_photo_0=kees["photo"], person_photo_off_0="y")
    assert kept(booth).people[0]["photo"] == ""


def test_a_download_is_never_opened_inside_the_site(visit, world):
    sanne, booth = visit(world.sanne), world.care_booth
    two = [upload(PDF, "../../Onze_folder.pdf"), upload(PDF + b"%%EOF", "twee.pdf")]
    post(sanne, booth, "publish", downloads=two)
    page = visit().get(f"/stands/{booth}").text
    assert "Onze folder</a>" in page
    answer = fetch(visit(), address(page, "bestanden"))
    assert answer.data == PDF
    assert answer.headers["Content-Type"] == "application/pdf"
    assert answer.headers["Content-Disposition"] == 'attachment; filename="Onze folder.pdf"'
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in answer.headers["Content-Security-Policy"]
    one, other = kept(booth, published=True).downloads
    renamed = {"file_digest_0": one["digest"], "file_title_0": "Nieuw"}
    post(sanne, booth, **renamed, file_digest_1=other["digest"], file_off_1="y")
    assert kept(booth).downloads == [{"digest": one["digest"], "title": "Nieuw"}]
    assert "Nieuw" in sanne.get(f"/stands/{booth}/bewerken").text


@pytest.mark.parametrize(
    ("field", "content", "name", "reason"),
    [
        ("logo", b"<svg></svg>", "logo.svg", "SVG"),
        ("logo", b"<html><script>alert(1)</script>", "logo.png", "niet lezen"),
        ("person_photo_new_0", PDF, "ik.jpg", "niet lezen"),
        ("downloads", b"<html>", "folder.pdf", "alleen PDF"),
        ("downloads", png(), "folder.pdf", "alleen PDF"),
        ("logo", b"x" * (5 * 1024 * 1024 + 1), "logo.png", "hoogstens 5 MB"),
        ("downloads", b"%PDF-" + b"x" * (5 * 1024 * 1024), "groot.pdf", "hoogstens 5 MB"),
    ],
)
def test_wrong_files_are_refused_at_their_field(visit, world, field, content, name, reason):
    wrong = {"person_name_0": "Ik", "about": "Blijft.", field: upload(content, name)}
    page = post(visit(world.sanne), world.care_booth, **wrong).text
    assert reason in page.partition(f'id="{field}-e"')[2]
    assert "Blijft." in page
    assert "Kies uw bestanden opnieuw" in page
    assert kept(world.care_booth) is None


def test_one_wrong_file_takes_the_others_along(visit, world, fresh_folder):
    two = [upload(PDF, "goed.pdf"), upload(b"nee", "fout.pdf")]
    post(visit(world.sanne), world.care_booth, downloads=two)
    assert on_disk() == set()


def test_five_downloads_fit_and_a_sixth_does_not(visit, world):
    sanne, booth = visit(world.sanne), world.care_booth
    post(sanne, booth, downloads=[upload(PDF + b" " * n + b"%%EOF", f"{n}.pdf") for n in range(5)])
    there = {f"file_digest_{n}": each["digest"] for n, each in enumerate(kept(booth).downloads)}
    assert len(there) == 5
    page = post(sanne, booth, downloads=[upload(PDF, "zes.pdf")], **there).text
    assert "hoogstens vijf bestanden" in page
    assert len(kept(booth).downloads) == 5


def test_files_of_another_booth_cannot_be_named(visit, world):
    daan, sanne = visit(world.daan), visit(world.sanne)
    post(daan, world.tech_booth, sector="techniek", levels=["mbo2"], logo=upload(png(), "x.png"))
    digest = kept(world.tech_booth).logo
    assert digest
    page = post(sanne, world.care_booth, logo_kept=digest).text
    assert "Een bestand is weg" in page
    assert sanne.get(f"/stands/{world.care_booth}/beeld/{digest}.webp").status_code == 404
    assert sanne.get(f"/stands/{world.tech_booth}/beeld/{digest}.webp").status_code == 404
    assert daan.get(f"/stands/{world.tech_booth}/bestanden/{digest}").status_code == 404


@pytest.mark.parametrize("hide", [{"state": DECLINED}, {"fair": DRAFT}])
def test_files_of_a_booth_that_is_not_shown_are_not_either(visit, world, hide):
    post(visit(world.sanne), world.care_booth, "publish", logo=upload(png(), "x.png"))
    url = address(visit().get(f"/stands/{world.care_booth}").text, "beeld")
    booth = db.session.get(Booth, world.care_booth)
    booth.state = hide.get("state", APPROVED)
    booth.fair.state = hide.get("fair", booth.fair.state)
    db.session.commit()
    assert fetch(visit(), url).status_code == 404
    assert fetch(visit(world.sanne), url).status_code == 200


def test_more_than_fits_in_a_form_is_refused(app, visit, world, monkeypatch):
    monkeypatch.setattr("fair.views.stand.MOST_AT_ONCE", 10_000)
    monkeypatch.setitem(app.config, "MAX_CONTENT_LENGTH", 5000)
    sanne, booth = visit(world.sanne), world.care_booth
    assert post(sanne, booth, logo=upload(b"x" * 11_000, "x.png")).status_code == 413
    assert post(sanne, booth, logo=upload(b"x" * 6000, "x.png")).status_code == 200
    with app.test_request_context(f"/stands/{booth}/bewerken", method="POST"):
        app.preprocess_request()
        assert request.max_content_length == 5000, "who is not signed in may not send more than elsewhere"


# ---- files that nobody needs ----


def test_a_file_that_no_stand_names_goes_after_an_hour(visit, world, now, fresh_folder):
    sanne, booth = visit(world.sanne), world.care_booth
    post(sanne, booth, "publish", logo=upload(png(), "a.png"))
    old = kept(booth, published=True).logo
    post(sanne, booth, logo=upload(png("blue"), "b.png"))
    later = now + UNNAMED * 2
    assert worker.do_what_is_due(later) == 0, "the draft and what students see both have theirs"
    post(sanne, booth, "publish", logo_kept=kept(booth).logo)
    assert worker.do_what_is_due(now) == 0
    assert len(on_disk()) == 2
    assert worker.do_what_is_due(later) == 1
    assert len(on_disk()) == 1
    assert db.session.query(StandFile).filter_by(digest=old).count() == 0
    assert visit().get(f"/stands/{booth}/beeld/{old}.webp").status_code == 404
    page = visit().get(f"/stands/{booth}").text
    assert fetch(visit(), address(page, "beeld")).status_code == 200


def test_a_draft_that_is_thrown_away_takes_its_files_along(visit, world, now, fresh_folder):
    sanne, booth = visit(world.sanne), world.care_booth
    post(sanne, booth, logo=upload(png(), "a.png"))
    sanne.post(f"/stands/{booth}/weggooien")
    assert worker.do_what_is_due(now + UNNAMED * 2) == 1
    assert on_disk() == set()


def test_a_file_of_a_form_that_was_refused_leaves_the_disk(visit, world, now, fresh_folder):
    name = files.keep(b"stray")
    os.utime(files.path_of(name), (now.timestamp(), now.timestamp()))
    assert worker.do_what_is_due(now) == 0
    assert worker.do_what_is_due(now + UNNAMED * 2) == 1
    assert on_disk() == set()


def test_the_same_picture_twice_is_one_file_of_the_booth(visit, world):
    sanne, booth = visit(world.sanne), world.care_booth
    for _twice in range(2):
        post(sanne, booth, logo=upload(png(), "a.png"))
    assert db.session.query(StandFile).count() == 1
