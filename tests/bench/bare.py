"""The least a broadcast can cost: the same server with nothing in it but sockets; serves on PORT."""

import wsgi  # noqa: I001 (first: it makes the standard library cooperative)

import os

from flask import Flask
from flask_socketio import SocketIO
from gevent.pywsgi import WSGIServer

app = Flask(__name__)
socketio = SocketIO(app, async_mode="gevent", transports=["websocket"], http_compression=False)
WORDS = "x" * 300


@socketio.on("again")
def again(times: int) -> bool:
    """Say the same words to everybody, so many times."""
    for _time in range(times):
        socketio.emit("patch", WORDS)
        socketio.sleep(0.05)
    socketio.sleep(1)
    return True


if __name__ == "__main__":
    door = wsgi.listener("127.0.0.1", int(os.environ["PORT"]))
    server = WSGIServer(door, app, handler_class=wsgi.QuietWebSocketHandler, log=None)
    wsgi.tune_memory()
    server.serve_forever()
