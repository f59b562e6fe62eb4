"""HTTP as proxies, careless libraries and attackers speak it."""

import socket
import time

import pytest
import requests

from mintmark import until
from raw import Connection, post

FORM = {"Content-Type": "application/x-www-form-urlencoded"}


def form_bytes(server):
    return "&".join(f"{name}={value}" for name, value in server.form().items()).encode()


def chunked(server, chunks, extra=""):
    head = f"POST /oauth/token HTTP/1.1\r\nHost: x\r\nContent-Type: {FORM['Content-Type']}\r\nTransfer-Encoding: chunked\r\n{extra}\r\n"
    return head.encode() + b"".join(b"%x\r\n%s\r\n" % (len(chunk), chunk) for chunk in chunks) + b"0\r\n\r\n"


def test_a_chunked_body_is_read(server):
    body = form_bytes(server)
    with Connection(server) as connection:
        assert connection.send(chunked(server, [body[:1], body[1:7], body[7:]])).status() == 200


def test_a_body_may_arrive_byte_by_byte_within_the_deadline(server):
    request = post(form_bytes(server), FORM)
    with Connection(server) as connection:
        connection.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        for index in range(len(request)):
            connection.send(request[index:index + 1])
        assert connection.status() == 200


@pytest.mark.parametrize("extra", [
    "Content-Length: 5\r\n",  # beside Transfer-Encoding: request smuggling (RFC 9112 §6.1)
    "Content-Length: 5\r\nContent-Length: 5\r\n",
    "Transfer-Encoding: identity\r\n",
    "Transfer-Encoding: xchunked\r\n",
])
def test_two_lengths_never_give_two_requests(server, extra):
    """Whatever the server makes of them, what follows the body is no request of its own, or the connection ends."""
    body = form_bytes(server)
    smuggled = b"GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n"
    with Connection(server) as connection:
        connection.send(chunked(server, [body], extra) + smuggled)
        connection.socket.settimeout(5)
        data = b""
        try:
            while part := connection.socket.recv(65536):
                data += part
                if data.count(b"HTTP/1.1 ") > 1:
                    break
        except (TimeoutError, ConnectionError):
            pass
    if b" 400 " not in data.split(b"\r\n")[0]:
        # Taken as chunked, as RFC 9112 §6.3 says; then the connection must not be used any further.
        assert data.count(b"HTTP/1.1 ") <= 1, data


@pytest.mark.parametrize("length", [b"1e3", b"+10", b"0x10", b"10, 10", b" ", b"99999999999999999999999", b"-0"])
def test_odd_content_lengths_are_refused(server, length):
    with Connection(server) as connection:
        connection.send(b"POST /oauth/token HTTP/1.1\r\nHost: x\r\nContent-Length: " + length + b"\r\n\r\n" + b"a" * 16)
        assert connection.status() in (0, 400, 413)


def test_a_chunk_that_says_it_is_huge_is_refused(server):
    for size in [b"ffffffff", b"7fffffffffffffff", b"ffffffffffffffff", b"fffffffffffffffff"]:
        with Connection(server) as connection:
            connection.send(
                b"POST /oauth/token HTTP/1.1\r\nHost: x\r\nContent-Type: application/x-www-form-urlencoded\r\n"
                b"Transfer-Encoding: chunked\r\n\r\n" + size + b"\r\n" + b"a" * 60_000)
            assert connection.status() in (0, 400, 413)


def test_trailers_count_against_the_limit(server):
    """Headers behind a chunked body are headers too."""
    body = form_bytes(server)
    with Connection(server) as connection:
        request = chunked(server, [body])[:-2] + b"".join(b"X-%d: %s\r\n" % (i, b"y" * 1000) for i in range(100)) + b"\r\n"
        connection.send(request)
        assert connection.status() in (0, 200, 400, 431)
    assert server.ask().status_code == 200


def test_requests_in_one_packet_are_answered_in_order(server):
    request = b"".join(
        b"GET %s HTTP/1.1\r\nHost: x\r\n%s\r\n" % each for each in [(b"/healthz", b""), (b"/keys", b""), (b"/none", b"Connection: close\r\n")])
    with Connection(server) as connection:
        connection.send(request)
        data = b""
        while part := connection.socket.recv(65536):
            data += part
    assert [data.count(b"HTTP/1.1 200"), data.count(b"HTTP/1.1 404")] == [2, 1]
    assert data.index(b'"ok"') < data.index(b'"kty"') < data.index(b"HTTP/1.1 404")


def test_many_requests_in_one_packet_do_not_pile_up(server):
    with Connection(server) as connection:
        connection.send(b"GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n" * 2000 + b"GET /healthz HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
        data = b""
        while part := connection.socket.recv(65536):
            data += part
    assert data.count(b"HTTP/1.1 200") == 2001


@pytest.mark.parametrize("head", [
    b"HTTP/1.1\r\nHost: x\r\nConnection: close",
    b"HTTP/1.0",
])
def test_a_connection_that_is_not_kept_alive_ends_with_the_answer(server, head):
    """RFC 9112 §9.3; old load testers and health checks wait for it."""
    with Connection(server) as connection:
        connection.socket.settimeout(3)
        connection.send(b"GET /healthz " + head + b"\r\n\r\n")
        data = b""
        while part := connection.socket.recv(65536):
            data += part
    assert b" 200 " in data.split(b"\r\n")[0]


def test_expect_100_continue_does_not_hang(server):
    """curl sends it with large bodies and waits a second for the answer."""
    body = form_bytes(server)
    with Connection(server) as connection:
        connection.send(post(body, {**FORM, "Expect": "100-continue"})[: -len(body)])
        connection.socket.settimeout(1)
        try:
            first = connection.socket.recv(65536)
        except TimeoutError:
            first = b""
        connection.socket.settimeout(10)
        assert first == b"" or first.startswith(b"HTTP/1.1 100")
        assert connection.send(body).status() == 200


@pytest.mark.parametrize("target", [
    "http://other.example.com/oauth/token", "*", "oauth/token", "/oauth/token#x", "/oauth/%74oken", "/oauth/./token",
    "/oauth/../oauth/token", "/oauth/token;x", "/oauth/token/..", "/%2e%2e/etc/passwd", "/oauth\\token", "//", "///",
    "/" + "a/" * 3000, "/api/v1/organizations/%00", "/api/v1/organizations/%ff", "/api/v1/organizations/..%2fclients",
    "/keys/..%2f..%2fmaster.key.pem", "/keys/.pem", "/keys/%2e.pem", "/?", "/??", "/keys?%", "/api/v1/organizations?page_size=%zz"])
def test_odd_targets_get_an_answer(server, target):
    with Connection(server) as connection:
        connection.send(f"GET {target} HTTP/1.1\r\nHost: x\r\n\r\n")
        assert connection.status() in range(200, 500) or connection.status() == 0
    assert requests.get(f"{server.url}/healthz", timeout=10).status_code == 200


def test_a_very_long_target_is_refused(server):
    for size in [10_000, 20_000, 100_000]:
        with Connection(server) as connection:
            try:
                connection.send(f"GET /{'a' * size} HTTP/1.1\r\nHost: x\r\n\r\n")
            except ConnectionError:
                pass
            assert connection.status() in (0, 400, 404, 414, 431)


@pytest.mark.parametrize("method", ["PROPFIND", "CONNECT", "BREW", "a", "GET" * 20, "OPTIONS", "TRACE"])
def test_unusual_methods_are_refused(server, method):
    with Connection(server) as connection:
        connection.send(f"{method} /keys HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\n\r\n")
        assert connection.status() in (0, 400, 404, 405, 501)


def test_a_method_that_nobody_knows_is_refused_as_such(server):
    for method in ["QUERY", "PROPFIND"]:
        assert requests.request(method, f"{server.url}/keys", timeout=10).status_code == 501
    # Words that are no method of any registry do not get past the HTTP parser.
    assert requests.request("BREW", f"{server.url}/keys", timeout=10).status_code == 400


def test_a_reader_that_stops_reading_hinders_nobody(server):
    """It asks and never takes the answers."""
    lazy = [Connection(server) for _ in range(4)]
    for connection in lazy:
        connection.socket.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        connection.socket.setblocking(False)
        try:
            for _ in range(2000):
                connection.socket.send(b"GET /openapi.json HTTP/1.1\r\nHost: x\r\n\r\n")
        except BlockingIOError:
            pass
    for _ in range(20):
        assert server.ask().status_code == 200
    for connection in lazy:
        connection.socket.close()


def resident(server):
    """MiB that the server holds."""
    text = open(f"/proc/{server.process.pid}/statm").read()
    return int(text.split()[1]) * 4096 / 2**20


@pytest.mark.parametrize("requested", [
    b"GET /openapi.json HTTP/1.1\r\nHost: x\r\n\r\n",
    b"POST /oauth/token HTTP/1.1\r\nHost: x\r\nContent-Type: application/x-www-form-urlencoded\r\n"
    b"Content-Length: 12\r\n\r\ngrant_type=x",
])
def test_a_reader_that_stops_reading_costs_little_memory(start, requested):
    own = start()
    own.ask()
    before = resident(own)
    lazy = [Connection(own) for _ in range(8)]
    for connection in lazy:
        connection.socket.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        connection.socket.setblocking(False)
    end = time.monotonic() + 4
    while time.monotonic() < end:
        for connection in lazy:
            try:
                connection.socket.send(requested * 500)
            except BlockingIOError:
                pass
        time.sleep(0.005)
    grown = resident(own) - before
    for connection in lazy:
        connection.socket.close()
    assert grown < 8 * 4, f"{grown} MiB for 8 connections"


def test_slow_handshakes_and_idle_connections_end(start):
    own = start(env={"MINTMARK_REQUEST_TIMEOUT": "1", "MINTMARK_IDLE_TIMEOUT": "1"})
    with Connection(own) as connection:
        assert connection.seconds_until_closed() < 4
    # An idle connection that was used before ends as well.
    with Connection(own) as connection:
        connection.send(b"GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n")
        assert connection.status() == 200
        assert connection.seconds_until_closed() < 4


def test_a_slow_second_request_is_cut_off(server):
    """The deadline holds for each request of a connection, also when it begins in the packet of the one before."""
    for first in [b"", b"GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n"]:
        with Connection(server) as connection:
            connection.send(b"GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n" + first + b"GET /he")
            time.sleep(0.3)
            connection.socket.recv(65536)
            seconds = connection.seconds_until_closed(drip=b"a")
        assert seconds < 6


def test_connections_are_limited_and_freed(start):
    own = start(env={"MINTMARK_LIMITS_CONNECTIONS": "20"})
    held = [socket.create_connection(("127.0.0.1", int(own.url.rsplit(":", 1)[1])), timeout=5) for _ in range(20)]
    time.sleep(0.2)
    with pytest.raises(requests.RequestException):
        requests.post(f"{own.url}/oauth/token", data=own.form(), timeout=1)
    for connection in held:
        connection.close()

    def works():
        try:
            return requests.post(f"{own.url}/oauth/token", data=own.form(), timeout=2).status_code == 200
        except requests.RequestException:
            return False

    until(works, what="a new connection")
