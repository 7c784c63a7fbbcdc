"""Whom a booth asks for, as a table of cases; no database."""

import pytest
from flask_babel import force_locale

from fair.rules import qualify
from fair.rules.qualify import DoesNotFit, FillInFirst, Student
from tests.fair.unsaved import make_booth

CARE = Student(urgent=False, languages=["nl", "tr"], level="mbo3", programme="25491", sector="zorg")
SILENT = Student(urgent=False, languages=[], level="mbo3", programme="25491", sector="zorg")


@pytest.fixture(autouse=True)
def english(test_app):
    with test_app.test_request_context(), force_locale("en"):
        yield


@pytest.mark.parametrize(
    "asked",
    [
        {},
        {"wanted_sectors": ["ict", "zorg"]},
        {"wanted_programmes": ["25498", "25491"]},
        {"wanted_languages": ["de", "tr"]},
        {"wanted_sectors": ["zorg"], "wanted_programmes": ["25491"], "wanted_languages": ["nl"]},
    ],
)
def test_one_of_each_kind_is_enough(asked):
    qualify.check_qualifies(make_booth(**asked), CARE)


@pytest.mark.parametrize(
    ("asked", "who", "kind", "says"),
    [
        ({"levels": ["mbo4"]}, CARE, DoesNotFit, "This booth talks with students of mbo 4."),
        ({"levels": ["mbo1", "mbo2", "hbo"]}, CARE, DoesNotFit, "students of mbo 1, mbo 2 or hbo."),
        ({"wanted_sectors": ["ict"]}, CARE, DoesNotFit, "a programme in: IT and creative."),
        ({"wanted_programmes": ["25498"]}, CARE, DoesNotFit, "students of other programmes than yours."),
        ({"wanted_languages": ["de", "en"]}, CARE, DoesNotFit, "students who speak German or English."),
        ({"wanted_languages": ["de"]}, SILENT, FillInFirst, "asks for German. First fill in which languages"),
        ({"wanted_sectors": ["zorg"], "wanted_programmes": ["1"]}, CARE, DoesNotFit, "other programmes"),
    ],
)
def test_whom_a_booth_does_not_ask_for_reads_why(asked, who, kind, says):
    with pytest.raises(kind, match=says):
        qualify.check_qualifies(make_booth(**asked), who)
