"""The example API servers of Examples/ give the right answers, also while the signing keys rotate."""

import base64
import concurrent.futures
import hashlib
import hmac
import itertools
import json
import re
import shutil
import threading
import time

import jwt
import pytest
import requests
from cryptography.hazmat.primitives.asymmetric import rsa

from example_servers import AUDIENCE, NAMES, Example
from mintmark import Server, until
from ports import free_port

COOL_DOWN = 5  # how often the examples fetch keys because of an unknown kid
LEEWAY = 5  # how long after its expiry an example may take a token
KEYS = {"MINTMARK_KEYS_MAX_AGE": "1"}


@pytest.fixture(scope="module")
def issuers(tmp_path_factory):
    """A server, and one with the same keys under another issuer."""
    directory = tmp_path_factory.mktemp("issuers")
    Server(directory / "own", env=KEYS).stop()
    for name in ["other", "late"]:
        shutil.copytree(directory / "own", directory / name)
    servers = []
    try:
        for name in ["own", "other"]:
            servers.append(Server(directory / name, env=KEYS))
        yield servers
    finally:
        for server in servers:
            server.stop()


@pytest.fixture(scope="module")
def late(issuers):
    """Starts a server with the same keys at an address that is known before; nothing listens there until then."""
    port = free_port()

    def start(**env):
        server = Server(
            issuers[0].directory.parent / "late", command="serve", arguments=["--port", port],
            env={"MINTMARK_ISSUER": start.url, **env},
        )
        server.credentials = issuers[0].credentials
        return server

    start.url = f"http://127.0.0.1:{port}"
    return start


@pytest.fixture(scope="module")
def issuer(issuers):
    return issuers[0]


@pytest.fixture(scope="module")
def examples(request, tmp_path_factory, issuer):
    """The examples that the selected tests need, started side by side: futures by name."""
    names = {item.callspec.params.get("name") for item in request.session.items if hasattr(item, "callspec")}
    directory = tmp_path_factory.mktemp("examples")
    with concurrent.futures.ThreadPoolExecutor() as pool:
        started = {
            name: pool.submit(Example, name, directory, issuer.issuer, issuer.credentials)
            for name in NAMES if name in names
        }
    yield started
    for future in started.values():
        if not future.exception():
            future.result().stop()


@pytest.fixture(scope="module")
def has_verify(issuer):
    return requests.get(f"{issuer.url}/oauth/verify", timeout=10).status_code != 404


@pytest.fixture
def example(name, examples, has_verify):
    if name == "nginx" and not has_verify:
        pytest.skip("this Mintmark has no /oauth/verify yet")
    return examples[name].result()


@pytest.fixture(scope="module")
def register(issuer):
    """Registers a client and gives a token of it."""
    management = issuer.management()

    def register(**fields):
        made = management.make(
            f"{issuer.organization}/clients", **{"name": "api", "scopes": ["read:data"], "audience": [AUDIENCE], **fields}
        )
        return issuer.token(client_id=made["client"]["client_id"], client_secret=made["plain_secret"])

    return register


@pytest.fixture(scope="module")
def good(issuer):
    return issuer.token()


@pytest.fixture(scope="module")
def bad(issuers, register, good):
    """Tokens that must get 401, made by a real server wherever one can make them."""
    issuer, other = issuers
    header, payload, signature = good.split(".")
    claims = jwt.decode(good, options={"verify_signature": False})
    kid = jwt.get_unverified_header(good)["kid"]
    stranger = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    from_other = other.token()
    assert jwt.get_unverified_header(from_other)["kid"] == kid
    assert jwt.decode(from_other, options={"verify_signature": False})["iss"] != claims["iss"]
    return {
        "expired": register(expiry=1),
        "wrong audience": register(audience=["https://other.example.com"]),
        "wrong issuer": from_other,
        "tampered payload": f"{header}.{encode({**claims, 'client_id': 'm2morg_1'})}.{signature}",
        "tampered signature": f"{header}.{payload}.{signature[:9]}{'A' if signature[9] != 'A' else 'B'}{signature[10:]}",
        "no signature": f"{header}.{payload}.",
        "alg none": f"{encode({'alg': 'none', 'kid': kid, 'typ': 'at+jwt'})}.{payload}.",
        "alg none, signed": f"{encode({'alg': 'none', 'kid': kid, 'typ': 'at+jwt'})}.{payload}.{signature}",
        "alg HS256 with the public key": hs256(kid, payload, requests.get(f"{issuer.url}/keys/{kid}.pem", timeout=10).content),
        "a stranger's key": jwt.encode(claims, stranger, algorithm="RS256", headers={"kid": kid}),
        "unknown kid": jwt.encode(claims, stranger, algorithm="RS256", headers={"kid": "snk_1"}),
        "no kid": jwt.encode(claims, stranger, algorithm="RS256"),
        "not a token": "abc",
        "not JSON": "YWJj.YWJj.YWJj",
        "two parts": f"{header}.{payload}",
    }


BAD = [
    "wrong audience", "wrong issuer", "tampered payload", "tampered signature", "no signature", "alg none",
    "alg none, signed", "alg HS256 with the public key", "a stranger's key", "unknown kid", "no kid", "not a token",
    "not JSON", "two parts", "expired",
]


def encode(value):
    return base64.urlsafe_b64encode(json.dumps(value).encode()).rstrip(b"=").decode()


def hs256(kid, payload, secret):
    signed = f"{encode({'alg': 'HS256', 'kid': kid, 'typ': 'at+jwt'})}.{payload}"
    tag = hmac.new(secret, signed.encode(), hashlib.sha256).digest()
    return f"{signed}.{base64.urlsafe_b64encode(tag).rstrip(b'=').decode()}"


def get(example, token=None, session=requests, **headers):
    if token is not None:
        headers["Authorization"] = f"Bearer {token}"
    return session.get(example.url, headers=headers, timeout=10)


def assert_refused(answer, status, error):
    assert answer.status_code == status, answer.text
    challenge = answer.headers["WWW-Authenticate"]
    assert re.match(r"Bearer\b", challenge)
    assert re.findall(r'error="([^"]*)"', challenge) == ([error] if error else [])
    assert "client_id" not in answer.text


each = pytest.mark.parametrize("name", NAMES)


@each
def test_a_good_token_gets_200(example, issuer, good):
    answer = get(example, good)
    assert answer.status_code == 200, answer.text
    body = answer.json()
    assert body.keys() == {"client_id", "organization_id", "scopes"}
    assert body["client_id"] == issuer.credentials["client_id"]
    assert body["organization_id"] == issuer.credentials["organization_id"]
    assert "read:data" in body["scopes"]


@each
def test_the_commands_of_the_readme_get_200_and_401(example):
    assert example.try_readme() == ["200", "401"]


@each
def test_no_token_gets_401_without_an_error(example):
    assert_refused(get(example), 401, None)
    assert_refused(get(example, Authorization="Basic YTpi"), 401, None)


@each
def test_a_token_in_the_query_is_not_looked_at(example, good):
    answer = requests.get(example.url, params={"access_token": good}, timeout=10)
    assert_refused(answer, 401, None)


@each
@pytest.mark.parametrize("kind", BAD)
def test_a_bad_token_gets_401(example, bad, kind):
    if kind == "expired":
        expiry = jwt.decode(bad[kind], options={"verify_signature": False})["exp"]
        time.sleep(max(0, expiry + LEEWAY - time.time()))
    assert_refused(get(example, bad[kind]), 401, "invalid_token")


@each
def test_a_missing_scope_gets_403(example, register):
    for scopes in [["write:data"], ["read:data2", "xread:data"], ["read"]]:
        assert_refused(get(example, register(scopes=scopes)), 403, "insufficient_scope")


@each
def test_who_calls_is_in_the_token_only(example, issuer, good):
    spoofed = {"X-Client-Id": "m2morg_1", "X-Organization-Id": "org_1", "X-Scopes": "admin"}
    answer = get(example, good, **spoofed)
    assert answer.json()["client_id"] == issuer.credentials["client_id"]
    assert answer.json()["organization_id"] == issuer.credentials["organization_id"]
    assert "admin" not in answer.json()["scopes"]
    assert_refused(get(example, **spoofed), 401, None)


def key_fetches(issuer):
    """How often anybody has fetched the keys of the server."""
    metrics = requests.get(f"{issuer.url}/metrics", timeout=10).text
    counts = re.findall(r'^mintmark_request_duration_seconds_count\{[^}]*route="/keys"[^}]*\} (\d+)', metrics, re.MULTILINE)
    return sum(map(int, counts))


@each
def test_many_unknown_kids_cause_few_fetches_and_do_not_harm_good_tokens(example, issuer, bad, good):
    before, start = key_fetches(issuer), time.monotonic()
    with concurrent.futures.ThreadPoolExecutor(4) as pool:
        unknown = [pool.submit(get, example, bad["unknown kid"]) for _ in range(40)]
        known = [pool.submit(get, example, good) for _ in range(20)]
    assert {future.result().status_code for future in unknown} == {401}
    assert {future.result().status_code for future in known} == {200}
    seconds = time.monotonic() - start  # the server says that the keys may be kept for one
    assert key_fetches(issuer) - before <= 2 + seconds


@pytest.fixture(scope="module")
def rotation(examples, issuer, good, has_verify):
    """The wrong answers of each example while two rotations happen, and how many answers there were."""
    tokens, wrong, counts, done = [good], {}, {}, threading.Event()

    def ask(name, example):
        session = requests.Session()
        for number in itertools.count():
            if done.is_set():
                return
            index = number % len(tokens)
            answer = get(example, tokens[index], session)
            counts[name, index] = counts.get((name, index), 0) + 1
            if answer.status_code != 200:
                wrong.setdefault(name, []).append((index, answer.status_code, answer.text))
            time.sleep(0.01)

    running = {name: future.result() for name, future in examples.items() if not future.exception()}
    if not has_verify:
        running.pop("nginx", None)
    with concurrent.futures.ThreadPoolExecutor() as pool:
        asking = [pool.submit(ask, *item) for item in running.items()]
        try:
            management = issuer.management()
            for _ in range(2):
                until(lambda: management.post("/keys:rotate", json={}).status_code == 200, what="the rotation")
                tokens.append(issuer.token())
                # The announcement must be longer than a cool-down, as the default of 300 s is: the second new key is
                # one that no example has seen, unless it fetched since.
                time.sleep(COOL_DOWN + 0.5 if len(tokens) == 2 else 1)
        finally:
            done.set()
    for future in asking:
        future.result()
    assert len({jwt.get_unverified_header(token)["kid"] for token in tokens}) == 3
    return wrong, counts


@each
def test_key_rotations_do_not_cause_one_wrong_answer(example, name, rotation):
    wrong, counts = rotation
    assert wrong.get(name, []) == []
    for token in range(3):
        assert counts[name, token] > 5


@pytest.fixture(scope="module")
def orphans(examples, tmp_path_factory, issuer, late):
    """The examples again, with an issuer that nothing listens at yet."""
    directory = tmp_path_factory.mktemp("orphans")
    with concurrent.futures.ThreadPoolExecutor() as pool:
        started = {name: pool.submit(Example, name, directory, late.url, issuer.credentials) for name in examples}
    yield started
    for future in started.values():
        if not future.exception():
            future.result().stop()


@pytest.fixture
def orphan(name, orphans):
    return orphans[name].result()


@each
def test_keys_that_cannot_be_fetched_are_not_the_callers_fault(orphan, good):
    for _ in range(2):
        answer = get(orphan, good)
        assert answer.status_code == 503, answer.text
        assert answer.headers["Retry-After"] == "5"


@pytest.fixture(scope="module")
def reunion(orphans, late, has_verify):
    """What each of them answers once the issuer is there, and when it signs with a key that nobody was told of."""
    running = {name: future.result() for name, future in orphans.items() if not future.exception()}
    if not has_verify:
        running.pop("nginx", None)
    server = late(MINTMARK_KEYS_MAX_AGE="3600")
    try:
        old = server.token()
        time.sleep(COOL_DOWN)
        first = {name: get(example, old).status_code for name, example in running.items()}
        fetched = time.monotonic()
        server.stop()
        server = late(**KEYS)  # and yet it rotates within the hour that it told everybody to keep the keys for
        management = server.management()
        for _ in range(2):
            until(lambda: management.post("/keys:rotate", json={}).status_code == 200, what="the rotation")
        new = server.token()
        time.sleep(max(0, fetched + COOL_DOWN + 0.5 - time.monotonic()))
        second = {name: [get(example, token).status_code for token in [new, old]] for name, example in running.items()}
    finally:
        server.stop()
    return first, second


@each
def test_it_recovers_when_the_issuer_is_there(orphan, name, reunion):
    if name not in reunion[0]:
        pytest.skip("this Mintmark has no /oauth/verify yet")
    assert reunion[0][name] == 200


@each
def test_an_unknown_key_is_fetched_at_once(orphan, name, reunion):
    if name not in reunion[1]:
        pytest.skip("this Mintmark has no /oauth/verify yet")
    assert reunion[1][name] == [200, 200]
