"""A TCP proxy between a node and PostgreSQL's socket that can cut connections, refuse them, or stall without a word."""

import select
import socket
import threading


class Proxy:
    """Forwards from a free port of 127.0.0.1 to a Unix socket. `mode` is `pass`, `cut` or `stall`."""

    def __init__(self, target):
        self.target, self.mode = str(target), "pass"
        self._pairs, self._lock = [], threading.Lock()
        self._listener = socket.create_server(("127.0.0.1", 0), backlog=64)
        self.port = self._listener.getsockname()[1]
        self._moved = threading.Event()
        self._moved.set()
        threading.Thread(target=self._accept, daemon=True).start()

    def cut(self):
        """Closes every connection and each new one."""
        self.mode = "cut"
        with self._lock:
            pairs, self._pairs = self._pairs, []
        for pair in pairs:
            self._close(pair)

    def stall(self):
        """Moves no byte and answers nothing; connections stay open, and new ones are taken."""
        self._moved.clear()
        self.mode = "stall"

    def heal(self):
        self.mode = "pass"
        self._moved.set()

    def close(self):
        self._listener.close()
        self.cut()
        self._moved.set()

    def _accept(self):
        while True:
            try:
                near, _ = self._listener.accept()
            except OSError:
                return
            threading.Thread(target=self._serve, args=(near,), daemon=True).start()

    def _serve(self, near):
        self._moved.wait()
        if self.mode == "cut":
            return near.close()
        far = socket.socket(socket.AF_UNIX)
        try:
            far.connect(self.target)
        except OSError:
            near.close()
            return far.close()
        pair = (near, far)
        with self._lock:
            self._pairs.append(pair)
        if self.mode == "cut":
            self._close(pair)
        try:
            while True:
                ready, _, _ = select.select(pair, [], [])
                for source in ready:
                    data = source.recv(65536)
                    if not data:
                        return
                    self._moved.wait()
                    (far if source is near else near).sendall(data)
        except (OSError, ValueError):
            pass
        finally:
            with self._lock:
                if pair in self._pairs:
                    self._pairs.remove(pair)
            self._close(pair)

    @staticmethod
    def _close(pair):
        for end in pair:
            try:
                # Wakes the thread that waits for it; close alone does not.
                end.shutdown(socket.SHUT_RDWR)
            except OSError:
                pass
            end.close()
