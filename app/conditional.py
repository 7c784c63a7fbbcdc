"""Answers that are not sent again to who has them already."""

import hashlib

from flask import Response, request
from werkzeug.wrappers import Response as AnyResponse


def unless_known(response: Response, body: bytes) -> AnyResponse:
    """The answer with a tag over its bytes; whoever has these bytes gets none."""
    response.headers["Cache-Control"] = "private, no-cache"
    response.set_etag(hashlib.sha256(body).hexdigest())
    return response.make_conditional(request)
