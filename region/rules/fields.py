"""One value of a list at a time: read it right, or say what is wrong and how to put it right."""

import re
import unicodedata
from collections.abc import Iterable

from email_validator import EmailNotValidError, validate_email
from flask_babel import gettext as _

from app.errors import Refused
from region.sectors import LEVELS, SECTORS

HIDDEN = "•••••••••"
"""Stands where a citizen service number was; the number itself is kept nowhere."""

LEVEL_NAMES = {
    "mbo1": ("mbo1", "mboniveau1", "niveau1", "1", "entree", "vet1", "level1"),
    "mbo2": ("mbo2", "mboniveau2", "niveau2", "2", "vet2", "level2"),
    "mbo3": ("mbo3", "mboniveau3", "niveau3", "3", "vet3", "level3"),
    "mbo4": ("mbo4", "mboniveau4", "niveau4", "4", "vet4", "level4"),
    "hbo": ("hbo", "hboad", "hbobachelor", "hbomaster", "hogeschool"),
    "wo": ("wo", "wobachelor", "womaster", "universiteit", "university"),
}
SECTOR_NAMES = {
    "zorg": ("zorg", "welzijn", "zorgenwelzijn", "zorgwelzijn", "gezondheidszorg", "careandwelfare"),
    "techniek": ("techniek", "bouw", "techniekenbouw", "metaalenelektro", "technologyandbuilding"),
    "groen": ("groen", "bloemen", "groenenbloemen", "plantsandflowers"),
    "bio": ("bio", "lifesciences", "bioscience", "biosciences"),
    "gastvrij": ("gastvrij", "horeca", "toerisme", "horecaentoerisme", "hospitalityandtourism"),
    "ict": ("ict", "it", "creatief", "ictencreatief", "itandcreative"),
    "overheid": ("overheid", "onderwijs", "overheidenonderwijs", "openbaarbestuur", "governmentandeducation"),
}
_LEVELS = {name: level for level, names in LEVEL_NAMES.items() for name in names}
_SECTORS = {name: sector for sector, names in SECTOR_NAMES.items() for name in names}

_BSN_WEIGHTS = (9, 8, 7, 6, 5, 4, 3, 2, -1)
# Nine digits that stand alone, also when written with dots or spaces: 1234.56.782.
_NINE_DIGITS = re.compile(r"(?<!\d)(?<!\d[ .\-])(?:[0-9][ .\-]?){8}[0-9](?![ .\-]?\d)")
# What Excel makes of long numbers: 1,23E+11.
_SHORTENED = re.compile(r"\d([.,]\d+)?e\+?\d+", re.IGNORECASE)
_INVISIBLE = {"Cc", "Cf", "Cn", "Co", "Cs", "Zl", "Zp"}


class Wrong(Refused):
    """A value that cannot be used: the reason, the remedy, and the column when the value stands alone."""

    def __init__(self, reason: str, remedy: str, column: str = "") -> None:
        super().__init__(reason)
        self.remedy = remedy
        self.column = column


def plain(text: str) -> str:
    """Letters and digits only, small and without accents: how names are compared."""
    letters = unicodedata.normalize("NFKD", text.casefold())
    return "".join(letter for letter in letters if letter.isalnum())


def folded(text: str) -> str:
    """A name without capitals and extra spaces: how schools and programmes are recognised."""
    return " ".join(unicodedata.normalize("NFC", text).casefold().split())


def passes_bsn_test(digits: str) -> bool:
    """Whether nine digits could be a citizen service number (the test of eleven)."""
    if not re.fullmatch("[0-9]{9}", digits) or digits == "000000000":
        return False
    return sum(weight * int(digit) for weight, digit in zip(_BSN_WEIGHTS, digits, strict=True)) % 11 == 0


def hide_bsn(text: str) -> str:
    """The text with nine dots wherever a citizen service number could stand."""

    def hide(found: re.Match[str]) -> str:
        return HIDDEN if passes_bsn_test(re.sub(r"\D", "", found[0])) else found[0]

    return _NINE_DIGITS.sub(hide, text)


def refuse_hidden(text: str) -> None:
    """Refuse a value in which a citizen service number was hidden."""
    if HIDDEN in text:
        raise Wrong(
            _("This looks like a citizen service number (BSN). We never keep those."),
            _("Take the number out of the file. You do not need it here."),
        )


def line(text: str, longest: int = 200) -> str:
    """A line of text without signs that nobody can see."""
    text = unicodedata.normalize("NFC", text.replace("\N{NO-BREAK SPACE}", " ")).strip()
    if any(unicodedata.category(sign) in _INVISIBLE for sign in text):
        raise Wrong(
            _("There is a line break or an invisible sign in this cell."),
            _("Type the text again in one line."),
        )
    if len(text) > longest:
        raise Wrong(
            _("This text is too long: %(length)s signs.", length=len(text)),
            _("Use at most %(longest)s signs.", longest=longest),
        )
    return re.sub(" +", " ", text)


def name(text: str) -> str:
    """A name of a school, a programme or an employer."""
    text = line(text, 120)
    if not any(sign.isalpha() for sign in text):
        raise Wrong(_("There is no letter in this name."), _("Write the whole name."))
    return text


def person_name(text: str) -> str:
    """A name of a person."""
    text = name(text)
    if any(sign.isdigit() or sign in "@<>=" for sign in text):
        raise Wrong(
            _("A name of a person has no digits and no @."),
            _("Look if the cells of this row have moved to another column."),
        )
    return text


def full_name(text: str) -> str:
    """First and last name of a person in one cell."""
    text = person_name(text)
    if " " not in text:
        raise Wrong(_("Here is only one name."), _("Write first name and last name, with a space between."))
    return text


def paragraph(text: str) -> str:
    """Some sentences; line breaks may stay."""
    lines = text.replace("\r\n", "\n").strip().split("\n")
    return "\n".join(line(each, 2000) for each in lines)


def email(text: str) -> str:
    """An e-mail address, in small letters: people are recognised by it."""
    text = text.strip()
    example = _("Write the whole address, for example name@school.nl")
    if text.count("@") != 1:
        raise Wrong(_("An e-mail address has one @."), example)
    if "." not in text.rpartition("@")[2]:
        raise Wrong(_("Something is missing after the @."), example)
    try:
        return validate_email(text, check_deliverability=False).normalized.lower()
    except EmailNotValidError:
        raise Wrong(_("This is not an e-mail address."), example) from None


def kvk_number(text: str) -> str:
    """A number of the chamber of commerce: eight digits."""
    digits = _digits(text)
    if len(digits) == 7:
        raise Wrong(
            _("A KvK number has 8 digits. Here are 7: Excel leaves out a zero in front."),
            _("Look up the number. Is it 0%(digits)s? Then make the column text and type it.", digits=digits),
        )
    return _exactly(8, digits, _("Look up the number at kvk.nl, for example 69599084."))


def establishment_number(text: str) -> str:
    """A number of one address of a company: twelve digits."""
    digits = _digits(text)
    if 5 <= len(digits) < 12:
        raise Wrong(
            _(
                "An establishment number has 12 digits. Here are %(number)s: Excel leaves out zeros.",
                number=len(digits),
            ),
            _(
                "Look up the number. Is it %(digits)s? Then make the column text and type it.",
                digits=digits.zfill(12),
            ),
        )
    return _exactly(12, digits, _("Look up the number at kvk.nl. It is not the KvK number."))


def programme_code(text: str) -> str:
    """A crebo or croho code: five digits, also when printed with a dot."""
    return _exactly(5, _digits(text), _("Look up the crebo or croho code, for example 25491."))


def level(text: str) -> str:
    """A level of education, however people write it."""
    found = _LEVELS.get(plain(text))
    if not found:
        raise Wrong(_("This level does not exist."), _choose(LEVELS.values()))
    return found


def sector(text: str) -> str:
    """A sector of the fair, by its key or its name."""
    found = _SECTORS.get(plain(text))
    if not found:
        raise Wrong(_("We do not know this sector."), _choose(each.label for each in SECTORS.values()))
    return found


def postcode(text: str) -> str:
    """A Dutch postcode, kept as 2312AB."""
    found = re.sub(r"\s", "", text).upper()
    if not re.fullmatch(r"[1-9][0-9]{3}(?!S[ADS])[A-Z]{2}", found):
        raise Wrong(
            _("This is not a postcode."), _("Write four digits and two letters, for example 2312 AB.")
        )
    return found


def phone(text: str) -> str:
    """A telephone number in the form that works everywhere: +31715165000."""
    number = re.sub(r"[\s.\-/()]", "", text.replace("(0)", ""))
    number = re.sub(r"^00", "+", number)
    number = re.sub(r"^0(?=[1-9][0-9]{8}$)", "+31", number)
    if re.fullmatch(r"[1-9][0-9]{8}", number):
        raise Wrong(
            _("The zero in front is missing: Excel leaves it out."),
            _("Is it 0%(digits)s? Then make the column text and type it.", digits=number),
        )
    if not re.fullmatch(r"\+31[1-9][0-9]{8}|\+(?!31)[1-9][0-9]{7,14}", number):
        raise Wrong(
            _("This is not a telephone number."),
            _("Write ten digits, for example 071 516 50 00, or start with + and the country."),
        )
    return number


def year(text: str) -> int:
    """The year of the programme that a student is in."""
    if not re.fullmatch(r"[1-8]", text.strip()):
        raise Wrong(_("This is not a year of a programme."), _("Write a number from 1 to 8."))
    return int(text)


def yes_or_no(text: str) -> bool:
    """Whether it is so: yes or no, in either language."""
    said = {"ja": True, "j": True, "yes": True, "y": True, "nee": False, "n": False, "no": False}
    answer = said.get(folded(text))
    if answer is None:
        raise Wrong(_("This is not yes or no."), _("Write ja or nee, or leave it empty."))
    return answer


def _choose(names: Iterable[object]) -> str:
    return _("Choose from: %(names)s.", names=", ".join(str(each) for each in names))


def _digits(text: str) -> str:
    text = text.strip()
    if _SHORTENED.fullmatch(text):
        raise Wrong(
            _("Excel has shortened this number, so digits are lost."),
            _("Make the column text and type the number again."),
        )
    digits = re.sub(r"[\s.]", "", text)
    if not re.fullmatch(r"[0-9]+", digits):
        raise Wrong(_("Only digits can stand here."), _("Take out everything that is not a digit."))
    return digits


def _exactly(length: int, digits: str, remedy: str) -> str:
    if len(digits) != length:
        raise Wrong(
            _("There must be %(length)s digits. Here are %(number)s.", length=length, number=len(digits)),
            remedy,
        )
    return digits
