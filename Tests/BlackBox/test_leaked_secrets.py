"""Leaked secrets are recognised offline, found by scanners, and ended by a signed report."""

import base64
import datetime
import hashlib
import json
import pathlib
import random
import re
import string
import time
import zlib

import pytest
import requests
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from mintmark import Server, run, until

DOCUMENT = pathlib.Path(__file__).resolve().parents[2] / "docs/leaked-secrets.md"
DIGITS = string.digits + string.ascii_uppercase + string.ascii_lowercase
URL = "https://github.com/octocat/Hello-World/blob/main/foo.txt"


def checksum(body):
    number, text = zlib.crc32(body.encode()), ""
    for _ in range(6):
        number, digit = divmod(number, 62)
        text = DIGITS[digit] + text
    return text


def made_up(prefix, seed=1):
    """A secret of our form, made without the program."""
    body = f"{prefix}_" + "".join(random.Random(seed).choices(DIGITS, k=32))
    return body + checksum(body)


# The form

PREFIXES = ["a", "Z", "mintmark", "acme_live", "a1", "a__b", "x" * 40, "Acme_2_test", "a_" * 19 + "ab"]


def blocks(language):
    return re.findall(rf"```{language}\n(.*?)```", DOCUMENT.read_text(), re.DOTALL)


def near_misses(secret):
    """Texts that only just do not have the form."""
    prefix, _, tail = secret.rpartition("_")
    return [
        secret[:-1], secret + "x", "1" + secret, f"{prefix}-{tail}", f"{prefix}__{tail}", f"_{secret}",
        f"{prefix}_{tail[:20]}_{tail[21:]}", f"{prefix}_{tail[:-1]}-", f"{prefix}_{tail[:-1]}\u00e9", "x" * 41 + f"_{tail}",
        tail, f"_{tail}", f"{secret} ", f"{secret}_", "",
    ]


def test_the_regular_expression_finds_secrets_and_nothing_near_them():
    for expression in blocks("regex"):
        pattern = re.compile(expression.strip(), re.ASCII)
        for number, prefix in enumerate(["acme_live"] if "acme" in expression else PREFIXES):
            secret = made_up(prefix, number)
            for text in [secret, f'"{secret}"', f"SECRET={secret}\n", f"<a>{secret}</a>", f"id:{secret}@host", f"({secret})"]:
                assert [found.group() for found in pattern.finditer(text)] == [secret], (expression, text)
            for text in near_misses(secret):
                assert pattern.fullmatch(text) is None, (expression, text)
    assert len(blocks("regex")) == 2


def test_the_python_of_the_document_computes_the_checksum():
    scope = {}
    exec(blocks("python")[0], scope)
    for number in range(200):
        secret = made_up("acme_live", number)
        assert scope["has_valid_checksum"](secret)
        assert not scope["has_valid_checksum"](secret[:-1] + ("0" if secret[-1] != "0" else "1"))


def test_the_example_of_the_document_is_right():
    example = re.search(r"^acme_live_\w{38}$", DOCUMENT.read_text(), re.MULTILINE)[0]
    assert example == "acme_live_" + "a" * 32 + checksum("acme_live_" + "a" * 32)


@pytest.mark.parametrize("prefix", ["mintmark", "acme_live", "x" * 40])
def test_what_the_server_makes_has_the_form(start, prefix):
    own = start(env={"MINTMARK_SECRET_PREFIX": prefix})
    pattern = re.compile(blocks("regex")[0].strip(), re.ASCII)
    for secret in [own.credentials["client_secret"], own.credentials["environment_client_secret"]]:
        assert pattern.fullmatch(secret) and secret.startswith(prefix + "_")
        assert secret[-6:] == checksum(secret[:-6])


# mintmark secret check


def check(*arguments, **options):
    result = run("secret", "check", *arguments, env={"HOME": "/nonexistent"}, **options)
    return result.returncode, result.stdout, result.stderr


@pytest.mark.parametrize("prefix", PREFIXES)
def test_a_secret_is_checked_offline(prefix):
    secret = made_up(prefix)
    assert check(secret) == (0, f"well_formed=true prefix={prefix} checksum=ok\n", "")
    assert check("--json", secret) == (0, f'{{"well_formed":true,"prefix":"{prefix}","checksum":"ok"}}\n', "")
    wrong = secret[:-1] + ("0" if secret[-1] != "0" else "1")
    assert check(wrong) == (1, "well_formed=true prefix=- checksum=wrong\n", "")
    assert check(wrong, "--json") == (1, '{"well_formed":true,"prefix":null,"checksum":"wrong"}\n', "")


def test_what_is_no_secret_is_told_and_never_shown():
    for text in near_misses(made_up("acme_live")):
        assert check(text) == (1, "well_formed=false prefix=- checksum=none\n", ""), text
        assert check(text, "--json") == (1, '{"well_formed":false,"prefix":null,"checksum":"none"}\n', "")


@pytest.mark.parametrize("ending", ["", "\n", "\r\n", "\nmore\n"])
def test_a_secret_is_read_from_standard_input(ending):
    secret = made_up("acme_live")
    assert check("-", input=secret + ending)[:2] == (0, "well_formed=true prefix=acme_live checksum=ok\n")
    assert check("-", input="x" * 100 + ending)[0] == 1
    assert check("-", input=f" {secret}{ending}")[0] == 1


def test_wrong_use_exits_with_2_and_shows_nothing():
    secret = made_up("acme_live")
    for arguments in [[], [secret, secret], ["-", secret], [secret, "--unknown"]]:
        code, output, errors = check(*arguments)
        assert code == 2 and secret not in output + errors


# Reports


class Scanner:
    """GitHub, as far as the server sees it."""

    def __init__(self, directory):
        self.path = directory / "keys.json"
        self.keys = {}
        self.add("current", True)
        self.add("old", False)

    def add(self, identifier, is_current):
        self.keys[identifier] = (ec.generate_private_key(ec.SECP256R1()), is_current)
        self.path.write_text(json.dumps({"public_keys": [
            {
                "key_identifier": name, "is_current": current,
                "key": key.public_key().public_bytes(
                    serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo).decode(),
            }
            for name, (key, current) in self.keys.items()
        ]}))

    def sign(self, body, identifier="current"):
        key, _ = self.keys[identifier]
        return base64.b64encode(key.sign(body, ec.ECDSA(hashes.SHA256()))).decode()

    def report(self, server, matches=None, body=None, identifier="current", signature=None):
        """Sends a report; a header that is "absent" is left out."""
        body = json.dumps(matches).encode() if body is None else body
        headers = {
            "Content-Type": "application/json", "Github-Public-Key-Identifier": identifier,
            "Github-Public-Key-Signature": self.sign(body, identifier) if signature is None else signature,
        }
        headers = {name: value for name, value in headers.items() if value != "absent"}
        return requests.post(f"{server.url}/secret-scanning/report", data=body, headers=headers, timeout=30)


def match(token, **fields):
    return {"token": token, "type": "acme_client_secret", "url": URL, "source": "content", **fields}


def feedback(token, label, type="acme_client_secret"):
    return {"token_hash": hashlib.sha256(token.encode()).hexdigest(), "token_type": type, "label": label}


@pytest.fixture(scope="module")
def scanner(tmp_path_factory):
    return Scanner(tmp_path_factory.mktemp("scanner"))


@pytest.fixture(scope="module")
def scanned(tmp_path_factory, scanner):
    """A server that takes reports."""
    running = Server(
        tmp_path_factory.mktemp("scanned"),
        env={"MINTMARK_SECRET_SCANNING_KEYS_FILE": str(scanner.path), "MINTMARK_LOG_FORMAT": "json"})
    yield running
    running.stop()


@pytest.fixture
def leaked(scanned):
    """The path, the id and the one secret of a new client."""
    made = scanned.management().make(f"{scanned.organization}/clients", name="leaked", scopes=["a"], expiry=3600)
    identifier = made["client"]["client_id"]
    return f"{scanned.organization}/clients/{identifier}", identifier, made["plain_secret"]


def is_accepted(server, identifier, secret):
    return server.ask(server.form(client_id=identifier, client_secret=secret, scope=None)).status_code == 200


def secrets_of(server, path):
    return server.management().get(path).json()["client"]["secrets"]


def leaks_of(server, secret_id):
    """The audit events about the secret."""
    management, events, token = server.management(), [], ""
    while True:
        page = management.get("/audit-events", params={"page_size": 100, "page_token": token}).json()
        events += [one for one in page["audit_events"]
                   if one["action"] == "secret.leaked" and one["subject"] == secret_id]
        token = page["next_page_token"]
        if not token:
            return events


def test_a_reported_secret_is_ended_within_the_call(scanned, scanner, leaked):
    path, identifier, secret = leaked
    assert is_accepted(scanned, identifier, secret)
    used = time.time()
    answer = scanner.report(scanned, [match(secret, url=f"{URL}?q={secret}")])
    assert answer.status_code == 200, answer.text
    assert answer.json() == [feedback(secret, "true_positive")]
    assert not is_accepted(scanned, identifier, secret)
    [stored] = secrets_of(scanned, path)
    assert stored["status"] == "INACTIVE"
    [event] = leaks_of(scanned, stored["id"])
    details = event["details"]
    assert details["client_id"] == identifier and details["source"] == "content" and details["outcome"] == "deactivated"
    assert details["url"] == f"{URL}?q=[redacted]" and event["address"] == "127.0.0.1"
    end = datetime.datetime.fromisoformat(details["tokens_valid_until"].replace("Z", "+00:00")).timestamp()
    assert abs(end - used - 3600) < 10
    warned = until(lambda: [line for line in scanned.log if "found in public" in line and identifier in line])
    assert json.loads(warned[0])["level"].lower() == "warning"
    assert secret not in scanned.logs and secret not in json.dumps(event)
    figures = requests.get(f"{scanned.url}/metrics", timeout=10).text
    assert re.search(r'mintmark_secret_scanning_reports_total\{result="deactivated"\} [1-9]', figures)


def test_a_repeated_report_is_harmless(scanned, scanner, leaked):
    path, identifier, secret = leaked
    other = scanned.management().make(f"{path}/secrets")["plain_secret"]
    first = scanner.report(scanned, [match(secret), match(secret)])
    before = secrets_of(scanned, path)
    again = scanner.report(scanned, [match(secret, url="")])
    assert first.json() == [feedback(secret, "true_positive")] * 2 and again.json() == first.json()[:1]
    assert secrets_of(scanned, path) == before
    assert is_accepted(scanned, identifier, other) and not is_accepted(scanned, identifier, secret)
    outcomes = [one["details"]["outcome"] for one in leaks_of(scanned, before[0]["id"])]
    assert outcomes == ["deactivated", "was_not_in_force", "was_not_in_force"]
    assert scanned.management().delete(path).status_code == 200
    assert scanner.report(scanned, [match(secret)]).json() == [feedback(secret, "false_positive")]


def test_a_secret_that_was_never_used_leaves_no_tokens(scanned, scanner, leaked):
    path, _, secret = leaked
    scanner.report(scanned, [match(secret)])
    [event] = leaks_of(scanned, secrets_of(scanned, path)[0]["id"])
    assert event["details"]["tokens_valid_until"] is None


def test_false_positives_are_told_apart(scanned, scanner, leaked):
    _, _, secret = leaked
    others = [
        made_up("mintmark"), secret[:-1], secret + "x", secret + "\n", " " + secret, secret.swapcase(), "", "x" * 5000,
        secret.rpartition("_")[2], "\u00e9" * 40, secret + "\0",
    ]
    matches = [match(text, type=f"type-{number}") for number, text in enumerate(others)]
    answer = scanner.report(scanned, matches[:3] + [match(secret)] + matches[3:])
    expected = [feedback(text, "false_positive", f"type-{number}") for number, text in enumerate(others)]
    assert answer.json() == expected[:3] + [feedback(secret, "true_positive")] + expected[3:]
    assert scanner.report(scanned, []).json() == []


def test_only_the_scanner_can_report(scanned, scanner, leaked):
    path, identifier, secret = leaked
    body = json.dumps([match(secret)]).encode()
    before = secrets_of(scanned, path)
    good = scanner.sign(body)
    der = base64.b64decode(good)

    def base64_of(signature):
        return base64.b64encode(signature).decode()

    forged = [
        {"signature": scanner.sign(body + b" ")}, {"signature": scanner.sign(b"")}, {"signature": ""},
        {"signature": "absent"}, {"signature": good[:-4]}, {"signature": good + "AAAA"},
        {"signature": good.rstrip("=") + "!"}, {"signature": base64_of(der[:-1] + bytes([der[-1] ^ 1]))},
        {"signature": base64_of(der + b"\0")}, {"signature": "A" * 10_000}, {"signature": base64_of(b"\0" * 70)},
        {"signature": der.hex()}, {"identifier": "old"}, {"identifier": "old", "signature": good},
        {"identifier": "unknown", "signature": good}, {"identifier": "absent", "signature": good},
        {"identifier": "", "signature": good}, {"body": body + b" ", "signature": good},
        # A stranger's body is not even read as JSON.
        {"body": b"{", "signature": good},
    ]
    for fields in forged:
        answer = scanner.report(scanned, **{"body": body, **fields})
        assert answer.status_code == 403, fields
        assert answer.json()["code"] == 7 and secret not in answer.text
    assert secrets_of(scanned, path) == before and is_accepted(scanned, identifier, secret)
    assert scanner.report(scanned, body=body, signature=good).status_code == 200


@pytest.mark.parametrize("body", [
    b"", b"{}", b"[1]", b"[{}]", b'[{"token":1,"type":"x"}]', b'[{"token":"x"}]', b'"x"', b"[",
    b'[{"token":"a","token":"b","type":"x"}]',
])
def test_a_signed_report_that_is_none_is_refused(scanned, scanner, body):
    assert scanner.report(scanned, body=body).status_code == 400


def test_A29_reports_are_limited(scanned, scanner):
    many = [match("x", url="")] * 1000
    assert scanner.report(scanned, many).status_code == 200
    assert scanner.report(scanned, many + many[:1]).status_code == 400
    assert scanner.report(scanned, body=b" " * (1024 * 1024 + 1)).status_code == 413


def test_unknown_members_are_not_looked_at(scanned, scanner, leaked):
    _, _, secret = leaked
    answer = scanner.report(scanned, [{"token": secret, "type": "t", "new": {"a": [1]}, "url": None}])
    assert answer.json() == [feedback(secret, "true_positive", "t")]


def test_many_leaks_in_one_report_are_all_ended(scanned, scanner):
    management = scanned.management()
    made = [management.make(f"{scanned.organization}/clients", name="many") for _ in range(40)]
    answer = scanner.report(scanned, [match(one["plain_secret"]) for one in made])
    assert [one["label"] for one in answer.json()] == ["true_positive"] * 40
    for one in made:
        assert not is_accepted(scanned, one["client"]["client_id"], one["plain_secret"])


def test_a_new_key_is_known_without_a_restart_and_a_broken_file_keeps_the_old_ones(start, tmp_path):
    scanner = Scanner(tmp_path)
    own = start(env={"MINTMARK_SECRET_SCANNING_KEYS_FILE": str(scanner.path)})
    assert scanner.report(own, []).status_code == 200
    scanner.add("next", True)
    until(lambda: scanner.report(own, [], identifier="next").status_code == 200, what="the new key")
    scanner.path.write_text("broken")

    def is_noticed():
        assert scanner.report(own, [], identifier="next").status_code == 200
        return "could not be read anew" in own.logs

    until(is_noticed, what="the broken file")


def test_the_policy_record_changes_nothing(start, tmp_path):
    scanner = Scanner(tmp_path)
    own = start(env={
        "MINTMARK_SECRET_SCANNING_KEYS_FILE": str(scanner.path), "MINTMARK_SECRET_SCANNING_ACTION": "record"})
    secret = own.credentials["client_secret"]
    assert scanner.report(own, [match(secret)]).json() == [feedback(secret, "true_positive")]
    assert own.token()
    path = f"{own.organization}/clients/{own.credentials['client_id']}"
    [event] = leaks_of(own, secrets_of(own, path)[0]["id"])
    assert event["details"]["outcome"] == "recorded"


def test_a_leaked_environment_secret_ends_its_management_tokens(start, tmp_path):
    scanner = Scanner(tmp_path)
    own = start(env={"MINTMARK_SECRET_SCANNING_KEYS_FILE": str(scanner.path)})
    management = own.management()
    scanner.report(own, [match(own.credentials["environment_client_secret"])])
    assert management.get("/organizations").status_code == 401


def test_without_keys_no_reports_are_taken(server, scanner):
    answer = scanner.report(server, [match("x")])
    assert answer.status_code == 404 and "secret_scanning.keys_file" in answer.json()["message"]


@pytest.mark.parametrize("content, words", [
    (None, "No such file"), ("x", "not JSON"), ("{}", "no list public_keys"),
    ('{"public_keys":[]}', "none of its keys is current"),
    ('{"public_keys":[{"key_identifier":"a","key":"x","is_current":true}]}', "no PEM of an ECDSA key on P-256"),
    ('{"public_keys":[{"key_identifier":"a","key":"x"}]}', "public_keys[0]"),
])
def test_a_bad_list_of_keys_stops_the_start(tmp_path, content, words):
    path = tmp_path / "keys.json"
    if content is not None:
        path.write_text(content)
    env = {
        "MINTMARK_ISSUER": "https://auth.example.com", "MINTMARK_DATA_DIR": str(tmp_path / "data"),
        "MINTMARK_SECRET_SCANNING_KEYS_FILE": str(path),
    }
    assert run("init", "--credentials", tmp_path / "c.json", env=env).returncode == 0
    for command in ["check-config", "serve"]:
        result = run(command, env=env)
        assert result.returncode == 2 and words in result.stderr and str(path) in result.stderr, result.stderr
