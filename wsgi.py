"""The door for the server: `python wsgi.py` serves one process; other servers import `app`."""

from gevent import monkey

monkey.patch_all()

import gc  # noqa: E402
import os  # noqa: E402
import resource  # noqa: E402
import signal  # noqa: E402
import socket  # noqa: E402
import sys  # noqa: E402

import gevent  # noqa: E402
from gevent.pywsgi import WSGIServer  # noqa: E402
from geventwebsocket.handler import WebSocketHandler  # noqa: E402

from app import create_app, worker  # noqa: E402
from app.cli import migrate_to_newest, seed_when_needed  # noqa: E402
from app.config import UnsafeSetting  # noqa: E402

SEND_BUFFER = 128 * 1024
UNREAD_SECONDS = 60
SECONDS_TO_END = 20

try:
    app = create_app()
except UnsafeSetting as error:
    sys.exit(str(error))  # words for the operator, and no page of code above them


class QuietWebSocketHandler(WebSocketHandler):
    """Plain frames: per-message deflate costs more than twice the memory per line."""

    def upgrade_websocket(self):
        self.environ.pop("HTTP_SEC_WEBSOCKET_EXTENSIONS", None)
        return super().upgrade_websocket()

    def run_websocket(self):
        try:
            super().run_websocket()
        except ValueError:
            self.websocket.close()  # an empty frame: this line ends, and the log stays readable

    def log_request(self) -> None:
        """Requests are not logged: addresses of personal pages stay out of the log."""


def listener(host: str, port: int) -> socket.socket:
    """A listening socket; what it accepts inherits its options.

    Answers leave at once, and who stops reading holds little memory and not for ever.
    """
    door = socket.create_server((host, port), backlog=4096, reuse_port=False)
    door.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    door.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, SEND_BUFFER)
    if hasattr(socket, "TCP_USER_TIMEOUT"):
        door.setsockopt(socket.IPPROTO_TCP, socket.TCP_USER_TIMEOUT, 1000 * UNREAD_SECONDS)
    return door


def allow_many_sockets() -> None:
    """Use as many open files as this process may: often 1,024 unless one asks."""
    _soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))


def tune_memory() -> None:
    """Keep the garbage collector away from what never dies: a broadcast takes half the time."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 50, 1_000)


def serve() -> None:
    """Migrate, renew a demo world, then serve pages, live lines and due work from one process."""
    host, port = os.environ.get("HOST", "127.0.0.1"), int(os.environ.get("PORT", "8000"))
    migrate_to_newest(app)
    if app.config["DEMO"]:
        with app.app_context():
            seed_when_needed()
    server = WSGIServer(listener(host, port), app, handler_class=QuietWebSocketHandler, log=None)
    rounds = (worker.do_what_is_due, worker.do_what_is_due_elsewhere)
    loops = [gevent.spawn(worker.work_forever, app, do_round) for do_round in rounds]
    gevent.signal_handler(signal.SIGTERM, server.stop)
    gevent.signal_handler(signal.SIGINT, server.stop)
    allow_many_sockets()
    tune_memory()
    print(f"{app.config['SITE_NAME']} is open at http://{host}:{port}", flush=True)
    server.serve_forever()
    worker.end()
    gevent.joinall(loops, timeout=SECONDS_TO_END)  # a letter on its way is handed over and written down


if __name__ == "__main__":
    serve()
