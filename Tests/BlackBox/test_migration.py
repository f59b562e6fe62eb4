"""What docs/migrate-from-scalekit.md says to do, done from one server to another with the code that it names."""

import base64
import csv
import pathlib
import subprocess
import sys

import jwt
import pytest

from mintmark import environment

EXAMPLE = pathlib.Path(__file__).resolve().parents[2] / "Examples/migrate-from-scalekit"
sys.path.insert(0, str(EXAMPLE))

from two_issuers import TwoIssuers  # noqa: E402

AUDIENCE = "https://api.example.com"


@pytest.fixture(scope="module")
def servers(tmp_path_factory):
    from mintmark import Server

    running = [Server(tmp_path_factory.mktemp(name)) for name in ["source", "target"]]
    yield running
    for each in running:
        each.stop()


def copy(source, target, file):
    trust = file.with_name("trust.pem")
    trust.write_bytes(b"".join((each.data / "tls-ca.pem").read_bytes() for each in [source, target]))
    env = {"GRPC_DEFAULT_SSL_ROOTS_FILE_PATH": str(trust)}
    for name, each in [("SOURCE", source), ("TARGET", target)]:
        env |= {
            f"{name}_URL": each.url, f"{name}_CLIENT_ID": each.credentials["environment_client_id"],
            f"{name}_CLIENT_SECRET": each.credentials["environment_client_secret"],
        }
    result = subprocess.run(
        [sys.executable, EXAMPLE / "copy_clients.py", file], env=environment(env), capture_output=True, text=True, timeout=120)
    assert result.returncode == 0, result.stderr
    return result.stdout


def test_clients_are_copied_and_tokens_of_both_issuers_are_accepted(servers, tmp_path):
    source, target = servers
    management = source.management()
    named = management.make("/organizations", display_name="Named", external_id="acme-1", metadata={"tier": "gold"})
    named = named["organization"]["id"]
    other = management.make("/organizations", display_name="Other")["organization"]["id"]
    fields = {
        "description": "d", "scopes": ["read:data"], "audience": [AUDIENCE], "expiry": 900,
        "custom_claims": [{"key": "tenant", "value": "t1"}]}
    old = {}
    # More than fit on a page.
    for number in range(104):
        made = management.make(f"/organizations/{named if number else other}/clients", name=f"client {number}", **fields)
        old[made["client"]["client_id"]] = made["plain_secret"]
    file = tmp_path / "credentials.csv"
    # One more: the demo client.
    assert copy(source, target, file) == "105 clients made, 0 were there already\n"
    assert file.stat().st_mode & 0o077 == 0
    rows = list(csv.DictReader(file.open()))
    assert set(old) < {row["previous_client_id"] for row in rows} and len(rows) == 105

    api = TwoIssuers([source.issuer, target.issuer], AUDIENCE)
    before, after = list(old)[1], next(row for row in rows if row["previous_client_id"] == list(old)[1])
    token = target.token(client_id=after["client_id"], client_secret=after["client_secret"])
    claims = api.claims(token)
    assert claims["exp"] - claims["iat"] == 900 and claims["scopes"] == ["read:data"]
    assert claims["custom_claims"] == {
        "tenant": "t1", "previous_client_id": before, "previous_organization_id": named}
    older = api.claims(source.token(client_id=before, client_secret=old[before]))
    # The API knows the customer by one id, whichever issuer the token is of.
    assert api.client(claims) == api.client(older) == before
    copied = target.management().get("/organizations:external/acme-1").json()["organization"]
    assert (copied["display_name"], copied["metadata"]) == ("Named", {"tier": "gold"})
    assert target.management().get(f"/organizations:external/{other}").status_code == 200

    # Again, after one more was made.
    management.make(f"/organizations/{other}/clients", name="late")
    assert copy(source, target, file) == "1 clients made, 105 were there already\n"
    assert len(list(csv.DictReader(file.open()))) == 106


def test_two_issuers_do_not_vouch_for_each_other(servers):
    source, target = servers
    token = source.token()
    audience = jwt.decode(token, options={"verify_signature": False})["aud"]
    assert TwoIssuers([source.issuer, target.issuer], audience).claims(token)["iss"] == source.issuer
    with pytest.raises(jwt.InvalidIssuerError):
        TwoIssuers([target.issuer], audience).claims(token)
    with pytest.raises(jwt.InvalidAudienceError):
        TwoIssuers([source.issuer, target.issuer], "https://other.example.com").claims(token)
    # Signed by one issuer, in the name of the other.
    head, payload, signature = token.split(".")
    changed = base64.urlsafe_b64decode(payload + "==").replace(source.issuer.encode(), target.issuer.encode())
    forged = ".".join([head, base64.urlsafe_b64encode(changed).decode().rstrip("="), signature])
    assert jwt.decode(forged, options={"verify_signature": False})["iss"] == target.issuer
    with pytest.raises(jwt.PyJWTError):
        TwoIssuers([source.issuer, target.issuer], audience).claims(forged)
