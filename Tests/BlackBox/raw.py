"""Speaks HTTP byte by byte, as hostile clients do."""

import socket
import time


class Connection:
    def __init__(self, server):
        host, port = server.url.removeprefix("http://").split(":")
        self.socket = socket.create_connection((host, int(port)), timeout=20)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.socket.close()

    def send(self, data):
        self.socket.sendall(data if isinstance(data, bytes) else data.encode())
        return self

    def answer(self):
        """Everything up to the end of the connection or of one response."""
        data = b""
        while True:
            try:
                part = self.socket.recv(65536)
            except ConnectionResetError:
                return data
            if not part:
                return data
            data += part
            head, separator, body = data.partition(b"\r\n\r\n")
            if separator:
                length = [line for line in head.lower().split(b"\r\n") if line.startswith(b"content-length:")]
                if length and len(body) >= int(length[0].split(b":")[1]):
                    return data

    def status(self):
        """The status of the response; 0 when the server closed the connection without one."""
        data = self.answer()
        return int(data.split(b" ")[1]) if data else 0

    def seconds_until_closed(self, drip=None, interval=0.1):
        """Sends `drip` now and then until the server closes the connection."""
        start = time.monotonic()
        self.socket.settimeout(interval)
        while time.monotonic() - start < 30:
            try:
                if drip:
                    self.socket.sendall(drip)
                if self.socket.recv(1) == b"":
                    break
            except TimeoutError:
                continue
            except OSError:
                break
        return time.monotonic() - start


def post(body, headers=None, path="/oauth/token"):
    lines = [f"POST {path} HTTP/1.1", "Host: x", f"Content-Length: {len(body)}"]
    lines += [f"{name}: {value}" for name, value in (headers or {}).items()]
    return ("\r\n".join(lines) + "\r\n\r\n").encode("latin-1") + body
