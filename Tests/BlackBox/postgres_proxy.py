"""Stands between Mintmark and PostgreSQL, understands what passes, and cuts connections at a COMMIT."""

import contextlib
import socket
import struct
import threading


class CommitProxy:
    """Listens on a port of this machine for a server that listens on a Unix socket.

    `cut_next(table, "before")` closes the connection when COMMIT of the next transaction that adds a row to the table
    is asked for, before the server hears of it; "after" when the server has answered and the client has not heard it.
    While `refusing`, new connections are closed at once. `on_cut` is called when the server has answered, before the
    connection is closed.
    """

    def __init__(self, path):
        self.path = path
        self.refusing = False
        self.refuse_after_cut = False
        self.on_cut = None
        self.cuts = 0
        self._plan = None
        self._lock = threading.Lock()
        self._listener = socket.create_server(("127.0.0.1", 0))
        threading.Thread(target=self._accept, daemon=True).start()

    @property
    def url(self):
        port = self._listener.getsockname()[1]
        return f"postgres://mintmark@127.0.0.1:{port}/postgres?sslmode=disable&gssencmode=disable"

    def cut_next(self, table, moment):
        with self._lock:
            self._plan = (table, moment)

    def close(self):
        self._listener.close()

    def _accept(self):
        while True:
            try:
                client, _ = self._listener.accept()
            except OSError:
                return
            if self.refusing:
                client.close()
                continue
            server = socket.socket(socket.AF_UNIX)
            try:
                server.connect(self.path)
            except OSError:
                client.close()
                continue
            link = _Link(self, client, server)
            threading.Thread(target=link.requests, daemon=True).start()
            threading.Thread(target=link.answers, daemon=True).start()

    def take_plan(self, tables):
        """When a transaction that added rows to these tables is to be cut; else None."""
        with self._lock:
            if self._plan is None or self._plan[0] not in tables:
                return None
            _, moment = self._plan
            self._plan = None
            self.cuts += 1
            self.refusing = self.refusing or self.refuse_after_cut
            return moment


class _Link:
    def __init__(self, proxy, client, server):
        self.proxy, self.client, self.server = proxy, client, server
        self.swallows = False
        self.statements, self.tables = {}, set()

    def requests(self):
        """From the client to the server, message by message (PostgreSQL, 55.7)."""
        with contextlib.suppress(OSError, EOFError):
            length = self._read(4)
            self.server.sendall(length + self._read(struct.unpack("!I", length)[0] - 4))
            while True:
                head = self._read(5)
                body = self._read(struct.unpack("!I", head[1:])[0] - 4)
                if not self._passes(head[:1], body):
                    break
                self.server.sendall(head + body)
        self._close()

    def _passes(self, kind, body):
        if kind == b"P":
            name, sql = body.split(b"\0")[:2]
            self.statements[name] = sql.decode()
        elif kind == b"B":
            words = self.statements.get(body.split(b"\0")[1], "").split()
            if words[:2] == ["INSERT", "INTO"]:
                self.tables.add(words[2])
        elif kind == b"Q" and body.startswith(b"BEGIN"):
            self.tables = set()
        elif kind == b"Q" and body == b"COMMIT\0":
            moment = self.proxy.take_plan(self.tables)
            self.swallows = moment == "after"
            return moment != "before"
        return True

    def answers(self):
        with contextlib.suppress(OSError):
            while data := self.server.recv(65536):
                if self.swallows:
                    if self.proxy.on_cut:
                        self.proxy.on_cut()
                    break
                self.client.sendall(data)
        self._close()

    def _read(self, count):
        data = b""
        while len(data) < count:
            part = self.client.recv(count - len(data))
            if not part:
                raise EOFError
            data += part
        return data

    def _close(self):
        for end in (self.client, self.server):
            with contextlib.suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)
            end.close()
