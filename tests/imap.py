"""A mailbox for tests: just enough of an IMAP4rev1 server, on loopback, to be read by one at a time."""

import re
import socket
import ssl
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from threading import Thread
from typing import Any

USER, PASSWORD = "beurs", "geheim"
WORDS = re.compile(rb'"((?:[^"\\]|\\.)*)"|(\S+)')


class Postbox:
    """Messages with their flags, in the one folder that there is; perhaps it `keeps_flags` not."""

    def __init__(self, port: int) -> None:
        self.port, self.folder, self.keeps_flags = port, "INBOX", True
        self.messages: list[bytes] = []
        self.flags: list[set[str]] = []
        self.fetched: list[tuple[int, str]] = []
        self.signed_in: list[tuple[str, str]] = []

    def deliver(self, *messages: bytes) -> None:
        """Put messages in it that nobody has seen."""
        self.messages += messages
        self.flags += [set() for _message in messages]

    def answer(self, verb: str, words: list[str]) -> tuple[str, list[bytes]]:
        """What the server says to one command: how it went, and lines before that."""
        if verb == "CAPABILITY":
            return "OK done", [b"CAPABILITY IMAP4rev1"]
        if verb == "LOGIN":
            self.signed_in.append((words[0], words[1]))
            return ("OK" if words == [USER, PASSWORD] else "NO [AUTHENTICATIONFAILED] no") + " login", []
        if verb == "SELECT":
            state = "READ-WRITE" if self.keeps_flags else "READ-ONLY"
            there = words == [self.folder]
            return (f"OK [{state}] done" if there else "NO no such folder"), [b"%d EXISTS" % len(self.flags)]
        if verb == "UID":
            return getattr(self, words[0].lower())(*words[1:])
        return ("OK bye" if verb == "LOGOUT" else "BAD what?"), []

    def search(self, *keys: str) -> tuple[str, list[bytes]]:
        """The numbers of what is neither seen nor flagged."""
        assert keys == ("UNSEEN", "UNFLAGGED")
        found = [n for n, flags in enumerate(self.flags, 1) if not flags & {r"\Seen", r"\Flagged"}]
        return "OK done", [b"SEARCH " + b" ".join(b"%d" % (100 + n) for n in found)]

    def fetch(self, uid: str, *what: str) -> tuple[str, list[bytes]]:
        """The size of a message, or the beginning of it."""
        number, asked = int(uid) - 100, " ".join(what)
        self.fetched.append((number, asked))
        message = self.messages[number - 1]
        if asked == "(RFC822.SIZE)":
            return "OK done", [b"%d FETCH (UID %s RFC822.SIZE %d)" % (number, uid.encode(), len(message))]
        most = re.fullmatch(r"\(BODY\.PEEK\[\]<0\.(\d+)>\)", asked)
        assert most
        part = message[: int(most[1])]
        told = b"%d FETCH (UID %s BODY[]<0> {%d}\r\n%s)" % (number, uid.encode(), len(part), part)
        return "OK done", [told, b"%d FETCH (FLAGS ())" % number]

    def store(self, uid: str, _how: str, flags: str) -> tuple[str, list[bytes]]:
        """Keep a flag."""
        self.flags[int(uid) - 101].add(flags.strip("()"))
        return "OK done", []


def _words(line: bytes) -> list[str]:
    return [(quoted or bare).decode().replace("\\\\", "\\") for quoted, bare in WORDS.findall(line)]


def _serve(box: Postbox, line: socket.socket) -> None:
    with line, line.makefile("rwb") as file:
        file.write(b"* OK ready\r\n")
        file.flush()
        for asked in file:
            tag, verb, *words = _words(asked)
            how, lines = box.answer(verb.upper(), words)
            file.writelines(b"* " + each + b"\r\n" for each in lines)
            file.write(f"{tag} {how}\r\n".encode())
            file.flush()


def _answer_door(box: Postbox, door: socket.socket, shown: ssl.SSLContext | None) -> None:
    with suppress(OSError):  # the door is shut when the test ends
        while True:
            line, _address = door.accept()
            with suppress(OSError):  # somebody does not trust us and hangs up
                _serve(box, shown.wrap_socket(line, server_side=True) if shown else line)


@contextmanager
def a_postbox(shown: ssl.SSLContext | None = None) -> Iterator[Postbox]:
    """A mailbox in a thread of its own, with a certificate if it has one."""
    with socket.create_server(("127.0.0.1", 0)) as door:
        box = Postbox(door.getsockname()[1])
        thread = Thread(target=_answer_door, args=(box, door, shown), daemon=True)
        thread.start()
        yield box
        door.shutdown(socket.SHUT_RDWR)
    thread.join(5)
    assert not thread.is_alive()


def reading(port: int, **given: Any) -> dict[str, Any]:
    """The settings of a site that reads a mailbox of tests."""
    line = {"IMAP_HOST": "127.0.0.1", "IMAP_PORT": port, "IMAP_TLS": "none", "IMAP_FOLDER": "INBOX"}
    return line | {"IMAP_USER": USER, "IMAP_PASSWORD": PASSWORD} | given
