"""The languages that students fill in and employers may ask for."""

from flask_babel import lazy_gettext as _l

LANGUAGES = {
    "nl": _l("Dutch"),
    "en": _l("English"),
    "de": _l("German"),
    "fr": _l("French"),
    "es": _l("Spanish"),
    "ar": _l("Arabic"),
    "tr": _l("Turkish"),
    "pl": _l("Polish"),
    "uk": _l("Ukrainian"),
    "ngt": _l("Dutch sign language"),
}
