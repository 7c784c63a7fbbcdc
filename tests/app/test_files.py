"""Files that people hand in lie outside the web, under names that nobody can guess."""

import os
from datetime import timedelta

from app import files


def test_a_file_is_kept_under_a_random_name_in_the_data_folder(app):
    first, second = files.keep(b"same"), files.keep(b"same")
    assert first != second
    assert len(first) == 32
    assert files.path_of(first).read_bytes() == b"same"
    assert files.path_of(first).parent == app.config["DATA"] / "uploads"


def test_a_file_that_goes_is_gone_and_may_go_twice(app):
    name = files.keep(b"x")
    for _twice in range(2):
        files.remove(name)
    assert not files.path_of(name).exists()


def test_old_files_are_told_from_new_ones(app, now, monkeypatch, tmp_path):
    monkeypatch.setitem(app.config, "DATA", tmp_path)
    assert files.kept_before(now) == set()
    old, new = files.keep(b"old"), files.keep(b"new")
    for name, at in ((old, now - timedelta(hours=1)), (new, now)):
        os.utime(files.path_of(name), (at.timestamp(), at.timestamp()))
    assert files.kept_before(now) == {old}
