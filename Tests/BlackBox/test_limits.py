"""Limits that protect the server from its callers, and its figures and logs from what callers send."""

import json
import re

import pytest
import requests

from raw import Connection, post

FORM = {"Content-Type": "application/x-www-form-urlencoded"}


def from_address(address):
    """A session whose connections come from another loopback address."""

    class Adapter(requests.adapters.HTTPAdapter):
        def init_poolmanager(self, *arguments, **options):
            super().init_poolmanager(*arguments, source_address=(address, 0), **options)

    session = requests.Session()
    session.mount("http://", Adapter())
    return session


def exhausted(own, session=None, **options):
    """Guesses until the server has enough; gives the answer that says so."""
    for _ in range(60):
        answer = own.ask(own.form(client_secret="guess"), session=session or requests, **options)
        if answer.status_code == 429:
            return answer
        assert answer.status_code == 401
    raise AssertionError("sixty guesses and no end")


def test_A5_the_default_throttles_too(start):
    own = start()
    answer = exhausted(own)
    assert answer.json()["error"] and "Try again in" in answer.json()["error_description"]
    assert 1 <= int(answer.headers["Retry-After"]) <= 60
    assert answer.headers["Cache-Control"] == "no-store"
    assert own.ask().status_code == 429, "the right secret waits as well: else the answer tells that it is right"
    assert own.environment_token(), "other clients of the same address go on"
    with from_address("127.0.0.2") as session:
        assert own.ask(session=session).status_code == 200, "other addresses go on"


def test_A5_a_guesser_at_the_same_address_does_not_lock_out_who_was_served_there(start):
    own = start(env={"MINTMARK_LIMITS_FAILED_AUTHENTICATIONS": "5"})
    assert own.ask().status_code == 200
    exhausted(own)
    for _ in range(10):
        assert own.ask(own.form(client_secret="guess")).status_code == 429
        assert own.ask().status_code == 200


def test_A5_forwarded_headers_are_no_way_round(start):
    own = start(env={"MINTMARK_LIMITS_FAILED_AUTHENTICATIONS": "5"})
    exhausted(own)
    for index in range(10):
        headers = {"X-Forwarded-For": f"198.51.100.{index}", "Forwarded": f"for=198.51.100.{index}", "X-Real-IP": f"198.51.100.{index}"}
        assert own.ask(headers=headers).status_code == 429


def test_A5_behind_a_trusted_proxy_each_client_address_counts_for_itself(start):
    own = start(env={"MINTMARK_LIMITS_FAILED_AUTHENTICATIONS": "5", "MINTMARK_TRUSTED_PROXIES": "127.0.0.1/32"})
    attacker, customer = {"X-Forwarded-For": "198.51.100.1"}, {"X-Forwarded-For": "198.51.100.2"}
    exhausted(own, headers=attacker)
    assert own.ask(headers=customer).status_code == 200
    # Only the hop that the proxy added counts: what the attacker writes in front of it is not believed.
    assert own.ask(headers={"X-Forwarded-For": "203.0.113.5, 198.51.100.1"}).status_code == 429
    with from_address("127.0.0.2") as session:
        assert own.ask(headers=attacker, session=session).status_code == 200, "a stranger's header is ignored"


def test_A5_an_address_that_tries_many_clients_is_throttled(start):
    own = start(env={"MINTMARK_LIMITS_FAILED_AUTHENTICATIONS": "2"})
    with requests.Session() as session:
        codes = [
            own.ask(own.form(client_id=f"m2morg_{index}", client_secret="x"), session=session).status_code
            for index in range(1, 300)]
    assert codes[0] == 401 and codes[-1] == 429
    with from_address("127.0.0.2") as session:
        assert own.ask(session=session).status_code == 200


def test_A5_other_names_of_a_client_are_no_way_round(start):
    """The id in a Basic header, percent-encoded or in capitals, counts as the same client or is no client at all."""
    own = start(env={"MINTMARK_LIMITS_FAILED_AUTHENTICATIONS": "5"})
    exhausted(own)
    identifier, secret = own.credentials["client_id"], own.credentials["client_secret"]
    encoded = "".join(f"%{ord(character):02x}" for character in identifier)
    answer = own.ask({"grant_type": "client_credentials"}, auth=(encoded, secret))
    assert answer.status_code == 429
    for other in [identifier.upper(), identifier + " ", " " + identifier, identifier.replace("_", "_0"), identifier + "\0"]:
        assert own.ask(own.form(client_id=other)).status_code in (401, 429)


def test_A29_requests_of_one_address_can_be_limited(start):
    own = start(env={"MINTMARK_LIMITS_REQUESTS_PER_ADDRESS": "5"})
    with requests.Session() as session:
        answers = [session.get(f"{own.url}/keys", timeout=10) for _ in range(40)]
    refused = [answer for answer in answers if answer.status_code == 429]
    assert len(refused) > 20 and int(refused[0].headers["Retry-After"]) >= 1
    with from_address("127.0.0.2") as session:
        assert own.ask(session=session).status_code == 200


def test_A29_management_calls_of_one_client_can_be_limited(start):
    own = start(env={"MINTMARK_LIMITS_MANAGEMENT_CALLS": "5"})
    management = own.management()
    answers = [management.get("/organizations") for _ in range(40)]
    refused = [answer for answer in answers if answer.status_code == 429]
    assert len(refused) > 20
    assert refused[0].json()["code"] == 8 and refused[0].json()["details"][0]["error_code"] == "RATE_LIMITED"
    assert int(refused[0].headers["Retry-After"]) >= 1
    assert own.ask().status_code == 200, "tokens are not management calls"


def test_figures_do_not_grow_with_what_callers_invent(server, management):
    def series():
        return {line.rsplit(" ", 1)[0] for line in requests.get(f"{server.url}/metrics", timeout=10).text.splitlines() if line[:1] != "#"}

    def invent(number):
        series()
        requests.get(f"{server.url}/nowhere/{number}", timeout=10)
        requests.get(f"{server.url}/keys/snk_{number}.pem", timeout=10)
        requests.request(f"M{number}", f"{server.url}/keys", timeout=10)
        management.get(f"/organizations/org_{number}")
        management.get(f"/organizations:external/{number}")
        server.ask(server.form(client_id=f"m2morg_{number}", grant_type=f"g{number}"))
        server.ask(server.form(client_id=f"m2morg_{number}", client_secret="x"))
        server.ask(server.form(scope=f"s{number}"))
        server.ask(server.form(resource=f"r{number}"))

    invent(1)
    before = series()
    for number in range(2, 30):
        invent(number)
    assert series() == before


def test_callers_cannot_write_log_lines(server):
    """Line breaks and terminal codes in ids, paths and headers stay inside one JSON value."""
    evil = "x\r\n{\"level\":\"error\",\"message\":\"forged\"}\x1b[2J\u2028"
    server.ask(server.form(client_id=evil))
    server.ask(server.form(client_id="m2morg_1\nforged", client_secret="\nforged"))
    requests.get(f"{server.url}/" + requests.utils.quote(evil), timeout=10)
    requests.get(f"{server.url}/keys", headers={"X-Request-Id": "forged\x1b[2J"}, timeout=10)
    with Connection(server) as connection:
        connection.send(b"F\x1bORGED /keys HTTP/1.1\r\nHost: x\r\n\r\n").status()
    for line in list(server.log):
        if not line.strip():
            continue
        document = json.loads(line)
        assert document["message"] != "forged"
        assert "\x1b" not in line


def test_text_logs_have_no_control_characters(start):
    own = start(env={"MINTMARK_LOG_FORMAT": "text", "MINTMARK_LOG_LEVEL": "trace"})
    evil = "m2morg_1\r\n12:00:00 error forged\x1b[2J"
    own.ask(own.form(client_id=evil))
    requests.get(f"{own.url}/" + requests.utils.quote(evil), timeout=10)
    own.management().post("/organizations", json={"display_name": evil})
    own.stop()
    assert "\x1b" not in own.logs
    assert not [line for line in own.log if re.match(r"12:00:00 error forged", line)]


def test_request_ids_are_the_servers_own(server):
    answers = [requests.get(f"{server.url}/keys", headers={"X-Request-Id": "mine"}, timeout=10) for _ in range(3)]
    ids = [answer.headers["X-Request-Id"] for answer in answers]
    assert len(set(ids)) == 3 and "mine" not in ids


def test_error_texts_do_not_repeat_long_input(server, management):
    long = "a" * 3000
    answers = [
        server.ask(server.form(grant_type=long)), server.ask(server.form(scope=long)), server.ask(server.form(resource="a:" + long)),
        server.ask(server.form(audience=long)), server.ask({**server.form(), long: "1"} | {long[:-1]: "%"}),
        management.get(f"/organizations/{long}"), management.post("/organizations", json={long: 1}),
        requests.get(f"{server.url}/{long}", timeout=10), requests.get(f"{server.url}/keys/{long}.pem", timeout=10)]
    for answer in answers:
        assert len(answer.content) < 2000, answer.text


def test_error_texts_never_repeat_the_secret(server):
    secret = server.credentials["client_secret"]
    for answer in [
        server.ask(server.form(scope=secret, client_secret=secret)), server.ask(server.form(grant_type="x")),
        server.ask(server.form(client_id=secret, client_secret=secret)),
        server.ask(list(server.form().items()) + [("client_secret", secret)]),
    ]:
        if answer.request.body.count(secret) == 1 or "scope" not in answer.request.body:
            assert secret not in answer.text
