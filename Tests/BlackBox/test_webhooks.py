"""Webhooks against real receivers: signed as Standard Webhooks says, retried, never lost, and sent nowhere they must not go."""

import base64
import hashlib
import hmac
import http.server
import json
import pathlib
import re
import signal
import ssl
import threading
import time

import pytest

from mintmark import until
from test_tls import Authority

FAST = {"MINTMARK_WEBHOOKS_RETRY_DELAYS": "0,1,1,1,1"}


class Receiver:
    """An HTTP server that keeps what it is sent and answers as it is told."""

    def __init__(self, answers=(), delay=0, headers=(), tls=None):
        self.answers, self.delay, self.headers, self.messages = list(answers), delay, dict(headers), []
        receiver = self

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_POST(self):
                body = self.rfile.read(int(self.headers["content-length"]))
                receiver.messages.append((time.monotonic(), dict(self.headers), body, self.path))
                time.sleep(receiver.delay)
                status = receiver.answers.pop(0) if receiver.answers else 200
                self.send_response(status)
                for name, value in receiver.headers.items():
                    self.send_header(name, value)
                self.end_headers()
                self.wfile.write(b"said the receiver")

            def log_message(self, *_):
                pass

        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.server.daemon_threads = True
        self.url = f"http://127.0.0.1:{self.server.server_port}/hooks?a=b"
        if tls:
            self.url = f"https://localhost:{self.server.server_port}/hooks?a=b"
            self.server.socket = tls.wrap_socket(self.server.socket, server_side=True)
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    @property
    def events(self):
        return [json.loads(body) for _, _, body, _ in list(self.messages)]

    def of(self, *types):
        return [event for event in self.events if event["type"] in types]

    def close(self):
        self.server.shutdown()
        self.server.server_close()


@pytest.fixture
def receive():
    receivers = []

    def receive(**options):
        receivers.append(Receiver(**options))
        return receivers[-1]

    yield receive
    for receiver in receivers:
        receiver.close()


def signatures(secret, headers, body):
    """What the specification says, by Python's own HMAC."""
    key = base64.b64decode(secret.removeprefix("whsec_"))
    content = f"{headers['webhook-id']}.{headers['webhook-timestamp']}.".encode() + body
    return "v1," + base64.b64encode(hmac.new(key, content, hashlib.sha256).digest()).decode()


def documented_verify():
    """The function that docs/webhooks.md shows, so that what people copy is what was tested."""
    page = (pathlib.Path(__file__).resolve().parents[2] / "docs/webhooks.md").read_text()
    names = {}
    exec(re.search(r"```python\n(.*?)```", page, re.DOTALL).group(1), names)
    return names["verify"]


def register(management, receiver, *event_types):
    made = management.make("/webhooks", url=receiver.url, event_types=list(event_types))
    return made["webhook"]["webhook_id"], made["plain_secret"]


def deliveries(management, webhook, **query):
    return management.get(f"/webhooks/{webhook}/deliveries", params=query).json()["deliveries"]


def wait_for_deliveries(management, webhook, status, count=1):
    return until(lambda: len(found := deliveries(management, webhook, status=status)) >= count and found, what=status)


def test_an_event_arrives_signed_and_soon(start, receive):
    server = start(env=FAST)
    management, receiver = server.management(), receive()
    webhook, secret = register(management, receiver)
    assert len(base64.b64decode(secret.removeprefix("whsec_"))) == 32
    begun = time.monotonic()
    made = management.make(f"{server.organization}/clients", name="told", scopes=["a"])
    until(lambda: receiver.messages, what="the message")
    arrival, headers, body, path = receiver.messages[0]
    assert arrival - begun < 1 and path == "/hooks?a=b"
    assert headers["content-type"] == "application/json"
    assert headers["webhook-signature"] == signatures(secret, headers, body)
    assert abs(int(headers["webhook-timestamp"]) - time.time()) < 30
    verify = documented_verify()
    assert verify(secret, headers, body) and not verify(secret, headers, body + b" ")
    event = json.loads(body)
    assert event["type"] == "client.created" and event["data"]["client_id"] == made["client"]["client_id"]
    assert event["data"]["details"]["scopes"] == ["a"]
    for secret_text in [made["plain_secret"], secret]:
        assert secret_text.encode() not in body and secret_text not in server.logs
    (done,) = wait_for_deliveries(management, webhook, "DELIVERED")
    assert (done["attempts"], done["response_status"], done["event_type"]) == (1, 200, "client.created")
    assert secret not in management.get(f"/webhooks/{webhook}").text
    assert "mintmark_webhook_attempts_total{outcome=\"delivered\"} 1" in management.get("/../../metrics").text


def test_the_events_of_a_life_arrive_in_their_order(start, receive):
    server = start(env=FAST)
    management, receiver, secrets_only = server.management(), receive(), receive()
    register(management, receiver)
    register(management, secrets_only, "secret.*", "client.deleted")
    client = management.make(f"{server.organization}/clients", name="n")["client"]
    path = f"{server.organization}/clients/{client['client_id']}"
    management.patch(path, json={"name": "m"})
    added = management.make(f"{path}/secrets")["secret"]["id"]
    management.patch(f"{path}/secrets/{added}", json={"status": "INACTIVE"})
    management.delete(f"{path}/secrets/{added}")
    management.delete(path)
    types = ["client.created", "client.updated", "secret.created", "secret.updated", "secret.deleted", "client.deleted"]
    until(lambda: len(receiver.events) >= 6 and len(secrets_only.events) >= 4, what="all events")
    assert [event["type"] for event in receiver.events] == types
    assert [event["type"] for event in secrets_only.events] == types[2:]
    assert secrets_only.events[0]["data"]["secret_id"] == added
    assert secrets_only.events[0]["data"]["client_id"] == client["client_id"]
    ids = [headers["webhook-id"] for _, headers, _, _ in receiver.messages]
    assert len(set(ids)) == 6 and set(h["webhook-id"] for _, h, _, _ in secrets_only.messages) <= set(ids)


def test_a_failed_delivery_is_tried_again_with_the_same_id_and_body(start, receive):
    server = start(env=FAST)
    management, receiver = server.management(), receive(answers=[500, 503])
    webhook, secret = register(management, receiver, "client.created")
    management.make(f"{server.organization}/clients", name="n")
    (done,) = wait_for_deliveries(management, webhook, "DELIVERED")
    assert done["attempts"] == 3 and len(receiver.messages) == 3
    assert len({headers["webhook-id"] for _, headers, _, _ in receiver.messages}) == 1
    assert len({body for _, _, body, _ in receiver.messages}) == 1
    for _, headers, body, _ in receiver.messages:
        assert headers["webhook-signature"] == signatures(secret, headers, body)
    assert "failing_since" not in management.get(f"/webhooks/{webhook}").json()["webhook"]


def test_a_delivery_is_given_up_and_can_be_sent_again(start, receive):
    server = start(env={"MINTMARK_WEBHOOKS_RETRY_DELAYS": "0"})
    management, receiver = server.management(), receive(answers=[500, 302])
    webhook, _ = register(management, receiver, "client.created")
    management.make(f"{server.organization}/clients", name="n")
    (lost,) = wait_for_deliveries(management, webhook, "FAILED")
    assert (lost["attempts"], lost["response_status"]) == (2, 302)
    assert "redirects are not followed" in lost["error"] and "said the receiver" in lost["error"]
    assert management.get(f"/webhooks/{webhook}").json()["webhook"]["failing_since"]
    again = management.post(f"/webhooks/{webhook}/deliveries/{lost['delivery_id']}:retry").json()["delivery"]
    assert again["status"] == "PENDING"
    wait_for_deliveries(management, webhook, "DELIVERED")
    assert len(receiver.messages) == 3


def test_a_receiver_that_is_gone_is_disabled(start, receive):
    server = start(env=FAST)
    management, receiver = server.management(), receive(answers=[410])
    webhook, _ = register(management, receiver, "client.*")
    management.make(f"{server.organization}/clients", name="n")
    until(lambda: management.get(f"/webhooks/{webhook}").json()["webhook"]["status"] == "DISABLED", what="disabling")
    management.make(f"{server.organization}/clients", name="unheard")
    actions = [event["action"] for event in management.get("/audit-events", params={"page_size": 100}).json()["audit_events"]]
    assert "webhook.disabled" in actions
    assert management.patch(f"/webhooks/{webhook}", json={"status": "ACTIVE"}).json()["webhook"]["status"] == "ACTIVE"
    management.make(f"{server.organization}/clients", name="heard")
    until(lambda: len(receiver.messages) == 2, what="the message after enabling")
    assert receiver.events[1]["data"]["details"]["name"] == "heard"


def test_what_was_not_delivered_survives_kill_9(start, receive):
    server = start(env=FAST)
    management = server.management()
    receiver = receive(delay=5)
    webhook, secret = register(management, receiver, "client.created")
    made = [management.make(f"{server.organization}/clients", name=f"c{index}")["client"]["client_id"] for index in range(3)]
    until(lambda: receiver.messages, what="the first attempt")
    server.stop(signal.SIGKILL)
    receiver.delay = 0
    before = len(receiver.messages)
    server.start()
    management = server.management()
    wait_for_deliveries(management, webhook, "DELIVERED", 3)
    repeated = receiver.messages[before:]
    assert [json.loads(body)["data"]["client_id"] for _, _, body, _ in receiver.messages][:1] == made[:1]
    assert {json.loads(body)["data"]["client_id"] for _, _, body, _ in repeated} == set(made)
    ids = {json.loads(body)["data"]["client_id"]: headers["webhook-id"] for _, headers, body, _ in receiver.messages[:before]}
    for _, headers, body, _ in repeated:
        client = json.loads(body)["data"]["client_id"]
        assert ids.get(client, headers["webhook-id"]) == headers["webhook-id"]
        assert headers["webhook-signature"] == signatures(secret, headers, body)


def test_an_orderly_stop_does_not_wait_for_slow_receivers_and_loses_nothing(start, receive):
    server = start(env=FAST)
    management, receiver = server.management(), receive(delay=8)
    webhook, _ = register(management, receiver, "client.created")
    management.make(f"{server.organization}/clients", name="n")
    until(lambda: receiver.messages, what="the first attempt")
    begun = time.monotonic()
    assert server.stop() == 0 and time.monotonic() - begun < 5
    receiver.delay = 0
    server.start()
    wait_for_deliveries(server.management(), webhook, "DELIVERED")


def test_a_slow_receiver_does_not_delay_another(start, receive):
    server = start(env=FAST)
    management, slow, quick = server.management(), receive(delay=3), receive()
    register(management, slow, "client.created")
    register(management, quick, "client.created")
    begun = time.monotonic()
    for index in range(10):
        management.make(f"{server.organization}/clients", name=f"c{index}")
    until(lambda: len(quick.messages) == 10, what="all ten")
    assert time.monotonic() - begun < 4 and len(slow.messages) <= 2
    assert [event["data"]["details"]["name"] for event in quick.events] == [f"c{index}" for index in range(10)]


def test_dead_receivers_do_not_take_the_places_of_others(start, receive):
    server = start(env=FAST)
    management, quick = server.management(), receive()
    for _ in range(12):
        dead = receive()
        dead.close()
        register(management, dead, "client.created")
    register(management, quick, "client.created")
    for index in range(20):
        management.make(f"{server.organization}/clients", name=f"c{index}")
    until(lambda: len(quick.messages) == 20, what="all twenty")


@pytest.mark.parametrize("url", [
    "https://127.0.0.1/", "https://10.1.2.3/x", "https://[::1]/", "https://[::ffff:10.0.0.1]/", "https://169.254.169.254/latest",
    "https://[fd00:ec2::254]/", "https://0.0.0.0/", "http://example.com/", "https://127.1/", "https://2130706433/", "ftp://example.com/",
    "https://user:pass@example.com/", "https://exa mple.com/", "//example.com", "", "https://[64:ff9b::a00:1]/",
])
def test_private_and_malformed_destinations_are_refused(strict, url):
    answer = strict.post("/webhooks", json={"url": url})
    assert answer.status_code == 400, answer.text
    assert answer.json()["details"][0]["validation_error_info"]["field_violations"][0]["field"] == "url"


def test_a_name_that_leads_to_a_private_address_is_not_connected_to(strict, receive):
    receiver = receive()
    port = receiver.server.server_port
    webhook = strict.make("/webhooks", url=f"https://localhost:{port}/")["webhook"]["webhook_id"]
    outcome = strict.post(f"/webhooks/{webhook}:test").json()["test"]
    assert not outcome["delivered"] and "not on the public internet" in outcome["error"]
    assert "response_status" not in outcome and receiver.messages == []


@pytest.fixture(scope="module")
def strict(tmp_path_factory):
    from mintmark import Server

    server = Server(tmp_path_factory.mktemp("strict"), env={"MINTMARK_WEBHOOKS_ALLOW_PRIVATE_DESTINATIONS": "false"})
    yield server.management()
    server.stop()


def test_a_test_message_tells_what_came_back(start, receive):
    server = start(env=FAST)
    management, receiver = server.management(), receive(answers=[200, 503])
    webhook, secret = register(management, receiver)
    outcome = management.post(f"/webhooks/{webhook}:test").json()["test"]
    assert outcome["delivered"] and outcome["response_status"] == 200 and outcome["latency_milliseconds"] >= 0
    _, headers, body, _ = receiver.messages[0]
    assert json.loads(body)["type"] == "webhook.test"
    assert headers["webhook-signature"] == signatures(secret, headers, body)
    outcome = management.post(f"/webhooks/{webhook}:test").json()["test"]
    assert not outcome["delivered"] and outcome["response_status"] == 503 and "503" in outcome["error"]
    receiver.close()
    outcome = management.post(f"/webhooks/{webhook}:test").json()["test"]
    assert not outcome["delivered"] and "cannot be reached" in outcome["error"]
    assert deliveries(management, webhook) == []


def test_both_secrets_sign_while_one_replaces_the_other(start, receive):
    server = start(env=FAST)
    management, receiver = server.management(), receive()
    webhook, first = register(management, receiver)
    rotated = management.make(f"/webhooks/{webhook}/secrets", overlap=3600)
    second = rotated["plain_secret"]
    assert rotated["webhook"]["previous_secret_expire_time"]
    management.post(f"/webhooks/{webhook}:test")
    _, headers, body, _ = receiver.messages[-1]
    expected = {signatures(secret, headers, body) for secret in (first, second)}
    assert set(headers["webhook-signature"].split(" ")) == expected
    third = management.make(f"/webhooks/{webhook}/secrets", overlap=0)["plain_secret"]
    management.post(f"/webhooks/{webhook}:test")
    _, headers, body, _ = receiver.messages[-1]
    assert headers["webhook-signature"] == signatures(third, headers, body)
    assert management.post(f"/webhooks/{webhook}/secrets", json={"overlap": -1}).status_code == 400


def test_a_secret_that_expires_soon_is_told_of_once(start, receive):
    server = start(env={**FAST, "MINTMARK_WEBHOOKS_SECRET_EXPIRY_NOTICE": "1000000"})
    management, receiver = server.management(), receive()
    register(management, receiver, "secret.expiring")
    client = management.make(f"{server.organization}/clients", name="n")["client"]["client_id"]
    soon = time.strftime("%Y-%m-%dT%H:%M:%S.000Z", time.gmtime(time.time() + 900000))
    added = management.make(f"{server.organization}/clients/{client}/secrets", expire_time=soon)["secret"]["id"]
    # It looks at the start, and hourly.
    server.restart()
    until(lambda: receiver.events, what="the event")
    server.restart()
    management = server.management()
    management.make(f"{server.organization}/clients", name="later")
    (event,) = receiver.of("secret.expiring")
    assert event["data"]["secret_id"] == added and event["data"]["client_id"] == client
    assert event["data"]["details"]["expire_time"] == soon


def test_scopes_guard_webhooks(server, management):
    made = management.make("/clients", name="no webhooks", scopes=["clients:read", "keys:write"])
    other = server.management(
        server.token(client_id=made["client"]["client_id"], client_secret=made["plain_secret"]))
    for answer in [
        other.get("/webhooks"), other.post("/webhooks", json={"url": "https://example.com"}), other.get("/webhooks/whe_1"),
        other.patch("/webhooks/whe_1", json={}), other.delete("/webhooks/whe_1"), other.post("/webhooks/whe_1:test"),
        other.post("/webhooks/whe_1/secrets"), other.get("/webhooks/whe_1/deliveries"),
        other.post("/webhooks/whe_1/deliveries/whd_1:retry"),
    ]:
        assert answer.status_code == 403 and "webhooks:" in answer.json()["message"]


def test_unknown_webhooks_and_fields_are_named(management):
    for answer in [management.get("/webhooks/whe_1"), management.post("/webhooks/whe_1:test"),
                   management.get("/webhooks/whe_1/deliveries"), management.post("/webhooks/whe_1/deliveries/whd_1:retry"),
                   management.patch("/webhooks/whe_1", json={}), management.delete("/webhooks/whe_1")]:
        assert answer.status_code == 404, answer.text
    answer = management.post("/webhooks", json={"url": "https://example.com", "event_types": ["client.created", "client.born"]})
    assert answer.status_code == 400 and "event_types[1]" in answer.text and "secret.*" in answer.text


# TLS


def test_over_tls_the_name_is_kept_while_the_checked_address_is_connected_to(start, receive, tmp_path):
    authority, names = Authority(), []
    authority.issue(tmp_path)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(tmp_path / "cert.pem", tmp_path / "key.pem")
    context.sni_callback = lambda _socket, name, _context: names.append(name)
    receiver = receive(tls=context)
    server = start(env={**FAST, "MINTMARK_WEBHOOKS_CA_FILE": str(tmp_path / "ca.pem")})
    webhook, secret = register(server.management(), receiver)
    outcome = server.management().post(f"/webhooks/{webhook}:test").json()["test"]
    assert outcome["delivered"], outcome
    _, headers, body, _ = receiver.messages[0]
    assert names == ["localhost"] and headers["host"] == receiver.url.split("/")[2]
    assert headers["webhook-signature"] == signatures(secret, headers, body)
    # The certificate is for the name and not for the address.
    other = server.management().make("/webhooks", url=receiver.url.replace("localhost", "127.0.0.1"))["webhook"]["webhook_id"]
    outcome = server.management().post(f"/webhooks/{other}:test").json()["test"]
    assert not outcome["delivered"] and len(receiver.messages) == 1


def test_over_tls_an_unknown_authority_is_not_trusted(start, receive, tmp_path):
    Authority().issue(tmp_path)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(tmp_path / "cert.pem", tmp_path / "key.pem")
    receiver = receive(tls=context)
    server = start(env=FAST)
    webhook, _ = register(server.management(), receiver)
    outcome = server.management().post(f"/webhooks/{webhook}:test").json()["test"]
    assert not outcome["delivered"] and "CERTIFICATE_VERIFY_FAILED" in outcome["error"] and receiver.messages == []
