"""Whatever is sent, the right error comes back, nothing hangs and nothing is written."""

import base64
import json
import statistics

import pytest
import requests
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from raw import Connection, post

FORM = {"Content-Type": "application/x-www-form-urlencoded"}
QUIET = {"suppress_health_check": list(HealthCheck), "deadline": None}


@pytest.mark.parametrize("path, limit", [("/oauth/token", 16 * 1024), ("/api/v1/organizations", 64 * 1024)])
def test_A29_an_oversized_body_is_refused(server, management, path, limit):
    headers = {**FORM, "Authorization": management.headers["Authorization"]}
    for size in [limit + 1, 10 * limit]:
        answer = requests.post(server.url + path, data=b"x" * size, headers=headers, timeout=20)
        assert answer.status_code == 413


def test_A29_an_endless_chunked_body_is_refused(server):
    def body():
        for _ in range(200):
            yield b"x" * 1024

    assert requests.post(f"{server.url}/oauth/token", data=body(), headers=FORM, timeout=20).status_code == 413


@pytest.mark.parametrize("headers", [
    "X-Large: " + "x" * 40_000 + "\r\n",
    "".join(f"X-Header-{index}: {'x' * 100}\r\n" for index in range(99)) + "X-Last: " + "x" * 9_000 + "\r\n",
    "".join(f"X-{index}: y\r\n" for index in range(1000)),
])
def test_A29_oversized_headers_are_refused(server, headers):
    with Connection(server) as connection:
        connection.send(f"GET /keys HTTP/1.1\r\nHost: x\r\n{headers}\r\n")
        assert connection.status() == 431
    assert requests.get(f"{server.url}/keys", timeout=10).status_code == 200


@pytest.mark.parametrize("start", [
    b"GET /", b"GET /keys HTTP/1.1\r\nX-Slow: ",
    b"POST /oauth/token HTTP/1.1\r\nHost: x\r\nContent-Length: 1000\r\nContent-Type: application/x-www-form-urlencoded\r\n\r\n",
])
def test_A29_a_slow_sender_is_cut_off(server, start):
    """The server of these tests allows 2 seconds for a request."""
    with Connection(server) as connection:
        seconds = connection.send(start).seconds_until_closed(drip=b"a")
    assert 1.5 < seconds < 6


def test_A29_a_slow_sender_hinders_nobody(server):
    slow = [Connection(server) for _ in range(100)]
    for connection in slow:
        connection.send(b"POST /oauth/token HTTP/1.1\r\n")
    assert server.ask().status_code == 200
    for connection in slow:
        connection.socket.close()


@pytest.mark.parametrize("request_bytes", [
    b"\x00\x01\x02\r\n\r\n", b"GET\r\n\r\n", b"GET / HTTP/9.9\r\n\r\n", b"GET / HTTP/1.1\r\nBad Header: x\r\n\r\n",
    b"POST /oauth/token HTTP/1.1\r\nHost: x\r\nContent-Length: -1\r\n\r\n",
    b"POST /oauth/token HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab",
    b"POST /oauth/token HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nZZ\r\n",
])
def test_malformed_http_is_refused(server, request_bytes):
    with Connection(server) as connection:
        assert connection.send(request_bytes).status() in (0, 400)
    assert server.ask().status_code == 200


@pytest.mark.parametrize("body, word", [
    (b"grant_type=client_credentials&client_id=%zz", "client_id"),
    (b"grant_type=client_credentials&client_id=%ff&client_secret=x", "client_id"),
    (b"grant_type=client_credentials&client_id=a", "client_secret"),
    (b"client_id=a&client_secret=b", "grant_type"),
    (b"&&&", "grant_type"), (b"", "grant_type"), (b"\x00", "grant_type"),
    (b"a=1&" * 40, "a"), (b"a=" + b"x" * 5000, "a"),
])
def test_a_malformed_form_is_refused_by_name(server, body, word):
    answer = requests.post(f"{server.url}/oauth/token", data=body, headers=FORM, timeout=10)
    assert answer.status_code in (400, 401, 413)
    assert word in answer.json()["error_description"]


@pytest.mark.parametrize("value", [
    "Basic", "Basic ", "Basic ===", "Basic YQ", "Basic YTpi=", "Basic YTpi YTpi", "Basic " + base64.b64encode(b"nocolon").decode(),
    "Basic " + base64.b64encode(b"\xff\xfe:x").decode(), "Basic " + base64.b64encode(b"%zz:x").decode(), "Basic " + "A" * 9000,
])
def test_a_malformed_basic_header_is_refused(server, value):
    answer = server.ask({"grant_type": "client_credentials"}, headers={"Authorization": value})
    assert answer.status_code in (400, 401)
    assert answer.json()["error"] in ("invalid_request", "invalid_client")


@settings(max_examples=300, **QUIET)
@given(body=st.one_of(
    st.binary(max_size=200),
    st.text("grant_type=client_credentials&id=%20+secret", max_size=120).map(str.encode),
    st.dictionaries(st.sampled_from(["grant_type", "client_id", "client_secret", "scope", "resource"]), st.text(max_size=20))
    .map(lambda form: requests.models.RequestEncodingMixin._encode_params(form).encode()),
))
def test_any_form_gets_a_refusal(server, body):
    answer = requests.post(f"{server.url}/oauth/token", data=body, headers=FORM, timeout=10)
    assert 400 <= answer.status_code < 500
    assert set(answer.json()) == {"error", "error_description"}


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(max_size=10),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3), max_leaves=6,
)
FIELDS = st.sampled_from(["name", "description", "scopes", "audience", "custom_claims", "expiry", "client", "x"])


@settings(max_examples=300, **QUIET)
@given(body=st.dictionaries(FIELDS, JSON, max_size=4))
def test_any_client_is_made_or_refused_by_name(server, body):
    management = _management(server)
    answer = management.post(f"{server.organization}/clients", json=body)
    assert answer.status_code in (201, 400), answer.text
    if answer.status_code == 400:
        assert answer.json()["details"][0]["validation_error_info"]["field_violations"]


@settings(max_examples=200, **QUIET)
@given(path=st.text(max_size=40))
def test_any_path_gets_an_answer(server, path):
    try:
        answer = _management(server).get("/" + path)
    except requests.exceptions.InvalidURL:
        return
    assert answer.status_code < 500


_managements = {}


def _management(server):
    return _managements.setdefault(server.url, server.management())


def test_hostile_json_takes_no_time(server, management, organization):
    for body in ["[" * 60_000, '{"a":' * 12_000, '{"name":"' + "\\u0000" * 9_000 + '"}', '{"expiry":' + "9" * 60_000 + "}",
                 json.dumps({"scopes": ["s"] * 12_000}), json.dumps({f"k{index}": 1 for index in range(5_000)})]:
        seconds = []
        for _ in range(3):
            answer = management.post(f"{organization}/clients", data=body, headers={"Content-Type": "application/json"})
            assert answer.status_code == 400
            seconds.append(answer.elapsed.total_seconds())
        assert statistics.median(seconds) < 2


def test_forwarded_headers_of_strangers_are_ignored(server, management):
    """A15: nobody but a trusted proxy says where a request came from."""
    management.make("/organizations", display_name="forwarded")
    headers = {"X-Forwarded-For": "203.0.113.9", "X-Forwarded-Proto": "http"}
    made = management.post("/organizations", json={"display_name": "forwarded 2"}, headers=headers)
    assert made.status_code == 201
    events = management.get("/audit-events", params={"page_size": 100, "order": "desc"}).json()["audit_events"]
    assert "203.0.113.9" not in [event["address"] for event in events]


@pytest.mark.parametrize("path", ["/keys", "/healthz", "/nowhere", "/oauth/token", "/api/v1/organizations"])
def test_head_is_answered_without_a_body(server, path):
    """A body would be taken for the next answer on the connection."""
    with Connection(server) as connection:
        connection.send(f"HEAD {path} HTTP/1.1\r\nHost: x\r\n\r\nGET /healthz HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
        data = b""
        while part := connection.socket.recv(65536):
            data += part
    head, _, rest = data.partition(b"\r\n\r\n")
    assert b"content-length: 0" not in head.lower() or path == "/oauth/token"
    assert rest.startswith(b"HTTP/1.1 200"), rest[:80]


@pytest.mark.parametrize("protocol", ["h2c", "websocket"])
def test_asking_for_an_upgrade_does_not_leave_a_dead_connection(server, protocol):
    """Java's HTTP client asks for h2c on every connection."""
    with Connection(server) as connection:
        connection.send(f"GET /healthz HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: {protocol}\r\n\r\n")
        answer = connection.answer()
        assert answer.startswith(b"HTTP/1.1 200") and b"connection: close" in answer.lower()
        assert connection.socket.recv(1) == b""


def test_an_oversized_request_does_not_take_the_answer_of_the_one_before(server):
    with Connection(server) as connection:
        connection.send("GET /healthz HTTP/1.1\r\nHost: x\r\n\r\nGET /keys HTTP/1.1\r\nX-Large: " + "x" * 40_000 + "\r\n\r\n")
        assert connection.status() in (0, 200)


def test_a_client_that_does_not_read_is_cut_off(start):
    import socket

    own = start(env={"MINTMARK_IDLE_TIMEOUT": "2", "MINTMARK_REQUEST_TIMEOUT": "2", "MINTMARK_LIMITS_CONNECTIONS": "8"})
    host, port = own.url.removeprefix("http://").split(":")
    stalled = []
    for _ in range(8):
        connection = socket.socket()
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 2048)
        connection.connect((host, int(port)))
        connection.settimeout(1)
        try:
            connection.sendall(b"GET /openapi.json HTTP/1.1\r\nHost: x\r\n\r\n" * 20_000)
        except (TimeoutError, OSError):
            pass
        stalled.append(connection)
    from mintmark import until

    def answers():
        try:
            return requests.get(f"{own.url}/healthz", timeout=2).ok
        except requests.RequestException:
            return False

    until(answers, seconds=30, what="a new client's turn")
    for connection in stalled:
        connection.close()
