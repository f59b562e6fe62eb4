"""From where a client may ask for tokens, and clients that are disabled."""

import json

import pytest
import requests

from mintmark import run, until
from test_limits import from_address
from test_quotas import events, make


@pytest.fixture
def cli(server):
    def command(*arguments, code=0):
        result = run(*arguments, env={"MINTMARK_PROFILE": str(server.directory / "credentials.json")})
        assert result.returncode == code, (result.returncode, result.stdout, result.stderr)
        return result

    return command


def test_A29_a_client_is_held_to_its_addresses(server, management, organization):
    form, client = make(server, management, organization, allowed_addresses=["127.0.0.2/32", "2001:DB8::/32"])
    assert client["allowed_addresses"] == ["127.0.0.2", "2001:db8::/32"]
    refused = server.ask(form)
    assert refused.status_code == 401 and refused.json()["error"] == "invalid_client"
    assert "127.0.0.1" in refused.json()["error_description"] and "allowed_addresses" in refused.json()["error_description"]
    unknown = server.ask(server.form(client_id="m2morg_1", client_secret="x"))
    wrong = server.ask({**form, "client_secret": "wrong"})
    assert wrong.json() == unknown.json() and wrong.status_code == 401, "only the right secret is told"
    with from_address("127.0.0.2") as session:
        assert server.ask(form, session=session).status_code == 200
    found = until(lambda: events(management, "client.address_refused", client["client_id"]), what="the event")
    assert len(found) == 1 and found[0]["address"] == "127.0.0.1"


def test_A29_a_forwarded_address_counts_only_from_a_trusted_proxy(start):
    own = start(env={"MINTMARK_TRUSTED_PROXIES": "127.0.0.1/32"})
    path = f"{own.organization}/clients/{own.credentials['client_id']}"
    assert own.management().patch(path, json={"allowed_addresses": ["203.0.113.0/24"]}).status_code == 200
    inside, outside = {"X-Forwarded-For": "203.0.113.9"}, {"X-Forwarded-For": "203.0.113.9, 198.51.100.1"}
    assert own.ask(headers=inside).status_code == 200
    assert own.ask(headers={"X-Forwarded-For": "::ffff:203.0.113.9"}).status_code == 200
    assert own.ask(headers=outside).status_code == 401
    assert own.ask(headers={"X-Forwarded-For": "nonsense"}).status_code == 401
    assert own.ask().status_code == 401
    with from_address("127.0.0.2") as session:
        assert own.ask(headers=inside, session=session).status_code == 401


def test_an_allow_list_is_changed_and_cleared(server, management, organization):
    form, client = make(server, management, organization, allowed_addresses=["203.0.113.9"])
    path = f"{organization}/clients/{client['client_id']}"
    assert management.patch(path, json={"name": "x", "allowed_addresses": []}).json()["client"]["allowed_addresses"]
    assert server.ask(form).status_code == 401
    assert management.patch(path, json={"allowed_addresses": None}).json()["client"]["allowed_addresses"] == []
    assert server.ask(form).status_code == 200


@pytest.mark.parametrize("entry", ["example.com", "10.0.0.0/33", "10.1.2.3/8", "10.0.0.1:80", "", "fe80::1%eth0", "10.0.0.0/08", "*"])
def test_a_bad_address_is_named(management, organization, entry):
    answer = management.post(f"{organization}/clients", json={"allowed_addresses": ["::1", entry]})
    assert answer.status_code == 400
    info = answer.json()["details"][0]["validation_error_info"]["field_violations"]
    assert [violation["field"] for violation in info] == ["allowed_addresses[1]"]


def test_allow_lists_by_command(server, management, organization, cli):
    form, client = make(server, management, organization)
    identifier, owner = client["client_id"], organization.rsplit("/", 1)[1]
    shown = cli("client", "update", identifier, "--org", owner, "--allowed-address", "10.0.0.0/8", "--allowed-address", "::1")
    assert "10.0.0.0/8, ::1" in shown.stdout
    assert server.ask(form).status_code == 401
    for nothing in ("none", ""):
        cli("client", "update", identifier, "--org", owner, "--allowed-address", nothing)
        assert server.ask(form).status_code == 200


# Disabled clients


def test_a_disabled_client_gets_no_tokens_and_its_tokens_end_here(server, management, organization):
    form, client = make(server, management, organization)
    path = f"{organization}/clients/{client['client_id']}"
    token = server.ask(form).json()["access_token"]
    verify = lambda: requests.get(f"{server.url}/oauth/verify", headers={"Authorization": f"Bearer {token}"}, timeout=10)  # noqa: E731
    assert client["status"] == "ACTIVE" and verify().status_code == 200
    disabled = management.post(path + ":disable", json={"reason": "a leak"})
    assert disabled.status_code == 200 and disabled.json()["client"]["status"] == "INACTIVE"
    refused = server.ask(form)
    assert refused.status_code == 401 and "disabled" in refused.json()["error_description"]
    unknown = server.ask(server.form(client_id="m2morg_1", client_secret="x"))
    assert server.ask({**form, "client_secret": "wrong"}).json() == unknown.json()
    assert verify().status_code == 401
    assert management.post(path + ":disable").status_code == 200, "again is the same"
    assert management.post(path + ":enable").json()["client"]["status"] == "ACTIVE"
    # What was ended stays ended; new tokens are good.
    again = server.ask(form)
    assert again.status_code == 200 and verify().status_code == 401
    token = again.json()["access_token"]
    assert verify().status_code == 200
    assert events(management, "client.disabled", client["client_id"])[0]["details"]["reason"] == "a leak"
    assert len(events(management, "client.enabled", client["client_id"])) == 1


def test_a_client_is_disabled_by_an_update_too(server, management, organization):
    form, client = make(server, management, organization)
    path = f"{organization}/clients/{client['client_id']}"
    assert management.patch(path, json={"status": "INACTIVE"}).json()["client"]["status"] == "INACTIVE"
    assert server.ask(form).status_code == 401
    management.patch(path, json={"name": "still disabled"})
    assert server.ask(form).status_code == 401
    management.patch(path, json={"client": {"status": "ACTIVE"}})
    assert server.ask(form).status_code == 200
    assert len(events(management, "client.disabled", client["client_id"])) == 1
    for bad in (None, "active", "", 1):
        assert management.patch(path, json={"status": bad}).status_code == 400


def test_A28_status_is_changed_through_the_owner_alone_and_with_its_scope(server, management, organization):
    _, client = make(server, management, organization)
    identifier = client["client_id"]
    other = management.make("/organizations", display_name="Other")["organization"]["id"]
    assert management.post(f"/organizations/{other}/clients/{identifier}:disable").status_code == 404
    assert management.post(f"/clients/{identifier}:disable").status_code == 404
    reader = server.management(server.token(
        client_id=server.credentials["environment_client_id"],
        client_secret=server.credentials["environment_client_secret"], scope="clients:read"))
    assert reader.post(f"{organization}/clients/{identifier}:disable").status_code == 403
    assert management.get(f"{organization}/clients/{identifier}:disable").status_code == 405
    assert management.post(f"{organization}/clients/{identifier}:disable", json={"reason": "r" * 257}).status_code == 400
    assert management.get(f"{organization}/clients/{identifier}").json()["client"]["status"] == "ACTIVE"


def test_nobody_shuts_itself_out(server, management):
    me = f"/clients/{server.credentials['environment_client_id']}"
    assert management.post(me + ":disable").status_code == 400
    assert management.patch(me, json={"status": "INACTIVE"}).status_code == 400
    refused = management.patch(me, json={"allowed_addresses": ["203.0.113.0/24"]})
    assert refused.status_code == 400 and "127.0.0.1" in refused.json()["message"]
    assert management.patch(me, json={"allowed_addresses": ["127.0.0.0/8"]}).status_code == 200
    assert management.patch(me, json={"allowed_addresses": None}).status_code == 200
    assert server.environment_token()


def test_another_environment_client_can_be_disabled_at_once(server, management):
    made = management.make("/clients", name="second", scopes=["environment:read"])
    second = server.management(server.token(client_id=made["client"]["client_id"], client_secret=made["plain_secret"]))
    assert second.get("/clients").status_code == 200
    assert management.post(f"/clients/{made['client']['client_id']}:disable").status_code == 200
    assert second.get("/clients").status_code == 401


def test_status_by_command(server, management, organization, cli):
    form, client = make(server, management, organization)
    identifier, owner = client["client_id"], organization.rsplit("/", 1)[1]
    shown = cli("client", "disable", identifier, "--org", owner, "--reason", "left the company", "--json")
    assert json.loads(shown.stdout)["client"]["status"] == "INACTIVE"
    assert server.ask(form).status_code == 401
    assert "ACTIVE" in cli("client", "enable", identifier, "--org", owner).stdout
    assert server.ask(form).status_code == 200
    assert events(management, "client.disabled", identifier)[0]["details"]["reason"] == "left the company"


def test_a_disabled_client_stays_so_over_a_restart(start):
    own = start()
    own.management().post(f"{own.organization}/clients/{own.credentials['client_id']}:disable")
    own.restart()
    assert own.ask().status_code == 401
