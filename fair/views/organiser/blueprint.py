"""Where all pages of organisers hang."""

from flask import Blueprint

blueprint = Blueprint("organiser", __name__, url_prefix="/organisatie")
