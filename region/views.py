"""Pages of the region."""

from flask import Blueprint

blueprint = Blueprint("region", __name__)
