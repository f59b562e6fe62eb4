"""`mintmark verify`: tokens in, verdicts out."""

import json

import jwt
import pytest
import requests

from mintmark import BINARY, environment, run

AUDIENCE = "https://api.example.com"


def verify(*arguments, stdin=None, code=0):
    import subprocess

    result = subprocess.run(
        [BINARY, "verify", *arguments], input=stdin or "", capture_output=True, text=True, env=environment(), timeout=30
    )
    assert result.returncode == code, (result.returncode, result.stdout, result.stderr)
    return result


@pytest.fixture(scope="module")
def keys(server, tmp_path_factory):
    file = tmp_path_factory.mktemp("keys") / "jwks.json"
    file.write_text(requests.get(f"{server.url}/keys", timeout=10).text)
    return file


def test_a_good_token_is_valid_by_discovery_and_by_file(server, keys):
    token = server.token()
    for source in [("--issuer", server.issuer), ("--jwks", keys, "--expected-issuer", server.issuer), ("--jwks", keys)]:
        plain = verify(*source, "--audience", AUDIENCE, "--scope", "read:data", token)
        assert plain.stdout.startswith("valid")
        verdict = json.loads(verify(*source, "--json", token).stdout)
        assert verdict["valid"] is True and verdict["claims"]["iss"] == server.issuer
        assert verdict["header"]["typ"] == "at+jwt"


def test_tokens_are_read_a_line_each_in_order_and_a_bad_one_stops_nothing(server, keys):
    good = server.token()
    lines = [good, "nonsense", good[:-4] + "AAAA", good]
    result = verify("--jwks", keys, "--json", stdin="\n".join(lines) + "\n", code=1)
    verdicts = [json.loads(line) for line in result.stdout.splitlines()]
    assert [verdict["valid"] for verdict in verdicts] == [True, False, False, True]
    assert [verdict["code"] for verdict in verdicts[1:3]] == ["malformed", "invalidSignature"]
    assert verdicts[1]["header"] is None and verdicts[2]["claims"]["iss"] == server.issuer


@pytest.mark.parametrize("options, code", [
    (["--audience", "https://other"], "wrongAudience"), (["--expected-issuer", "https://other"], "wrongIssuer"),
    (["--scope", "admin"], "insufficientScope"), (["--algorithm", "ES256"], "unsupportedAlgorithm"),
    (["--at", "2000-01-01T00:00:00Z"], "notYetValid"), (["--at", "4102444800"], "expired"),
])
def test_every_option_is_checked(server, keys, options, code):
    verdict = json.loads(verify("--jwks", keys, "--json", *options, server.token(), code=1).stdout)
    assert verdict["code"] == code and verdict["reason"]


def test_expiry_can_be_ignored_and_types_accepted(server, keys, start):
    token = server.token()
    verify("--jwks", keys, "--at", "4102444800", "--ignore-expiry", token)
    own = start(env={"MINTMARK_TOKEN_TYPE": "JWT"})
    assert json.loads(verify("--issuer", own.issuer, "--json", own.token(), code=1).stdout)["code"] == "wrongType"
    verify("--issuer", own.issuer, "--typ", "any", own.token())


def test_signature_only_takes_any_payload(tmp_path):
    """RFC 7515 appendix A.2's key with a payload that is no JSON."""
    from cryptography.hazmat.primitives.asymmetric import ec

    key = ec.generate_private_key(ec.SECP256R1())
    jwk = json.loads(jwt.algorithms.ECAlgorithm.to_jwk(key.public_key()))
    (tmp_path / "keys.json").write_text(json.dumps({"keys": [{**jwk, "kid": "k"}]}))
    token = jwt.api_jws.encode(b"not json", key, algorithm="ES256", headers={"kid": "k"})
    verdict = json.loads(verify("--jwks", tmp_path / "keys.json", "--signature-only", "--json", token).stdout)
    assert verdict["valid"] is True and verdict["claims"] is None
    assert json.loads(verify("--jwks", tmp_path / "keys.json", "--typ", "any", "--json", token, code=1).stdout)["code"] == "malformed"


def test_explain_lists_every_check(server, keys):
    result = verify("--jwks", keys, "--audience", "https://other", "--explain", server.token(), code=1)
    outcomes = dict(reversed(line.split(maxsplit=1)) for line in result.stdout.splitlines()[1:] if "not reached" not in line)
    assert outcomes["signature"] == "passed" and outcomes["audience"] == "failed"
    assert "not reached  scope" in " ".join(result.stdout.split("\n")) or "not reached scope" in " ".join(result.stdout.split())


@pytest.mark.parametrize("arguments", [
    [], ["--issuer", "x", "--jwks", "y"], ["--jwks", "/nowhere"], ["--jwks", "/dev/null"], ["--issuer", "x", "--typ", "y"],
    ["--issuer", "x", "--algorithm", "none"], ["--issuer", "x", "--at", "soon"], ["--issuer", "x", "--expected-issuer", "y"],
])
def test_wrong_use_exits_with_2(arguments):
    verify(*arguments, code=2)


def test_unreachable_keys_are_told_apart(server):
    verdict = json.loads(verify("--issuer", "http://127.0.0.1:9", "--json", server.token(), code=1).stdout)
    assert verdict["code"] == "keysUnavailable"


def test_help(server):
    assert "--signature-only" in run("verify", "--help").stdout
