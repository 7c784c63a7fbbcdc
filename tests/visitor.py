"""A person at a browser: a cookie jar and a socket, apart from every other visitor."""

from collections.abc import Callable
from contextvars import Context
from typing import Any
from urllib.parse import urlencode

from flask import Flask
from werkzeug.test import TestResponse

from app.live import socketio
from tests.prepare import cookies_for


class Visitor:
    """Everything runs in an empty context: an open test context is shared, and visitors would mix."""

    def __init__(self, app: Flask, person_id: int | None = None) -> None:
        self.app = app
        self.http = app.test_client()
        self.socket: Any = None
        if person_id:
            self._alone(self._sign_in, person_id)

    def _alone(self, do: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
        return Context().run(do, *args, **kwargs)

    def get(self, url: str, **kwargs: Any) -> TestResponse:
        """Load a page."""
        return self._alone(self.http.get, url, **kwargs)

    def post(self, url: str, data: dict[str, Any] | None = None, **kwargs: Any) -> TestResponse:
        """Send a form, and follow to the page it leads to."""
        return self._alone(self.http.post, url, data=data or {}, follow_redirects=True, **kwargs)

    def _sign_in(self, person_id: int) -> None:
        with self.app.app_context():
            [cookie] = cookies_for(self.app, [person_id])
            self.http.set_cookie(self.app.config["SESSION_COOKIE_NAME"], cookie)

    def open_line(self, *rooms: str, language: str = "nl") -> list[str]:
        """Connect the socket and watch rooms; returns those that stay shut."""
        self.socket = self._alone(socketio.test_client, self.app, flask_test_client=self.http)
        return self._alone(self.socket.emit, "watch", list(rooms), language, callback=True)["shut"]

    def send(self, command: str, **fields: Any) -> dict[str, Any]:
        """Send a command over the socket; returns the acknowledgement."""
        return self._alone(self.socket.emit, command, urlencode(fields), callback=True)

    def patches(self) -> list[str]:
        """What was drawn for this visitor since the last look."""
        received = self._alone(self.socket.get_received)
        return [message["args"][0] for message in received if message["name"] == "patch"]

    @property
    def is_connected(self) -> bool:
        """Whether the line is still open."""
        return self._alone(self.socket.is_connected)

    def leave(self) -> None:
        """Close the browser."""
        if self.socket and self.is_connected:
            self._alone(self.socket.disconnect)
